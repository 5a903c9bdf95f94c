"""The text of a value to the value, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from fmkwave.errors import UsageError
from fmkwave.importance import HEAVIEST
from fmkwave.lookup import find_wave
from fmkwave.model import Inputs, Programme, Size
from fmkwave.names import suggest, word_key
from fmkwave.points import THOUSANDTHS, to_thousandths
from fmkwave.quarters import parse_quarter

NONE = "none"
"""Takes something away: a wish, an agreement, a limit, a link, an answer."""

_NUMBER = re.compile(r"\.[0-9]{1,20}|[0-9]{1,18}(\.[0-9]{0,20})?")
_COMMA = re.compile(r"([0-9]{0,18}),([0-9]{1,20})")
_WHOLE = re.compile(r"[0-9]{1,6}")
_SIZE = re.compile(r"([0-9]{1,6})(?:\s*\.\.\s*([0-9]{1,6}))?")
_HUNDRED = 100


def choice(complaint: str, found: str, allowed: Iterable[str]) -> UsageError:
    """The error about a word that is none of those allowed: the likely one, and all there are."""
    words = list(allowed)
    near = suggest(found, words)
    tail = f"; did you mean {near}?" if near else "."
    return UsageError(f"{complaint}{tail} (Allowed: {', '.join(words) or NONE}.)")


def match(text: str, names: Iterable[str]) -> str | None:
    """The name that a text spells: case does not count, and a hyphen or space is an underscore."""
    by_key = {_key(name): name for name in names}
    return text.strip() if text.strip() in by_key.values() else by_key.get(_key(text))


def _key(name: str) -> str:
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def answer(programme: Programme, text: str) -> str | None:
    """An answer by any of its words; None for a blank."""
    words = _words(programme)
    if word_key(text) not in words:
        raise choice(f"There is no answer {text.strip()!r}", text, (word for word in words if word))
    return words[word_key(text)]


def _words(programme: Programme) -> Mapping[str, str | None]:
    """Answer, or None for a blank, by each word for it; a programme's own word comes first."""
    words: dict[str, str | None] = {}
    for name, one in programme.answers.items():
        words |= {word_key(word): name for word in (name, *one.words)}
    for blank in (*programme.blank_words, NONE, ""):
        words.setdefault(word_key(blank), None)
    return words


def wished(inputs: Inputs, text: str) -> str | None:
    """A wave's quarter, given by quarter or number; None for no wish, in any word for a blank."""
    return _wave_or_none(inputs, text, "no wish", ("", *inputs.programme.blank_words))


def agreed(inputs: Inputs, text: str) -> str | None:
    """A wave's quarter, given by quarter or number; None for no agreement."""
    return _wave_or_none(inputs, text, "no agreement")


def _wave_or_none(
    inputs: Inputs, text: str, meaning: str, blanks: Iterable[str] = ()
) -> str | None:
    if word_key(text) in {word_key(word) for word in (NONE, *blanks)}:
        return None
    try:
        return wave_quarter(inputs, text)
    except UsageError as error:
        raise UsageError(f"{error} Write {NONE} for {meaning}.") from None


def wave_quarter(inputs: Inputs, text: str) -> str:
    """A wave's quarter, given by quarter or number."""
    return inputs.programme.quarters[find_wave(inputs, text) - 1]


def released(inputs: Inputs, text: str) -> str:
    """A quarter up to the last wave's, whether a wave lies in it or not."""
    last = inputs.programme.quarters[-1]
    try:
        quarter = parse_quarter(text)
    except ValueError as error:
        raise UsageError(f"{error}.") from None
    if quarter > last:
        raise UsageError(f"{quarter} is after the last wave in {last}.")
    return quarter


def link_kind(programme: Programme, text: str) -> str | None:
    """A kind of link; None for no link."""
    kinds = programme.weights.links
    if word_key(text) == NONE:
        return None
    kind = match(text, kinds)
    if kind is None:
        raise choice(f"There is no kind of link {text.strip()!r}", text, (*kinds, NONE))
    return kind


def share(what: str, text: str) -> Decimal:
    """A number from 0 to 1; ``what`` names it, as in ``a share``."""
    number = _number(text)
    if number is not None and number <= 1:
        return number
    percent = _number(text.strip().removesuffix("%").replace(",", "."))
    hint = _comma_hint(text)
    if percent is not None and percent <= _HUNDRED and ("%" in text or percent > 1):
        hint = f"; {percent} % is written {show_number(percent / _HUNDRED)}"
    raise UsageError(f"{what} lies between 0 and 1, but this is {text.strip()!r}{hint}.")


def points(text: str) -> int:
    """A weight in points to thousandths of a point."""
    number = _number(text)
    expected = f"A weight is a number from 0 to {HEAVIEST}, but this is {text.strip()!r}"
    if number is None or number > HEAVIEST:
        raise UsageError(f"{expected}{_comma_hint(text)}.")
    if number * THOUSANDTHS % 1:
        raise UsageError(f"{expected}, which is more precise than 0.001.")
    return to_thousandths(number)


def size(text: str) -> Size:
    """How many a wave takes: ``30``, or ``30..40``."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        form = "a whole number such as 30, or 30..40"
        raise UsageError(f"A size is {form}, but this is {text.strip()!r}.")
    least, most = int(found[1]), int(found[2] or found[1])
    if least > most:
        raise UsageError(f"The least size, {least}, is above the most, {most}.")
    return Size(min=least, max=most)


def limit(text: str) -> int | None:
    """The most go-lives in a quarter; None for no limit."""
    if word_key(text) == NONE:
        return None
    if _WHOLE.fullmatch(text.strip()) is None:
        expected = f"A number of go-lives is a whole number from 0, or {NONE} for no limit"
        raise UsageError(f"{expected}, but this is {text.strip()!r}.")
    return int(text)


def show_size(found: Size) -> str:
    """A size as it is typed."""
    return str(found.min) if found.min == found.max else f"{found.min}..{found.max}"


def show_number(number: Decimal) -> str:
    """A share or credit without needless zeros."""
    return f"{number.normalize():f}"


def show_optional(value: object) -> str:
    """A value that may be missing."""
    return NONE if value is None else str(value)


def _number(text: str) -> Decimal | None:
    found = text.strip()
    return Decimal(found) if _NUMBER.fullmatch(found) else None


def _comma_hint(text: str) -> str:
    """The tail of a message about a number that has a decimal comma."""
    found = _COMMA.fullmatch(text.strip())
    return f"; write {found[1] or 0}.{found[2]}, with a decimal point" if found else ""
