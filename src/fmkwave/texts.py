"""Texts for people: English as they are, and able to be said in another language.

What the core says is put together here and said in the reader's language only where it is shown
(`fmkwave.language`); so files and JSON hold the same words whoever reads them. Babel finds the
templates in the source by the names of these functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, Self, get_args

from fmkwave.characters import visible

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


Language = Literal["da", "en"]
"""A language that messages can be said in."""

LANGUAGES = get_args(Language)


class Message(str):
    """An English text that remembers what it was made of.

    Attributes:
        template: The text with names in braces; empty for a text that is the same in any language.
        many: The template for any number but one, where there is a number.
        number: The number that decides between them.
        values: What stands at the names; a message among them is said in the reader's language,
            a decimal number and a period in its form.
        parts: Texts that were joined, and what stands between them.
        capital: Whether it begins with a capital letter whatever its template begins with.
    """

    __slots__ = ("capital", "many", "number", "parts", "template", "values")

    template: str
    many: str | None
    number: int | None
    values: Mapping[str, object]
    parts: tuple[str, tuple[str, ...]] | None
    capital: bool

    def __new__(
        cls,
        text: str,
        template: str = "",
        values: Mapping[str, object] | None = None,
        *,
        many: str | None = None,
        number: int | None = None,
        parts: tuple[str, tuple[str, ...]] | None = None,
        capital: bool = False,
    ) -> Self:
        """A message with its English text; made by the functions below."""
        new = super().__new__(cls, text)
        new.template, new.values = template, values or {}
        new.many, new.number, new.parts = many, number, parts
        new.capital = capital
        return new

    @classmethod
    def of(cls, text: str) -> Message:
        """A text as a message: itself, or one that is the same in any language."""
        return text if isinstance(text, Message) else cls(text)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(
            cls.of,
            core_schema.is_instance_schema(str),
            serialization=core_schema.to_string_ser_schema(),
        )


class Head(Message):
    """A notice that belongs at the head of a result, since all below it is otherwise misread.

    Attributes:
        data: The same for programs, by key.
    """

    __slots__ = ("data",)

    data: Mapping[str, object]

    @classmethod
    def saying(cls, text: Message, **data: object) -> Head:
        """A text as such a notice."""
        new = cls(
            str(text),
            text.template,
            text.values,
            many=text.many,
            number=text.number,
            parts=text.parts,
            capital=text.capital,
        )
        new.data = data
        return new


class Period(str):
    """A quarter such as 2014-Q2 as a value of a message, said in the reader's form."""

    __slots__ = ()


class Amount(int):
    """A large whole number as a value of a message, its thousands set apart."""

    __slots__ = ()


class Named(str):
    """A name that a programme gives its own things, by language; the English one as it is.

    Attributes:
        own: The name as the programme has it, for languages in which it has no other.
    """

    __slots__ = ("names", "own")

    names: Mapping[str, str]
    own: str

    def __new__(cls, name: str, names: Mapping[str, str]) -> Self:
        """A name with what it is in other languages."""
        new = super().__new__(cls, names.get("en", name))
        new.names, new.own = names, name
        return new


def message(template: str, /, **values: object) -> Message:
    """A text with values at the names in braces: ``message("{name} is new", name="Nordby")``.

    What a value that is no text of ours hides, such as a line end, is written out.
    """
    values = _visible_values(values)
    return Message(_filled(template, values), template, values)


def counted(one: str, many: str, number: int, /, **values: object) -> Message:
    """A text that depends on a number, which stands at ``{number}``.

    ``counted("{number} municipality", "{number} municipalities", 28)``
    """
    values = _visible_values({"number": number, **values})
    text = _filled(one if number == 1 else many, values)
    return Message(text, one, values, many=many, number=number)


def joined(between: str, texts: Iterable[str]) -> Message:
    """Texts, messages among them, with something between each two."""
    found = tuple(text if isinstance(text, Message) else visible(text) for text in texts)
    return Message(between.join(found), parts=(between, found))


def few(texts: Iterable[str], most: int = 8) -> Message:
    """The first few of a list, and how many more there are: ``Nordby, Søby and 3 more``."""
    found = tuple(texts)
    shown, more = joined(", ", found[:most]), len(found) - most
    return message("{names} and {count} more", names=shown, count=more) if more > 0 else shown


def _visible_values(values: Mapping[str, object]) -> dict[str, object]:
    return {
        # Of exactly this type: the others are made of what was looked at already.
        name: visible(value) if type(value) is str else value
        for name, value in values.items()
    }


def _filled(template: str, values: Mapping[str, object]) -> str:
    return template.format(**{name: _shown(value) for name, value in values.items()})


def _shown(value: object) -> object:
    if isinstance(value, Decimal):
        # Without an exponent, whatever it was computed from.
        return f"{value:f}"
    return f"{value:,}" if isinstance(value, Amount) else value


def capital(text: Message) -> Message:
    """A phrase as it stands at the head of a sentence."""
    return Message(
        text[:1].upper() + text[1:],
        text.template,
        text.values,
        many=text.many,
        number=text.number,
        parts=text.parts,
        capital=True,
    )
