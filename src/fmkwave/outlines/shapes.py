"""Coordinates to valid shapes in degrees of longitude and latitude (WGS 84)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely

from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show
from fmkwave.texts import Message, message

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from fmkwave.model import Municipality

    Pairs = NDArray[np.float64]
    """Positions: one row each, longitude and latitude, or easting and northing."""

WGS84 = "OGC:CRS84"
"""WGS 84 with longitude first, as RFC 7946 has it."""

# About a centimetre: what a change of coordinate system gives beyond that is noise.
_DECIMALS = 7
_RING = 4
_CONVERT = "ogr2ogr -s_srs SYSTEM -t_srs EPSG:4326 out.geojson in.geojson"
_LIMITS = (180, 90)

DANISH = "EPSG:25832"
_DENMARK = (440_000, 6_040_000, 900_000, 6_410_000)
"""Where Denmark lies in it: the least easting and northing, and the most."""
WEB = "EPSG:3857"
_DEGREES, _WORLD = 10_000, 20_037_509
"""More than any mistaken degrees, and half of the world's circumference on maps on the web."""


class Read(NamedTuple):
    """The valid polygons of a geometry, and whether they had to be repaired."""

    polygons: list[Polygon]
    repaired: bool


class Reader(NamedTuple):
    """Reads geometries in one coordinate system.

    Attributes:
        to_degrees: Takes coordinates to longitude and latitude; None where that is what they are.
    """

    to_degrees: Callable[[Pairs], Pairs] | None

    def read(self, geometry: object) -> Read:
        """What a geometry covers; what has no area covers nothing.

        Raises:
            OddGeometryError: if it cannot be read.
        """
        found: list[Polygon] = []
        repaired = False
        try:
            for rings in _rings(geometry):
                polygon = shapely.Polygon(rings[0], rings[1:])
                repaired = repaired or not polygon.is_valid
                found += _valid(self._in_degrees(polygon))
        except RecursionError:
            raise OddGeometryError(message("its geometries are nested too deeply")) from None
        return Read(found, repaired)

    def _in_degrees(self, polygon: Polygon) -> Polygon:
        degrees = (
            polygon if self.to_degrees is None else shapely.transform(polygon, self.to_degrees)
        )
        west, south, east, north = degrees.bounds
        longitude, latitude = _LIMITS
        if -longitude <= west <= east <= longitude and -latitude <= south <= north <= latitude:
            return degrees
        bounds = polygon.bounds
        x, y = (f"{value:.10g}" for value in bounds[:2])
        if self.to_degrees is not None:
            raise OddGeometryError(message("{x}, {y} is no place in the system of 'crs'", x=x, y=y))
        raise OddGeometryError(
            message(
                "{x}, {y} is no longitude and latitude in degrees, and the file does not say its "
                "coordinate system; ask its publisher{common}, and convert it, as with {command}",
                x=x,
                y=y,
                common=_common_systems(bounds),
                command=_CONVERT,
            )
        )


class OddGeometryError(Exception):
    """A geometry that cannot be read, and why."""

    def __init__(self, text: Message) -> None:
        self.text = text
        super().__init__(text)


def shape_reader(crs: object, report: Report) -> Reader | None:
    """The reader for the coordinate system that a file names; None, with a fault, for an odd one.

    Args:
        crs: The member ``crs`` of GeoJSON before RFC 7946; None for WGS 84.
        report: Takes the fault.
    """
    if crs is None:
        return Reader(None)
    from pyproj import CRS, Transformer
    from pyproj.exceptions import ProjError

    name = _name(crs)
    try:
        system = CRS.from_user_input(name)
        # GeoJSON has always had longitude or easting first, whatever the system itself says.
        transformer = Transformer.from_crs(system, WGS84, always_xy=True)
    except (ProjError, UnicodeEncodeError):
        text = message(
            "'crs' names {found}, which is no known coordinate system; {example} is one",
            found=show(name),
            example="EPSG:25832",
        )
        report.fault(0, text)
        return None
    if system.equals(CRS.from_user_input(WGS84), ignore_axis_order=True):
        return Reader(None)
    return Reader(lambda pairs: np.round(columns(transformer.transform(*pairs.T)), _DECIMALS))


def unite(polygons: Sequence[Polygon]) -> Polygon | MultiPolygon:
    """Polygons as one shape, wound by the right-hand rule of RFC 7946.

    They are as they were unless they share ground or a border: then they are merged.
    """
    whole = _together(polygons)
    if not whole.is_valid:
        whole = _together(shapely.get_parts(shapely.union_all(polygons)).tolist())
    return shapely.orient_polygons(whole)


def _together(polygons: Sequence[Polygon]) -> Polygon | MultiPolygon:
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def require_longitude_first(
    shapes: Mapping[str, Polygon | MultiPolygon],
    municipalities: Mapping[str, Municipality],
    report: Report,
) -> None:
    """A fault where the known points lie in the outlines only with the coordinates swapped."""
    straight = swapped = 0
    for code, shape in shapes.items():
        label = municipalities[code].label
        if label is not None:
            latitude, longitude = label
            straight += shape.intersects(shapely.Point(longitude, latitude))
            swapped += shape.intersects(shapely.Point(latitude, longitude))
    if swapped > straight:
        text = message(
            "the coordinates have latitude first, but GeoJSON has longitude first; swap them"
        )
        report.fault(0, text)


def _common_systems(bounds: tuple[float, ...]) -> Message:
    """The tail of a message: which systems in common use the coordinates would fit, if any."""
    west, south, east, north = bounds
    farthest = max(map(abs, bounds))
    if not _DEGREES < farthest <= _WORLD:
        return Message("")
    least_x, least_y, most_x, most_y = _DENMARK
    if least_x <= west <= east <= most_x and least_y <= south <= north <= most_y:
        return message(
            " (it may be {danish}, which fits Denmark, or {web}, that of maps on the web)",
            danish=DANISH,
            web=WEB,
        )
    return message(" (it may be {web}, that of maps on the web)", web=WEB)


def _name(crs: object) -> str:
    """The name of a coordinate system, as old GeoJSON writes it; else whatever is there."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    return str(properties.get("name", crs) if isinstance(properties, dict) else crs)


def columns(values: Sequence[Any]) -> Pairs:
    """Positions from a column for each coordinate, as pyproj returns them."""
    return np.column_stack(values)


def _rings(geometry: Any) -> Iterator[list[Pairs]]:  # noqa: ANN401 - whatever the file holds
    """The rings of each polygon of a geometry, the outer one first."""
    if geometry is None:
        return
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    match kind:
        case "GeometryCollection":
            for part in _list(geometry.get("geometries")):
                yield from _rings(part)
        case "Polygon":
            yield from _polygons([geometry.get("coordinates")])
        case "MultiPolygon":
            yield from _polygons(_list(geometry.get("coordinates")))
        case "Point" | "MultiPoint" | "LineString" | "MultiLineString":
            return
        case _:
            raise OddGeometryError(message("its geometry is of no known type"))


def _polygons(polygons: Sequence[object]) -> Iterator[list[Pairs]]:
    for polygon in polygons:
        rings = [_ring(ring) for ring in _list(polygon)]
        if rings:
            yield rings


def _ring(ring: object) -> Pairs:
    """The positions of a ring; heights, which old files have, are left out."""
    try:
        pairs = np.array([position[:2] for position in _list(ring)])
    except (KeyError, TypeError, ValueError):
        raise OddGeometryError(message("its coordinates are no lists of number pairs")) from None
    if pairs.ndim != len(_LIMITS) or pairs.shape[1] != len(_LIMITS) or pairs.dtype.kind not in "if":
        raise OddGeometryError(message("its coordinates are no lists of number pairs"))
    if len(pairs) < _RING:
        raise OddGeometryError(
            message(
                "a ring has {number} positions, but at least {least} are needed",
                number=len(pairs),
                least=_RING,
            )
        )
    if not np.isfinite(pairs).all():
        raise OddGeometryError(message("a coordinate is no finite number"))
    return pairs.astype(float)


def _list(found: object) -> list[Any]:
    if not isinstance(found, list):
        raise OddGeometryError(message("its coordinates are no lists of number pairs"))
    return found


def _valid(polygon: Polygon) -> list[Polygon]:
    """The polygon as valid ones, without what collapses to a line; itself if it is valid."""
    if polygon.is_valid:
        return [polygon]
    whole = shapely.make_valid(polygon, method="structure", keep_collapsed=False)
    return [part for part in shapely.get_parts(whole).tolist() if not part.is_empty]
