"""From inputs to a plan, on the small invented folder."""

from __future__ import annotations

from itertools import product

import pytest

from fmkwave.errors import NoPlanError, StoppedError
from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs, Proof
from fmkwave.objective import citizen_quarters, scores, total
from fmkwave.optimise import Engine
from fmkwave.optimise.problem import Control
from fmkwave.planner import make_plan
from fmkwave.rules import broken
from folders import PLAN, Folder

engines = pytest.mark.parametrize("engine", ["auto", "sweep", "milp"])


def loaded(folder: Folder) -> Inputs:
    return load_inputs(folder.path)


def best_by_hand(inputs: Inputs) -> dict[str, int]:
    """The plan that the design's words describe, found by trying every plan there is."""
    codes = list(inputs.municipalities)
    plans = (
        dict(zip(codes, waves, strict=True)) for waves in product((1, 2, 3), repeat=len(codes))
    )
    allowed = [plan for plan in plans if not broken(inputs, plan)]

    def worth(plan: dict[str, int]) -> tuple[int, int, tuple[int, ...]]:
        early = sum(citizen_quarters(inputs, code, wave) for code, wave in plan.items())
        return total(inputs, plan), early, tuple(-plan[code] for code in codes)

    return max(allowed, key=worth)


@engines
def test_the_plan_is_the_best_there_is(folder: Folder, engine: Engine) -> None:
    inputs = loaded(folder)
    plan = make_plan(inputs, engine=engine)
    assert plan.placement == best_by_hand(inputs)
    assert plan.total == plan.bound == total(inputs, plan.placement)
    assert (plan.proof, plan.unique) == (Proof.OPTIMAL, True)
    assert plan.points == {
        code: s.values[plan.placement[code] - 1] for code, s in scores(inputs).items()
    }


@engines
def test_ties_go_to_more_citizens_and_then_to_the_lowest_code(
    folder: Folder, engine: Engine
) -> None:
    for weight in ("signature: {weight: 30", "budget: {weight: 30"):
        folder.replace("programme.yaml", weight, weight.replace("30", "0.002"))
    folder.replace("programme.yaml", "resources: {weight: 20", "resources: {weight: 0.001")
    for name in ("practice", "hospitals"):
        folder.replace("programme.yaml", f"{name}: {{weight: 20", f"{name}: {{weight: 0")
    folder.replace("programme.yaml", "wish: {weight: 25", "wish: {weight: 0")
    folder.replace("programme.yaml", "land: {weight: 10", "land: {weight: 0")
    folder.replace("programme.yaml", "ferry: {weight: 5", "ferry: {weight: 0")
    answers = folder.read("questionnaire.csv")
    for answer in ("yes", "underway"):
        answers = answers.replace(f",{answer}", ",no")
    folder.write("questionnaire.csv", answers)
    folder.replace("municipalities.yaml", "population: 500", "population: 600")
    inputs = loaded(folder)
    plan = make_plan(inputs, engine=engine)
    assert plan.placement == best_by_hand(inputs)
    assert (plan.total, plan.unique) == (0, False)


@engines
def test_limits_that_cannot_hold_together_are_named(folder: Folder, engine: Engine) -> None:
    folder.replace("vendors.yaml", "2014-Q3: 2}", "2014-Q3: 1}")
    folder.replace("vendors.yaml", "{Ålev: 2014-Q4}", "{Ålev: 2014-Q3, Søby: 2014-Q3}")
    with pytest.raises(NoPlanError) as error:
        make_plan(loaded(folder), engine=engine)
    assert error.value.conflict == (
        "Vendor A carries at most 1 go-live in 2014-Q3",
        "agreements with Vendor A place 2 in 2014-Q3: Søby, Ålev",
    )
    assert error.value.exit_code == 1


def test_a_conflict_is_as_small_as_can_be(folder: Folder) -> None:
    folder.replace("vendors.yaml", "release: 2014-Q2", "release: 2014-Q3")
    folder.replace("vendors.yaml", "go_lives: {2014-Q2: 2, 2014-Q3: 2}", "go_lives: {}")
    with pytest.raises(NoPlanError) as error:
        make_plan(loaded(folder))
    assert error.value.conflict == (
        "wave 1 (2014-Q2) takes 2 municipalities",
        "Vendor A is released in 2014-Q3, so no customer goes before it",
        "Vendor B is released in 2014-Q3, so no customer goes before it",
    )


@engines
def test_who_stands_in_a_frozen_quarter_stays_and_nobody_comes_in(
    folder: Folder, engine: Engine
) -> None:
    free = make_plan(loaded(folder), engine=engine)
    folder.write(
        "plan.yaml",
        PLAN.replace('{"0101": Nordby, "0102": Søby}', '{"0102": Søby, "0103": Ålev}').replace(
            '{"0103": Ålev, "0440": Øster-Holm}', '{"0101": Nordby, "0440": Øster-Holm}'
        ),
    )
    folder.replace("programme.yaml", "frozen: []", "frozen: [2014-Q2]")
    folder.replace("vendors.yaml", "agreements: {Ålev: 2014-Q4}", "agreements: {}")
    inputs = loaded(folder)
    frozen = make_plan(inputs, engine=engine)
    assert frozen.members(1) == ("0102", "0103")
    assert frozen.placement == best_by_hand(inputs)
    assert free.members(1) != frozen.members(1)


@engines
@pytest.mark.parametrize("control", [Control(cancelled=True), Control(deadline=0.0)])
def test_stopped_early_the_plan_is_allowed_and_its_gap_is_told(
    folder: Folder, engine: Engine, control: Control
) -> None:
    inputs = loaded(folder)
    best = make_plan(inputs)
    plan = make_plan(inputs, engine=engine, control=control)
    assert broken(inputs, plan.placement) == ()
    assert plan.total <= best.total <= plan.bound
    assert plan.unique is None


def test_stopped_before_any_plan_is_known(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fmkwave.optimise.milp.start_milp", lambda _problem: None)
    with pytest.raises(StoppedError, match="stopped before a plan was found"):
        make_plan(loaded(folder), control=Control(cancelled=True))


def test_the_reconstruction_line_goes_when_real_answers_come(folder: Folder) -> None:
    notice = (
        "Reconstructed inputs, not real answers: questionnaire.csv, uptake.yaml, vendors.yaml. "
        "Agreement with any published plan is by construction and proves nothing."
    )
    assert make_plan(loaded(folder)).notices == (notice,)
    for name in ("questionnaire.csv", "uptake.yaml", "vendors.yaml"):
        folder.replace(name, "basis: reconstructed", "basis: collected")
    assert make_plan(loaded(folder)).notices == ()


def test_a_conflict_names_few_municipalities_where_it_can(folder: Folder) -> None:
    # Wave sizes and capacities clash as well, but these two say it better.
    folder.replace("programme.yaml", "{min: 1, max: 3}", "2")
    folder.replace("vendors.yaml", "2014-Q2: 2, 2014-Q3: 2}", "2014-Q3: 0, 2014-Q4: 0}")
    with pytest.raises(NoPlanError) as error:
        make_plan(loaded(folder))
    assert error.value.conflict == (
        "Vendor A carries at most 0 go-lives in 2014-Q4",
        "agreements with Vendor A place 1 in 2014-Q4: Ålev",
    )
