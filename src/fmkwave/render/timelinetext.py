"""A timeline for a terminal or a pipe: a row of blocks for each phase, wave and milestone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from fmkwave.errors import UsageError
from fmkwave.render import gantt, lines, pagetext, palette
from fmkwave.render.timelinewords import sections_below
from fmkwave.texts import message

if TYPE_CHECKING:
    from fmkwave.render.gantt import Axis, Over, Row
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
        lines.heads(timeline.notices),
        _chart(timeline.periods, rows, width),
        _legend(rows, width),
        *(pagetext.section(one, width) for one in sections_below(timeline)),
        lines.notices(timeline.notices),
    )


def _chart(periods: Sequence[str], rows: Sequence[Row], width: int) -> Iterator[Text]:
    axis = gantt.axis(periods)
    names = _names_width(rows, width, len(periods) * (max(map(cell_len, axis.labels)) + 1))
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
    for line in _axis(axis, cell):
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


def _axis(axis: Axis, cell: int) -> Iterator[str]:
    """What periods share, over their labels; of either as much as there is room for."""
    if axis.over:
        yield _over(axis.over, cell)
    labels = axis.labels
    word = max(cell_len(word) for label in labels for word in label.split(" "))
    step = -(-(word + 1) // cell)
    columns = []
    for at in range(0, len(labels), step):
        left = (len(labels) - at) * cell
        if left >= word or not at:
            columns.append(lines.broken(labels[at], min(step * cell - 1, left)))
    for line in zip_longest(*columns, fillvalue=""):
        yield "".join(lines.left(label, step * cell) for label in line)


def _over(over: Sequence[Over], cell: int) -> str:
    """What periods share, where they begin; nothing for those that are too few for it."""
    line = ""
    for one in over:
        if cell_len(one.name) < one.periods * cell or one is over[-1]:
            line = lines.left(line, one.first * cell) + one.name
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
