"""Which outlines share a border, meet in a point, or nearly touch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from geopandas import GeoSeries
from libpysal.graph import Graph

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

Pair = tuple[str, str]
"""Two codes, the lower one first."""

NEAR = 50
"""Metres within which borders that do not meet may be meant to, as sloppy ones are."""

# Degrees, so about a kilometre.
_STEP = 0.01


class Contiguity(NamedTuple):
    """How outlines touch; a pair stands in one place at most, in the order of the codes.

    Attributes:
        borders: They share a border of some length.
        points: They meet in single points, as across a corner.
        near: They do neither, but overlap, or lie within `NEAR` metres: how many metres apart.
        islands: Codes of those that share no border with any other.
    """

    borders: tuple[Pair, ...]
    points: tuple[Pair, ...]
    near: Mapping[Pair, int]
    islands: tuple[str, ...]


def contiguity(shapes: Mapping[str, Polygon | MultiPolygon]) -> Contiguity:
    """Which outlines touch, by rook and queen contiguity.

    What the outlines are is asked of their geometry, not of the corners they have in common: one
    side of a border may have more of these than the other.

    Args:
        shapes: By code, in degrees of longitude and latitude (WGS 84).
    """
    if len(shapes) < 2:  # noqa: PLR2004 - as many as it takes to touch
        return Contiguity((), (), {}, tuple(shapes))
    outlines = GeoSeries(dict(shapes), crs="OGC:CRS84")
    borders = _pairs(Graph.build_contiguity(outlines, rook=True, strict=True))
    touching = _pairs(Graph.build_contiguity(outlines, rook=False, strict=True))
    near = {
        pair: metres for pair, metres in _near(outlines).items() if pair not in borders | touching
    }
    linked = {code for pair in borders for code in pair}
    return Contiguity(
        borders=tuple(sorted(borders)),
        points=tuple(sorted(touching - borders)),
        near=near,
        islands=tuple(sorted(shapes.keys() - linked)),
    )


def _near(outlines: GeoSeries) -> dict[Pair, int]:
    """Whole metres between outlines that lie near each other, 0 where they overlap."""
    # What is straight on one map is bent on another: long lines keep their course by more points.
    flat = outlines.segmentize(_STEP).to_crs(_flat(outlines))
    found = {}
    for first, second in sorted(_pairs(Graph.build_fuzzy_contiguity(flat, buffer=NEAR))):
        metres = flat[first].distance(flat[second])
        if metres <= NEAR:
            found[first, second] = round(metres)
    return found


def _flat(outlines: GeoSeries) -> str:
    """A projection in metres that is true in the middle of the outlines."""
    west, south, east, north = outlines.total_bounds
    middle = f"+lat_0={(south + north) / 2:.4f} +lon_0={(west + east) / 2:.4f}"
    return f"+proj=laea {middle} +datum=WGS84 +units=m"


def _pairs(graph: Graph) -> set[Pair]:
    """The pairs that a graph joins; libpysal joins what has no neighbour to itself, by nothing."""
    joined = graph.adjacency[graph.adjacency != 0].index
    return {(first, second) for first, second in joined if first < second}
