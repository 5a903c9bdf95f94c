"""Which assignments have the least excess: proven, where there are not too many states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from fmkwave.network import elimination_order, graph
from fmkwave.optimise.problem import Assignment, Control, Problem
from fmkwave.optimise.pruned import GivenUpError, PrunedSweep, Rest, Swept, rests
from fmkwave.optimise.relaxation import BARRED, Excess, Price, Relaxation

Ints = npt.NDArray[np.int64]

_STATES_A_STEP = 1_000
"""States that take about as long as what comes with each step, however few there are."""

_PART = 10
"""The first part is this share of the allowance."""

_ROOM = 2**62
"""What a step adds up to at most, whatever digits are added: excess, of the unit and its links."""


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
        # What was there before the step and the unit's own count as well.
        degrees = (len(network[unit]) for unit in network)
        self._room = _ROOM // (2 + max(degrees, default=0))

    def within(self, allowance: int) -> Swept:
        """The assignment with the least excess within an allowance.

        Raises:
            OverError: if the work was over before.
        """
        return self._least(self._told.excess, self._told.prices, allowance)

    def without_ties(self, best: Swept) -> Assignment:
        """The optimum among the assignments with the least excess.

        The second objective rides along as lower digits of the excess, and after that the waves of
        as many units at once as there are digits left.

        Raises:
            OverError: if the work was over before, or the points are too large.
        """
        tiebreak = np.array(self._problem.tiebreak, np.int64)
        base = 1 + sum(map(max, self._problem.tiebreak))
        behind = tiebreak.max(axis=1, keepdims=True) - tiebreak
        excess = self._with_digits(self._told.excess, best.excess, base, behind)
        prices = [price._replace(points=price.points * base) for price in self._told.prices]
        found = self._least(excess, prices, (best.excess + 1) * base - 1)
        waves = self._problem.waves
        free = [unit for unit, row in enumerate(excess.units) if (row >= 0).sum() > 1]
        while not found.unique and free:
            size = 1
            while size < len(free) and (found.excess + 2) * waves ** (size + 1) <= self._room:
                size += 1
            block, free = free[:size], free[size:]
            digits = np.zeros_like(tiebreak)
            for place, unit in enumerate(reversed(block)):
                digits[unit] = np.arange(waves) * waves**place
            base = waves ** len(block)
            finer = self._with_digits(excess, found.excess, base, digits)
            dearer = [price._replace(points=price.points * base) for price in prices]
            settled = self._least(finer, dearer, (found.excess + 1) * base - 1)
            chosen = np.array(_known(settled))
            units = excess.units.copy()
            for unit in block:
                units[unit, np.arange(waves) != chosen[unit]] = BARRED
            excess, found = (
                excess._replace(units=units),
                found._replace(assignment=settled.assignment, unique=settled.unique),
            )
        return _known(found)

    def _with_digits(self, excess: Excess, most: int, base: int, digits: Ints) -> Excess:
        """Excess with digits below it; what is above the most need not be told apart.

        Raises:
            OverError: if there is no room for the digits.
        """
        if (most + 2) * base > self._room:
            raise OverError
        units = np.minimum(excess.units, most + 1) * base + digits
        pairs = np.minimum(excess.pairs, most + 1) * base
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


def _known(swept: Swept) -> Assignment:
    assert swept.assignment is not None, "what was found once is within the allowance"
    return swept.assignment
