"""The network and the order in which the sweep walks it."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmkwave.network import elimination_order, graph, quick_order, sweep_cost


def labels(network: nx.Graph[int], number: int = 3) -> dict[int, int]:
    return dict.fromkeys(network, number)


def neighbours(network: nx.Graph[int]) -> dict[int, list[int]]:
    return {node: sorted(network[node]) for node in sorted(network)}


def test_the_graph_holds_every_node_and_the_points_of_every_link() -> None:
    network = graph(range(4), [(0, 1, 10), (1, 2, 5)])
    assert sorted(network) == [0, 1, 2, 3]
    assert network.edges[1, 2]["points"] == 5


def test_a_path_is_walked_from_one_end() -> None:
    network = graph(range(5), [(2, 0, 1), (0, 4, 1), (4, 1, 1), (1, 3, 1)])
    ends = ([2, 0, 4, 1, 3], [3, 1, 4, 0, 2])
    assert elimination_order(network, labels(network)) in ends
    assert quick_order(neighbours(network)) in ends


def test_what_a_walk_costs() -> None:
    path = graph(range(3), [(0, 1, 1), (1, 2, 1)])
    # One open label, then two while the second is placed beside the first, then two again.
    assert sweep_cost(path, labels(path), [0, 1, 2]) == 3 + 9 + 9
    assert sweep_cost(path, labels(path), [0, 2, 1]) == 3 + 9 + 27


def test_a_grid_needs_no_more_open_nodes_than_its_short_side() -> None:
    grid = nx.convert_node_labels_to_integers(nx.grid_2d_graph(4, 12), ordering="sorted")
    order = elimination_order(grid, labels(grid))
    # 4 open and the one placed: at most 3**5 states a step.
    assert sweep_cost(grid, labels(grid), order) <= 48 * 3**5


def most_open(network: nx.Graph[int], order: list[int]) -> int:
    position = {node: step for step, node in enumerate(order)}
    closes = {node: max(position[near] for near in network[node]) for node in order}
    steps = range(len(order))
    return max(sum(position[node] <= step < closes[node] for node in order) for step in steps)


@pytest.mark.parametrize("rows", [3, 8, 15])
def test_a_map_of_triangles_is_swept_from_one_end_to_the_other(rows: int) -> None:
    lattice: nx.Graph[int] = nx.convert_node_labels_to_integers(
        nx.triangular_lattice_graph(rows - 1, 60), ordering="sorted"
    )
    order = elimination_order(lattice, labels(lattice))
    assert most_open(lattice, order) <= rows + 1
    assert most_open(lattice, quick_order(neighbours(lattice))) <= rows + 2


def test_settled_nodes_cost_nothing() -> None:
    star = graph(range(6), [(0, i, 1) for i in range(1, 6)])
    settled = {0: 3, **dict.fromkeys(range(1, 6), 1)}
    assert sweep_cost(star, settled, elimination_order(star, settled)) <= 6 * 3


@given(
    edges=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=25),
    seed=st.randoms(use_true_random=False),
)
def test_an_order_holds_every_node_once_and_does_not_depend_on_the_order_of_links(
    edges: list[tuple[int, int]], seed: object
) -> None:
    links = [(a, b, 1) for a, b in edges if a != b]
    network = graph(range(12), links)
    order = elimination_order(network, labels(network))
    assert sorted(order) == list(range(12))
    shuffled = graph(reversed(range(12)), [(b, a, 1) for a, b, _ in reversed(links)])
    assert elimination_order(shuffled, labels(shuffled)) == order
    assert sorted(quick_order(neighbours(network))) == list(range(12))


def test_an_empty_network_has_an_empty_order() -> None:
    assert elimination_order(graph([], []), {}) == []
    assert quick_order({}) == []


def test_islands_are_walked_one_after_the_other() -> None:
    network = graph(range(4), [(0, 2, 1), (1, 3, 1)])
    order = elimination_order(network, labels(network))
    assert {frozenset(order[:2]), frozenset(order[2:])} == {frozenset({0, 2}), frozenset({1, 3})}
    assert sweep_cost(network, labels(network), order) == pytest.approx(2 * (3 + 9))
