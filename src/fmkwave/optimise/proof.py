"""Which assignments have the least excess: proven, where there are not too many states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from fmkwave.network import elimination_order, graph
from fmkwave.optimise.integers import holding
from fmkwave.optimise.problem import Assignment, Control, Problem
from fmkwave.optimise.pruned import GivenUpError, PrunedSweep, Rest, Swept, rests
from fmkwave.optimise.relaxation import BARRED, Excess, Price, Relaxation

Ints = npt.NDArray[Any]

_STATES_A_STEP = 1_000
"""States that take about as long as what comes with each step, however few there are."""

_PART = 10
"""The first part is this share of the allowance."""


@dataclass(slots=True)
class Work:
    """Work that may be done, in steps of about a tenth of a millisecond each.

    Attributes:
        left: Steps that are left.
        control: Watches the work.
    """

    left: int
    control: Control = field(default_factory=Control)

    def take(self, steps: int, states: int) -> None:
        """Take off what was done: units placed, and states kept meanwhile."""
        self.left -= steps + states // _STATES_A_STEP

    @property
    def over(self) -> bool:
        """Whether to stop."""
        return self.left <= 0 or self.control.stopped()


class OverError(Exception):
    """The work is over, or took more states than may be kept."""


class Prover:
    """Finds the assignments with the least excess of all, where there are not too many states."""

    def __init__(self, problem: Problem, told: Relaxation, work: Work, most: int) -> None:
        """Lay out the order.

        Args:
            problem: The problem.
            told: What prices tell of it.
            work: The work that may be done.
            most: How many states may be kept at once.
        """
        self._problem, self._told, self._work, self._most = problem, told, work, most
        links = ((first, second, 0) for first, second in told.excess.links)
        network = graph(range(problem.units), links)
        self._order = elimination_order(network, dict.fromkeys(network, problem.waves))
        # A step adds the unit's own excess and its links' to what was there before; twice for room.
        degrees = (len(network[unit]) for unit in network)
        self._steep = 2 * (2 + max(degrees, default=0))

    def within(self, allowance: int) -> Swept:
        """The assignment with the least excess within an allowance.

        Raises:
            OverError: if the work was over before.
        """
        return self._least(self._told.excess, self._told.prices, allowance)

    def without_ties(self, best: Swept) -> Assignment:
        """The optimum among the assignments with the least excess.

        The second objective rides along as lower digits of the excess, and after that the waves of
        as many units at once as there are digits left in 64 bits, or of all where there are none.

        Raises:
            OverError: if the work was over before.
        """
        base = 1 + sum(map(max, self._problem.tiebreak))
        behind = [[max(row) - second for second in row] for row in self._problem.tiebreak]
        excess = self._with_digits(self._told.excess, best.excess, base, behind)
        prices = _scaled(self._told.prices, base)
        found = self._least(excess, prices, (best.excess + 1) * base - 1)
        waves = self._problem.waves
        free = [unit for unit, row in enumerate(excess.units) if (row >= 0).sum() > 1]
        while not found.unique and free:
            size = self._digits(found.excess, len(free))
            block, free = free[:size], free[size:]
            digits = [[0] * waves for _ in excess.units]
            for place, unit in enumerate(reversed(block)):
                digits[unit] = [wave * waves**place for wave in range(waves)]
            base = waves ** len(block)
            finer = self._with_digits(excess, found.excess, base, digits)
            settled = self._least(finer, _scaled(prices, base), (found.excess + 1) * base - 1)
            excess = _settled(excess, block, _known(settled))
            found = found._replace(assignment=settled.assignment, unique=settled.unique)
        return _known(found)

    def _digits(self, most: int, units: int) -> int:
        """How many units' waves to tell apart at once, as digits below that excess."""
        size = 0
        while size < units and (most + 2) * self._problem.waves ** (size + 1) * self._steep < 2**63:
            size += 1
        return size or units

    def _with_digits(
        self, excess: Excess, most: int, base: int, digits: Sequence[Sequence[int]]
    ) -> Excess:
        """Excess with digits below it; what is above the most need not be told apart."""
        kind = holding((most + 2) * base * self._steep)
        below = np.array(digits, kind)
        units = np.minimum(excess.units, most + 1).astype(kind) * base + below
        pairs = np.minimum(excess.pairs, most + 1).astype(kind) * base
        return Excess(np.where(excess.units == BARRED, BARRED, units), excess.links, pairs)

    def _least(self, excess: Excess, prices: Sequence[Price], allowance: int) -> Swept:
        """The assignment with the least excess, by sweeps from either end.

        First with a part of the allowance for the units placed, they tell by their sums what the
        units on that side have at least; with which the sweep from the other end may go farther,
        until one has gone all the way. (Bidirectional search, with better and better bounds on
        the rest; Pohl, "Bi-directional search", Machine Intelligence 6, 1971.)
        """
        orders = self._order, self._order[::-1]
        sweeps = [
            PrunedSweep(excess, order, prices, self._most, self._work.control) for order in orders
        ]
        known: list[Sequence[Rest]] = [(), ()]
        parts = [allowance // _PART, allowance // _PART]
        states = [0, 0]
        while not self._work.over:
            # The end from which it was the less work is gone on with.
            end = 0 if states[0] <= states[1] else 1
            part = min(parts[end], allowance)
            try:
                swept = sweeps[end].run(allowance, part=part, rests=known[end])
            except GivenUpError:
                break
            self._work.take(len(self._order), swept.states)
            if part == allowance:
                return swept
            known[1 - end] = rests(swept, sweeps[end].whole, part + 1)
            states[end] = swept.states
            parts[end] = part * 3 // 2 + 1
        raise OverError


def _scaled(prices: Sequence[Price], base: int) -> list[Price]:
    return [price._replace(points=price.points * base) for price in prices]


def _settled(excess: Excess, block: Sequence[int], assignment: Assignment) -> Excess:
    """The same, where the units of a block have only the wave of an assignment."""
    units = excess.units.copy()
    for unit in block:
        units[unit, np.arange(units.shape[1]) != assignment[unit]] = BARRED
    return excess._replace(units=units)


def _known(swept: Swept) -> Assignment:
    assert swept.assignment is not None, "what was found once is within the allowance"
    return swept.assignment
