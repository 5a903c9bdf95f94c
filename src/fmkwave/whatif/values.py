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
from fmkwave.parts import NONE
from fmkwave.points import THOUSANDTHS, to_thousandths
from fmkwave.texts import Message, Period, joined, message

_NUMBER = re.compile(r"\.[0-9]{1,20}|[0-9]{1,18}(\.[0-9]{0,20})?")
_COMMA = re.compile(r"([0-9]{0,18}),([0-9]{1,20})")
_FIGURE = re.compile(r"[0-9]{1,10}")
_WHOLE = re.compile(r"[0-9]{1,6}")
_SIZE = re.compile(r"([0-9]{1,6})(?:\s*\.\.\s*([0-9]{1,6}))?")
_HUNDRED = 100


def choice(complaint: Message, found: str, allowed: Iterable[str]) -> UsageError:
    """The error about a word that is none of those allowed: the likely one, and all there are."""
    words = list(allowed)
    near = suggest(found, words)
    allowed = ", ".join(words) or NONE
    if near:
        return UsageError(
            message(
                "{complaint}; did you mean {near}? (Allowed: {allowed}.)",
                complaint=complaint,
                near=near,
                allowed=allowed,
            )
        )
    return UsageError(
        message("{complaint}. (Allowed: {allowed}.)", complaint=complaint, allowed=allowed)
    )


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
        complaint = message("There is no answer {name!r}", name=text.strip())
        raise choice(complaint, text, (word for word in words if word))
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
    hint = message("Write {word} for no wish.", word=NONE)
    return _wave_or_none(inputs, text, hint, ("", *inputs.programme.blank_words))


def agreed(inputs: Inputs, text: str) -> str | None:
    """A wave's quarter, given by quarter or number; None for no agreement."""
    return _wave_or_none(inputs, text, message("Write {word} for no agreement.", word=NONE))


def _wave_or_none(
    inputs: Inputs, text: str, hint: Message, blanks: Iterable[str] = ()
) -> str | None:
    if word_key(text) in {word_key(word) for word in (NONE, *blanks)}:
        return None
    try:
        return wave_quarter(inputs, text)
    except UsageError as error:
        raise UsageError(joined(" ", (error.told, hint))) from None


def wave_quarter(inputs: Inputs, text: str) -> str:
    """A wave's quarter, given by quarter or number."""
    return inputs.programme.quarters[find_wave(inputs, text) - 1]


def released(inputs: Inputs, text: str) -> str:
    """A quarter up to the last wave's, whether a wave lies in it or not."""
    last, quarter = inputs.programme.quarters[-1], _period(inputs, text)
    if inputs.programme.calendar.between(last, quarter) > 0:
        raise UsageError(
            message(
                "{quarter} is after the last wave in {last}.",
                quarter=Period(quarter),
                last=Period(last),
            )
        )
    return quarter


def link_kind(programme: Programme, text: str) -> str | None:
    """A kind of link; None for no link."""
    kinds = programme.weights.links
    if word_key(text) == NONE:
        return None
    kind = match(text, kinds)
    if kind is None:
        complaint = message("There is no kind of link {name!r}", name=text.strip())
        raise choice(complaint, text, (*kinds, NONE))
    return kind


def share(text: str) -> Decimal:
    """An uptake, from 0 to 1."""
    return _part(text, message("A share lies between 0 and 1"))


def credit(text: str) -> Decimal:
    """The part of an indicator's weight that an answer earns, from 0 to 1."""
    return _part(text, message("A credit lies between 0 and 1"))


def _part(text: str, expected: Message) -> Decimal:
    number = _number(text)
    if number is not None and number <= 1:
        return number
    percent = _number(text.strip().removesuffix("%").replace(",", "."))
    hint = _comma_hint(text)
    if percent is not None and percent <= _HUNDRED and ("%" in text or percent > 1):
        written = show_number(percent / _HUNDRED)
        hint = message("; {percent} % is written {written}", percent=percent, written=written)
    raise UsageError(_but(expected, text, hint))


def points(text: str) -> int:
    """A weight, or what staying earns, in points to thousandths of a point."""
    number = _number(text)
    expected = message("The points are a number from 0 to {most}", most=HEAVIEST)
    if number is None or number > HEAVIEST:
        raise UsageError(_but(expected, text, _comma_hint(text)))
    if number * THOUSANDTHS % 1:
        hint = message(", which is more precise than 0.001")
        raise UsageError(_but(expected, text, hint))
    return to_thousandths(number)


def size(text: str) -> Size:
    """How many a wave takes: ``30``, or ``30..40``."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise UsageError(_but(message("A size is a whole number such as 30, or 30..40"), text))
    least, most = int(found[1]), int(found[2] or found[1])
    if least > most:
        raise UsageError(
            message("The least size, {least}, is above the most, {most}.", least=least, most=most)
        )
    return Size(min=least, max=most)


def limit(text: str) -> int | None:
    """The most go-lives in a quarter; None for no limit."""
    if word_key(text) == NONE:
        return None
    if _WHOLE.fullmatch(text.strip()) is None:
        expected = message(
            "A number of go-lives is a whole number from 0, or {word} for no limit", word=NONE
        )
        raise UsageError(_but(expected, text))
    return int(text)


def figure(text: str) -> int | None:
    """The least or most of a limit; None for none."""
    if word_key(text) == NONE:
        return None
    if _FIGURE.fullmatch(text.strip()) is None:
        expected = message(
            "The least and the most are whole numbers from 0, or {word} for none", word=NONE
        )
        raise UsageError(_but(expected, text))
    return int(text)


def period(inputs: Inputs, text: str) -> str | None:
    """A period, whether a wave lies in it or not; None for none."""
    return None if word_key(text) == NONE else _period(inputs, text)


def _period(inputs: Inputs, text: str) -> str:
    try:
        return inputs.programme.calendar.parse(text)
    except ValueError as error:
        raise UsageError(joined("", (error.args[0], "."))) from None


def taken_away(text: str) -> None:
    """Nothing in place of what is there, which is all that can be set of it as a whole."""
    if word_key(text) != NONE:
        expected = message("A limit as a whole can only be taken away, with {word}", word=NONE)
        raise UsageError(_but(expected, text))


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


def _but(expected: Message, text: str, hint: str = "") -> Message:
    """What is expected, what was found, and a hint where there is one."""
    return message(
        "{expected}, but this is {found!r}{hint}.",
        expected=expected,
        found=text.strip(),
        hint=hint,
    )


def _comma_hint(text: str) -> str:
    """The tail of a message about a number that has a decimal comma."""
    found = _COMMA.fullmatch(text.strip())
    if found is None:
        return ""
    written = f"{found[1] or 0}.{found[2]}"
    return message("; write {written}, with a decimal point", written=written)
