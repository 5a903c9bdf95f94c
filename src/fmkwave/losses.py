"""What every other choice would cost, and which choices cost next to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fmkwave.errors import UsageError
from fmkwave.model import Frozen, Inputs, Plan, Proof
from fmkwave.optimise import Engine
from fmkwave.optimise.alternatives import Totals, alternatives, best_totals, swept_totals
from fmkwave.optimise.problem import Assignment, Control, Problem
from fmkwave.planner import as_assignment, build_problem
from fmkwave.texts import message

Choices = Mapping[tuple[str, int], Assignment | None]
"""By code and wave, the optimum among the plans that make the choice; None where none does."""


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
        raise UsageError(message("Losses are known only of a plan that is proven to be the best."))
    problem = build_problem(inputs)
    optimum = as_assignment(inputs, plan.placement)
    return _with(inputs, plan, best_totals(problem, optimum, engine=engine, control=control))


def with_swept_losses(inputs: Inputs, plan: Plan, control: Control) -> Plan | None:
    """The plan with all losses, if one pair of sweeps tells them; else None.

    Whether it does depends on the inputs alone, not on the machine or its clock.

    Args:
        inputs: What the plan was made from.
        plan: A plan that the sweep made and proved to be the best.
        control: Watches and stops the work.

    Raises:
        StoppedError: if it was stopped before the end.
    """
    optimum = as_assignment(inputs, plan.placement)
    totals = swept_totals(build_problem(inputs), optimum, control)
    return None if totals is None else _with(inputs, plan, totals)


def best_with(
    inputs: Inputs,
    plan: Plan,
    problem: Problem,
    codes: Iterable[str] | None = None,
    *,
    engine: Engine = "auto",
    control: Control | None = None,
) -> Choices:
    """The best plan with each municipality in each wave, everything else free.

    Args:
        inputs: What the plan was made from.
        plan: The best plan.
        problem: The inputs as numbers.
        codes: The municipalities to ask about; all of them if None.
        engine: As for `fmkwave.make_plan`; the plans are the same.
        control: Watches and stops the work.

    Raises:
        StoppedError: if it was stopped before the end.
    """
    everyone = list(inputs.municipalities)
    asked = None if codes is None else [everyone.index(code) for code in codes]
    optimum = as_assignment(inputs, plan.placement)
    found = alternatives(problem, optimum, asked, engine=engine, control=control)
    return {(everyone[unit], wave + 1): best for (unit, wave), best in found.items()}


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


def _with(inputs: Inputs, plan: Plan, totals: Totals) -> Plan:
    losses = {
        code: tuple(_loss(plan, totals[unit, wave - 1]) for wave in plan.wave_numbers)
        for unit, code in enumerate(inputs.municipalities)
    }
    return plan.model_copy(update={"losses": losses})


def _loss(plan: Plan, total: int | None) -> int | None:
    return None if total is None else plan.worth - total
