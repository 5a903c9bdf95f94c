"""How a plan stands to the committed one, and how that reads."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fmkwave.inputs import load_inputs
from fmkwave.model import CommittedPlan, Inputs
from fmkwave.planner import make_plan
from fmkwave.standing import from_to, standing, who_moves
from folders import Folder


@pytest.fixture
def inputs(folder: Folder) -> Inputs:
    return load_inputs(folder.path)


def committed(inputs: Inputs, **update: object) -> CommittedPlan:
    return make_plan(inputs).model_copy(update=update)


def test_the_same_plan(inputs: Inputs) -> None:
    plan = committed(inputs)
    assert standing(inputs, plan, plan.placement).same


def test_who_moves_by_name(inputs: Inputs) -> None:
    plan = committed(inputs)
    found = standing(inputs, plan, {**plan.placement, "0420": 3, "0430": 1})
    assert (who_moves(found), found.same) == ("Møborg and Vestrup move", False)
    one = standing(inputs, plan, {**plan.placement, "0420": 3})
    assert (who_moves(one), from_to(one)) == ("Vestrup moves", "Vestrup 2 → 3")


def test_many_names_are_shortened(inputs: Inputs) -> None:
    found = standing(inputs, committed(inputs), {})
    assert who_moves(found) == "Møborg, Nordby, Søby, Vestrup, Øster-Holm and Ålev move"
    more = found.model_copy(update={"moves": found.moves * 2})
    assert who_moves(more) == "Møborg, Nordby, Søby, Vestrup, Øster-Holm, Ålev and 6 more move"


def test_who_is_new_and_who_is_gone(inputs: Inputs) -> None:
    plan = committed(inputs)
    placement = {**plan.placement, "0999": 1}
    del placement["0101"]
    former = plan.model_copy(update={"placement": placement, "names": {"0999": "Atlantis"}})
    found = standing(inputs, former, plan.placement)
    assert who_moves(found) == "Nordby is new; Atlantis is gone"


def test_waves_are_compared_by_their_periods(inputs: Inputs) -> None:
    plan = committed(inputs)
    later = {code: wave + 1 for code, wave in plan.placement.items()}
    shifted = plan.model_copy(update={"quarters": ("2014-Q1", *plan.quarters), "placement": later})
    assert standing(inputs, shifted, plan.placement).same


def test_a_plan_of_another_programme_is_not_compared(inputs: Inputs) -> None:
    plan = committed(inputs, programme="Another", placement={"9999": 1})
    found = standing(inputs, plan, make_plan(inputs).placement)
    assert found.trouble == "it is of another programme, 'Another'"
    assert not found.same


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whoever_stands_elsewhere_is_told_and_nobody_else(
    inputs: Inputs, data: st.DataObject
) -> None:
    waves = st.fixed_dictionaries(dict.fromkeys(inputs.municipalities, st.integers(1, 3)))
    before, after = data.draw(waves), data.draw(waves)
    found = standing(inputs, committed(inputs, placement=before), after)
    assert {(m.code, m.before, m.after) for m in found.moves} == {
        (code, before[code], after[code]) for code in before if before[code] != after[code]
    }
    assert found.same == (before == after)
