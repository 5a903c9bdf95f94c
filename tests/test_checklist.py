"""What a municipality still has to do before its wave."""

from __future__ import annotations

from datetime import date

import pytest

from fmkwave.checklist import Checklist, Task, checklist
from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs, Place, Plan
from fmkwave.planner import make_plan
from folders import Folder, with_steps

SOEBY, AALEV, HOLM = "0102", "0103", "0440"


def asked(folder: Folder) -> tuple[Inputs, Plan]:
    """The folder's inputs with their best plan."""
    inputs = load_inputs(folder.path)
    return inputs, make_plan(inputs)


def of(folder: Folder, code: str) -> Checklist:
    return checklist(*asked(folder), code)


def called(tasks: tuple[Task, ...]) -> list[str]:
    return [task.what.original for task in tasks]


@pytest.fixture(autouse=True)
def _steps(folder: Folder) -> None:
    with_steps(folder)


def test_what_is_not_answered_with_full_credit_is_open(folder: Folder) -> None:
    found = of(folder, SOEBY)
    assert (found.name, found.wave, found.period, found.asked) == ("Søby", 1, "2014-Q2", 3)
    told = [(one.what.original, one.detail, one.state, one.due) for one in found.questions]
    assert told == [
        ("Set money aside", "answered underway", "open", date(2014, 3, 31)),
        ("Are there people?", "answered no", "open", date(2014, 3, 31)),
    ]
    budget, people = found.questions
    assert budget.note is not None
    assert budget.note.original == "Is there a budget?"
    assert people.note is None
    assert budget.place == Place("questionnaire.csv", 5)


def test_a_blank_is_not_answered(folder: Folder) -> None:
    folder.replace("questionnaire.csv", "0101,Nordby,yes,yes,yes", "0101,Nordby,yes,ved ikke,yes")
    (budget,) = of(folder, "0101").questions
    assert (budget.detail, budget.state) == ("not answered", "open")


def test_full_credit_is_the_most_that_any_answer_earns(folder: Folder) -> None:
    folder.replace("programme.yaml", "yes: {credit: 1,", "yes: {credit: 0.9,")
    assert of(folder, "0101").questions == ()


def test_steps_under_one_heading_stand_together_in_the_order_of_the_file(folder: Folder) -> None:
    groups = of(folder, SOEBY).groups
    headings = [one.heading and one.heading.original for one in groups]
    assert headings == ["Aftaler", None]
    assert [called(one.tasks) for one in groups] == [
        ["The vendor", "The doctors"],
        ["Read the handbook"],
    ]


@pytest.mark.parametrize(
    ("code", "state", "detail", "place"),
    [
        (AALEV, "done", "agreed with Vendor A on 2014-Q4", Place("vendors.yaml", 8)),
        (SOEBY, "open", "no agreement with Vendor A", Place("vendors.yaml", 7)),
    ],
)
def test_the_agreement_with_the_vendor(
    folder: Folder, code: str, state: str, detail: str, place: Place
) -> None:
    vendor, doctors = of(folder, code).groups[0].tasks
    assert (vendor.state, vendor.detail, vendor.place) == (state, detail, place)
    assert (doctors.state, doctors.detail, doctors.place) == ("not recorded", None, None)


def test_an_agreement_on_another_period_than_its_waves(folder: Folder) -> None:
    inputs, plan = asked(folder)
    elsewhere = plan.model_copy(update={"placement": {**plan.placement, AALEV: 2}})
    vendor = checklist(inputs, elsewhere, AALEV).groups[0].tasks[0]
    assert vendor.state == "done"
    assert vendor.detail == "agreed with Vendor A on 2014-Q4, but its wave is in 2014-Q3"


def test_who_has_no_vendor(folder: Folder) -> None:
    inputs, plan = asked(folder)
    alone = inputs.model_copy(update={"vendors": ()})
    vendor = checklist(alone, plan, AALEV).groups[0].tasks[0]
    assert (vendor.state, vendor.detail) == ("open", "no vendor has it as a customer")


def test_days_lie_before_the_period_by_the_weeks_that_a_step_takes(folder: Folder) -> None:
    found = of(folder, HOLM)
    assert found.period == "2014-Q3"
    assert {day: called(tasks) for day, tasks in found.left_by_day.items()} == {
        date(2014, 6, 16): ["Read the handbook"],
        date(2014, 6, 30): ["Set money aside", "Are there people?", "The vendor", "The doctors"],
    }


def test_what_is_done_is_left_on_no_day(folder: Folder) -> None:
    found = of(folder, AALEV)
    left = [name for tasks in found.left_by_day.values() for name in called(tasks)]
    assert "The vendor" in called(found.tasks)
    assert "The vendor" not in left
    assert len(left) == found.count("open") + found.count("not recorded")


def test_support_is_the_product_with_its_source(folder: Folder) -> None:
    (read,) = of(folder, SOEBY).groups[1].tasks
    assert [(one.name, one.source) for one in read.support] == [("A handbook", "Slide 7")]


# --- The file -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "support: [A handbook]",
            "support: [A handbok]",
            "unknown support product 'A handbok' of step 'Read the handbook'; did you mean A "
            "handbook? (allowed: A handbook)",
        ),
        (
            "done_by: agreement",
            "done_by: agrement",
            "'done_by' cannot be 'agrement'; did you mean agreement? (allowed: agreement)",
        ),
        (
            "weeks_before: 2",
            "weeks_before: -1",
            "'weeks_before' is -1, but must be 0 or more",
        ),
        (
            "group: {da: Aftaler, en: Agreements}, done_by",
            "group: 5, done_by",
            "'group' is 5, but a text is expected; put it in quotes",
        ),
        (
            "group: {da: Aftaler, en: Agreements}, done_by",
            "group: {da: }, done_by",
            "'da' is empty, but a text is expected",
        ),
        (
            "group: {da: Aftaler, en: Agreements}, done_by",
            "group: {}, done_by",
            "'group' is a group of keys, but a text is expected",
        ),
    ],
)
def test_what_a_step_may_say(folder: Folder, old: str, new: str, fault: str) -> None:
    before, _, _ = folder.read("programme.yaml").partition(old)
    line = before.count("\n") + 1
    folder.replace("programme.yaml", old, new)
    assert folder.faults() == [f"programme.yaml:{line}: {fault}"]
