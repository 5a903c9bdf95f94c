"""The sweep's tables: the best points of every state, forward and backward.

The forward table after a step holds, for every state of `layout`, the best points of the units
placed so far; the backward table the best points of those still to come. The forward tables give
the optimum and whether it is unique, both together the best total of every single choice (the
max-marginals of the problem) and an assignment that has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from fmkwave.errors import TooLargeError
from fmkwave.optimise.layout import (
    Array,
    Layout,
    State,
    Window,
    link_points,
    part,
    predecessors,
    successors,
    valid_ends,
)
from fmkwave.optimise.problem import Assignment, Control, Link, Progress, Table
from fmkwave.texts import message

HEADROOM = 8
"""Times the greatest total that a table's integers must hold: "impossible" lies well below it."""


class StoppedSweepError(Exception):
    """The control asked for the best found so far."""


class NoStateError(Exception):
    """Nothing satisfies the limits."""


def magnitude(values: Table, links: Sequence[Link]) -> int:
    """No total lies farther from 0."""
    return sum(max(map(abs, row), default=0) for row in values) + sum(p for _, _, p in links)


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
        self.values = values
        self.plan = plan
        self.control = control
        self._limit = magnitude(values, links)
        self._impossible = -2 * self._limit - 1
        self._type = np.int32 if HEADROOM * (self._limit + 1) < 2**31 else np.int64
        if HEADROOM * (self._limit + 1) >= 2**63:
            raise TooLargeError(message("the points are too large to add up exactly by sweep"))
        self._forward: list[Array] = []
        self._backward: dict[int, Array] = {}

    @property
    def bytes(self) -> int:
        """Bytes that the tables take."""
        return (self.plan.cells() + 3 * self.plan.largest()) * np.dtype(self._type).itemsize

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
        table = np.zeros(self.plan.shape(0), dtype=self._type)
        self._forward.append(table)
        for step in range(len(self.plan.steps)):
            if self.control.stopped():
                raise StoppedSweepError
            table = self._place(step, table)
            self._forward.append(table)
            done = (step + 1) / len(self.plan.steps)
            self.control.report(Progress(message("sweeping"), done=done))

    def _place(self, step: int, table: Array) -> Array:
        """The table after a step from the one before it."""
        move = self.plan.steps[step]
        result = np.full(self.plan.shape(step + 1), self._impossible, dtype=self._type)
        for label, wave in enumerate(self.plan.labels[move.unit]):
            gain = self._gain(step, wave)
            for window in self.plan.windows(step, wave):
                placed = part(table, window.source) + gain
                if window.folded:
                    placed = placed.max(axis=window.folded, keepdims=True)
                if move.closing:
                    placed = placed.max(axis=move.closing)
                reached = part(result, window.target, label if move.opens else None)
                np.maximum(reached, placed, out=reached)
        return result

    def _gain(self, step: int, wave: int) -> Array:
        """Points that a step's unit brings by taking a wave, over the label axes before it."""
        move = self.plan.steps[step]
        gain = link_points(self.plan, move, wave) + self.values[move.unit][wave]
        return gain.astype(self._type).reshape(gain.shape + (1,) * len(self.plan.counters))

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
            index: tuple[Any, ...] = (*labels, *window)
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
        self._backward[last] = np.where(ends, 0, self._impossible).astype(self._type)
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
        before, table = self._forward[step], self._backward[step + 1]
        result = np.full(before.shape, self._impossible, dtype=self._type)
        for label, wave in enumerate(self.plan.labels[move.unit]):
            gain = self._gain(step, wave)
            parts = []
            for window in self.plan.windows(step, wave):
                after = part(table, window.target, label if move.opens else None)
                onward = np.expand_dims(after, move.closing) + gain
                parts.append((window, part(before, window.source) + onward))
                left = part(result, window.source)
                np.maximum(left, onward, out=left)
            top = max((int(worth.max()) for _, worth in parts), default=self._impossible)
            if top >= -self._limit:
                yield Choice(move.unit, wave, top, partial(self._whole, step, wave, parts, top))
        self._backward[step] = result

    def _whole(
        self, step: int, wave: int, parts: Sequence[tuple[Window, Array]], top: int
    ) -> tuple[Assignment, bool]:
        """A best assignment in which a step's unit takes a wave, and whether it is the only one."""
        best = [
            self.plan.state_in(step, window.source, index)
            for window, worth in parts
            for index in np.argwhere(worth == top)[:2]
        ]
        later = self.plan.after(step, best[0], wave)
        assert later is not None, "a choice that no state allows is never offered"
        waves = [0] * len(self.plan.steps)
        waves[self.plan.steps[step].unit] = wave
        back = self._trace_back(step, best[0], waves)
        onward = self._trace_onward(step + 1, later, waves)
        return tuple(waves), len(best) == 1 and back is None and onward is None
