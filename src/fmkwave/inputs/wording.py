"""The words that messages are made of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal

from fmkwave.characters import LONGEST, number, refused
from fmkwave.names import did_you_mean
from fmkwave.texts import Message, counted, few, message

GROUP = message("a group of 'key: value' lines")
_ODD_NUMBERS = (message("infinite (.inf)"), message("not a number (.nan)"))
_ODD_VALUES = {
    type(None): message("empty"),
    dict: message("a group of keys"),
    list: message("a list"),
}
_LONGEST = 40
_LISTED = 5
_ALLOWED = 25
_COMMA = re.compile(r"\s*([-+]?[0-9]+),([0-9]+)\s*")
_MANY_DIGITS = re.compile(r"[-+]?(?=[0-9.]{19})[0-9]*\.?[0-9]+")


def show(value: object) -> str:
    """A value as its owner would recognise it: text in quotes and cut short, numbers as such."""
    if isinstance(value, str):
        text = visible(value)
        return f"'{text}'" if len(text) <= _LONGEST else f"'{text[: _LONGEST - 1]}…'"
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() else _ODD_NUMBERS[value.is_nan()]
    return _ODD_VALUES.get(type(value)) or str(value)


def visible(text: str) -> str:
    r"""A text on one line, what cannot be seen in it written as in JSON: ``\u001b``."""
    return "".join(map(_visible, " ".join(text.split())))


def _visible(letter: str) -> str:
    return letter if letter.isprintable() else json.dumps(letter)[1:-1]


def some(items: Iterable[object]) -> Message:
    """The first few items of a list, and how many more there are."""
    return few(map(str, items), _LISTED)


def choice(found: object, allowed: Iterable[str]) -> Message:
    """The tail of a message about a wrong word: the likely one, and all that are allowed."""
    words = list(allowed)
    near = did_you_mean(str(found), words)
    listed = few(words, _ALLOWED) or message("none")
    return message("{near} (allowed: {words})", near=near, words=listed)


def a_list(value: object) -> Message:
    """What is expected where a list is, with the value found as its example."""
    example = value if isinstance(value, str) else message("one, two")
    return message("a list such as [{example}]", example=example)


def comma_hint(value: object) -> Message:
    """The tail of a message about a number: how to write one with a comma, or of many digits."""
    if isinstance(value, str) and _MANY_DIGITS.fullmatch(value):
        return message("; it has more digits than are read")
    match = _COMMA.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return Message("")
    return message("; write {number}, with a decimal point", number=f"{match[1]}.{match[2]}")


def invisible(character: str) -> Message:
    """What a character that no text may hold is called."""
    if character == "\0":
        return message("a NUL byte")
    return message("the invisible character {number}", number=number(character))


def unwanted(character: str) -> Message:
    """What is said where such a character stands."""
    return message("{character} stands here; take it out", character=invisible(character))


def no_name(text: str) -> Message | None:
    """Why a text can be no name; None where it can."""
    odd = refused(text)
    if odd is not None:
        return unwanted(odd)
    if len(text) > LONGEST:
        return too_long(text)
    return with_equals(text) if "=" in text else None


def with_equals(name: str) -> Message:
    """Words for a name at which an option such as ``--set NAME.wish=2`` would be parted."""
    return message(
        "{name} holds '=', at which options such as {option} would part it; leave it out",
        name=show(name),
        option="--set",
    )


def too_long(name: str) -> Message:
    """Words for a name with more characters than any may have."""
    return message(
        "{name} has {number} characters, but {most} are the most that a name may have",
        name=show(name),
        number=len(name),
        most=LONGEST,
    )


def entries(number: int) -> Message:
    """A number of entries, in words that agree."""
    return counted("{number} entry", "{number} entries", number)
