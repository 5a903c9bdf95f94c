"""Engines behind one call: `solve(problem)`."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from fmkwave.errors import TooLargeError
from fmkwave.optimise.problem import UNSETTLED, Assignment, Control, Problem, Solution
from fmkwave.texts import Message, message

Engine = Literal["auto", "sweep", "search", "milp"]

_FEW = 200
"""Units up to which HiGHS may well prove in minutes what the search has not proven."""

_IN_DOUBT = message("HiGHS, which computes in floating point, cannot tell such points apart")


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
        start: A good assignment for ``milp`` to start from, and to fall back on when stopped before
            any is found; ignored unless it satisfies the limits.

    Raises:
        TooLargeError: if the sweep was asked for and its tables would not fit.
    """
    # Imported when it is used, as an engine is: HiGHS alone takes a quarter of a second.
    from fmkwave.optimise.merging import merge

    merged = merge(problem)
    begin = None if start is None else merged.merge(start)
    solution = _solve(merged.problem, engine, control or Control(), begin)
    if solution.assignment is None and not solution.infeasible:
        solution = _started(merged.problem, solution, begin)
    if solution.assignment is None:
        return solution
    return replace(solution, assignment=merged.part(solution.assignment))


def _solve(
    problem: Problem, engine: Engine, control: Control, start: Assignment | None
) -> Solution:
    if engine == "milp":
        return _milp(problem, control, start)

    from fmkwave.optimise.sweep import MEMORY, QUICK, solve_sweep

    if engine == "search":
        return _beyond(problem, control, start)
    try:
        return solve_sweep(problem, control, MEMORY if engine == "sweep" else QUICK)
    except TooLargeError as error:
        if engine == "sweep":
            raise
        return _taken(_beyond(problem, control, start), error.told)


def _beyond(problem: Problem, control: Control, start: Assignment | None) -> Solution:
    """What the search finds; where that is no proof, for few units HiGHS goes on from there."""
    from fmkwave.optimise.wide import NoPricesError, solve_wide

    try:
        found = solve_wide(problem, control)
    except NoPricesError:
        return _milp(problem, control, start)
    done = _settled(found) or control.stopped()
    if done or control.work is not None or problem.units > _FEW:
        return found
    proven = _highs(problem, control, found.assignment)
    if proven is None or found.optimal > proven.optimal:
        return found
    return replace(proven, bound=min(proven.bound, found.bound))


def _milp(problem: Problem, control: Control, start: Assignment | None) -> Solution:
    """What HiGHS finds; what it leaves in doubt is settled exactly where that can be done."""
    found = _highs(problem, control, start)
    if found is not None and UNSETTLED not in found.remarks:
        return found
    exact = _exact(problem, control)
    if exact is not None and (found is None or _settled(exact)):
        return _taken(exact, _IN_DOUBT)
    if found is not None:
        return found

    from fmkwave.optimise.milp import solve_milp

    return solve_milp(problem, control, start)


def _highs(problem: Problem, control: Control, start: Assignment | None) -> Solution | None:
    """What HiGHS finds; None where floating point cannot tell totals apart, or it failed."""
    from fmkwave.optimise.highs import SolverError
    from fmkwave.optimise.milp import resolved, solve_milp

    if not resolved(problem):
        return None
    try:
        return solve_milp(problem, control, start)
    except SolverError:
        return None


def _exact(problem: Problem, control: Control) -> Solution | None:
    """What the engines find that reckon in integers; None where neither can."""
    from fmkwave.optimise.sweep import MEMORY, solve_sweep
    from fmkwave.optimise.wide import NoPricesError, solve_wide

    try:
        return solve_sweep(problem, control, MEMORY)
    except TooLargeError:
        pass
    try:
        return solve_wide(problem, control)
    except NoPricesError:
        return None


def _settled(solution: Solution) -> bool:
    """Whether there is nothing more to find out."""
    tie_broken = solution.unique is not None and UNSETTLED not in solution.remarks
    return solution.infeasible or (solution.optimal and tie_broken)


def _taken(solution: Solution, reason: Message) -> Solution:
    """The solution, with the remark why its engine was taken."""
    taken = message(
        "Engine {engine} was taken because {reason}.", engine=solution.engine, reason=reason
    )
    return replace(solution, remarks=(taken, *solution.remarks))


def _started(problem: Problem, solution: Solution, start: Assignment | None) -> Solution:
    """Stopped before anything was found: there is a bound; add the start, or what is soon found."""
    from fmkwave.optimise.milp import start_milp

    usable = start is not None and problem.feasible(start)
    assignment = start if usable else start_milp(problem)
    if assignment is None:
        return solution
    return replace(solution, assignment=assignment, total=problem.total(assignment))
