"""Many faults of one kind, told as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from fmkwave.texts import Message, few, joined, message

if TYPE_CHECKING:
    from fmkwave.errors import Fault

MANY = 5
"""More faults of one kind than this are told as one, with the places of the others."""

_MANY_WITH_ADVICE = 10
"""The same where each has advice of its own, such as the name that is likely to be meant."""

_ADVICE = ("hint", "choice", "near")
"""The names under which messages hold it."""

_KEYS = ("key", "subject", "question")
"""The names under which messages hold what a value is of, which tells kinds apart."""

_LISTED = 5
_EXAMPLES = 2


def gathered(faults: Iterable[Fault]) -> list[Fault]:
    """The faults as people are told them: many of one kind as one, where the first stands.

    Of one kind are faults of a file whose messages differ at most in names and figures.
    """
    placed = [(at, fault) for at, fault in enumerate(faults)]
    kinds: dict[object, list[tuple[int, Fault]]] = {}
    for at, fault in placed:
        kind = (fault.file, fault.warning, bool(fault.cell), _kind(fault.message))
        kinds.setdefault(kind, []).append((at, fault))
    told: list[tuple[int, Fault]] = []
    for alike in kinds.values():
        one = _as_one([fault for _, fault in alike])
        told += alike if one is None else [(alike[0][0], one)]
    return [fault for _, fault in sorted(told, key=lambda pair: pair[0])]


def _kind(text: str) -> object:
    """What the messages of one kind have in common."""
    if not isinstance(text, Message) or not _is_phrase(text):
        return text
    if text.parts:
        return tuple(map(_kind, text.parts[1]))
    # A name as a part tells nothing apart; that there is advice, or none, does.
    parts = (one for one in text.values.values() if isinstance(one, Message))
    nested = (_kind(one) if one.template or not one else None for one in parts)
    return text.template, *(text.values.get(name) for name in _KEYS), *nested


def _as_one(alike: Sequence[Fault]) -> Fault | None:
    """One fault that stands for all of a kind; None where they are few enough to be told."""
    first, *rest = alike
    if len(alike) <= (_MANY_WITH_ADVICE if _advice_differs(alike) else MANY):
        return None
    names = dict.fromkeys(_difference(first.message, one.message) for one in rest)
    examples = joined(", ", [name for name in names if name][:_EXAMPLES])
    numbers = {one.line for one in rest if one.line}
    # Where all stand on one line, that is told already.
    lines = few(map(str, sorted(numbers if numbers != {first.line} else ())), _LISTED)
    cells = few(dict.fromkeys(one.cell.rpartition("!")[2] for one in rest if one.cell), _LISTED)
    if not (examples or lines):
        return None
    more = _more({"first": first.message, "number": len(rest)}, examples, lines, cells)
    return replace(first, message=more)


def _more(
    values: Mapping[str, object], examples: Message, lines: Message, cells: Message
) -> Message:
    """The message of the first of many, with how many more there are, and where."""
    if cells and examples:
        return message(
            "{first} ({number} more like it, such as {examples}, in cells {cells})",
            **values,
            examples=examples,
            cells=cells,
        )
    if cells:
        return message("{first} ({number} more like it, in cells {cells})", **values, cells=cells)
    if lines and examples:
        return message(
            "{first} ({number} more like it, such as {examples}, on lines {lines})",
            **values,
            examples=examples,
            lines=lines,
        )
    if lines:
        return message("{first} ({number} more like it, on lines {lines})", **values, lines=lines)
    return message(
        "{first} ({number} more like it, such as {examples})", **values, examples=examples
    )


def _advice_differs(alike: Iterable[Fault]) -> bool:
    advice = {
        tuple(filter(_is_phrase, map(fault.message.values.get, _ADVICE)))
        for fault in alike
        if isinstance(fault.message, Message)
    }
    return len(advice) > 1


def _difference(first: object, other: object) -> str:
    """The first name or figure in which a message differs from another; nothing in none."""
    if not (isinstance(first, Message) and isinstance(other, Message)):
        return ""
    for name, found in other.values.items():
        value = first.values.get(name)
        if str(found) != str(value):
            return _difference(value, found) if _is_phrase(found) else str(found)
    return ""


def _is_phrase(value: object) -> bool:
    return isinstance(value, Message) and bool(value.template or value.parts)
