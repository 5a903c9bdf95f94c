"""What every other choice would cost, and which choices cost next to nothing."""

from __future__ import annotations

from fmkwave.errors import UsageError
from fmkwave.model import Frozen, Inputs, Plan, Proof
from fmkwave.optimise import Engine
from fmkwave.optimise.alternatives import alternatives
from fmkwave.optimise.problem import Control
from fmkwave.planner import build_problem


class Near(Frozen):
    """A placement other than the plan's, and the points by which the best plan with it is lower."""

    code: str
    name: str
    wave: int
    loss: int


def with_losses(
    inputs: Inputs, plan: Plan, *, engine: Engine = "auto", control: Control | None = None
) -> Plan:
    """The plan, with the exact loss of every municipality in every wave.

    Args:
        inputs: What the plan was made from.
        plan: The best plan.
        engine: As for `fmkwave.make_plan`; the losses are the same.
        control: Watches and stops the work.

    Raises:
        UsageError: if the plan is not proven to be the best.
        StoppedError: if it was stopped before the end.
    """
    if plan.proof is not Proof.OPTIMAL:
        raise UsageError("Losses are known only of a plan that is proven to be the best.")
    problem = build_problem(inputs)
    optimum = tuple(plan.placement[code] - 1 for code in inputs.municipalities)
    best = alternatives(problem, optimum, engine=engine, control=control)
    totals = {key: None if one is None else problem.total(one) for key, one in best.items()}
    waves = range(problem.waves)
    losses = {
        code: tuple(_loss(plan, totals[unit, wave]) for wave in waves)
        for unit, code in enumerate(inputs.municipalities)
    }
    return plan.model_copy(update={"losses": losses})


def near(inputs: Inputs, plan: Plan, within: int) -> tuple[Near, ...]:
    """The placements that cost no more than so many thousandths of a point, cheapest first.

    Args:
        inputs: What the plan was made from.
        plan: A plan with losses; without them the result is empty.
        within: The most that a placement may cost.
    """
    found = (
        Near(code=code, name=inputs.name(code), wave=wave, loss=loss)
        for code in inputs.in_danish_order(plan.losses or {})
        for wave, loss in enumerate((plan.losses or {})[code], start=1)
        if wave != plan.placement[code] and loss is not None and loss <= within
    )
    return tuple(sorted(found, key=lambda one: one.loss))


def _loss(plan: Plan, total: int | None) -> int | None:
    return None if total is None else plan.total - total
