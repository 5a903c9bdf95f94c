"""What an engine is given and what it returns: numbers in, numbers out.

An engine knows no municipality, no file and no weight's name. Units and waves count from 0, and
every number is an exact integer.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from fmkwave.texts import Message, message

Assignment = tuple[int, ...]
"""The wave of each unit."""

Table = tuple[tuple[int, ...], ...]
"""An integer for each unit and wave."""


Weights = tuple[tuple[int, int], ...]
"""Unit and weight, each unit once."""


class Link(NamedTuple):
    """Two units that earn ``points`` when they share a wave."""

    first: int
    second: int
    points: int


@dataclass(frozen=True, slots=True)
class Limit:
    """A weighted sum over the units in one wave, held between two bounds.

    This one form holds every limit there is: a wave's size (all units, weight 1), a vendor's
    capacity (its customers), an agreement (one unit, at least 1), a forbidden quarter (at most
    0), two units together (weights 1 and -1 between 0 and 0, for each wave) or apart (at most 1).

    Attributes:
        wave: The wave the sum is over.
        weights: What each unit counts for.
        lower: The least the sum may be, or None.
        upper: The most the sum may be, or None.
    """

    wave: int
    weights: Weights
    lower: int | None = None
    upper: int | None = None

    def sum(self, assignment: Assignment) -> int:
        """The weighted sum over the units that an assignment puts in the wave."""
        return sum(weight for unit, weight in self.weights if assignment[unit] == self.wave)

    def holds(self, assignment: Assignment) -> bool:
        """Whether an assignment keeps the sum between the bounds."""
        found = self.sum(assignment)
        return (self.lower is None or found >= self.lower) and (
            self.upper is None or found <= self.upper
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """Which wave for which unit.

    Maximise the sum of ``values`` over the chosen waves plus the points of links kept; among
    equals, the sum of ``tiebreak``; among equals again, the assignment that comes first when
    compared unit by unit (the first unit as early as can be, then the second, ...). So the
    optimum is one assignment.

    Attributes:
        values: Points of each unit in each wave.
        links: Each pair of units at most once; points are not negative.
        limits: What every assignment must satisfy.
        tiebreak: The second objective, not negative.
    """

    values: Table
    links: tuple[Link, ...] = ()
    limits: tuple[Limit, ...] = ()
    tiebreak: Table = ()

    def __post_init__(self) -> None:
        if not self.tiebreak:
            zeros = tuple((0,) * self.waves for _ in self.values)
            object.__setattr__(self, "tiebreak", zeros)

    @property
    def units(self) -> int:
        """Number of units."""
        return len(self.values)

    @property
    def waves(self) -> int:
        """Number of waves."""
        return len(self.values[0]) if self.values else 0

    def total(self, assignment: Assignment) -> int:
        """Points of an assignment, links included."""
        own = sum(row[wave] for row, wave in zip(self.values, assignment, strict=True))
        kept = sum(p for a, b, p in self.links if assignment[a] == assignment[b])
        return own + kept

    def second(self, assignment: Assignment) -> int:
        """Worth of an assignment under the second objective."""
        return sum(row[wave] for row, wave in zip(self.tiebreak, assignment, strict=True))

    def rank(self, assignment: Assignment) -> tuple[int, int, Assignment]:
        """Sort key under which the optimum is the greatest."""
        earliest_first = tuple(-wave for wave in assignment)
        return self.total(assignment), self.second(assignment), earliest_first

    def feasible(self, assignment: Assignment) -> bool:
        """Whether an assignment satisfies all limits."""
        return all(limit.holds(assignment) for limit in self.limits)

    def with_limits(self, *limits: Limit) -> Problem:
        """The same problem with further limits."""
        return replace(self, limits=(*self.limits, *limits))

    def with_choice(self, unit: int, wave: int) -> Problem:
        """The same problem in which a unit must take a wave."""
        return self.with_limits(Limit(wave, ((unit, 1),), lower=1))


TIED = message("Stopped while ties were broken: another plan is worth as much.")
"""What is said of an optimum that may not be the one that ties are broken for."""

UNSETTLED = message(
    "Another plan is worth as much; which of them the tie-break chooses was too much work to find."
)
"""The same, where nobody stopped the engine but its own limits."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What an engine found.

    Attributes:
        assignment: The wave of each unit, or None when nothing satisfies the limits
            (``infeasible``) or nothing was found before the stop.
        total: Points of the assignment.
        bound: No assignment is worth more.
        infeasible: Whether it is proven that no assignment satisfies all limits.
        unique: Whether every other assignment is worth less in total, before the tie-break;
            None when that was not settled.
        engine: The engine that found it.
        remarks: What a user should know of the run, a line each.
    """

    assignment: Assignment | None
    total: int
    bound: int
    engine: str
    infeasible: bool = False
    unique: bool | None = None
    remarks: tuple[Message, ...] = ()

    @property
    def optimal(self) -> bool:
        """Whether the assignment is proven to be worth the most."""
        return self.assignment is not None and self.total >= self.bound


class Progress(NamedTuple):
    """How far a solve has come; ``total`` is None until a plan is known, ``left`` is in seconds."""

    doing: str
    total: int | None = None
    bound: int | None = None
    done: float | None = None
    left: float | None = None


@dataclass(slots=True)
class Control:
    """How a solve is watched and stopped; engines ask ``stopped()`` often.

    Attributes:
        deadline: ``time.monotonic()`` after which to stop, or None.
        cancelled: Set by whoever wants the best found so far.
        report: Called with each piece of progress.
        seed: Of random choices, where an engine makes any.
        work: Steps after which the search is to end, of about a tenth of a millisecond each; None
            for a minute or more, by the number of units.
        whole: The control of the work that this solve is a part of.
    """

    deadline: float | None = None
    cancelled: bool = False
    report: Callable[[Progress], None] = field(default=lambda _progress: None)
    whole: Control | None = None
    seed: int = 1
    work: int | None = None

    def stopped(self) -> bool:
        """Whether to return the best found so far."""
        if self.cancelled or (self.deadline is not None and time.monotonic() >= self.deadline):
            return True
        return self.whole is not None and self.whole.stopped()
