"""Reads programme.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

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
from fmkwave.inputs.sizes import MOST_OF_PROGRAMME
from fmkwave.inputs.validation import report_invalid
from fmkwave.inputs.yamlfile import Document, Plain, read_yaml
from fmkwave.model import CALENDAR, Period, Programme, calendar_of
from fmkwave.parts import prerequisite
from fmkwave.periods import QUARTERS, Calendar


def read_programme(
    path: Path, register: Register, report: Report
) -> tuple[Facts[Programme | None], Frame]:
    """The programme, and what it lets the other files say."""
    document = read_yaml(path, report, MOST_OF_PROGRAMME)
    if document is None:
        return Facts(None), Frame()
    content = {key: value for key, value in document.data.items() if key not in ORIGIN}
    calendar = _calendar(content)
    municipalities = len(register.names) if register.whole else None
    try:
        programme = in_order(Programme.model_validate(content, context={CALENDAR: calendar}))
    except ValidationError as error:
        report_invalid(error, Programme, document, report, also=ORIGIN, calendar=calendar)
        sound = _sound_part(content, error, calendar)
        check_rules(sound, document, municipalities, report)
        read_limits(sound, document, register, report)
        return facts_of_yaml(None, document, report, {}, {}), frame_of(document, calendar)
    check_rules(programme, document, municipalities, report)
    limits = read_limits(programme, document, register, report)
    programme = programme.model_copy(update={"limits": limits})
    # Questionnaires keep their answers in the order of the programme, not of the file.
    indicators = tuple(programme.weights.readiness)
    frame = frame_of(document, calendar)
    # A section of weights that is left out has none; in a programme with faults, who knows.
    frame = replace(
        frame, indicators=indicators, uptake=frame.uptake or {}, links=frame.links or ()
    )
    found = list(programme_parts(programme))
    parts = {part.key: part.content for part in found}
    places = {**lines(found, document), **_lines_of_prerequisites(programme, document)}
    return facts_of_yaml(programme, document, report, parts, places), frame


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
        return Calendar(tuple(label for one in listed for label in _label(one)))


def _label(period: Plain) -> list[str]:
    """The label that an entry has, or was meant to have; none where it has none."""
    found = period.get("label") if isinstance(period, dict) else period
    return [str(found)] if isinstance(found, str | int) and str(found).strip() else []


def _sound_part(
    content: Mapping[str, Plain], error: ValidationError, calendar: Calendar
) -> Programme:
    """A programme without the sections in which something is wrong."""
    faulty = {found["loc"][0] for found in error.errors()}
    sections: dict[str, Any] = {
        key: TypeAdapter[Any](field.annotation or Any).validate_python(
            content[key], context={CALENDAR: calendar}
        )
        for key, field in Programme.model_fields.items()
        if key in content and key not in faulty
    }
    if "periods" in faulty:
        # What lies in which period can be told by the labels alone.
        labels = (Period.model_construct(label=label) for label in calendar.labels)
        sections["periods"] = tuple(labels)
    return Programme.model_construct(**sections)
