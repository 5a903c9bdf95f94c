"""Which waves each unit may still take, by what the limits alone rule out."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from fmkwave.optimise.problem import Limit, Problem

Domains = tuple[tuple[bool, ...], ...]
"""For each unit and wave, whether the unit may still take the wave."""


def domains(problem: Problem) -> Domains | None:
    """The waves each unit may still take; no assignment that satisfies the limits is lost.

    Each limit is asked of each of its units: could the sum still come between the bounds if this
    unit took the wave, or if it did not, whatever the other units contribute? What could not is
    ruled out, which is asked again of every limit of that unit, until nothing changes (bounds
    consistency; Harvey and Schimpf 2002, "Bounds consistency techniques for long linear
    constraints"). Limits are looked at one by one, so that domains do not promise an assignment.

    Returns:
        A truth value for each unit and wave; None when some unit has no wave left or some limit
        cannot be reached, which proves that nothing satisfies the limits.
    """
    everything = (1 << problem.waves) - 1
    masks = [everything] * problem.units
    watching: list[list[int]] = [[] for _ in masks]
    for number, limit in enumerate(problem.limits):
        for unit, _weight in limit.weights:
            watching[unit].append(number)
    waiting = deque(range(len(problem.limits)))
    queued = [True] * len(problem.limits)
    while waiting:
        number = waiting.popleft()
        queued[number] = False
        changed = _tighten(problem.limits[number], masks)
        if changed is None:
            return None
        for unit in changed:
            for other in watching[unit]:
                if not queued[other]:
                    queued[other] = True
                    waiting.append(other)
    return tuple(tuple(bool(mask >> wave & 1) for wave in range(problem.waves)) for mask in masks)


def binding(problem: Problem, allowed: Domains) -> tuple[Limit, ...]:
    """The limits that some assignment within the domains breaks; the others need no watching."""
    masks = [sum(1 << wave for wave, may in enumerate(row) if may) for row in allowed]
    return tuple(limit for limit in problem.limits if not _kept_by_all(limit, masks))


def _kept_by_all(limit: Limit, masks: Sequence[int]) -> bool:
    """Whether the sum is between the bounds whatever the units choose."""
    least, most = _reach(limit, masks)
    return (limit.lower is None or least >= limit.lower) and (
        limit.upper is None or most <= limit.upper
    )


def _reach(limit: Limit, masks: Sequence[int]) -> tuple[int, int]:
    """The least and the most the sum can come to; both are reached, as units are free."""
    chosen = 1 << limit.wave
    least = most = 0
    for unit, weight in limit.weights:
        mask = masks[unit]
        if mask == chosen:
            least += weight
            most += weight
        elif mask & chosen:
            if weight > 0:
                most += weight
            else:
                least += weight
    return least, most


def _tighten(limit: Limit, masks: list[int]) -> list[int] | None:
    """Rule out choices by one limit, in place; the units changed, or None if out of reach."""
    least, most = _reach(limit, masks)
    # Room for the sum to rise from its least or to fall from its most; None where unbounded.
    rise = None if limit.upper is None else limit.upper - least
    fall = None if limit.lower is None else most - limit.lower
    if (rise is not None and rise < 0) or (fall is not None and fall < 0):
        return None
    chosen = 1 << limit.wave
    changed = []
    for unit, weight in limit.weights:
        mask = masks[unit]
        size = abs(weight)
        rises = rise is not None and size > rise
        falls = fall is not None and size > fall
        if not (rises or falls) or not mask & chosen or mask == chosen:
            continue
        # Seen from the least, a positive weight is added by taking the wave and a negative one
        # by leaving it; seen from the most, the other way round.
        taking = rises if weight > 0 else falls
        leaving = falls if weight > 0 else rises
        if taking and leaving:
            return None
        masks[unit] = mask & ~chosen if taking else chosen
        changed.append(unit)
    return changed
