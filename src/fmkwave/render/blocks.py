"""Blocks of lines side by side, as many as a width takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.text import Text

_LEAST_GAP = 2
_MOST_GAP = 4


class Block(NamedTuple):
    """Lines under a heading, such as a wave's municipalities."""

    heading: Sequence[Text]
    rows: Sequence[Text]

    @property
    def width(self) -> int:
        """Cells that it takes."""
        return max(line.cell_len for line in (*self.heading, *self.rows))

    def under(self, high: int) -> list[Text]:
        """Its lines, with so many of them for the heading."""
        return [*self.heading, *(Text() for _line in range(high - len(self.heading))), *self.rows]


def per_row(blocks: Sequence[Block], width: int) -> int:
    """How many blocks stand side by side."""
    return min(len(blocks), max(1, (width + _LEAST_GAP) // (_width(blocks) + _LEAST_GAP)))


def side_by_side(blocks: Sequence[Block], width: int) -> Iterator[Text]:
    """The blocks, a line after another, with an empty line below those that stand together."""
    block_width, together = _width(blocks), per_row(blocks, width)
    spare = (width - together * block_width) // max(1, together - 1)
    gap = max(_LEAST_GAP, min(_MOST_GAP, spare))
    for start in range(0, len(blocks), together):
        if start:
            yield Text()
        row = blocks[start : start + together]
        high = max(len(block.heading) for block in row)
        for cells in zip_longest(*(block.under(high) for block in row), fillvalue=Text()):
            line = Text()
            for number, cell in enumerate(cells):
                line.pad_right(number * (block_width + gap) - line.cell_len)
                line.append(cell)
            yield line


def _width(blocks: Sequence[Block]) -> int:
    return max(block.width for block in blocks)
