"""The words that messages are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from fmkwave.names import did_you_mean

GROUP = "a group of 'key: value' lines"
_ODD_NUMBERS = ("infinite (.inf)", "not a number (.nan)")
_ODD_VALUES = {type(None): "empty", dict: "a group of keys", list: "a list"}
_LONGEST = 40
_LISTED = 5
_COMMA = re.compile(r"\s*([-+]?[0-9]+),([0-9]+)\s*")


def show(value: object) -> str:
    """A value as its owner would recognise it: text in quotes and cut short, numbers as such."""
    if isinstance(value, str):
        text = " ".join(value.split())
        return f"'{text}'" if len(text) <= _LONGEST else f"'{text[: _LONGEST - 1]}…'"
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() else _ODD_NUMBERS[value.is_nan()]
    return _ODD_VALUES.get(type(value)) or str(value)


def some(items: Iterable[object]) -> str:
    """The first few items of a list, and how many more there are."""
    texts = [str(item) for item in items]
    if len(texts) <= _LISTED:
        return ", ".join(texts)
    return f"{', '.join(texts[:_LISTED])} and {len(texts) - _LISTED} more"


def unknown(what: str, found: object, allowed: Iterable[str], about: str = "") -> str:
    """The message for a word that is none of those allowed."""
    return f"unknown {what} {show(found)}{about}{choice(found, allowed)}"


def choice(found: object, allowed: Iterable[str]) -> str:
    """The tail of a message about a wrong word: the likely one, and all that are allowed."""
    words = list(allowed)
    near = did_you_mean(str(found), words)
    return f"{near} (allowed: {', '.join(words) or 'none'})"


def a_list(value: object) -> str:
    """What is expected where a list is, with the value found as its example."""
    return f"a list such as [{value if isinstance(value, str) else 'one, two'}]"


def comma_hint(value: object) -> str:
    """The tail of a message about a number: how to write one that has a decimal comma."""
    match = _COMMA.fullmatch(value) if isinstance(value, str) else None
    return f"; write {match[1]}.{match[2]}, with a decimal point" if match else ""


def entries(number: int) -> str:
    """A number of entries, in words that agree."""
    return "1 entry" if number == 1 else f"{number} entries"
