"""The network of links: as a networkx graph, and the order in which the sweep walks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest

import networkx as nx

_MOST_STARTS = 128


def graph(nodes: Iterable[int], links: Iterable[tuple[int, int, int]]) -> nx.Graph[int]:
    """The network: every node, and each link an edge with its ``points``."""
    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(nodes)
    network.add_weighted_edges_from(links, weight="points")
    return network


def elimination_order(network: nx.Graph[int], labels: Mapping[int, int]) -> list[int]:
    """An order of the nodes in which few are open at a time.

    A node is open once it is seen and while a neighbour of it is not. What a sweep over the
    order costs is the sum, over its steps, of the product of the open nodes' labels; this walks
    greedily from the nodes of each component, farthest from the lowest node first, and keeps
    the cheapest walk. The least possible number of open nodes is the network's vertex separation
    number, which equals its pathwidth (Kinnersley, Information Processing Letters 42, 1992) and
    is NP-hard to find; a greedy order is good enough for a country's map.

    Args:
        network: Nodes are integers.
        labels: How many labels each node may take.
    """
    parts = sorted(nx.connected_components(network), key=min)
    return [node for part in parts for node in _walk_component(network.subgraph(part), labels)]


def sweep_cost(network: nx.Graph[int], labels: Mapping[int, int], order: Sequence[int]) -> int:
    """Label states that a sweep over the order meets in all."""
    walk = _Walk(_neighbours(network), labels)
    for node in order:
        walk.visit(node)
    return walk.cost


def _walk_component(component: nx.Graph[int], labels: Mapping[int, int]) -> list[int]:
    distance = nx.single_source_shortest_path_length(component, min(component))
    starts = nsmallest(_MOST_STARTS, component, key=lambda node: (-distance[node], node))
    neighbours = _neighbours(component)
    order: list[int] = []
    least = float("inf")
    for start in starts:
        walk = _Walk(neighbours, labels)
        walk.visit(start)
        # A walk that has already cost more than the best whole one is given up.
        while walk.candidates and walk.cost < least:
            walk.visit(walk.cheapest())
        if walk.cost < least:
            order, least = walk.order, walk.cost
    return order


def _neighbours(network: nx.Graph[int]) -> dict[int, list[int]]:
    return {node: sorted(network[node]) for node in sorted(network)}


class _Walk:
    """A walk over the nodes that keeps track of which are open and what that costs."""

    def __init__(self, neighbours: Mapping[int, Sequence[int]], labels: Mapping[int, int]) -> None:
        self._neighbours = neighbours
        self._unseen = {node: len(near) for node, near in neighbours.items()}
        self._labels = labels
        self._states = 1
        self._seen: set[int] = set()
        self.order: list[int] = []
        self.candidates: set[int] = set()
        self.cost = 0

    def visit(self, node: int) -> None:
        """See a node: it opens, and every node without an unseen neighbour closes."""
        self.order.append(node)
        self._seen.add(node)
        self.candidates.discard(node)
        self._states *= self._labels[node]
        self.cost += self._states
        for near in self._neighbours[node]:
            self._unseen[near] -= 1
            if near not in self._seen:
                self.candidates.add(near)
            elif self._unseen[near] == 0:
                self._states //= self._labels[near]
        if self._unseen[node] == 0:
            self._states //= self._labels[node]

    def cheapest(self) -> int:
        """The candidate that leaves the fewest states open; the lowest node among equals."""
        return min(self.candidates, key=lambda node: (self._growth(node), node))

    def _growth(self, node: int) -> float:
        opened = self._labels[node] if self._unseen[node] else 1
        closed = 1
        for near in self._neighbours[node]:
            if near in self._seen and self._unseen[near] == 1:
                closed *= self._labels[near]
        return opened / closed
