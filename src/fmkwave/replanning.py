"""What a plan keeps of the one announced before, what that costs, and what would keep all of it."""

from __future__ import annotations

from collections.abc import Mapping

from fmkwave.bounds import Rule
from fmkwave.errors import NoPlanError, StoppedError, UsageError
from fmkwave.model import Demand, Frozen, Inputs, Placement, Plan, Proof
from fmkwave.moves import Move, moves
from fmkwave.objective import total
from fmkwave.optimise import Engine
from fmkwave.optimise.problem import Control
from fmkwave.planner import make_plan
from fmkwave.rules import broken, rules
from fmkwave.texts import Message, joined, message


class Replanning(Frozen):
    """A plan held against the one announced.

    Attributes:
        announced: How many were announced in a wave that there still is.
        moves: Who of them stands elsewhere now, in Danish order.
        citizens: How many citizens live there.
        stability: Points that each earns by staying.
        total: Points of the plan.
        total_without: Points of the best plan if staying earned nothing; never less.
        least: The least points for staying at which nobody moves; None where nothing keeps them.
        barred_by: Then, why no plan has everybody where they were announced: the rules that the
            plan announced breaks now, with how.
        staying: By code, points by which the best plan with a mover left where it was announced
            is worth less, None where there is no such plan; empty where losses are not known.
    """

    announced: int
    moves: tuple[Move, ...]
    citizens: int
    stability: int
    total: int
    total_without: int
    least: int | None
    barred_by: tuple[Message, ...] = ()
    staying: Mapping[str, int | None] = {}

    @property
    def given_up(self) -> int:
        """Points of the total that are given up for staying."""
        return self.total_without - self.total


def replanning(
    inputs: Inputs, plan: Plan, *, engine: Engine = "auto", control: Control | None = None
) -> Replanning:
    """Hold a plan against the one announced, under the inputs that it was made from.

    Args:
        inputs: What the plan was made from; with what was announced.
        plan: The best plan; with losses, it is told what staying would cost each mover.
        engine: As for `fmkwave.make_plan`; the result is the same.
        control: Watches and stops the work.

    Raises:
        UsageError: if the plan is not proven to be the best.
        StoppedError: if it was stopped before the end.
    """
    if plan.proof is not Proof.OPTIMAL:
        raise UsageError(message("Only a plan that is proven to be the best can be replanned."))
    announced = inputs.announced
    now = {code: wave for code, wave in plan.placement.items() if code in announced}
    moved = moves(inputs, announced, now)
    case = _Case(inputs, engine, control or Control())
    free = case.best(0) if inputs.programme.stability else plan
    keeping, barred_by = _keeping(case)
    return Replanning(
        announced=len(announced),
        moves=moved,
        citizens=inputs.citizens(move.code for move in moved),
        stability=inputs.programme.stability,
        total=plan.total,
        total_without=free.total,
        least=None if keeping is None else _least(case, free, keeping),
        barred_by=barred_by,
        staying=_staying(plan, moved),
    )


class _Case:
    """The best plans under the same inputs with other points for staying."""

    def __init__(self, inputs: Inputs, engine: Engine, control: Control) -> None:
        self.inputs = inputs
        self._engine = engine
        self._control = Control(whole=control)

    def best(self, stability: int, demands: tuple[Demand, ...] = ()) -> Plan:
        """The best plan where staying earns so much; NoPlanError where demands leave none."""
        programme = self.inputs.programme.model_copy(update={"stability": stability})
        update = {"programme": programme, "demands": (*self.inputs.demands, *demands)}
        made = make_plan(
            self.inputs.model_copy(update=update), engine=self._engine, control=self._control
        )
        # Stopped while ties were broken, a plan may be as good as the best and yet not it.
        if made.proof is not Proof.OPTIMAL or self._control.stopped():
            raise StoppedError(message("Stopped before the plans were compared."))
        return made


def _least(case: _Case, free: Plan, keeping: int) -> int:
    """The least points for staying at which everybody stays, by Dinkelbach's method.

    Everybody stays where staying earns as much as the most that a plan gains per mover, which is
    the greatest of a ratio over all plans. From a lower bound, the best plan under it has a ratio
    that is a better bound; at most as many steps as there are ratios, in practice a few (W.
    Dinkelbach, "On nonlinear fractional programming", Management Science 13, 1967). Points are
    whole thousandths, so each ratio is rounded up; where a plan with movers is then worth just as
    much and wins the tie, it takes one more.

    Args:
        case: The best plans.
        free: The best plan if staying earned nothing.
        keeping: Points of the best plan with everybody where they were announced.
    """
    stability, best = 0, free
    while moved := _moved(case.inputs, best.placement):
        enough = -((keeping - best.total) // moved)
        stability = max(enough, stability + 1)
        best = case.best(stability)
    return stability


def _moved(inputs: Inputs, placement: Placement) -> int:
    return sum(placement[code] != wave for code, wave in inputs.announced.items())


def _keeping(case: _Case) -> tuple[int | None, tuple[Message, ...]]:
    """Points of the best plan that keeps everybody, or None and why there is no such plan."""
    inputs, announced = case.inputs, case.inputs.announced
    if announced.keys() == inputs.municipalities.keys():
        faults = broken(inputs, announced)
        if faults:
            return None, tuple(joined(": ", (one.rule, one.found)) for one in faults)
        return total(inputs, announced), ()
    # Whoever is new is free to stand anywhere.
    stay = tuple(Demand(code=code, wave=wave, take=True) for code, wave in announced.items())
    try:
        return case.best(0, stay).total, ()
    except NoPlanError as error:
        # What they keep by staying is in nobody's way, though the conflict may be told by it.
        barring = {rule.name for rule in rules(inputs) if not _kept(rule, announced)}
        return None, tuple(Message.of(name) for name in error.conflict if name in barring)


def _kept(rule: Rule, announced: Placement) -> bool:
    """Whether a rule is about nobody but those announced, and kept where they were."""
    return announced.keys() >= set(rule.members) and rule.holds(announced)


def _staying(plan: Plan, moved: tuple[Move, ...]) -> Mapping[str, int | None]:
    if plan.losses is None:
        return {}
    return {move.code: plan.losses[move.code][move.before - 1] for move in moved if move.before}
