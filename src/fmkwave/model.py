"""The types that everything else is written in: frozen, validated, free of files and engines.

Points are integers in thousandths of a point (see ``points``); shares and credits are exact
decimals between 0 and 1; a municipality is known by its code, a wave by its number from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from fmkwave.errors import Fault, UsageError, at
from fmkwave.names import danish_key
from fmkwave.parts import ORIGIN, PLAN
from fmkwave.points import to_thousandths
from fmkwave.quarters import parse_quarter, quarters_between
from fmkwave.texts import Message, joined, message

Points = Annotated[int, BeforeValidator(to_thousandths)]
Weighting = Annotated[Points, Field(ge=0)]
Share = Annotated[Decimal, Field(ge=0, le=1, allow_inf_nan=False)]
Quarter = Annotated[str, AfterValidator(parse_quarter)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]+$")]
GridLine = Annotated[int, Field(ge=0, le=999)]


class Basis(StrEnum):
    """Where an input comes from."""

    DOCUMENTED = "documented"
    PUBLIC = "public"
    COLLECTED = "collected"
    RECONSTRUCTED = "reconstructed"


class Proof(StrEnum):
    """What is proven of a plan."""

    OPTIMAL = "optimal"
    WITHIN_GAP = "within gap"


class Frozen(BaseModel):
    """Base of all types here: immutable, and a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- The programme: waves, weights, and what the slides say around them ---------------------


class Size(Frozen):
    """How many municipalities a wave takes; written as one number, or as min and max."""

    min: Annotated[int, Field(ge=0)]
    max: Annotated[int, Field(ge=0)]

    @model_validator(mode="before")
    @classmethod
    def _one_number(cls, value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
        is_count = isinstance(value, int) and not isinstance(value, bool)
        return {"min": value, "max": value} if is_count else value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min > self.max:
            text = message("min {least} is above max {most}", least=self.min, most=self.max)
            raise ValueError(text)
        return self


class Wave(Frozen):
    """One wave: its quarter and how many municipalities it takes."""

    quarter: Quarter
    size: Size


class Answer(Frozen):
    """One answer the questionnaire allows, the words that mean it, and its credit.

    Attributes:
        credit: Part of an indicator's weight that the answer earns.
        words: Other spellings, such as the Danish ones.
        nearly_as: Another answer next to which this one counts nearly as much.
        names: What it is called where people read it, by language; else by its key.
    """

    credit: Share
    words: tuple[Text, ...] = ()
    nearly_as: Text | None = None
    names: Mapping[Text, Text] = {}
    reason: Text


class Weight(Frozen):
    """A weight in points, and the line of reason behind it.

    Attributes:
        names: What it is called where people read it, by language; else by its key.
    """

    weight: Weighting
    names: Mapping[Text, Text] = {}
    reason: Text


class Indicator(Weight):
    """A question of the readiness questionnaire.

    Attributes:
        tier: Rank of importance; every weight of tier 1 lies above every weight of tier 2.
    """

    tier: Annotated[int, Field(ge=1)]
    question: Text


class UptakeWeight(Weight):
    """What full uptake by others is worth, and whether it is known per municipality or region."""

    per: Literal["municipality", "region"]
    label: Text


class Weights(Frozen):
    """All weights of a programme."""

    readiness: Mapping[Text, Indicator]
    uptake: Mapping[Text, UptakeWeight]
    wish: Weight
    links: Mapping[Text, Weight]


class Phase(Frozen):
    """A bar of the overall plan; ``dates`` says how its ends are known."""

    name: Text
    start: Quarter | None = None
    end: Quarter | None = None
    dates: Literal["stated", "read off", "not known"]
    source: Text


class Milestone(Frozen):
    """A milestone of the overall plan."""

    id: Text
    name: Text
    quarter: Quarter | None = None
    dates: Literal["stated", "read off", "not known"]
    source: Text


class Step(Frozen):
    """A named thing with the slide it stands on: a prerequisite, product or preparation step."""

    name: Text
    source: Text


class Programme(Frozen):
    """What is rolled out, when, and by which weights and limits."""

    name: Text
    waves: Annotated[tuple[Wave, ...], Field(min_length=2)]
    answers: Mapping[Text, Answer]
    blank_words: tuple[Text, ...] = ()
    weights: Weights
    frozen: tuple[Quarter, ...] = ()
    phases: tuple[Phase, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    prerequisites: tuple[Step, ...] = ()
    support_products: tuple[Step, ...] = ()
    preparation: tuple[Step, ...] = ()

    @property
    def quarters(self) -> tuple[str, ...]:
        """The waves' quarters, in order."""
        return tuple(wave.quarter for wave in self.waves)

    @property
    def wave_numbers(self) -> range:
        """The waves' numbers, from 1."""
        return range(1, len(self.waves) + 1)

    def credit(self, answer: str | None) -> Decimal:
        """Part of an indicator's weight that an answer earns; a blank earns nothing."""
        return Decimal(0) if answer is None else self.answers[answer].credit

    @property
    def called(self) -> Mapping[str, Mapping[str, str]]:
        """What the answers and weights are called, by key, then by language."""
        weights = self.weights
        every = (self.answers, weights.readiness, weights.uptake, weights.links)
        return {"wish": weights.wish.names} | {
            key: one.names for group in every for key, one in group.items()
        }

    def wave_in(self, quarter: str) -> int:
        """Number of the wave in a quarter, from 1; ValueError if there is none."""
        return self.quarters.index(quarter) + 1

    def lead(self, wave: int) -> int:
        """Quarters by which a wave lies before the last one."""
        return quarters_between(self.quarters[wave - 1], self.quarters[-1])


# --- The municipalities and what is known of them --------------------------------------------


class Municipality(Frozen):
    """A municipality as the public registers have it.

    Attributes:
        label: A point inside it, latitude and longitude in degrees (WGS 84).
        tile: Column and row of its tile on the map, from the upper left.
    """

    code: Code
    name: Text
    official_name: Text
    region: Text
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
    wish: Quarter | None = None


class Vendor(Frozen):
    """A care-record (EOJ) supplier.

    Attributes:
        release: First quarter in which its release can go live.
        go_lives: The most go-lives it can carry, per quarter; a quarter not named has no limit.
        customers: Codes of the municipalities it serves.
        agreements: Quarter agreed with a customer, by code.
    """

    name: Text
    release: Quarter
    go_lives: Mapping[Quarter, Annotated[int, Field(ge=0)]]
    customers: tuple[str, ...]
    agreements: Mapping[str, Quarter]


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
        demands: What is asked of single municipalities beyond what the files say.
        changes: What else differs from what the files say, a phrase each.
        sources: By file name. A questionnaire has the name of the CSV file, whichever form it
            came in, so that another form of the same answers is no change; see `file`.
        places: Where a fact stands: by file name and part, which is a code, a region, or what
            else `fmkwave.parts` names.
        warnings: What is doubtful but no fault.
    """

    programme: Programme
    municipalities: Mapping[str, Municipality]
    links: tuple[Link, ...]
    questionnaires: Mapping[str, Questionnaire]
    uptake: Mapping[str, Mapping[str, Share]]
    vendors: tuple[Vendor, ...]
    published: Mapping[str, int] = {}
    frozen: Mapping[str, int] = {}
    demands: tuple[Demand, ...] = ()
    changes: tuple[Message, ...] = ()
    sources: Mapping[str, Source]
    places: Mapping[tuple[str, str], Place] = {}
    warnings: tuple[Fault, ...] = ()

    def name(self, code: str) -> str:
        """A municipality's name as Danes write it."""
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
        """The files whose content nobody published and that were reconstructed."""
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
        if self.changes:
            changes = joined("; ", self.changes)
            said.append(message("{what_if}: {changes}.", what_if=WHAT_IF, changes=changes))
        if self.reconstructed:
            said.append(
                message(
                    "Reconstructed inputs, not real answers: {files}. Agreement with any published "
                    "plan is by construction and proves nothing.",
                    files=", ".join(self.reconstructed),
                )
            )
        return tuple(said)


# --- The plan ---------------------------------------------------------------------------------

Placement = Mapping[str, int]
"""A wave number, from 1, for each municipality code."""


class CommittedPlan(Frozen):
    """A plan as plan.yaml holds it: the same whatever engine made it.

    Attributes:
        quarters: The waves' quarters, in order.
        placement: Wave number by code.
        total: Points of the whole plan, links included.
        bound: No plan is worth more than this.
        unique: Whether every other plan is worth less; None when that was not settled.
        inputs: Digest of each input file's meaning.
        parts: Digest of each part of a file, by file.
        notices: What must be said of the inputs wherever the plan is shown.
        names: The municipalities as a plan file names them, by code; empty for a plan just made.
        places: Lines of the plan file: by code, by ``wave 1`` for a wave, by key with a colon
            (``total:``) for what stands at its top, and by nothing the file as a whole; empty
            for a plan just made.
        warnings: What in the plan file does not fit together, as after an edit by hand.
    """

    programme: str
    quarters: tuple[str, ...]
    placement: Placement
    total: int
    bound: int
    proof: Proof
    unique: bool | None
    inputs: Mapping[str, str]
    parts: Mapping[str, Mapping[str, str]] = {}
    notices: tuple[Message, ...] = ()
    names: Mapping[str, str] = {}
    places: Mapping[str, Place] = {}
    warnings: tuple[Fault, ...] = ()

    @property
    def wave_numbers(self) -> range:
        """The waves' numbers, from 1."""
        return range(1, len(self.quarters) + 1)

    def place(self, *keys: str) -> Place:
        """The line of the first of the keys that has one; without any, the file as a whole."""
        whole = self.places.get("", Place(PLAN, 0))
        return next((self.places[key] for key in keys if key in self.places), whole)

    def members(self, wave: int) -> tuple[str, ...]:
        """Codes of the municipalities in a wave, in the order of the codes."""
        return tuple(sorted(code for code, w in self.placement.items() if w == wave))


class Plan(CommittedPlan):
    """A plan just made, with what else is known of it.

    Attributes:
        points: Each municipality's own points in its wave, by code; links are not in them.
        engine: The engine that made it.
        links_kept: Links whose ends share a wave, of ``links_total``.
        losses: By code, the points by which the best plan with the municipality in each wave is
            worth less, first wave first; None in place of a wave where no plan has it, and None
            in place of all when nobody asked.
        remarks: What must be said of the run that made it.
    """

    points: Mapping[str, int]
    engine: str
    links_kept: int
    links_total: int
    losses: Mapping[str, tuple[int | None, ...]] | None = None
    remarks: tuple[Message, ...] = ()

    def least_loss(self, code: str) -> int | None:
        """What the cheapest other wave costs a municipality; None where no plan has it in another.

        Raises:
            UsageError: if the plan has no losses.
        """
        if self.losses is None:
            raise UsageError(message("The losses of this plan are not known."))
        others = [
            loss
            for wave, loss in enumerate(self.losses[code], start=1)
            if loss is not None and wave != self.placement[code]
        ]
        return min(others, default=None)
