"""A page as text for terminals and pipes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from rich.cells import cell_len
from rich.text import Text

from fmkwave.render import lines
from fmkwave.render.pages import Bullets, Grid, Page, Part, Section

_INDENT = 2
_GAP = 2
_NARROWEST = 24
"""Cells that a wrapped column has at least, however narrow the terminal."""


def text(page: Page, width: int) -> Text:
    """A page, laid out for a width; a notice stays one line, which a terminal wraps."""
    sections = (_section(section, width) for section in page.sections)
    return lines.page(page.title, *sections, lines.notices(page.notices))


def _section(section: Section, width: int) -> Iterator[Text]:
    if section.heading:
        yield lines.bold(section.heading)
    indent = _INDENT if section.heading else 0
    for line in chain.from_iterable(_part(part, width - indent) for part in section.parts):
        line.pad_left(indent)
        yield line


def _part(part: Part, width: int) -> Iterator[Text]:
    match part:
        case Bullets():
            for item in part.items:
                yield from _hanging("- ", item, width)
        case Grid():
            yield from _grid(part, width)
        case sentence:
            yield from map(Text, lines.wrapped(sentence, width))


def _hanging(mark: str, item: str, width: int) -> Iterator[Text]:
    for number, line in enumerate(lines.wrapped(item, width - len(mark))):
        yield Text((" " * len(mark) if number else mark) + line)


def _grid(grid: Grid, width: int) -> Iterator[Text]:
    widths = [max(map(cell_len, column)) for column in zip(grid.headings, *grid.rows, strict=True)]
    before_last = sum(widths[:-1]) + _GAP * (len(widths) - 1)
    widths[-1] = min(widths[-1], max(_NARROWEST, width - before_last))
    if any(grid.headings):
        yield from (Text(line.plain, "dim") for line in _row(grid, grid.headings, widths))
    for cells in grid.rows:
        yield from _row(grid, cells, widths)


def _row(grid: Grid, cells: Sequence[str], widths: Sequence[int]) -> Iterator[Text]:
    """A row; its last cell takes as many lines as it needs."""
    *first, last = (
        lines.right(cell, width) if column in grid.right else lines.left(cell, width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    start = "".join(cell + " " * _GAP for cell in first)
    for number, line in enumerate(lines.wrapped(last, widths[-1]) if last.strip() else [""]):
        aligned = last if cell_len(last) <= widths[-1] else line
        yield Text((" " * cell_len(start) if number else start) + aligned)
