"""The committed plan in place of the best one: priced under the inputs of today."""

from __future__ import annotations

from collections.abc import Iterator

from fmkwave.model import CommittedPlan, Inputs, Placement, Plan, Proof
from fmkwave.objective import kept_links, score, stability, total
from fmkwave.points import in_points, shown
from fmkwave.rules import Broken, broken
from fmkwave.standing import Standing, as_data, placement_by_period, standing, who_moves
from fmkwave.texts import Head, Message, message


def committed_plan(inputs: Inputs, written: CommittedPlan, best: Plan | None) -> Plan:
    """The committed plan as one that can be shown, its price against the best at its head.

    Its losses are those of the best plan: what the best plan with a municipality in a wave is
    worth less. So that of a wave which the committed plan has may be more than 0.

    Args:
        inputs: The inputs as they are now.
        written: The plan as plan.yaml has it; it places everybody (`fmkwave.standing.unplaced`).
        best: The best plan under the inputs; None if there is none, or it is not known.
    """
    found = placement_by_period(inputs, written)
    placement = {code: found[code] for code in inputs.municipalities}
    own = total(inputs, placement)
    plan = _priced(inputs, written, placement, own)
    if best is None:
        wrong = broken(inputs, placement)
        return plan.model_copy(update={"notices": (*_heads(plan, wrong), *plan.notices)})
    plan = plan.model_copy(
        update={
            "bound": best.bound,
            "proof": best.proof if placement == best.placement else Proof.WITHIN_GAP,
            "unique": best.unique if placement == best.placement else None,
            "engine": best.engine,
            "losses": best.losses,
            "remarks": best.remarks,
            "best_total": None if placement == best.placement else best.total,
        }
    )
    if _is_unsurpassed(plan, best):
        # Of a plan that breaks no rule it is known how far the best may lie above it.
        engine = "" if broken(inputs, placement) else best.engine
        above = max(plan.total, best.bound + best.stability - plan.stability)
        update = {"best_total": None, "bound": above, "engine": engine, "losses": None}
        plan = plan.model_copy(update=update)
    heads = _heads(plan, broken(inputs, placement), best, standing(inputs, written, best.placement))
    return plan.model_copy(update={"notices": (*heads, *plan.notices)})


def _is_unsurpassed(plan: Plan, best: Plan) -> bool:
    """Whether a run was stopped before it had another plan that is worth more."""
    other = best.placement != plan.placement
    return other and best.proof is not Proof.OPTIMAL and best.worth <= plan.worth


def _priced(inputs: Inputs, written: CommittedPlan, placement: Placement, own: int) -> Plan:
    return Plan(
        programme=inputs.programme.name,
        quarters=inputs.programme.quarters,
        placement=placement,
        points={code: score(inputs, code).values[wave - 1] for code, wave in placement.items()},
        total=own,
        stability=stability(inputs, placement),
        bound=max(written.bound, own),
        proof=Proof.WITHIN_GAP,
        unique=None,
        engine="",
        links_kept=len(kept_links(inputs, placement)),
        links_total=len(inputs.links),
        inputs={file: source.meaning for file, source in inputs.sources.items()},
        parts={file: source.parts for file, source in inputs.sources.items()},
        notices=inputs.notices,
    )


def _heads(
    plan: Plan,
    wrong: tuple[Broken, ...],
    best: Plan | None = None,
    found: Standing | None = None,
) -> Iterator[Head]:
    """What is said at the head of a committed plan; nothing of one that is the best."""
    if best is None or found is None:
        yield Head.saying(
            message("The committed plan. The best plan under the inputs of today is not known."),
            committed={"shown": True, "same": None, "moves": [], "broken": _told(wrong)},
        )
    elif not found.same:
        loss = best.worth - plan.worth
        unsurpassed = _is_unsurpassed(plan, best)
        yield Head.saying(
            _priced_words(plan, best, found, loss),
            committed={
                "shown": True,
                **as_data(found),
                "total": float(in_points(plan.total)),
                "best_total": None if unsurpassed else float(in_points(best.total)),
                "loss": None if unsurpassed else float(in_points(loss)),
                "broken": _told(wrong),
            },
        )
    for one in wrong:
        yield Head.saying(
            message(
                "The committed plan breaks a rule: {rule}; {found}.", rule=one.rule, found=one.found
            )
        )


def _told(wrong: tuple[Broken, ...]) -> list[dict[str, str]]:
    return [{"rule": str(one.rule), "found": str(one.found)} for one in wrong]


def _priced_words(plan: Plan, best: Plan, found: Standing, loss: int) -> Message:
    if _is_unsurpassed(plan, best):
        return message(
            "The committed plan, worth {total} points under the inputs of today. No better plan is "
            "known: planning was stopped before the best one was proven.",
            total=shown(plan.total),
        )
    values = {"total": shown(plan.total), "who": who_moves(found)}
    if best.proof is not Proof.OPTIMAL:
        return message(
            "The committed plan, worth {total} points under the inputs of today. A plan worth "
            "{best} points is known, in which {who}.",
            best=shown(best.total),
            **values,
        )
    if loss > 0:
        return message(
            "The committed plan, worth {total} points under the inputs of today: {loss} less than "
            "the best plan, in which {who}.",
            loss=shown(loss),
            **values,
        )
    if loss == 0:
        return message(
            "The committed plan, worth {total} points under the inputs of today, as much as the "
            "best plan, in which {who}.",
            **values,
        )
    return message(
        "The committed plan, worth {total} points under the inputs of today: more than the best "
        "plan that keeps to the rules, {best}, in which {who}.",
        best=shown(best.total),
        **values,
    )
