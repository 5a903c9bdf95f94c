"""The sweep: dynamic programming over the network, exact and fast where its tables fit.

Sums of limits are state, and state costs memory; so only wave sizes are counted from the start.
Another limit is counted once a best assignment breaks it: one that the optimum respects costs
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import gcd
from typing import NamedTuple

from fmkwave.errors import StoppedError, TooLargeError
from fmkwave.optimise.domains import binding, domains
from fmkwave.optimise.layout import layout
from fmkwave.optimise.problem import (
    TIED,
    Assignment,
    Control,
    Limit,
    Link,
    Problem,
    Solution,
    Table,
    Weights,
)
from fmkwave.optimise.tables import (
    HEADROOM,
    Choice,
    NoStateError,
    StoppedSweepError,
    Tables,
    spread,
)
from fmkwave.texts import Message, message

MEMORY = 4 * 2**30
"""The most bytes that the tables may take."""

QUICK = 2**30
"""The most that they may take where HiGHS could be taken instead: beyond it, that is quicker."""

_SLOWER = 8
"""Of that, tables of integers beyond 64 bits may take this part, as they take so much longer."""

_COUNTLESS = 10**9
"""MiB above which the number itself tells nobody anything."""

_MOST_EACH = 10
"""The most that units may count for in the mean where sizes are counted from the start."""


_INFEASIBLE = Solution(None, 0, 0, "sweep", infeasible=True)


def solve_sweep(problem: Problem, control: Control | None = None, memory: int = MEMORY) -> Solution:
    """Find the optimum and whether it is unique.

    Args:
        problem: What to solve.
        control: Watches and stops the solve. Stopped before the first sweep ends, there is no
            assignment; stopped while ties are broken, the one found so far is returned.
        memory: Bytes that the tables may take.

    Raises:
        TooLargeError: if the tables would not fit.
    """
    try:
        search = _Search(problem, control or Control(), memory)
        found = search.best(problem.values, problem.links)
    except NoStateError:
        return _INFEASIBLE
    except StoppedSweepError:
        return Solution(None, 0, search.bound, "sweep")
    total = problem.total(found.assignment)
    if not found.tied:
        return Solution(found.assignment, total, total, "sweep", unique=True)
    try:
        search.keep_best(found, total)
        assignment = _break_ties(search)
    except StoppedSweepError:
        return Solution(found.assignment, total, total, "sweep", unique=False, remarks=(TIED,))
    return Solution(assignment, total, total, "sweep", unique=False)


def sweep_choices(problem: Problem, control: Control, memory: int = MEMORY) -> Iterator[Choice]:
    """Every single choice, with the best assignment that makes it by total and second objective.

    Limits other than wave sizes are counted only if the optimum would break them without; where
    another choice breaks one that is not counted, its assignment does not satisfy all limits, and
    its total is an upper bound. A choice that no assignment can make is not there.

    Raises:
        StoppedError: if the control asked to stop.
        TooLargeError: as `solve_sweep`.
    """
    mixed = _with_second(problem)
    try:
        search = _Search(problem, control, memory)
        for choice in search.best(mixed.values, mixed.links).tables.choices():
            yield choice._replace(total=choice.total // mixed.base * mixed.unit)
    except NoStateError:
        return
    except StoppedSweepError:
        raise StoppedError(message("Stopped before every other choice was weighed.")) from None


def _too_large(needed: int, allowed: int) -> Message:
    """What is said of tables that need so many MiB."""
    if needed > _COUNTLESS:
        return message(
            "the sweep would need far more than {allowed} MiB of tables", allowed=allowed
        )
    return message(
        "the sweep would need {needed} MiB of tables and may use {allowed}",
        needed=needed,
        allowed=allowed,
    )


def _sides(limit: Limit) -> tuple[Limit, ...]:
    """A limit as one for each bound, of which only one may ever be broken, and takes less state."""
    if limit.lower is None or limit.upper is None or limit.lower == limit.upper:
        return (limit,)
    return replace(limit, upper=None), replace(limit, lower=None)


class _Found(NamedTuple):
    """A best assignment, whether another is worth as much, and the tables that say so."""

    assignment: Assignment
    tied: bool
    tables: Tables


class _Search:
    """Sweeps with more and more limits counted, until the best assignments break none."""

    def __init__(self, problem: Problem, control: Control, memory: int) -> None:
        self.problem = problem
        self.control = control
        self.memory = memory
        self.bound = sum(map(max, problem.values)) + sum(link.points for link in problem.links)
        allowed = domains(problem)
        if allowed is None:
            raise NoStateError
        self._allowed = allowed
        self._sizes, self._waiting = self._split()
        self._counted: list[Limit] = []

    def _split(self) -> tuple[list[Limit], list[Limit]]:
        """One size for each wave, counted from the start, and the limits to wait with."""
        found = binding(self.problem, self._allowed)
        sizes: dict[int, Limit] = {}
        counts = self._counts(found)
        for limit in found:
            if limit.weights == counts:
                sizes.setdefault(limit.wave, limit)
        others = (limit for limit in found if limit not in sizes.values())
        return list(sizes.values()), [side for limit in others for side in _sides(limit)]

    def _counts(self, limits: Sequence[Limit]) -> Weights | None:
        """What each unit counts for in the sizes of waves, where there are any.

        Units may stand for several, so it need not be 1; but what has a sum far beyond the number
        of units, such as citizens, would take too much state to be counted before it has to be.
        """
        most = _MOST_EACH * self.problem.units
        counts = (
            limit.weights
            for limit in limits
            if len(limit.weights) == self.problem.units
            and all(weight > 0 for _, weight in limit.weights)
        )
        fitting = (weights for weights in counts if sum(n for _, n in weights) <= most)
        return min(fitting, key=lambda weights: sum(n for _, n in weights), default=None)

    def best(self, values: Table, links: Sequence[Link]) -> _Found:
        """The best assignment under the given points, whatever limits that takes to count."""
        while True:
            tables = self._tables(values, links)
            first, other = tables.best()
            broken = [
                limit
                for limit in self._waiting
                if not limit.holds(first) or (other is not None and not limit.holds(other))
            ]
            if not broken:
                return _Found(first, other is not None, tables)
            self.bound = min(self.bound, self.problem.total(first))
            # The fewer units it is about, the less state a limit takes.
            counted = min(broken, key=lambda limit: len(limit.weights))
            self._waiting.remove(counted)
            self._counted.append(counted)

    def _tables(self, values: Table, links: Sequence[Link]) -> Tables:
        """Tables under the given points with the limits counted so far."""
        own, between = _fold_settled(values, links, self._allowed)
        plan = layout(self._allowed, between, self._sizes, self._counted)
        tables = Tables(own, between, plan, self.control)
        memory = self.memory // (1 if tables.native else _SLOWER)
        if tables.bytes > memory:
            raise TooLargeError(_too_large(tables.bytes >> 20, memory >> 20))
        return tables

    def keep_best(self, found: _Found, total: int) -> None:
        """From now on, let the units take only waves in which the best total can be reached."""
        reached = {(c.unit, c.wave) for c in found.tables.choices() if c.total == total}
        waves = range(self.problem.waves)
        self._allowed = tuple(
            tuple((unit, wave) in reached for wave in waves) for unit in range(self.problem.units)
        )

    def digits(self, values: Table, links: Sequence[Link]) -> int:
        """How many units' waves, as lower digits of such points, can be told apart in one sweep."""
        own, between = _fold_settled(values, links, self._allowed)
        labels = [[wave for wave, may in enumerate(row) if may] for row in self._allowed]
        room = (2**63 - 1) // (HEADROOM * (spread(own, between, labels) + 1))
        waves, units = self.problem.waves, 0
        while units < self.problem.units and waves ** (units + 1) <= room:
            units += 1
        # Without room in 64 bits, integers of any size are needed, which hold all digits at once.
        return units or self.problem.units

    def settle(self, units: Sequence[int], assignment: Assignment) -> None:
        """From now on, let the units take only the waves that an assignment gives them."""
        self._allowed = tuple(
            tuple(may and wave == assignment[unit] for wave, may in enumerate(row))
            if unit in units
            else row
            for unit, row in enumerate(self._allowed)
        )


def _break_ties(search: _Search) -> Assignment:
    """The optimum by second objective and then unit by unit, among equals in total.

    Objectives of lower rank ride along as lower digits of one integer; as many units as there
    are digits left in 64 bits are settled in one sweep, and all of them where there are none.
    """
    problem = search.problem
    values, links, _, _ = _with_second(problem)
    found = search.best(values, links)
    first = 0
    while found.tied and first < problem.units:
        block = range(first, min(first + search.digits(values, links), problem.units))
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


class _Mixed(NamedTuple):
    """Points in which the second objective rides along as lower digits.

    A total of such points is a total of the problem's own, divided by ``unit`` and multiplied by
    ``base``, plus the second objective, which is below ``base``.
    """

    values: Table
    links: list[Link]
    base: int
    unit: int


def _with_second(problem: Problem) -> _Mixed:
    base = 1 + sum(max(row) for row in problem.tiebreak)
    unit = gcd(*(v for row in problem.values for v in row), *(p for _, _, p in problem.links)) or 1
    values = tuple(tuple(value // unit for value in row) for row in problem.values)
    links = [link._replace(points=link.points // unit * base) for link in problem.links]
    return _Mixed(_mix(values, base, problem.tiebreak), links, base, unit)


def _mix(high: Sequence[Sequence[int]], base: int, low: Sequence[Sequence[int]]) -> Table:
    return tuple(
        tuple(above * base + below for above, below in zip(*rows, strict=True))
        for rows in zip(high, low, strict=True)
    )


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
