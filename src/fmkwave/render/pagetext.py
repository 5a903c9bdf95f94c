"""A page as text for terminals and pipes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from rich.cells import cell_len
from rich.text import Text

from fmkwave.render import lines
from fmkwave.render.pages import Bullets, Check, Checks, Grid, Page, Part, Run, Section

_INDENT = 2
_GAP = 2
_WORD = 24
"""A longer word, such as a path, is broken where a column has no room for it."""


def text(page: Page, width: int) -> Text:
    """A page, laid out for a width; a notice stays one line, which a terminal wraps."""
    sections = (section(one, width) for one in page.sections)
    heads, notices = lines.heads(page.notices), lines.notices(page.notices)
    return lines.page(page.title, heads, *sections, notices)


def section(section: Section, width: int) -> Iterator[Text]:
    """One section, a line after another."""
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
        case Checks():
            for check in part.items:
                yield from _check(check, width)
        case Grid():
            yield from _grid(part, width)
        case Run(sentence, command):
            yield from map(Text, lines.wrapped(sentence, width))
            yield Text(" " * _INDENT + command)
        case sentence:
            yield from map(Text, lines.wrapped(sentence, width))


def _check(check: Check, width: int) -> Iterator[Text]:
    mark = "[x] " if check.done else "[ ] "
    yield from _hanging(mark, check.text, width)
    for note in check.notes:
        for line in _hanging(" " * len(mark), note, width):
            line.stylize("dim")
            yield line


def _hanging(mark: str, item: str, width: int) -> Iterator[Text]:
    for number, line in enumerate(lines.wrapped(item, width - len(mark))):
        yield Text((" " * len(mark) if number else mark) + line)


def _grid(grid: Grid, width: int) -> Iterator[Text]:
    if not grid.rows:
        return
    columns = list(zip(grid.headings, *grid.rows, strict=True))
    widths = _fitted(columns, width - _GAP * (len(columns) - 1))
    if any(grid.headings):
        yield from (Text(line, "dim") for line in _row(grid, grid.headings, widths))
    for cells in grid.rows:
        yield from map(Text, _row(grid, cells, widths))


def _fitted(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """The columns' widths: what their cells take, or less where that is more than there is.

    The widest gives way first. No column gives up what its longest word takes, unless they do not
    fit otherwise; then long words are broken.
    """
    widths = [max(map(cell_len, column)) for column in columns]
    least = [max(map(_longest_word, column)) for column in columns]
    if sum(least) > room:
        least = [min(_WORD, word) for word in least]
    while sum(widths) > room:
        giving = [column for column, width in enumerate(widths) if width > least[column]]
        if not giving:
            break
        widths[max(giving, key=widths.__getitem__)] -= 1
    return widths


def _longest_word(cell: str) -> int:
    return max(map(cell_len, cell.split(" ")))


def _row(grid: Grid, cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """A row, on as many lines as its longest cell needs."""
    columns = [lines.broken(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for line in zip_longest(*columns, fillvalue=""):
        aligned = (
            lines.right(text, width) if column in grid.right else lines.left(text, width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        )
        yield (" " * _GAP).join(aligned)
