"""A new folder for the units that a file of outlines shows."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.inputs.wording import some
from fmkwave.names import fold
from fmkwave.parts import MUNICIPALITIES
from fmkwave.starter.content import UPTAKE, Content, Place
from fmkwave.texts import Message, counted

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

    from fmkwave.outlines.contiguity import Contiguity, Pair
    from fmkwave.outlines.units import Units

LAND, CROSSING = "land", "crossing"
"""The kinds of link in templates/programme.yaml."""

_REGION = "Everywhere"
_WIDTH = 98
# About a metre.
_DECIMALS = 5

Listing = Callable[[Iterable[str]], str]


class Outlined(NamedTuple):
    """The content of a folder, and what the user has to know of how it was found."""

    content: Content
    notes: tuple[Message, ...]


def outlined(units: Units, name: str) -> Outlined:
    """What the files of a new folder hold for the units of a file of outlines.

    Units that share a border are linked by land. Of what the outlines do not show nothing is made
    up: the questionnaire is blank, shares are 0, and there are no vendors.

    Args:
        units: The units.
        name: Of the roll-out.
    """
    from fmkwave.outlines.contiguity import contiguity

    found = contiguity(units.shapes)
    names = {unit.code: unit.name for unit in units.units}
    regions = _regions(units)
    places = tuple(
        Place(
            unit.code,
            unit.name,
            regions[unit.code],
            unit.population or 0,
            _label(units.shapes.get(unit.code)),
        )
        for unit in units.units
    )
    shares = {"municipality": names.values(), "region": regions.values()}
    lacks = tuple(_lacks(units))
    content = Content(
        name=name,
        story=f"Made by `fmkwave init` from the outlines in {units.file}. The weights are an "
        "example, and nobody has answered yet.",
        source="Blank, made by `fmkwave init`; to be filled in",
        basis="public",
        origin=f"The outlines in {units.file}; say here who publishes them",
        places=places,
        links={LAND: _links(found.borders, names), CROSSING: {}},
        answers={},
        shares={section: dict.fromkeys(shares[per], "0") for section, per in UPTAKE.items()},
        vendors=(),
        remarks={
            MUNICIPALITIES: _comment(lacks),
            LAND: _comment(_touching(found, names, ", ".join)),
            CROSSING: _comment(_islands(found, names, ", ".join)),
        },
    )
    told = (*lacks, *_touching(found, names, some), *_islands(found, names, some))
    return Outlined(content, told)


def _regions(units: Units) -> dict[str, str]:
    """Each unit's region, by its code; North and north are one, spelt as it is first."""
    told = {unit.code: unit.region or _REGION for unit in units.units}
    spelt: dict[str, str] = {}
    return {code: spelt.setdefault(fold(region), region) for code, region in told.items()}


def _label(shape: Polygon | MultiPolygon | None) -> list[float] | None:
    """A point inside a shape, latitude and longitude."""
    if shape is None:
        return None
    point = shape.representative_point()
    return [round(point.y, _DECIMALS), round(point.x, _DECIMALS)]


def _links(pairs: Iterable[Pair], names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    links: dict[str, tuple[str, ...]] = {}
    for first, second in pairs:
        links[names[first]] = (*links.get(names[first], ()), names[second])
    return links


def _lacks(units: Units) -> Iterable[Message]:
    """What no property tells."""
    no_region = sum(unit.region is None for unit in units.units)
    if no_region:
        yield counted(
            "{number} unit has no region that a property tells; it is put into {region}.",
            "{number} units have no region that a property tells; they are put into {region}.",
            no_region,
            region=_REGION,
        )
    no_population = sum(unit.population is None for unit in units.units)
    if no_population:
        yield counted(
            "{number} unit has no population that a property tells; it is written as 0.",
            "{number} units have no population that a property tells; it is written as 0.",
            no_population,
        )


def _touching(found: Contiguity, names: Mapping[str, str], listing: Listing) -> Iterable[Message]:
    """What does not share a border, and comes near to it."""
    from fmkwave.outlines.contiguity import NEAR

    if found.points:
        yield counted(
            "{number} pair meets in a point alone and is not linked: {pairs}",
            "{number} pairs meet in a point alone and are not linked: {pairs}",
            len(found.points),
            pairs=listing(_pair(pair, names) for pair in found.points),
        )
    if found.near:
        yield counted(
            "{number} pair shares no border, but overlaps or lies within {near} m; if they are "
            "neighbours, link them: {pairs}",
            "{number} pairs share no border, but overlap or lie within {near} m; link those who "
            "are neighbours: {pairs}",
            len(found.near),
            near=NEAR,
            pairs=listing(f"{_pair(pair, names)} ({m} m)" for pair, m in found.near.items()),
        )


def _islands(found: Contiguity, names: Mapping[str, str], listing: Listing) -> Iterable[Message]:
    if found.islands:
        yield counted(
            "{number} unit shares no border with any other; write its bridges and ferries under "
            "'{kind}' by hand: {names}",
            "{number} units share no border with any other; write their bridges and ferries under "
            "'{kind}' by hand: {names}",
            len(found.islands),
            kind=CROSSING,
            names=listing(names[code] for code in found.islands),
        )


def _pair(pair: Pair, names: Mapping[str, str]) -> str:
    return "–".join(names[code] for code in pair)


def _comment(texts: Iterable[Message]) -> tuple[str, ...]:
    """Texts as lines of comment, in which no name is broken at its hyphen."""
    wrapped = (textwrap.wrap(text, _WIDTH, break_on_hyphens=False) for text in texts)
    return tuple(line for lines in wrapped for line in lines)
