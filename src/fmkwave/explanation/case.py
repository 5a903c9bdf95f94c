"""What all explanations of one plan draw on: the plan, and the best plan with any other choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fmkwave.errors import StoppedError
from fmkwave.losses import Choices
from fmkwave.model import Inputs, Plan, Proof
from fmkwave.optimise import Engine
from fmkwave.optimise.problem import Assignment, Control, Problem
from fmkwave.planner import as_placement, make_plan
from fmkwave.texts import message


@dataclass(frozen=True, slots=True)
class Case:
    """A plan with the best plans around it.

    Attributes:
        engine: Who plans anew where that is needed.
        control: Watches and stops that.
        problem: The inputs as numbers.
        choices: The best plan with each choice, which `losses.best_with` found.
    """

    inputs: Inputs
    plan: Plan
    engine: Engine
    control: Control
    problem: Problem
    choices: Choices

    def replan(
        self, inputs: Inputs, *, without: str | None = None, start: Assignment | None = None
    ) -> Plan:
        """The best plan under other inputs, or without a rule.

        Args:
            inputs: The other inputs, or the same.
            without: Name of a rule to leave out.
            start: A good plan to start from; the present one if None.

        Raises:
            StoppedError: if it was stopped before the plan was proven to be the best.
        """
        made = make_plan(
            inputs,
            engine=self.engine,
            control=self.control,
            without=without,
            start=self.plan.placement if start is None else as_placement(self.inputs, start),
        )
        # Stopped while ties were broken, a plan may be as good as the best and yet not it.
        if made.proof is not Proof.OPTIMAL or self.control.stopped():
            raise StoppedError(message("Stopped before everything was explained."))
        return made

    def best_with(self, code: str, wave: int) -> Assignment | None:
        """The best plan with a municipality in a wave; None if there is none."""
        return self.choices[code, wave]

    def loss(self, code: str, wave: int) -> int | None:
        """Points by which the best plan with a municipality in a wave is worth less."""
        best = self.best_with(code, wave)
        return None if best is None else self.plan.worth - self.problem.total(best)

    def wave_after(self, code: str, gains: Sequence[int]) -> int:
        """The wave a municipality takes once its own points in each wave have changed.

        Exact, ties included: a change of its own points is worth the same in all plans that have
        it in one wave, so the best of these stays the best.

        Args:
            code: The municipality.
            gains: Points by which its own points in each wave change, first wave first.
        """
        ranks = {}
        for wave, gain in enumerate(gains, start=1):
            best = self.best_with(code, wave)
            if best is not None:
                total, *rest = self.problem.rank(best)
                ranks[wave] = (total + gain, *rest)
        return max(ranks, key=ranks.__getitem__)

    def least_rise(self, code: str, wave: int) -> int | None:
        """The least rise of a municipality's own points in one wave that moves it there."""
        loss = self.loss(code, wave)
        if loss is None:
            return None
        # At a rise of the loss both plans are worth the same, and the tie-break decides.
        gains = [loss if w == wave else 0 for w in self.plan.wave_numbers]
        return loss if self.wave_after(code, gains) == wave else loss + 1
