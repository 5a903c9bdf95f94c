"""Waves, answers and weights: what a programme plans by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import (
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    RootModel,
    model_validator,
)

from fmkwave.model.values import (
    PERIOD_KEY,
    Frozen,
    Key,
    Label,
    Name,
    Quarter,
    Share,
    Text,
    Weighting,
)
from fmkwave.texts import message

if TYPE_CHECKING:
    from pydantic_core import CoreSchema


class Size(Frozen):
    """How many municipalities a wave takes; written as one number, or as min and max.

    Attributes:
        min: The fewest it takes.
        max: The most it takes.
    """

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
    """One wave: its period and how many municipalities it takes.

    Attributes:
        quarter: The quarter, or another period that the programme lists.
        size: How many municipalities it takes: a number, or the least and the most.
    """

    quarter: Quarter = Field(validation_alias=PERIOD_KEY)
    size: Size


class Answer(Frozen):
    """One answer the questionnaire allows, the words that mean it, and its credit.

    Attributes:
        credit: Part of an indicator's weight that the answer earns.
        words: Other words for it.
        nearly_as: Another answer next to which this one counts nearly as much.
        names: What it is called where people read it, by language; else by its key.
        reason: Why it earns what it earns.
    """

    credit: Share
    words: tuple[Name, ...] = ()
    nearly_as: Text | None = None
    names: Mapping[Text, Name] = {}
    reason: Text


class Weight(Frozen):
    """A weight in points, and the line of reason behind it.

    Attributes:
        weight: Points: a multiple of 0.001.
        names: What it is called where people read it, by language; else by its key.
        reason: Why it weighs what it weighs.
    """

    weight: Weighting
    names: Mapping[Text, Name] = {}
    reason: Text


class Wording(RootModel[Annotated[Mapping[str, Label], Field(min_length=1)]]):
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
        question: What is asked.
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
    label: Name


class Weights(Frozen):
    """All weights of a programme.

    Attributes:
        readiness: The questions of the questionnaire, which are its columns.
        uptake: What is told by uptake.yaml, in a section for each.
        wish: Points lost for each period between a municipality's wave and its wish.
        links: Points for each pair in one wave, by kind of link: the sections of adjacency.yaml.
    """

    readiness: Mapping[Key, Indicator]
    uptake: Mapping[Key, UptakeWeight] = {}
    wish: Weight
    links: Mapping[Key, Weight] = {}
