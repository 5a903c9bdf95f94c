"""Prices, search and proof: bounds that hold, and the optimum wherever it is proven."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from oracle import feasible_assignments, truth
from strategies import LAW, problems, random_problem, uneven_problem

from countries import country
from fmkwave.optimise import highs, solve
from fmkwave.optimise.domains import domains
from fmkwave.optimise.highs import Program
from fmkwave.optimise.paths import path
from fmkwave.optimise.problem import Control, Limit, Link, Problem, Progress
from fmkwave.optimise.relaxation import falls_short, relax
from fmkwave.optimise.states import States, fields, least_by_sum, merged, thinned
from fmkwave.optimise.sweep import solve_sweep
from fmkwave.optimise.wide import NoPricesError, solve_wide


@LAW
@given(problem=problems)
def test_a_total_is_the_bound_less_what_it_falls_short_by(problem: Problem) -> None:
    allowed = domains(problem)
    told = None if allowed is None else relax(problem, allowed)
    if told is None:
        return
    assert (told.excess.pairs >= 0).all()
    for assignment in feasible_assignments(problem):
        short = falls_short(told.excess, told.prices, assignment)
        assert short >= 0
        assert problem.total(assignment) == told.bound - short


@pytest.mark.parametrize("price", [np.nan, np.inf, 1e30])
def test_prices_that_cannot_be_reckoned_with_are_none(
    price: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    # HiGHS may end with such prices where nothing satisfies the limits.
    def ended(program: Program, *_: object) -> npt.NDArray[np.float64]:
        return np.full(len(program.rows), price)

    monkeypatch.setattr("fmkwave.optimise.relaxation.relaxed", ended)
    problem = Problem(((1, 2), (2, 1)), limits=(Limit(0, ((0, 1), (1, 1)), None, 1),))
    allowed = domains(problem)
    assert allowed is not None
    assert relax(problem, allowed) is None


def test_proves_the_optimum_of_small_networks_by_itself() -> None:
    given_up = 0
    for seed in range(200):
        problem = random_problem(random.Random(seed))
        try:
            solution = solve_wide(problem)
        except NoPricesError:
            given_up += 1
            continue
        expected = truth(problem)
        assert solution.assignment == expected.optimum
        assert solution.infeasible is (expected.optimum is None)
        assert solution.unique is expected.unique
    # No assignment satisfies these limits, which is for HiGHS to prove; or sums are too large.
    assert given_up < 50


@pytest.mark.parametrize(("waves", "points"), [(2, 15), (3, 30), (4, 15)])
def test_proves_what_the_sweep_proves(waves: int, points: int) -> None:
    problem = country(40, seed=3, waves=waves, points=points)
    swept, found = solve_sweep(problem), solve_wide(problem)
    assert found.optimal
    assert (found.assignment, found.unique) == (swept.assignment, swept.unique)


def test_is_the_same_every_time_with_a_bound_that_holds_however_little_the_work() -> None:
    problem = country(60, seed=1, waves=3, points=30)
    best = solve_sweep(problem).total
    few, again = (solve_wide(problem, Control(work=400)) for _ in range(2))
    assert few == again
    assert few.assignment is not None
    assert problem.feasible(few.assignment)
    assert problem.total(few.assignment) == few.total <= best <= few.bound
    assert not few.optimal


def test_more_work_never_gives_a_worse_assignment_or_bound() -> None:
    problem = country(90, seed=2, waves=3, points=30)
    found = [solve_wide(problem, Control(work=work)) for work in (500, 3_000, 10_000)]
    totals = [solution.total for solution in found]
    bounds = [solution.bound for solution in found]
    assert totals == sorted(totals)
    assert bounds == sorted(bounds, reverse=True)


def test_limits_of_every_kind_are_kept_where_nothing_is_proven() -> None:
    problem = country(200, seed=4, waves=3, points=15)
    customers = tuple((unit, 1) for unit in range(0, 200, 4))
    limited = problem.with_limits(
        Limit(0, customers, None, 3),
        Limit(2, customers, 20, 30),
        Limit(1, ((7, 1),), 1),
        Limit(0, tuple((unit, 2 + unit % 3) for unit in range(50)), None, 60),
    )
    solution = solve_wide(limited, Control(work=2_000))
    assert solution.assignment is not None
    assert limited.feasible(solution.assignment)


def test_a_stopped_search_tells_what_it_has() -> None:
    problem = country(80, seed=1, waves=3, points=30)
    control = Control()

    def stop(progress: Progress) -> None:
        control.cancelled = progress.total is not None

    control.report = stop
    solution = solve_wide(problem, control)
    assert solution.assignment is not None
    assert problem.feasible(solution.assignment)
    assert solution.total < solution.bound


def test_stopped_before_anything_is_known_it_tells_a_bound() -> None:
    problem = country(80, seed=1, waves=3, points=30)
    solution = solve_wide(problem, Control(cancelled=True))
    assert (solution.engine, solution.assignment, solution.infeasible) == ("search", None, False)
    assert solution.bound >= solve_wide(problem, Control(work=400)).total


def test_with_no_time_many_units_are_no_matter_for_highs() -> None:
    problem = country(420, seed=1, waves=3, points=30)
    solution = solve(problem, control=Control(deadline=0.0))
    assert solution.engine == "search"
    assert solution.assignment is not None
    assert problem.feasible(solution.assignment)
    assert solution.total <= solution.bound
    assert solve(problem, control=Control(deadline=0.0), start=solution.assignment) == solution


def test_a_path_gives_up_slots_as_units_close() -> None:
    # A ladder of two rungs and a pendant: 0-1, 0-2, 1-3, 2-3, 3-4.
    way = path([0, 1, 2, 3, 4], [(0, 1), (2, 0), (1, 3), (2, 3), (3, 4)])
    assert list(way.slots) == [0, 1, 0, 0, None]
    assert way.near[2:] == [[(0, 1, False)], [(1, 2, True), (0, 3, True)], [(0, 4, True)]]
    assert way.closing == [[], [], [0], [1, 0], [0]]
    assert way.width == 2


def states(keys: list[list[int]], worth: list[int]) -> States:
    many = len(worth)
    return States(
        np.array(keys, np.uint64),
        np.array(worth, np.int64),
        np.ones(many, np.uint8),
        np.arange(many, dtype=np.int32),
        np.zeros(many, np.uint8),
    )


def test_equal_states_become_the_best_of_them() -> None:
    found = merged([states([[1, 2], [0, 0]], [5, 7]), states([[2, 1, 3], [0, 0, 1]], [7, 6, 1])])
    by_key = {
        (int(a), int(b)): (int(w), int(ways), int(row))
        for a, b, w, ways, row in zip(*found.keys, found.worth, found.ways, found.rows, strict=True)
    }
    assert by_key == {(1, 0): (5, 1, 0), (2, 0): (7, 2, 1), (3, 1): (1, 1, 2)}


def test_only_states_with_like_sums_compete() -> None:
    (sums,) = fields([4])
    kept = thinned(states([[0, 1, 9, 8, 0]], [3, 1, 90, 80, 2]), [sums], strata=2, each=1)
    assert kept.keys[0].tolist() == [1, 8]
    found, least = least_by_sum(kept)
    assert (found.tolist(), least.tolist()) == ([1, 8], [1, 80])


def test_fields_do_not_lie_across_words() -> None:
    assert [(word, int(shift)) for word, shift, _ in fields([40, 20, 5, 60])] == [
        (0, 0),
        (0, 40),
        (1, 0),
        (2, 0),
    ]


def test_sums_that_do_not_all_fit_into_a_word_are_kept_all_the_same() -> None:
    citizens = tuple((unit, 2**40 + unit) for unit in range(4))
    problem = Problem(
        values=((5, 0), (4, 0), (0, 3), (2, 0)),
        links=(Link(0, 1, 1), Link(1, 2, 6), Link(2, 3, 1)),
        limits=tuple(Limit(wave, citizens, 2**41 + 3, 2**41 + 3) for wave in range(2)),
    )
    solution, expected = solve_wide(problem), truth(problem)
    assert solution.optimal
    assert (solution.assignment, solution.unique) == (expected.optimum, expected.unique)


def test_what_ranged_limits_cost_may_be_more_than_an_integer_holds() -> None:
    points = 10**9
    problem = Problem(
        values=tuple((-points, 0) for _ in range(10)),
        limits=(Limit(0, tuple((unit, 1) for unit in range(10)), 2, 9),),
        tiebreak=tuple((unit % 3 * 10**8, 0) for unit in range(10)),
    )
    solution, expected = solve_wide(problem), truth(problem)
    assert (solution.assignment, solution.unique) == (expected.optimum, False)


@pytest.mark.parametrize("digits", [59, 62, 90])
def test_ties_are_broken_where_64_bits_have_no_room(digits: int) -> None:
    # Each is linked with each: what the last one's links fall short by adds up in one step.
    problem = Problem(
        values=((0, 0),) * 8,
        links=tuple(Link(a, b, 10) for a, b in combinations(range(8), 2)),
        tiebreak=((0, 2**digits), *((0, 2**digits // 4), (2**digits // 12, 0)) * 3, (0, 2**digits)),
    )
    solution = solve_wide(problem)
    assert (solution.assignment, solution.total, solution.unique) == ((1,) * 8, 280, False)
    assert solution.optimal
    assert solution.remarks == ()


def test_proves_points_of_any_size_by_itself() -> None:
    given_up = 0
    for seed in range(200):
        problem = uneven_problem(random.Random(seed))
        expected = truth(problem)
        try:
            solution = solve_wide(problem)
        except NoPricesError:
            given_up += 1
            assert expected.optimum is None
            continue
        assert solution.assignment == expected.optimum
        assert solution.unique is expected.unique
        assert solution.remarks == ()
    assert given_up < 50


def test_where_the_interior_point_method_does_not_end_prices_are_found_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # HiGHS 1.15.1's went round for ever where costs differed a thousand million times.
    monkeypatch.setattr(highs, "_ITERATIONS", 1)
    for seed in range(20):
        problem = country(20, seed=seed, waves=3, points=15)
        found = solve_wide(problem)
        assert (found.assignment, found.optimal) == (solve_sweep(problem).assignment, True)


def test_ties_that_take_too_much_work_are_left_and_it_is_said() -> None:
    problem = country(40, seed=3, waves=3, points=15)
    tied = replace(problem, values=tuple((0,) * 3 for _ in range(40)), links=())
    solution = solve_wide(tied, Control(work=2))
    assert solution.optimal
    assert solution.remarks == (
        "Another plan is worth as much; which of them the tie-break chooses was too much work to"
        " find.",
    )
