"""Outlines to a drawing: projected, scaled, simplified to what can be seen, a crowd enlarged.

All that is drawn is in pixels, from the upper left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from fmkwave.render import geoinset

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    Pairs = NDArray[np.float64]
    Shapes = Mapping[str, Polygon | MultiPolygon]
    Drawn = Mapping[str, MultiPolygon]
    Box = tuple[float, float, float, float]
    """West, north, east and south edge; y grows downward."""

_WIDTH = _HEIGHT = 1160.0
# Triangles with less area than this squared, and islets with less than this, cannot be seen.
_TOLERANCE = 0.5
_ISLET = 1.0


class Inset(NamedTuple):
    """The enlarged part of a drawing.

    Attributes:
        source: What is enlarged.
        frame: Where it is drawn.
        shapes: What lies in it, by code, as drawn and cut off at the frame.
        within: Codes of those with most of their ground in it.
    """

    source: Box
    frame: Box
    shapes: Drawn
    within: tuple[str, ...]

    @property
    def scale(self) -> float:
        """How many times as large it is."""
        return (self.frame[2] - self.frame[0]) / (self.source[2] - self.source[0])


class Drawing(NamedTuple):
    """The outlines as drawn, by code, the inset if there is one, and the size of all."""

    shapes: Drawn
    inset: Inset | None
    width: float
    height: float


def draw(shapes: Shapes) -> Drawing:
    """A drawing of outlines.

    Args:
        shapes: By code, in degrees of longitude and latitude (WGS 84); at least one.
    """
    exact, width, height = _scaled(_projected(shapes))
    drawn = _simplified(exact)
    crowd = geoinset.crowd(drawn)
    source = geoinset.source(exact, crowd) if crowd else None
    frame = geoinset.frame(source, drawn, width, height) if source else None
    if source is None or frame is None:
        return Drawing(drawn, None, width, height)
    inset = Inset(source, frame, _enlarged(exact, source, frame), _within(drawn, source))
    return Drawing(drawn, inset, max(width, frame[2]), max(height, frame[3]))


def _projected(shapes: Shapes) -> Shapes:
    """The shapes on Lambert's azimuthal equal-area projection, in metres, y downward.

    It is centred on them, so that it distorts little wherever they lie, and areas are true, so
    that none weighs more in the reader's eye than it has ground (Snyder, Map projections: a
    working manual, USGS professional paper 1395, 1987, chapter 24).
    """
    from pyproj import Transformer

    longitude, latitude = _middle(shapes)
    system = f"+proj=laea +lon_0={longitude:.4f} +lat_0={latitude:.4f} +datum=WGS84 +units=m"
    transformer = Transformer.from_crs("OGC:CRS84", system, always_xy=True)

    def project(pairs: Pairs) -> Pairs:
        x, y = transformer.transform(*pairs.T)
        return np.column_stack((x, -y))

    return _each(shapes, project)


def _middle(shapes: Shapes) -> tuple[float, float]:
    """The middle of shapes on the globe, in degrees, also where the 180th meridian runs."""
    centres = shapely.get_coordinates([shape.centroid for shape in shapes.values()])
    longitude, latitude = np.radians(centres).T
    x = (np.cos(latitude) * np.cos(longitude)).sum()
    y = (np.cos(latitude) * np.sin(longitude)).sum()
    z = np.sin(latitude).sum()
    return float(np.degrees(np.arctan2(y, x))), float(np.degrees(np.arctan2(z, np.hypot(x, y))))


def _scaled(shapes: Shapes) -> tuple[Shapes, float, float]:
    """The shapes in pixels, and the width and height they take."""
    west, north, east, south = shapely.total_bounds([*shapes.values()])
    scale = min(_WIDTH / (east - west), _HEIGHT / (south - north))
    scaled = _each(shapes, lambda pairs: (pairs - (west, north)) * scale)
    return scaled, float((east - west) * scale), float((south - north) * scale)


def _each(shapes: Shapes, change: Callable[[Pairs], Pairs]) -> Shapes:
    return {code: shapely.transform(shape, change) for code, shape in shapes.items()}


def _simplified(shapes: Shapes) -> Drawn:
    """The shapes without what is too small to see; shared borders stay shared.

    Visvalingam and Whyatt, Line generalisation by repeated elimination of points, 1993.
    """
    simple = shapely.coverage_simplify([*shapes.values()], _TOLERANCE)
    # Where outlines overlap, what is left of one may cross itself.
    odd = ~shapely.is_valid(simple)
    simple[odd] = shapely.make_valid(simple[odd], method="structure", keep_collapsed=False)
    return {code: _without_islets(shape) for code, shape in zip(shapes, simple, strict=True)}


def _without_islets(shape: Polygon | MultiPolygon) -> MultiPolygon:
    parts = sorted(shapely.get_parts(shape).tolist(), key=shapely.area, reverse=True)
    seen = [part for part in parts if part.area >= _ISLET]
    # A municipality that is an islet as a whole is still drawn.
    return shapely.MultiPolygon(seen or parts[:1])


def _enlarged(exact: Shapes, source: Box, frame: Box) -> Drawn:
    """What lies in the source, as large as the frame and cut off at its edge."""
    scale = (frame[2] - frame[0]) / (source[2] - source[0])
    near = {code: shape for code, shape in exact.items() if shape.intersects(shapely.box(*source))}
    large = _each(near, lambda pairs: (pairs - source[:2]) * scale + frame[:2])
    cut = {code: _cut(shape, frame) for code, shape in _simplified(large).items()}
    return {code: shape for code, shape in cut.items() if not shape.is_empty}


def _cut(shape: MultiPolygon, frame: Box) -> MultiPolygon:
    """What of a shape lies in a frame, without the points and lines of a mere touch."""
    parts = _polygons(shapely.get_parts(shapely.clip_by_rect(shape, *frame)).tolist())
    return shapely.MultiPolygon([*parts])


def _polygons(parts: Iterable[object]) -> Iterable[Polygon]:
    return (part for part in parts if isinstance(part, shapely.Polygon))


def _within(shapes: Drawn, source: Box) -> tuple[str, ...]:
    return tuple(
        code
        for code, shape in shapes.items()
        if 2 * shapely.clip_by_rect(shape, *source).area >= shape.area
    )
