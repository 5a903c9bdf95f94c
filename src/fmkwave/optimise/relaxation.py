"""A bound on all totals, and by how much every choice falls short of it: prices from a relaxation.

With prices on the limits, what a limit allows may be bought and sold; with prices on links, each
unit takes part of a link's points with it into either wave. At any prices, the sum of what each
unit alone could have at most is a bound on all totals (Lagrangian duality; Geoffrion,
"Lagrangean relaxation for integer programming", Mathematical Programming Study 2, 1974), and how
far a choice falls short of it never comes back: the choice's excess. HiGHS finds good prices, as
the dual solution of the linear relaxation. They are rounded to whole thousandths, and bound and
excess recomputed from them in integers, of Python's own where 64 bits do not hold them; so both are
exact whatever HiGHS did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from fmkwave.optimise.domains import Domains
from fmkwave.optimise.formulation import Goal, Model
from fmkwave.optimise.highs import relaxed
from fmkwave.optimise.integers import holding
from fmkwave.optimise.problem import Limit, Link, Problem

Ints = npt.NDArray[Any]
"""Integers of 64 bits, or Python's own (`integers.holding`)."""

BARRED = -1
"""Stands for the excess of a unit in a wave that it may not take."""

_INTERIOR = 30_000
"""Links times waves up to which the interior point method is used: beyond, it takes too long."""


_STEEP = 2**20
"""Greatest cost of a column that HiGHS is given as it is; greater ones are scaled down to it, as
its tolerances are meant for costs of a moderate size."""

_ABSURD = 2.0**20
"""Times the sum of all costs that no price of any use exceeds."""

_TIMES = 8
"""Times what prices and points come to in all that the integers must hold: what choices fall short
by is a difference of sums of them."""


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
    found = _dual(model, model.goal(problem.values, links), seconds)
    if found is None:
        return None
    of_links, of_limits = found[: len(links) * problem.waves], found[len(links) * problem.waves :]
    priced = [
        _one_sided(Price(limit, price))
        for limit, price in zip(model.limits, of_limits, strict=True)
    ]
    kind = _holding(problem, links, priced)
    points = np.array([link.points for link in links], kind)
    flows = np.array(
        [
            min(max(price, 0), links[at // problem.waves].points)
            for at, price in enumerate(of_links)
        ],
        kind,
    ).reshape(len(links), problem.waves)
    reduced = _reduced(problem, links, flows, priced)
    least = np.where(allowed, reduced, reduced.max()).min(axis=1)
    return Relaxation(
        bound=int(points.sum() - least.sum()) - sum(price.bought for price in priced),
        excess=Excess(
            units=np.where(allowed, reduced - least[:, None], BARRED),
            links=[(first, second) for first, second, _ in links],
            pairs=_pairs(points, flows),
        ),
        prices=priced,
    )


def _dual(model: Model, goal: Goal, seconds: float | None) -> list[int] | None:
    """Whole prices of the model's rows but the first, one a unit; None if there are none."""
    program = model.program(goal)
    solver = "ipx" if len(model.links) * model.waves <= _INTERIOR else "pdlp"
    scale = max(1.0, max(goal.costs, default=0) / _STEEP)
    if scale > 1:
        program = replace(program, costs=[cost / scale for cost in goal.costs])
    found = relaxed(program, solver, seconds)
    if found is None or not (np.abs(found) <= _ABSURD * (1 + sum(program.costs))).all():
        # HiGHS may end so, or with what is no number, where nothing satisfies the limits.
        return None
    prices = found[len(model.allowed) :] * goal.unit * scale
    return [round(price) for price in prices.tolist()]


def _holding(problem: Problem, links: Sequence[Link], prices: Sequence[Price]) -> np.dtype[Any]:
    """The type that holds all sums that are reckoned with."""
    own = sum(max(map(abs, row)) for row in problem.values)
    between = sum(link.points for link in links) * problem.waves
    limits = sum(
        abs(price.points) * (sum(abs(n) for _, n in price.limit.weights) + abs(price.bound or 0))
        for price in prices
    )
    return holding(_TIMES * (own + between + limits + 1))


def _one_sided(price: Price) -> Price:
    """A price that is about a bound that there is, if need be of nothing."""
    return price._replace(points=0) if price.bound is None else price


def _reduced(problem: Problem, links: Sequence[Link], flows: Ints, prices: Sequence[Price]) -> Ints:
    """What each unit pays in each wave: its points, negative, with its part of links and limits."""
    reduced: Ints = -np.array(problem.values, flows.dtype)
    np.add.at(reduced, [first for first, _, _ in links], flows)
    np.subtract.at(reduced, [second for _, second, _ in links], flows)
    for limit, price in prices:
        units, weights = zip(*limit.weights, strict=True)
        reduced[list(units), limit.wave] -= price * np.array(weights, flows.dtype)
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
