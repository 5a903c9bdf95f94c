"""Random points and limits on the Danish network."""

from __future__ import annotations

import random
from functools import cache
from typing import NamedTuple

from fmkwave.inputs import load_inputs
from fmkwave.optimise.problem import Limit, Link, Problem, Table

_POINT = 1000  # points are thousandths inside
_WEIGHTS = (30, 30, 20, 20)
_CREDITS = (10, 10, 8, 0, 0)  # tenths


class Country(NamedTuple):
    """What does not change from draw to draw."""

    citizens: tuple[int, ...]
    links: tuple[tuple[int, int, str], ...]
    sizes: tuple[int, ...]


@cache
def country() -> Country:
    """The municipalities and links of the bundled data."""
    inputs = load_inputs()
    unit = {code: number for number, code in enumerate(inputs.municipalities)}
    return Country(
        citizens=tuple(m.population for m in inputs.municipalities.values()),
        links=tuple((unit[a], unit[b], kind) for a, b, kind in inputs.links),
        sizes=tuple(wave.size.min for wave in inputs.programme.waves),
    )


def draw(seed: int, points: int = 10, *, ties: bool = False, vendors: bool = False) -> Problem:
    """A problem like the real one.

    Args:
        seed: Of the random answers and wishes.
        points: Points of a link by land or bridge; a ferry has half of them.
        ties: Whether all points are multiples of 5, so that many plans are worth the same.
        vendors: Whether there are limits like those that vendors bring.
    """
    rng = random.Random(seed)
    denmark = country()
    units = len(denmark.citizens)
    everyone = tuple((unit, 1) for unit in range(units))
    sizes = [Limit(wave, everyone, size, size) for wave, size in enumerate(denmark.sizes)]
    limits = [*sizes, *(_vendors(rng, units) if vendors else [])]
    links = tuple(
        Link(first, second, points * _POINT // (2 if kind == "ferry" else 1))
        for first, second, kind in denmark.links
    )
    tiebreak = tuple((2 * citizens, citizens, 0) for citizens in denmark.citizens)
    return Problem(_values(rng, units, ties), links, tuple(limits), tiebreak)


def _values(rng: random.Random, units: int, ties: bool) -> Table:
    values = []
    for _ in range(units):
        priority = sum(w * rng.choice(_CREDITS) * _POINT // 10 for w in _WEIGHTS)
        priority += 0 if ties else 40 * rng.randint(0, _POINT)
        priority -= priority % (5 * _POINT) if ties else 0
        wish = rng.choice((None, None, 0, 1, 2))
        far = [0 if wish is None else abs(wave - wish) for wave in range(3)]
        values.append(tuple(priority * (2 - wave) - 25 * _POINT * far[wave] for wave in range(3)))
    return tuple(values)


def _vendors(rng: random.Random, units: int) -> list[Limit]:
    """A vendor whose release is late, one with little capacity, and three agreements."""
    customers = rng.sample(range(units), 25)
    late, small, agreed = customers[:10], customers[10:22], customers[22:]
    return [
        *(Limit(0, ((unit, 1),), None, 0) for unit in late),
        Limit(rng.randrange(3), tuple((unit, 1) for unit in sorted(small)), None, 3),
        *(Limit(rng.randrange(3), ((unit, 1),), 1) for unit in agreed),
    ]
