"""The loss of every placement, and which cost next to nothing."""

from __future__ import annotations

import pytest

from fmkwave.errors import UsageError
from fmkwave.inputs import load_inputs
from fmkwave.losses import near, with_losses
from fmkwave.model import Demand, Inputs, Plan, Proof
from fmkwave.planner import make_plan
from folders import Folder


@pytest.fixture
def inputs(folder: Folder) -> Inputs:
    return load_inputs(folder.path)


@pytest.fixture
def plan(inputs: Inputs) -> Plan:
    return make_plan(inputs)


def test_each_loss_is_what_pinning_costs(inputs: Inputs, plan: Plan) -> None:
    losses = with_losses(inputs, plan).losses
    assert losses is not None
    for code, row in losses.items():
        for wave, loss in enumerate(row, start=1):
            if loss is None:
                continue
            pin = Demand(code=code, wave=wave, take=True)
            pinned = make_plan(inputs.model_copy(update={"demands": (pin,)}))
            assert pinned.total == plan.total - loss


def test_the_losses_of_the_small_folder(inputs: Inputs, plan: Plan) -> None:
    assert with_losses(inputs, plan).losses == {
        "0101": (0, None, None),
        "0102": (0, None, None),
        "0103": (None, None, 0),
        "0420": (None, 0, 50_000),
        "0430": (None, 7_000, 0),
        "0440": (None, 0, 7_000),
    }


def test_either_engine_finds_the_same(inputs: Inputs, plan: Plan) -> None:
    assert with_losses(inputs, plan, engine="milp") == with_losses(inputs, plan)


def test_the_near_ones_are_listed_cheapest_first(inputs: Inputs, plan: Plan) -> None:
    found = near(inputs, with_losses(inputs, plan), 50_000)
    assert [(one.name, one.wave, one.loss) for one in found] == [
        ("Møborg", 2, 7_000),
        ("Øster-Holm", 3, 7_000),
        ("Vestrup", 3, 50_000),
    ]
    assert near(inputs, with_losses(inputs, plan), 6_999) == ()


def test_without_losses_nothing_is_near(inputs: Inputs, plan: Plan) -> None:
    assert near(inputs, plan, 1_000_000) == ()


def test_a_plan_that_may_not_be_the_best_has_no_losses(inputs: Inputs, plan: Plan) -> None:
    stopped = plan.model_copy(update={"proof": Proof.WITHIN_GAP})
    with pytest.raises(UsageError, match="proven to be the best"):
        with_losses(inputs, stopped)
