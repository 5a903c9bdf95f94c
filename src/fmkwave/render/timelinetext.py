"""A timeline for a terminal or a pipe: a row of blocks for each phase, wave and milestone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from fmkwave import language
from fmkwave.errors import UsageError
from fmkwave.language import said
from fmkwave.render import gantt, lines, pagetext, palette
from fmkwave.render.timelinewords import sections_below
from fmkwave.texts import message

if TYPE_CHECKING:
    from fmkwave.render.gantt import Row
    from fmkwave.timeline import Timeline

_BARS = {"stated": "█", "read off": "▒", "not known": "·"}
_MILESTONES = {"stated": "◆", "read off": "◇", "not known": " "}
_GAP = 2
_APART = "   "
_MOST_NAMES, _FEWER_NAMES, _LEAST_NAMES = 3, 4, 14
"""Names take a third of the width at most, a fourth where that makes room for the axis, and never
fewer than so many columns."""

_WIDEST = 12


def text(timeline: Timeline, width: int) -> Text:
    """A timeline, laid out for a width; a notice stays one line, which a terminal wraps.

    Raises:
        UsageError: if the width has no column for each period.
    """
    rows = gantt.rows(timeline)
    return lines.page(
        timeline.programme,
        _chart(timeline.periods, rows, width),
        _legend(rows, width),
        *(pagetext.section(one, width) for one in sections_below(timeline)),
        lines.notices(map(said, timeline.notices)),
    )


def _chart(periods: Sequence[str], rows: Sequence[Row], width: int) -> Iterator[Text]:
    labels = [language.axis_label(period) for period in periods]
    widest = max(cell_len(label) for _year, label in labels)
    names = _names_width(rows, width, len(periods) * (widest + 1))
    cell = min(_WIDEST, (width - names - _GAP) // len(periods))
    if cell < 1:
        raise UsageError(
            message(
                "The timeline takes {needed} columns, and here are {width}: widen the terminal, "
                "or draw it in a file with -o timeline.svg.",
                needed=_LEAST_NAMES + _GAP + len(periods),
                width=width,
            )
        )
    margin = " " * (names + _GAP)
    for line in _axis(labels, cell):
        yield Text(margin + line, "dim")
    for row in rows:
        first, *rest = lines.broken(row.label, names)
        yield Text.assemble(lines.left(first, names), " " * _GAP, *_cells(row, len(periods), cell))
        yield from map(Text, rest)


def _names_width(rows: Sequence[Row], width: int, wanted: int) -> int:
    """Columns for the names: no more than they take, and less where the axis wants the room."""
    longest = max(cell_len(row.label) for row in rows)
    room = min(width // _MOST_NAMES, width - _GAP - wanted)
    return min(longest, max(room, width // _FEWER_NAMES, _LEAST_NAMES))


def _axis(labels: Sequence[tuple[str, str]], cell: int) -> Iterator[str]:
    """The years over the quarters, or labels alone; of these only as many as there is room for."""
    end = len(labels) * cell
    begins: dict[str, int] = {}
    for at, (year, _label) in enumerate(labels):
        if year:
            begins.setdefault(year, at * cell)
    if begins:
        yield _placed([(start, year) for year, start in begins.items()], end)
    widest = max(cell_len(label) for _year, label in labels)
    step = -(-(widest + 1) // cell)
    shown = range(0, len(labels), step)
    yield _placed([(at * cell, labels[at][1]) for at in shown], end)


def _placed(labels: Iterable[tuple[int, str]], end: int) -> str:
    """Labels where they begin; one that would touch another, or pass the end, is left out."""
    line = ""
    for start, label in labels:
        if not line or cell_len(line) < start <= end - cell_len(label):
            line = lines.left(line, start) + label
    return line


def _cells(row: Row, periods: int, cell: int) -> Iterator[tuple[str, str]]:
    """The blocks of a row, with their colour."""
    if row.milestone and row.first is not None:
        yield " " * ((row.first + 1) * cell - 1), ""
        yield _MILESTONES[row.look], "bold"
        return
    first = periods if row.first is None else row.first
    last = -1 if row.last is None else row.last
    open_before = _BARS["not known"] if row.before else " "
    yield open_before * (first * cell), palette.PHASE
    if row.first is not None:
        yield _BARS[row.look] * ((last - first + 1) * cell), row.colour
    if row.after and row.last is not None:
        yield _BARS["not known"] * ((periods - last - 1) * cell), palette.PHASE


def _legend(rows: list[Row], width: int) -> Iterator[Text]:
    line = ""
    for one in gantt.looks(rows):
        mark = _BARS[one.look] * 2 if one.kind == "bar" else _MILESTONES[one.look]
        entry = f"{mark} {one.label}"
        longer = f"{line}{_APART}{entry}" if line else entry
        if line and cell_len(longer) > width:
            yield Text(line, "dim")
            longer = entry
        line = longer
    yield Text(line, "dim")
