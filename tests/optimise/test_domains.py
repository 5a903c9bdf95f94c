from __future__ import annotations

import pytest
from hypothesis import given
from oracle import feasible_assignments
from strategies import LAW, problems

from fmkwave.optimise.domains import binding, domains
from fmkwave.optimise.problem import Limit, Problem


def free(units: int, waves: int, *limits: Limit) -> Problem:
    return Problem(values=((0,) * waves,) * units, limits=limits)


def shown(problem: Problem) -> list[str] | None:
    found = domains(problem)
    if found is None:
        return None
    return ["".join(str(wave) for wave, may in enumerate(row) if may) for row in found]


def test_without_limits_every_wave_is_allowed() -> None:
    assert shown(free(2, 3)) == ["012", "012"]


def test_no_units_leave_nothing_to_decide() -> None:
    assert domains(Problem(())) == ()
    assert domains(Problem((), limits=(Limit(0, (), 1),))) is None


@pytest.mark.parametrize(
    ("limit", "left"),
    [
        (Limit(1, ((0, 1),), None, 0), ["02", "012"]),
        (Limit(1, ((0, 1),), 1), ["1", "012"]),
        (Limit(1, ((0, 1), (1, 1)), 2), ["1", "1"]),
        (Limit(1, ((0, 1), (1, 1)), 1), ["012", "012"]),
        (Limit(1, ((0, 1), (1, 1)), None, 1), ["012", "012"]),
        (Limit(1, ((0, -1), (1, 1)), 0), ["012", "012"]),
        (Limit(1, ((0, -1), (1, 1)), 1), ["02", "1"]),
        (Limit(1, ((0, -1), (1, 1)), None, -1), ["1", "02"]),
        (Limit(1, ((0, 3), (1, 1)), None, 2), ["02", "012"]),
        (Limit(1, ((0, 3), (1, 1)), 2), ["1", "012"]),
        (Limit(1, ((0, 3), (1, 1)), 2, 3), ["1", "02"]),
        (Limit(1, ((0, 0), (1, 1)), 1), ["012", "1"]),
        (Limit(1, ((0, 1), (1, 1)), 3), None),
        (Limit(1, ((0, 1), (1, 1)), None, -1), None),
        (Limit(1, ((0, 3),), 1, 2), None),
    ],
)
def test_one_limit_rules_out(limit: Limit, left: list[str] | None) -> None:
    assert shown(free(2, 3, limit)) == left


def test_limits_propagate_from_unit_to_unit() -> None:
    chained = [
        Limit(wave, ((first, 1), (first + 1, -1)), 0, 0) for first in range(4) for wave in range(3)
    ]
    assert shown(free(5, 3, *chained, Limit(2, ((4, 1),), 1))) == ["2"] * 5


def test_a_unit_without_any_wave_left_proves_that_nothing_is_feasible() -> None:
    assert domains(free(1, 2, Limit(0, ((0, 1),), None, 0), Limit(1, ((0, 1),), None, 0))) is None


@LAW
@given(problems)
def test_no_feasible_assignment_is_lost(problem: Problem) -> None:
    allowed = domains(problem)
    for assignment in feasible_assignments(problem):
        assert allowed is not None
        assert all(row[wave] for row, wave in zip(allowed, assignment, strict=True))


@LAW
@given(problems)
def test_domains_are_a_fixpoint(problem: Problem) -> None:
    allowed = domains(problem)
    if allowed is not None:
        ruled_out = [
            Limit(wave, ((unit, 1),), None, 0)
            for unit, row in enumerate(allowed)
            for wave, may in enumerate(row)
            if not may
        ]
        assert domains(problem.with_limits(*ruled_out)) == allowed


@LAW
@given(problems)
def test_binding_limits_are_those_that_some_assignment_within_the_domains_breaks(
    problem: Problem,
) -> None:
    allowed = domains(problem)
    if allowed is None:
        return
    within = [
        assignment
        for assignment in feasible_assignments(Problem(problem.values))
        if all(row[wave] for row, wave in zip(allowed, assignment, strict=True))
    ]
    broken = tuple(
        limit for limit in problem.limits if not all(limit.holds(each) for each in within)
    )
    assert binding(problem, allowed) == broken
