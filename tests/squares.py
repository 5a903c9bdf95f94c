"""Invented outlines for the small folder: squares that share borders, as GeoJSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Ring = list[list[float]]
Document = dict[str, Any]

CORNERS: Mapping[str, tuple[float, float]] = {
    "0101": (10.0, 55.0),
    "0102": (11.0, 55.0),
    "0103": (10.0, 56.0),
    "0420": (11.0, 56.0),
    "0430": (10.0, 57.0),
    # The label of Øster-Holm is in it.
    "0440": (12.0, 55.0),
}
"""The south-western corner of each municipality's square of one degree."""


def ring(west: float, south: float, side: float = 1.0) -> Ring:
    """The corners of a square, against the clock and closed."""
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(west: float, south: float, side: float = 1.0) -> Document:
    """A square as a geometry."""
    return {"type": "Polygon", "coordinates": [ring(west, south, side)]}


def feature(geometry: object, **properties: object) -> Document:
    """A feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: object, **members: object) -> Document:
    """A collection of features."""
    return {"type": "FeatureCollection", **members, "features": [*features]}


def squares(**geometries: object) -> Document:
    """A square for each municipality, or the geometry given as ``_0101``."""
    return collection(
        *(
            feature(geometries.get(f"_{code}", polygon(*corner)), kommunekode=code)
            for code, corner in CORNERS.items()
        )
    )
