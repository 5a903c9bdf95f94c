"""The municipalities, what is known of them, and all that a plan follows from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, NamedTuple

from pydantic import Field

from fmkwave.errors import Fault, at
from fmkwave.model.programme import Programme
from fmkwave.model.values import Basis, Code, Frozen, GridLine, Name, Share, Text, UnitName
from fmkwave.names import danish_key
from fmkwave.parts import ORIGIN, PLAN
from fmkwave.points import shown
from fmkwave.texts import Message, joined, message


class Municipality(Frozen):
    """A municipality as the public registers have it.

    Attributes:
        code: Letters, digits and hyphens.
        name: What people call it, by which files may name it.
        official_name: What it is called in full, by which files may name it as well.
        population: How many citizens it has.
        label: A point inside it, latitude and longitude in degrees (WGS 84).
        tile: Column and row of its tile on the map, from the upper left.
    """

    code: Code
    name: UnitName
    official_name: Name
    region: Name
    population: Annotated[int, Field(ge=0)]
    label: tuple[float, float] | None = None
    tile: tuple[GridLine, GridLine] | None = None


class Link(NamedTuple):
    """Two municipalities close to each other; codes in order, kind as in the link weights."""

    first: str
    second: str
    kind: str


class Questionnaire(Frozen):
    """One municipality's returned questionnaire; None stands for a question left blank."""

    answers: Mapping[str, str | None]
    wish: str | None = None


class Vendor(Frozen):
    """A supplier of the systems that the municipalities have to upgrade.

    Attributes:
        release: First period in which its release can go live.
        go_lives: The most go-lives it can carry, per period; a period not named has no limit.
        customers: Codes of the municipalities it serves.
        agreements: Quarter agreed with a customer, by code.
    """

    name: Text
    release: str
    go_lives: Mapping[str, Annotated[int, Field(ge=0)]]
    customers: tuple[str, ...]
    agreements: Mapping[str, str]


class Place(NamedTuple):
    """A line of a file, or a cell of a workbook, whose row is its line; 0 is the file as a whole.

    Attributes:
        cell: Sheet and cell of a workbook, such as ``Svar!C5``.
    """

    file: str
    line: int
    cell: str = ""

    def __str__(self) -> str:
        return at(self.file, self.line, self.cell)


class Source(Frozen):
    """What an input file says of itself, and the digests of its meaning.

    Attributes:
        meaning: SHA-256 of the canonical content: no comment, row order or spelling changes it.
        parts: A shorter digest of each part, by the keys of `fmkwave.parts`.
    """

    basis: Basis
    source: Text
    meaning: str
    parts: Mapping[str, str] = {}


class Demand(Frozen):
    """What somebody asks of one municipality, to see what comes of it.

    Attributes:
        code: The municipality.
        wave: The wave it must take, or keep out of.
        take: Whether it must take the wave.
    """

    code: str
    wave: int
    take: bool


class Departed(Frozen):
    """A municipality that a plan places and the inputs do not have under its code.

    Attributes:
        name: As the plan has it; empty where it has none.
        wave: Where the plan places it, as the waves are now.
        now: The code of the municipality of that name; None where there is none.
    """

    code: str
    name: str
    wave: int
    now: str | None = None


WHAT_IF = message("What if, not what the files say")
"""How the notice begins that is shown wherever something holds under a what-if."""


class Inputs(Frozen):
    """Everything a plan follows from.

    Attributes:
        municipalities: By code, in the order of the codes.
        links: Each pair once, in order.
        questionnaires: By code.
        uptake: Per uptake weight, the share by code or by region, as the weight's ``per`` says.
        vendors: In the order of their names.
        published: Wave by code in a plan published earlier; empty when there is none.
        frozen: Wave by code of municipalities whose quarter has been frozen.
        announced: Wave by code in plan.yaml; who has none there, or none that there still is, is
            not in it. Read where staying earns points, where quarters are frozen, or when asked.
        departed: Who stands in plan.yaml, in a wave that there still is, and is no municipality.
        demands: What is asked of single municipalities beyond what the files say.
        changes: What else differs from what the files say, a phrase each.
        sources: By file name. A questionnaire has the name of the CSV file, whichever form it
            came in, so that another form of the same answers is no change; see `file`.
        places: Where a fact stands: by file name and part, which is a code, a region, or what
            else `fmkwave.parts` names.
        warnings: What is doubtful but no fault.
        example: Whether they are the example that comes with fmkwave, and nobody's own.
    """

    programme: Programme
    municipalities: Mapping[str, Municipality]
    links: tuple[Link, ...]
    questionnaires: Mapping[str, Questionnaire]
    uptake: Mapping[str, Mapping[str, Share]]
    vendors: tuple[Vendor, ...]
    published: Mapping[str, int] = {}
    frozen: Mapping[str, int] = {}
    announced: Mapping[str, int] = {}
    departed: tuple[Departed, ...] = ()
    demands: tuple[Demand, ...] = ()
    changes: tuple[Message, ...] = ()
    sources: Mapping[str, Source]
    places: Mapping[tuple[str, str], Place] = {}
    warnings: tuple[Fault, ...] = ()
    example: bool = False

    def name(self, code: str) -> str:
        """A municipality's name."""
        return self.municipalities[code].name

    def citizens(self, codes: Iterable[str]) -> int:
        """How many citizens live in some municipalities."""
        return sum(self.municipalities[code].population for code in codes)

    @property
    def vendor_of(self) -> Mapping[str, str]:
        """The name of each municipality's vendor, by code; those without one are not in it."""
        return {code: vendor.name for vendor in self.vendors for code in vendor.customers}

    def in_danish_order(self, codes: Iterable[str]) -> list[str]:
        """Codes in the Danish order of the municipalities' names."""
        return sorted(codes, key=lambda code: (danish_key(self.name(code)), code))

    @property
    def reconstructed(self) -> tuple[str, ...]:
        """The files whose real content was not found and that were reconstructed."""
        made = (f for f, s in self.sources.items() if s.basis is Basis.RECONSTRUCTED)
        return tuple(sorted(self.file(name) for name in made))

    def file(self, name: str) -> str:
        """The file that plays a part: the one of that name, or the workbook in its place."""
        origin = self.place(name, ORIGIN)
        return name if origin is None else origin.file

    def place(self, name: str, *parts: str) -> Place | None:
        """Where the first of some parts of a file stands that has a place."""
        keys = ((name, part) for part in parts)
        return next((self.places[key] for key in keys if key in self.places), None)

    @property
    def notices(self) -> tuple[Message, ...]:
        """What every plan, report and explanation has to say of these inputs, a line each."""
        said = []
        if self.example:
            said.append(message("The example that comes with fmkwave, not data of anybody's own."))
        if self.changes:
            changes = joined("; ", self.changes)
            said.append(message("{what_if}: {changes}.", what_if=WHAT_IF, changes=changes))
        if self.programme.stability:
            # Said whether a plan was announced or not: writing the plan must not change it.
            said.append(
                message(
                    "Staying counts: each municipality that keeps the wave announced in {file} "
                    "earns {points} points, which decide with the total and are not in it.",
                    file=PLAN,
                    points=shown(self.programme.stability),
                )
            )
        if self.reconstructed:
            said.append(
                message(
                    "Reconstructed inputs, not real answers: {files}. Agreement with any published "
                    "plan is by construction and proves nothing.",
                    files=", ".join(self.reconstructed),
                )
            )
        return tuple(said)
