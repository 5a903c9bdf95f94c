"""Puts an explanation together, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fmkwave import parts
from fmkwave.errors import StoppedError, UsageError
from fmkwave.explanation.barred import barred_by
from fmkwave.explanation.binding import Limits
from fmkwave.explanation.case import Case
from fmkwave.explanation.flips import flips
from fmkwave.explanation.types import (
    Alternative,
    Announced,
    Explanation,
    Neighbour,
    OwnTerm,
    Supply,
    Wish,
)
from fmkwave.lookup import find_code
from fmkwave.losses import best_with
from fmkwave.model import Inputs, Plan, Proof, Vendor
from fmkwave.moves import moves
from fmkwave.names import danish_key
from fmkwave.objective import Score, link_points, score, stability, staying_points, wish_loss
from fmkwave.optimise import Engine
from fmkwave.optimise.problem import Control, Progress
from fmkwave.planner import as_placement, build_problem
from fmkwave.texts import message


def explain(
    inputs: Inputs,
    plan: Plan,
    name: str,
    *,
    engine: Engine = "auto",
    control: Control | None = None,
) -> Explanation:
    """Why a municipality stands where it stands, and what would change that.

    Args:
        inputs: What the plan was made from.
        plan: The best plan, as `fmkwave.make_plan` returns it.
        name: The municipality, by name or code.
        engine: As for `fmkwave.make_plan`; the explanation is the same.
        control: Watches and stops the work.

    Raises:
        UsageError: if there is no such municipality, or the plan is not proven to be the best.
        StoppedError: if it was stopped before the end.
    """
    code = find_code(inputs, name)
    (one,) = explain_all(inputs, plan, [code], engine=engine, control=control)
    return one


def explain_all(
    inputs: Inputs,
    plan: Plan,
    codes: Sequence[str],
    *,
    engine: Engine = "auto",
    control: Control | None = None,
) -> Iterator[Explanation]:
    """The explanations of several municipalities, one after another, from one pair of sweeps.

    Args:
        inputs: What the plan was made from.
        plan: The best plan, as `fmkwave.make_plan` returns it.
        codes: The municipalities.
        engine: As for `fmkwave.make_plan`; the explanations are the same.
        control: Watches and stops the work.

    Raises:
        UsageError: if the plan is not proven to be the best.
        StoppedError: if it was stopped before the end.
    """
    if plan.proof is not Proof.OPTIMAL:
        raise UsageError(message("Only a plan that is proven to be the best can be explained."))
    control = control or Control()
    problem = build_problem(inputs)
    choices = best_with(inputs, plan, problem, codes, engine=engine, control=control)
    # Progress is told by municipality, not by each plan made anew.
    case = Case(inputs, plan, engine, Control(whole=control), problem, choices)
    limits = Limits(case)
    for number, code in enumerate(codes):
        doing = message("explaining {name}", name=inputs.name(code))
        control.report(Progress(doing, done=number / len(codes)))
        if control.stopped():
            raise StoppedError(message("Stopped before everything was explained."))
        yield _explanation(case, limits, code)


def _explanation(case: Case, limits: Limits, code: str) -> Explanation:
    inputs, plan = case.inputs, case.plan
    wave = plan.placement[code]
    own = score(inputs, code)
    others = [w for w in plan.wave_numbers if w != wave]
    return Explanation(
        programme=plan.programme,
        code=code,
        name=inputs.name(code),
        official_name=inputs.municipalities[code].official_name,
        region=inputs.municipalities[code].region,
        wave=wave,
        quarter=plan.quarters[wave - 1],
        quarters=plan.quarters,
        total=plan.total,
        values=own.values,
        readiness=own.readiness,
        priority=own.priority,
        terms=tuple(_terms(case, own)),
        wish=_wish(case, own, wave),
        vendor=_vendor(case, code, wave),
        announced=_announced(case, code),
        neighbours=tuple(_neighbours(case, code)),
        alternatives=tuple(_alternative(case, own, w) for w in others),
        flips=flips(case, code),
        least_rise={w: case.least_rise(code, w) for w in others},
        binding=limits.binding(code),
        names=inputs.programme.called,
        what_if=bool(inputs.changes),
        notices=plan.notices,
    )


def _terms(case: Case, own: Score) -> Iterator[OwnTerm]:
    inputs = case.inputs
    leads = [inputs.programme.lead(w) for w in case.plan.wave_numbers]
    for term in own.terms:
        uptake = inputs.programme.weights.uptake.get(term.name)
        by_region = uptake is not None and uptake.per == "region"
        who = inputs.municipalities[own.code].region if by_region else own.code
        file = parts.QUESTIONNAIRE if uptake is None else parts.UPTAKE
        yield OwnTerm(
            term=term,
            place=inputs.place(file, parts.cell(who, term.name), who),
            without=case.wave_after(own.code, [-term.points * lead for lead in leads]),
        )


def _wish(case: Case, own: Score, wave: int) -> Wish:
    inputs = case.inputs
    lost = [wish_loss(inputs, own.wish, w) for w in case.plan.wave_numbers]
    return Wish(
        quarter=own.wish,
        place=inputs.place(parts.QUESTIONNAIRE, parts.cell(own.code, parts.WISH), own.code),
        lost=lost[wave - 1],
        without=case.wave_after(own.code, lost),
    )


def _announced(case: Case, code: str) -> Announced | None:
    inputs = case.inputs
    wave = inputs.announced.get(code)
    if wave is None or not inputs.programme.stability:
        return None
    earned = [-staying_points(inputs, code, w) for w in case.plan.wave_numbers]
    return Announced(
        wave=wave,
        points=inputs.programme.stability,
        without=case.wave_after(code, earned),
    )


def _vendor(case: Case, code: str, wave: int) -> Supply | None:
    inputs, plan = case.inputs, case.plan
    vendor = next((one for one in inputs.vendors if code in one.customers), None)
    if vendor is None:
        return None
    return Supply(
        name=vendor.name,
        place=inputs.places.get((parts.VENDORS, code)),
        release=vendor.release,
        go_lives=vendor.go_lives.get(plan.quarters[wave - 1]),
        placed=sum(plan.placement[customer] == wave for customer in vendor.customers),
        agreement=vendor.agreements.get(code),
        agreed_at=inputs.places.get((parts.VENDORS, parts.agreement(code))),
        without=_wave_without_agreement(case, code, vendor) if code in vendor.agreements else None,
    )


def _wave_without_agreement(case: Case, code: str, vendor: Vendor) -> int:
    agreements = {one: quarter for one, quarter in vendor.agreements.items() if one != code}
    freed = vendor.model_copy(update={"agreements": agreements})
    vendors = tuple(freed if one.name == vendor.name else one for one in case.inputs.vendors)
    return case.replan(case.inputs.model_copy(update={"vendors": vendors})).placement[code]


def _neighbours(case: Case, code: str) -> Iterator[Neighbour]:
    """The neighbours, by kind of link as the weights list them, then in Danish order."""
    inputs, placement = case.inputs, case.plan.placement
    weights = inputs.programme.weights.links
    near = [
        (list(weights).index(link.kind), link.second if link.first == code else link.first)
        for link in inputs.links
        if code in (link.first, link.second)
    ]
    for kind, other in sorted(near, key=lambda one: (one[0], danish_key(inputs.name(one[1])))):
        name, weight = list(weights.items())[kind]
        yield Neighbour(
            code=other,
            name=inputs.name(other),
            kind=name,
            wave=placement[other],
            points=weight.weight,
            kept=placement[other] == placement[code],
        )


def _alternative(case: Case, own: Score, wave: int) -> Alternative:
    plan = case.plan
    quarter = plan.quarters[wave - 1]
    gain = own.values[wave - 1] - own.values[plan.placement[own.code] - 1]
    best = case.best_with(own.code, wave)
    if best is None:
        barred = barred_by(case.inputs, own.code, wave)
        return Alternative(wave=wave, quarter=quarter, loss=None, own=gain, barred_by=barred)
    placement = as_placement(case.inputs, best)
    links = link_points(case.inputs, placement) - link_points(case.inputs, plan.placement)
    staying = stability(case.inputs, placement) - plan.stability
    loss = plan.worth - case.problem.total(best)
    return Alternative(
        wave=wave,
        quarter=quarter,
        loss=loss,
        own=gain,
        others=-loss - gain - links - staying,
        links=links,
        stability=staying,
        moves=moves(case.inputs, plan.placement, placement),
    )
