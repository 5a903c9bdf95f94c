"""Tiles for a map: a square of a grid for each place, near where it lies and beside its neighbours.

First the places are spread until none crowds another, then each takes the nearest free square, and
last squares are exchanged as long as that helps. Every step follows a fixed order; how many steps
there are follows from the number of places, so that 35,000 of them take seconds and are laid out
less well than 400.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, product
from math import atan2, cos, hypot, radians
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Pairs = NDArray[np.intp]

Cell = tuple[int, int]
"""Column and row."""

_ROUNDS, _MOVES = 300, 1_500_000
"""Rounds of spreading, and how many places are moved in all of them together."""
_CLOSE, _FAR = 1.12, 1.3
"""Tiles that two places are to lie apart at least, and at most if they are linked."""
_PUSH, _PULL, _STILL = 0.25, 0.02, 0.002
"""How much of what two places lie too close or too far goes in a round; and what is no move."""

_TRIALS = 300_000
"""How many exchanges are tried."""
_REACH = [(x, y) for x, y in product(range(-2, 3), repeat=2) if (x, y) != (0, 0)]
_HOME, _LENGTH, _TURN = 6, 60, 100
"""What it costs that a tile lies off its place, and that a link is long or turned."""


def lay_out(
    labels: Mapping[str, Sequence[float] | None], links: Iterable[tuple[str, str]]
) -> dict[str, list[int]]:
    """Column and row of each place's tile, from the upper left; no two have the same.

    Args:
        labels: Latitude and longitude by code; a place without any lies below the others.
        links: Codes of those that should be side by side.
    """
    number = {code: at for at, code in enumerate(one for one in labels if labels[one] is not None)}
    lost = [code for code, label in labels.items() if label is None]
    ends = [(number[a], number[b]) for a, b in links if a in number and b in number]
    pairs = np.array(ends, dtype=np.intp).reshape(-1, 2)
    cells = _cells(np.array([labels[code] for code in number], dtype=float).reshape(-1, 2), pairs)
    wide = 1 + max((column for column, _row in cells), default=len(lost))
    below = 2 + max((row for _column, row in cells), default=-2)
    more = [(at % wide, below + at // wide) for at in range(len(lost))]
    return dict(zip([*number, *lost], map(list, [*cells, *more]), strict=True))


def _cells(labels: Points, pairs: Pairs) -> list[Cell]:
    if not len(labels):
        return []
    points = _in_tiles(labels, pairs)
    homes = _spread(points, pairs)
    tiles = _Tiles(homes, _turns(points, pairs), _nearest(homes))
    tiles.exchange()
    return _squeezed(tiles.at)


def _in_tiles(labels: Points, pairs: Pairs) -> Points:
    """East and south of the north-western corner, in tiles: the usual distance of neighbours."""
    latitudes, longitudes = labels.T
    # The map begins after the widest stretch of longitudes without a place, wherever that is.
    around = np.unique(longitudes % 360)
    gaps = np.diff(around, append=around[0] + 360)
    east = (longitudes - around[(int(gaps.argmax()) + 1) % len(around)]) % 360
    middle = (latitudes.min() + latitudes.max()) / 2
    points = np.column_stack([east * cos(radians(middle)), latitudes.max() - latitudes])
    on_map = np.array(shapely.points(points), dtype=object)
    ends = pairs.T if len(pairs) else shapely.STRtree(on_map).query_nearest(on_map, exclusive=True)
    apart = np.hypot(*(points[ends[0]] - points[ends[1]]).T)
    return points / (np.median(apart[apart > 0]) if apart.any() else 1)


def _spread(points: Points, pairs: Pairs) -> Points:
    """The points pushed apart until none crowds another, and neighbours pulled together."""
    points = points.copy()
    for _round in range(min(_ROUNDS, _MOVES // len(points) + 1)):
        on_map = np.array(shapely.points(points), dtype=object)
        near = shapely.STRtree(on_map).query(on_map, predicate="dwithin", distance=_CLOSE)
        moves = _moves(points, near[:, near[0] < near[1]], _PUSH, _CLOSE)
        moves += _moves(points, pairs.T, _PULL, _FAR)
        points += moves
        if np.abs(moves).max() < _STILL:
            break
    # The last digits of a machine's arithmetic are not to matter.
    return np.round(points, 3)


def _moves(points: Points, ends: Pairs, share: float, apart: float) -> Points:
    """How two and two go apart if they are too close, or together if those pulled are too far."""
    first, second = ends
    way = points[second] - points[first]
    # Places that lie in one point leave it in different directions.
    turn = 2.4 * first
    same = ~way.any(axis=1)
    way[same] = 1e-6 * np.column_stack([np.cos(turn[same]), np.sin(turn[same])])
    length = np.hypot(*way.T)
    off = np.maximum(apart - length, 0) if apart == _CLOSE else np.minimum(apart - length, 0)
    step = way * (share * off / length)[:, None]
    moves = np.zeros_like(points)
    np.add.at(moves, first, -step)
    np.add.at(moves, second, step)
    return moves


def _turns(points: Points, pairs: Pairs) -> list[list[tuple[int, float]]]:
    """By place, those it is linked to and in which direction they lie."""
    found: list[list[tuple[int, float]]] = [[] for _point in points]
    for first, second in pairs.tolist():
        east, south = points[second] - points[first]
        found[first].append((second, atan2(south, east)))
        found[second].append((first, atan2(-south, -east)))
    return found


def _nearest(homes: Points) -> list[Cell]:
    """For each place the nearest square that is free; those nearest to one choose first."""
    middles = np.rint(homes)
    order = np.lexsort((np.arange(len(homes)), np.round(np.hypot(*(homes - middles).T), 6)))
    at: list[Cell] = [(0, 0)] * len(homes)
    taken: set[Cell] = set()
    for one in order.tolist():
        x, y = homes[one].tolist()
        column, row = (int(value) for value in middles[one])
        at[one] = next(
            min(free)
            for reach in count()
            if (
                free := [
                    ((column + dx - x) ** 2 + (row + dy - y) ** 2, (column + dx, row + dy))
                    for dx, dy in _ring(reach)
                    if (column + dx, row + dy) not in taken
                ]
            )
        )[1]
        taken.add(at[one])
    return at


def _ring(reach: int) -> Iterator[Cell]:
    """The squares that lie so many columns or rows off."""
    side = range(-reach, reach + 1)
    return ((x, y) for x, y in product(side, repeat=2) if max(abs(x), abs(y)) == reach)


class _Tiles:
    """Tiles that can change places.

    Attributes:
        at: The square of each place.
    """

    def __init__(
        self, homes: Points, turns: Sequence[Sequence[tuple[int, float]]], at: list[Cell]
    ) -> None:
        self.at = at
        self._homes = [(x, y) for x, y in homes.tolist()]
        self._turns = turns
        self._taken = {cell: one for one, cell in enumerate(at)}

    def exchange(self) -> None:
        """Move each tile to a square near by, as long as that helps, or the trials last."""
        trials = 0
        moved = True
        while moved and trials < _TRIALS:
            moved = False
            for one in range(len(self.at)):
                moved = self._better(one) or moved
                trials += len(_REACH)

    def _better(self, one: int) -> bool:
        column, row = self.at[one]
        for dx, dy in _REACH:
            cell = column + dx, row + dy
            other = self._taken.get(cell)
            both = [one] if other is None else [one, other]
            before = sum(map(self._cost, both))
            self._move(one, cell)
            if sum(map(self._cost, both)) < before:
                return True
            self._move(one, (column, row))
        return False

    def _move(self, one: int, cell: Cell) -> None:
        """Put a tile into a square; whose tile lies there gets its own."""
        old, other = self.at[one], self._taken.get(cell)
        self.at[one], self._taken[cell] = cell, one
        if other is None:
            del self._taken[old]
        else:
            self.at[other], self._taken[old] = old, other

    def _cost(self, one: int) -> int:
        (column, row), (x, y) = self.at[one], self._homes[one]
        cost: float = _HOME * ((column - x) ** 2 + (row - y) ** 2)
        for other, direction in self._turns[one]:
            east, south = self.at[other][0] - column, self.at[other][1] - row
            cost += _LENGTH * max(0, hypot(east, south) - 1) ** 1.3
            cost += _TURN * (1 - cos(atan2(south, east) - direction))
        return round(cost)


def _squeezed(cells: Sequence[Cell]) -> list[Cell]:
    """The squares from the first column and row on, with no two empty ones side by side."""
    columns, rows = (_numbers({cell[axis] for cell in cells}) for axis in (0, 1))
    return [(columns[column], rows[row]) for column, row in cells]


def _numbers(used: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    last = at = 0
    for line in sorted(used):
        at += min(line - last, 2) if found else 0
        found[line] = at
        last = line
    return found
