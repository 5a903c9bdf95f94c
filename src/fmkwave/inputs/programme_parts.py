"""The parts of programme.yaml: each wave, answer and weight, and the other sections as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fmkwave import parts
from fmkwave.inputs.yamlfile import Document, Where
from fmkwave.model import Programme, Weight
from fmkwave.names import fold

_TEXT = {"question", "todo", "label", "names", "reason"}
"""What is said of a weight, and weighs nothing."""


class Part(NamedTuple):
    """A part of the programme: its key, its content, and where in the file it stands."""

    key: str
    content: object
    where: Where


def programme_parts(programme: Programme) -> Iterator[Part]:
    """Every part of a programme, so that two that differ differ in some part."""
    split = {"waves": _waves, "answers": _answers, "weights": _weights, "limits": _limits}
    for section, content in programme:
        if section in split:
            yield from split[section](programme)
        # A section that says no more than one left out is no part.
        elif content != Programme.model_fields[section].default:
            yield Part(section, content, (section,))


def lines(found: list[Part], document: Document) -> dict[str, int]:
    """The line of each part."""
    return {part.key: document.line(*part.where) for part in found}


def _waves(programme: Programme) -> Iterator[Part]:
    for at, wave in enumerate(programme.waves):
        yield Part(parts.wave(at + 1), wave, ("waves", at))


def _answers(programme: Programme) -> Iterator[Part]:
    for name, answer in programme.answers.items():
        yield Part(parts.answer(name), answer, ("answers", name))


def _limits(programme: Programme) -> Iterator[Part]:
    for name, limit in programme.limits.items():
        # A vendor may be spelt in several ways, like any name.
        vendor = None if limit.vendor is None else fold(limit.vendor)
        content = limit.model_copy(update={"vendor": vendor})
        yield Part(parts.limit(name), content, ("limits", name))


def _weights(programme: Programme) -> Iterator[Part]:
    weights = programme.weights
    yield from _weight("wish", weights.wish, ("weights", "wish"))
    for group in ("readiness", "uptake", "links"):
        for name, weight in getattr(weights, group).items():
            yield from _weight(name, weight, ("weights", group, name))


def _weight(name: str, weight: Weight, where: Where) -> Iterator[Part]:
    fields = dict(weight)
    counts = {key: value for key, value in fields.items() if key not in _TEXT}
    said = {key: value for key, value in fields.items() if key in _TEXT}
    yield Part(parts.weight(name), [where[:-1], counts], (*where, "weight"))
    yield Part(parts.text(name), said, where)
