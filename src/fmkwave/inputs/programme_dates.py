"""What a programme must satisfy in its phases, milestones and prerequisites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import choice, show
from fmkwave.inputs.yamlfile import Document, Where
from fmkwave.model import Milestone, Phase, Prerequisite, Programme
from fmkwave.texts import message

T = TypeVar("T")
Dated = Phase | Milestone | Prerequisite

_PHASES, _MILESTONES, _PREREQUISITES = "phases", "milestones", "prerequisites"


def check_dates(programme: Programme, document: Document, report: Report) -> None:
    """Report what does not fit together in phases, milestones and prerequisites."""
    _check_phases(programme, document, report)
    _check_milestones(programme, document, report)
    for at, prerequisite in _sound(programme.prerequisites):
        _check_prerequisite(prerequisite, (_PREREQUISITES, at), document, report)


def _check_phases(programme: Programme, document: Document, report: Report) -> None:
    for at, phase in _sound(programme.phases):
        given = [key for key in ("start", "end") if getattr(phase, key)]
        _check_word(phase, given, (_PHASES, at), document, report)
        if phase.start and phase.end and programme.calendar.between(phase.start, phase.end) < 0:
            text = message(
                "phase '{name}' ends in {end}, before it starts in {start}",
                name=phase.name,
                end=phase.end,
                start=phase.start,
            )
            report.fault(document.line(_PHASES, at, "end"), text)


def _check_milestones(programme: Programme, document: Document, report: Report) -> None:
    for at, milestone in _sound(programme.milestones):
        given = ["quarter"] if milestone.quarter else []
        _check_word(milestone, given, (_MILESTONES, at), document, report)
    seen: dict[str, int] = {}
    for at in document.positions(_MILESTONES):
        short = document.value(_MILESTONES, at, "id")
        if not isinstance(short, str):
            continue
        line = document.line(_MILESTONES, at, "id")
        if short in seen:
            text = message(
                "milestone id '{id}' is used already, on line {line}", id=short, line=seen[short]
            )
            report.fault(line, text)
        seen.setdefault(short, line)


def _sound(entries: Sequence[T | None]) -> Iterator[tuple[int, T]]:
    """The entries in which nothing is wrong, each with its place in the list."""
    return ((at, one) for at, one in enumerate(entries) if one is not None)


def _check_prerequisite(
    found: Prerequisite, where: Where, document: Document, report: Report
) -> None:
    if found.uptake:
        _check_uptake(found, where, document, report)
        return
    given = ["quarter"] if found.quarter else []
    _check_word(found, given, where, document, report)
    if found.quarter and found.state == "not known":
        text = message(
            "'{name}' has a period from which it holds, so its 'state' must be 'met' or, if it "
            "is only expected then, 'not met'",
            name=found.name,
        )
        report.fault(document.line(*where, "quarter"), text)


def _check_uptake(found: Prerequisite, where: Where, document: Document, report: Report) -> None:
    """The shares tell whether it holds, and nothing else does."""
    for key in ("state", "quarter", "dates"):
        if key in found.model_fields_set:
            text = message(
                "'{name}' has '{key}' beside 'uptake', which tells whether it holds; keep one of "
                "them",
                name=found.name,
                key=key,
            )
            report.fault(document.line(*where, key), text)
    allowed = document.names("weights", "uptake")
    for name in found.uptake:
        if name not in allowed:
            text = message(
                "unknown uptake {found}{choice}", found=show(name), choice=choice(name, allowed)
            )
            report.fault(document.line(*where, "uptake", name), text)


def _check_word(
    dated: Dated, given: Sequence[str], where: Where, document: Document, report: Report
) -> None:
    """Report a word for how dates are known that does not fit the dates there are."""
    name, dates = dated.name, dated.dates
    line = document.line(*where, "dates")
    if given and dates == "not known":
        text = message(
            "'{name}' has a date, so its 'dates' must be 'stated' or 'read off'", name=name
        )
        report.fault(document.line(*where, given[0]), text)
    elif not given and dates != "not known":
        text = message(
            "'{name}' has no date, so its 'dates' can only be 'not known', not '{dates}'",
            name=name,
            dates=dates,
        )
        report.fault(line, text)
    if dates == "read off" and dated.note is None:
        text = message("'{name}' needs a 'note' of what its dates were read off", name=name)
        report.fault(line, text)
