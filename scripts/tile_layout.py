"""Lay out the tile map of Denmark and write the tiles into data/municipalities.yaml, or check them.

Each municipality gets a cell of a grid. First the label points are spread until none crowds
another, so that the small ones around Copenhagen push what is around them outwards. Then each takes
the nearest free cell, and tiles change places as long as that helps: threshold accepting (Dueck and
Scheuer, 1990) over four costs, in whole numbers and with a fixed sequence of trials, so that every
machine finds the same layout. At the end some tiles are moved by hand.

The costs: how far a tile lies from its spread point; how long a link is; how far a link's direction
is off; and two shores that touch although there is no way across.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from itertools import combinations, product
from math import atan2, cos, hypot, pi, radians
from pathlib import Path
from random import Random
from typing import NamedTuple

import networkx as nx

from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs

ROOT = Path(__file__).parents[1]
FILE = ROOT / "data" / "municipalities.yaml"

COLUMNS, ROWS = 16, 16
"""Sixteen columns of five letters fill a terminal of 80."""
LEFT, WIDE = 0.5, 14.5
"""Where the spread points lie on the grid."""

TILE_KM = 27.0
"""The side of a tile where nobody crowds: the size of a municipality in Jutland."""
DEGREE_KM = 111.3
MIDDLE = (56.2, 10.5)

ROUNDS = 600
CLOSE, ACROSS_WATER, FAR = 1.12, 1.7, 1.3
TRIALS, SEED, THRESHOLD = 80_000, 2, 150

HOME = 6
TURN = {"land": 100, "bridge": 100, "ferry": 50}
LENGTH = {"land": 60, "bridge": 60, "ferry": 12}
REST = {"land": 1, "bridge": 1, "ferry": 2}
SHORES = {"bridge": (0, 0), "ferry": (40, 15), "": (120, 70)}
"""What it costs that tiles of two shores touch: side by side, and at a corner."""

BY_HAND: Sequence[tuple[str, Mapping[str, tuple[int, int]]]] = (
    ("An island off Esbjerg, not off Sønderjylland", {"Fanø": (0, 7)}),
    (
        "The Great Belt stays open: the row of Slagelse moves a column to the east",
        {"Slagelse": (8, 8), "Ringsted": (9, 8), "Køge": (10, 8), "Solrød": (11, 8)},
    ),
    (
        "The coast from Solrød to Brøndby in its order, after that",
        {"Ishøj": (11, 7), "Vallensbæk": (12, 8)},
    ),
    ("Samsø lies between Jutland and Zealand and joins them by no land", {"Kalundborg": (7, 7)}),
    (
        "The bridge between Zealand and Falster is seen, and Lolland lies to the west",
        {"Guldborgsund": (9, 12), "Lolland": (8, 12)},
    ),
    (
        "The capital lies on the coast, and the enclave in its west is west of it",
        {"Frederiksberg": (13, 6), "København": (14, 6)},
    ),
    ("Far out to the south-east", {"Bornholm": (15, 11)}),
)

Cell = tuple[int, int]
Point = tuple[float, float]


class Country(NamedTuple):
    """What the layout follows from; municipalities by number, in the order of their codes.

    Attributes:
        points: East and south of the middle of the country, in tiles.
        kinds: The kind of each link, by its two ends, both ways.
        shores: The number of the piece of land that each lies on.
    """

    codes: Sequence[str]
    names: Sequence[str]
    points: Sequence[Point]
    kinds: Mapping[tuple[int, int], str]
    shores: Sequence[int]


class Figures(NamedTuple):
    """How good a layout is.

    Attributes:
        length: Mean length of a link between the middles of its tiles, in tiles.
        adjacent: Share of links whose tiles touch, corners included.
        direction: Share of all pairs whose direction is right within 45 degrees.
    """

    length: float
    adjacent: float
    direction: float


def country(inputs: Inputs) -> Country:
    """The municipalities as points and links; ValueError if one has no label point."""
    numbers = {code: number for number, code in enumerate(inputs.municipalities)}
    links = [(numbers[one.first], numbers[one.second], one.kind) for one in inputs.links]
    land: nx.Graph[int] = nx.Graph()
    land.add_nodes_from(numbers.values())
    land.add_edges_from((first, second) for first, second, kind in links if kind == "land")
    pieces = enumerate(nx.connected_components(land))
    shores = {one: number for number, piece in pieces for one in piece}
    return Country(
        codes=list(numbers),
        names=[one.name for one in inputs.municipalities.values()],
        points=[_point(one.label) for one in inputs.municipalities.values()],
        kinds={
            pair: kind
            for first, second, kind in links
            for pair in ((first, second), (second, first))
        },
        shores=[shores[number] for number in numbers.values()],
    )


def _point(label: Point | None) -> Point:
    if label is None:
        raise ValueError("every municipality needs a label point")
    km = DEGREE_KM / TILE_KM
    east = (label[1] - MIDDLE[1]) * cos(radians(MIDDLE[0]))
    return east * km, (MIDDLE[0] - label[0]) * km


def spread(map_of: Country) -> list[Point]:
    """The points pushed apart until none crowds another, fitted to the grid."""
    points = list(map_of.points)
    for _round in range(ROUNDS):
        for first, second in combinations(range(len(points)), 2):
            (x1, y1), (x2, y2) = points[first], points[second]
            push = _push(map_of, first, second, hypot(x2 - x1, y2 - y1))
            if push:
                dx, dy = push * (x2 - x1), push * (y2 - y1)
                points[first], points[second] = (x1 - dx, y1 - dy), (x2 + dx, y2 + dy)
    left, top = (min(point[axis] for point in points) for axis in (0, 1))
    scale = WIDE / (max(x for x, _y in points) - left)
    # Rounded, so that the last digits of a machine's arithmetic do not matter.
    return [(round(LEFT + (x - left) * scale, 3), round((y - top) * scale, 3)) for x, y in points]


def _push(map_of: Country, first: int, second: int, distance: float) -> float:
    """How far two points go apart in a round, as a share of their distance; below 0 together."""
    kind = map_of.kinds.get((first, second))
    shared = map_of.shores[first] == map_of.shores[second]
    least = CLOSE if shared or kind == "bridge" else ACROSS_WATER
    if distance < least:
        return 0.25 * (least - distance) / distance
    return -0.02 * (distance - FAR) / distance if kind == "land" and distance > FAR else 0.0


class Costs:
    """What a tile costs where it lies, given the others."""

    def __init__(self, map_of: Country, homes: Sequence[Point]) -> None:
        everyone = range(len(homes))
        self.home = [
            {
                (column, row): round(HOME * ((column - x) ** 2 + (row - y) ** 2))
                for column, row in product(range(COLUMNS), range(ROWS))
            }
            for x, y in homes
        ]
        self._links: list[list[tuple[int, Mapping[Cell, int]]]] = [[] for _one in everyone]
        for (one, other), kind in map_of.kinds.items():
            angle = _angle(map_of.points[one], map_of.points[other])
            self._links[one].append((other, _link_costs(angle, kind)))
        self._shores = [
            [
                (0, 0)
                if map_of.shores[one] == map_of.shores[other]
                else SHORES[map_of.kinds.get((one, other), "")]
                for other in everyone
            ]
            for one in everyone
        ]

    def of(self, one: int, at: Sequence[Cell], taken: Mapping[Cell, int]) -> int:
        """What one municipality costs where it lies."""
        column, row = at[one]
        cost = self.home[one][at[one]]
        for other, costs in self._links[one]:
            x, y = at[other]
            cost += costs[x - column, y - row]
        for dx, dy in product((-1, 0, 1), repeat=2):
            beside = taken.get((column + dx, row + dy))
            if beside is not None:
                cost += self._shores[one][beside][1 if dx and dy else 0]
        return cost


def _angle(start: Point, end: Point) -> float:
    return atan2(end[1] - start[1], end[0] - start[0])


def _link_costs(angle: float, kind: str) -> dict[Cell, int]:
    """What a link costs by how many columns and rows its ends lie apart."""
    span = product(range(-COLUMNS, COLUMNS + 1), range(-ROWS, ROWS + 1))
    return {
        (x, y): round(
            LENGTH[kind] * max(0.0, hypot(x, y) - REST[kind]) ** 1.3
            + TURN[kind] * (1 - cos(atan2(y, x) - angle))
        )
        for x, y in span
    }


def arrange(map_of: Country) -> list[Cell]:
    """A cell for each municipality."""
    costs = Costs(map_of, spread(map_of))
    at: list[Cell] = []
    taken: dict[Cell, int] = {}
    for one, home in enumerate(costs.home):
        cell = min(home.keys() - taken.keys(), key=lambda cell: (home[cell], cell))
        at.append(cell)
        taken[cell] = one
    draw = Random(SEED).random
    for trial in range(TRIALS):
        threshold = THRESHOLD * (1 - trial / TRIALS) ** 2
        reach = 3 if trial < TRIALS / 2 else 2
        one = int(draw() * len(at))
        column, row = at[one]
        steps = [int(draw() * (2 * reach + 1)) - reach for _axis in range(2)]
        cell = (column + steps[0], row + steps[1])
        if cell != at[one] and cell in costs.home[one]:
            old = at[one]
            moved = [unit for unit in (one, taken.get(cell)) if unit is not None]
            before = sum(costs.of(unit, at, taken) for unit in moved)
            _move(one, cell, at, taken)
            if sum(costs.of(unit, at, taken) for unit in moved) - before > threshold:
                _move(one, old, at, taken)
    return at


def _move(one: int, cell: Cell, at: list[Cell], taken: dict[Cell, int]) -> None:
    """Put a municipality into a cell; whose tile lies there gets its own."""
    old, other = at[one], taken.get(cell)
    at[one], taken[cell] = cell, one
    if other is None:
        del taken[old]
    else:
        at[other], taken[old] = old, other


def corrected(map_of: Country, at: Sequence[Cell]) -> list[Cell]:
    """The cells after the corrections by hand; ValueError if two would share one."""
    moved = {name: cell for _reason, cells in BY_HAND for name, cell in cells.items()}
    found = [moved.get(name, cell) for name, cell in zip(map_of.names, at, strict=True)]
    if len(set(found)) < len(found):
        raise ValueError("the corrections by hand put two municipalities into one cell")
    return found


def figures(map_of: Country, at: Sequence[Cell]) -> Figures:
    """How good a layout is."""
    links = [pair for pair in map_of.kinds if pair[0] < pair[1]]
    apart = [(at[one][0] - at[other][0], at[one][1] - at[other][1]) for one, other in links]
    pairs = list(combinations(range(len(at)), 2))
    right = [
        cos(_angle(at[one], at[other]) - _angle(map_of.points[one], map_of.points[other]))
        >= cos(pi / 4)
        for one, other in pairs
    ]
    return Figures(
        length=sum(hypot(x, y) for x, y in apart) / len(links),
        adjacent=sum(max(abs(x), abs(y)) == 1 for x, y in apart) / len(links),
        direction=sum(right) / len(pairs),
    )


def drawn(map_of: Country, at: Sequence[Cell]) -> str:
    """The layout as text, to look at."""
    by_cell = dict(zip(at, map_of.names, strict=True))
    rows = range(max(row for _column, row in at) + 1)
    lines = (
        "".join(by_cell.get((column, row), "")[:4].ljust(5) for column in range(COLUMNS)).rstrip()
        for row in rows
    )
    return "\n".join(lines)


def updated(text: str, map_of: Country, at: Sequence[Cell]) -> str:
    """The text of municipalities.yaml with these tiles."""
    for code, (column, row) in zip(map_of.codes, at, strict=True):
        line = rf'(- {{code: "{code}", .*label: \[[^]]*\])(?:, tile: \[[^]]*\])?}}'
        text, count = re.subn(line, rf"\g<1>, tile: [{column}, {row}]}}", text)
        if count != 1:
            raise ValueError(f"municipalities.yaml has {count} lines for {code}")
    return text


def main() -> int:
    """Write the tiles, or with --check compare them; exit code 1 when they differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args().check
    map_of = country(load_inputs(ROOT / "data"))
    at = corrected(map_of, arrange(map_of))
    found = figures(map_of, at)
    print(drawn(map_of, at))
    print(
        f"mean link {found.length:.2f} tiles, {found.adjacent:.0%} of links adjacent, "
        f"{found.direction:.0%} of directions right"
    )
    old = FILE.read_text("utf-8")
    new = updated(old, map_of, at)
    if not check:
        FILE.write_text(new, "utf-8")
    elif new != old:
        print("the tiles differ: run scripts/tile_layout.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
