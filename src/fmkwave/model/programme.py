"""A programme as a whole, with its periods and its limits."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from fmkwave.model.course import Milestone, Phase, Prerequisite, Product, Step
from fmkwave.model.values import PERIODS_KEY, Day, Frozen, Key, Name, Quarter, Text, Weighting
from fmkwave.model.weights import Answer, Wave, Weights
from fmkwave.periods import Calendar, Span
from fmkwave.texts import message


class Period(Frozen):
    """A period of a programme that is not planned in quarters; written as a label alone, or whole.

    Attributes:
        label: What it is called.
        start: Its first day, if known.
        end: Its last day, if known.
    """

    label: Name
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
        municipalities: Whom it is on: by name or code in the file, by code once it is read.
        region: The region whose municipalities it is on.
        vendor: The vendor whose customers it is on.
        least: The least in a wave.
        most: The most in a wave.
        by: Whether heads or citizens are counted.
        quarters: The waves that ``least`` and ``most`` are about; all of them if empty.
        wave: Whether all go in the same wave, each in a different one, or all in the first.
        earliest: The first period they may be in.
        latest: The last period they may be in.
        reason: Why there is such a limit.
    """

    municipalities: tuple[Text, ...] = ()
    region: Text | None = None
    vendor: Text | None = None
    least: Annotated[int, Field(ge=0)] | None = None
    most: Annotated[int, Field(ge=0)] | None = None
    by: Literal["municipalities", "citizens"] = "municipalities"
    quarters: tuple[Quarter, ...] = Field(default=(), validation_alias=PERIODS_KEY)
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
        limits: What must hold besides, each limit under the name that messages use.
        frozen: Periods that have begun: who stands in them in plan.yaml stays, and nobody else
            comes in.
        stability: Points that a municipality earns by staying in the wave announced in plan.yaml.
        phases: The bars of the overall plan.
        milestones: The milestones of the overall plan.
        prerequisites: What must hold before a wave starts.
        support_products: What helps the municipalities.
        preparation: The steps that each municipality takes before its wave.
    """

    name: Name
    waves: Annotated[tuple[Wave, ...], Field(min_length=2)]
    answers: Mapping[Key, Answer]
    blank_words: tuple[Name, ...] = ()
    weights: Weights
    periods: Annotated[tuple[Period, ...], Field(min_length=2)] = ()
    limits: Mapping[Key, GroupLimit] = {}
    frozen: tuple[Quarter, ...] = ()
    stability: Weighting = 0
    phases: tuple[Phase, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    support_products: tuple[Product, ...] = ()
    preparation: tuple[Step, ...] = ()

    @cached_property
    def calendar(self) -> Calendar:
        """The periods there are; quarters where the programme lists none."""
        return calendar_of(self.periods)

    @cached_property
    def quarters(self) -> tuple[str, ...]:
        """The waves' quarters, in order."""
        return tuple(wave.quarter for wave in self.waves)

    @property
    def wave_numbers(self) -> range:
        """The waves' numbers, from 1."""
        return range(1, len(self.waves) + 1)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """The same with some fields changed; what was made of the old ones is made anew."""
        copied = super().model_copy(update=update, deep=deep)
        for name in ("calendar", "quarters"):
            copied.__dict__.pop(name, None)
        return copied

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
