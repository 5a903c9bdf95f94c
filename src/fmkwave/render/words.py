"""What every form of output says in the same words, and in the same order."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence
from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING

from fmkwave.points import show_points

if TYPE_CHECKING:
    from fmkwave.check import Check
    from fmkwave.errors import Fault
    from fmkwave.model import Plan
    from fmkwave.moves import Move
    from fmkwave.optimise.problem import Progress
    from fmkwave.rules import Broken

RENEW = "`fmkwave plan --write` makes the plan what the inputs say."

_TENTH = Decimal("0.1")
# Letters such as ø need no quotes, whatever shlex thinks.
_SPECIAL = re.compile(r"[^\w.=:/%+-]|^$")


def wave_heading(plan: Plan, wave: int) -> str:
    """A wave with its quarter and how many it takes: ``Wave 1 · 2014-Q2 · 28``."""
    return f"Wave {wave} · {plan.quarters[wave - 1]} · {len(plan.members(wave))}"


def summary(plan: Plan) -> list[tuple[str, str]]:
    """What is known of a plan as a whole, each with its label."""
    return [
        ("Total", f"{show_points(plan.total)} points"),
        ("Proof", proof(plan)),
        ("Unique", unique(plan)),
        ("Links kept", f"{plan.links_kept} of {plan.links_total}"),
        ("Engine", plan.engine),
    ]


def notices(plan: Plan) -> tuple[str, ...]:
    """What must be said wherever the plan is shown: of its inputs, then of the run."""
    return (*plan.notices, *plan.remarks)


def proof(plan: Plan) -> str:
    """What is proven of a plan, in one phrase."""
    if plan.proof == "optimal":
        return "optimal: no plan is worth more"
    return f"within {gap(plan.total, plan.bound)} of the best possible"


def gap(total: int, bound: int) -> str:
    """How far a total may lie below the best: ``12.3 points (0.1 %)``."""
    points = f"{show_points(bound - total)} points"
    if bound <= 0:
        return points
    # Rounded up, because "within" must hold.
    percent = (Decimal(bound - total) * 100 / bound).quantize(_TENTH, ROUND_UP)
    return f"{points} ({percent} %)"


def unique(plan: Plan) -> str:
    """Whether other plans are worth as much, in one phrase."""
    if plan.unique is None:
        return "not settled"
    if plan.unique:
        return "yes: every other plan is worth less"
    return "no: among equals, more citizens earlier, then the lowest code first"


def progress(made: Progress) -> str:
    """How far a solve has come, in one line."""
    parts = [made.doing]
    if made.done is not None:
        parts.append(f"{made.done:.0%}")
    if made.total is not None:
        parts.append(f"best so far {show_points(made.total)}")
        if made.bound is not None:
            parts.append(f"within {gap(made.total, made.bound)}")
    return " · ".join(parts)


def verdict(check: Check) -> str:
    """What a check comes to, in one sentence."""
    if check.identical:
        return "Identical: the inputs give the committed plan."
    counts = (
        (len(check.changes), "change"),
        (len(check.moves), "move"),
        (len(check.broken), "broken rule"),
        (len(check.other), "other difference"),
    )
    found = ", ".join(count(number, noun) for number, noun in counts if number)
    return f"{'No plan' if check.conflict else 'Different'}: {found}"


def moved(check: Check, move: Move) -> str:
    """A move as a sentence: where the committed plan has it, and where the inputs put it."""
    now = f"inputs say {wave(check, move.after)}"
    if move.before is None:
        return f"{move.name}: in no committed wave, {now}"
    return f"{move.name}: committed {wave(check, move.before)}, {now}"


def broken(one: Broken) -> str:
    """A broken rule as a sentence."""
    return f"{one.rule}; {one.found}"


def wave(check: Check, number: int | None) -> str:
    """A wave with its quarter: ``wave 1 (2014-Q2)``."""
    if number is None:
        return "no wave"
    known = 1 <= number <= len(check.quarters)
    return f"wave {number} ({check.quarters[number - 1]})" if known else f"wave {number}"


def fault_count(faults: Sequence[Fault]) -> str:
    """How many faults and warnings there are: ``2 faults, 1 warning``."""
    warnings = sum(fault.warning for fault in faults)
    return f"{count(len(faults) - warnings, 'fault')}, {count(warnings, 'warning')}"


def count(number: int, noun: str) -> str:
    """A number with its noun, which takes an s unless there is one."""
    shown = "no" if number == 0 else str(number)
    return f"{shown} {noun}{'' if number == 1 else 's'}"


def term_name(name: str) -> str:
    """A weight's name as words: ``project_leader`` is project leader."""
    return name.replace("_", " ")


def percentages(shares: Sequence[Decimal]) -> list[str]:
    """Shares as percentages, all with the decimals that the most precise one needs."""
    exponents = [(share * 100).normalize().as_tuple().exponent for share in shares]
    decimals = max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)
    return [f"{share * 100:.{max(0, decimals)}f}%" for share in shares]


def aligned(points: Iterable[int]) -> list[str]:
    """Points as text of one width, their decimals aligned."""
    return aligned_text([show_points(value) for value in points])


def aligned_text(shown: Sequence[str]) -> list[str]:
    """Points that are text already, made one width, their decimals aligned."""
    decimals = max((len(_decimals(text)) for text in shown), default=0)
    padded = [text + " " * (decimals - len(_decimals(text))) for text in shown]
    width = max((len(text) for text in padded), default=0)
    return [text.rjust(width) for text in padded]


def points(points: int) -> str:
    """An amount of points with its unit."""
    return f"{show_points(points)} points"


def signed(points: int) -> str:
    """A gain or loss of points, with its sign."""
    return f"{'+' if points > 0 else ''}{show_points(points)}"


def listed(items: Sequence[str]) -> str:
    """Items as a list in a sentence: ``Greve, Odder and Samsø``."""
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last


def capital(sentence: str) -> str:
    """A sentence with a capital letter at its start."""
    return sentence[:1].upper() + sentence[1:]


def shell(word: str) -> str:
    """A word as a shell takes it: quoted if it has to be."""
    return shlex.quote(word) if _SPECIAL.search(word) else word


def _decimals(text: str) -> str:
    return text.partition(".")[2]
