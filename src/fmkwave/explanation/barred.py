"""Which rules leave no plan with a municipality in a wave."""

from __future__ import annotations

from fmkwave.model import Demand, Inputs
from fmkwave.planner import build_problem, conflict_names
from fmkwave.rules import Rule, rules
from fmkwave.texts import Message


def barred_by(inputs: Inputs, code: str, wave: int) -> tuple[Message, ...]:
    """Names of the rules that bar a municipality from a wave.

    Each rule that does so by itself; if none does, rules that cannot hold together with it there.
    """
    stated = rules(inputs)
    barring = tuple(rule.name for rule in stated if _bars(rule, code, wave))
    if barring:
        return barring
    pin = Demand(code=code, wave=wave, take=True)
    pinned = inputs.model_copy(update={"demands": (*inputs.demands, pin)})
    known = {rule.name for rule in stated}
    return tuple(name for name in conflict_names(pinned, build_problem(pinned)) if name in known)


def _bars(rule: Rule, code: str, wave: int) -> bool:
    """Whether a rule keeps a municipality out of a wave, or all its members in another."""
    for bound in rule.bounds:
        if code not in bound.members:
            continue
        if bound.wave == wave and bound.most is not None and bound.most < bound.members[code]:
            return True
        if bound.wave != wave and bound.least == sum(bound.members.values()):
            return True
    return False
