"""The network of links: as a networkx graph, and the order in which the sweep walks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from math import log2

import networkx as nx

Neighbours = Mapping[int, Sequence[int]]

Distances = Mapping[int, int]
"""Of each node, in whatever unit."""

_ENDS = 6
_ROUNDS = 40
_FINE = 1 << 20


def graph(nodes: Iterable[int], links: Iterable[tuple[int, int, int]]) -> nx.Graph[int]:
    """The network: every node, and each link an edge with its ``points``."""
    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(nodes)
    network.add_weighted_edges_from(links, weight="points")
    return network


def elimination_order(network: nx.Graph[int], labels: Mapping[int, int]) -> list[int]:
    """An order of the nodes in which few are open at a time.

    A node is open once it is seen and while a neighbour of it is not. What a sweep over the
    order costs is the sum, over its steps, of the product of the open nodes' labels. The least
    possible number of open nodes is the network's vertex separation number, which equals its
    pathwidth (Kinnersley, Information Processing Letters 42, 1992) and is NP-hard to find.

    This keeps the cheapest of some greedy walks, each from one end of the network to another.
    A walk takes the neighbour that leaves the fewest labels open, but prefers those that lie
    back towards its start: greed alone leaves some behind, and what is around them open. So do
    the walks of Sloan (International Journal for Numerical Methods in Engineering 23, 1986), by
    the number of links to an end. Here it is the distances from both ends, averaged over
    neighbours again and again: that takes them close to the Fiedler vector, which serves even
    better (Kumfert and Pothen, BIT 37, 1997), without linear algebra and the same everywhere.

    Args:
        network: Nodes are integers.
        labels: How many labels each node may take.
    """
    neighbours = {node: sorted(network[node]) for node in sorted(network)}
    return [node for part in _components(neighbours) for node in _cheapest_walk(part, labels).order]


def quick_order(neighbours: Neighbours) -> list[int]:
    """An order of the nodes in which few are open at a time, by one walk for each component.

    Somewhat worse than `elimination_order`, and found in milliseconds.

    Args:
        neighbours: Of each node; all of them are nodes themselves.
    """
    labels = dict.fromkeys(neighbours, 2)
    order: list[int] = []
    for part in _components(neighbours):
        start, end = _from_ends(part, 2)
        order += _walk(part, labels, _averaged(part, _between(start, end))).order
    return order


def sweep_cost(network: nx.Graph[int], labels: Mapping[int, int], order: Sequence[int]) -> int:
    """Label states that a sweep over the order meets in all."""
    neighbours = {node: list(network[node]) for node in network}
    walk = _Walk(neighbours, labels, dict.fromkeys(network, 0))
    for node in order:
        walk.visit(node)
    return walk.cost


def _components(neighbours: Neighbours) -> Iterator[Neighbours]:
    """The parts of the network that no link joins, the one with the lowest node first."""
    seen: set[int] = set()
    for node in sorted(neighbours):
        if node not in seen:
            part = _distances(neighbours, node)
            seen.update(part)
            yield {member: neighbours[member] for member in sorted(part)}


def _distances(neighbours: Neighbours, start: int) -> dict[int, int]:
    """How many links away each node that can be reached is."""
    distance = {start: 0}
    queue = [start]
    for node in queue:
        for near in neighbours[node]:
            if near not in distance:
                distance[near] = distance[node] + 1
                queue.append(near)
    return distance


def _from_ends(part: Neighbours, number: int) -> list[Distances]:
    """Distances from some nodes, each as far as can be from those before it."""
    nearest = _distances(part, min(part))
    found: list[Distances] = []
    for _ in range(number):
        start = max(part, key=lambda node: (nearest[node], -node))
        distance = _distances(part, start)
        nearest = {n: min(distance[n], nearest[n]) if found else distance[n] for n in part}
        found.append(distance)
    return found


def _averaged(part: Neighbours, distance: Distances) -> Distances:
    """Distances, in fine units, averaged over each node and its neighbours a number of times."""
    # Whole numbers, as what floats add up to depends on the version of Python.
    smooth = {node: distance[node] * _FINE for node in part}
    for _ in range(_ROUNDS):
        smooth = {
            node: (smooth[node] + sum([smooth[other] for other in near]) // max(len(near), 1)) // 2
            for node, near in part.items()
        }
    return smooth


def _between(start: Distances, end: Distances) -> Distances:
    """Places between two ends, by the distances from each."""
    return {node: start[node] - end[node] for node in start}


def _cheapest_walk(part: Neighbours, labels: Mapping[int, int]) -> _Walk:
    ends = [_averaged(part, distance) for distance in _from_ends(part, _ENDS)]
    walk: _Walk | None = None
    for start, end in permutations(ends, 2):
        walk = _walk(part, labels, _between(start, end), walk)
    assert walk is not None, "there are several ends"
    return walk


def _walk(
    part: Neighbours, labels: Mapping[int, int], places: Distances, best: _Walk | None = None
) -> _Walk:
    """A greedy walk through places from the least on; the best one so far if that is cheaper."""
    start = min(part, key=lambda node: (places[node], node))
    walk = _Walk(part, labels, _pull(places, _worth(max(labels[node] for node in part))))
    walk.visit(start)
    while walk.candidates:
        # Whatever has already cost more than a whole walk is given up.
        if best is not None and walk.cost >= best.cost:
            return best
        walk.visit(min(walk.candidates, key=walk.candidates.__getitem__))
    return walk if best is None or walk.cost < best.cost else best


def _pull(places: Distances, most: int) -> Distances:
    """Places on a scale from 0 at the first to a number at the last."""
    first = min(places.values())
    length = max(max(places.values()) - first, 1)
    return {node: (place - first) * most // length for node, place in places.items()}


def _worth(labels: int) -> int:
    """What open labels count for: they multiply, so by their logarithm."""
    return round(_FINE * log2(labels))


class _Walk:
    """A walk over the nodes that keeps track of which are open and what that costs.

    Attributes:
        order: The nodes seen.
        candidates: Their unseen neighbours, and what speaks against each: the worth of what it
            opens, less that of what it closes, and how far it lies from the start.
        cost: Label states so far.
    """

    def __init__(self, neighbours: Neighbours, labels: Mapping[int, int], pull: Distances) -> None:
        self._neighbours = neighbours
        self._labels = labels
        self._pull = pull
        self._worth = {number: _worth(number) for number in set(labels.values())}
        self._unseen = {node: len(near) for node, near in neighbours.items()}
        self._seen: set[int] = set()
        self._states = 1
        self.order: list[int] = []
        self.candidates: dict[int, int] = {}
        self.cost = 0

    def visit(self, node: int) -> None:
        """See a node: it opens, and every node without an unseen neighbour closes."""
        self.order.append(node)
        self._seen.add(node)
        self.candidates.pop(node, None)
        self._states *= self._labels[node]
        self.cost += self._states
        for near in self._neighbours[node]:
            self._unseen[near] -= 1
            if near in self._seen:
                self._update(near)
            else:
                self._meet(near)
        self._update(node)

    def _meet(self, node: int) -> None:
        """Make an unseen node a candidate, which opens unless all around it is seen."""
        worth = self._worth[self._labels[node]]
        if node not in self.candidates:
            self.candidates[node] = self._pull[node] + worth
        if self._unseen[node] == 0:
            self.candidates[node] -= worth

    def _update(self, node: int) -> None:
        """Close a node that is seen, or tell the neighbour with which it closes."""
        if self._unseen[node] == 0:
            self._states //= self._labels[node]
        elif self._unseen[node] == 1:
            last = next(near for near in self._neighbours[node] if near not in self._seen)
            self.candidates[last] -= self._worth[self._labels[node]]
