from __future__ import annotations

import time
from itertools import product

import pytest
from hypothesis import given
from strategies import LAW, problems

from fmkwave.optimise.problem import Control, Limit, Link, Problem, Progress, Solution

PAIR = Problem(values=((5, 0), (0, 3)), links=(Link(0, 1, 4),))


def test_total_counts_values_and_links_kept() -> None:
    assert PAIR.total((0, 1)) == 8
    assert PAIR.total((0, 0)) == 9
    assert PAIR.total((1, 1)) == 7


def test_counts_units_and_waves() -> None:
    assert (PAIR.units, PAIR.waves) == (2, 2)
    assert (Problem(()).units, Problem(()).waves) == (0, 0)
    assert Problem(()).total(()) == 0


@pytest.mark.parametrize(
    ("lower", "upper", "holds"),
    [(None, None, True), (1, 1, True), (2, None, False), (None, 0, False), (0, 2, True)],
)
def test_limit_holds_between_its_bounds(lower: int | None, upper: int | None, holds: bool) -> None:
    limit = Limit(1, ((0, 2), (2, -1)), lower, upper)
    assert limit.sum((1, 1, 1)) == 1
    assert limit.holds((1, 1, 1)) is holds


def test_assignment_is_feasible_if_all_limits_hold() -> None:
    limited = PAIR.with_limits(Limit(0, ((0, 1),), 1)).with_limits(Limit(0, ((1, 1),), None, 0))
    assert len(limited.limits) == 2
    assert limited.feasible((0, 1))
    assert not limited.feasible((0, 0))
    assert not limited.feasible((1, 1))


def test_second_objective_is_zero_unless_given() -> None:
    assert PAIR.second((0, 1)) == 0
    assert Problem(((0, 0),), tiebreak=((2, 7),)).second((1,)) == 7


def test_rank_is_by_total_then_second_objective_then_early_waves_of_early_units() -> None:
    problem = Problem(values=((1, 1), (1, 1), (0, 1)), tiebreak=((0, 1), (1, 0), (9, 0)))
    ranked = sorted(product(range(2), repeat=3), key=problem.rank, reverse=True)
    assert ranked[:4] == [(1, 0, 1), (0, 0, 1), (1, 1, 1), (0, 1, 1)]
    assert ranked[-1] == (0, 1, 0)


@LAW
@given(problems)
def test_no_two_assignments_rank_alike(problem: Problem) -> None:
    assignments = list(product(range(problem.waves), repeat=problem.units))
    assert len({problem.rank(assignment) for assignment in assignments}) == len(assignments)


def test_solution_is_optimal_when_total_meets_bound() -> None:
    assert Solution((0, 0), 9, 9, "any").optimal
    assert not Solution((0, 0), 8, 9, "any").optimal
    assert not Solution(None, 0, 0, "any", infeasible=True).optimal


def test_control_stops_when_cancelled_or_late() -> None:
    assert not Control().stopped()
    assert not Control(deadline=time.monotonic() + 60).stopped()
    assert Control(deadline=time.monotonic()).stopped()
    assert Control(cancelled=True).stopped()
    Control().report(Progress("nothing"))
