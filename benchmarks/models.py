"""The same problem as other tools would have it: textbook models for HiGHS and for CP-SAT.

They find an assignment of the greatest total and prove it, and no more; this project's engines
also tell whether it is the only one and break ties. Each imports its solver when it is called, as
the two cannot be imported into one process.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from fmkwave.optimise.problem import Assignment, Problem


class Found(NamedTuple):
    """The best assignment found, if any, and the bound on the total, as far as it is proven."""

    assignment: Assignment | None
    bound: float


def plain_highs(problem: Problem, seconds: float) -> Found:
    """A mixed-integer program with a cut variable for each link and wave, and both inequalities.

    ``cut[w] >= x[a][w] - x[b][w]`` and ``cut[w] >= x[b][w] - x[a][w]``: where the ends part, two of
    a link's cut variables are 1, so each costs half the link's points.
    """
    import highspy

    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    # As many threads as in this project's engine; proofs, not gaps: totals are whole numbers.
    options = {"output_flag": False, "threads": 1, "random_seed": 0, "time_limit": float(seconds)}
    for name, value in {**options, "mip_rel_gap": 0.0, "mip_abs_gap": 0.5}.items():
        highs.setOptionValue(name, value)
    takes = [[highs.addBinary() for _ in row] for row in problem.values]
    for row in takes:
        highs.addConstr(highs.qsum(row) == 1)
    earned = [
        p * x
        for values, row in zip(problem.values, takes, strict=True)
        for p, x in zip(values, row, strict=True)
    ]
    for first, second, points in problem.links:
        for one, other in zip(takes[first], takes[second], strict=True):
            cut = highs.addVariable(0, 1)
            highs.addConstr(cut >= one - other)
            highs.addConstr(cut >= other - one)
            earned.append(-points / 2 * cut)
    for limit in problem.limits:
        weighed = highs.qsum([weight * takes[unit][limit.wave] for unit, weight in limit.weights])
        if limit.lower is not None:
            highs.addConstr(weighed >= limit.lower)
        if limit.upper is not None:
            highs.addConstr(weighed <= limit.upper)
    highs.maximize(highs.qsum(earned))
    bound = highs.getInfo().mip_dual_bound
    kept = sum(link.points for link in problem.links)
    known = highs.getInfo().primal_solution_status == highspy.kSolutionStatusFeasible
    best = _nearest([[highs.variableValue(x) for x in row] for row in takes]) if known else None
    return Found(best, kept + bound)


def cp_sat(problem: Problem, seconds: float, **parameters: Any) -> Found:  # noqa: ANN401
    """A constraint program with one cut variable a link, by clauses.

    Args:
        problem: What to solve.
        seconds: The time limit.
        parameters: Settings of CP-SAT; without any, its own.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    takes = [[model.new_bool_var("") for _ in row] for row in problem.values]
    for row in takes:
        model.add_exactly_one(row)
    earned = [
        p * x
        for values, row in zip(problem.values, takes, strict=True)
        for p, x in zip(values, row, strict=True)
    ]
    for first, second, points in problem.links:
        cut = model.new_bool_var("")
        for one, other in zip(takes[first], takes[second], strict=True):
            model.add_bool_or(~one, other, cut)
            model.add_bool_or(one, ~other, cut)
        earned.append(points - points * cut)
    for limit in problem.limits:
        weighed = sum(weight * takes[unit][limit.wave] for unit, weight in limit.weights)
        if limit.lower is not None:
            model.add(weighed >= limit.lower)
        if limit.upper is not None:
            model.add(weighed <= limit.upper)
    model.maximize(sum(earned))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    for name, value in parameters.items():
        setattr(solver.parameters, name, value)
    status = solver.solve(model)
    known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    best = _nearest([[solver.value(x) for x in row] for row in takes]) if known else None
    return Found(best, solver.best_objective_bound)


def _nearest(values: Sequence[Sequence[float]]) -> Assignment:
    """The wave in which each unit's variable is greatest."""
    return tuple(max(range(len(row)), key=row.__getitem__) for row in values)
