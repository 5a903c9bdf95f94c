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
from fmkwave.inputs.origin import ORIGIN, facts_of_yaml
from fmkwave.inputs.programme_parts import lines, programme_parts
from fmkwave.inputs.programme_rules import check_rules
from fmkwave.inputs.report import Report
from fmkwave.inputs.validation import report_invalid
from fmkwave.inputs.yamlfile import Plain, read_yaml
from fmkwave.model import Programme


def read_programme(
    path: Path, municipalities: int | None, report: Report
) -> tuple[Facts[Programme | None], Frame]:
    """The programme, and what it lets the other files say.

    The number of municipalities, which the waves have to hold, is None when it is not known.
    """
    document = read_yaml(path, report)
    if document is None:
        return Facts(None), Frame()
    content = {key: value for key, value in document.data.items() if key not in ORIGIN}
    try:
        programme = in_order(Programme.model_validate(content))
    except ValidationError as error:
        report_invalid(error, Programme, document, report, also=ORIGIN)
        check_rules(_sound_part(content, error), document, municipalities, report)
        return facts_of_yaml(None, document, report, {}, {}), frame_of(document)
    check_rules(programme, document, municipalities, report)
    # Questionnaires keep their answers in the order of the programme, not of the file.
    frame = replace(frame_of(document), indicators=tuple(programme.weights.readiness))
    found = list(programme_parts(programme))
    parts = {part.key: part.content for part in found}
    return facts_of_yaml(programme, document, report, parts, lines(found, document)), frame


def _sound_part(content: Mapping[str, Plain], error: ValidationError) -> Programme:
    """A programme without the sections in which something is wrong."""
    faulty = {found["loc"][0] for found in error.errors()}
    sections: dict[str, Any] = {
        key: TypeAdapter[Any](field.annotation or Any).validate_python(content[key])
        for key, field in Programme.model_fields.items()
        if key in content and key not in faulty
    }
    return Programme.model_construct(**sections)
