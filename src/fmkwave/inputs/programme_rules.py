"""What a programme must satisfy beyond its form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from fmkwave.inputs.frame import word_key
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show, unknown
from fmkwave.inputs.yamlfile import Document, Where
from fmkwave.model import Programme
from fmkwave.points import THOUSANDTHS, show_points

_NEARLY = Decimal("0.75")
_HEAVIEST = 1_000_000
# Names that the other files use for something else.
_RESERVED = {"wish", "code", "municipality", "wished_quarter", "basis", "source"}


def check_rules(
    programme: Programme, document: Document, municipalities: int | None, report: Report
) -> None:
    """Report every rule that a programme breaks.

    A section that could not be read is missing from the programme; rules about it are passed
    over. The number of municipalities, which the waves have to hold, is None when not known.
    """
    if hasattr(programme, "waves"):
        _check_quarters(programme, document, report)
        _check_sizes(programme, document, municipalities, report)
    if hasattr(programme, "weights"):
        _check_tiers(programme, document, report)
        _check_weights(programme, document, report)
        _check_names(programme, document, report)
    if hasattr(programme, "answers"):
        _check_credits(programme, document, report)
        _check_words(programme, document, report)
    _check_dates(programme, document, report)


def _check_quarters(programme: Programme, document: Document, report: Report) -> None:
    for at, (before, quarter) in enumerate(pairwise(programme.quarters), start=1):
        if quarter <= before:
            message = f"wave {at + 1} is in {quarter}, but must come after wave {at} in {before}"
            report.fault(document.line("waves", at, "quarter"), message)
    for quarter in programme.frozen:
        if quarter not in programme.quarters:
            allowed = ", ".join(programme.quarters)
            message = f"frozen quarter {quarter} is no wave's quarter (allowed: {allowed})"
            report.fault(document.line("frozen"), message)


def _check_sizes(
    programme: Programme, document: Document, municipalities: int | None, report: Report
) -> None:
    if municipalities is None:
        return
    least = sum(wave.size.min for wave in programme.waves)
    most = sum(wave.size.max for wave in programme.waves)
    if not least <= municipalities <= most:
        room = f"exactly {least}" if least == most else f"{least} to {most}"
        message = f"the waves take {room} municipalities in all, but there are {municipalities}"
        report.fault(document.line("waves"), message)


def _check_tiers(programme: Programme, document: Document, report: Report) -> None:
    readiness = programme.weights.readiness
    for name, indicator in readiness.items():
        lower = [other for other, one in readiness.items() if one.tier > indicator.tier]
        if not lower:
            continue
        heaviest = max(lower, key=lambda other: readiness[other].weight)
        other = readiness[heaviest]
        if indicator.weight <= other.weight:
            mine = f"weight {show_points(indicator.weight)} of '{name}' (tier {indicator.tier})"
            theirs = f"weight {show_points(other.weight)} of '{heaviest}' (tier {other.tier})"
            message = f"{mine} must lie above {theirs}: the source has this order of importance"
            report.fault(document.line("weights", "readiness", name, "weight"), message)


def _weights(programme: Programme) -> Iterator[tuple[Where, int]]:
    weights = programme.weights
    yield ("weights", "wish", "weight"), weights.wish.weight
    for kind, group in (
        ("readiness", weights.readiness),
        ("uptake", weights.uptake),
        ("links", weights.links),
    ):
        for name, one in group.items():
            yield ("weights", kind, name, "weight"), one.weight


def _check_weights(programme: Programme, document: Document, report: Report) -> None:
    for where, weight in _weights(programme):
        # Sums of weights up to here are exact in every engine.
        if weight > _HEAVIEST * THOUSANDTHS:
            message = f"'weight' is {show(document.value(*where))}, but must be {_HEAVIEST} or less"
            report.fault(document.line(*where), message)


def _check_credits(programme: Programme, document: Document, report: Report) -> None:
    for name, answer in programme.answers.items():
        if answer.nearly_as is None:
            continue
        line = document.line("answers", name, "nearly_as")
        others = [other for other in programme.answers if other != name]
        if answer.nearly_as not in others:
            report.fault(line, unknown("answer", answer.nearly_as, others, " under 'nearly_as'"))
            continue
        full = programme.answers[answer.nearly_as].credit
        if not full * _NEARLY <= answer.credit < full:
            bounds = f"at least {(full * _NEARLY).normalize():f} and below {full}"
            why = f"because it counts nearly as much as '{answer.nearly_as}'"
            message = f"credit {answer.credit} of '{name}' must be {bounds}, {why}"
            report.fault(document.line("answers", name, "credit"), message)


def _check_names(programme: Programme, document: Document, report: Report) -> None:
    seen: dict[str, str] = {}
    for group in ("readiness", "uptake", "links"):
        for name in getattr(programme.weights, group):
            line = document.line("weights", group, name)
            key = name.casefold()
            if key in _RESERVED:
                report.fault(line, f"name '{name}' has a meaning of its own; choose another")
            elif key in seen:
                message = f"name '{name}' stands under both '{seen[key]}' and '{group}'"
                report.fault(line, f"{message}; each needs a name of its own")
            seen.setdefault(key, group)


def _check_words(programme: Programme, document: Document, report: Report) -> None:
    meanings: dict[str, str] = {}
    for word, meaning, where in _words(programme):
        before = meanings.setdefault(word_key(word), meaning)
        if before != meaning:
            report.fault(document.line(*where), f"word '{word}' stands for {before} and {meaning}")


def _words(programme: Programme) -> Iterator[tuple[str, str, Where]]:
    for name in programme.answers:
        yield name, f"answer '{name}'", ("answers", name)
    for name, answer in programme.answers.items():
        for word in answer.words:
            yield word, f"answer '{name}'", ("answers", name, "words")
    for word in programme.blank_words:
        yield word, "a blank", ("blank_words",)


def _check_dates(programme: Programme, document: Document, report: Report) -> None:
    for at, phase in enumerate(programme.phases):
        if phase.start and phase.end and phase.start > phase.end:
            message = f"phase '{phase.name}' ends in {phase.end}, before it starts in {phase.start}"
            report.fault(document.line("phases", at, "end"), message)
    seen: dict[str, int] = {}
    for at, milestone in enumerate(programme.milestones):
        line = document.line("milestones", at, "id")
        first = seen.setdefault(milestone.id, line)
        if first != line:
            message = f"milestone id '{milestone.id}' is used already, on line {first}"
            report.fault(line, message)
