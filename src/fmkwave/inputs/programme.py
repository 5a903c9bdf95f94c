"""Reads programme.yaml."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from fmkwave.importance import in_order
from fmkwave.inputs.facts import Facts
from fmkwave.inputs.frame import Frame, frame_of
from fmkwave.inputs.limits import read_limits
from fmkwave.inputs.origin import ORIGIN, facts_of_yaml
from fmkwave.inputs.programme_parts import lines, programme_parts
from fmkwave.inputs.programme_rules import check_rules
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.sizes import MOST_OF_PROGRAMME, MOST_PERIODS, MOST_WAVES
from fmkwave.inputs.soundpart import damaged_limits, label_of, sound_part
from fmkwave.inputs.validation import report_invalid
from fmkwave.inputs.yamlfile import Document, Plain, read_yaml
from fmkwave.model import CALENDAR, Period, Programme, Weights, calendar_of
from fmkwave.parts import prerequisite
from fmkwave.periods import QUARTERS, Calendar
from fmkwave.texts import Amount, message


class ProgrammeRead(NamedTuple):
    """What reading a programme gives.

    Attributes:
        facts: The programme; None when anything is wrong with it.
        frame: What it lets the other files say.
        sound: The programme, or what of it is sound; None when nothing can be made of the file.
        lines: The line of each limit, by name.
        damaged: Limits of which something is missing, as it could not be read.
    """

    facts: Facts[Programme | None]
    frame: Frame
    sound: Programme | None = None
    lines: Mapping[str, int] = {}
    damaged: Container[str] = ()


def read_programme(path: Path, register: Register, report: Report) -> ProgrammeRead:
    """The programme, and what it lets the other files say."""
    document = read_yaml(path, report, MOST_OF_PROGRAMME)
    nothing: Programme | None = None
    if document is None:
        return ProgrammeRead(Facts(nothing), Frame())
    if _too_long(document, report):
        return ProgrammeRead(Facts(nothing), Frame())
    content = {key: value for key, value in document.data.items() if key not in ORIGIN}
    calendar = _calendar(content)
    found: Programme | None = None
    try:
        found = in_order(Programme.model_validate(content, context={CALENDAR: calendar}))
    except ValidationError as error:
        report_invalid(error, Programme, document, report, also=ORIGIN, calendar=calendar)
    sound = found or sound_part(content, calendar)
    check_rules(sound, document, register.count, report)
    damaged = () if found else damaged_limits(content, calendar)
    limits = read_limits(sound, document, register, report, damaged)
    sound = sound.model_copy(update={"limits": limits})
    at = {name: document.line("limits", name) for name in limits}
    frame = frame_of(document, calendar)
    stated = set(document.names("weights"))
    if stated and stated <= set(Weights.model_fields):
        # A section of weights that is left out has none; if a key is unknown, it may be meant.
        frame = replace(frame, uptake=frame.uptake or {}, links=frame.links or ())
    facts: Facts[Programme | None]
    if found is None:
        facts = facts_of_yaml(found, document, report, {}, {})
        return ProgrammeRead(facts, frame, sound, at, damaged)
    # Questionnaires keep their answers in the order of the programme, not of the file.
    frame = replace(frame, indicators=tuple(sound.weights.readiness))
    return ProgrammeRead(_facts(sound, document, report), frame, sound, at)


def _too_long(document: Document, report: Report) -> bool:
    """Whether there are more waves or periods than are planned with, which is a fault."""
    found = False
    for section, most in (("waves", MOST_WAVES), ("periods", MOST_PERIODS)):
        number = len(document.positions(section)) or len(document.names(section))
        if number > most:
            text = message(
                "'{section}' has {number} entries, but at most {most} are read",
                section=section,
                number=Amount(number),
                most=Amount(most),
            )
            report.fault(document.line(section), text)
            found = True
    return found


def _facts(programme: Programme, document: Document, report: Report) -> Facts[Programme | None]:
    """What a sound programme holds, by part."""
    every = list(programme_parts(programme))
    parts = {part.key: part.content for part in every}
    places = {**lines(every, document), **_lines_of_prerequisites(programme, document)}
    known: Programme | None = programme
    return facts_of_yaml(known, document, report, parts, places)


def _lines_of_prerequisites(programme: Programme, document: Document) -> dict[str, int]:
    """The line of each prerequisite, at which a warning stands; for a digest they are one part."""
    return {
        prerequisite(at + 1): document.line("prerequisites", at)
        for at in range(len(programme.prerequisites))
    }


def _calendar(content: Mapping[str, Plain]) -> Calendar:
    """The periods that a programme lists, whatever else is wrong with them; else quarters."""
    listed = content.get("periods")
    if isinstance(listed, str):
        listed = [*listed.split(",")]
    if not isinstance(listed, list | dict):
        return QUARTERS
    try:
        return calendar_of(TypeAdapter(tuple[Period, ...]).validate_python([*listed]))
    except ValidationError:
        labels = (label_of(one) for one in listed)
        return Calendar(tuple(label for label in labels if label is not None))
