"""The sweep's tables: the best points of every state, forward and backward.

The forward table after a step holds, for every state of `layout`, the best points of the units
placed so far; the backward table the best points of those still to come. The forward tables give
the optimum and whether it is unique, both together the best total of every single choice (the
max-marginals of the problem) and an assignment that has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, product
from math import prod
from typing import Any, NamedTuple

import numpy as np

from fmkwave.optimise.integers import cell_bytes, holding
from fmkwave.optimise.layout import (
    Array,
    Layout,
    State,
    gains,
    part,
    predecessors,
    successors,
    valid_ends,
)
from fmkwave.optimise.problem import Assignment, Control, Link, Progress, Table
from fmkwave.texts import message

HEADROOM = 8
"""Times the spread of totals that a table's integers must hold: "impossible" lies well below."""


class StoppedSweepError(Exception):
    """The control asked for the best found so far."""


class NoStateError(Exception):
    """Nothing satisfies the limits."""


def spread(values: Table, links: Sequence[Link], labels: Sequence[Sequence[int]]) -> int:
    """The most by which two totals can differ.

    Args:
        values: Points of each unit in each wave.
        links: Links, with their points.
        labels: The waves that each unit may take.
    """
    rows = ([row[wave] for wave in waves] for row, waves in zip(values, labels, strict=True))
    return sum(max(row) - min(row) for row in rows) + sum(link.points for link in links)


class Choice(NamedTuple):
    """A unit's taking a wave, with everything else free.

    Attributes:
        total: The best total of any assignment that makes the choice.
        assignment: Finds such an assignment, and whether it is the only one.
    """

    unit: int
    wave: int
    total: int
    assignment: Callable[[], tuple[Assignment, bool]]


class Tables:
    """Forward and backward tables of one problem, and what is read off them."""

    def __init__(
        self, values: Table, links: Sequence[Link], plan: Layout, control: Control
    ) -> None:
        # Only differences matter: the smaller the numbers, the smaller the type that holds them.
        tops = [
            max(row[wave] for wave in waves) for row, waves in zip(values, plan.labels, strict=True)
        ]
        self.values = tuple(
            tuple(value - top for value in row) for row, top in zip(values, tops, strict=True)
        )
        self.plan = plan
        self.control = control
        self._base = sum(tops)
        self._limit = spread(values, links, plan.labels)
        self._impossible = -2 * self._limit - 1
        most = HEADROOM * (self._limit + 1)
        self._type = np.dtype(np.int32) if most < 2**31 else holding(most)
        self._forward: list[Array] = []
        self._backward: dict[int, Array] = {}
        self._rooms: dict[str, Array] = {}

    @property
    def native(self) -> bool:
        """Whether the points fit the integers of the machine."""
        return not self._type.hasobject

    @property
    def bytes(self) -> int:
        """Bytes that the tables take."""
        return (self.plan.cells() + 3 * self.plan.largest()) * cell_bytes(self._type)

    def best(self) -> tuple[Assignment, Assignment | None]:
        """A best assignment, and another that is worth as much if there is one.

        Raises:
            NoStateError: if no state is left at the end.
            StoppedSweepError: if the control asked to stop.
        """
        self._run_forward()
        last = np.where(valid_ends(self.plan), self._forward[-1], self._impossible)
        top = int(last.max(initial=self._impossible))
        if top < -self._limit:
            raise NoStateError
        ends = [self.plan.end_state(end) for end in np.argwhere(last == top)[:2]]
        first, fork = self._trace(ends[0], None)
        if len(ends) > 1:
            return first, self._trace(ends[1], None)[0]
        return first, None if fork is None else self._trace(ends[0], fork)[0]

    def _run_forward(self) -> None:
        if self._forward:
            return
        self._forward = self._allocated()
        self._forward[0].fill(0)
        for step in range(len(self.plan.steps)):
            if self.control.stopped():
                raise StoppedSweepError
            self._place(step)
            done = (step + 1) / len(self.plan.steps)
            self.control.report(Progress(message("sweeping"), done=done))

    def _allocated(self) -> list[Array]:
        """Room for all tables in one piece, which the system has in larger pages than many."""
        shapes = [self.plan.shape(step) for step in range(len(self.plan.steps) + 1)]
        cells = [prod(shape) for shape in shapes]
        room = np.empty(sum(cells), dtype=self._type)
        parts = np.split(room, np.cumsum(cells[:-1]))
        return [each.reshape(shape) for each, shape in zip(parts, shapes, strict=True)]

    def _place(self, step: int) -> None:
        """Write the table after a step from the one before it."""
        move = self.plan.steps[step]
        table, result = self._forward[step : step + 2]
        result.fill(self._impossible)
        waves = self.plan.labels[move.unit]
        for label, (wave, best) in enumerate(zip(waves, self._closed(step, table), strict=True)):
            gain = self._gain(step, wave)
            # Labels of a unit that stays open are apart; else all lead to the same states, as do
            # sums that become one.
            written = label > 0 and not move.opens
            for window in self.plan.windows(step, wave):
                source = part(best, window.source)
                if window.folded:
                    source = source.max(axis=window.folded, keepdims=True)
                reached = part(result, window.target, label if move.opens else None)
                if written:
                    placed = np.add(source, gain, out=self._room("placed", source.shape))
                    np.maximum(reached, placed, out=reached)
                else:
                    np.add(source, gain, out=reached)
                written = True

    def _closed(self, step: int, table: Array) -> Iterator[Array]:
        """For each wave of a step's unit, the best over the labels of the units that close.

        With the points of the links to them, which only those bring that take the same wave.
        """
        move = self.plan.steps[step]
        # From the last axis on, so that those before it keep their numbers.
        closing = [(axis, points) for axis, points in reversed(move.near) if axis in move.closing]
        first = None
        for wave in self.plan.labels[move.unit]:
            best = table
            for depth, (axis, points) in enumerate(closing):
                each = [best[(slice(None),) * axis + (at, ...)] for at in range(best.shape[axis])]
                if depth or first is None:
                    most = _most(each, self._room(f"most {depth}", each[0].shape))
                    first = most if first is None else first
                else:
                    most = first
                best = most
                waves = self.plan.labels[move.before[axis]]
                if wave in waves:
                    best = self._room(f"best {depth}", most.shape)
                    np.add(each[waves.index(wave)], points, out=best)
                    np.maximum(best, most, out=best)
            yield best

    def _gain(self, step: int, wave: int) -> Array:
        """Points that a step's unit brings by taking a wave, over the label axes that stay.

        Without those of links to units that close.
        """
        move = self.plan.steps[step]
        stays = [(axis, points) for axis, points in move.near if axis not in move.closing]
        own = self.values[move.unit][wave]
        gain = gains(self.plan, move, stays, wave, own=own, kind=self._type).squeeze(move.closing)
        return gain.reshape(gain.shape + (1,) * len(self.plan.counters))

    def _room(self, name: str, shape: tuple[int, ...]) -> Array:
        """Room for cells that is used again, as fresh memory costs as much as what is done in it.

        What it held is lost when the same name is asked for again.
        """
        cells = prod(shape)
        if name not in self._rooms or self._rooms[name].size < cells:
            self._rooms[name] = np.empty(cells, dtype=self._type)
        return self._rooms[name][:cells].reshape(shape)

    def _trace(self, end: State, fork: int | None) -> tuple[Assignment, int | None]:
        """Follow the best choices back from an end.

        Args:
            end: The state to start from.
            fork: Step at which to take the second best-equal choice instead of the first.

        Returns:
            The assignment, and a step where another choice is worth as much, if there is one.
        """
        waves = [0] * len(self.plan.steps)
        other = self._trace_back(len(self.plan.steps), end, waves, fork)
        return tuple(waves), other

    def _trace_back(
        self, steps: int, state: State, waves: list[int], fork: int | None = None
    ) -> int | None:
        """Fill in the best choices of the first steps, which lead to a state.

        Returns:
            A step where another choice is worth as much, if there is one.
        """
        other = None
        for step in range(steps - 1, -1, -1):
            equal = list(islice(self._best_before(step, state), 2))
            if len(equal) > 1 and other is None:
                other = step
            waves[self.plan.steps[step].unit], state = equal[1 if step == fork else 0]
        return other

    def _best_before(self, step: int, state: State) -> Iterator[tuple[int, State]]:
        """Waves that a step's unit may have taken to reach a state at its worth, and from where."""
        worth = self._at(self._forward, step + 1, state)
        for wave, labels, window in predecessors(self.plan, step, state):
            before = worth - self._gain_at(step, wave, labels)
            # The dots keep a single number an array.
            index: tuple[Any, ...] = (*labels, *window, ...)
            sums = self._forward[step][index]
            # As a rule it is one sum, which is sooner read than searched. But sums that become one
            # may be millions, of which no more than two are wanted.
            if sums.size != 1 or sums.item() == before:
                for at in np.argwhere(sums == before)[:2]:
                    yield wave, self.plan.state_in(step, window, (*labels, *at))

    def _trace_onward(self, steps: int, state: State, waves: list[int]) -> int | None:
        """Fill in the best choices of the steps that follow a state after the first steps.

        Returns:
            A step where another choice is worth as much, if there is one.
        """
        other = None
        for step in range(steps, len(self.plan.steps)):
            worth = self._at(self._backward, step, state)
            equal = [
                (wave, later)
                for wave, later in successors(self.plan, step, state)
                if self._at(self._backward, step + 1, later)
                + self._gain_at(step, wave, state.labels)
                == worth
            ]
            if len(equal) > 1 and other is None:
                other = step
            waves[self.plan.steps[step].unit], state = equal[0]
        return other

    def _at(self, tables: Sequence[Array] | Mapping[int, Array], step: int, state: State) -> int:
        return int(tables[step][self.plan.index(step, state)])

    def _gain_at(self, step: int, wave: int, labels: Sequence[int]) -> int:
        """Points that a step's unit brings by taking a wave, at one state of the open units."""
        move = self.plan.steps[step]
        kept = sum(
            points
            for axis, points in move.near
            if self.plan.labels[move.before[axis]][labels[axis]] == wave
        )
        return self.values[move.unit][wave] + kept

    def choices(self) -> Iterator[Choice]:
        """Every choice of a wave for a unit that some assignment makes, the last step first.

        A choice must be asked for its assignment before the next one is drawn: as the backward
        tables grow, the forward tables are given up, so that together they take no more memory
        than either.

        Raises:
            StoppedSweepError: if the control asked to stop.
        """
        self._run_forward()
        ends = valid_ends(self.plan)
        last = len(self.plan.steps)
        self._backward[last] = np.full(ends.shape, self._impossible, dtype=self._type)
        self._backward[last][ends] = 0
        for step in range(last - 1, -1, -1):
            if self.control.stopped():
                raise StoppedSweepError
            del self._forward[step + 1 :]
            yield from self._choices_at(step)
            self.control.report(Progress(message("sweeping back"), done=1 - step / last))
        self._forward.clear()
        self._backward.clear()

    def _choices_at(self, step: int) -> Iterator[Choice]:
        """The choices of one step's unit; leaves the backward table before the step."""
        move = self.plan.steps[step]
        onward = []
        waves = self.plan.labels[move.unit]
        closed = self._closed(step, self._forward[step])
        for label, (wave, best) in enumerate(zip(waves, closed, strict=True)):
            ahead = self._ahead(step, label)
            onward.append(ahead)
            worth = np.add(best, ahead, out=self._room("placed", ahead.shape))
            top = int(worth.max(initial=self._impossible))
            if top >= -self._limit:
                whole = partial(self._whole, step, label, top)
                yield Choice(move.unit, wave, top + self._base, whole)
        # The forward table is not needed any more, and has the same shape.
        self._backward[step] = self._forward[step]
        self._write_before(step, onward)

    def _ahead(self, step: int, label: int) -> Array:
        """The best points of a step and those to come when its unit takes the wave of a label.

        Over the states before the step, but without the units that close and the links to them.
        """
        move = self.plan.steps[step]
        wave = self.plan.labels[move.unit][label]
        gain = self._gain(step, wave)
        shape = self.plan.shape(step)
        stays = (n for axis, n in enumerate(shape) if axis not in move.closing)
        ahead = self._room(f"ahead {label}", tuple(stays))
        ahead.fill(self._impossible)
        for window in self.plan.windows(step, wave):
            after = part(self._backward[step + 1], window.target, label if move.opens else None)
            np.add(after, gain, out=part(ahead, window.source))
        return ahead

    def _write_before(self, step: int, onward: Sequence[Array]) -> None:
        """Write the backward table before a step, from what is ahead by label of its unit."""
        move = self.plan.steps[step]
        result = self._backward[step]
        closing = [(axis, points) for axis, points in move.near if axis in move.closing]
        if not closing:
            _most(onward, result)
            return
        most = _most(onward, self._room("placed", onward[0].shape))
        for closed in product(*(range(result.shape[axis]) for axis, _ in closing)):
            index: list[Any] = [slice(None)] * len(move.before)
            linked: dict[int, int] = {}
            for (axis, points), label in zip(closing, closed, strict=True):
                index[axis] = label
                wave = self.plan.labels[move.before[axis]][label]
                linked[wave] = linked.get(wave, 0) + points
            there = result[(*index, ...)]
            there[...] = most
            for wave, ahead in zip(self.plan.labels[move.unit], onward, strict=True):
                if wave in linked:
                    worth = np.add(ahead, linked[wave], out=self._room("best 0", ahead.shape))
                    np.maximum(there, worth, out=there)

    def _whole(self, step: int, label: int, top: int) -> tuple[Assignment, bool]:
        """A best assignment in which a step's unit takes the wave of a label, and if it is alone.

        Args:
            step: The step.
            label: Which of the unit's waves.
            top: The best total of such an assignment.
        """
        move = self.plan.steps[step]
        wave = self.plan.labels[move.unit][label]
        own = self.values[move.unit][wave]
        gain = gains(self.plan, move, move.near, wave, own=own, kind=self._type)
        need = np.array(top - gain, dtype=self._type)
        need = need.reshape(need.shape + (1,) * len(self.plan.counters))
        best = []
        for window in self.plan.windows(step, wave):
            after = part(self._backward[step + 1], window.target, label if move.opens else None)
            worth = part(self._forward[step], window.source) + np.expand_dims(after, move.closing)
            states = np.argwhere(worth == need)[:2]
            best += [self.plan.state_in(step, window.source, index) for index in states]
        later = self.plan.after(step, best[0], wave)
        assert later is not None, "a choice that no state allows is never offered"
        waves = [0] * len(self.plan.steps)
        waves[self.plan.steps[step].unit] = wave
        back = self._trace_back(step, best[0], waves)
        onward = self._trace_onward(step + 1, later, waves)
        return tuple(waves), len(best) == 1 and back is None and onward is None


def _most(arrays: Sequence[Array], out: Array) -> Array:
    """Write the greatest of some arrays, cell by cell."""
    if len(arrays) == 1:
        np.copyto(out, arrays[0])
        return out
    np.maximum(arrays[0], arrays[1], out=out)
    for array in arrays[2:]:
        np.maximum(out, array, out=out)
    return out
