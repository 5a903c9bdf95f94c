"""What is true of a small problem, by trying every assignment."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from fmkwave.optimise.problem import Assignment, Problem


class Truth(NamedTuple):
    """The optimum, None if nothing is feasible; whether no other has its total; max-marginals."""

    optimum: Assignment | None
    total: int
    unique: bool | None
    best_with: tuple[tuple[int | None, ...], ...]


def feasible_assignments(problem: Problem) -> list[Assignment]:
    """All assignments that satisfy the limits."""
    everything = product(range(problem.waves), repeat=problem.units)
    return [assignment for assignment in everything if problem.feasible(assignment)]


def truth(problem: Problem) -> Truth:
    """Try everything."""
    totals = {a: problem.total(a) for a in feasible_assignments(problem)}
    best_with = tuple(
        tuple(
            max((total for a, total in totals.items() if a[unit] == wave), default=None)
            for wave in range(problem.waves)
        )
        for unit in range(problem.units)
    )
    if not totals:
        return Truth(None, 0, None, best_with)
    most = max(totals.values())
    best = [assignment for assignment, total in totals.items() if total == most]
    return Truth(max(best, key=problem.rank), most, len(best) == 1, best_with)
