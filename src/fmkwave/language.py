"""The reader's language: what messages, numbers and quarters look like in it.

English needs no catalogue. Another language is a catalogue of gettext, ``locales/da.po``, which
`scripts/update_messages.py` keeps in step with the source; numbers and dates are Babel's.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from typing import TYPE_CHECKING

from fmkwave import texts
from fmkwave.points import in_points, show_points
from fmkwave.texts import Amount, Message, Named, Period, counted, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fmkwave.model import Noted, Wording

Language = texts.Language
LANGUAGES = texts.LANGUAGES
ENGLISH = "en"
VARIABLE = "FMKWAVE_LANG"

# Where a locale is named, in the order in which the first that is set counts.
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")

# What follows the language in a locale, as in da_DK.UTF-8 and da@euro.
_AFTER_LANGUAGE = re.compile("[_.@-].*")

_QUARTER = re.compile("[0-9]{4}-Q[1-4]")

_current: ContextVar[str] = ContextVar("language", default=ENGLISH)


def current() -> str:
    """The reader's language: ``en`` unless `use` or `reading` said otherwise."""
    return _current.get()


def use(language: str) -> None:
    """Speak a language from now on; one of LANGUAGES."""
    _current.set(language)


@contextmanager
def reading(language: str) -> Iterator[None]:
    """Speak a language for a while."""
    before = _current.set(language)
    try:
        yield
    finally:
        _current.reset(before)


def of_locale(environment: Mapping[str, str] = os.environ) -> str:
    """The language that the environment's locale asks for; English for one that is not spoken."""
    locale = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    language = _AFTER_LANGUAGE.sub("", locale).lower()
    return language if language in LANGUAGES else ENGLISH


def _(template: str, /, **values: object) -> str:
    """A text in the reader's language, with values at the names in braces."""
    return said(message(template, **values))


def _n(one: str, many: str, number: int, /, **values: object) -> str:
    """A text that depends on a number, in the reader's language; see `fmkwave.texts.counted`."""
    return said(counted(one, many, number, **values))


def said(text: str) -> str:
    """A text in the reader's language; one that is no message is the same in any."""
    if current() == ENGLISH or not isinstance(text, Message):
        return str(text)
    found = _translated(text)
    return found[:1].upper() + found[1:] if text.capital else found


def _translated(text: Message) -> str:
    if text.parts is not None:
        between, parts = text.parts
        return between.join(map(said, parts))
    if not text.template:
        return str(text)
    found = _catalogue(current())
    template = (
        found.gettext(text.template)
        if text.many is None or text.number is None
        else found.ngettext(text.template, text.many, text.number)
    )
    return template.format(**{name: _value(value) for name, value in text.values.items()})


def named(names: Mapping[str, Mapping[str, str]], key: str) -> str:
    """What a programme calls something in the reader's language; else its key as words.

    Args:
        names: By key, then by language, as `Programme.called` has them.
        key: The key: ``two_words`` is two words.
    """
    return names.get(key, {}).get(current(), key.replace("_", " "))


def called(thing: Noted) -> str:
    """What something that the source names is called in the reader's language; else as there."""
    return thing.names.get(current(), thing.name)


def worded(text: Wording) -> str:
    """A text of the programme in the reader's language; else as it was written first."""
    return text.root.get(current(), text.original)


def points(thousandths: int) -> str:
    """Points with one decimal, or as many more as the value needs."""
    if current() == ENGLISH:
        return show_points(thousandths)
    return _in_form("0.0##", in_points(thousandths))


def number(value: Decimal | int) -> str:
    """A number with all its decimals, thousands not set apart."""
    if current() == ENGLISH:
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    exponent = Decimal(value).as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return _in_form(f"0.{'0' * decimals}" if decimals else "0", Decimal(value))


def amount(value: int) -> str:
    """A large whole number, its thousands set apart."""
    if current() == ENGLISH:
        return f"{value:,}"
    return _in_form("#,##0", Decimal(value))


def percent(share: Decimal, decimals: int = 0) -> str:
    """A share as a percentage."""
    if current() == ENGLISH:
        return f"{share * 100:.{decimals}f}%"
    from babel.numbers import format_percent

    places = f".{'0' * decimals}" if decimals else ""
    # With a blank at which no line breaks.
    return format_percent(share, f"0{places}\N{NO-BREAK SPACE}%", current())


def decimal_mark() -> str:
    """What stands before the decimals of a number."""
    if current() == ENGLISH:
        return "."
    from babel.numbers import get_decimal_symbol

    return get_decimal_symbol(current())


def quarter(code: str) -> str:
    """A quarter for reading: ``2014-Q2``, or in Danish ``2. kvartal 2014``.

    A period that is no quarter is the same in any language. Files, options and JSON always have
    the first form.
    """
    if current() == ENGLISH or not _QUARTER.fullmatch(code):
        return code
    from babel.dates import format_date

    year, of_year = code.split("-Q")
    text = format_date(date(int(year), 3 * int(of_year) - 2, 1), "QQQQ y", current())
    # No line ends after the number of the quarter, which would look like the end of a sentence.
    return text.replace(". ", ".\N{NO-BREAK SPACE}")


def day(when: date) -> str:
    """A day for reading: ``2014-06-30``, or in Danish ``30. juni 2014``."""
    if current() == ENGLISH:
        return when.isoformat()
    from babel.dates import format_date

    # No line ends after the number of the day, which would look like the end of a sentence.
    text = format_date(when, "long", current())
    return text.replace(". ", ".\N{NO-BREAK SPACE}", 1)


def axis_label(code: str) -> tuple[str, str]:
    """A period on two lines of an axis: ``2014`` over ``Q2``; a label alone under nothing."""
    if not _QUARTER.fullmatch(code):
        return "", code
    year, of_year = code.split("-")
    if current() == ENGLISH:
        return year, of_year
    from babel.dates import format_date

    day = date(int(year), 3 * int(of_year[1]) - 2, 1)
    return year, format_date(day, "QQQ", current()).replace(" ", "\N{NO-BREAK SPACE}")


def _value(value: object) -> object:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, Amount):
        return amount(value)
    if isinstance(value, Period):
        return quarter(value)
    if isinstance(value, Named):
        return value.names.get(current(), value.own)
    return said(value) if isinstance(value, str) else value


def _in_form(pattern: str, value: Decimal) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, pattern, current(), decimal_quantization=False)


@cache
def _catalogue(language: str) -> NullTranslations:
    """A language's messages, from its catalogue in the package."""
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    source = resources.files("fmkwave") / "locales" / f"{language}.po"
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
