"""Units that must share a wave as one unit: the same optimum, and nothing left to watch."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from denmark import draw
from hypothesis import given
from oracle import feasible_assignments
from strategies import LAW, problems

from fmkwave.optimise import solve
from fmkwave.optimise.merging import merge
from fmkwave.optimise.problem import Limit, Link, Problem


def share(first: int, second: int, waves: Sequence[int] = (0, 1, 2)) -> list[Limit]:
    return [Limit(wave, ((first, 1), (second, -1)), 0, 0) for wave in waves]


PROBLEM = Problem(
    values=((1, 2, 3), (10, 20, 30), (100, 200, 300), (1000, 2000, 3000)),
    links=(Link(0, 1, 7), Link(0, 2, 5), Link(1, 2, 4), Link(2, 3, 3)),
    limits=(Limit(0, ((0, 1), (1, 1), (2, 1), (3, 1)), 2, 2), *share(0, 2)),
    tiebreak=((1, 0, 0), (2, 1, 0), (4, 2, 0), (8, 4, 0)),
)


def test_points_limits_and_tie_breaks_of_a_set_are_added() -> None:
    assert merge(PROBLEM).unit_of == (0, 1, 0, 2)
    assert merge(PROBLEM).problem == Problem(
        # The link inside the set, of 5 points, is kept in any wave.
        values=((106, 207, 308), (10, 20, 30), (1000, 2000, 3000)),
        links=(Link(0, 1, 11), Link(0, 2, 3)),
        limits=(Limit(0, ((0, 2), (1, 1), (2, 1)), 2, 2),),
        tiebreak=((5, 2, 0), (2, 1, 0), (8, 4, 0)),
    )


def test_sets_that_share_a_unit_are_one_set() -> None:
    chained = Problem(values=((0, 0, 0),) * 5, limits=(*share(3, 4), *share(1, 3)))
    assert merge(chained).unit_of == (0, 1, 2, 1, 1)


@pytest.mark.parametrize(
    "limits",
    [
        [],
        share(0, 1, [0, 1]),
        [Limit(wave, ((0, 1), (1, 1)), None, 1) for wave in range(3)],
        [Limit(wave, ((0, 1), (1, -1)), 0) for wave in range(3)],
        [Limit(wave, ((0, 2), (1, -1)), 0, 0) for wave in range(3)],
    ],
)
def test_what_binds_two_units_otherwise_leaves_them_two(limits: list[Limit]) -> None:
    problem = Problem(values=((0, 0, 0),) * 2, limits=tuple(limits))
    assert merge(problem).problem is problem


def test_a_demand_that_a_set_cannot_meet_stays() -> None:
    apart = Limit(0, ((0, 1), (1, -1)), 1, 1)
    problem = Problem(values=((0, 0, 0),) * 2, limits=(*share(0, 1), apart))
    assert merge(problem).problem.limits == (Limit(0, (), 1, 1),)
    assert solve(problem).infeasible


def test_an_assignment_there_and_back() -> None:
    merged = merge(PROBLEM)
    assert merged.part((2, 0, 1)) == (2, 0, 2, 1)
    assert merged.merge((2, 0, 2, 1)) == (2, 0, 1)
    assert merged.merge((2, 0, 1, 1)) == (2, 0, 1)


@LAW
@given(problems)
def test_every_assignment_keeps_its_rank_and_its_limits(problem: Problem) -> None:
    merged = merge(problem)
    small = {merged.part(found): found for found in feasible_assignments(merged.problem)}
    assert small.keys() == set(feasible_assignments(problem))
    for whole, found in small.items():
        assert merged.merge(whole) == found
        assert problem.total(whole) == merged.problem.total(found)
        assert problem.second(whole) == merged.problem.second(found)
    # The last tie-break compares sets as it would compare their units.
    assert sorted(small) == sorted(small, key=small.__getitem__)


@pytest.mark.parametrize("size", [2, 5, 10])
def test_engines_agree_on_denmark_with_a_set(size: int) -> None:
    rng = random.Random(size)
    problem = draw(size)
    first, *rest = rng.sample(range(problem.units), size)
    limited = problem.with_limits(*(one for unit in rest for one in share(first, unit)))
    sweep, milp = solve(limited, "sweep"), solve(limited, "milp")
    assert sweep.assignment == milp.assignment
    assert sweep.assignment is not None
    assert limited.feasible(sweep.assignment)
