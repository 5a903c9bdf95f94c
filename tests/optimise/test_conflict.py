from __future__ import annotations

import random
from itertools import combinations

import pytest
from oracle import feasible_assignments
from strategies import cap, forbidden, forced, random_sizes, together, weighted

from fmkwave.optimise.conflict import conflict
from fmkwave.optimise.problem import Limit, Problem

FREE = Problem(values=((0, 0, 0),) * 4)


def at_most(wave: int, number: int, *units: int) -> list[Limit]:
    return [Limit(wave, tuple((unit, 1) for unit in units), None, number)]


def at_least(wave: int, number: int, *units: int) -> list[Limit]:
    return [Limit(wave, tuple((unit, 1) for unit in units), number)]


def test_groups_that_can_hold_together_are_no_conflict() -> None:
    assert conflict(FREE, []) == ()
    assert conflict(FREE, [at_most(0, 1, 0, 1), at_least(0, 1, 0, 1)]) == ()


def test_names_only_what_conflicts() -> None:
    groups = [at_most(1, 3, 0, 1, 2, 3), at_least(0, 2, 1, 2), at_most(0, 1, 1, 2)]
    assert conflict(FREE, groups) == (1, 2)


def test_one_group_can_be_a_conflict_by_itself() -> None:
    assert conflict(FREE, [at_most(1, 3, 0, 1), at_least(0, 3, 1, 2)]) == (1,)


def test_limits_of_one_group_stand_or_fall_together() -> None:
    groups = [at_least(0, 1, 0), [*at_most(2, 0, 3), *at_most(0, 0, 0)]]
    assert conflict(FREE, groups) == (0, 1)


def test_of_several_conflicts_one_of_early_groups_is_found() -> None:
    groups = [at_least(0, 1, 0), at_most(0, 0, 0), at_least(0, 1, 1), at_most(0, 0, 1)]
    assert conflict(FREE, groups) == (0, 1)


def test_finds_what_domains_alone_cannot_see() -> None:
    # Three units pairwise apart in two waves: each pair fits, all three do not.
    two_waves = Problem(values=((0, 0),) * 4)
    pairs = [(0, 1), (0, 3), (1, 2), (0, 2)]
    groups = [[*at_most(0, 1, *pair), *at_most(1, 1, *pair)] for pair in pairs]
    assert conflict(two_waves, groups) == (0, 2, 3)


def test_own_limits_of_the_problem_are_left_out_of_the_question() -> None:
    groups = [at_least(0, 1, 0), at_most(0, 0, 0)]
    own = [limit for group in groups for limit in group]
    assert conflict(FREE.with_limits(*own), groups) == (0, 1)


@pytest.mark.parametrize("seed", range(60))
def test_conflict_is_irreducible(seed: int) -> None:
    rng = random.Random(seed)
    kinds = (cap, forbidden, forced, random_sizes, together, weighted)
    groups = [rng.choice(kinds)(rng, 4, 3) for _ in range(rng.randint(2, 6))]

    def can_hold(numbers: tuple[int, ...]) -> bool:
        limits = [limit for number in numbers for limit in groups[number]]
        return bool(feasible_assignments(FREE.with_limits(*limits)))

    found = conflict(FREE, groups)
    if can_hold(tuple(range(len(groups)))):
        assert found == ()
    else:
        assert not can_hold(found)
        assert all(can_hold(rest) for rest in combinations(found, len(found) - 1))
