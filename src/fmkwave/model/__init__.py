"""The types that everything else is written in: frozen, validated, free of files and engines.

Points are integers in thousandths of a point (see ``points``); a municipality is known by its
code, a wave by its number from 1.
"""

from __future__ import annotations

from fmkwave.model.course import Dates, Milestone, Noted, Phase, Prerequisite, Product, State, Step
from fmkwave.model.inputs import (
    WHAT_IF,
    Demand,
    Inputs,
    Link,
    Municipality,
    Place,
    Questionnaire,
    Source,
    Vendor,
)
from fmkwave.model.plan import CommittedPlan, Placement, Plan, Value
from fmkwave.model.programme import GroupLimit, Period, Programme, calendar_of
from fmkwave.model.values import (
    CALENDAR,
    EQUALS,
    NO_DAY,
    NO_PERIOD,
    QUARTER_KEYS,
    Basis,
    Code,
    Day,
    Frozen,
    GridLine,
    Label,
    Points,
    Proof,
    Quarter,
    Share,
    Text,
    Weighting,
)
from fmkwave.model.weights import (
    Answer,
    Indicator,
    Size,
    UptakeWeight,
    Wave,
    Weight,
    Weights,
    Wording,
)

__all__ = [
    "CALENDAR",
    "EQUALS",
    "NO_DAY",
    "NO_PERIOD",
    "QUARTER_KEYS",
    "WHAT_IF",
    "Answer",
    "Basis",
    "Code",
    "CommittedPlan",
    "Dates",
    "Day",
    "Demand",
    "Frozen",
    "GridLine",
    "GroupLimit",
    "Indicator",
    "Inputs",
    "Label",
    "Link",
    "Milestone",
    "Municipality",
    "Noted",
    "Period",
    "Phase",
    "Place",
    "Placement",
    "Plan",
    "Points",
    "Prerequisite",
    "Product",
    "Programme",
    "Proof",
    "Quarter",
    "Questionnaire",
    "Share",
    "Size",
    "Source",
    "State",
    "Step",
    "Text",
    "UptakeWeight",
    "Value",
    "Vendor",
    "Wave",
    "Weight",
    "Weighting",
    "Weights",
    "Wording",
    "calendar_of",
]
