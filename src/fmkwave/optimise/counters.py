"""How a limit's sum is counted in the sweep: which sums are told apart after each step.

Sums from which the bounds can no longer be met are left out, and sums from which a limit with one
bound can no longer be broken are one. So a limit on a few neighbours takes state only while these
are placed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from fmkwave.optimise.problem import Limit


@dataclass(frozen=True, slots=True)
class Counter:
    """A counted limit: what each unit adds, and the window of sums after each step.

    Attributes:
        wave: The wave the limit is about.
        weight: What a unit adds to the sum when it takes the wave.
        low: Least sum kept, after 0, 1, ... steps.
        high: Most sum kept, after 0, 1, ... steps.
        safe: The end of the window at which the limit can no longer be broken, so that sums beyond
            it count as that end; None where those are left out, as they are beyond the other.
    """

    wave: int
    weight: tuple[int, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    safe: Literal["low", "high"] | None = None

    def size(self, step: int) -> int:
        """How many sums are kept after a number of steps; 0 when none is left."""
        return max(0, self.high[step] - self.low[step] + 1)

    def added(self, unit: int, wave: int) -> int:
        """What a unit adds to the sum by taking a wave."""
        return self.weight[unit] if wave == self.wave else 0

    def sum_after(self, step: int, total: int) -> int | None:
        """What a sum counts as after a number of steps; None if it is left out."""
        if self.safe == "low":
            total = max(total, self.low[step])
        elif self.safe == "high":
            total = min(total, self.high[step])
        return total if self.low[step] <= total <= self.high[step] else None

    def sums_before(self, step: int, total: int, added: int) -> slice:
        """Where the sums before a step stand that by adding something count as a total after it."""
        first = last = total - added
        if self.safe == "low" and total == self.low[step + 1]:
            first = self.low[step]
        elif self.safe == "high" and total == self.high[step + 1]:
            last = self.high[step]
        start = max(first - self.low[step], 0)
        return slice(start, max(start, min(last, self.high[step]) - self.low[step] + 1))

    def moves(self, step: int, added: int) -> Iterator[Move]:
        """Which sums before a step count as which after it, in ranges that are not empty."""
        if not (self.size(step) and self.size(step + 1)):
            return
        first = max(self.low[step] + added, self.low[step + 1])
        last = min(self.high[step] + added, self.high[step + 1])
        if first <= last:
            start = first - added - self.low[step]
            end = first - self.low[step + 1]
            size = last - first + 1
            yield Move(slice(start, start + size), slice(end, end + size))
        if self.safe == "low":
            beyond = min(self.low[step + 1] - added, self.high[step] + 1) - self.low[step]
            if beyond > 0:
                yield Move(slice(0, beyond), slice(0, 1), folds=True)
        elif self.safe == "high":
            inside = max(self.high[step + 1] - added + 1, self.low[step]) - self.low[step]
            if inside < self.size(step):
                top = self.size(step + 1) - 1
                yield Move(slice(inside, self.size(step)), slice(top, top + 1), folds=True)


class Move(NamedTuple):
    """Sums before a step and what they are after it, as positions on a counter's axis.

    Attributes:
        folds: Whether they all become one.
    """

    source: slice
    target: slice
    folds: bool = False


def counter_of(
    limit: Limit, labels: Sequence[tuple[int, ...]], order: Sequence[int], *, fold: bool
) -> Counter:
    """Lay out which sums of a limit are told apart.

    Args:
        limit: The limit.
        labels: The waves each unit may take.
        order: The units as they are placed.
        fold: Whether sums from which the limit can no longer be broken become one.
    """
    safe = _safe_end(limit) if fold else None
    weights = dict(limit.weights)
    weight = tuple(weights.get(unit, 0) for unit in range(len(labels)))

    def reach(unit: int) -> tuple[int, int]:
        contributions = [weight[unit] if wave == limit.wave else 0 for wave in labels[unit]]
        return min(contributions), max(contributions)

    low, high = [0], [0]
    for unit in order:
        least, most = reach(unit)
        low.append(low[-1] + least)
        high.append(high[-1] + most)
    rest_least = rest_most = 0
    for step in range(len(order), -1, -1):
        # Going back from the end, a sum is kept only if the units still to come can mend it.
        if limit.lower is not None:
            low[step] = max(low[step], limit.lower - rest_most)
        if limit.upper is not None:
            high[step] = min(high[step], limit.upper - rest_least)
        # What they can no longer spoil need not be told apart.
        if safe == "low" and limit.upper is not None:
            low[step] = max(low[step], min(high[step], limit.upper - rest_most))
        if safe == "high" and limit.lower is not None:
            high[step] = min(high[step], max(low[step], limit.lower - rest_least))
        if step:
            least, most = reach(order[step - 1])
            rest_least, rest_most = rest_least + least, rest_most + most
    return Counter(limit.wave, weight, tuple(low), tuple(high), safe)


def _safe_end(limit: Limit) -> Literal["low", "high"] | None:
    """The end of the sums at which a limit with one bound can no longer be broken."""
    if limit.lower is None:
        return "low"
    return "high" if limit.upper is None else None
