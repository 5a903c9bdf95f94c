"""Names on a map: in the municipality where they fit, else in the sea beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from fmkwave.render.lettering import text_width

if TYPE_CHECKING:
    from shapely import Point, Polygon
    from shapely.geometry.base import BaseGeometry

    from fmkwave.render.geolayout import Box, Drawn

_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0)
_BESIDE = 9.0
# A line takes this much of the size of its letters in height.
_LINE = 1.1
# So much wider than Arial is what some machines draw in its place.
_SPARE = 1.1
# Places tried across a shape and down it: the middle is one.
_GRID = 29
# As much ground as is wanted around a centroid, as a share of the most there is around a point.
_MIDDLE = 0.7
_AIR = 2.0


class Text(NamedTuple):
    """What is to be said of a municipality: its name, and the mark of its class."""

    name: str
    mark: str


class Label(NamedTuple):
    """A text of one or more lines around a point.

    Attributes:
        inside: Whether it stands on the municipality's own ground, not beside it.
        whole: Whether it says the name, not the mark alone.
    """

    code: str
    x: float
    y: float
    size: float
    lines: tuple[str, ...]
    inside: bool
    whole: bool

    @property
    def box(self) -> Box:
        """What it covers."""
        return _box(self.x, self.y, *_extent(self.lines, self.size))

    @property
    def baselines(self) -> list[tuple[float, str]]:
        """Each line with the height of its baseline."""
        first = self.y - (len(self.lines) - 1) / 2 * self.size * _LINE
        # Capitals are about 0.7 of the size high: their middle is on the line's.
        middle = first + 0.35 * self.size
        return [(middle + at * self.size * _LINE, line) for at, line in enumerate(self.lines)]


def labels(
    shapes: Drawn, texts: Mapping[str, Text], room: Box, taken: Iterable[Box] = ()
) -> list[Label]:
    """A label for each municipality that has room for one: its name, or at least its mark.

    Args:
        shapes: As drawn, by code.
        texts: What is said, by code; a municipality that is not in it gets no label.
        room: Where labels may stand.
        taken: Where none may stand.
    """
    ground = shapely.STRtree([*shapes.values()])
    blocked = [shapely.box(*box) for box in taken]
    open_ground = shapely.box(*room).difference(shapely.union_all(blocked))
    free = shapely.intersection([shapes[code] for code in texts], open_ground)
    placed = {
        code: label
        for (code, text), shape in zip(texts.items(), free, strict=True)
        if (label := _inside(code, shape, text))
    }
    for code, text in texts.items():
        if code not in placed or not placed[code].whole:
            for label in _beside(code, shapes[code], text):
                box = shapely.box(*label.box)
                if _free(box, shapely.box(*room), ground, blocked):
                    placed[code] = label
                    blocked.append(box)
                    break
    return [placed[code] for code in texts if code in placed]


def _free(box: Polygon, room: Polygon, ground: shapely.STRtree, blocked: list[Polygon]) -> bool:
    on_ground = len(ground.query(box, predicate="intersects")) > 0
    return room.contains(box) and not on_ground and not any(box.intersects(one) for one in blocked)


def _inside(code: str, shape: BaseGeometry, text: Text) -> Label | None:
    """The largest label that fits into the largest part of a shape."""
    part = _largest(shape)
    shapely.prepare(part)
    whole = [(lines, size) for size in _SIZES for lines in _wordings(text)]
    mark = [((text.mark,), size) for size in _SIZES]
    for lines, size in (*whole, *mark):
        centre = _centre(part, *_extent(lines, size))
        if centre is not None:
            says_name = lines != (text.mark,)
            return Label(code, *centre, size, lines, inside=True, whole=says_name)
    return None


def _largest(shape: BaseGeometry) -> Polygon:
    """The largest part of a shape; without any, what no text fits into."""
    parts: list[Polygon] = shapely.get_parts(shape).tolist()
    return max(parts, key=shapely.area, default=shapely.Polygon())


def _wordings(text: Text) -> list[tuple[str, ...]]:
    """The name and the mark on one line, or on two: broken at a hyphen, else before the mark."""
    first, hyphen, rest = text.name.partition("-")
    broken = (f"{first}-", f"{rest} {text.mark}") if hyphen else (text.name, text.mark)
    return [(f"{text.name} {text.mark}",), broken]


def _centre(part: Polygon, wide: float, high: float) -> tuple[float, float] | None:
    """Where in a shape a box fits, as near to the shape's middle as may be."""
    west, north, east, south = part.bounds
    if not (wide <= east - west and high <= south - north):
        return None
    across = np.linspace(west + wide / 2, east - wide / 2, _GRID)
    down = np.linspace(north + high / 2, south - high / 2, _GRID)
    x, y = (grid.ravel() for grid in np.meshgrid(across, down))
    fits = shapely.contains(
        part, shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    )
    if not fits.any():
        return None
    middle = _middle(part)
    nearest = np.hypot(x[fits] - middle.x, y[fits] - middle.y).argmin()
    return float(x[fits][nearest]), float(y[fits][nearest])


def _middle(part: Polygon) -> Point:
    """The middle of a shape: its centroid, unless there is far more ground around another point."""
    widest = shapely.maximum_inscribed_circle(part, 1.0)
    centroid = part.centroid
    around = part.exterior.distance(centroid) if part.contains(centroid) else 0.0
    return centroid if around > _MIDDLE * widest.length else shapely.Point(widest.coords[0])


def _beside(code: str, shape: BaseGeometry, text: Text) -> Iterable[Label]:
    """Labels east, west, south and north of a shape."""
    lines = (f"{text.name} {text.mark}",)
    wide, high = _extent(lines, _BESIDE)
    part = _largest(shape)
    west, north, east, south = part.bounds
    x, y = (west + east) / 2, (north + south) / 2
    # East and west as near as the shape comes at that height.
    west, _, east, _ = shapely.clip_by_rect(part, west, y - high / 2, east, y + high / 2).bounds
    sides = (
        (east + _AIR + wide / 2, y),
        (west - _AIR - wide / 2, y),
        (x, south + _AIR + high / 2),
        (x, north - _AIR - high / 2),
    )
    return (Label(code, *side, _BESIDE, lines, inside=False, whole=True) for side in sides)


def _extent(lines: Sequence[str], size: float) -> tuple[float, float]:
    """Width and height of some lines of text."""
    return _SPARE * max(text_width(line, size) for line in lines), len(lines) * size * _LINE


def _box(x: float, y: float, wide: float, high: float) -> Box:
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2
