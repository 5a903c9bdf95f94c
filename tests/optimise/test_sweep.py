"""The sweep's own ways: what it counts, what it refuses, how it stops."""

from __future__ import annotations

import pytest

from countries import country
from fmkwave.errors import TooLargeError
from fmkwave.optimise import solve
from fmkwave.optimise.layout import Origin, layout, predecessors
from fmkwave.optimise.problem import Control, Limit, Link, Problem, Progress
from fmkwave.optimise.sweep import solve_sweep, sweep_choices

UNITS = 6
EVERYONE = tuple((unit, 1) for unit in range(UNITS))
SIZES = tuple(Limit(wave, EVERYONE, 2, 2) for wave in range(3))
LINKS = tuple(Link(unit, unit + 1, 3) for unit in range(UNITS - 1))
VALUES = tuple((2 * unit, unit, 0) for unit in range(UNITS))
PROBLEM = Problem(VALUES, LINKS, SIZES)
TIED = Problem(tuple((0, 0, 0) for _ in range(UNITS)), (), SIZES)


def test_tables_that_do_not_fit_are_refused() -> None:
    with pytest.raises(TooLargeError, match=r"the sweep would need 0 MiB of tables and may use 0"):
        solve_sweep(PROBLEM, memory=100)


@pytest.mark.parametrize("size", [2**53, 2**60, 2**63, 10**30])
def test_points_beyond_64_bits_are_exact(size: int) -> None:
    # One more thousandth decides, and whoever has it goes first.
    rows = tuple((size + (unit == 4), 0, 0) for unit in range(UNITS))
    solution = solve_sweep(Problem(rows, (), SIZES))
    assert solution.assignment == (0, 1, 1, 2, 0, 2)
    assert (solution.total, solution.unique) == (2 * size + 1, False)


@pytest.mark.parametrize("size", [2**53, 2**60, 2**63, 10**30])
def test_ties_are_broken_whatever_the_size_of_points(size: int) -> None:
    problem = Problem(
        values=tuple((size, 1, 1) for _ in range(UNITS)),
        limits=SIZES,
        tiebreak=tuple((size + unit, 1, 0) for unit in range(UNITS)),
    )
    assert solve_sweep(problem).assignment == (1, 1, 2, 2, 0, 0)


def test_tables_beyond_64_bits_take_less_memory_for_the_time_they_take() -> None:
    wide = Problem(tuple((2**70 * unit, unit, 0) for unit in range(UNITS)), LINKS, SIZES)
    assert solve_sweep(PROBLEM, memory=50_000).optimal
    with pytest.raises(TooLargeError, match="the sweep would need 0 MiB of tables and may use 0"):
        solve_sweep(wide, memory=50_000)


def test_points_beyond_32_bits_are_exact() -> None:
    large = Problem(tuple((2**40 + unit, 0, 0) for unit in range(UNITS)), LINKS, SIZES)
    solution = solve_sweep(large)
    assert solution.total == 2 * 2**40 + 5 + 4 + 9


def test_a_limit_that_the_optimum_respects_is_not_counted() -> None:
    wide = PROBLEM.with_limits(Limit(0, ((4, 1), (5, 1)), None, 2))
    table_bytes = 2_000
    assert solve_sweep(wide, memory=10 * table_bytes).optimal


def test_a_limit_that_binds_is_counted() -> None:
    apart = PROBLEM.with_limits(Limit(0, ((4, 1), (5, 1)), None, 1))
    solution = solve_sweep(apart)
    assert solution.assignment is not None
    assert solution.assignment.count(0) == 2
    assert {solution.assignment[4], solution.assignment[5]} != {0}


def test_sums_that_become_one_are_traced_back_as_one_range() -> None:
    # Either of two units is enough, and once both are placed no sums are told apart.
    heavy = Limit(0, ((0, 1_000_000), (1, 1_000_000)), lower=1_000_000)
    plan = layout(((True, True),) * 2, (), (), (heavy,))
    assert plan.shape(1) == (1_000_001,)
    end = plan.end_state((0,))
    assert list(predecessors(plan, 1, end)) == [
        Origin(0, (), (slice(0, 1_000_001),)),
        Origin(1, (), (slice(1_000_000, 1_000_001),)),
    ]


def test_stopped_before_the_first_sweep_there_is_only_a_bound() -> None:
    solution = solve_sweep(PROBLEM, Control(cancelled=True))
    assert solution.assignment is None
    assert solution.bound >= solve_sweep(PROBLEM).total


def test_stopped_while_ties_are_broken_the_first_optimum_is_told() -> None:
    seen = 0

    def stop_after_one_sweep(_progress: Progress) -> None:
        nonlocal seen
        seen += 1
        control.cancelled = seen >= UNITS

    control = Control(report=stop_after_one_sweep)
    solution = solve_sweep(TIED, control)
    assert solution.optimal
    assert solution.unique is False
    assert solution.remarks == ("Stopped while ties were broken: another plan is worth as much.",)


def test_a_stopped_sweep_gets_a_plan_all_the_same() -> None:
    solution = solve(PROBLEM, "sweep", Control(cancelled=True))
    assert solution.assignment is not None
    assert PROBLEM.feasible(solution.assignment)
    assert not solution.optimal


def test_all_tied_the_first_units_go_first() -> None:
    assert solve_sweep(TIED).assignment == (0, 0, 1, 1, 2, 2)


def test_progress_ends_at_all() -> None:
    told: list[float | None] = []
    solve_sweep(PROBLEM, Control(report=lambda progress: told.append(progress.done)))
    assert told[-1] == 1.0


def test_nothing_satisfies_the_limits() -> None:
    crossed = PROBLEM.with_limits(Limit(0, ((0, 1), (1, 1), (2, 1)), 3))
    assert list(sweep_choices(crossed, Control())) == []
    assert solve_sweep(crossed).infeasible


def test_no_units_at_all() -> None:
    assert solve_sweep(Problem(())).assignment == ()


def test_a_need_beyond_counting_is_not_counted() -> None:
    with pytest.raises(TooLargeError, match=r"^the sweep would need far more than 4096 MiB"):
        solve_sweep(country(1_000, seed=1, waves=3, points=15))
