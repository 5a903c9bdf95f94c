"""What the files of a new folder hold, before it is text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

QUARTERS = ("2027-Q1", "2027-Q2", "2027-Q3")
"""The waves' quarters."""

BEFORE = "2026-Q4"
"""The quarter before them."""

QUESTIONS = ("contact", "funding", "training")
"""The questions of the programme in templates/programme.yaml."""

UPTAKE = {"schools": "municipality", "archives": "region"}
"""Its uptake weights, and what each is known per."""


class Place(NamedTuple):
    """A municipality, or whatever else the roll-out reaches.

    Attributes:
        label: A point inside it, latitude and longitude in degrees.
        tile: Column and row on the map.
    """

    code: str
    name: str
    region: str
    population: int
    label: list[float] | None = None
    tile: list[int] | None = None


class Seller(NamedTuple):
    """A vendor: counts by quarter, and quarters agreed by customer."""

    name: str
    release: str
    go_lives: Mapping[str, int]
    customers: tuple[str, ...]
    agreements: Mapping[str, str]


class Content(NamedTuple):
    """A new folder.

    Attributes:
        name: Of the roll-out.
        story: What README.md says of where it comes from.
        source: What the files with invented content say of theirs.
        basis: Of municipalities.yaml and adjacency.yaml.
        origin: Their source.
        places: In the order of their codes.
        links: Per kind of link, those that a place is linked to, by name.
        answers: By code, an answer to each question and the wish, each empty for none.
        shares: Per uptake weight, the share by name.
        remarks: Lines of comment to show in a file, or in a section of adjacency.yaml.
        doubtful: Per kind of link and name, who may be linked to it besides, each with the reason
            for the doubt; they are written as comments.
    """

    name: str
    story: str
    source: str
    basis: str
    origin: str
    places: tuple[Place, ...]
    links: Mapping[str, Mapping[str, tuple[str, ...]]]
    answers: Mapping[str, tuple[str, ...]]
    shares: Mapping[str, Mapping[str, str]]
    vendors: tuple[Seller, ...]
    remarks: Mapping[str, tuple[str, ...]]
    doubtful: Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]] = {}

    @property
    def regions(self) -> list[str]:
        """The regions, in the order in which they occur."""
        return list(dict.fromkeys(place.region for place in self.places))

    @property
    def sizes(self) -> list[int]:
        """The waves' sizes: as even as can be, the first ones no larger than the last."""
        number = len(self.places)
        return [(number + at) // len(QUARTERS) for at in range(len(QUARTERS))]

    def without_answers(self) -> Content:
        """The same with a questionnaire that nobody has filled in."""
        return self._replace(answers={})
