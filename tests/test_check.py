"""Whether a committed plan is what the inputs say."""

from __future__ import annotations

from typing import Any

import pytest

from fmkwave.check import Check, Move, check
from fmkwave.inputs import load_inputs
from fmkwave.model import CommittedPlan, Proof
from fmkwave.planner import make_plan
from folders import Folder


def committed(folder: Folder, **changes: Any) -> CommittedPlan:
    plan = make_plan(load_inputs(folder.path))
    return plan.model_copy(update=changes)


def checked(folder: Folder, plan: CommittedPlan) -> Check:
    inputs = load_inputs(folder.path)
    return check(inputs, make_plan(inputs), plan)


def test_the_plan_just_made_is_identical(folder: Folder) -> None:
    assert checked(folder, committed(folder)).identical


def test_a_comment_or_another_order_of_rows_changes_nothing(folder: Folder) -> None:
    before = committed(folder)
    text = folder.read("questionnaire.csv").rstrip("\n").split("\n")
    folder.write("questionnaire.csv", "\n".join([*text[:3], *reversed(text[3:])]) + "\n")
    folder.write("programme.yaml", "# A comment.\n" + folder.read("programme.yaml"))
    assert checked(folder, before).identical


def test_whoever_would_move_is_named_with_the_file_that_changed(folder: Folder) -> None:
    before = committed(folder)
    folder.replace("questionnaire.csv", "Søby,yes,underway,no", "Søby,no,no,no")
    folder.replace("questionnaire.csv", "Ålev,no,no,yes,2014-Q4", "Ålev,yes,yes,yes,2014-Q2")
    folder.replace("vendors.yaml", "agreements: {Ålev: 2014-Q4}", "agreements: {}")
    found = checked(folder, before)
    assert not found.identical
    assert found.changed_inputs == ("questionnaire.csv", "vendors.yaml")
    assert Move(code="0103", name="Ålev", committed=3, planned=1) in found.moves
    assert [move.name for move in found.moves][-1] == "Ålev"


def test_a_plan_edited_by_hand_breaks_rules(folder: Folder) -> None:
    plan = committed(folder)
    moved = {**plan.placement, "0103": 1}
    found = checked(folder, plan.model_copy(update={"placement": moved}))
    assert [move.name for move in found.moves] == ["Ålev"]
    assert "agreements with Vendor A place 1 in 2014-Q4: Ålev" in [b.rule for b in found.broken]
    assert found.changed_inputs == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"programme": "Another"},
            "the plan is of programme 'Another', the inputs of 'Invented roll-out'",
        ),
        (
            {"quarters": ("2015-Q1", "2015-Q2", "2015-Q3")},
            "the plan's waves are in 2015-Q1, 2015-Q2, 2015-Q3, "
            "the inputs' in 2014-Q2, 2014-Q3, 2014-Q4",
        ),
        ({"total": 1_500}, "the plan says 1.5 points in total, the inputs give 480.0"),
        ({"proof": Proof.WITHIN_GAP}, "the plan's proof is not the one that the inputs give"),
        ({"unique": False}, "the plan's proof is not the one that the inputs give"),
    ],
)
def test_what_else_differs_is_told(folder: Folder, changes: dict[str, Any], expected: str) -> None:
    found = checked(folder, committed(folder, **changes))
    assert found.other == (expected,)
    assert not found.identical


def test_municipalities_that_the_inputs_lack(folder: Folder) -> None:
    plan = committed(folder)
    strange = plan.model_copy(update={"placement": {**plan.placement, "0999": 1}})
    assert checked(folder, strange).other == (
        "the plan places municipalities that the inputs lack: 0999",
    )


def test_a_municipality_that_the_plan_leaves_out(folder: Folder) -> None:
    plan = committed(folder)
    placement = {code: wave for code, wave in plan.placement.items() if code != "0440"}
    found = checked(folder, plan.model_copy(update={"placement": placement}))
    assert [(move.name, move.committed) for move in found.moves] == [("Øster-Holm", None)]
    assert found.broken[0].found == "Øster-Holm in none"
