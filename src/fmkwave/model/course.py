"""What a programme tells of its course: phases, milestones, prerequisites, steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from fmkwave.model.values import PERIOD_KEY, Frozen, Label, Name, Quarter, Share, Text
from fmkwave.model.weights import Wording
from fmkwave.texts import Named

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

    name: Name
    names: Mapping[Text, Name] = {}
    note: Wording | None = None
    source: Label

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
        id: What it is called in short, such as M1.
        quarter: The period by whose end it is reached; None if it is not known.
        dates: How the period is known.
    """

    id: Name
    quarter: Quarter | None = Field(default=None, validation_alias=PERIOD_KEY)
    dates: Dates


class Prerequisite(Noted):
    """What must hold for a municipality before its wave starts.

    Attributes:
        state: Whether it holds for all; where there is ``uptake``, the shares tell instead.
        quarter: The period from whose start it holds or, if it is not met yet, is expected to.
        dates: How the period is known.
        uptake: The least share per uptake weight with which it holds for a municipality.
    """

    state: State = "not known"
    quarter: Quarter | None = Field(default=None, validation_alias=PERIOD_KEY)
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
    support: tuple[Label, ...] = ()
    done_by: Literal["agreement"] | None = None
    weeks_before: Annotated[int, Field(ge=0, le=520)] = 0
