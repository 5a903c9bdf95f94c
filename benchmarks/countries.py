"""Invented countries of any size: a planar network, and points like those of Denmark."""

from __future__ import annotations

import random
from collections.abc import Iterable

import networkx as nx
import numpy as np
from scipy.spatial import Delaunay

from fmkwave.optimise.problem import Limit, Link, Problem, Table

_POINT = 1000  # points are thousandths inside
_WEIGHTS = (30, 30, 20, 20)
_CREDITS = (10, 10, 8, 0, 0)  # tenths
_UPTAKE = 40
_WISH = 25
_CITIZENS = (2_000, 200_000)


def country(units: int, seed: int, waves: int, points: int, degree: float = 5.0) -> Problem:
    """An invented country; the same arguments give the same one.

    Args:
        units: How many, from 3 on.
        seed: Of the places, answers, wishes and populations.
        waves: How many, of sizes that are exact and differ by one at most.
        points: Whole points of a link.
        degree: Mean number of neighbours of a unit, from about 2 to somewhat below 6.
    """
    rng = random.Random(seed)
    links = tuple(Link(a, b, points * _POINT) for a, b in neighbours(units, rng, degree))
    everyone = tuple((unit, 1) for unit in range(units))
    sizes = [units // waves + (wave < units % waves) for wave in range(waves)]
    limits = tuple(Limit(wave, everyone, size, size) for wave, size in enumerate(sizes))
    citizens = [rng.randint(*_CITIZENS) for _ in range(units)]
    tiebreak = tuple(tuple(many * (waves - 1 - w) for w in range(waves)) for many in citizens)
    return Problem(_values(units, rng, waves), links, limits, tiebreak)


def neighbours(units: int, rng: random.Random, degree: float) -> list[tuple[int, int]]:
    """Pairs of neighbours: a Delaunay triangulation of random places, thinned at random.

    A shortest spanning tree is kept whole, so that everyone can be reached.
    """
    places = np.array([(rng.random(), rng.random()) for _ in range(units)])
    network: nx.Graph[int] = nx.Graph()
    for first, second in _sides(Delaunay(places).simplices.tolist()):
        length = float(np.hypot(*(places[first] - places[second])))
        network.add_edge(first, second, weight=length)
    tree = {_pair(*edge) for edge in nx.minimum_spanning_edges(network, data=False)}
    others = sorted({_pair(*edge) for edge in network.edges} - tree)
    wanted = max(0, round(units * degree / 2) - len(tree))
    return sorted([*tree, *rng.sample(others, min(wanted, len(others)))])


def _sides(triangles: Iterable[Iterable[int]]) -> set[tuple[int, int]]:
    return {_pair(a, b) for x, y, z in triangles for a, b in ((x, y), (y, z), (x, z))}


def _pair(first: int, second: int) -> tuple[int, int]:
    return (first, second) if first < second else (second, first)


def _values(units: int, rng: random.Random, waves: int) -> Table:
    """Readiness and uptake times the waves that come later, less what lies beside a wish."""
    values = []
    for _ in range(units):
        priority = sum(w * rng.choice(_CREDITS) * _POINT // 10 for w in _WEIGHTS)
        priority += _UPTAKE * rng.randint(0, _POINT)
        wish = rng.choice((None, None, *range(waves)))
        far = [0 if wish is None else abs(wave - wish) for wave in range(waves)]
        values.append(
            tuple(
                priority * (waves - 1 - wave) - _WISH * _POINT * far[wave] for wave in range(waves)
            )
        )
    return tuple(values)
