"""What a check found, or why there was none, as a list of findings with a place each.

Forms for people and for machines take what is said here alike: a message, which the former say in
the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.commands import command
from fmkwave.errors import FmkwaveError, InputError
from fmkwave.points import shown
from fmkwave.texts import Message, Period, counted, joined, message

if TYPE_CHECKING:
    from fmkwave.changes import Change
    from fmkwave.check import Check
    from fmkwave.errors import Fault
    from fmkwave.model import Inputs, Place
    from fmkwave.moves import Move
    from fmkwave.rules import Broken

CHANGED = "changed-input"
MOVE = "move"
NO_PLAN = "no-plan"
BROKEN = "broken-rule"
DIFFERENCE = "difference"
FAULT = "input-fault"
DOUBT = "input-warning"
FAILED = "could-not-run"


class Finding(NamedTuple):
    """One thing found.

    Attributes:
        kind: What kind of thing it is, one of the names above.
        text: What was found, in one sentence.
        key: What it is about; the same from run to run, wherever it stands.
        place: Where it shows.
    """

    kind: str
    text: str
    key: str
    place: Place


class Case(NamedTuple):
    """One thing that was looked at, and what was found; nothing, when it is as it should be.

    Attributes:
        skipped: Why it could not be looked at, if so.
    """

    name: str
    found: Sequence[Finding]
    skipped: str = ""


class Suite(NamedTuple):
    """Things of one kind that were looked at."""

    name: str
    cases: Sequence[Case]


def of_check(result: Check) -> list[Finding]:
    """What a check found: causes first, as a reader may be shown only the first few."""
    places = result.places
    return [
        *_conflict(result),
        *(Finding(CHANGED, change.text, _key(change), change.place) for change in result.changes),
        *(
            Finding(MOVE, _moved(result, move), move.code, places[move.code])
            for move in result.moves
        ),
        *(Finding(BROKEN, broken(one), one.rule, places[one.rule]) for one in result.broken),
        *(Finding(DIFFERENCE, one.text, one.key, one.place) for one in result.other),
        *([Finding(FAILED, verdict(result), "", places[""])] if result.unsettled else []),
    ]


def _key(change: Change) -> str:
    return " ".join(filter(None, (change.file, change.part, change.field)))


def _conflict(result: Check) -> Iterator[Finding]:
    if result.conflict:
        head = "no plan exists: these limits cannot hold together"
        text = f"{head}: {'; '.join(result.conflict)}"
        if result.decisive is not None:
            text = f"{text}. {result.decisive}"
        yield Finding(NO_PLAN, text, "", result.places[""])


def renew() -> Message:
    """How to make the plan what the inputs say."""
    written = command("plan", "--write")
    return message("`{command}` makes the plan what the inputs say.", command=written)


def verdict(result: Check) -> Message:
    """What a check comes to, in one sentence."""
    if result.identical:
        return message("Identical: the inputs give the committed plan.")
    if not result.differs:
        return _unplanned(result)
    changes, moves = len(result.changes), len(result.moves)
    rules, others = len(result.broken), len(result.other)
    counts = (
        (changes, counted("{number} change", "{number} changes", changes)),
        (moves, counted("{number} move", "{number} moves", moves)),
        (rules, counted("{number} broken rule", "{number} broken rules", rules)),
        (others, counted("{number} other difference", "{number} other differences", others)),
    )
    found = joined(", ", (told for number, told in counts if number))
    if result.conflict:
        return message("No plan: {found}", found=found)
    if result.stopped:
        return message("Different: {found}; stopped before it was known who moves", found=found)
    return message("Different: {found}", found=found)


def compared(result: Check) -> Message:
    """What a check found before any plan was made."""
    changes, rules = len(result.changes), len(result.broken)
    told = (
        counted("{number} change", "{number} changes", changes)
        if changes
        else message("nothing changed"),
        counted("{number} broken rule", "{number} broken rules", rules)
        if rules
        else message("no rule is broken"),
    )
    return message("Compared with the inputs: {found}.", found=joined(", ", told))


def _unplanned(result: Check) -> Message:
    """What a check that was stopped comes to, where nothing was found."""
    if result.gap is None:
        return message(
            "Not settled: no input changed and no rule is broken, but it was stopped before the "
            "best plan was proven."
        )
    if result.confirmed:
        text = message(
            "The plan is what it says: no input changed, no rule is broken, and at most {gap} "
            "points are left to gain. Stopped before more was proven.",
            gap=shown(result.gap),
        )
    else:
        text = message(
            "No input changed and no rule is broken. The plan itself says that at most {gap} "
            "points are left to gain; stopped before that was confirmed.",
            gap=shown(result.gap),
        )
    if not result.rise:
        return text
    better = message(
        "A plan was found that is worth {points} points more; `{command}` writes one.",
        points=shown(result.rise),
        command=command("plan", "--write"),
    )
    return joined(" ", (text, better))


def _moved(result: Check, move: Move) -> Message:
    """A move as a sentence: where the committed plan has it, and where the inputs put it."""
    now = wave(result, move.after)
    if move.code in result.stranded:
        return message(
            "{name}: committed in {quarter}, which is no wave's period any more, inputs say {now}",
            name=move.name,
            quarter=Period(result.stranded[move.code]),
            now=now,
        )
    if move.before is None:
        return message("{name}: in no committed wave, inputs say {now}", name=move.name, now=now)
    return message(
        "{name}: committed {before}, inputs say {now}",
        name=move.name,
        before=wave(result, move.before),
        now=now,
    )


def committed_wave(result: Check, move: Move) -> Message:
    """Where the committed plan has somebody: a wave, or a period that is no wave's any more."""
    if move.code in result.stranded:
        return message("{quarter}, no wave now", quarter=Period(result.stranded[move.code]))
    return wave(result, move.before)


def broken(one: Broken) -> Message:
    """A broken rule as a sentence."""
    return joined("; ", (one.rule, one.found))


def wave(result: Check, number: int | None) -> Message:
    """A wave with its quarter: ``wave 1 (2014-Q2)``."""
    if number is None:
        return message("no wave")
    if not 1 <= number <= len(result.quarters):
        return message("wave {wave}", wave=number)
    quarter = Period(result.quarters[number - 1])
    return message("wave {wave} ({quarter})", wave=number, quarter=quarter)


def fault_count(faults: Sequence[Fault]) -> Message:
    """How many faults and warnings there are: ``2 faults, 1 warning``."""
    warnings = sum(fault.warning for fault in faults)
    rest = len(faults) - warnings
    told = (
        counted("{number} fault", "{number} faults", rest) if rest else message("no faults"),
        warning_count(warnings),
    )
    return joined(", ", told)


def warning_count(number: int) -> Message:
    """How many warnings there are: ``1 warning``."""
    if not number:
        return message("no warnings")
    return counted("{number} warning", "{number} warnings", number)


def suites_of_check(inputs: Inputs, result: Check) -> list[Suite]:
    """Everything that a check looked at, so that what is right shows too."""
    from fmkwave.rules import rules

    found = of_check(result)

    def about(kind: str, key: str) -> list[Finding]:
        return [one for one in found if (one.kind, one.key) == (kind, key)]

    def in_file(file: str) -> list[Finding]:
        return [one for one in found if one.kind == CHANGED and one.place.file == file]

    files = sorted({*map(inputs.file, inputs.sources), *result.changed_inputs})
    codes = inputs.in_danish_order(inputs.municipalities)
    # A rule of its own, that nobody is left out, is named only where it is broken.
    names = dict.fromkeys([one.rule for one in result.broken])
    names |= dict.fromkeys([rule.name for rule in rules(inputs)])
    plan = [one for one in found if one.kind in (NO_PLAN, DIFFERENCE, FAILED)]
    unplanned = "no plan exists" if result.conflict else ""
    unplanned = "stopped before it was known who moves" if result.stopped else unplanned
    return [
        Suite("plan", [Case("as the inputs give it", plan)]),
        Suite("input files", [Case(file, in_file(file)) for file in files]),
        Suite(
            "municipalities",
            [Case(inputs.name(code), about(MOVE, code), unplanned) for code in codes],
        ),
        Suite("rules", [Case(name, about(BROKEN, name)) for name in names]),
    ]


def of_error(error: FmkwaveError, plan: Place) -> list[Finding]:
    """Why nothing could be checked, and what is doubtful besides.

    Args:
        error: What stood in the way.
        plan: The plan that was to be checked, for what has no place of its own.
    """
    if isinstance(error, InputError):
        return of_faults((*error.faults, *error.warnings))
    return [Finding(FAILED, str(error), str(error), plan)]


def suites_of_error(error: FmkwaveError, plan: Place) -> list[Suite]:
    """Why nothing could be checked, a case each; a warning would be counted as a failure."""
    found = [one for one in of_error(error, plan) if one.kind != DOUBT]
    return [Suite("inputs", [Case(str(one.place), [one]) for one in found])]


def of_faults(faults: Sequence[Fault]) -> list[Finding]:
    """Faults and warnings of input files."""
    from fmkwave.model import Place

    return [
        Finding(
            DOUBT if fault.warning else FAULT,
            fault.message,
            f"{fault.file} {fault.message}",
            Place(fault.file, fault.line, fault.cell),
        )
        for fault in faults
    ]
