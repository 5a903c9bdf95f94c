"""A bound on all totals, and by how much every choice falls short of it: prices from a relaxation.

With prices on the limits, what a limit allows may be bought and sold; with prices on links, each
unit takes part of a link's points with it into either wave. At any prices, the sum of what each
unit alone could have at most is a bound on all totals (Lagrangian duality; Geoffrion,
"Lagrangean relaxation for integer programming", Mathematical Programming Study 2, 1974), and how
far a choice falls short of it never comes back: the choice's excess. HiGHS finds good prices, as
the dual solution of the linear relaxation. They are rounded to whole thousandths, and bound and
excess recomputed from them in integers; so both are exact whatever HiGHS did.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fmkwave.optimise.domains import Domains
from fmkwave.optimise.formulation import Model
from fmkwave.optimise.highs import relaxed
from fmkwave.optimise.problem import Limit, Link, Problem

Ints = npt.NDArray[np.int64]

BARRED = -1
"""Stands for the excess of a unit in a wave that it may not take."""

_INTERIOR = 30_000
"""Links times waves up to which the interior point method is used: beyond, it takes too long."""


_LARGE = 2.0**60
"""What limits may cost in all, so that every sum fits into 64 bits."""


class Excess(NamedTuple):
    """By how much choices fall short of a bound on all totals.

    Attributes:
        units: By unit and wave; `BARRED` where the unit may not take the wave.
        links: Pairs of units.
        pairs: By link, wave of its first unit, and wave of its second.
    """

    units: Ints
    links: Sequence[tuple[int, int]]
    pairs: Ints


class Price(NamedTuple):
    """What a limit's sum is worth.

    Attributes:
        limit: The limit.
        points: What one more in the sum costs, if positive, or brings, if negative, where the sum
            is at its lower or upper bound.
    """

    limit: Limit
    points: int

    @property
    def bound(self) -> int | None:
        """The bound that the price is about."""
        return self.limit.lower if self.points > 0 else self.limit.upper

    @property
    def bought(self) -> int:
        """What the sum costs at that bound."""
        return self.points * (self.bound or 0)

    def excess(self, total: int) -> int:
        """What a sum away from that bound falls short by."""
        return self.points * total - self.bought


class Relaxation(NamedTuple):
    """What prices tell of a problem.

    Attributes:
        bound: No assignment is worth more.
        excess: By how much choices fall short of it.
        prices: Of the limits that some assignment breaks. A total is the bound less the excess of
            its choices and of these.
    """

    bound: int
    excess: Excess
    prices: Sequence[Price]


def relax(problem: Problem, allowed: Domains, seconds: float | None = None) -> Relaxation | None:
    """Find prices, and what they tell.

    Args:
        problem: The problem.
        allowed: Waves each unit may take.
        seconds: Time after which to give up.

    Returns:
        What they tell; None if there are none, or none that are of use, as may be where nothing
        satisfies the limits.
    """
    links = tuple(link for link in problem.links if link.points)
    model = Model(problem, allowed, links)
    goal = model.goal(problem.values, links)
    solver = "ipx" if len(links) * problem.waves <= _INTERIOR else "pdlp"
    found = relaxed(model.program(goal), solver, seconds)
    if found is None:
        return None
    units, waves = problem.units, problem.waves
    prices = np.rint(found[units:] * goal.unit)
    if not _usable(prices, model.limits):
        return None
    flows, of_limits = np.split(prices.astype(np.int64), [len(links) * waves])
    points = np.array([link.points for link in links], np.int64)
    flows = np.clip(flows.reshape(len(links), waves), 0, points[:, None])
    priced = [
        _one_sided(Price(limit, int(price)))
        for limit, price in zip(model.limits, of_limits, strict=True)
    ]
    reduced = _reduced(problem, links, flows, priced)
    reduced[~np.array(allowed)] = np.iinfo(np.int64).max
    least = reduced.min(axis=1)
    return Relaxation(
        bound=int(points.sum() - least.sum()) - sum(price.bought for price in priced),
        excess=Excess(
            units=np.where(allowed, reduced - least[:, None], BARRED),
            links=[(first, second) for first, second, _ in links],
            pairs=_pairs(points, flows),
        ),
        prices=priced,
    )


def _usable(prices: npt.NDArray[np.float64], limits: Sequence[Limit]) -> bool:
    """Whether prices, of which the last are the limits', can be reckoned with in 64 bits."""
    heavy = np.ones(len(prices))
    heavy[len(prices) - len(limits) :] = [
        sum(abs(weight) for _, weight in limit.weights) for limit in limits
    ]
    # Not so either where HiGHS left something that is no number.
    return bool((np.abs(prices) * heavy).sum() < _LARGE)


def _one_sided(price: Price) -> Price:
    """A price that is about a bound that there is, if need be of nothing."""
    return price._replace(points=0) if price.bound is None else price


def _reduced(problem: Problem, links: Sequence[Link], flows: Ints, prices: Sequence[Price]) -> Ints:
    """What each unit pays in each wave: its points, negative, with its part of links and limits."""
    reduced = -np.array(problem.values, np.int64)
    np.add.at(reduced, [first for first, _, _ in links], flows)
    np.subtract.at(reduced, [second for _, second, _ in links], flows)
    for limit, price in prices:
        units, weights = zip(*limit.weights, strict=True)
        reduced[list(units), limit.wave] -= price * np.array(weights, np.int64)
    return reduced


def _pairs(points: Ints, flows: Ints) -> Ints:
    """What each link falls short by: nothing if kept, and otherwise what its ends did not take."""
    cut = 1 - np.eye(flows.shape[1], dtype=np.int64)
    return points[:, None, None] * cut - flows[:, :, None] + flows[:, None, :]


def falls_short(excess: Excess, prices: Sequence[Price], assignment: Sequence[int]) -> int:
    """By how much an assignment falls short, by its choices and by the limits' sums."""
    waves = tuple(assignment)
    own = sum(int(row[wave]) for row, wave in zip(excess.units, waves, strict=True))
    links = zip(excess.links, excess.pairs, strict=True)
    between = sum(int(pairs[waves[first], waves[second]]) for (first, second), pairs in links)
    return own + between + sum(price.excess(price.limit.sum(waves)) for price in prices)
