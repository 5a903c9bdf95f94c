"""Units that must share a wave, made one unit: a smaller problem with the same optimum.

That two units share a wave is a limit of weights 1 and -1 between 0 and 0 for every wave. Engines
could watch those sums, but a set that is one unit has nothing to watch, and fewer units to place.
Points, tie-breaks and limits of the units add up; what links earn inside a set is earned anyway.
Sets are numbered by their lowest units, which decide the order of units among equals; so the last
tie-break is the same as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import networkx as nx

from fmkwave.optimise.problem import Assignment, Limit, Link, Problem, Table


@dataclass(frozen=True, slots=True)
class Merged:
    """A problem whose units are sets of another problem's units.

    Attributes:
        problem: The smaller problem; the same one where no units must share a wave.
        unit_of: By unit of the other problem, the unit that it has become a part of.
    """

    problem: Problem
    unit_of: tuple[int, ...]

    def merge(self, assignment: Assignment) -> Assignment:
        """An assignment of the other problem; of a set that it parts, the first unit counts."""
        backwards = zip(reversed(self.unit_of), reversed(assignment), strict=True)
        first = dict(backwards)
        return tuple(first[unit] for unit in range(self.problem.units))

    def part(self, assignment: Assignment) -> Assignment:
        """An assignment of the smaller problem, unit by unit of the other."""
        return tuple(assignment[unit] for unit in self.unit_of)


def merge(problem: Problem) -> Merged:
    """The problem with each set of units that must share a wave as one unit."""
    sets = _sets(problem)
    unit_of = tuple(sets[unit] for unit in range(problem.units))
    if len(set(unit_of)) == problem.units:
        return Merged(problem, unit_of)
    links: dict[tuple[int, int], int] = {}
    values = [list(row) for row in _added(problem.values, unit_of)]
    for first, second, points in problem.links:
        one, other = sorted((unit_of[first], unit_of[second]))
        if one == other:
            values[one] = [value + points for value in values[one]]
        else:
            links[one, other] = links.get((one, other), 0) + points
    merged = Problem(
        values=tuple(map(tuple, values)),
        links=tuple(Link(one, other, points) for (one, other), points in links.items()),
        limits=tuple(_limits(problem.limits, unit_of)),
        tiebreak=_added(problem.tiebreak, unit_of),
    )
    return Merged(merged, unit_of)


def _sets(problem: Problem) -> Mapping[int, int]:
    """The number of each unit's set; sets are in the order of their lowest units."""
    waves: dict[tuple[int, int], set[int]] = {}
    for limit in problem.limits:
        pair = _kept_equal(limit)
        if pair is not None:
            waves.setdefault(pair, set()).add(limit.wave)
    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(range(problem.units))
    network.add_edges_from(pair for pair, found in waves.items() if len(found) == problem.waves)
    sets = sorted(nx.connected_components(network), key=min)
    return {unit: number for number, members in enumerate(sets) for unit in members}


def _kept_equal(limit: Limit) -> tuple[int, int] | None:
    """The two units that a limit lets into its wave together or not at all, if it is such a one."""
    if limit.lower != 0 or limit.upper != 0:
        return None
    match limit.weights:
        case ((first, one), (second, other)) if one == -other != 0:
            return first, second
    return None


def _added(table: Table, unit_of: Sequence[int]) -> Table:
    """The rows of each set, added up."""
    rows: list[list[Sequence[int]]] = [[] for _ in range(max(unit_of) + 1)]
    for unit, row in zip(unit_of, table, strict=True):
        rows[unit].append(row)
    return tuple(tuple(map(sum, zip(*found, strict=True))) for found in rows)


def _limits(limits: Iterable[Limit], unit_of: Sequence[int]) -> Iterator[Limit]:
    """The limits on the sets; those that only keep a set together are gone."""
    for limit in limits:
        sums: dict[int, int] = {}
        for unit, weight in limit.weights:
            sums[unit_of[unit]] = sums.get(unit_of[unit], 0) + weight
        weights = tuple(sorted((unit, weight) for unit, weight in sums.items() if weight))
        merged = replace(limit, weights=weights)
        if weights or not merged.holds(()):
            yield merged
