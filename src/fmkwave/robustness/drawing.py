"""Draws, planned: what a worker is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fmkwave.errors import StoppedError
from fmkwave.model import Inputs, Placement, Proof
from fmkwave.model.robustness import Draw, Sampling
from fmkwave.objective import worth
from fmkwave.optimise import Engine
from fmkwave.planner import make_plan
from fmkwave.robustness.sampling import drawn, with_errors, with_figures
from fmkwave.texts import message


class Case(NamedTuple):
    """What every draw has in common.

    Attributes:
        inputs: What the plan in question was made from.
        placement: The plan in question.
        sampling: What is drawn.
        engine: Who plans; the plans are the same.
    """

    inputs: Inputs
    placement: Placement
    sampling: Sampling
    engine: Engine = "auto"


def plan_draws(case: Case, numbers: Sequence[int]) -> list[Draw]:
    """Some draws, by number.

    Raises:
        UsageError: if next to no weights keep the order of importance.
        StoppedError: if a plan was not proven to be the best.
    """
    return [_plan_draw(case, number) for number in numbers]


def _plan_draw(case: Case, number: int) -> Draw:
    inputs = case.inputs
    values = drawn(inputs.programme, case.sampling, number)
    changed = inputs.model_copy(
        update={
            "programme": with_figures(inputs.programme, values),
            "questionnaires": with_errors(inputs, case.sampling, number),
        }
    )
    made = make_plan(changed, engine=case.engine)
    if made.proof is not Proof.OPTIMAL:
        raise StoppedError(message("The best plan of draw {number} was not proven.", number=number))
    return Draw(
        number=number,
        figures=values,
        waves=tuple(made.placement[code] for code in inputs.municipalities),
        best=made.worth,
        kept=worth(changed, case.placement),
    )
