"""What any other choice costs: by one pair of sweeps, by HiGHS, and by trying everything."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from denmark import draw
from hypothesis import given
from oracle import truth
from strategies import LAW, problems, random_problem, uneven_problems

from fmkwave.errors import StoppedError, TooLargeError
from fmkwave.optimise import Engine, solve
from fmkwave.optimise.alternatives import alternatives, best_totals, swept_totals
from fmkwave.optimise.problem import Control, Limit, Link, Problem, Progress
from fmkwave.optimise.tables import Choice
from fmkwave.texts import message

ENGINES: tuple[Engine, ...] = ("auto", "sweep", "search", "milp")
engines = pytest.mark.parametrize("engine", ENGINES)

PROBLEM = Problem(
    values=((9, 0), (8, 0), (1, 0), (0, 0)),
    limits=(Limit(0, ((0, 1), (1, 1), (2, 1), (3, 1)), 2, 2),),
)
OPTIMUM = (0, 0, 1, 1)


def agrees_with_brute_force(problem: Problem, engine: Engine) -> None:
    expected = truth(problem)
    if expected.optimum is None:
        return
    found = alternatives(problem, expected.optimum, engine=engine)
    for (unit, wave), assignment in found.items():
        assert assignment == expected.best_with[unit][wave], (unit, wave)
    assert len(found) == problem.units * problem.waves
    totals = {choice: best and problem.total(best) for choice, best in found.items()}
    assert best_totals(problem, expected.optimum, engine=engine) == totals
    assert swept_totals(problem, expected.optimum, Control()) in (totals, None)


def test_sweeps_equal_brute_force_on_250_small_networks() -> None:
    for seed in range(250):
        agrees_with_brute_force(random_problem(random.Random(seed)), "auto")


@LAW
@given(problem=problems)
def test_both_engines_equal_brute_force(problem: Problem) -> None:
    agrees_with_brute_force(problem, "sweep")
    agrees_with_brute_force(problem, "milp")


@LAW
@given(problem=uneven_problems)
def test_points_of_any_size_equal_brute_force(problem: Problem) -> None:
    for engine in ENGINES:
        agrees_with_brute_force(problem, engine)


@pytest.mark.parametrize("seed", range(3))
def test_on_denmark_they_are_the_plans_with_the_choice_forced(seed: int) -> None:
    rng = random.Random(seed)
    problem = draw(seed, ties=seed == 1, vendors=seed == 2)
    optimum = solve(problem).assignment
    assert optimum is not None
    found = alternatives(problem, optimum)
    for choice in rng.sample(sorted(found), 6):
        assert found[choice] == solve(problem.with_choice(*choice)).assignment


@engines
def test_the_best_plan_with_a_choice(engine: Engine) -> None:
    found = alternatives(PROBLEM, OPTIMUM, [3, 0], engine=engine)
    assert found == {
        (0, 0): (0, 0, 1, 1),
        (0, 1): (1, 0, 0, 1),
        (3, 0): (0, 1, 1, 0),
        (3, 1): (0, 0, 1, 1),
    }


@engines
def test_a_choice_that_no_limit_allows_has_no_plan(engine: Engine) -> None:
    limited = PROBLEM.with_limits(Limit(0, ((3, 1),), upper=0))
    assert alternatives(limited, OPTIMUM, [3], engine=engine) == {(3, 0): None, (3, 1): OPTIMUM}


@engines
def test_stopped_it_says_so(engine: Engine) -> None:
    with pytest.raises(StoppedError):
        alternatives(PROBLEM, OPTIMUM, engine=engine, control=Control(cancelled=True))


def test_progress_is_told_of_each_solve() -> None:
    told: list[Progress] = []
    alternatives(PROBLEM, OPTIMUM, [2, 3], engine="milp", control=Control(report=told.append))
    assert [progress.done for progress in told] == [0.0, 0.5]


def test_what_does_not_fit_the_sweep_is_solved_choice_by_choice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = alternatives(PROBLEM, OPTIMUM)

    def too_large(*_: object) -> Iterator[Choice]:
        raise TooLargeError(message("it is too large"))

    monkeypatch.setattr("fmkwave.optimise.alternatives.sweep_choices", too_large)
    # Nor is the sweep tried again for each choice.
    monkeypatch.delattr("fmkwave.optimise.sweep.solve_sweep")
    assert alternatives(PROBLEM, OPTIMUM) == expected
    with pytest.raises(TooLargeError):
        alternatives(PROBLEM, OPTIMUM, engine="sweep")


UNANSWERED = Problem(
    values=((0, 0, 0),) * 12,
    links=tuple(Link(unit, unit + 1, 5) for unit in range(11)),
    limits=tuple(Limit(wave, tuple((unit, 1) for unit in range(12)), 4, 4) for wave in range(3)),
)
"""As a folder is before anybody has answered: nearly everything is as good as the optimum."""


def test_totals_of_ties_take_no_solve(monkeypatch: pytest.MonkeyPatch) -> None:
    optimum = solve(UNANSWERED).assignment
    assert optimum is not None
    monkeypatch.delattr("fmkwave.optimise.alternatives.solve")
    assert set(best_totals(UNANSWERED, optimum).values()) == {45}
    assert swept_totals(UNANSWERED, optimum, Control()) == best_totals(UNANSWERED, optimum)


def test_totals_that_the_sweeps_leave_open_are_solved_only_where_that_is_wanted() -> None:
    # The optimum keeps the second limit, so that it is not counted; the first unit in wave 0 is
    # best beside the second, which breaks it.
    problem = Problem(
        values=((0, 9), (5, 0), (0, 1)), limits=(Limit(0, ((0, 1), (1, 1)), None, 1),)
    )
    optimum = solve(problem).assignment
    assert optimum == (1, 0, 1)
    assert best_totals(problem, optimum)[0, 0] == 1
    assert swept_totals(problem, optimum, Control()) is None


@engines
def test_totals_stopped_say_so(engine: Engine) -> None:
    with pytest.raises(StoppedError):
        best_totals(PROBLEM, OPTIMUM, engine=engine, control=Control(cancelled=True))
    with pytest.raises(StoppedError):
        swept_totals(PROBLEM, OPTIMUM, Control(cancelled=True))
