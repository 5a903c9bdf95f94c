"""Where everything on a tile map stands, in the units of the drawing, from the upper left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.errors import UsageError
from fmkwave.language import _, named
from fmkwave.objective import kept_links
from fmkwave.parts import MUNICIPALITIES
from fmkwave.render import legend, words
from fmkwave.render.lettering import cut, text_width
from fmkwave.texts import joined, message

if TYPE_CHECKING:
    from fmkwave.model import Inputs, Link, Plan
    from fmkwave.thematic import Theme

WIDE, HIGH = 70, 52
"""A tile's sides."""
GAP = 8
"""What lies between tiles, for links to be seen in."""
MARK_AT = 46
"""The line on which a tile's mark stands."""
PITCH_X, PITCH_Y = WIDE + GAP, HIGH + GAP

_ROOM = WIDE - 4
_SIZE, _LEAST = 12.0, 7.5
_LINE = 12.5
_NAME_AT = 17

_PATTERNS = ("", "7 6", "0.1 5.5", "12 5 0.1 5")
"""Of the links' lines, by kind, the heaviest first; used again where there are more kinds."""

Spot = tuple[int, int]


class Line(NamedTuple):
    """A line of a name, with its place on the tile."""

    text: str
    y: float
    size: float


class Tile(NamedTuple):
    """One municipality."""

    code: str
    x: int
    y: int
    entry: legend.Entry
    title: str
    name: Sequence[Line]


class Stroke(NamedTuple):
    """A link, as a line between the middles of two tiles."""

    x1: int
    y1: int
    x2: int
    y2: int
    kept: bool
    pattern: str


class Sample(NamedTuple):
    """A line of the legend of links."""

    label: str
    kept: bool
    pattern: str


class Field(NamedTuple):
    """All tiles and links of a map, with its size."""

    width: int
    height: int
    tiles: Sequence[Tile]
    strokes: Sequence[Stroke]


def spots(inputs: Inputs) -> Mapping[str, Spot]:
    """The column and row of each municipality's tile, by code, the map's edges cut off.

    Raises:
        UsageError: if some have no tile; it names them.
    """
    known = {code: one.tile for code, one in inputs.municipalities.items() if one.tile is not None}
    missing = [code for code in inputs.municipalities if code not in known]
    if missing:
        names = joined(", ", map(inputs.name, inputs.in_danish_order(missing)))
        raise UsageError(
            message(
                "These municipalities have no tile in {file}: {names}. Give each one as "
                "`tile: [column, row]`, counted from the upper left, or draw outlines with "
                "--outlines FILE.",
                file=MUNICIPALITIES,
                names=names,
            )
        )
    left = min(column for column, _row in known.values())
    top = min(row for _column, row in known.values())
    return {code: (column - left, row - top) for code, (column, row) in known.items()}


def field(inputs: Inputs, plan: Plan, theme: Theme) -> Field:
    """A map of a theme, by the municipalities' tiles.

    Raises:
        UsageError: as `spots` does.
    """
    at = spots(inputs)
    entries = legend.entries(theme)
    columns, rows = (1 + max(spot[axis] for spot in at.values()) for axis in (0, 1))
    tiles = [
        Tile(
            code=code,
            x=at[code][0] * PITCH_X,
            y=at[code][1] * PITCH_Y,
            entry=entries[theme.placed[code]],
            title=legend.told(inputs, plan, theme, code),
            name=name_lines(inputs.name(code)),
        )
        # Row by row, as the tab key goes from link to link.
        for code in sorted(at, key=lambda code: (at[code][1], at[code][0]))
    ]
    kept = set(kept_links(inputs, plan.placement))
    # The kept ones last, so that they lie on top.
    links = sorted(inputs.links, key=lambda link: (link in kept, link))
    patterns = _patterns(inputs)
    strokes = [_stroke(link, at, patterns[link.kind], kept=link in kept) for link in links]
    return Field(columns * PITCH_X - GAP, rows * PITCH_Y - GAP, tiles, strokes)


def samples(inputs: Inputs, plan: Plan) -> list[Sample]:
    """The legend of links: kept and lost ones, and the kinds that are drawn in their own way."""
    lost = plan.links_total - plan.links_kept
    counted = [
        Sample(_("Link kept ({count})", count=plan.links_kept), kept=True, pattern=""),
        Sample(_("Link lost ({count})", count=lost), kept=False, pattern=""),
    ]
    return counted + [
        Sample(words.capital(named(inputs.programme.called, kind)), kept=True, pattern=pattern)
        for kind, pattern in _patterns(inputs).items()
        if pattern
    ]


def _patterns(inputs: Inputs) -> dict[str, str]:
    """The pattern of each kind of link that there is; of equal weights, the commonest first."""
    weights, number = inputs.programme.weights.links, Counter(link.kind for link in inputs.links)
    kinds = sorted(number, key=lambda kind: (-weights[kind].weight, -number[kind], kind))
    return dict(zip(kinds, cycle(_PATTERNS), strict=False))


def name_lines(name: str) -> list[Line]:
    """A name on one line or, broken behind a hyphen or at a blank, on two; as large as fits.

    What does not fit even in the smallest letters is cut.
    """
    whole = _ROOM / text_width(name, 1)
    pieces = [name]
    if whole < _SIZE:
        breaks = [at + 1 for at, letter in enumerate(name[:-1]) if letter in "- "]
        splits = [[name[:at].rstrip(), name[at:]] for at in breaks]
        pieces = min(splits, key=lambda pair: max(map(len, pair)), default=pieces)
    size = min(_SIZE, *(_ROOM / text_width(piece, 1) for piece in pieces))
    size = max(_LEAST, size)
    top = _NAME_AT + _LINE / 2 - (len(pieces) - 1) * _LINE / 2
    return [
        Line(cut(piece, size, WIDE), round(top + number * _LINE, 1), round(size, 1))
        for number, piece in enumerate(pieces)
    ]


def _stroke(link: Link, at: Mapping[str, Spot], pattern: str, *, kept: bool) -> Stroke:
    (x1, y1), (x2, y2) = (
        (column * PITCH_X + WIDE // 2, row * PITCH_Y + HIGH // 2)
        for column, row in (at[link.first], at[link.second])
    )
    return Stroke(x1, y1, x2, y2, kept, pattern)
