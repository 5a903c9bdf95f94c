"""The words that messages are made of."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from fmkwave.names import did_you_mean

_LONGEST = 40
_LISTED = 5


def show(value: object) -> str:
    """A value as its owner would recognise it: text in quotes and cut short, numbers as such."""
    match value:
        case None:
            return "empty"
        case dict():
            return "a group of keys"
        case list():
            return "a list"
        case Decimal() if not value.is_finite():
            return "not a number (.nan)" if value.is_nan() else "infinite (.inf)"
        case str():
            text = " ".join(value.split())
            return f"'{text}'" if len(text) <= _LONGEST else f"'{text[: _LONGEST - 1]}…'"
        case _:
            return str(value)


def some(items: Iterable[object]) -> str:
    """The first few items of a list, and how many more there are."""
    texts = [str(item) for item in items]
    if len(texts) <= _LISTED:
        return ", ".join(texts)
    return f"{', '.join(texts[:_LISTED])} and {len(texts) - _LISTED} more"


def unknown(what: str, found: object, allowed: Iterable[str]) -> str:
    """The message for a word that is none of those allowed."""
    words = list(allowed)
    near = did_you_mean(str(found), words)
    return f"unknown {what} {show(found)}{near} (allowed: {', '.join(words) or 'none'})"
