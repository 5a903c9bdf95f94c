"""The columns and rows of a problem: what HiGHS is given.

A binary column says whether a unit takes a wave. For each link and wave a further column is at
least as far as one end's binary exceeds the other's; over the waves these add up to 1 where the
link is cut and to 0 where it is kept. (This is the metric labelling relaxation for uniform
distances of Kleinberg and Tardos, Journal of the ACM 49, 2002. One column a link, at least the
difference in every wave, would do as well, but took HiGHS up to twice as long.)

HiGHS minimises what an assignment falls short of the best one could wish for, in the greatest unit
of which all points are multiples: small integers, so that half a unit tells apart what differs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fmkwave.optimise.domains import Domains, binding
from fmkwave.optimise.highs import Program, Row
from fmkwave.optimise.problem import Assignment, Link, Problem

_MARGIN = 0.1
"""How far HiGHS's bounds, which are of whole units, are trusted not to be off."""


_RESOLVED = 2**27
"""Sum of costs up to which HiGHS's tolerance, 1e-9 a column, stays well below half a unit."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What to maximise, as costs: the points lost against ``most``, in multiples of ``unit``."""

    costs: tuple[int, ...]
    most: int
    unit: int

    @property
    def resolved(self) -> bool:
        """Whether floating point tells all costs of assignments apart."""
        return sum(self.costs) <= _RESOLVED

    def cost(self, columns: Sequence[int]) -> int:
        """Cost of the columns of an assignment."""
        return sum(cost for cost, value in zip(self.costs, columns, strict=True) if value)

    def least(self, bound: float) -> int:
        """The least cost of any assignment, which is whole and not negative, by HiGHS's bound."""
        return math.ceil(max(0.0, bound - _MARGIN))

    def points(self, cost: int) -> int:
        """The points that an assignment of that cost is worth."""
        return self.most - self.unit * cost

    def no_dearer(self, cost: int) -> Row:
        """The demand for at most that cost, with half a unit to spare for rounding."""
        terms = tuple((column, each) for column, each in enumerate(self.costs) if each)
        return Row(terms, upper=cost + 0.5)


class Model:
    """The columns and rows of a problem.

    Columns: for each unit one a wave, then for each link one a wave. Rows: one for each unit, for
    each link one a wave, and one for each limit that some assignment breaks.
    """

    def __init__(self, problem: Problem, allowed: Domains, links: Sequence[Link]) -> None:
        self.waves = problem.waves
        self.allowed = allowed
        self.links = links
        self.limits = binding(problem, allowed)
        self._rows = [*self._one_wave_each(), *self._cuts(), *self._limits()]

    @property
    def nothing(self) -> Goal:
        """A goal that all assignments reach."""
        return self.goal([[0] * self.waves for _ in self.allowed])

    def goal(self, values: Sequence[Sequence[int]], links: Sequence[Link] = ()) -> Goal:
        """The sum of values and of points of links kept, with the model's links or none."""
        best = [
            max(value for value, may in zip(row, allowed, strict=True) if may)
            for row, allowed in zip(values, self.allowed, strict=True)
        ]
        lost = [
            top - value if may else 0
            for top, row, allowed in zip(best, values, self.allowed, strict=True)
            for value, may in zip(row, allowed, strict=True)
        ]
        cut = [link.points for link in links for _ in range(self.waves)]
        cut += [0] * (len(self.links) * self.waves - len(cut))
        unit = math.gcd(*lost, *cut) or 1
        return Goal(
            costs=tuple(cost // unit for cost in (*lost, *cut)),
            most=sum(best) + sum(link.points for link in links),
            unit=unit,
        )

    def program(self, goal: Goal, rows: Sequence[Row] = ()) -> Program:
        """What HiGHS is to solve."""
        may = [int(may) for row in self.allowed for may in row]
        return Program(
            costs=goal.costs,
            upper=may + [1] * (len(self.links) * self.waves),
            integers=len(may),
            rows=[*self._rows, *rows],
        )

    def assignment(self, values: Sequence[float]) -> Assignment:
        """The assignment nearest to the values of the columns."""
        rows = (values[unit * self.waves :][: self.waves] for unit in range(len(self.allowed)))
        return tuple(max(range(self.waves), key=row.__getitem__) for row in rows)

    def columns(self, assignment: Assignment) -> list[int]:
        """The values of the columns for an assignment."""
        taken = [int(w == wave) for wave in assignment for w in range(self.waves)]
        cut = [
            int(assignment[first] == wave != assignment[second])
            for first, second, _ in self.links
            for wave in range(self.waves)
        ]
        return taken + cut

    def other_than(self, assignment: Assignment) -> Row:
        """The demand that at least one unit takes another wave."""
        terms = ((unit * self.waves + wave, 1) for unit, wave in enumerate(assignment))
        return Row(tuple(terms), upper=len(assignment) - 1)

    def _one_wave_each(self) -> Iterator[Row]:
        for unit in range(len(self.allowed)):
            first = unit * self.waves
            terms = tuple((column, 1) for column in range(first, first + self.waves))
            yield Row(terms, lower=1, upper=1)

    def _cuts(self) -> Iterator[Row]:
        column = len(self.allowed) * self.waves
        for first, second, _ in self.links:
            for wave in range(self.waves):
                ends = (first * self.waves + wave, -1), (second * self.waves + wave, 1)
                yield Row(((column, 1), *ends), lower=0)
                column += 1

    def _limits(self) -> Iterator[Row]:
        for limit in self.limits:
            wave = limit.wave
            terms = tuple((unit * self.waves + wave, weight) for unit, weight in limit.weights)
            yield Row(terms, limit.lower, limit.upper)
