"""A result as sheets of typed cells, before it becomes a spreadsheet file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from fmkwave import language
from fmkwave.language import _
from fmkwave.points import in_points

Kind = Literal["text", "long", "count", "points", "gain", "share", "heat", "wave", "date"]
"""How a cell is shown: ``long`` text is wrapped, a ``gain`` has its sign, a ``wave`` its colour; a
``heat`` is a share on a colour that grows with it."""


class Typed(NamedTuple):
    """A cell that is of another kind than its column."""

    kind: Kind
    value: str | int | Decimal | date | None


Cell = str | int | Decimal | date | Typed | None
Row = Sequence[Cell]


class Column(NamedTuple):
    """A column: what stands at its head, and how its cells are shown."""

    heading: str
    kind: Kind = "text"


class Sheet(NamedTuple):
    """One table under a row of headings.

    Attributes:
        names: How many columns at the left say what a row is about; they stay in view.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    names: int = 1


class Block(NamedTuple):
    """A table among others on one sheet; without headings it needs none."""

    headings: Sequence[str]
    rows: Sequence[Row]


class Notes(NamedTuple):
    """Several tables below each other, in columns of the same kinds."""

    name: str
    kinds: Sequence[Kind]
    blocks: Sequence[Block]


def amount(thousandths: int | None) -> Decimal | None:
    """Points as a number; a blank for None."""
    return None if thousandths is None else in_points(thousandths)


def share(part: int, whole: int) -> Decimal | None:
    """A part of a whole to a tenth of a percent; a blank for a part of nothing."""
    return round(Decimal(part) / whole, 3) if whole else None


def quarter(code: str | None) -> str | None:
    """A quarter as the reader says it, with blanks as they are typed, so that a search finds it."""
    return None if code is None else language.quarter(code).replace("\N{NO-BREAK SPACE}", " ")


def by_municipality(name: str, columns: Iterable[Column], rows: Sequence[Row]) -> Sheet:
    """A sheet about municipalities, which says so where it is about none.

    Args:
        name: The sheet's name.
        columns: What stands beside code and name.
        rows: The rows, each with the code, which is a text, and the name before the rest.
    """
    heads = (Column(_("Code")), Column(_("Municipality")), *columns)
    nobody: Row = (None, _("Nobody."), *[None] * (len(heads) - 2))
    return Sheet(name, heads, rows or [nobody], names=2)
