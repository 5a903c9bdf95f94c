from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import feasible_assignments

from fmkwave.optimise.problem import Limit, Problem
from fmkwave.optimise.shortage import Counted, Shortage, shortage

FREE = Problem(values=((0, 0, 0),) * 4)


def limit(wave: int, *units: int, lower: int | None = None, upper: int | None = None) -> Limit:
    return Limit(wave, tuple((unit, 1) for unit in units), lower, upper)


def test_too_little_room() -> None:
    limits = [limit(0, 0, 1, 2, upper=1), limit(1, 0, 1, 2, 3, upper=1), limit(2, 0, 1, 2, upper=0)]
    assert shortage(FREE, limits) == Shortage(
        (Counted(0, upper=True), Counted(1, upper=True), Counted(2, upper=True)), need=3, room=2
    )


def test_more_needed_than_may_be_there() -> None:
    limits = [limit(1, 0, 1, 2, 3, lower=3, upper=3), limit(1, 0, 1, upper=0)]
    found = shortage(FREE, limits)
    assert found == Shortage((Counted(0, upper=False), Counted(1, upper=True)), need=-2, room=-3)


def test_what_can_hold_is_no_shortage() -> None:
    assert shortage(FREE, [limit(0, 0, 1, lower=1, upper=1), limit(1, 2, 3, lower=2)]) is None


def test_what_only_halves_could_keep_is_proven_by_no_count() -> None:
    # Each two of three apart in two waves; halves of each would do.
    pairs = [(0, 1), (0, 2), (1, 2)]
    limits = [limit(wave, *pair, upper=1) for wave in (0, 1) for pair in pairs]
    barred = [limit(2, unit, upper=0) for unit in range(3)]
    assert feasible_assignments(Problem(FREE.values, limits=(*limits, *barred))) == []
    assert shortage(FREE, [*limits, *barred]) is None


SETS = st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True)
BOUNDS = st.none() | st.integers(0, 4)
LIMITS = st.builds(
    lambda wave, units, lower, upper: limit(wave, *units, lower=lower, upper=upper),
    st.integers(0, 2), SETS, BOUNDS, BOUNDS,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(LIMITS, max_size=6))
def test_a_shortage_is_a_proof(limits: list[Limit]) -> None:
    found = shortage(FREE, limits)
    if found is not None:
        assert found.need > found.room
        assert feasible_assignments(Problem(FREE.values, limits=tuple(limits))) == []
