"""What a check found, or why there was none, as a list of findings with a place each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.errors import FmkwaveError, InputError
from fmkwave.render import words

if TYPE_CHECKING:
    from fmkwave.check import Check
    from fmkwave.errors import Fault
    from fmkwave.model import Inputs, Place

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
        *(
            Finding(CHANGED, change.text, f"{change.file} {change.part}", change.place)
            for change in result.changes
        ),
        *(
            Finding(MOVE, words.moved(result, move), move.code, places[move.code])
            for move in result.moves
        ),
        *(Finding(BROKEN, words.broken(one), one.rule, places[one.rule]) for one in result.broken),
        *(Finding(DIFFERENCE, one.text, one.key, one.place) for one in result.other),
    ]


def _conflict(result: Check) -> Iterator[Finding]:
    if result.conflict:
        head = "no plan exists: these limits cannot hold together"
        yield Finding(NO_PLAN, f"{head}: {'; '.join(result.conflict)}", "", result.places[""])


def suites_of_check(inputs: Inputs, result: Check) -> list[Suite]:
    """Everything that a check looked at, so that what is right shows too."""
    from fmkwave.rules import rules

    found = of_check(result)

    def about(kind: str, key: str) -> list[Finding]:
        return [one for one in found if (one.kind, one.key) == (kind, key)]

    def in_file(file: str) -> list[Finding]:
        return [one for one in found if one.kind == CHANGED and one.place.file == file]

    files = sorted({*inputs.sources, *result.changed_inputs})
    codes = inputs.in_danish_order(inputs.municipalities)
    # A rule of its own, that nobody is left out, is named only where it is broken.
    names = dict.fromkeys([one.rule for one in result.broken])
    names |= dict.fromkeys([rule.name for rule in rules(inputs)])
    plan = [one for one in found if one.kind in (NO_PLAN, DIFFERENCE)]
    unplanned = "no plan exists" if result.conflict else ""
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
    """Why nothing could be checked.

    Args:
        error: What stood in the way.
        plan: The plan that was to be checked, for what has no place of its own.
    """
    if isinstance(error, InputError):
        return of_faults(error.faults)
    return [Finding(FAILED, str(error), str(error), plan)]


def suites_of_error(error: FmkwaveError, plan: Place) -> list[Suite]:
    """Why nothing could be checked, a case each."""
    return [Suite("inputs", [Case(str(one.place), [one]) for one in of_error(error, plan)])]


def of_faults(faults: Sequence[Fault]) -> list[Finding]:
    """Faults and warnings of input files."""
    from fmkwave.model import Place

    return [
        Finding(
            DOUBT if fault.warning else FAULT,
            fault.message,
            f"{fault.file} {fault.message}",
            Place(fault.file, fault.line),
        )
        for fault in faults
    ]
