"""The sweep: dynamic programming over the network, exact and fast where its tables fit.

Sums of limits are state, and state costs memory; so only wave sizes are counted from the start.
Another limit is counted once a best assignment breaks it: one that the optimum respects costs
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from fmkwave.errors import TooLargeError
from fmkwave.optimise.domains import binding, domains
from fmkwave.optimise.problem import (
    Assignment,
    Control,
    Limit,
    Link,
    Problem,
    Progress,
    Solution,
    Table,
)
from fmkwave.optimise.tables import (
    Array,
    Layout,
    State,
    layout,
    link_points,
    part,
    predecessors,
    valid_ends,
)

MEMORY = 4 * 2**30
"""The most bytes that the tables may take."""

_HEADROOM = 8  # sums of a few tables, each as much as "impossible" below the least total


class _StoppedError(Exception):
    """The control asked for the best found so far."""


class _InfeasibleError(Exception):
    """Nothing satisfies the limits."""


def solve_sweep(problem: Problem, control: Control | None = None, memory: int = MEMORY) -> Solution:
    """Find the optimum and whether it is unique.

    Args:
        problem: What to solve.
        control: Watches and stops the solve. Stopped before the first sweep ends, there is no
            assignment; stopped while ties are broken, the one found so far is returned.
        memory: Bytes that the tables may take.

    Raises:
        TooLargeError: if the tables would not fit, or the points are too large to add up.
    """
    search = _Search(problem, control or Control(), memory)
    try:
        found = search.best(problem.values, problem.links)
    except _InfeasibleError:
        return Solution(None, 0, 0, "sweep", infeasible=True)
    except _StoppedError:
        return Solution(None, 0, search.bound, "sweep")
    total = problem.total(found.assignment)
    if not found.tied:
        return Solution(found.assignment, total, total, "sweep", unique=True)
    try:
        search.keep_best(found, total)
        assignment = _break_ties(search)
    except _StoppedError:
        remark = "Stopped while ties were broken: another plan is worth as much."
        return Solution(found.assignment, total, total, "sweep", unique=False, remarks=(remark,))
    return Solution(assignment, total, total, "sweep", unique=False)


def best_with(problem: Problem, memory: int = MEMORY) -> tuple[tuple[int | None, ...], ...] | None:
    """The best total of any assignment in which a unit takes a wave, everything else free.

    These are the max-marginals of the problem, from one forward and one backward sweep. Limits
    other than wave sizes are counted only if the optimum would break them without; where another
    choice breaks one that is not counted, its figure is an upper bound.

    Returns:
        A total for each unit and wave, None where nothing satisfies the limits; None instead of
        all when nothing does anywhere.

    Raises:
        TooLargeError: as `solve_sweep`.
    """
    search = _Search(problem, Control(), memory)
    try:
        found = search.best(problem.values, problem.links)
    except _InfeasibleError:
        return None
    return found.sweep.marginals(problem.waves)


class _Found(NamedTuple):
    """A best assignment, whether another is worth as much, and the sweep that found it."""

    assignment: Assignment
    tied: bool
    sweep: _Sweep


class _Search:
    """Sweeps with more and more limits counted, until the best assignments break none."""

    def __init__(self, problem: Problem, control: Control, memory: int) -> None:
        self.problem = problem
        self.control = control
        self.memory = memory
        self.bound = _magnitude(problem.values, problem.links)
        self._allowed = domains(problem)
        self._sizes, self._waiting = self._split()
        self._counted: list[Limit] = []

    def _split(self) -> tuple[list[Limit], list[Limit]]:
        """One size for each wave, counted from the start, and the limits to wait with."""
        if self._allowed is None:
            return [], []
        sizes: dict[int, Limit] = {}
        waiting = []
        for limit in binding(self.problem, self._allowed):
            covers_all = len(limit.weights) == self.problem.units
            is_size = covers_all and all(weight == 1 for _, weight in limit.weights)
            if is_size and limit.wave not in sizes:
                sizes[limit.wave] = limit
            else:
                waiting.append(limit)
        return list(sizes.values()), waiting

    def best(self, values: Table, links: Sequence[Link]) -> _Found:
        """The best assignment under the given points, whatever limits that takes to count."""
        while True:
            sweep = self._sweep(values, links)
            first, other = sweep.best()
            broken = [
                limit
                for limit in self._waiting
                if not limit.holds(first) or (other is not None and not limit.holds(other))
            ]
            if not broken:
                return _Found(first, other is not None, sweep)
            self.bound = min(self.bound, self.problem.total(first))
            self._waiting.remove(broken[0])
            self._counted.append(broken[0])

    def _sweep(self, values: Table, links: Sequence[Link]) -> _Sweep:
        """A sweep under the given points with the limits counted so far."""
        if self._allowed is None:
            raise _InfeasibleError
        own, between = _fold_settled(values, links, self._allowed)
        plan = layout(self._allowed, between, self._sizes, self._counted)
        sweep = _Sweep(own, between, plan, self.control)
        if sweep.bytes > self.memory:
            raise TooLargeError(
                f"the sweep would need {sweep.bytes >> 20} MiB of tables "
                f"and may use {self.memory >> 20}"
            )
        return sweep

    def keep_best(self, found: _Found, total: int) -> None:
        """From now on, let the units take only waves in which the best total can be reached."""
        table = found.sweep.marginals(self.problem.waves)
        self._allowed = tuple(tuple(best == total for best in row) for row in table)

    def settle(self, units: Sequence[int], assignment: Assignment) -> None:
        """From now on, let the units take only the waves that an assignment gives them."""
        if self._allowed is None:
            raise _InfeasibleError
        self._allowed = tuple(
            tuple(may and wave == assignment[unit] for wave, may in enumerate(row))
            if unit in units
            else row
            for unit, row in enumerate(self._allowed)
        )


def _break_ties(search: _Search) -> Assignment:
    """The optimum by second objective and then unit by unit, among equals in total.

    Objectives of lower rank ride along as lower digits of one integer; as many units as there
    are digits left are settled in one sweep.
    """
    problem = search.problem
    base = 1 + sum(max(row) for row in problem.tiebreak)
    values = _mix(problem.values, base, problem.tiebreak)
    links = [link._replace(points=link.points * base) for link in problem.links]
    found = search.best(values, links)
    room = (2**63 - 1) // (_HEADROOM * (_magnitude(values, links) + 1))
    units_at_once = next(n for n in range(64) if problem.waves ** (n + 1) > room)
    if found.tied and units_at_once == 0:
        raise TooLargeError("the points are too large to break ties between plans by sweep")
    first = 0
    while found.tied and first < problem.units:
        block = range(first, min(first + units_at_once, problem.units))
        base = problem.waves ** len(block)
        digits = [[0] * problem.waves for _ in range(problem.units)]
        for unit in block:
            worth = problem.waves ** (block[-1] - unit)
            digits[unit] = [worth * (problem.waves - 1 - wave) for wave in range(problem.waves)]
        scaled = [link._replace(points=link.points * base) for link in links]
        found = search.best(_mix(values, base, digits), scaled)
        search.settle(block, found.assignment)
        first = block[-1] + 1
    return found.assignment


def _mix(high: Sequence[Sequence[int]], base: int, low: Sequence[Sequence[int]]) -> Table:
    return tuple(
        tuple(above * base + below for above, below in zip(*rows, strict=True))
        for rows in zip(high, low, strict=True)
    )


def _magnitude(values: Table, links: Sequence[Link]) -> int:
    """No total lies farther from 0."""
    return sum(max(map(abs, row), default=0) for row in values) + sum(p for _, _, p in links)


def _fold_settled(
    values: Table, links: Sequence[Link], allowed: Sequence[Sequence[bool]]
) -> tuple[Table, list[Link]]:
    """Turn links to settled units into points of the other end, where they need no state."""
    own = [list(row) for row in values]
    only = [row.index(True) if sum(row) == 1 else None for row in allowed]
    between = []
    for first, second, points in links:
        settled, other = (first, second) if only[first] is not None else (second, first)
        wave = only[settled]
        if wave is not None:
            own[other][wave] += points
        elif points:
            between.append(Link(first, second, points))
    return tuple(map(tuple, own)), between


class _Sweep:
    """Forward and backward tables of one problem, and what is read off them."""

    def __init__(
        self, values: Table, links: Sequence[Link], plan: Layout, control: Control
    ) -> None:
        self.values = values
        self.plan = plan
        self.control = control
        self._limit = _magnitude(values, links)
        self._impossible = -2 * self._limit - 1
        self._type = np.int32 if _HEADROOM * (self._limit + 1) < 2**31 else np.int64
        if _HEADROOM * (self._limit + 1) >= 2**63:
            raise TooLargeError("the points are too large to add up exactly by sweep")
        self._forward: list[Array] = []

    @property
    def bytes(self) -> int:
        """Bytes that the tables take."""
        return (self.plan.cells() + 3 * self.plan.largest()) * np.dtype(self._type).itemsize

    def best(self) -> tuple[Assignment, Assignment | None]:
        """A best assignment, and another that is worth as much if there is one.

        Raises:
            _InfeasibleError: if no state is left at the end.
            _StoppedError: if the control asked to stop.
        """
        self._run_forward()
        last = np.where(valid_ends(self.plan), self._forward[-1], self._impossible)
        top = int(last.max(initial=self._impossible))
        if top < -self._limit:
            raise _InfeasibleError
        ends = [self.plan.end_state(end) for end in np.argwhere(last == top)[:2]]
        first, fork = self._trace(ends[0], None)
        if len(ends) > 1:
            return first, self._trace(ends[1], None)[0]
        return first, None if fork is None else self._trace(ends[0], fork)[0]

    def _run_forward(self) -> None:
        if self._forward:
            return
        table = np.zeros(self.plan.shape(0), dtype=self._type)
        self._forward.append(table)
        for step in range(len(self.plan.steps)):
            if self.control.stopped():
                raise _StoppedError
            table = self._place(step, table)
            self._forward.append(table)
            self.control.report(Progress("sweeping", done=(step + 1) / len(self.plan.steps)))

    def _place(self, step: int, table: Array) -> Array:
        """The table after a step from the one before it."""
        move = self.plan.steps[step]
        result = np.full(self.plan.shape(step + 1), self._impossible, dtype=self._type)
        for label, wave in enumerate(self.plan.labels[move.unit]):
            windows = self.plan.windows(step, wave)
            if windows is None:
                continue
            source, target = windows
            placed = part(table, source) + self._gain(step, wave)
            if move.closing:
                placed = placed.max(axis=move.closing)
            reached = part(result, target, label if move.opens else None)
            np.maximum(reached, placed, out=reached)
        return result

    def _gain(self, step: int, wave: int) -> Array:
        """Points that a step's unit brings by taking a wave, over the label axes before it."""
        move = self.plan.steps[step]
        gain = link_points(self.plan, move, wave) + self.values[move.unit][wave]
        return gain.astype(self._type).reshape(gain.shape + (1,) * len(self.plan.counters))

    def _trace(self, end: State, fork: int | None) -> tuple[Assignment, int | None]:
        """Follow the best choices back from an end.

        Args:
            end: The state to start from.
            fork: Step at which to take the second best-equal choice instead of the first.

        Returns:
            The assignment, and a step where another choice is worth as much, if there is one.
        """
        waves = [0] * len(self.plan.steps)
        state, other = end, None
        for step in range(len(self.plan.steps) - 1, -1, -1):
            unit = self.plan.steps[step].unit
            worth = self._at(step + 1, state)
            equal = [
                (wave, earlier)
                for wave, earlier in predecessors(self.plan, step, state)
                if self._at(step, earlier) + self._gain_at(step, wave, earlier) == worth
            ]
            if len(equal) > 1 and other is None:
                other = step
            waves[unit], state = equal[1 if step == fork else 0]
        return tuple(waves), other

    def _at(self, step: int, state: State) -> int:
        return int(self._forward[step][self.plan.index(step, state)])

    def _gain_at(self, step: int, wave: int, state: State) -> int:
        move = self.plan.steps[step]
        kept = sum(
            points
            for axis, points in move.near
            if self.plan.labels[move.before[axis]][state.labels[axis]] == wave
        )
        return self.values[move.unit][wave] + kept

    def marginals(self, waves: int) -> tuple[tuple[int | None, ...], ...]:
        """The best total with each unit in each wave; None where that is impossible."""
        self._run_forward()
        found: list[list[int | None]] = [[None] * waves for _ in self.plan.steps]
        ends = valid_ends(self.plan)
        table = np.where(ends, 0, self._impossible).astype(self._type)
        for step in range(len(self.plan.steps) - 1, -1, -1):
            move = self.plan.steps[step]
            before = self._forward.pop(step)
            result = np.full(before.shape, self._impossible, dtype=self._type)
            for label, wave in enumerate(self.plan.labels[move.unit]):
                windows = self.plan.windows(step, wave)
                if windows is None:
                    continue
                source, target = windows
                after = part(table, target, label if move.opens else None)
                onward = np.expand_dims(after, move.closing) + self._gain(step, wave)
                top = int((part(before, source) + onward).max(initial=self._impossible))
                if top >= -self._limit:
                    found[move.unit][wave] = top
                left = part(result, source)
                np.maximum(left, onward, out=left)
            table = result
        self._forward.clear()
        return tuple(map(tuple, found))
