"""The committed plan in place of the best one: what it is worth and what it costs, exactly."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fmkwave.committed import committed_plan
from fmkwave.explanation import explain_all
from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs, Placement, Plan, Proof
from fmkwave.objective import total
from fmkwave.planfile import dumps
from fmkwave.planner import make_plan
from fmkwave.render.words import facts
from fmkwave.rules import broken
from fmkwave.texts import Head
from folders import Folder


@pytest.fixture
def inputs(folder: Folder) -> Inputs:
    return load_inputs(folder.path)


@pytest.fixture
def best(inputs: Inputs) -> Plan:
    return make_plan(inputs)


def written(best: Plan, **waves: int) -> Plan:
    """The best plan with some municipalities elsewhere, by code."""
    moved = {code.removeprefix("at"): wave for code, wave in waves.items()}
    return best.model_copy(update={"placement": {**best.placement, **moved}})


def heads(plan: Plan) -> list[str]:
    return [str(one) for one in plan.notices if isinstance(one, Head)]


def test_the_best_plan_says_nothing(inputs: Inputs, best: Plan) -> None:
    found = committed_plan(inputs, best, best)
    assert found == best.model_copy(update={"losses": None})
    assert heads(found) == []


def test_what_it_falls_short_of_the_best(inputs: Inputs, best: Plan) -> None:
    # Vestrup and Øster-Holm change places with Møborg: allowed, and worth less.
    found = committed_plan(inputs, written(best, at0420=3, at0430=2), best)
    assert heads(found) == [
        "The committed plan, worth 430.0 points under the inputs of today: 50.0 less than the "
        "best plan, in which Møborg and Vestrup move."
    ]
    assert (found.total, found.best_total, found.proof) == (430_000, 480_000, Proof.WITHIN_GAP)
    assert found.bound == best.bound


def test_the_rules_that_it_breaks(inputs: Inputs, best: Plan) -> None:
    found = committed_plan(inputs, written(best, at0103=1), best)
    assert heads(found)[0].startswith("The committed plan, worth ")
    assert heads(found)[1:] == [
        f"The committed plan breaks a rule: {one.rule}; {one.found}."
        for one in broken(inputs, found.placement)
    ]
    assert len(heads(found)) > 1


def test_a_plan_worth_more_than_any_that_keeps_to_the_rules(inputs: Inputs, best: Plan) -> None:
    everybody_first = best.model_copy(update={"placement": dict.fromkeys(best.placement, 1)})
    found = committed_plan(inputs, everybody_first, best)
    assert found.total > best.total
    assert "more than the best plan that keeps to the rules, 480.0, in which" in heads(found)[0]


def test_a_stopped_run_that_found_no_better_plan_prices_nothing(inputs: Inputs, best: Plan) -> None:
    worse = stopped(inputs, written(best, at0420=3, at0430=2), bound=485_000)
    found = committed_plan(inputs, best, worse)
    assert heads(found) == [
        "The committed plan, worth 480.0 points under the inputs of today. No better plan is "
        "known: planning was stopped before the best one was proven."
    ]
    assert (found.best_total, found.bound) == (None, 485_000)
    assert facts(found)[1] == ("Proof", "within 5.0 points (1.1 %) of the best possible")
    (head,) = [one for one in found.notices if isinstance(one, Head)]
    told = head.data["committed"]
    assert isinstance(told, dict)
    assert (told["total"], told["best_total"], told["loss"]) == (480.0, None, None)


def test_a_stopped_run_proves_nothing_of_a_plan_that_breaks_rules(
    inputs: Inputs, best: Plan
) -> None:
    everybody_first = best.model_copy(update={"placement": dict.fromkeys(best.placement, 1)})
    found = committed_plan(inputs, everybody_first, stopped(inputs, best, bound=485_000))
    assert [label for label, _ in facts(found)] == ["Total", "Links kept"]
    assert found.best_total is None


def test_a_better_plan_of_a_stopped_run_is_not_called_the_best(inputs: Inputs, best: Plan) -> None:
    found = committed_plan(
        inputs, written(best, at0420=3, at0430=2), stopped(inputs, best, bound=485_000)
    )
    assert facts(found)[1] == ("Better plan known", "480.0 points, +50.0")


def stopped(inputs: Inputs, plan: Plan, bound: int) -> Plan:
    """A plan as a run has it that was stopped before it was proven."""
    update = {"total": total(inputs, plan.placement), "bound": bound, "proof": Proof.WITHIN_GAP}
    return plan.model_copy(update=update)


def test_where_no_best_plan_is_known(inputs: Inputs, best: Plan) -> None:
    found = committed_plan(inputs, best, None)
    assert heads(found) == [
        "The committed plan. The best plan under the inputs of today is not known."
    ]
    assert (found.points, found.links_kept) == (best.points, best.links_kept)


def test_what_stands_at_the_head_is_not_written_to_plan_yaml(inputs: Inputs, best: Plan) -> None:
    found = committed_plan(inputs, written(best, at0420=3, at0430=2), best)
    assert "The committed plan" not in dumps(inputs, found)


def test_a_wave_that_no_plan_may_have_has_no_price(inputs: Inputs, best: Plan) -> None:
    (told,) = explain_all(inputs, best, ["0420"])
    found = told.with_committed(1).committed
    assert found is not None
    assert (found.wave, found.quarter, found.loss) == (1, "2014-Q2", None)


def allowed(inputs: Inputs) -> list[Placement]:
    """Every plan that keeps to the rules."""
    codes = list(inputs.municipalities)
    every = (dict(zip(codes, waves, strict=True)) for waves in product((1, 2, 3), repeat=6))
    return [one for one in every if not broken(inputs, one)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_loss_is_what_the_best_plan_with_that_wave_is_worth_less(
    inputs: Inputs, best: Plan, data: st.DataObject
) -> None:
    """Of every plan that keeps to the rules, and against every other plan that does."""
    every = allowed(inputs)
    placement = data.draw(st.sampled_from(every))
    found = committed_plan(inputs, best.model_copy(update={"placement": placement}), best)
    assert found.total == total(inputs, placement)
    whole = best.total - found.total
    assert whole >= 0
    for told in explain_all(inputs, best, list(inputs.municipalities)):
        wave = placement[told.code]
        loss = told.with_committed(wave).committed
        there = max(total(inputs, one) for one in every if one[told.code] == wave)
        assert loss is not None
        assert loss.loss == best.total - there
        assert 0 <= best.total - there <= whole
