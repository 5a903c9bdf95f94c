"""The pruned sweep: of the sweep's states, only those that may lead to the optimum.

Prices on limits and links tell by how much at least every choice falls short of a bound on all
totals: its excess (see ``relaxation``). Excesses add up along a sweep, so that a state above an
allowance is in no assignment within it; and with good prices few are below. States are kept in
lists instead of tables: of 20 open units there are billions, of which some thousand matter.

This is dynamic programming with bounds (Morin and Marsten, "Branch-and-bound strategies for
dynamic programming", Operations Research 24, 1976), where reduced costs are the bounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from fmkwave.optimise.counters import counter_of
from fmkwave.optimise.paths import path
from fmkwave.optimise.problem import Assignment, Control
from fmkwave.optimise.relaxation import Excess, Price
from fmkwave.optimise.states import Field, States, fields, least_by_sum, merged, thinned

Ints = npt.NDArray[Any]
Words = npt.NDArray[np.uint64]

_WORD = 64


class GivenUpError(Exception):
    """More states are within the allowance than may be kept, or the control asked to stop."""


class Rest(NamedTuple):
    """What the units still to come fall short by at least, by the sums of those placed.

    Attributes:
        sums: The sums for which it is known, ascending.
        least: The excess of the others, for each.
        unknown: The same for all other sums.
    """

    sums: Words
    least: Ints
    unknown: int

    def of(self, sums: Words) -> Ints:
        """The least excess of the rest for each of these sums."""
        found = np.full(len(sums), self.unknown, self.least.dtype)
        if len(self.sums):
            at = np.minimum(np.searchsorted(self.sums, sums), len(self.sums) - 1)
            known = self.sums[at] == sums
            found[known] = self.least[at[known]]
        return found


class Beam(NamedTuple):
    """How many states to keep where there are too many to keep all.

    What sums are left decides on what the units still to come must do; so only states with like
    sums compete with each other.

    Attributes:
        strata: Into how many parts the range of each wave's sum is cut.
        each: States kept in each stratum.
    """

    strata: int
    each: int


class Swept(NamedTuple):
    """What a pruned sweep found.

    Attributes:
        assignment: The one with the least excess, or None if none is within the allowance.
        excess: Its excess.
        unique: Whether every other has more.
        states: How many states were kept in all.
        reached: After each number of steps, sums of the units placed and their least excess;
            nothing of a beam, which may have missed better.
    """

    assignment: Assignment | None
    excess: int
    unique: bool
    states: int
    reached: Sequence[tuple[Words, Ints]]


class PrunedSweep:
    """Sweeps of one problem in one order, with any allowances.

    Attributes:
        whole: What the sums in the last word, of the units placed and of those to come, add up to.
    """

    def __init__(
        self,
        excess: Excess,
        order: Sequence[int],
        prices: Sequence[Price],
        most: int,
        control: Control,
    ) -> None:
        """Lay out the states.

        Args:
            excess: By how much choices fall short.
            order: The units, as they are to be placed.
            prices: The limits to keep, and what falls short by them.
            most: How many states may be kept after a step.
            control: Stops the sweep.
        """
        self._excess, self._prices, self._most, self._control = excess, prices, most, control
        self._way = path(order, excess.links)
        self._waves = excess.units.shape[1]
        labels = [tuple(np.flatnonzero(row >= 0).tolist()) for row in excess.units]
        # A sum that is paid for must be known; another, only as far as it may break its limit.
        self._counters = [
            counter_of(price.limit, labels, order, fold=not price.points) for price in prices
        ]
        self._slots = fields([max(1, (self._waves - 1).bit_length())] * self._way.width)
        # A sum is kept as what it is above the least there could be, whichever end is first. As
        # many as fit of those that limits say exactly are in the last word, where both ends can be
        # held together.
        reach = [_reach(price) for price in prices]
        self._least = [least for least, _ in reach]
        widths = [(highest - least).bit_length() for least, highest in reach]
        exact = _together(prices, widths)
        others = [at for at in range(len(prices)) if at not in exact]
        word = _next_word(self._slots, 0)
        of_others = fields([widths[at] for at in others], word)
        last = _next_word(of_others, word)
        of_exact = fields([widths[at] for at in exact], last)
        self._words = last + 1
        self._fields = [
            field
            for _, field in sorted(zip([*others, *exact], [*of_others, *of_exact], strict=True))
        ]
        # Carries over the top of the word are lost on either side.
        whole = sum(
            ((prices[at].limit.upper or 0) - 2 * self._least[at]) << int(field.shift)
            for at, field in zip(exact, of_exact, strict=True)
        )
        self.whole = np.uint64(whole % (1 << _WORD))

    def run(
        self,
        allowance: int,
        *,
        part: int | None = None,
        rests: Sequence[Rest] = (),
        beam: Beam | None = None,
    ) -> Swept:
        """The assignment with the least excess within an allowance.

        Args:
            allowance: The most that an assignment may have.
            part: The most that the units placed may have at any time, if it is less. States with
                more are given up, so that an assignment may be missed.
            rests: After each number of steps, what the rest has at least.
            beam: Where there are more states than may be kept, keep these, so that an assignment
                may be missed.

        Raises:
            GivenUpError: if there are more states than may be kept, and no beam, or if the control
                asked to stop.
        """
        states = self._start()
        trail, reached, total = [], [] if beam else [least_by_sum(states)], 0
        for step in range(len(self._way.order)):
            if self._control.stopped():
                raise GivenUpError
            states = self._step(step, states, allowance if part is None else part)
            if rests:
                rest = rests[step + 1].of(states.keys[-1])
                states = states.at(np.flatnonzero(states.worth + rest <= allowance))
            if len(states.worth) > self._most:
                if beam is None:
                    raise GivenUpError
                states = thinned(states, self._fields[: self._waves - 1], *beam)
            total += len(states.worth)
            trail.append((states.rows, states.waves))
            if beam is None:
                reached.append(least_by_sum(states))
        worth = self._in_the_end(states, allowance)
        least = int(worth.min(initial=allowance + 1))
        if least > allowance:
            return Swept(None, least, True, total, reached)
        ends = np.flatnonzero(worth == least)
        waves = [0] * len(self._way.order)
        row = int(ends[0])
        for unit, (rows, taken) in zip(reversed(self._way.order), reversed(trail), strict=True):
            waves[unit] = int(taken[row])
            row = int(rows[row])
        unique = int(states.ways[ends].sum()) == 1
        return Swept(tuple(waves), least, unique, total, reached)

    def _start(self) -> States:
        keys = np.zeros((self._words, 1), np.uint64)
        for field, least in zip(self._fields, self._least, strict=True):
            keys[field.word] += np.uint64(-least) << field.shift
        one = np.ones(1, np.uint8)
        worth = np.zeros(1, self._excess.units.dtype)
        return States(keys, worth, one, np.zeros(1, np.int32), one)

    def _step(self, step: int, states: States, most: int) -> States:
        """The states after a step, with no more excess than this."""
        unit = self._way.order[step]
        near = [
            (self._slots[slot].of(states.keys).astype(np.intp), self._between(link, first))
            for slot, link, first in self._way.near[step]
        ]
        found = []
        for wave, own in enumerate(self._excess.units[unit].tolist()):
            if not 0 <= own <= most:
                continue
            worth = states.worth + own
            for at, between in near:
                worth += between[:, wave][at]
            found.append(self._take(step, wave, states, worth, most))
        return merged(found) if found else states.at(np.zeros(0, np.intp))

    def _between(self, link: int, first: bool) -> Ints:
        """What a link falls short by: by the wave of its open end, and of the other."""
        pairs: Ints = self._excess.pairs[link]
        return pairs if first else pairs.T

    def _take(self, step: int, wave: int, states: States, worth: Ints, most: int) -> States:
        """The states in which the step's unit takes a wave, as far as limits can still be met."""
        rows = np.flatnonzero(worth <= most)
        keys = states.keys[:, rows]
        for slot in self._way.closing[step]:
            word, shift, mask = self._slots[slot]
            keys[word] &= ~(mask << shift)
        opened = self._way.slots[step]
        if opened is not None:
            word, shift, _mask = self._slots[opened]
            keys[word] |= np.uint64(wave) << shift
        inside = self._count(step, wave, keys)
        taken = np.full(len(rows), wave, np.uint8)
        after = States(keys, worth[rows], states.ways[rows], rows.astype(np.int32), taken)
        return after if inside is None else after.at(np.flatnonzero(inside))

    def _count(self, step: int, wave: int, keys: Words) -> npt.NDArray[np.bool_] | None:
        """Add a step's unit to the sums, in place; which are within limits, unless all are."""
        inside = None
        for counter, field, least in zip(self._counters, self._fields, self._least, strict=True):
            added = counter.added(self._way.order[step], wave)
            low, high = counter.low[step + 1], counter.high[step + 1]
            if added:
                keys[field.word] += np.uint64((added << int(field.shift)) % (1 << _WORD))
            if counter.low[step] + added >= low and counter.high[step] + added <= high:
                continue
            sums = field.of(keys).astype(np.int64) + least
            kept = sums
            if counter.safe is not None:
                kept = np.maximum(sums, low) if counter.safe == "low" else np.minimum(sums, high)
                keys[field.word] += (kept - sums).astype(np.uint64) << field.shift
            within = (kept >= low) & (kept <= high)
            inside = within if inside is None else inside & within
        return inside

    def _in_the_end(self, states: States, allowance: int) -> Ints:
        """The excess of the last states, with what their sums fall short by.

        What is above the allowance is not told apart, so that no sum is too large for an integer.
        """
        worth = states.worth.copy()
        for price, field, least in zip(self._prices, self._fields, self._least, strict=True):
            if price.points and not _exact(price):
                sums = (field.of(states.keys).astype(np.int64) + least).tolist()
                short = [min(price.excess(total), allowance + 1) for total in sums]
                worth = np.minimum(worth + np.array(short, worth.dtype), allowance + 1)
        return worth


def _next_word(packed: Sequence[Field], word: int) -> int:
    """The first word after those of fields, which begin at a word."""
    return packed[-1].word + 1 if packed else word


def _reach(price: Price) -> tuple[int, int]:
    """The least and the most that a sum may be for a moment, before it is held against limits."""
    weights = [weight for _, weight in price.limit.weights]
    step = max(map(abs, weights), default=0)
    return sum(min(0, each) for each in weights) - step, sum(
        max(0, each) for each in weights
    ) + step


def _exact(price: Price) -> bool:
    return price.limit.lower == price.limit.upper


def _together(prices: Sequence[Price], widths: Sequence[int]) -> list[int]:
    """The first of the limits that say a sum exactly, as many as there is room for in a word."""
    found: list[int] = []
    for at, price in enumerate(prices):
        if _exact(price) and sum(widths[each] for each in (*found, at)) <= _WORD:
            found.append(at)
    return found


def rests(swept: Swept, whole: np.uint64, unknown: int) -> list[Rest]:
    """What a sweep of the opposite order tells of the rest, for each number of steps.

    Args:
        swept: The sweep.
        whole: What the sums of both add up to.
        unknown: What sums that it did not reach have at least.
    """
    found = []
    for sums, least in reversed(swept.reached):
        others = whole - sums
        order = np.argsort(others)
        found.append(Rest(others[order], least[order], unknown))
    return found
