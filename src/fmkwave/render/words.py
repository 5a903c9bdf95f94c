"""What every form for people says in the same words, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.language import _, _n, said

if TYPE_CHECKING:
    from fmkwave.model import Plan
    from fmkwave.optimise.problem import Progress

_TENTH = Decimal("0.1")


def wave_heading(plan: Plan, wave: int) -> str:
    """A wave with its quarter and how many it takes: ``Wave 1 · 2014-Q2 · 28``."""
    return f"{wave_title(plan, wave)} · {len(plan.members(wave))}"


def wave_title(plan: Plan, wave: int) -> str:
    """A wave with its quarter, as a heading has it: ``Wave 1 · 2014-Q2``."""
    return _("Wave {wave} · {quarter}", wave=wave, quarter=quarter_of(plan.quarters, wave))


def wave_size(plan: Plan, wave: int) -> str:
    """How many a wave takes: ``28 municipalities``."""
    members = len(plan.members(wave))
    return _n("{number} municipality", "{number} municipalities", members)


def wave(number: int) -> str:
    """A wave in a sentence or a cell: ``wave 1``."""
    return _("wave {wave}", wave=number)


def wave_in(quarters: Sequence[str], number: int) -> str:
    """A wave with its quarter, in a sentence: ``wave 1 (2014-Q2)``."""
    return _("wave {wave} ({quarter})", wave=number, quarter=quarter_of(quarters, number))


def quarter_of(quarters: Sequence[str], wave: int) -> str:
    """The quarter of a wave, as the reader says it."""
    return language.quarter(quarters[wave - 1])


def facts(plan: Plan) -> list[tuple[str, str]]:
    """What is known of a plan as a whole whoever made it, each with its label."""
    return [(_("Total"), points(plan.total)), *_staying(plan), *facts_in_words(plan)]


def facts_in_words(plan: Plan) -> list[tuple[str, str]]:
    """Those of the facts that are no points of this plan."""
    links = _("{number} of {whole}", number=plan.links_kept, whole=plan.links_total)
    if not plan.engine:
        # A committed plan where no best one is known: nothing is proven.
        return [(_("Links kept"), links)]
    if plan.best_total is not None:
        change = signed(plan.best_total - plan.total)
        best = _(
            "{points} points, {change}", points=language.points(plan.best_total), change=change
        )
        # Only of the best plan is it known that no plan is worth more.
        label = _("Best plan") if plan.best_total == plan.bound else _("Better plan known")
        return [(label, best), (_("Links kept"), links)]
    return [
        (_("Proof"), proof(plan)),
        (_("Unique"), unique(plan)),
        (_("Links kept"), links),
    ]


def _staying(plan: Plan) -> list[tuple[str, str]]:
    """What the plan earns by staying where it was announced, if anything."""
    if not plan.stability:
        return []
    earned = language.points(plan.stability)
    return [(_("Staying"), _("{points} points, not in the total", points=earned))]


def summary(plan: Plan) -> list[tuple[str, str]]:
    """What is known of a plan as a whole, and who made it, each with its label."""
    return [*facts(plan), *([(_("Engine"), plan.engine)] if plan.engine else [])]


def notices(plan: Plan) -> tuple[str, ...]:
    """What must be said wherever the plan is shown: of its inputs, then of the run."""
    return (*plan.notices, *plan.remarks)


def proof(plan: Plan) -> str:
    """What is proven of a plan, in one phrase."""
    if plan.proof == "optimal" and plan.stability:
        return _("optimal: no plan is worth more, with what staying earns")
    if plan.proof == "optimal":
        return _("optimal: no plan is worth more")
    return _("within {gap} of the best possible", gap=gap(plan.total, plan.bound))


def gap(total: int, bound: int) -> str:
    """How far a total may lie below the best: ``12.3 points (0.1 %)``."""
    short = bound - total
    if bound <= 0:
        return points(short)
    # Rounded up, because "within" must hold.
    percent = (Decimal(short) * 100 / bound).quantize(_TENTH, ROUND_UP)
    return _("{points} points ({percent} %)", points=language.points(short), percent=percent)


def unique(plan: Plan) -> str:
    """Whether other plans are worth as much, in one phrase."""
    if plan.unique is None:
        return _("not settled")
    if plan.unique:
        return _("yes: every other plan is worth less")
    return _("no: among equals, more citizens earlier, then the lowest code first")


def progress(made: Progress) -> str:
    """How far a solve has come, in one line."""
    parts = [said(made.doing)]
    if made.done is not None:
        # To the whole percent, as a share has all the decimals that a float happens to have.
        parts.append(language.percent(Decimal(f"{made.done:.2f}")))
    if made.total is not None:
        parts.append(_("best so far {points}", points=language.points(made.total)))
        if made.bound is not None:
            parts.append(_("within {gap}", gap=gap(made.total, made.bound)))
    if made.left is not None:
        minutes, seconds = divmod(round(made.left), 60)
        parts.append(_("{minutes}:{seconds} left", minutes=minutes, seconds=f"{seconds:02d}"))
    return " · ".join(parts)


def percentages(shares: Sequence[Decimal]) -> list[str]:
    """Shares as percentages, all with the decimals that the most precise one needs."""
    exponents = [(share * 100).normalize().as_tuple().exponent for share in shares]
    decimals = max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)
    return [language.percent(share, max(0, decimals)) for share in shares]


def aligned(points: Iterable[int]) -> list[str]:
    """Points as text of one width, their decimals aligned."""
    return aligned_text([language.points(value) for value in points])


def aligned_text(shown: Sequence[str]) -> list[str]:
    """Points that are text already, made one width, their decimals aligned."""
    decimals = max((len(_decimals(text)) for text in shown), default=0)
    padded = [text + " " * (decimals - len(_decimals(text))) for text in shown]
    width = max((len(text) for text in padded), default=0)
    return [text.rjust(width) for text in padded]


def points(points: int) -> str:
    """An amount of points with its unit."""
    return _("{points} points", points=language.points(points))


def signed(points: int) -> str:
    """A gain or loss of points, with its sign."""
    return f"{'+' if points > 0 else ''}{language.points(points)}"


def listed(items: Sequence[str]) -> str:
    """Items as a list in a sentence: ``one, two and three``."""
    *first, last = items
    return _("{items} and {last}", items=", ".join(first), last=last) if first else last


def capital(sentence: str) -> str:
    """A sentence with a capital letter at its start."""
    return sentence[:1].upper() + sentence[1:]


def _decimals(text: str) -> str:
    return text.partition(language.decimal_mark())[2]
