"""The whole programme over its periods: phases, waves, milestones, and how many are reached when.

Nothing is drawn here, and no date is made up: a phase or milestone keeps the ends that the
programme gives it, and whether they are stated or read off.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fmkwave.errors import Fault
from fmkwave.model import Frozen, Inputs, Milestone, Phase, Plan
from fmkwave.periods import Calendar
from fmkwave.prerequisites import Standing, standings, warnings
from fmkwave.texts import Message


class WaveBar(Frozen):
    """A wave: its number, the period it takes, and how many it brings."""

    wave: int
    quarter: str
    size: int
    citizens: int


class Reach(Frozen):
    """How many are reached by the end of a period.

    Attributes:
        share: The part of all citizens; None where nobody lives.
    """

    period: str
    municipalities: int
    citizens: int
    share: Decimal | None


class Timeline(Frozen):
    """A programme over its periods.

    Attributes:
        periods: The axis: every period from the earliest thing to the latest, in order.
        phases: In the order of the programme.
        waves: In order.
        milestones: In the order of the programme.
        reached: For each period of the axis.
        prerequisites: Whether each holds for each wave.
        warnings: Where a wave starts before a prerequisite holds.
        notices: What must be said of the inputs and of the run, wherever this is shown.
    """

    programme: str
    periods: tuple[str, ...]
    phases: tuple[Phase, ...]
    waves: tuple[WaveBar, ...]
    milestones: tuple[Milestone, ...]
    reached: tuple[Reach, ...]
    prerequisites: tuple[Standing, ...]
    warnings: tuple[Fault, ...]
    notices: tuple[Message, ...]


def timeline(inputs: Inputs, plan: Plan) -> Timeline:
    """The programme with the waves of a plan.

    Args:
        inputs: What the plan was made from.
        plan: The plan.
    """
    programme = inputs.programme
    waves = tuple(_waves(inputs, plan))
    periods = _axis(
        programme.calendar, [*_dates(programme.phases, programme.milestones), *plan.quarters]
    )
    found = standings(inputs, plan.placement)
    return Timeline(
        programme=plan.programme,
        periods=periods,
        phases=programme.phases,
        waves=waves,
        milestones=programme.milestones,
        reached=tuple(_reached(inputs, waves, periods)),
        prerequisites=found,
        warnings=warnings(inputs, found),
        notices=(*plan.notices, *plan.remarks),
    )


def _waves(inputs: Inputs, plan: Plan) -> Iterator[WaveBar]:
    for number, quarter in enumerate(plan.quarters, start=1):
        codes = plan.members(number)
        citizens = inputs.citizens(codes)
        yield WaveBar(wave=number, quarter=quarter, size=len(codes), citizens=citizens)


def _dates(phases: tuple[Phase, ...], milestones: tuple[Milestone, ...]) -> list[str]:
    """Every period that a phase begins or ends in, or that ends with a milestone."""
    given = [period for phase in phases for period in (phase.start, phase.end)]
    given += [milestone.quarter for milestone in milestones]
    return [period for period in given if period is not None]


def _axis(calendar: Calendar, periods: list[str]) -> tuple[str, ...]:
    anchor = periods[0]
    in_order = sorted(periods, key=lambda period: calendar.between(anchor, period))
    return calendar.reach(in_order[0], in_order[-1])


def _reached(
    inputs: Inputs, waves: tuple[WaveBar, ...], periods: tuple[str, ...]
) -> Iterator[Reach]:
    """Who has gone live by the end of each period: a wave has by the end of its own."""
    everyone = inputs.citizens(inputs.municipalities)
    municipalities = citizens = 0
    at = {wave.quarter: wave for wave in waves}
    for period in periods:
        if period in at:
            municipalities += at[period].size
            citizens += at[period].citizens
        share = Decimal(citizens) / everyone if everyone else None
        yield Reach(period=period, municipalities=municipalities, citizens=citizens, share=share)
