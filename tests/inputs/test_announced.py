"""What plan.yaml announced: quarters that programme.yaml freezes, and who earns by staying."""

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
    assert messages(folder) == ["plan.yaml:3: Søby's code was 0999 and is 0102; write 0102 here"]


def test_a_municipality_in_two_frozen_quarters(folder: Folder) -> None:
    folder.replace("programme.yaml", "frozen: [2014-Q2]", "frozen: [2014-Q2, 2014-Q3]")
    folder.replace(FILE, '"0420": Vestrup', '"0101": Nordby')
    assert messages(folder) == ["plan.yaml:4: code 0101 stands in two waves"]


def test_waves_that_are_no_waves(folder: Folder) -> None:
    folder.write(FILE, "waves: [1, {quarter: 2014-Q2, municipalities: 7}]\n")
    assert messages(folder) == [
        "plan.yaml:1: 'municipalities' is 7, but a group of 'key: value' lines is expected"
    ]


# --- Where staying earns points ---------------------------------------------------------------


ANNOUNCED = {"0101": 1, "0102": 1, "0103": 3, "0420": 2, "0430": 2, "0440": 3}


@pytest.fixture
def stable(folder: Folder) -> Folder:
    """A programme in which nothing is frozen and staying earns points."""
    folder.replace("programme.yaml", "frozen: [2014-Q2]", "stability: 2.5")
    return folder


def warnings(folder: Folder) -> list[str]:
    return [str(one) for one in load_inputs(folder.path).warnings if one.file == FILE]


def test_where_staying_earns_points_everybody_was_announced_somewhere(stable: Folder) -> None:
    inputs = load_inputs(stable.path)
    assert (inputs.programme.stability, inputs.frozen) == (2_500, {})
    assert inputs.announced == ANNOUNCED


def test_a_frozen_programme_knows_where_everybody_was_announced(folder: Folder) -> None:
    assert load_inputs(folder.path).announced == ANNOUNCED


def test_it_is_read_when_asked_for(folder: Folder) -> None:
    folder.replace("programme.yaml", "frozen: [2014-Q2]", "frozen: []")
    assert load_inputs(folder.path).announced == {}
    assert load_inputs(folder.path, announced=True).announced == ANNOUNCED
    (folder.path / FILE).unlink()
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path, announced=True)
    assert [str(fault) for fault in caught.value.faults] == [
        "plan.yaml: the file is missing; `fmkwave plan --write` writes it"
    ]


def test_asked_for_it_must_tell_of_somebody(folder: Folder) -> None:
    folder.replace("programme.yaml", "frozen: [2014-Q2]", "frozen: []")
    folder.write(FILE, PLAN.replace("2014-", "2013-"))
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path, announced=True)
    assert [str(fault) for fault in caught.value.faults] == [
        "plan.yaml:2: nobody in it stands in a wave that there is"
    ]


def test_a_quarter_of_two_waves_as_after_a_merge(stable: Folder) -> None:
    stable.replace(FILE, "wave: 2, quarter: 2014-Q3", "wave: 2, quarter: 2014-K2")
    assert messages(stable) == ["plan.yaml:4: a second wave stands in 2014-Q2"]


def test_what_there_no_longer_is_was_announced_nowhere(stable: Folder) -> None:
    stable.replace(FILE, '"0102": Søby', '"0999": Søby')
    stable.replace(FILE, "quarter: 2014-Q3", "quarter: 2013-Q3")
    assert load_inputs(stable.path).announced == {"0101": 1, "0103": 3, "0440": 3}
    assert warnings(stable) == []


def test_it_is_the_quarter_that_counts_and_not_the_number(stable: Folder) -> None:
    stable.replace(FILE, "wave: 1, quarter: 2014-Q2", "wave: 1, quarter: 2014-K4")
    stable.replace(FILE, "wave: 3, quarter: 2014-Q4", "wave: 3, quarter: 2014-Q2")
    assert load_inputs(stable.path).announced["0101"] == 3


def test_the_first_plan_needs_none_announced(stable: Folder) -> None:
    (stable.path / FILE).unlink()
    assert load_inputs(stable.path).announced == {}
    assert warnings(stable) == [
        "plan.yaml: warning: the file is missing, so nobody earns the points that programme.yaml "
        "gives for staying"
    ]


def test_a_plan_of_something_else_announces_nobody(stable: Folder) -> None:
    stable.write(FILE, PLAN.replace("2014-", "2013-"))
    assert load_inputs(stable.path).announced == {}
    assert warnings(stable) == [
        "plan.yaml:2: warning: nobody in it stands in a wave that there is, so nobody earns by "
        "staying"
    ]


def test_a_municipality_announced_twice(stable: Folder) -> None:
    stable.replace(FILE, '"0420": Vestrup', '"0101": Nordby')
    assert messages(stable) == ["plan.yaml:4: code 0101 stands in two waves"]


def test_too_many_points_for_staying(stable: Folder) -> None:
    stable.replace("programme.yaml", "stability: 2.5", "stability: 1000001")
    (fault,) = messages(stable)
    assert fault.endswith("'stability' is 1000001, but must be 1000000 or less")
