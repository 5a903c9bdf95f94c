"""Which outlines share a border, and which come so near to one that a user should look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import shapely
from pyproj import Transformer

from fmkwave.outlines.shapes import WGS84, columns

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    Shapes = Sequence[Polygon | MultiPolygon]
    Geometries = NDArray[np.object_]
    Numbers = NDArray[np.float64]

Pair = tuple[str, str]
"""Two codes, the lower one first."""

TOLERANCE = 1.0
"""Metres within which two borders count as one, unless the user says otherwise."""

NEAR = 50
"""Metres within which outlines that do not meet may be meant to, as sloppy ones are."""

_LEAST, _SHARE = 100, 0.01
"""A border is a common one from so many metres on, or from this share of the smaller outline."""

_DEPTH = 0.1
"""Two units of which one covers more than this share of the other are no neighbours."""

# Where outlines meet in a point or at a sharp angle, some metres of them lie within the tolerance.
_CORNER, _ANGLE = 4, 10
# Degrees, so about a kilometre.
_STEP = 0.01


class Doubt(NamedTuple):
    """Why two units that come near each other are not linked.

    Attributes:
        kind: They meet in a ``point``; have a ``short`` border in common; one covers an
            ``overlap`` of the other; or there is a ``gap`` between them.
        metres: How long the border is, or how wide the gap.
    """

    kind: Literal["point", "short", "overlap", "gap"]
    metres: int


class Contiguity(NamedTuple):
    """How outlines touch; a pair stands in one place at most, in the order of the codes.

    Attributes:
        borders: They have a border in common.
        doubtful: They have not, but nearly: a user should look at them.
        islands: Codes of those that have no border in common with any other.
    """

    borders: tuple[Pair, ...]
    doubtful: Mapping[Pair, Doubt]
    islands: tuple[str, ...]


def contiguity(
    shapes: Mapping[str, Polygon | MultiPolygon], tolerance: float = TOLERANCE
) -> Contiguity:
    """Which outlines have a border in common: one that runs within the tolerance of the other's.

    Outlines drawn one by one overlap by slivers and leave gaps, so whether they touch says little;
    how long their borders run side by side says who are neighbours. 100 m are enough, or a
    hundredth of the smaller outline, but no less than ten times the tolerance.

    Args:
        shapes: By code, in degrees of longitude and latitude (WGS 84).
        tolerance: Metres, more than 0.
    """
    codes = sorted(shapes)
    if not codes:
        return Contiguity((), {}, ())
    flat = _flat([shapes[code] for code in codes])
    first, second = _near(flat, max(NEAR, tolerance))
    lengths = _common(flat, first, second, tolerance)
    around = shapely.length(flat)
    smaller = np.minimum(around[first], around[second])
    enough = np.maximum(np.minimum(_LEAST, _SHARE * smaller), _ANGLE * tolerance)
    overlaps = _overlaps(flat, first, second)
    areas = shapely.area(flat)
    covered = overlaps > _DEPTH * np.minimum(areas[first], areas[second])
    linked = (lengths >= enough) & ~covered
    pairs = [(codes[one], codes[other]) for one, other in zip(first, second, strict=True)]
    gaps = shapely.distance(flat[first], flat[second])
    doubtful = {
        pair: _doubt(float(length), float(gap), bool(overlap > tolerance**2), tolerance)
        for pair, border, length, gap, overlap in zip(
            pairs, linked, lengths, gaps, overlaps, strict=True
        )
        if not border
    }
    borders = tuple(pair for pair, border in zip(pairs, linked, strict=True) if border)
    with_border = {code for pair in borders for code in pair}
    return Contiguity(borders, doubtful, tuple(one for one in codes if one not in with_border))


def _flat(shapes: Shapes) -> Geometries:
    """The shapes in metres, in a projection that is true in the middle of them."""
    every = np.array(shapes, dtype=object)
    west, south, east, north = shapely.total_bounds(every)
    middle = f"+lat_0={(south + north) / 2:.4f} +lon_0={(west + east) / 2:.4f}"
    system = f"+proj=laea {middle} +datum=WGS84 +units=m"
    to_metres = Transformer.from_crs(WGS84, system, always_xy=True)
    # What is straight on one map is bent on another: long lines keep their course by more points.
    found = shapely.transform(
        shapely.segmentize(every, _STEP), lambda pairs: columns(to_metres.transform(*pairs.T))
    )
    # A corner may be turned inside out by a projection's last digit.
    odd = ~shapely.is_valid(found)
    found[odd] = shapely.make_valid(found[odd], method="structure", keep_collapsed=False)
    return found


def _near(flat: Geometries, metres: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The pairs that lie within some metres of each other, by number, in order."""
    first, second = shapely.STRtree(flat).query(flat, predicate="dwithin", distance=metres)
    once = first < second
    first, second = first[once], second[once]
    order = np.lexsort((second, first))
    return first[order], second[order]


def _common(
    flat: Geometries, first: NDArray[np.intp], second: NDArray[np.intp], tolerance: float
) -> Numbers:
    """How many metres of the one's border lie within the tolerance of the other's, of each pair."""
    borders = shapely.boundary(flat)
    bounds = shapely.bounds(flat)
    # Only where both can be, so that a long border is not looked at whole for each neighbour.
    least = np.maximum(bounds[first, :2], bounds[second, :2]) - 2 * tolerance
    most = np.minimum(bounds[first, 2:], bounds[second, 2:]) + 2 * tolerance
    found = np.zeros(len(first))
    windows = zip(first, second, least.tolist(), most.tolist(), strict=True)
    for at, (one, other, lower, upper) in enumerate(windows):
        if lower[0] < upper[0] and lower[1] < upper[1]:
            ours, theirs = (
                shapely.clip_by_rect(borders[number], *lower, *upper) for number in (one, other)
            )
            zone = shapely.buffer(theirs, tolerance, quad_segs=2)
            found[at] = shapely.length(shapely.intersection(ours, zone))
    return found


def _overlaps(flat: Geometries, first: NDArray[np.intp], second: NDArray[np.intp]) -> Numbers:
    """Square metres of ground that two of a pair both cover."""
    return shapely.area(shapely.intersection(flat[first], flat[second]))


def _doubt(length: float, gap: float, overlap: bool, tolerance: float) -> Doubt:
    if gap > tolerance:
        return Doubt("gap", round(gap))
    if overlap:
        return Doubt("overlap", 0)
    if length > _CORNER * tolerance:
        return Doubt("short", round(length))
    return Doubt("point", 0)
