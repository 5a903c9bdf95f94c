"""The tile map for a terminal or a pipe: on each tile a short name and a mark, and its colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from fmkwave.errors import UsageError
from fmkwave.language import said
from fmkwave.render import legend, lines, tiles, words
from fmkwave.texts import message

if TYPE_CHECKING:
    from fmkwave.model import Inputs, Plan
    from fmkwave.thematic import Theme

_LEAST, _MOST = 2, 7
"""Letters of a short name; with more a tile would be much wider than high."""


def text(inputs: Inputs, plan: Plan, theme: Theme, width: int) -> Text:
    """A map of a theme, two lines for a row of tiles.

    Args:
        inputs: What the plan was made from.
        plan: The plan.
        theme: What the map shows.
        width: Columns that there are.

    Raises:
        UsageError: if a municipality has no tile, or the width is too small to tell names apart.
    """
    return lines.page(
        plan.programme,
        lines.heads(plan.notices),
        [Text(said(theme.title))],
        _field(inputs, theme, width),
        _legend(theme),
        lines.notices(words.notices(plan)),
    )


def short_names(names: Sequence[str], length: int) -> list[str]:
    """Names cut to some columns, and told apart by their last letter where that takes another one.

    Nordbyrup and Nordbykøb are Nord; as Norr and Nork they are told apart. Where no letter is
    left that does it, two may be alike.
    """
    cut = [set_cell_size(name, length).rstrip() for name in names]
    counts = Counter(cut)
    taken = {one for one, count in counts.items() if count == 1}
    found = []
    for name, begun in zip(names, cut, strict=True):
        short = begun
        if counts[begun] > 1:
            others = [other for other in names if other != name and other.startswith(begun)]
            apart = max((_alike(name, other) for other in others), default=length)
            ends = (begun[:-1] + letter.lower() for letter in name[apart:] if letter.isalpha())
            fit = (end for end in ends if end not in taken and cell_len(end) <= length)
            short = next(fit, begun)
            taken.add(short)
        found.append(short)
    return found


def _alike(name: str, other: str) -> int:
    """How many letters two names begin with alike."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(name, other, strict=False))
    return sum(1 for _pair in pairs)


def _field(inputs: Inputs, theme: Theme, width: int) -> Iterator[Text]:
    at = tiles.spots(inputs)
    columns = 1 + max(column for column, _row in at.values())
    letters = min(_MOST, (width + 1) // columns - 1)
    if letters < _LEAST:
        needed = columns * (_LEAST + 1) - 1
        raise UsageError(
            message(
                "The map takes {needed} columns, and here are {width}: widen the terminal, or "
                "draw it in a file with -o map.svg.",
                needed=needed,
                width=width,
            )
        )
    names = dict(zip(at, short_names([inputs.name(code) for code in at], letters), strict=True))
    entries = legend.entries(theme)
    for number in range(1 + max(row for _column, row in at.values())):
        upper, lower = Text(), Text()
        for column, code in sorted((at[code][0], code) for code in at if at[code][1] == number):
            entry = entries[theme.placed[code]]
            for line, shown in ((upper, names[code]), (lower, entry.mark)):
                line.pad_right(column * (letters + 1) - line.cell_len)
                # To the right, so that in a pipe no blanks are left at the end of a line.
                line.append(lines.right(shown, letters), f"{entry.ink} on {entry.fill}")
        yield upper
        yield lower


def _legend(theme: Theme) -> Iterator[Text]:
    entries = legend.entries(theme)
    mark = max(cell_len(one.mark) for one in entries)
    label = max(cell_len(one.label) for one in entries)
    count = max(len(str(one.members)) for one in entries)
    for one in entries:
        yield Text.assemble(
            (f" {lines.right(one.mark, mark)} ", f"{one.ink} on {one.fill}"),
            f" {lines.left(one.label, label)}  {one.members:>{count}}",
        )
