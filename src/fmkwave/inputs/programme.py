"""Reads programme.yaml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from fmkwave.inputs.facts import Facts
from fmkwave.inputs.frame import Frame, frame_of
from fmkwave.inputs.origin import ORIGIN, origin_of_yaml
from fmkwave.inputs.programme_rules import check_rules
from fmkwave.inputs.report import Report
from fmkwave.inputs.validation import report_invalid
from fmkwave.inputs.yamlfile import Plain, read_yaml
from fmkwave.model import Programme

T = TypeVar("T")


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
        programme = _in_order(Programme.model_validate(content))
    except ValidationError as error:
        report_invalid(error, Programme, document, report, also=ORIGIN)
        check_rules(_sound_part(content, error), document, municipalities, report)
        origin_of_yaml(document, report, None)
        return Facts(None), frame_of(document)
    check_rules(programme, document, municipalities, report)
    # Questionnaires keep their answers in the order of the programme, not of the file.
    frame = replace(frame_of(document), indicators=tuple(programme.weights.readiness))
    return Facts(programme, origin_of_yaml(document, report, programme)), frame


def _sound_part(content: Mapping[str, Plain], error: ValidationError) -> Programme:
    """A programme without the sections in which something is wrong."""
    faulty = {found["loc"][0] for found in error.errors()}
    sections: dict[str, Any] = {
        key: TypeAdapter[Any](field.annotation or Any).validate_python(content[key])
        for key, field in Programme.model_fields.items()
        if key in content and key not in faulty
    }
    return Programme.model_construct(**sections)


def _in_order(programme: Programme) -> Programme:
    """The same programme, with everything whose order means nothing in one order."""
    answers = {
        name: answer.model_copy(update={"words": tuple(sorted(answer.words))})
        for name, answer in programme.answers.items()
    }
    weights = programme.weights.model_copy(
        update={
            "readiness": _by(programme.weights.readiness, lambda one: (one.tier, -one.weight)),
            "uptake": _by(programme.weights.uptake, lambda one: -one.weight),
            "links": _by(programme.weights.links, lambda one: -one.weight),
        }
    )
    return programme.model_copy(
        update={
            "answers": _by(answers, lambda one: -one.credit),
            "blank_words": tuple(sorted(programme.blank_words)),
            "weights": weights,
            "frozen": tuple(sorted(programme.frozen)),
        }
    )


def _by(group: Mapping[str, T], rank: Callable[[T], Any]) -> dict[str, T]:
    """A group in the order of its values' ranks, and of its names where those are equal."""
    return dict(sorted(group.items(), key=lambda item: (rank(item[1]), item[0])))
