"""The states of the sweep: in which order units are placed, and what must be remembered.

Units are placed one at a time, in an elimination order of the network (see ``network``). A
state of the tables is

- the wave of every open unit, one with a neighbour not yet placed (one axis each), and
- the sum so far of every counted limit (one axis each), as far as it matters (see ``counters``).

This is non-serial dynamic programming (Bertele and Brioschi, Nonserial Dynamic Programming,
Academic Press 1972), known since as bucket elimination (Dechter, Artificial Intelligence 113,
1999), with the limits' sums as further state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from fmkwave.network import elimination_order, graph
from fmkwave.optimise.counters import Counter, counter_of
from fmkwave.optimise.domains import Domains
from fmkwave.optimise.problem import Limit, Link

Array = npt.NDArray[Any]


class State(NamedTuple):
    """One state: label index of each open unit, and the sum of each counter."""

    labels: tuple[int, ...]
    sums: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One unit's placing.

    Attributes:
        unit: The unit placed.
        before: Units open before the step, in the order of the label axes.
        closing: Of those, the axes whose units close with this step.
        opens: Whether the unit itself stays open.
        after: Units open after the step.
        near: Axis before the step and points, for each open neighbour.
    """

    unit: int
    before: tuple[int, ...]
    closing: tuple[int, ...]
    opens: bool
    after: tuple[int, ...]
    near: tuple[tuple[int, int], ...]


class Window(NamedTuple):
    """A part of the tables before a step, and the part that it becomes by taking a wave.

    Attributes:
        source: Slices of the counter axes before the step.
        target: Slices of the counter axes after the step.
        folded: The counter axes, from the last one, along which all becomes one.
    """

    source: tuple[slice, ...]
    target: tuple[slice, ...]
    folded: tuple[int, ...]


class Origin(NamedTuple):
    """States before a step that lead to one state after it when the step's unit takes a wave.

    Attributes:
        wave: The wave taken.
        labels: Label index of each unit open before the step.
        window: Slices of the counter axes before the step; of one sum each, unless sums that are
            told apart before the step are one after it.
    """

    wave: int
    labels: tuple[int, ...]
    window: tuple[slice, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The shape of all tables of a sweep.

    Attributes:
        labels: The waves each unit may take.
        steps: One for each unit.
        counters: The counted limits.
        sizes: How many counters, the first ones, are wave sizes.
        rest: Least and most that these may add up to at the end. When every wave's size is
            limited, this stands in for a counter of the largest: who is in no other wave is in
            that one.
    """

    labels: tuple[tuple[int, ...], ...]
    steps: tuple[Step, ...]
    counters: tuple[Counter, ...]
    sizes: int
    rest: tuple[int, int]

    def shape(self, step: int) -> tuple[int, ...]:
        """Shape of the table after a number of steps: label axes, then counter axes."""
        open_units = self.steps[step - 1].after if step else ()
        return (
            *(len(self.labels[unit]) for unit in open_units),
            *(counter.size(step) for counter in self.counters),
        )

    def cells(self) -> int:
        """Cells of all tables together."""
        return sum(prod(self.shape(step)) for step in range(len(self.steps) + 1))

    def largest(self) -> int:
        """The most cells that one step works on at once."""
        return max(
            (prod(self.shape(t)) * len(self.labels[s.unit]) for t, s in enumerate(self.steps)),
            default=1,
        )

    def windows(self, step: int, wave: int) -> Iterator[Window]:
        """Where the counters' sums come from and go to when the step's unit takes a wave."""
        unit = self.steps[step].unit
        each = [counter.moves(step, counter.added(unit, wave)) for counter in self.counters]
        for moves in product(*each):
            yield Window(
                source=tuple(move.source for move in moves),
                target=tuple(move.target for move in moves),
                folded=tuple(at - len(moves) for at, move in enumerate(moves) if move.folds),
            )

    def index(self, step: int, state: State) -> tuple[int, ...]:
        """Where a state stands in the table after a number of steps."""
        offsets = (s - c.low[step] for s, c in zip(state.sums, self.counters, strict=True))
        return (*state.labels, *offsets)

    def end_state(self, index: Sequence[int]) -> State:
        """The state that stands at an index of the last table."""
        sums = (int(i) + c.low[-1] for i, c in zip(index, self.counters, strict=True))
        return State((), tuple(sums))

    def state_in(self, step: int, window: Sequence[slice], index: Sequence[int]) -> State:
        """The state at an index of the part inside a window of the table after some steps."""
        labels = len(index) - len(window)
        sums = (
            int(i) + inside.start + counter.low[step]
            for i, inside, counter in zip(index[labels:], window, self.counters, strict=True)
        )
        return State(tuple(int(i) for i in index[:labels]), tuple(sums))

    def after(self, step: int, state: State, wave: int) -> State | None:
        """The state that a step leads to when its unit takes a wave; None if it is left out."""
        move = self.steps[step]
        stayed = tuple(s for axis, s in enumerate(state.labels) if axis not in move.closing)
        opened = (self.labels[move.unit].index(wave),) if move.opens else ()
        sums = []
        for total, counter in zip(state.sums, self.counters, strict=True):
            now = counter.sum_after(step + 1, total + counter.added(move.unit, wave))
            if now is None:
                return None
            sums.append(now)
        return State((*stayed, *opened), tuple(sums))


def layout(
    allowed: Domains, links: Sequence[Link], sizes: Sequence[Limit], others: Sequence[Limit]
) -> Layout:
    """Lay out the tables.

    Args:
        allowed: Waves each unit may take.
        links: None of them to a unit with one wave left.
        sizes: Limits over all units with the same weights above 0, at most one a wave.
        others: Further limits to count.
    """
    labels = tuple(tuple(wave for wave, may in enumerate(row) if may) for row in allowed)
    pairs = tuple((first, second) for first, second, _ in links)
    order = _order(tuple(len(row) for row in labels), pairs)
    kept, rest = _without_largest(sizes, waves=len(allowed[0]) if allowed else 0)
    return Layout(
        labels=labels,
        steps=_steps(order, links),
        counters=(
            # What the sizes that are counted add up to decides on the one that is not.
            *(counter_of(limit, labels, order, fold=False) for limit in kept),
            *(counter_of(limit, labels, order, fold=True) for limit in others),
        ),
        sizes=len(kept),
        rest=rest,
    )


@lru_cache(maxsize=64)
def _order(labels: tuple[int, ...], pairs: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    # Plans are made again and again with other points, but on the same network.
    network = graph(range(len(labels)), ((first, second, 0) for first, second in pairs))
    return tuple(elimination_order(network, dict(enumerate(labels))))


def _without_largest(sizes: Sequence[Limit], waves: int) -> tuple[list[Limit], tuple[int, int]]:
    """The sizes that need a counter, and what they may add up to so that the other holds."""
    everyone = sum(weight for _, weight in sizes[0].weights) if sizes else 0
    if not sizes or len(sizes) < waves:
        return list(sizes), (0, everyone)
    largest = max(sizes, key=lambda limit: everyone if limit.upper is None else limit.upper)
    lower = 0 if largest.lower is None else largest.lower
    upper = everyone if largest.upper is None else largest.upper
    return [limit for limit in sizes if limit is not largest], (everyone - upper, everyone - lower)


def _steps(order: Sequence[int], links: Sequence[Link]) -> tuple[Step, ...]:
    position = {unit: step for step, unit in enumerate(order)}
    points: dict[int, dict[int, int]] = {unit: {} for unit in order}
    for first, second, worth in links:
        points[first][second] = points[second][first] = worth
    steps = []
    is_open: tuple[int, ...] = ()
    for step, unit in enumerate(order):
        closes_at = {u: max((position[v] for v in points[u]), default=-1) for u in (*is_open, unit)}
        stays = [u for u in is_open if closes_at[u] > step]
        opens = closes_at[unit] > step
        after = (*stays, unit) if opens else tuple(stays)
        steps.append(
            Step(
                unit=unit,
                before=is_open,
                closing=tuple(axis for axis, u in enumerate(is_open) if closes_at[u] <= step),
                opens=opens,
                after=after,
                near=tuple(
                    (axis, points[unit][u]) for axis, u in enumerate(is_open) if u in points[unit]
                ),
            )
        )
        is_open = after
    return tuple(steps)


def gains(
    plan: Layout,
    step: Step,
    near: Sequence[tuple[int, int]],
    wave: int,
    *,
    own: int,
    kind: np.dtype[Any],
) -> Array:
    """Points that a step's unit brings by taking a wave, by label state of the open units.

    Args:
        plan: The layout.
        step: The unit's placing.
        near: Axis and points of each open neighbour whose link counts.
        wave: The wave taken.
        own: Points of the unit itself.
        kind: Type of the points.
    """
    gain: Array = np.full((1,) * len(step.before), own, dtype=kind)
    for axis, points in near:
        waves = plan.labels[step.before[axis]]
        shape = [1] * len(step.before)
        shape[axis] = len(waves)
        kept = np.array([points if w == wave else 0 for w in waves], dtype=kind)
        gain = gain + kept.reshape(shape)
    return gain


def part(table: Array, window: Sequence[slice], label: int | None = None) -> Array:
    """A view of the part of a table inside a window, at one label of its last label axis."""
    index: tuple[Any, ...] = (..., *([] if label is None else [label]), *window)
    view: Array = table[index]
    return view


def valid_ends(plan: Layout) -> npt.NDArray[np.bool_]:
    """Which states of the last table satisfy all counted limits."""
    placed = np.zeros((1,) * len(plan.counters), dtype=np.int64)
    for axis, counter in enumerate(plan.counters[: plan.sizes]):
        shape = [1] * len(plan.counters)
        shape[axis] = counter.size(len(plan.steps))
        sums = np.arange(counter.low[-1], counter.low[-1] + shape[axis])
        placed = placed + sums.reshape(shape)
    least, most = plan.rest
    within = (placed >= least) & (placed <= most)
    return np.broadcast_to(within, plan.shape(len(plan.steps)))


def predecessors(plan: Layout, step: int, state: State) -> Iterator[Origin]:
    """From where a step may have led to a state, by what its unit took."""
    move = plan.steps[step]
    waves = plan.labels[move.unit]
    taken = (waves[state.labels[-1]],) if move.opens else waves
    stayed = state.labels[:-1] if move.opens else state.labels
    closed = [range(len(plan.labels[move.before[axis]])) for axis in move.closing]
    for wave in taken:
        window = tuple(
            counter.sums_before(step, total, counter.added(move.unit, wave))
            for total, counter in zip(state.sums, plan.counters, strict=True)
        )
        for labels in product(*closed):
            yield Origin(wave, _merged(move, stayed, labels), window)


def successors(plan: Layout, step: int, state: State) -> Iterator[tuple[int, State]]:
    """The waves that a step's unit may take, each with the state that it leads to."""
    for wave in plan.labels[plan.steps[step].unit]:
        later = plan.after(step, state, wave)
        if later is not None:
            yield wave, later


def _merged(move: Step, stayed: Sequence[int], closed: Sequence[int]) -> tuple[int, ...]:
    """Labels of all units open before a step, from those that stayed open and those that closed."""
    still, gone = iter(stayed), iter(closed)
    return tuple(
        next(gone) if axis in move.closing else next(still) for axis in range(len(move.before))
    )
