"""The kinds of values that the types are made of, and how each is written in a file.

Points are integers in thousandths of a point (see ``points``); shares and credits are exact
decimals between 0 and 1; a period is checked against the calendar of a validation's context.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from fmkwave.characters import LONGEST
from fmkwave.periods import QUARTERS, Calendar
from fmkwave.points import to_thousandths

Points = Annotated[int, BeforeValidator(to_thousandths)]
Weighting = Annotated[Points, Field(ge=0)]
Share = Annotated[Decimal, Field(ge=0, le=1, allow_inf_nan=False)]


CALENDAR = "calendar"
"""The key under which a validation's context holds the calendar."""

NO_PERIOD = "period"
"""The type of the error about what is no period."""

NO_DAY = "day"
"""The type of the error about what is no day."""


EQUALS = "equals_sign"
"""The type of the error about a name at which an option would be parted."""


def _in_calendar(value: object, info: ValidationInfo) -> str:
    """A period as the calendar writes it that a validation is given, or as quarters are."""
    calendar: Calendar = (info.context or {}).get(CALENDAR, QUARTERS)
    found = calendar.find(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError(NO_PERIOD, "no period")
    return found


def _without_equals(name: str) -> str:
    if "=" in name:
        raise PydanticCustomError(EQUALS, "an equals sign")
    return name


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

PERIOD_KEY = AliasChoices(*QUARTER_KEYS)
PERIODS_KEY = AliasChoices("quarters", "periods")

# Of the years that quarters may have.
_ISO_DAY = re.compile("[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
Day = Annotated[date, BeforeValidator(_iso_day)]

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Label = Annotated[Text, AfterValidator(lambda text: " ".join(text.split()))]
"""A text on one line, however many it has in the file."""

Name = Annotated[Label, StringConstraints(max_length=LONGEST)]
"""What something is called."""

Key = Annotated[Text, StringConstraints(max_length=LONGEST), AfterValidator(_without_equals)]
"""A name by which an option can change something, as in ``answers.yes=1``."""

UnitName = Annotated[Name, AfterValidator(_without_equals)]
"""The name of a municipality, by which options can change it."""

Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]+$", max_length=LONGEST)]
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
