"""Engines behind one call: `solve(problem)`."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from fmkwave.errors import TooLargeError
from fmkwave.optimise.problem import Assignment, Control, Problem, Solution
from fmkwave.texts import message

Engine = Literal["auto", "sweep", "milp"]


def solve(
    problem: Problem,
    engine: Engine = "auto",
    control: Control | None = None,
    start: Assignment | None = None,
) -> Solution:
    """Find the optimum of a problem.

    Args:
        problem: What to solve.
        engine: ``sweep`` or ``milp``; ``auto`` takes the sweep where its tables fit and says so
            where it takes the other. Both find the same assignment.
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

    try:
        return solve_sweep(problem, control, MEMORY if engine == "sweep" else QUICK)
    except TooLargeError as error:
        if engine == "sweep":
            raise
        remark = message("Engine milp was taken because {reason}.", reason=error.told)
        solution = _solve(problem, "milp", control, start)
        return replace(solution, remarks=(remark, *solution.remarks))


def _started(problem: Problem, solution: Solution) -> Solution:
    """Stopped before anything was found: there is a bound; add what is quickly found."""
    from fmkwave.optimise.milp import start_milp

    assignment = start_milp(problem)
    if assignment is None:
        return solution
    return replace(solution, assignment=assignment, total=problem.total(assignment))
