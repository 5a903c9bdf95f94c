"""A file of outlines to the units of a new programme: codes and names out of its properties."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.errors import Fault, InputError
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show, some, visible
from fmkwave.names import fold
from fmkwave.outlines.codes import Owners, plain_text
from fmkwave.outlines.collection import Collection, Feature, read_collection
from fmkwave.outlines.properties import (
    A_CODE,
    CODE,
    NAME,
    POPULATION,
    REGION,
    find_properties,
    values_of,
)
from fmkwave.outlines.read import require_extra, united
from fmkwave.texts import counted, joined, message

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

_SHOWN = 3
_HEADCOUNT = re.compile(r"[0-9]{1,9}")


class Unit(NamedTuple):
    """A unit that the outlines show; its region and population are None where nothing tells."""

    code: str
    name: str
    region: str | None
    population: int | None


class Units(NamedTuple):
    """The units of a file of outlines.

    Attributes:
        file: The file's name, as it can be shown.
        units: In the order of their codes.
        shapes: By code: what each covers, in degrees of longitude and latitude (WGS 84); a unit
            without an outline is not in it.
        warnings: What is doubtful but no fault.
    """

    file: str
    units: tuple[Unit, ...]
    shapes: Mapping[str, Polygon | MultiPolygon]
    warnings: tuple[Fault, ...]


def read_units(path: Path, properties: Mapping[str, str]) -> Units:
    """The units in a GeoJSON file, whose features of one code are one unit.

    Args:
        path: The file.
        properties: The property that holds the ``code``, the ``name``, the ``region`` and the
            ``population``, each only if the user named it. Else they are found under their own
            name, and code and name also under another one where only that can be meant.

    Raises:
        UsageError: if the extra ``geo`` is not installed.
        InputError: if the file cannot be used; it carries every fault.
    """
    require_extra("geopandas", "libpysal")
    from fmkwave.outlines.shapes import shape_reader

    report = Report(str(path))
    collection = read_collection(path, report)
    reader = shape_reader(collection.crs, report) if collection else None
    told = find_properties(collection.features, properties, report) if collection else None
    if collection is None or reader is None or told is None or report.faults:
        raise InputError(sorted(report.faults))
    units, owners = _units(collection, told, report)
    shapes = united(collection, owners, reader, report)
    _warn_of_shapeless([one for one in units if one.code not in shapes], report)
    if report.faults:
        raise InputError(sorted(report.faults))
    return Units(visible(path.name), units, shapes, tuple(report.warnings))


def _units(
    collection: Collection, told: Mapping[str, str], report: Report
) -> tuple[tuple[Unit, ...], Owners]:
    """The units, in the order of their codes, and whose outline each feature is."""
    owners: dict[int, str] = {}
    features: dict[str, list[Feature]] = {}
    wrong: dict[str, list[int]] = {}
    for feature in collection.features:
        code = plain_text(feature.properties.get(told[CODE]))
        if A_CODE.fullmatch(code):
            owners[feature.number] = code
            features.setdefault(code, []).append(feature)
        else:
            found = show(code or feature.properties.get(told[CODE]) or None)
            wrong.setdefault(found, []).append(feature.number)
    for found, numbers in wrong.items():
        text = counted(
            "feature {features}: {property} is {found}, but a code of letters, digits and hyphens "
            "is expected",
            "features {features}: {property} is {found}, but a code of letters, digits and "
            "hyphens is expected",
            len(numbers),
            features=some(numbers),
            property=show(told[CODE]),
            found=found,
        )
        report.fault(0, text)
    units = [_unit(code, found, told, report) for code, found in sorted(features.items())]
    _check_names(units, report)
    return tuple(units), Owners(told[CODE], owners)


def _unit(code: str, features: Sequence[Feature], told: Mapping[str, str], report: Report) -> Unit:
    name = _value(code, NAME, features, told, report)
    if not name:
        report.fault(0, message("code {code} has no name in {property}", **_seen(code, told, NAME)))
    population = _value(code, POPULATION, features, told, report)
    if population and not _HEADCOUNT.fullmatch(population):
        text = message(
            "the population of {code} is {found}, but a whole number is expected",
            code=code,
            found=show(population),
        )
        report.fault(0, text)
        population = ""
    return Unit(
        code,
        visible(name),
        visible(_value(code, REGION, features, told, report)) or None,
        int(population) if population else None,
    )


def _value(
    code: str, what: str, features: Sequence[Feature], told: Mapping[str, str], report: Report
) -> str:
    """What the features of one unit say of it; empty if nothing does."""
    if what not in told:
        return ""
    texts = [*dict.fromkeys(values_of(features, told[what]))]
    if len(texts) > 1:
        text = message(
            "the features of {code} differ in {property}: {values}",
            **_seen(code, told, what),
            values=joined(", ", (show(text or None) for text in texts[:_SHOWN])),
        )
        report.fault(0, text)
    return texts[0]


def _seen(code: str, told: Mapping[str, str], what: str) -> dict[str, str]:
    return {"code": code, "property": show(told[what])}


def _check_names(units: Sequence[Unit], report: Report) -> None:
    """A fault for each name that two units have, however it is spelt, or that is a code."""
    seen: dict[str, Unit] = {}
    by_code = {unit.code: unit for unit in units}
    for unit in units:
        other = seen.setdefault(fold(unit.name), unit)
        if other is not unit and unit.name:
            text = message(
                "{one} (code {first}) and {other} (code {second}) count as the same name, but each "
                "needs one of its own",
                one=other.name,
                first=other.code,
                other=unit.name,
                second=unit.code,
            )
            report.fault(0, text)
        if by_code.get(unit.name, unit) is not unit:
            text = message(
                "the name of code {code} is {name}, which is the code of another one",
                code=unit.code,
                name=unit.name,
            )
            report.fault(0, text)


def _warn_of_shapeless(units: Sequence[Unit], report: Report) -> None:
    if units:
        text = counted(
            "{number} unit has no outline, and so no links: {names}",
            "{number} units have no outline, and so no links: {names}",
            len(units),
            names=some(unit.name for unit in units),
        )
        report.warn(0, text)
