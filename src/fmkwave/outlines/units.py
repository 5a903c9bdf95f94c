"""A file of outlines to the units of a new programme: codes and names out of its properties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.errors import Fault, InputError
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show, some, visible
from fmkwave.names import did_you_mean, fold
from fmkwave.outlines.codes import Owners, plain_text, with_examples
from fmkwave.outlines.collection import Collection, Feature, read_collection
from fmkwave.outlines.read import require_extra, united
from fmkwave.texts import counted, joined, message

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

CODE, NAME, REGION, POPULATION = "code", "name", "region", "population"

_CODE = re.compile(r"[0-9A-Za-z-]+")
_DIGIT = re.compile(r"[0-9]")
_LETTER = re.compile(r"[^\W\d_]")
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
            ``population``, each only if the user named it. Code and name are found without, where
            only one property can be meant; the others only under their own name.

    Raises:
        UsageError: if the extra ``geo`` is not installed.
        InputError: if the file cannot be used; it carries every fault.
    """
    require_extra("geopandas", "libpysal")
    from fmkwave.outlines.shapes import shape_reader

    report = Report(str(path))
    collection = read_collection(path, report)
    reader = shape_reader(collection.crs, report) if collection else None
    told = _tellers(collection.features, properties, report) if collection else None
    if collection is None or reader is None or told is None or report.faults:
        raise InputError(sorted(report.faults))
    units, owners = _units(collection, told, report)
    shapes = united(collection, owners, reader, report)
    _warn_of_shapeless([one for one in units if one.code not in shapes], report)
    if report.faults:
        raise InputError(sorted(report.faults))
    return Units(visible(path.name), units, shapes, tuple(report.warnings))


def _tellers(
    features: Sequence[Feature], chosen: Mapping[str, str], report: Report
) -> Mapping[str, str] | None:
    """The property that tells each thing; None, with a fault, where code or name is not certain."""
    every = sorted({name for feature in features for name in feature.properties})
    for what, name in chosen.items():
        if name not in every:
            text = message(
                "{option} is {found}, but no feature has such a property{near}; found: "
                "{properties}",
                option=f"--{what}-property",
                found=show(name),
                near=did_you_mean(name, every),
                properties=with_examples(features, every),
            )
            report.fault(0, text)
    if report.faults:
        return None
    others = {one.casefold(): one for one in every if one.casefold() in (REGION, POPULATION)}
    if CODE in chosen and NAME in chosen:
        return {**others, **chosen}
    codes = [chosen[CODE]] if CODE in chosen else [one for one in every if _codes(features, one)]
    names = [chosen[NAME]] if NAME in chosen else [one for one in every if _names(features, one)]
    pairs = [pair for pair in product(codes, names) if _one_to_one(features, *pair)]
    pairs = _called(_called(pairs, 0, CODE), 1, NAME)
    if len(pairs) == 1:
        return {**others, **chosen, CODE: pairs[0][0], NAME: pairs[0][1]}
    text = message(
        "which properties hold the units' codes and names is not certain; name them with "
        "{code} and {name}; found: {properties}",
        code="--code-property",
        name="--name-property",
        properties=with_examples(features, every),
    )
    report.fault(0, text)
    return None


def _codes(features: Iterable[Feature], name: str) -> bool:
    """Whether a property may hold codes: not a word in it without a digit."""
    texts = _texts(features, name)
    return all(_CODE.fullmatch(text) and _DIGIT.search(text) for text in texts)


def _names(features: Iterable[Feature], name: str) -> bool:
    """Whether a property may hold names: letters in all of them, a digit in none."""
    texts = _texts(features, name)
    return all(_LETTER.search(text) and not _DIGIT.search(text) for text in texts)


def _texts(features: Iterable[Feature], name: str) -> list[str]:
    return [plain_text(feature.properties.get(name)) for feature in features]


def _one_to_one(features: Sequence[Feature], code: str, name: str) -> bool:
    """Whether each code has one name, and each name one code."""
    pairs = {*zip(_texts(features, code), _texts(features, name), strict=True)}
    return len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)


def _called(pairs: list[tuple[str, str]], at: int, name: str) -> list[tuple[str, str]]:
    """Of several pairs those whose property is called what it is looked for as; else all."""
    exact = [pair for pair in pairs if pair[at].casefold() == name]
    return exact or pairs


def _units(
    collection: Collection, told: Mapping[str, str], report: Report
) -> tuple[tuple[Unit, ...], Owners]:
    """The units, in the order of their codes, and whose outline each feature is."""
    owners: dict[int, str] = {}
    features: dict[str, list[Feature]] = {}
    wrong: dict[str, list[int]] = {}
    for feature in collection.features:
        code = plain_text(feature.properties.get(told[CODE]))
        if _CODE.fullmatch(code):
            owners[feature.number] = code
            features.setdefault(code, []).append(feature)
        else:
            wrong.setdefault(code, []).append(feature.number)
    for code, numbers in wrong.items():
        text = counted(
            "feature {features}: {property} is {found}, but a code of letters, digits and hyphens "
            "is expected",
            "features {features}: {property} is {found}, but a code of letters, digits and "
            "hyphens is expected",
            len(numbers),
            features=some(numbers),
            property=show(told[CODE]),
            found=show(code or None),
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
    texts = [*dict.fromkeys(_texts(features, told[what]))]
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


def _check_names(units: Iterable[Unit], report: Report) -> None:
    """A fault for each name that two units have, however it is spelt."""
    seen: dict[str, Unit] = {}
    for unit in units:
        other = seen.setdefault(fold(unit.name), unit)
        if other is not unit and unit.name:
            text = message(
                "{name} stands twice: with code {one} and with code {other}",
                name=unit.name,
                one=other.code,
                other=unit.code,
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
