"""Quarters that programme.yaml freezes as plan.yaml has them."""

from __future__ import annotations

import pytest

from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs
from fmkwave.planfile import dumps
from fmkwave.planner import make_plan
from folders import PLAN, Folder

FILE = "plan.yaml"


@pytest.fixture(autouse=True)
def frozen(folder: Folder) -> None:
    """A programme with a frozen quarter, and the plan to take it from."""
    folder.replace("programme.yaml", "frozen: []", "frozen: [2014-Q2]")
    folder.write(FILE, PLAN)


def messages(folder: Folder) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    return [str(fault) for fault in caught.value.faults]


def test_a_frozen_quarter_keeps_its_municipalities(folder: Folder) -> None:
    assert load_inputs(folder.path).frozen == {"0101": 1, "0102": 1}


def test_a_plan_as_it_is_written_can_be_frozen(folder: Folder) -> None:
    folder.replace("programme.yaml", "frozen: [2014-Q2]", "frozen: []")
    inputs = load_inputs(folder.path)
    made = make_plan(inputs)
    folder.write(FILE, dumps(inputs, made))
    folder.replace("programme.yaml", "frozen: []", "frozen: [2014-Q3]")
    assert load_inputs(folder.path).frozen == dict.fromkeys(made.members(2), 2)


def test_several_frozen_quarters(folder: Folder) -> None:
    folder.replace("programme.yaml", "frozen: [2014-Q2]", "frozen: [2014-Q4, 2014-K2]")
    assert load_inputs(folder.path).frozen == {"0101": 1, "0102": 1, "0103": 3, "0440": 3}


def test_a_plan_is_not_read_when_nothing_is_frozen(folder: Folder) -> None:
    folder.replace("programme.yaml", "frozen: [2014-Q2]", "frozen: []")
    folder.write(FILE, "[")
    assert load_inputs(folder.path).frozen == {}


def test_a_missing_plan(folder: Folder) -> None:
    (folder.path / FILE).unlink()
    assert messages(folder) == [
        "plan.yaml: the file is missing, but programme.yaml freezes 2014-Q2 as in it"
    ]


def test_a_broken_plan(folder: Folder) -> None:
    folder.write(FILE, "waves: [\n")
    assert messages(folder) == [
        "plan.yaml:1: broken YAML: a value, or the closing ] or } of an open bracket, is missing "
        "here"
    ]


def test_a_plan_without_the_quarter(folder: Folder) -> None:
    folder.replace(FILE, "quarter: 2014-Q2", "quarter: 2013-Q2")
    assert messages(folder) == [
        "plan.yaml:2: the plan has no wave in 2014-Q2, which programme.yaml freezes"
    ]


def test_a_plan_of_other_municipalities(folder: Folder) -> None:
    folder.replace(FILE, '"0102": Søby', '"0999": Søby')
    assert messages(folder) == [
        "plan.yaml:3: code '0999' is unknown: municipalities.yaml does not have it"
    ]


def test_a_municipality_in_two_frozen_quarters(folder: Folder) -> None:
    folder.replace("programme.yaml", "frozen: [2014-Q2]", "frozen: [2014-Q2, 2014-Q3]")
    folder.replace(FILE, '"0420": Vestrup', '"0101": Nordby')
    assert messages(folder) == [
        "plan.yaml:4: code 0101 stands in two waves that programme.yaml freezes"
    ]


def test_waves_that_are_no_waves(folder: Folder) -> None:
    folder.write(FILE, "waves: [1, {quarter: 2014-Q2, municipalities: 7}]\n")
    assert messages(folder) == [
        "plan.yaml:1: 'municipalities' is 7, but a group of 'key: value' lines is expected"
    ]
