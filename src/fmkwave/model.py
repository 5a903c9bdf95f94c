"""The types that everything else is written in: frozen, validated, free of files and engines.

Points are integers in thousandths of a point (see ``points``); shares and credits are exact
decimals between 0 and 1; a municipality is known by its code, a wave by its number from 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    RootModel,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from fmkwave.errors import Fault, UsageError, at
from fmkwave.names import danish_key
from fmkwave.parts import ORIGIN, PLAN
from fmkwave.periods import QUARTERS, Calendar, Span
from fmkwave.points import shown, to_thousandths
from fmkwave.texts import Message, Named, joined, message

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

Points = Annotated[int, BeforeValidator(to_thousandths)]
Weighting = Annotated[Points, Field(ge=0)]
Share = Annotated[Decimal, Field(ge=0, le=1, allow_inf_nan=False)]


CALENDAR = "calendar"
"""The key under which a validation's context holds the calendar."""

NO_PERIOD = "period"
"""The type of the error about what is no period."""

NO_DAY = "day"
"""The type of the error about what is no day."""


def _in_calendar(value: object, info: ValidationInfo) -> str:
    """A period as the calendar writes it that a validation is given, or as quarters are."""
    calendar: Calendar = (info.context or {}).get(CALENDAR, QUARTERS)
    found = calendar.find(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError(NO_PERIOD, "no period")
    return found


def _iso_day(value: object) -> object:
    """A day written as 2027-01-31; whatever else Pydantic takes for one is none."""
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and _ISO_DAY.fullmatch(value.strip()):
            return date.fromisoformat(value.strip())
    except ValueError:
        pass
    raise PydanticCustomError(NO_DAY, "no day")


Quarter = Annotated[str, BeforeValidator(_in_calendar)]
"""A quarter, or another period that the programme lists."""

QUARTER_KEYS = ("quarter", "period")
"""The keys under which a file may have a period."""

_QUARTER = AliasChoices(*QUARTER_KEYS)
_QUARTERS = AliasChoices("quarters", "periods")

_ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
Day = Annotated[date, BeforeValidator(_iso_day)]

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Label = Annotated[Text, AfterValidator(lambda text: " ".join(text.split()))]
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
    """One wave: its quarter and how many municipalities it takes.

    Attributes:
        quarter: The quarter, or another period that the programme lists.
        size: How many municipalities it takes: a number, or the least and the most.
    """

    quarter: Quarter = Field(validation_alias=_QUARTER)
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
        weight: Points: a multiple of 0.001.
        names: What it is called where people read it, by language; else by its key.
        reason: Why it weighs what it weighs.
    """

    weight: Weighting
    names: Mapping[Text, Text] = {}
    reason: Text


class Wording(RootModel[Annotated[Mapping[str, Text], Field(min_length=1)]]):
    """A text for people: written as one text alone, or as one in each language, by language."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _text_alone(cls, value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
        # Whatever is no text by language has to be a text, and is told to be none where it is not.
        return value if value and isinstance(value, Mapping) else {"": value}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "minLength": 1}, handler(core_schema)]}

    @property
    def original(self) -> str:
        """The text alone, or in the language that is named first."""
        return next(iter(self.root.values()))


class Indicator(Weight):
    """A question of the readiness questionnaire.

    Attributes:
        tier: Rank of importance; every weight of tier 1 lies above every weight of tier 2.
        todo: What there is to do for a municipality that cannot answer with full credit.
    """

    tier: Annotated[int, Field(ge=1)]
    question: Wording
    todo: Wording | None = None


class UptakeWeight(Weight):
    """What full uptake by others is worth.

    Attributes:
        per: Whether it is known per municipality or per region.
        label: Who these others are.
    """

    per: Literal["municipality", "region"]
    label: Text


class Weights(Frozen):
    """All weights of a programme.

    Attributes:
        readiness: The questions of the questionnaire, which are its columns.
        uptake: What is told by uptake.yaml, in a section for each.
        wish: Points lost for each period between a municipality's wave and its wish.
        links: Points for each pair in one wave, by kind of link: the sections of adjacency.yaml.
    """

    readiness: Mapping[Text, Indicator]
    uptake: Mapping[Text, UptakeWeight] = {}
    wish: Weight
    links: Mapping[Text, Weight] = {}


Dates = Literal["stated", "read off", "not known"]
"""How dates are known: stated by the source, read off what it shows, or not at all."""


State = Literal["met", "not met", "not known"]
"""Whether something holds, as far as anybody knows."""


class Noted(Frozen):
    """Something that the source names.

    Attributes:
        name: What it is called.
        names: What it is called where people read it, by language; else by its name.
        source: Where it is named.
        note: What has to be known of it, such as how its dates were read off.
    """

    name: Text
    names: Mapping[Text, Text] = {}
    note: Wording | None = None
    source: Text

    @property
    def title(self) -> Named:
        """Its name as a value of a message."""
        return Named(self.name, self.names)


class Phase(Noted):
    """A bar of the overall plan.

    Attributes:
        start: The first period; None if it is not known.
        end: The last period; None if it is not known.
        dates: How the ends that are given are known; of two, the less certain one.
    """

    start: Quarter | None = None
    end: Quarter | None = None
    dates: Dates


class Milestone(Noted):
    """A milestone of the overall plan.

    Attributes:
        quarter: The period by whose end it is reached; None if it is not known.
    """

    id: Text
    quarter: Quarter | None = Field(default=None, validation_alias=_QUARTER)
    dates: Dates


class Prerequisite(Noted):
    """What must hold for a municipality before its wave starts.

    Attributes:
        state: Whether it holds for all; where there is ``uptake``, the shares tell instead.
        quarter: The period from whose start it holds or, if it is not met yet, is expected to.
        dates: How the quarter is known.
        uptake: The least share per uptake weight with which it holds for a municipality.
    """

    state: State = "not known"
    quarter: Quarter | None = Field(default=None, validation_alias=_QUARTER)
    dates: Dates = "not known"
    uptake: Mapping[Text, Share] = {}


class Product(Noted):
    """A product that supports the municipalities."""


class Step(Noted):
    """A step of a municipality's preparation.

    Attributes:
        group: The heading under which it is listed.
        text: What there is to do, where the name alone does not say it.
        support: The support products that help with it, by name.
        done_by: What the inputs tell that shows it done: an agreement with the vendor.
        weeks_before: How many weeks before its wave's period starts it has to be done.
    """

    group: Wording | None = None
    text: Wording | None = None
    support: tuple[Text, ...] = ()
    done_by: Literal["agreement"] | None = None
    weeks_before: Annotated[int, Field(ge=0, le=520)] = 0


class Period(Frozen):
    """A period of a programme that is not planned in quarters; written as a label alone, or whole.

    Attributes:
        start: Its first day, if known.
        end: Its last day, if known.
    """

    label: Label
    start: Day | None = None
    end: Day | None = None

    @model_validator(mode="before")
    @classmethod
    def _label_alone(cls, value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
        return value if isinstance(value, dict | Period) else {"label": value}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError(message("a period has both a start and an end, or neither"))
        if self.start is not None and self.end is not None and self.start > self.end:
            text = message("start {start} is after end {end}", start=self.start, end=self.end)
            raise ValueError(text)
        return self


class GroupLimit(Frozen):
    """A limit on some of the municipalities, under the name that messages use.

    Whom it is on: some by code, those of a region, a vendor's customers; else everyone. What it
    demands: a least and a most in each wave, one wave for all, or a stretch of periods.

    Attributes:
        municipalities: Codes (in the file, names or codes).
        least: The least in a wave.
        most: The most in a wave.
        by: Whether heads or citizens are counted.
        quarters: The waves that ``least`` and ``most`` are about; all of them if empty.
        wave: Whether all go in the same wave, each in a different one, or all in the first.
        earliest: The first period they may be in.
        latest: The last period they may be in.
    """

    municipalities: tuple[Text, ...] = ()
    region: Text | None = None
    vendor: Text | None = None
    least: Annotated[int, Field(ge=0)] | None = None
    most: Annotated[int, Field(ge=0)] | None = None
    by: Literal["municipalities", "citizens"] = "municipalities"
    quarters: tuple[Quarter, ...] = Field(default=(), validation_alias=_QUARTERS)
    wave: Literal["same", "different", "first"] | None = None
    earliest: Quarter | None = None
    latest: Quarter | None = None
    reason: Text | None = None


class Programme(Frozen):
    """What is rolled out, when, and by which weights and limits.

    Attributes:
        name: What people call it.
        waves: In order, the first one first.
        answers: What the questionnaire allows, by name, and what each is worth.
        blank_words: Words that stand for no answer.
        weights: What counts, in points.
        periods: The periods it is planned in, in order; quarters if it lists none.
        limits: By name.
        frozen: Quarters that have begun: who stands in them in plan.yaml stays, and nobody else
            comes in.
        stability: Points that a municipality earns by staying in the wave announced in plan.yaml.
        phases: The bars of the overall plan.
        milestones: The milestones of the overall plan.
        prerequisites: What must hold before a wave starts.
        support_products: What helps the municipalities.
        preparation: The steps that each municipality takes before its wave.
    """

    name: Text
    waves: Annotated[tuple[Wave, ...], Field(min_length=2)]
    answers: Mapping[Text, Answer]
    blank_words: tuple[Text, ...] = ()
    weights: Weights
    periods: Annotated[tuple[Period, ...], Field(min_length=2)] = ()
    limits: Mapping[Text, GroupLimit] = {}
    frozen: tuple[Quarter, ...] = ()
    stability: Weighting = 0
    phases: tuple[Phase, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    support_products: tuple[Product, ...] = ()
    preparation: tuple[Step, ...] = ()

    @property
    def calendar(self) -> Calendar:
        """The periods there are; quarters where the programme lists none."""
        return calendar_of(self.periods)

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
        """Periods by which a wave lies before the last one."""
        return self.calendar.between(self.quarters[wave - 1], self.quarters[-1])


@lru_cache(maxsize=8)
def calendar_of(periods: tuple[Period, ...]) -> Calendar:
    """The calendar of the periods that a programme lists; of quarters if it lists none."""
    spans = {p.label: Span(p.start, p.end) for p in periods if p.start and p.end}
    return Calendar(tuple(period.label for period in periods), spans)


# --- The municipalities and what is known of them --------------------------------------------


class Municipality(Frozen):
    """A municipality as the public registers have it.

    Attributes:
        code: Letters, digits and hyphens.
        official_name: What it is called in full, by which files may name it as well.
        population: How many citizens it has.
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
    wish: str | None = None


class Vendor(Frozen):
    """A supplier of the systems that the municipalities have to upgrade.

    Attributes:
        release: First quarter in which its release can go live.
        go_lives: The most go-lives it can carry, per quarter; a quarter not named has no limit.
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
    announced: Mapping[str, int] = {}
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


# --- The plan ---------------------------------------------------------------------------------

Placement = Mapping[str, int]
"""A wave number, from 1, for each municipality code."""


class CommittedPlan(Frozen):
    """A plan as plan.yaml holds it: the same whatever engine made it.

    Attributes:
        quarters: The waves' quarters, in order.
        placement: Wave number by code.
        total: Points of the whole plan, links included; what staying earns is not in it.
        bound: No plan is worth more than this; where staying earns points, no plan with its own
            is worth more than this with this plan's.
        unique: Whether every other plan is worth less; None when that was not settled, and in
            plan.yaml where staying counts, as it hangs on the plan announced before.
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
        stability: Points that it earns for those who stay where they were announced; they decide
            with the total, and are not in it.
        engine: The engine that made it.
        links_kept: Links whose ends share a wave, of ``links_total``.
        losses: By code, the points by which the best plan with the municipality in each wave is
            worth less, first wave first; None in place of a wave where no plan has it, and None
            in place of all when nobody asked.
        remarks: What must be said of the run that made it.
    """

    points: Mapping[str, int]
    stability: int = 0
    engine: str
    links_kept: int
    links_total: int
    losses: Mapping[str, tuple[int | None, ...]] | None = None
    remarks: tuple[Message, ...] = ()

    @property
    def worth(self) -> int:
        """Points by which plans are compared: the total, and what staying earns."""
        return self.total + self.stability

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
