"""The heat strip as SVG: a document of its own, or a figure for each wave in a page.

Each municipality has a cell for each wave, in the colour of the wave, the fuller the more draws
take it there, and the share as a figure beside it. The cells let the page shine through, so that
light and dark pages shade them alike, and no letter stands upon a colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from fmkwave import language
from fmkwave.language import _, said
from fmkwave.render import lettering, palette, robustfigures, robustwords
from fmkwave.render.templating import environment

if TYPE_CHECKING:
    from fmkwave.model.robustness import Acceptability, Robustness

_MARGIN, _LINE = 20, 18
_TOP = 96
_APART = 36
_SHEET = 1200
"""How wide a document may be before its waves stand below each other."""

_SIZE = 12
_MOST_NAME = 170
_HEAD, _ROW = 48, 19
_CELL, _FIGURE, _GAP = 24, 46, 16
_COLUMN = _CELL + _FIGURE + _GAP


class Head(NamedTuple):
    """What stands above a column of cells, and where."""

    x: int
    text: str


class Cell(NamedTuple):
    """How often a municipality takes a wave: a colour of some strength, and a figure.

    Attributes:
        x: Where the cell begins.
        end: Where the figure ends.
        share: How full its colour is, from 0 to 1.
        planned: Whether the wave is the one of the plan.
    """

    x: int
    end: int
    fill: str
    share: float
    text: str
    planned: bool


class Row(NamedTuple):
    """A municipality; ``told`` says in words what its cells show."""

    code: str
    name: str
    told: str
    y: int
    cells: Sequence[Cell]


class Panel(NamedTuple):
    """The municipalities of one wave of the plan."""

    heading: str
    heads: Sequence[Head]
    rows: Sequence[Row]
    width: int
    height: int


class Placed(NamedTuple):
    """A panel and where it stands in a document."""

    panel: Panel
    x: int
    y: int


def figures(found: Robustness) -> list[str]:
    """For each wave of the plan an ``<svg>`` element for a page, in the colour of its text.

    Each municipality is a link to the part of the page that bears its code.
    """
    return [
        _drawn(
            "strip_figure.svg",
            panel=panel,
            prefix=f"_strip-{wave}",
            title=_("{title}: {wave}", title=robustwords.strip_heading(), wave=panel.heading),
        )
        for wave, panel in zip(found.wave_numbers, _panels(found), strict=True)
    ]


def document(found: Robustness) -> str:
    """The strip as a file of SVG, with title, findings and notices; the same bytes every time."""
    panels = _panels(found)
    per_row = max(1, min(len(panels), (_SHEET + _APART) // (panels[0].width + _APART)))
    title = robustwords.strip_heading()
    strips = per_row * (panels[0].width + _APART) - _APART
    width = max(strips, round(lettering.heading_width(title, found.programme))) + 2 * _MARGIN
    sentences = [*robustwords.findings(found), *robustwords.how_drawn(found)]
    told = lettering.wrapped(sentences, width - 2 * _MARGIN)
    placed, bottom = _placed(panels, per_row, _TOP + _LINE * len(told) + _MARGIN)
    notices = lettering.wrapped(map(said, found.notices), width - 2 * _MARGIN)
    return _drawn(
        "robustness.svg",
        title=title,
        subtitle=found.programme,
        desc=" ".join(robustwords.told(found, row) for row in found.rows),
        lang=language.current(),
        margin=_MARGIN,
        width=width,
        height=bottom + _LINE * (len(notices) + 1),
        told=told,
        panels=placed,
        notices=notices,
        notices_y=bottom + _LINE,
    )


def _placed(panels: Sequence[Panel], per_row: int, top: int) -> tuple[list[Placed], int]:
    """The panels side by side, so many in a row, and how far down they reach."""
    placed = []
    for start in range(0, len(panels), per_row):
        row = panels[start : start + per_row]
        for number, panel in enumerate(row):
            placed.append(Placed(panel, _MARGIN + number * (panel.width + _APART), top))
        top += max(panel.height for panel in row) + _MARGIN
    return placed, top


def _panels(found: Robustness) -> list[Panel]:
    names = max(lettering.text_width(row.name, _SIZE) for row in found.rows)
    left = min(ceil(names), _MOST_NAME) + _GAP
    heads = [
        Head(left + number * _COLUMN, _("Wave {wave}", wave=wave))
        for number, wave in enumerate(found.wave_numbers)
    ]
    return [_panel(found, wave, heads, left) for wave in found.wave_numbers]


def _panel(found: Robustness, wave: int, heads: Sequence[Head], left: int) -> Panel:
    rows = [
        _row(found, row, _HEAD + number * _ROW, left)
        for number, row in enumerate(robustwords.least_certain_first(found, wave))
    ]
    return Panel(
        heading=robustwords.heading(found, wave),
        heads=heads,
        rows=rows,
        width=left + len(heads) * _COLUMN - _GAP,
        height=_HEAD + len(rows) * _ROW,
    )


def _row(found: Robustness, row: Acceptability, y: int, left: int) -> Row:
    cells = [
        Cell(
            x=left + number * _COLUMN,
            end=left + number * _COLUMN + _CELL + _FIGURE,
            fill=palette.kind(number),
            share=round(count / found.draws, 3),
            text=robustfigures.share(count, found.draws),
            planned=number + 1 == row.wave,
        )
        for number, count in enumerate(row.counts)
        if count
    ]
    name = lettering.cut(row.name, _SIZE, left - _GAP)
    return Row(row.code, name, robustwords.told(found, row), y, cells)


def _drawn(template: str, **values: object) -> str:
    return (
        environment()
        .get_template(template)
        .render(fonts=lettering.FONTS, wide=_CELL, high=_ROW, **values)
    )
