"""Small random problems, in which ties, infeasible limits and extreme points are frequent."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

from hypothesis import settings
from hypothesis import strategies as st

from fmkwave.optimise.problem import Limit, Link, Problem, Table

MOST_UNITS = {2: 7, 3: 7, 4: 5}
"""By number of waves, so that brute force has some thousand assignments to try at most."""

SIZES = (1, 10**3, 10**6, 10**9, 10**12, 10**15, 2**53, 2**63, 10**21)
"""Of points, from thousandths to what neither floating point nor 64 bits hold."""

LAW = settings(max_examples=60, deadline=None, derandomize=True)
"""How laws are tested: the same examples on every run."""


def random_problem(rng: random.Random) -> Problem:
    """A problem of 1 to 7 units and 2 to 4 waves with every kind of limit there is."""
    waves = rng.choice((2, 3, 3, 4))
    units = rng.randint(1, MOST_UNITS[waves])
    # A few values: many ties. A step of more than 1: a common divisor. Many: hardly any tie.
    spread, step = rng.choice(((1, 1), (2, 5000), (5, 1), (500_000, 1)))
    chance = rng.choice((0.0, 0.3, 0.6, 1.0))
    links = tuple(
        Link(first, second, rng.randint(0, spread) * step)
        for first, second in combinations(range(units), 2)
        if rng.random() < chance
    )
    return Problem(
        values=random_table(rng, units, waves, least=-spread * step, most=spread * step, step=step),
        links=links,
        limits=tuple(random_limits(rng, units, waves)),
        tiebreak=random_tiebreak(rng, units, waves),
    )


def random_table(
    rng: random.Random, units: int, waves: int, *, least: int, most: int, step: int = 1
) -> Table:
    """Random multiples of a step between two of them."""
    numbers = (least // step, most // step)
    return tuple(tuple(rng.randint(*numbers) * step for _ in range(waves)) for _ in range(units))


def random_tiebreak(rng: random.Random, units: int, waves: int) -> Table:
    """A second objective that decides nothing, little, or most."""
    most = rng.choice((None, 1, 3, 600_000))
    return () if most is None else random_table(rng, units, waves, least=0, most=most)


def random_limits(rng: random.Random, units: int, waves: int) -> list[Limit]:
    """Up to three kinds of limits, of which sizes are in every second problem."""
    kinds = [cap, forbidden, forced, first, window, together, one_set, apart, citizens, weighted]
    limits = random_sizes(rng, units, waves) if rng.random() < 0.5 else []
    for kind in rng.sample(kinds, rng.choice((0, 1, 1, 2))):
        limits += kind(rng, units, waves)
    return limits


def random_sizes(rng: random.Random, units: int, waves: int) -> list[Limit]:
    """Sizes that exactly fit, sizes with room, or (not always, but often) impossible ones."""
    placed = [rng.randrange(waves) for _ in range(units)]
    sizes = [placed.count(wave) for wave in range(waves)]
    everyone = tuple((unit, 1) for unit in range(units))
    kind = rng.choice(("exact", "exact", "ranged", "part", "shifted"))
    if kind == "ranged":
        room = rng.randint(0, 2)
        return [Limit(w, everyone, max(0, s - room), s + room) for w, s in enumerate(sizes)]
    if kind == "part":
        wave = rng.randrange(waves)
        return [Limit(wave, everyone, sizes[wave], None)]
    if kind == "shifted":
        sizes[rng.randrange(waves)] += rng.choice((-1, 1))
    return [Limit(wave, everyone, size, size) for wave, size in enumerate(sizes)]


def cap(rng: random.Random, units: int, waves: int) -> list[Limit]:
    """A vendor: some units, of which a wave takes only so many."""
    customers = sorted(rng.sample(range(units), rng.randint(1, units)))
    weights = tuple((unit, 1) for unit in customers)
    return [
        Limit(wave, weights, None, rng.randint(0, len(customers)))
        for wave in rng.sample(range(waves), rng.randint(1, waves))
    ]


def forbidden(rng: random.Random, units: int, waves: int) -> list[Limit]:
    """Waves that some units may not take."""
    return [
        Limit(rng.randrange(waves), ((unit, 1),), None, 0)
        for unit in rng.sample(range(units), rng.randint(1, units))
    ]


def forced(rng: random.Random, units: int, waves: int) -> list[Limit]:
    """A wave that a unit must take."""
    return [Limit(rng.randrange(waves), ((rng.randrange(units), 1),), 1, None)]


def first(rng: random.Random, units: int, waves: int) -> list[Limit]:
    """Pilots: some units, all of them in the first wave."""
    pilots = sorted(rng.sample(range(units), rng.randint(1, min(units, 2))))
    return [Limit(0, tuple((unit, 1) for unit in pilots), len(pilots))]


def window(rng: random.Random, units: int, waves: int) -> list[Limit]:
    """Two waves, and all between them, of which a unit must take one."""
    earliest, latest = sorted((rng.randrange(waves), rng.randrange(waves)))
    member = ((rng.randrange(units), 1),)
    return [Limit(w, member, None, 0) for w in range(waves) if not earliest <= w <= latest]


def citizens(rng: random.Random, units: int, waves: int) -> list[Limit]:
    """Weights of all sizes on some units, or on all: what a wave takes just fits, or does not."""
    return heavy(rng, units, waves, most=60)


def heavy(rng: random.Random, units: int, waves: int, *, most: int) -> list[Limit]:
    """Weights of all sizes up to the most there may be."""
    members = sorted(rng.sample(range(units), rng.choice((units, rng.randint(1, units)))))
    weights = tuple((unit, rng.randint(1, most)) for unit in members)
    there = sum(number for _, number in weights if rng.random() < 0.5)
    bounds = (None, there), (there, None), (None, there - 1), (there, there)
    return [
        Limit(wave, weights, *rng.choice(bounds))
        for wave in rng.sample(range(waves), rng.randint(1, waves))
    ]


def together(rng: random.Random, units: int, waves: int) -> list[Limit]:
    """Two units that share a wave."""
    if units == 1:
        return []
    first, second = rng.sample(range(units), 2)
    return [Limit(wave, ((first, 1), (second, -1)), 0, 0) for wave in range(waves)]


def one_set(rng: random.Random, units: int, waves: int) -> list[Limit]:
    """Several units that share a wave, each with the first of them."""
    first, *rest = rng.sample(range(units), rng.randint(1, units))
    return [
        Limit(wave, tuple(sorted(((first, 1), (unit, -1)))), 0, 0)
        for unit in rest
        for wave in range(waves)
    ]


def apart(rng: random.Random, units: int, waves: int) -> list[Limit]:
    """Two units that share no wave."""
    if units == 1:
        return []
    first, second = rng.sample(range(units), 2)
    return [Limit(wave, ((first, 1), (second, 1)), None, 1) for wave in range(waves)]


def weighted(rng: random.Random, units: int, waves: int) -> list[Limit]:
    """A sum with weights of any sign between bounds of any kind."""
    members = rng.sample(range(units), rng.randint(1, units))
    weights = tuple((unit, rng.randint(-2, 3)) for unit in members)
    lower, upper = sorted((rng.randint(-4, 4), rng.randint(-4, 6)))
    return [Limit(rng.randrange(waves), weights, *rng.choice(((lower, upper), (None, upper))))]


def uneven_problem(rng: random.Random) -> Problem:
    """A problem of 1 to 6 units whose points and second objective differ very much in size.

    The sums of large and small ones decide, so that no rounding is forgiven; and as there are few
    numbers of each size, ties are frequent.
    """
    plain = random_problem(rng)
    units, waves = min(plain.units, MOST_UNITS[plain.waves] - 1), plain.waves
    sizes = rng.sample(SIZES, rng.choice((1, 2, 2, 3)))
    chance = rng.choice((0.0, 0.3, 0.6))
    return Problem(
        values=uneven_table(rng, units, waves, sizes, least=-2),
        links=tuple(
            Link(first, second, rng.randint(0, 1) * rng.choice(sizes))
            for first, second in combinations(range(units), 2)
            if rng.random() < chance
        ),
        limits=tuple(random_limits(rng, units, waves)),
        tiebreak=uneven_table(rng, units, waves, rng.sample(SIZES, 2), least=0),
    )


def uneven_table(
    rng: random.Random, units: int, waves: int, sizes: Sequence[int], *, least: int
) -> Table:
    """Small multiples of some sizes, now and then with a little more or less."""
    return tuple(
        tuple(
            max(least * size, rng.randint(least, 2) * size + rng.choice((0, 0, 0, 0, 1, -1)))
            for size in rng.choices(sizes, k=waves)
        )
        for _ in range(units)
    )


uneven_problems = st.builds(uneven_problem, st.randoms(use_true_random=False))
"""Any problem that `uneven_problem` makes."""

problems = st.builds(random_problem, st.randoms(use_true_random=False))
"""Any problem that `random_problem` makes."""
