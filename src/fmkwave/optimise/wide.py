"""Prices, search and proof together: for networks too wide for the sweep's tables.

Prices give a bound, the search an assignment near it, and pruned sweeps either prove that nothing
between the two is there, or lower the bound as far as the work allows. Where the gap is closed,
what remains of it tells whether others are worth as much, and breaks the tie.
"""

from __future__ import annotations

import time

from fmkwave.optimise.domains import Domains, domains
from fmkwave.optimise.problem import (
    TIED,
    UNSETTLED,
    Assignment,
    Control,
    Problem,
    Progress,
    Solution,
)
from fmkwave.optimise.proof import OverError, Prover, Work
from fmkwave.optimise.relaxation import Relaxation, relax
from fmkwave.optimise.search import Search, start
from fmkwave.texts import Message, message

_STEPS = 400_000
_STEPS_A_UNIT = 50
"""Work that is done unless another amount is asked for: about a minute for some hundred units."""

_MOST = 2**21
"""States kept at once while the bound is lowered: 60 bytes each, and as much again while sorted."""

_FIRST_ALLOWANCE = 8
"""The first allowance is this part of the gap; each further one is half as much again."""

_PROVEN = 5_000
"""Units up to which the bound is lowered: beyond, there is too much open at a time."""


class NoPricesError(Exception):
    """No prices or no first assignment was found: this is not the way to solve the problem."""


def solve_wide(problem: Problem, control: Control | None = None) -> Solution:
    """Find a good assignment and a bound; the optimum, where the work allows to prove it.

    Args:
        problem: What to solve.
        control: Watches and stops the solve, and says how much work is to be done.

    Raises:
        NoPricesError: if the problem is not of the kind that this solves, and it was not stopped
            before that was known.
    """
    control = control or Control()
    allowed = domains(problem)
    if allowed is None:
        return Solution(None, 0, 0, "search", infeasible=True)
    steps = _STEPS + _STEPS_A_UNIT * problem.units if control.work is None else control.work
    control.report(Progress(message("finding prices")))
    left = None if control.deadline is None else control.deadline - time.monotonic()
    told = relax(problem, allowed, left)
    first = None if told is None else start(told, control)
    if told is None or first is None:
        if control.stopped():
            return Solution(None, 0, _at_most(problem, allowed), "search")
        raise NoPricesError
    run = _Run(problem, told, first, control)
    run.search(control.seed, steps // 2)
    run.prove(steps // 2)
    return run.solution()


def _at_most(problem: Problem, allowed: Domains) -> int:
    """What no assignment exceeds: each unit in the best of its waves, and every link kept."""
    own = sum(
        max(value for value, may in zip(values, waves, strict=True) if may)
        for values, waves in zip(problem.values, allowed, strict=True)
    )
    return own + sum(max(link.points, 0) for link in problem.links)


class _Run:
    """The best assignment and the bound so far."""

    def __init__(
        self, problem: Problem, told: Relaxation, first: Assignment, control: Control
    ) -> None:
        self._problem, self._told, self._control = problem, told, control
        self._best, self._bound = first, told.bound
        self._unique: bool | None = None
        self._remarks: tuple[Message, ...] = ()
        self._report(message("looking for a good plan"))

    def _report(self, doing: Message) -> None:
        total = self._problem.total(self._best)
        self._control.report(Progress(doing, total, self._bound))

    def solution(self) -> Solution:
        """What is known now."""
        total = self._problem.total(self._best)
        return Solution(
            self._best, total, self._bound, "search", unique=self._unique, remarks=self._remarks
        )

    def search(self, seed: int, steps: int) -> None:
        """Look for a better assignment."""
        search = Search(self._told, self._best, seed)
        for assignment in search.rounds(Work(steps, self._control)):
            self._best = assignment
            self._report(message("looking for a good plan"))

    def prove(self, steps: int) -> None:
        """Lower the bound; with luck to the optimum, which is found on the way."""
        if self._problem.units > _PROVEN:
            return
        prover = Prover(self._problem, self._told, Work(steps, self._control), _MOST)
        gap = self._told.bound - self._problem.total(self._best)
        allowance = gap // _FIRST_ALLOWANCE
        try:
            while (swept := prover.within(allowance)).assignment is None:
                self._bound = self._told.bound - allowance - 1
                self._report(message("proving how good it is"))
                allowance = min(gap, allowance * 3 // 2 + 1)
            self._best, self._unique = swept.assignment, swept.unique
            self._bound = self._told.bound - swept.excess
            self._report(message("breaking ties"))
            if not swept.unique:
                self._best = prover.without_ties(swept)
        except OverError:
            if self._unique is False:
                self._remarks = (TIED if self._control.stopped() else UNSETTLED,)
