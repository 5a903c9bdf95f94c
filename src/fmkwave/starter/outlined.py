"""A new folder for the units that a file of outlines shows."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.inputs.wording import some
from fmkwave.names import fold
from fmkwave.parts import ADJACENCY, MUNICIPALITIES
from fmkwave.starter.content import UPTAKE, Content, Place
from fmkwave.texts import Message, counted, few, joined, message

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

    from fmkwave.outlines.contiguity import Contiguity, Doubt, Pair
    from fmkwave.outlines.units import Units

LAND, CROSSING = "land", "crossing"
"""The kinds of link in templates/programme.yaml."""

_REGION = "Everywhere"
_WIDTH = 98
_LISTED = 5
# About a metre.
_DECIMALS = 5

_TAKE_IN = (
    "Pairs that come near each other without a clear border in common are left out by a #; take it "
    "away from those who are neighbours."
)

Listing = Callable[[Iterable[str]], str]
Linked = Mapping[str, tuple[str, ...]]
Doubtful = Mapping[str, tuple[tuple[str, str], ...]]


class Outlined(NamedTuple):
    """The content of a folder, and what the user has to know of how it was found."""

    content: Content
    notes: tuple[Message, ...]


def outlined(units: Units, name: str, tolerance: float | None = None) -> Outlined:
    """What the files of a new folder hold for the units of a file of outlines.

    Units that share a border are linked by land. Of what the outlines do not show nothing is made
    up: the questionnaire is blank, shares are 0, and there are no vendors.

    Args:
        units: The units.
        name: Of the roll-out.
        tolerance: Metres within which two borders count as one; if None, as many as usual.
    """
    from fmkwave.outlines.contiguity import TOLERANCE, contiguity
    from fmkwave.starter.tiles import lay_out

    found = contiguity(units.shapes, tolerance or TOLERANCE)
    names = {unit.code: unit.name for unit in units.units}
    regions = _regions(units)
    labels = {unit.code: _label(units.shapes.get(unit.code)) for unit in units.units}
    tiles = lay_out(labels, found.borders)
    places = tuple(
        Place(
            unit.code,
            unit.name,
            regions[unit.code],
            unit.population or 0,
            labels[unit.code],
            tiles[unit.code],
        )
        for unit in units.units
    )
    shares = {"municipality": names.values(), "region": regions.values()}
    lacks = tuple(_lacks(units))
    land, doubtful = _land(found, names)
    content = Content(
        name=name,
        story=f"Made by `fmkwave init` from the outlines in {units.file}. The weights are an "
        "example, and nobody has answered yet.",
        source="Blank, made by `fmkwave init`; to be filled in",
        basis="public",
        origin=f"The outlines in {units.file}; say here who publishes them",
        places=places,
        links={LAND: land, CROSSING: {}},
        doubtful={LAND: doubtful},
        answers={},
        shares={section: dict.fromkeys(shares[per], "0") for section, per in UPTAKE.items()},
        vendors=(),
        remarks={
            MUNICIPALITIES: _comment(lacks),
            LAND: _comment([_TAKE_IN] if doubtful else []),
            CROSSING: _comment(_islands(found, names, ", ".join)),
        },
    )
    told = (*lacks, *_doubts(found, names), *_islands(found, names, some))
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


def _land(found: Contiguity, names: Mapping[str, str]) -> tuple[Linked, Doubtful]:
    """By name, whom each is linked to, and whom it may be linked to besides.

    A pair is under the lower code, but a doubtful one under an end that has links, if there is one.
    """
    links: dict[str, list[str]] = {}
    for first, second in found.borders:
        links.setdefault(first, []).append(names[second])
    doubtful: dict[str, list[tuple[str, str]]] = {}
    for (first, second), doubt in found.doubtful.items():
        at, other = (second, first) if second in links and first not in links else (first, second)
        doubtful.setdefault(at, []).append((names[other], _why(doubt)))
    return (
        {names[code]: tuple(links.get(code, ())) for code in sorted(links.keys() | doubtful)},
        {names[code]: tuple(others) for code, others in doubtful.items()},
    )


def _why(doubt: Doubt) -> Message:
    match doubt.kind:
        case "gap":
            return message("{metres} m apart", metres=doubt.metres)
        case "short":
            return message("{metres} m of border in common", metres=doubt.metres)
        case "overlap":
            return message("one covers ground of the other")
    return message("they meet in a point")


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


def _doubts(found: Contiguity, names: Mapping[str, str]) -> Iterable[Message]:
    """Who comes near each other without a border in common."""
    if found.doubtful:
        pairs = [
            joined("", (_pair(pair, names), " (", _why(doubt), ")"))
            for pair, doubt in found.doubtful.items()
        ]
        yield counted(
            "{number} pair comes near each other without a clear border in common and is not "
            "linked; if they are neighbours, take away its # in {file}: {pairs}",
            "{number} pairs come near each other without a clear border in common and are not "
            "linked; take away the # of those who are neighbours in {file}: {pairs}",
            len(found.doubtful),
            file=ADJACENCY,
            pairs=few(pairs, _LISTED),
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


def _comment(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts as lines of comment, in which no name is broken at its hyphen."""
    wrapped = (textwrap.wrap(text, _WIDTH, break_on_hyphens=False) for text in texts)
    return tuple(line for lines in wrapped for line in lines)
