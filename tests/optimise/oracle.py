"""What is true of a small problem, by trying every assignment."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import NamedTuple

from fmkwave.optimise.problem import Assignment, Problem


class Truth(NamedTuple):
    """What trying every assignment tells.

    Attributes:
        optimum: None if nothing satisfies the limits.
        unique: Whether no other assignment has its total.
        best_with: The optimum among the assignments that give a unit a wave, for each of both.
    """

    optimum: Assignment | None
    total: int
    unique: bool | None
    best_with: tuple[tuple[Assignment | None, ...], ...]


def feasible_assignments(problem: Problem) -> list[Assignment]:
    """All assignments that satisfy the limits."""
    everything = product(range(problem.waves), repeat=problem.units)
    return [assignment for assignment in everything if problem.feasible(assignment)]


@cache
def truth(problem: Problem) -> Truth:
    """Try everything; once for all engines that are held against it."""
    totals = {a: problem.total(a) for a in feasible_assignments(problem)}
    best_with = tuple(
        tuple(
            max((a for a in totals if a[unit] == wave), key=problem.rank, default=None)
            for wave in range(problem.waves)
        )
        for unit in range(problem.units)
    )
    if not totals:
        return Truth(None, 0, None, best_with)
    most = max(totals.values())
    best = [assignment for assignment, total in totals.items() if total == most]
    return Truth(max(best, key=problem.rank), most, len(best) == 1, best_with)
