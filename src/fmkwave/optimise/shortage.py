"""Limits that a count alone proves to be impossible, and which of their bounds are counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fmkwave.optimise.highs import Program, Row, relaxed
from fmkwave.optimise.problem import Limit, Problem

_WHOLE = 1e-6


class Counted(NamedTuple):
    """A bound of a limit.

    Attributes:
        limit: The limit's position.
        upper: Whether it is the upper bound; else the lower one.
    """

    limit: int
    upper: bool


class Shortage(NamedTuple):
    """A proof by counting: under these bounds, of which none can be spared, too much is needed.

    The sums of the limits whose upper bounds are counted, less those whose lower bounds are, are
    ``room`` at most by the limits, and ``need`` at least whichever waves the units take.
    """

    bounds: tuple[Counted, ...]
    need: int
    room: int


def shortage(problem: Problem, limits: Sequence[Limit]) -> Shortage | None:
    """Find bounds that cannot hold together by count; None where no sum of bounds proves it.

    The prices of the linear program that breaks the limits as little as can be are such a proof
    (Farkas 1902). Only one in which each bound counts once is a count that can be told; it is
    computed anew in integers.

    Args:
        problem: Whose units and waves they limit; its own limits are left out of the question.
        limits: Limits that cannot hold together.
    """
    program, counted = _least_broken(problem, limits)
    prices = relaxed(program, "simplex")
    if prices is None:
        return None
    of_bounds = abs(prices[problem.units :])
    if not all(min(price, abs(price - 1)) < _WHOLE for price in of_bounds.tolist()):
        return None
    chosen = [bound for bound, price in zip(counted, of_bounds, strict=True) if price > 1 - _WHOLE]
    found = _proof(problem, limits, chosen)
    if found.need <= found.room:
        return None
    for bound in chosen:
        without = _proof(problem, limits, [one for one in found.bounds if one != bound])
        if without.need > without.room:
            found = without
    return found


def _least_broken(problem: Problem, limits: Sequence[Limit]) -> tuple[Program, list[Counted]]:
    """A row for each unit, then one for each bound; a column for what each bound is broken by."""
    waves, choices = problem.waves, problem.units * problem.waves
    rows = [
        Row(tuple((unit * waves + wave, 1) for wave in range(waves)), lower=1, upper=1)
        for unit in range(problem.units)
    ]
    counted: list[Counted] = []
    most = 1
    for number, limit in enumerate(limits):
        terms = tuple((unit * waves + limit.wave, weight) for unit, weight in limit.weights)
        most = max(most, sum(abs(weight) for _, weight in terms), *_sizes(limit))
        for bound, upper in ((limit.lower, False), (limit.upper, True)):
            if bound is not None:
                broken = (choices + len(counted), -1 if upper else 1)
                ends = (None, bound) if upper else (bound, None)
                rows.append(Row((*terms, broken), *ends))
                counted.append(Counted(number, upper))
    extra = len(counted)
    program = Program(
        costs=[0] * choices + [1] * extra,
        upper=[1] * choices + [2 * most] * extra,
        integers=0,
        rows=rows,
    )
    return program, counted


def _sizes(limit: Limit) -> tuple[int, ...]:
    return tuple(abs(bound) for bound in (limit.lower, limit.upper) if bound is not None)


def _proof(problem: Problem, limits: Sequence[Limit], chosen: Sequence[Counted]) -> Shortage:
    room = 0
    takes = [[0] * problem.waves for _unit in range(problem.units)]
    for number, upper in chosen:
        limit, sign = limits[number], 1 if upper else -1
        room += sign * ((limit.upper if upper else limit.lower) or 0)
        for unit, weight in limit.weights:
            takes[unit][limit.wave] += sign * weight
    return Shortage(tuple(chosen), need=sum(map(min, takes)), room=room)
