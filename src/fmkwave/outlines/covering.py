"""Outlines that cannot be those of units: larger than any country, or drawn over each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import shapely

from fmkwave.inputs.report import Report
from fmkwave.texts import Amount, message

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

_RADIUS = 6371.0
"""Of the earth, in km."""

_LARGEST = 20_000_000
"""Square kilometres; Russia has 17 million."""

_HALF = 0.5
_TOLD = 5
"""Faults of one kind, after which no more are looked for."""

_CROWDED = 30
"""Outlines whose rectangles meet that of another one, on average; of real ones there are some 6."""


def check_covering(shapes: Mapping[str, Polygon | MultiPolygon], report: Report) -> None:
    """Report outlines that no unit has, whose borders it would take very long to compare.

    Args:
        shapes: By code, in degrees of longitude and latitude (WGS 84).
        report: Takes the faults.
    """
    codes = sorted(shapes)
    level = shapely.transform(np.array([shapes[code] for code in codes], dtype=object), _level)
    areas = shapely.area(level)
    too_large = [at for at, area in enumerate(areas.tolist()) if area > _LARGEST]
    for at in too_large[:_TOLD]:
        text = message(
            "the outline of {code} covers {area} km², which is more than any country has",
            code=codes[at],
            area=Amount(round(areas[at])),
        )
        report.fault(0, text)
    if too_large:
        return
    if len(codes) > 1 and _is_crowded(level):
        report.fault(
            0, message("most of the outlines lie over each other; each unit needs its own")
        )
        return
    for one, other in islice(_covering(level, areas), _TOLD):
        text = message(
            "the outlines of {first} and {second} cover each other for the most part",
            first=codes[one],
            second=codes[other],
        )
        report.fault(0, text)


def _level(pairs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Degrees in km on a map that keeps areas."""
    longitude, latitude = np.radians(pairs).T
    return _RADIUS * np.column_stack((longitude, np.sin(latitude)))


def _is_crowded(level: NDArray[np.object_]) -> bool:
    tree = shapely.STRtree(level)
    met = 0
    for shape in level:
        met += len(tree.query(shape))
        if met > _CROWDED * len(level):
            return True
    return False


def _covering(
    level: NDArray[np.object_], areas: Sequence[float] | NDArray[np.float64]
) -> Iterator[tuple[int, int]]:
    """Pairs that have more than half of the larger one's ground in common, by number."""
    tree = shapely.STRtree(level)
    for one, shape in enumerate(level):
        for other in sorted(tree.query(shape).tolist()):
            least = _HALF * max(areas[one], areas[other])
            # Most neighbours are of other sizes, or meet in a small part of their rectangles.
            if one < other and min(areas[one], areas[other]) > least:
                common = shapely.box(*shape.bounds).intersection(shapely.box(*level[other].bounds))
                if common.area > least and shape.intersection(level[other]).area > least:
                    yield one, other
