"""The inset of a map: where municipalities crowd that are too small to read, drawn larger."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import networkx as nx
import shapely

if TYPE_CHECKING:
    from fmkwave.render.geolayout import Box, Drawn, Shapes

TITLE = 20.0
"""Height kept free above an inset for what it is called."""

# A municipality with less ground than this square is too small to read.
_SMALL = 18.0
# So many small ones, each at most so far from another, are a crowd; fewer can stay as they are.
_CROWD = 3
_APART = 16.0
_MARGIN = 6.0
# An inset that a corner lets enlarge less than this is put beside the map, at most so much of the
# map's width wide; and one that enlarges less than the least is left out.
_WORTH, _LEAST, _MOST = 2.5, 1.5, 8.0
_BESIDE = 0.4
_GAP = 16.0
_STEPS = 20


def crowd(shapes: Drawn) -> tuple[str, ...]:
    """Codes of the largest crowd of municipalities that are too small to read."""
    small = {code: shape for code, shape in shapes.items() if shape.area < _SMALL**2}
    if len(small) < _CROWD:
        return ()
    codes, drawn = [*small], [*small.values()]
    pairs = shapely.STRtree(drawn).query(drawn, predicate="dwithin", distance=_APART).T
    graph: nx.Graph[str] = nx.Graph((codes[one], codes[other]) for one, other in pairs)
    crowds = sorted(map(sorted, nx.connected_components(graph)))
    largest = max(crowds, key=len)
    return tuple(largest) if len(largest) >= _CROWD else ()


def source(shapes: Shapes, codes: Iterable[str]) -> Box:
    """What to enlarge, so that some municipalities are in it as a whole."""
    west, north, east, south = shapely.total_bounds([shapes[code] for code in codes])
    return _widened((float(west), float(north), float(east), float(south)))


def frame(shown: Box, shapes: Drawn, width: float, height: float) -> Box | None:
    """Where to draw an inset: in the corner of the map with most room, else beside the map.

    Args:
        shown: What it enlarges.
        shapes: The map.
        width: The map's width.
        height: Its height.

    Returns:
        The frame, below its title; None if there is no room to enlarge it.
    """
    wide, high = shown[2] - shown[0], shown[3] - shown[1]
    # Nor may it cover the edge of what it enlarges.
    ground = shapely.STRtree([*shapes.values(), shapely.box(*shown)])

    def corner(*, right: bool, low: bool) -> Callable[[float], Box]:
        def at(scale: float) -> Box:
            left = width - wide * scale if right else 0.0
            top = height - high * scale if low else TITLE
            return left, top, left + wide * scale, top + high * scale

        return at

    def fits(found: Box) -> bool:
        west, north, east, south = _widened(found)
        with_title = shapely.box(west, north - TITLE, east, south)
        return len(ground.query(with_title, predicate="intersects")) == 0

    most = min(_MOST, width / wide, (height - TITLE) / high)
    corners = [
        corner(right=right, low=low)
        for right, low in itertools.product((True, False), (False, True))
    ]
    scales = [_largest(fits, at, most) for at in corners]
    scale, at = max(zip(scales, corners, strict=True), key=lambda one: one[0])
    if scale >= _WORTH:
        return at(scale)
    scale = min(_BESIDE * width / wide, most)
    left = width + _GAP
    beside = left, TITLE, left + wide * scale, TITLE + high * scale
    return beside if scale >= _LEAST else None


def _widened(box: Box) -> Box:
    west, north, east, south = box
    return west - _MARGIN, north - _MARGIN, east + _MARGIN, south + _MARGIN


def _largest(fits: Callable[[Box], bool], at: Callable[[float], Box], most: float) -> float:
    """The largest scale that fits, to a hair; a smaller one than one that fits does so too."""
    least, tried = 0.0, most
    for _step in range(_STEPS):
        if fits(at(tried)):
            least = tried
        else:
            most = tried
        tried = (least + most) / 2
    return least
