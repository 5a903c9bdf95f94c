"""How far a plan depends on the weights, for a terminal or a pipe: sentences and a heat strip.

In the strip each municipality has a cell for each wave: a shade, in the colour of the wave where
there is colour, and beside it the share of draws as a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from fmkwave.language import _, percent
from fmkwave.render import lines, pagetext, palette, robustfigures, robustwords
from fmkwave.render.blocks import Block, side_by_side
from fmkwave.render.pages import Section

if TYPE_CHECKING:
    from fmkwave.model import Inputs
    from fmkwave.model.robustness import Acceptability, Robustness

_SHADES = "░▒▓█"
_NEVER = "·"
_CELL = 4
_GAP = 2


def text(inputs: Inputs, found: Robustness, width: int) -> Text:
    """The findings, what they depend on, and the strip; a notice stays one line."""
    above = robustwords.sections(inputs.programme.called, found)
    strip = Section(robustwords.strip_heading(), [_order(), _legend()])
    return lines.page(
        found.programme,
        lines.heads(found.notices),
        *(pagetext.section(one, width) for one in (*above, strip)),
        side_by_side(_blocks(found), width),
        lines.notices(found.notices),
    )


def _order() -> str:
    return _("Each under its wave in the plan, the least certain first.")


def _legend() -> str:
    tops = [percent(Decimal(step) / len(_SHADES)) for step in range(1, len(_SHADES))]
    below = [
        _("{shade} below {share}", shade=shade, share=top)
        for shade, top in zip(_SHADES, tops, strict=False)
    ]
    most = _("{shade} from {share} on", shade=_SHADES[-1], share=tops[-1])
    return _("{shades}, {never} never", shades=", ".join([*below, most]), never=_NEVER)


def _blocks(found: Robustness) -> list[Block]:
    """A block for each wave of the plan: a line for each municipality that it takes."""
    names = max(cell_len(row.name) for row in found.rows)
    figures = [[_figure(found, count) for count in row.counts] for row in found.rows]
    widest = max(cell_len(figure) for row in figures for figure in row)
    heads = [_("Wave {wave}", wave=wave) for wave in found.wave_numbers]
    cell = max(_CELL + 1 + widest, *map(cell_len, heads))
    above = Text(_line("", [lines.left(head, cell) for head in heads], names).rstrip(), "dim")
    return [
        Block(
            [Text(robustwords.heading(found, wave), f"bold {palette.kind(wave - 1)}"), above],
            [_row(found, row, names, cell) for row in robustwords.least_certain_first(found, wave)],
        )
        for wave in found.wave_numbers
    ]


def _line(name: str, cells: Sequence[str], names: int) -> str:
    return (" " * _GAP).join([lines.left(name, names), *cells])


def _row(found: Robustness, row: Acceptability, names: int, cell: int) -> Text:
    line = Text(lines.left(row.name, names))
    for number, count in enumerate(row.counts):
        line.append(" " * _GAP)
        line.append(_shaded(count, found.draws), palette.kind(number))
        line.append(lines.right(_figure(found, count), cell - _CELL))
    return line


def _shaded(part: int, whole: int) -> str:
    """The shade of a share: of equal steps the one that it lies in; blank where there is none."""
    # Of the share as it is shown, so that the figure beside a shade never belies it.
    shown = round(Decimal(part) / whole, 2)
    step = min(len(_SHADES) - 1, int(shown * len(_SHADES)))
    return (_SHADES[step] if part else " ") * _CELL


def _figure(found: Robustness, count: int) -> str:
    return robustfigures.share(count, found.draws) if count else _NEVER
