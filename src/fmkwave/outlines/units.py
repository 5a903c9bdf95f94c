"""A file of outlines to the units of a new programme: codes and names out of its properties."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.alike import MANY
from fmkwave.errors import Fault, InputError
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import no_name, show, some, visible
from fmkwave.outlines.apart import Unit, told_apart
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
from fmkwave.texts import Message, counted, joined, message

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

_SHOWN = 3
Alike = dict[str, list[tuple[str, Message]]]
"""Faults with the code of the unit that has each, by what they have in common."""

_HEADCOUNT = re.compile(r"[0-9]{1,9}")


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
    require_extra()
    from fmkwave.outlines.covering import check_covering
    from fmkwave.outlines.shapes import shape_reader

    report = Report(str(path))
    collection = read_collection(path, report)
    reader = shape_reader(collection.crs, report) if collection else None
    told = find_properties(collection.features, properties, report) if collection else None
    if collection is None or reader is None or told is None or report.faults:
        raise InputError(sorted(report.faults))
    units, owners = _units(collection, told, report)
    shapes = united(collection, owners, reader, report)
    if not report.faults:
        check_covering(shapes, report)
    if not shapes and not report.faults:
        report.fault(0, message("no unit's outline covers any ground"))
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
        code = plain_text(feature.value(told[CODE]))
        if A_CODE.fullmatch(code):
            owners[feature.number] = code
            features.setdefault(code, []).append(feature)
        else:
            found = show(code or feature.value(told[CODE]) or None)
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
    alike: Alike = {}
    units = [_unit(code, found, told, alike) for code, found in sorted(features.items())]
    for faults in alike.values():
        _tell(faults, report)
    return told_apart(units, report), Owners(told[CODE], owners)


def _tell(faults: Sequence[tuple[str, Message]], report: Report) -> None:
    """Faults of one kind, each by itself if they are few; else one, and which units have it too."""
    if len(faults) <= MANY:
        for _code, text in faults:
            report.fault(0, text)
        return
    text = message(
        "{first} ({number} more like it: {codes})",
        first=faults[0][1],
        number=len(faults) - 1,
        codes=some(code for code, _text in faults[1:]),
    )
    report.fault(0, text)


def _unit(code: str, features: Sequence[Feature], told: Mapping[str, str], alike: Alike) -> Unit:
    name, region = (
        " ".join(_value(code, what, features, told, alike).split()) for what in (NAME, REGION)
    )
    if not name:
        text = message("code {code} has no name in {property}", **_seen(code, told, NAME))
        _add(alike, code, text)
    for trouble in filter(None, map(no_name, (name, region))):
        text = message("the name or region of {code}: {trouble}", code=code, trouble=trouble)
        _add(alike, code, text)
    population = _value(code, POPULATION, features, told, alike)
    if population and not _HEADCOUNT.fullmatch(population):
        text = message(
            "the population of {code} is {found}, but a whole number is expected",
            code=code,
            found=show(population),
        )
        _add(alike, code, text)
        population = ""
    return Unit(
        code,
        name,
        region or None,
        int(population) if population else None,
    )


def _value(
    code: str, what: str, features: Sequence[Feature], told: Mapping[str, str], alike: Alike
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
        _add(alike, code, text)
    return texts[0]


def _add(alike: Alike, code: str, text: Message) -> None:
    alike.setdefault(text.template, []).append((code, text))


def _seen(code: str, told: Mapping[str, str], what: str) -> dict[str, str]:
    return {"code": code, "property": show(told[what])}


def _warn_of_shapeless(units: Sequence[Unit], report: Report) -> None:
    if units:
        text = counted(
            "{number} unit has no outline, and so no links: {names}",
            "{number} units have no outline, and so no links: {names}",
            len(units),
            names=some(unit.name for unit in units),
        )
        report.warn(0, text)
