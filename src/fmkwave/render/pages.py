"""A result as headings, sentences and grids, before it takes the form of a table or Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Grid(NamedTuple):
    """Rows of cells under headings; without a row, it is not shown.

    Attributes:
        headings: One a column; all empty for a grid that needs none.
        right: The columns whose cells stand to the right, counted from 0.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: frozenset[int] = frozenset()


class Bullets(NamedTuple):
    """Sentences of equal rank, each behind a mark."""

    items: Sequence[str]


class Check(NamedTuple):
    """Something to do, whether it is done, and sentences about it."""

    done: bool
    text: str
    notes: Sequence[str]


class Checks(NamedTuple):
    """Things to do, each behind a box that is ticked when it is done."""

    items: Sequence[Check]


class Run(NamedTuple):
    """A command to run, on a line of its own that nothing breaks, so that it can be pasted.

    Attributes:
        text: What it is for, as a sentence that ends with a colon.
        command: The command, quoted for a shell.
    """

    text: str
    command: str


Part = str | Bullets | Grid | Checks | Run
"""A string is a sentence, or several, that run on."""


class Section(NamedTuple):
    """Parts under a heading; the first section of a page may go without one."""

    heading: str
    parts: Sequence[Part]


class Page(NamedTuple):
    """A whole result: a title, sections, and what must be said wherever it is shown."""

    title: str
    sections: Sequence[Section]
    notices: Sequence[str] = ()
