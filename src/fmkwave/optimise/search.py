"""A good assignment for networks of any size: regions are placed anew one after the other.

A pruned sweep that keeps but the most promising states gives the first one. Then again and again
the units of a region are placed anew, everything outside left as it is: large neighbourhood search
(Shaw, "Using constraint programming and local search methods to solve vehicle routing problems",
CP 1998), by a sweep of the same kind, with what the region falls short by now as its allowance.

Work is counted in steps and not in seconds: the same problem, seed and work give the same
assignment.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from fmkwave.network import quick_order
from fmkwave.optimise.problem import Assignment, Control, Limit
from fmkwave.optimise.proof import Work
from fmkwave.optimise.pruned import Beam, GivenUpError, PrunedSweep, Swept
from fmkwave.optimise.relaxation import BARRED, Excess, Price, Relaxation, falls_short

Ints = npt.NDArray[Any]

_BEAM = 64, 2
"""Strata in all, and states in each, while a region is placed: a wide region is worth more than a
careful look at it."""

_START = 256, 5
"""The same for the first assignment."""

_ROUNDS = (400, 2), (200, 2)
"""Units of a region and how many parts it has, one kind of round after the other. With two parts,
far from each other, one can take what the other gives up of a wave."""

_OVERLAP = 4
"""This part of a region is not looked at again in the same round."""

_WORTH = 500
"""Rounds are gone on with while they gain more than this part of what there was to gain."""


def start(told: Relaxation, control: Control) -> Assignment | None:
    """An assignment that satisfies the limits; None if none is found."""
    swept = _beamed(told.excess, told.prices, _most(told), _START, control)
    return swept and swept.assignment


def _most(told: Relaxation) -> int:
    """No assignment has a greater excess."""
    units, _links, pairs = told.excess
    reach = sum(
        max(abs(price.excess(0)), abs(price.excess(sum(abs(n) for _, n in price.limit.weights))))
        + abs(price.points) * sum(abs(n) for _, n in price.limit.weights)
        for price in told.prices
    )
    own = units.max(axis=1, initial=0).sum()
    return int(own) + int(pairs.max(axis=(1, 2), initial=0).sum()) + reach


def _alone(excess: Excess, assignment: Sequence[int]) -> Ints:
    """What each unit falls short by in each wave, links included, if no other moves."""
    waves = np.array(assignment)
    alone = excess.units.copy()
    first, second = np.array(excess.links, np.intp).reshape(-1, 2).T
    link = np.arange(len(first))
    np.add.at(alone, first, excess.pairs[link, :, waves[second]])
    np.add.at(alone, second, excess.pairs[link, waves[first], :])
    return np.where(excess.units == BARRED, 0, alone)


class Search:
    """An assignment that gets better, a region at a time.

    Attributes:
        assignment: The wave of each unit.
    """

    def __init__(self, told: Relaxation, start: Assignment, seed: int) -> None:
        self.assignment = list(start)
        self._excess = told.excess
        self._random = random.Random(seed)
        self._near: list[list[tuple[int, int, bool]]] = [[] for _ in start]
        for link, (first, second) in enumerate(told.excess.links):
            self._near[first].append((second, link, True))
            self._near[second].append((first, link, False))
        self._prices = told.prices
        self._sums = [limit.sum(start) for limit, _ in told.prices]
        self._weights: list[list[tuple[int, int]]] = [[] for _ in start]
        for number, (limit, _) in enumerate(told.prices):
            for unit, weight in limit.weights:
                self._weights[unit].append((number, weight))

    def rounds(self, work: Work) -> Iterator[Assignment]:
        """Better and better assignments, until the work is over or there is little left to gain."""
        for size, parts in _ROUNDS:
            worth = True
            while worth:
                worth = self._round(size, parts, work)
                yield tuple(self.assignment)

    def _round(self, size: int, parts: int, work: Work) -> bool:
        """Go once over the units that fall short; whether it was worth it."""
        alone = _alone(self._excess, self.assignment)
        short = alone[np.arange(len(alone)), self.assignment]
        worst = sorted(np.flatnonzero(short).tolist(), key=lambda unit: (-short[unit], unit))
        gained = 0
        covered: set[int] = set()
        for centre in worst:
            if work.over:
                return False
            if centre in covered:
                continue
            others = [worst[int(self._random.random() * len(worst))] for _ in range(parts - 1)]
            region = self._region([centre, *others], size)
            gained += self._place(region, work)
            covered.update(region[: size // _OVERLAP])
        return gained * _WORTH > int(short.sum())

    def _region(self, centres: Sequence[int], size: int) -> list[int]:
        """The units nearest to the centres, an equal part for each."""
        region: dict[int, None] = {}
        for number, centre in enumerate(centres, start=1):
            waiting = [centre]
            for unit in waiting:
                if len(region) >= size * number // len(centres):
                    break
                if unit not in region:
                    region[unit] = None
                    waiting.extend(other for other, _, _ in self._near[unit])
        return list(region)

    def _place(self, region: Sequence[int], work: Work) -> int:
        """Place a region anew; by how much that is better."""
        number = {unit: at for at, unit in enumerate(region)}
        excess, prices = self._inside(number), self._limits(number)
        short = falls_short(excess, prices, [self.assignment[unit] for unit in region])
        if not short:
            return 0
        swept = _beamed(excess, prices, short - 1, _BEAM, work.control)
        work.take(len(region), 0 if swept is None else swept.states)
        if swept is None or swept.assignment is None:
            return 0
        self._move(region, swept.assignment)
        return short - swept.excess

    def _move(self, region: Sequence[int], waves: Assignment) -> None:
        for unit, wave in zip(region, waves, strict=True):
            before = self.assignment[unit]
            self.assignment[unit] = wave
            for number, weight in self._weights[unit]:
                of = self._prices[number].limit.wave
                self._sums[number] += weight * ((of == wave) - (of == before))

    def _inside(self, number: Mapping[int, int]) -> Excess:
        """What a region falls short by, with everything outside as it is."""
        units = self._excess.units[list(number)]
        more = np.zeros_like(units)
        links, inner = [], []
        for unit, at in number.items():
            for other, link, first in self._near[unit]:
                if other not in number:
                    pairs, wave = self._excess.pairs[link], self.assignment[other]
                    more[at] += pairs[:, wave] if first else pairs[wave]
                elif first:
                    links.append((at, number[other]))
                    inner.append(link)
        barred = units == BARRED
        return Excess(np.where(barred, BARRED, units + more), links, self._excess.pairs[inner])

    def _limits(self, number: Mapping[int, int]) -> list[Price]:
        """The limits that a region may break, with everything outside as it is."""
        weights: dict[int, list[tuple[int, int]]] = {}
        inside: dict[int, int] = {}
        for unit, at in number.items():
            for each, weight in self._weights[unit]:
                weights.setdefault(each, []).append((at, weight))
                taken = self.assignment[unit] == self._prices[each].limit.wave
                inside[each] = inside.get(each, 0) + weight * taken
        found = []
        for each, of_units in sorted(weights.items()):
            limit, price = self._prices[each]
            outside = self._sums[each] - inside[each]
            lower = None if limit.lower is None else limit.lower - outside
            upper = None if limit.upper is None else limit.upper - outside
            found.append(Price(Limit(limit.wave, tuple(of_units), lower, upper), price))
        return found


def _beamed(
    excess: Excess,
    prices: Sequence[Price],
    allowance: int,
    beam: tuple[int, int],
    control: Control,
) -> Swept | None:
    """A pruned sweep that keeps few states; None if stopped."""
    strata, each = beam
    # Every wave's sum but the last is cut into as many parts.
    cuts = round(strata ** (1 / max(1, excess.units.shape[1] - 1)))
    order = quick_order(_neighbours(excess))
    sweep = PrunedSweep(excess, order, prices, strata * each, control)
    try:
        return sweep.run(allowance, beam=Beam(cuts, each))
    except GivenUpError:
        return None


def _neighbours(excess: Excess) -> Mapping[int, Sequence[int]]:
    neighbours: dict[int, list[int]] = {unit: [] for unit in range(len(excess.units))}
    for first, second in excess.links:
        neighbours[first].append(second)
        neighbours[second].append(first)
    return neighbours
