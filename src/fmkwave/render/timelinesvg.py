"""A timeline as SVG: a document of its own, or a figure in a page.

A row has its name and its dates in words above its bar, so that the drawing is as wide as its axis
and no wider, and can be read on a telephone.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from fmkwave import language
from fmkwave.language import _, percent, said
from fmkwave.render import gantt, lettering, palette
from fmkwave.render.templating import environment

if TYPE_CHECKING:
    from fmkwave.render.gantt import Axis, Look, Row
    from fmkwave.timeline import Timeline

_MARGIN = 20
_TOP = 96
_LINE = 18

_COLUMN, _LEAST_COLUMN = 100, 8
_PAGE, _SHEET = 380, 1200
"""How wide a period is, at the most and at the least; all of them, in a page and in a document."""

_SIDE = 14
"""Room beside the first period and the last, into which a bar runs whose end is not known."""

_NAME, _WORDS = 13, 12
_TEXT, _BAR, _GAP = 17, 16, 12
_INDENT = 5
_BOLD = 1.12
"""How much wider bold letters are."""

_OVER, _BELOW_AXIS = 17, 9
"""How high the line above the labels of the axis is, and how far below these the bars begin."""

_SAMPLE, _APART = 34, 22


class Column(NamedTuple):
    """A period that the axis names: where it begins, and its label, a line after another."""

    x: int
    label: Sequence[str]


class Over(NamedTuple):
    """What some periods have in common, and where they begin."""

    x: int
    name: str


class Share(NamedTuple):
    """How many are reached by the end of a period, and where that is."""

    end: int
    text: str


class Line(NamedTuple):
    """A line of text, and how far below the top of the drawing it stands."""

    text: str
    y: int
    size: int
    soft: bool


class Bar(NamedTuple):
    """A row as it is drawn; None for what it has not.

    Attributes:
        solid: Where the bar begins, and how wide it is.
        dotted: The stretches of which nothing is known, each with its two ends.
        at: Where the milestone stands.
        mark: The digit of a wave, and its colour upon the bar.
    """

    lines: Sequence[Line]
    y: int
    solid: tuple[int, int] | None
    dotted: Sequence[tuple[int, int]]
    at: int | None
    read_off: bool
    fill: str
    mark: str
    ink: str


class Sample(NamedTuple):
    """An entry of the legend and where it stands."""

    look: Look
    x: int
    y: int


class Drawing(NamedTuple):
    """A timeline laid out."""

    width: int
    height: int
    over: Sequence[Over]
    columns: Sequence[Column]
    top: int
    bottom: int
    end: int
    reached: Sequence[Line]
    shares: Sequence[Share]
    shares_y: int
    bars: Sequence[Bar]
    legend: Sequence[Sample]


def figure(timeline: Timeline, *, prefix: str = "timeline") -> str:
    """The timeline as an ``<svg>`` element for a page, in the colour of the text around it.

    Args:
        timeline: The timeline.
        prefix: How the ids of the element begin; another one for each drawing of a page.
    """
    return _drawn(
        "timeline_figure.svg",
        drawing=_drawing(timeline, _PAGE),
        prefix=prefix,
        title=_("Timeline"),
        desc=described(timeline),
    )


def document(timeline: Timeline) -> str:
    """The timeline as a file of SVG, with title, legend and notices; the same bytes every time."""
    drawing = _drawing(timeline, _SHEET)
    title = _("Timeline")
    heading = lettering.heading_width(title, timeline.programme)
    width = max(drawing.width, round(heading)) + 2 * _MARGIN
    notices = lettering.wrapped(map(said, timeline.notices), width - 2 * _MARGIN)
    notices_y = _TOP + drawing.height + _MARGIN
    return _drawn(
        "timeline.svg",
        drawing=drawing,
        prefix="timeline",
        title=title,
        subtitle=timeline.programme,
        desc=described(timeline),
        lang=language.current(),
        margin=_MARGIN,
        top=_TOP,
        width=width,
        height=notices_y + _LINE * len(notices),
        notices=notices,
        notices_y=notices_y,
    )


def described(timeline: Timeline) -> str:
    """A timeline in sentences, for those who do not see it."""
    rows = gantt.rows(timeline)
    return " ".join(_("{name}, {when}.", name=row.label, when=row.words) for row in rows)


def _drawing(timeline: Timeline, room: int) -> Drawing:
    """A timeline whose periods take so much room, or more where they are many."""
    rows = gantt.rows(timeline)
    column = min(_COLUMN, max(_LEAST_COLUMN, room // len(timeline.periods)))
    width = 2 * _SIDE + column * len(timeline.periods)
    axis = gantt.axis(timeline.periods)
    columns = _columns(axis.labels, column)
    top = _OVER + _TEXT * max(len(one.label) for one in columns) + _BELOW_AXIS
    bars = []
    y = top + _GAP
    for row in rows:
        bar, y = _bar(row, y, width, column)
        bars.append(bar)
    label = _("Citizens reached by the end of each period")
    reached, below = _lines([(label, _WORDS, True)], y + 4, width)
    legend, height = _legend(rows, below + _TEXT + _GAP + 4, width)
    return Drawing(
        width=width,
        height=height,
        over=_over(axis, column),
        columns=columns,
        top=top,
        bottom=y,
        end=width - _SIDE,
        reached=reached,
        shares=_shares(timeline, column),
        shares_y=below + _WORDS + 2,
        bars=bars,
        legend=legend,
    )


def _columns(labels: Sequence[str], column: int) -> list[Column]:
    """The periods that the axis names: all, or as many of them as have room for it."""
    words = (word for label in labels for word in label.split(" "))
    widest = max(lettering.text_width(word, _WORDS) for word in words) + 2 * _INDENT
    step = ceil(widest / column)
    found = []
    for at in range(0, len(labels), step):
        room = min(step, len(labels) - at) * column
        if room >= widest or not at:
            lines = lettering.folded(labels[at], _WORDS, room - 2 * _INDENT)
            found.append(Column(_SIDE + at * column, lines))
    return found


def _shares(timeline: Timeline, column: int) -> list[Share]:
    """How many are reached by the end of each period; in little room, of those that bring more."""
    shares = ["" if one.share is None else percent(one.share) for one in timeline.reached]
    widest = round(max(lettering.text_width(share, _WORDS * _BOLD) for share in shares)) + _INDENT
    before = [0, *(one.citizens for one in timeline.reached)]
    found: list[Share] = []
    for at in reversed(range(len(shares))):
        end = max(widest, _SIDE + (at + 1) * column - _INDENT)
        is_told = widest <= column or before[at + 1] > before[at]
        if is_told and (not found or end <= found[-1].end - widest):
            found.append(Share(end, shares[at]))
    return found[::-1]


def _over(axis: Axis, column: int) -> list[Over]:
    """What periods have in common; nothing for those that are too few for it."""
    return [
        Over(_SIDE + one.first * column, one.name)
        for one in axis.over
        if lettering.text_width(one.name, _WORDS * _BOLD) + _INDENT < one.periods * column
    ]


def _bar(row: Row, y: int, width: int, column: int) -> tuple[Bar, int]:
    """A row as it is drawn, and where the next one begins."""
    texts = [(row.label, _NAME, False), (row.words, _WORDS, True)]
    lines, below = _lines(texts, y, width)
    top = below + 4
    start = None if row.first is None else _SIDE + row.first * column
    end = None if row.last is None else _SIDE + (row.last + 1) * column
    solid = None if start is None or end is None or row.milestone else (start, end - start)
    bar = Bar(
        lines=lines,
        y=top,
        solid=solid,
        dotted=_dotted(row, start, end, width),
        at=end if row.milestone else None,
        read_off=row.look == "read off",
        fill=row.colour,
        mark=str(row.wave) if row.wave and column >= _BAR else "",
        ink=palette.shade(row.colour).ink,
    )
    return bar, top + _BAR + _GAP


def _dotted(row: Row, start: int | None, end: int | None, width: int) -> list[tuple[int, int]]:
    if start is None or end is None:
        return [(0, width)]
    return [(0, start)] * row.before + [(end, width)] * row.after


def _lines(texts: Sequence[tuple[str, int, bool]], y: int, width: int) -> tuple[list[Line], int]:
    """Texts, each on as many lines as it takes, and how far down they reach."""
    found = []
    for text, size, soft in texts:
        room, wide = width - 2 * _SIDE - _INDENT, size * (1 if soft else _BOLD)
        for line in lettering.folded(text, wide, room):
            y += _TEXT
            found.append(Line(lettering.cut(line, wide, room), y - 4, size, soft))
    return found, y


def _legend(rows: list[Row], y: int, width: int) -> tuple[list[Sample], int]:
    """The legend from left to right, on as many lines as it takes, and how far down it reaches."""
    found, x = [], _SIDE
    for look in gantt.looks(rows):
        wide = _SAMPLE + round(lettering.text_width(look.label, _WORDS))
        if x > _SIDE and x + wide > width:
            x, y = _SIDE, y + _BAR + 6
        found.append(Sample(look, x, y))
        x += wide + _APART
    return found, y + _BAR + 2


def _drawn(template: str, **values: object) -> str:
    return (
        environment()
        .get_template(template)
        .render(
            fonts=lettering.FONTS, phase=palette.PHASE, high=_BAR, text_x=_SIDE + _INDENT, **values
        )
    )
