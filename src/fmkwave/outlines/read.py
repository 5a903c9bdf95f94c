"""A file of outlines to one shape for each municipality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.errors import Fault, InputError, UsageError
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import some, visible
from fmkwave.model import Inputs
from fmkwave.outlines.codes import Owners, find_owners
from fmkwave.outlines.collection import Collection, read_collection
from fmkwave.texts import Message, counted, message

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

    from fmkwave.outlines.shapes import Reader


class Outlines(NamedTuple):
    """The municipalities' outlines.

    Attributes:
        file: The file's name, as it can be shown.
        shapes: By code, in the order of the codes: what each covers, in degrees of longitude and
            latitude (WGS 84). A municipality that the file has no outline of is not in it.
        warnings: What is doubtful but no fault.
    """

    file: str
    shapes: Mapping[str, Polygon | MultiPolygon]
    warnings: tuple[Fault, ...]


def read_outlines(path: Path, inputs: Inputs) -> Outlines:
    """The outlines in a GeoJSON file.

    Any property may hold the municipality's code, as text or number; several features of one
    municipality are put together. Coordinates are WGS 84 (RFC 7946), or what the member ``crs``
    of older files names.

    Args:
        path: The file.
        inputs: The municipalities there are.

    Raises:
        UsageError: if the extra ``geo`` is not installed.
        InputError: if the file cannot be used; it carries every fault.
    """
    require_extra()
    report = Report(str(path))
    shapes = _shapes(path, inputs, report)
    if report.faults:
        raise InputError(sorted(report.faults))
    return Outlines(visible(path.name), shapes, tuple(report.warnings))


def require_extra(*more: str) -> None:
    """Refuse to go on without the extra ``geo``.

    Args:
        more: Packages needed beside those that read outlines.

    Raises:
        UsageError: if it is not installed.
    """
    try:
        for package in ("pyproj", "shapely", *more):
            import_module(package)
    except ImportError:
        command = "pip install 'fmkwave[geo]'"
        raise UsageError(
            message("Outlines need packages that are not installed: {command}", command=command)
        ) from None


def _shapes(path: Path, inputs: Inputs, report: Report) -> dict[str, Polygon | MultiPolygon]:
    from fmkwave.outlines.shapes import require_longitude_first, shape_reader

    collection = read_collection(path, report)
    reader = shape_reader(collection.crs, report) if collection else None
    owners = find_owners(collection.features, inputs.municipalities, report) if collection else None
    if collection is None or reader is None or owners is None:
        return {}
    shapes = united(collection, owners, reader, report)
    if not shapes and not report.faults:
        report.fault(0, message("no municipality's outline covers any ground"))
    if not report.faults:
        require_longitude_first(shapes, inputs.municipalities, report)
        _warn_of_missing(inputs, shapes, report)
    return shapes


def united(
    collection: Collection, owners: Owners, reader: Reader, report: Report
) -> dict[str, Polygon | MultiPolygon]:
    """What each municipality covers, by code; all its features together.

    Args:
        collection: The features.
        owners: Whose outline each of them is.
        reader: Reads their coordinates.
        report: Takes the faults, and a warning of repairs.
    """
    from fmkwave.outlines.shapes import OddGeometryError, unite

    parts: dict[str, list[Polygon]] = {code: [] for code in sorted(set(owners.codes.values()))}
    repaired: dict[str, bool] = {}
    odd: dict[str, list[tuple[int, Message]]] = {}
    for feature in collection.features:
        code = owners.codes.get(feature.number)
        if code is None:
            continue
        try:
            read = reader.read(feature.geometry)
        except OddGeometryError as error:
            odd.setdefault(error.text.template, []).append((feature.number, error.text))
        else:
            parts[code] += read.polygons
            repaired[code] = repaired.get(code, False) or read.repaired
    for alike in odd.values():
        report.fault(0, _odd(alike))
    _warn_of_repairs([code for code in parts if repaired.get(code)], report)
    return {code: unite(found) for code, found in parts.items() if found}


def _odd(alike: Sequence[tuple[int, Message]]) -> Message:
    """One message for all features that have one thing wrong, with the first as the example."""
    return counted(
        "feature {features}: {fault}",
        "features {features}: {fault}",
        len(alike),
        features=some(number for number, _text in alike),
        fault=alike[0][1],
    )


def _warn_of_repairs(codes: Sequence[str], report: Report) -> None:
    if codes:
        text = counted(
            "the outline of {number} municipality crosses itself and was repaired: {codes}",
            "the outlines of {number} municipalities cross themselves and were repaired: {codes}",
            len(codes),
            codes=some(codes),
        )
        report.warn(0, text)


def _warn_of_missing(inputs: Inputs, shapes: Mapping[str, object], report: Report) -> None:
    missing = inputs.in_danish_order(inputs.municipalities.keys() - shapes.keys())
    if missing:
        text = counted(
            "{number} municipality has no outline here and is not drawn: {names}",
            "{number} municipalities have no outline here and are not drawn: {names}",
            len(missing),
            names=some(inputs.name(code) for code in missing),
        )
        report.warn(0, text)
