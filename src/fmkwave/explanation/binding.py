"""Which limits leave no room, and what would come of easing each."""

from __future__ import annotations

from typing import Literal, NamedTuple

from fmkwave.bounds import Bound, Rule
from fmkwave.explanation.case import Case
from fmkwave.explanation.types import Binding
from fmkwave.model import Inputs, Placement, Plan, Size
from fmkwave.rules import rules


class _Eased(NamedTuple):
    """What comes of easing a limit."""

    gain: int
    placement: Placement


class Limits:
    """The limits that bind in a plan; what comes of easing one is found out once."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._rules = rules(case.inputs)
        self._eased: dict[tuple[str, int], _Eased] = {}

    def binding(self, code: str) -> tuple[Binding, ...]:
        """The limits on a municipality that bind in its own wave or in another."""
        found = []
        for rule in self._rules:
            if rule.limit:
                found += self._group_limit(code, rule)
                continue
            for bound in rule.bounds:
                if code in bound.members and self._leaves_no_room(code, rule, bound):
                    found.append(self._described(code, rule, bound))
                    break
        return tuple(found)

    def _leaves_no_room(self, code: str, rule: Rule, bound: Bound) -> bool:
        placement = self._case.plan.placement
        count = bound.count(placement)
        if count == bound.most:
            return True
        # A wave that needs all it has keeps nobody from joining it.
        joined = rule.size and bound.wave != placement[code]
        return count == bound.least and count > 0 and not joined

    def _group_limit(self, code: str, rule: Rule) -> list[Binding]:
        """A limit of the programme on a municipality, if the best plan is another without it.

        Whether it leaves room does not tell: to keep a set together may cost much or nothing, and
        where citizens are counted there may be room left that nobody fits.
        """
        plan = self._case.plan
        if code not in rule.members:
            return []
        result = self._result(rule, 0, 0)
        if result.placement == plan.placement:
            return []
        here = plan.placement[code]
        tightest = min(
            (bound for bound in rule.bounds if rule.counts), key=self._room, default=None
        )
        return [
            Binding(
                rule=rule.name,
                limit=rule.limit,
                wave=here if tightest is None else tightest.wave,
                count=0 if tightest is None else tightest.count(plan.placement),
                counts="municipalities" if tightest is None else tightest.counts,
                most=None if tightest is None else tightest.most,
                eased="without it",
                gain=result.gain,
                to=result.placement[code],
            )
        ]

    def _room(self, bound: Bound) -> int:
        """How far a count is from the nearer of its figures."""
        count = bound.count(self._case.plan.placement)
        rooms = [abs(count - figure) for figure in (bound.least, bound.most) if figure is not None]
        return min(rooms)

    def _described(self, code: str, rule: Rule, bound: Bound) -> Binding:
        here = self._case.plan.placement[code]
        count = bound.count(self._case.plan.placement)
        if rule.size and bound.wave == here:
            return Binding(rule=rule.name, wave=bound.wave, count=count, most=bound.most, to=here)
        eased: Literal["one more place", "without it"]
        eased = "one more place" if rule.size else "without it"
        result = self._result(rule, bound.wave, here if rule.size else 0)
        return Binding(
            rule=rule.name,
            wave=bound.wave,
            count=count,
            most=bound.most,
            eased=eased,
            gain=result.gain,
            to=result.placement[code],
        )

    def _result(self, rule: Rule, wave: int, taken_from: int) -> _Eased:
        """What comes of one more place in a wave, or, taken from none, of leaving out a rule."""
        key = (rule.name, taken_from)
        if key not in self._eased:
            inputs = self._case.inputs
            plan = (
                self._case.replan(_one_more_place(inputs, self._case.plan, wave, taken_from))
                if taken_from
                else self._case.replan(inputs, without=rule.name)
            )
            self._eased[key] = _Eased(plan.worth - self._case.plan.worth, plan.placement)
        return self._eased[key]


def _one_more_place(inputs: Inputs, plan: Plan, wave: int, taken_from: int) -> Inputs:
    """The same inputs with room for one more in a wave, and for one fewer in another."""
    waves = list(inputs.programme.waves)
    for number, more in ((wave, 1), (taken_from, -1)):
        old, size = waves[number - 1], len(plan.members(number)) + more
        room = Size(min=min(old.size.min, size), max=max(old.size.max, size))
        waves[number - 1] = old.model_copy(update={"size": room})
    programme = inputs.programme.model_copy(update={"waves": tuple(waves)})
    return inputs.model_copy(update={"programme": programme})
