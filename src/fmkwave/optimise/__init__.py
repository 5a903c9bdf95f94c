"""Engines behind one call: `solve(problem)`."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from fmkwave.errors import TooLargeError
from fmkwave.optimise.problem import Assignment, Control, Problem, Solution
from fmkwave.texts import message

Engine = Literal["auto", "sweep", "search", "milp"]

_FEW = 200
"""Units up to which HiGHS may well prove in minutes what the search has not proven."""


def solve(
    problem: Problem,
    engine: Engine = "auto",
    control: Control | None = None,
    start: Assignment | None = None,
) -> Solution:
    """Find the optimum of a problem.

    Args:
        problem: What to solve.
        engine: ``auto`` takes the sweep where its tables fit, and says so where it takes another:
            the search, and HiGHS (``milp``) after it where that may prove what the search left
            open. What is proven to be the optimum is the same assignment, whoever finds it.
        control: Watches and stops the solve.
        start: A good assignment for ``milp`` to start from; ignored unless it satisfies the limits.

    Raises:
        TooLargeError: if the sweep was asked for and its tables would not fit.
    """
    # Imported when it is used, as an engine is: HiGHS alone takes a quarter of a second.
    from fmkwave.optimise.merging import merge

    merged = merge(problem)
    begin = None if start is None else merged.merge(start)
    solution = _solve(merged.problem, engine, control or Control(), begin)
    if solution.assignment is None and not solution.infeasible:
        solution = _started(merged.problem, solution)
    if solution.assignment is None:
        return solution
    return replace(solution, assignment=merged.part(solution.assignment))


def _solve(
    problem: Problem, engine: Engine, control: Control, start: Assignment | None
) -> Solution:
    if engine == "milp":
        from fmkwave.optimise.milp import solve_milp

        return solve_milp(problem, control, start)

    from fmkwave.optimise.sweep import MEMORY, QUICK, solve_sweep

    if engine == "search":
        return _beyond(problem, control, start)
    try:
        return solve_sweep(problem, control, MEMORY if engine == "sweep" else QUICK)
    except TooLargeError as error:
        if engine == "sweep":
            raise
        solution = _beyond(problem, control, start)
        taken = message(
            "Engine {engine} was taken because {reason}.", engine=solution.engine, reason=error.told
        )
        return replace(solution, remarks=(taken, *solution.remarks))


def _beyond(problem: Problem, control: Control, start: Assignment | None) -> Solution:
    """What the search finds; where that is no proof, for few units HiGHS goes on from there."""
    from fmkwave.optimise.wide import NoPricesError, solve_wide

    try:
        found = solve_wide(problem, control)
    except NoPricesError:
        return _solve(problem, "milp", control, start)
    settled = found.optimal or found.infeasible or control.stopped()
    if settled or control.work is not None or problem.units > _FEW:
        return found
    proven = _solve(problem, "milp", control, found.assignment)
    return replace(proven, bound=min(proven.bound, found.bound))


def _started(problem: Problem, solution: Solution) -> Solution:
    """Stopped before anything was found: there is a bound; add what is quickly found."""
    from fmkwave.optimise.milp import start_milp

    assignment = start_milp(problem)
    if assignment is None:
        return solution
    return replace(solution, assignment=assignment, total=problem.total(assignment))
