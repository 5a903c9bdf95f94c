"""Laws that every engine keeps."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from denmark import draw
from hypothesis import given
from hypothesis import strategies as st
from oracle import truth
from strategies import (
    LAW,
    heavy,
    problems,
    random_problem,
    uneven_problem,
    uneven_problems,
)

from fmkwave.optimise import Engine, solve
from fmkwave.optimise.problem import TIED, UNSETTLED, Control, Limit, Problem

engines = pytest.mark.parametrize("engine", ["sweep", "search", "milp", "auto"])


def loosened(limit: Limit, by: int) -> Limit:
    lower = None if limit.lower is None else limit.lower - by
    upper = None if limit.upper is None else limit.upper + by
    return replace(limit, lower=lower, upper=upper)


def renumbered(problem: Problem, new: list[int]) -> Problem:
    """Unit i becomes unit new[i]."""
    old = sorted(range(problem.units), key=new.__getitem__)
    return Problem(
        values=tuple(problem.values[unit] for unit in old),
        links=tuple(
            link._replace(first=new[link.second], second=new[link.first]) for link in problem.links
        ),
        limits=tuple(
            replace(limit, weights=tuple((new[unit], weight) for unit, weight in limit.weights))
            for limit in problem.limits
        ),
        tiebreak=tuple(problem.tiebreak[unit] for unit in old),
    )


def agrees_with_brute_force(problem: Problem, engine: Engine) -> None:
    expected, solution = truth(problem), solve(problem, engine)
    assert solution.assignment == expected.optimum
    assert solution.infeasible is (expected.optimum is None)
    assert solution.unique is expected.unique
    assert solution.total == solution.bound == expected.total
    assert solution.optimal is not solution.infeasible
    assert solution.remarks == ()


@pytest.mark.parametrize(
    ("engine", "networks"), [("sweep", 500), ("search", 250), ("milp", 250), ("auto", 250)]
)
def test_equals_brute_force_on_hundreds_of_small_networks(engine: Engine, networks: int) -> None:
    for seed in range(networks):
        agrees_with_brute_force(random_problem(random.Random(seed)), engine)


@engines
@LAW
@given(problem=problems)
def test_equals_brute_force(engine: Engine, problem: Problem) -> None:
    agrees_with_brute_force(problem, engine)


def settles_in_integers(problem: Problem, engine: Engine) -> None:
    expected, solution = truth(problem), solve(problem, engine)
    assert solution.assignment == expected.optimum
    assert solution.infeasible is (expected.optimum is None)
    assert solution.unique is expected.unique
    assert solution.total == solution.bound == expected.total
    assert not {TIED, UNSETTLED} & set(solution.remarks)


@engines
def test_points_of_any_size_are_exact_on_150_small_networks(engine: Engine) -> None:
    for seed in range(150):
        settles_in_integers(uneven_problem(random.Random(seed)), engine)


@engines
@LAW
@given(problem=uneven_problems)
def test_points_of_any_size_are_exact(engine: Engine, problem: Problem) -> None:
    settles_in_integers(problem, engine)


@pytest.mark.parametrize("seed", range(60))
def test_sums_that_the_sweep_cannot_hold_are_exact_all_the_same(seed: int) -> None:
    rng = random.Random(seed)
    problem = random_problem(rng)
    sums = heavy(rng, problem.units, problem.waves, most=600_000)
    limited = problem.with_limits(*sums)
    expected, solution = truth(limited), solve(limited, "milp")
    assert solution.assignment == expected.optimum
    assert solution.unique is expected.unique


@engines
@LAW
@given(problem=problems, data=st.data())
def test_loosening_a_limit_never_lowers_the_optimum(
    engine: Engine, problem: Problem, data: st.DataObject
) -> None:
    if not problem.limits:
        return
    chosen = data.draw(st.integers(0, len(problem.limits) - 1))
    by = data.draw(st.integers(1, 3))
    limits = [loosened(x, by) if i == chosen else x for i, x in enumerate(problem.limits)]
    before = solve(problem, engine)
    after = solve(replace(problem, limits=tuple(limits)), engine)
    assert before.infeasible or after.total >= before.total


@engines
@LAW
@given(problem=problems, data=st.data())
def test_renumbering_units_renumbers_the_plan(
    engine: Engine, problem: Problem, data: st.DataObject
) -> None:
    new = data.draw(st.permutations(range(problem.units)))
    before, after = solve(problem, engine), solve(renumbered(problem, new), engine)
    assert (after.total, after.unique) == (before.total, before.unique)
    if before.assignment is not None and after.assignment is not None and before.unique:
        assert tuple(after.assignment[unit] for unit in new) == before.assignment


@engines
@LAW
@given(problem=problems)
def test_stopped_at_once_still_tells_a_bound(engine: Engine, problem: Problem) -> None:
    expected = truth(problem)
    for control in (Control(deadline=0.0), Control(cancelled=True)):
        solution = solve(problem, engine, control)
        assert not solution.infeasible or expected.optimum is None
        if expected.optimum is not None:
            assert solution.bound >= expected.total
        if solution.assignment is not None:
            assert problem.feasible(solution.assignment)
            assert solution.total == problem.total(solution.assignment)


@pytest.mark.parametrize("seed", [*range(7), 8, 10, 11])
def test_engines_agree_on_denmark(seed: int) -> None:
    problem = draw(seed, ties=seed % 2 == 1, vendors=seed % 4 > 1)
    sweep, milp = solve(problem, "sweep"), solve(problem, "milp")
    assert sweep.assignment is not None
    assert problem.feasible(sweep.assignment)
    assert replace(sweep, engine="milp") == milp
    assert milp.optimal
