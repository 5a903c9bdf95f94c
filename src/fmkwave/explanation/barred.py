"""Which rules leave no plan with a municipality in a wave."""

from __future__ import annotations

from fmkwave.model import Demand, Inputs
from fmkwave.planner import build_problem, conflict
from fmkwave.rules import rules
from fmkwave.texts import Message


def barred_by(inputs: Inputs, code: str, wave: int) -> tuple[Message, ...]:
    """Names of the rules that bar a municipality from a wave.

    Each rule that does so by itself; if none does, rules that cannot hold together with it there.
    """
    stated = rules(inputs)
    barring = tuple(rule.name for rule in stated if rule.bars(code, wave))
    if barring:
        return barring
    pin = Demand(code=code, wave=wave, take=True)
    pinned = inputs.model_copy(update={"demands": (*inputs.demands, pin)})
    known = {rule.name for rule in stated}
    clashing = conflict(pinned, build_problem(pinned))
    return tuple(rule.name for rule, _limits in clashing if rule.name in known)
