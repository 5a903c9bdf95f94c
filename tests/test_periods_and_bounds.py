"""Plans are compared by period, and what a plan says of its bound is not taken for proven."""

from __future__ import annotations

import pytest

from fmkwave.check import Check, check, check_unplanned
from fmkwave.claims import own_claims
from fmkwave.inputs import load_inputs
from fmkwave.model import CommittedPlan, Inputs, Placement, Plan, Proof
from fmkwave.objective import stability, total
from fmkwave.placements import read_placements
from fmkwave.planfile import dumps, read_plan
from fmkwave.planner import make_plan
from fmkwave.render import findings
from fmkwave.standing import standing, unplaced, who_moves
from folders import Folder

FIRST = "  - {quarter: 2014-Q2, size: 2}\n"
LAST = "  - {quarter: 2014-Q4, size: 2}\n"


@pytest.fixture
def committed(folder: Folder) -> CommittedPlan:
    """The plan of the small folder, written to its plan.yaml and read from it."""
    inputs = load_inputs(folder.path)
    folder.write("plan.yaml", dumps(inputs, make_plan(inputs)))
    return read_plan(folder.path / "plan.yaml")


def by_both(folder: Folder, committed: CommittedPlan) -> tuple[Check, Placement, Inputs, Plan]:
    """What `check` and `compare committed` make of the plan."""
    inputs = load_inputs(folder.path)
    made = make_plan(inputs)
    path = folder.path / "plan.yaml"
    read = read_placements([path], inputs, committed=path)[path]
    return check(inputs, made, committed), read, inputs, made


def test_a_wave_before_the_first_moves_nobody_and_breaks_no_rule(
    folder: Folder, committed: CommittedPlan
) -> None:
    folder.replace("programme.yaml", FIRST, "  - {quarter: 2014-Q1, size: 0}\n" + FIRST)
    found, read, inputs, made = by_both(folder, committed)
    assert (found.moves, found.broken) == ((), ())
    assert [one.what for one in found.changes if one.file != "programme.yaml"] == []
    assert standing(inputs, committed, made.placement).same
    assert read == {code: wave + 1 for code, wave in committed.placement.items()}


def test_a_rule_broken_in_a_wave_of_another_number_shows_at_the_committed_wave(
    folder: Folder, committed: CommittedPlan
) -> None:
    first = "  - {quarter: 2014-Q1, size: 0}\n  - {quarter: 2014-Q2, size: 1}\n"
    folder.replace("programme.yaml", FIRST, first)
    folder.replace("programme.yaml", LAST, LAST.replace("size: 2", "size: 3"))
    found = by_both(folder, committed)[0]
    assert [(one.rule, found.places[one.rule]) for one in found.broken] == [
        ("wave 2 (2014-Q2) takes 1 municipality", committed.places["wave 1"]),
        ("wave 4 (2014-Q4) takes 3 municipalities", committed.places["wave 3"]),
    ]


@pytest.fixture
def postponed(folder: Folder, committed: CommittedPlan) -> CommittedPlan:
    """The plan, whose waves in 2014-Q2, Q3 and Q4 lie in 2014-Q2, Q4 and 2015-Q1 by now."""
    folder.replace("programme.yaml", "2014-Q3, size", "2014-Q4, size")
    folder.replace("programme.yaml", LAST, LAST.replace("2014-Q4", "2015-Q1"))
    folder.replace("vendors.yaml", "2014-Q3: 2", "2014-Q4: 2")
    folder.replace("vendors.yaml", "release: 2014-Q3", "release: 2014-Q4")
    folder.replace("questionnaire.csv", "yes,no,2014-Q3", "yes,no,2014-Q4")
    return committed


def test_a_postponed_wave_has_the_same_movers_everywhere(
    folder: Folder, postponed: CommittedPlan
) -> None:
    found, read, inputs, made = by_both(folder, postponed)
    stood = standing(inputs, postponed, made.placement)
    stranded = {name for names in stood.stranded.values() for name in names}
    assert stranded == {"Vestrup", "Øster-Holm"}
    assert stood.new == ()
    assert {one.name for one in found.moves} == {one.name for one in stood.moves} | stranded
    assert read.keys() == postponed.placement.keys() - found.stranded.keys()
    assert read == {code: {1: 1, 3: 2}[postponed.placement[code]] for code in read}


def test_whoever_stands_in_a_period_that_is_no_wave_any_more_is_not_new(
    folder: Folder, postponed: CommittedPlan
) -> None:
    found, _, inputs, made = by_both(folder, postponed)
    told = "2014-Q3 is no wave's period any more, and Vestrup and Øster-Holm stand in it"
    assert told in who_moves(standing(inputs, postponed, made.placement))
    assert unplaced(inputs, postponed) == told
    assert (
        "Vestrup: committed in 2014-Q3, which is no wave's period any more, inputs say wave 2 "
        "(2014-Q4)"
    ) in [one.text for one in findings.of_check(found)]


# --- Bounds ---------------------------------------------------------------------------------------


def within_gap(plan: CommittedPlan, bound: int) -> CommittedPlan:
    return plan.model_copy(update={"proof": Proof.WITHIN_GAP, "unique": None, "bound": bound})


def worse(inputs: Inputs, best: CommittedPlan) -> CommittedPlan:
    """A plan that is feasible and worth 50 points less."""
    placement = {**best.placement, "0420": best.placement["0430"], "0430": best.placement["0420"]}
    worth = total(inputs, placement)
    return best.model_copy(update={"placement": placement, "total": worth})


def stopped(inputs: Inputs, bound: int) -> Plan:
    return make_plan(inputs).model_copy(update={"proof": Proof.WITHIN_GAP, "bound": bound})


def test_a_plan_found_above_the_bound_disproves_it(
    folder: Folder, committed: CommittedPlan
) -> None:
    inputs = load_inputs(folder.path)
    plan = worse(inputs, committed)
    assert (committed.total, plan.total) == (480_000, 430_000)
    found = check_unplanned(inputs, within_gap(plan, 431_000), stopped(inputs, 500_000))
    assert found.other[0].text == (
        "'bound' is 431.0, but a plan was found that is worth 49.0 points more"
    )
    assert found.other[0].place == committed.places["bound:"]
    assert found.differs


@pytest.mark.parametrize(
    ("bound", "expected"),
    [
        (
            490_000,
            "The plan is what it says: no input changed, no rule is broken, and at most 10.0 "
            "points are left to gain. Stopped before more was proven.",
        ),
        (
            490_001,
            "No input changed and no rule is broken. The plan itself says that at most 10.0 "
            "points are left to gain; stopped before that was confirmed.",
        ),
    ],
)
def test_a_bound_that_the_run_did_not_reach_is_the_word_of_the_plan(
    folder: Folder, committed: CommittedPlan, bound: int, expected: str
) -> None:
    inputs = load_inputs(folder.path)
    found = check_unplanned(inputs, within_gap(committed, 490_000), stopped(inputs, bound))
    assert findings.verdict(found) == expected
    assert not found.differs


def test_a_plan_within_a_gap_cannot_be_known_to_be_unique(
    folder: Folder, committed: CommittedPlan
) -> None:
    plan = within_gap(committed, 490_000).model_copy(update={"unique": True})
    found = check_unplanned(load_inputs(folder.path), plan)
    assert found.other[0].text == "'unique' is true, which does not go with proof 'within gap'"


def test_a_bound_below_the_total_is_a_difference(folder: Folder, committed: CommittedPlan) -> None:
    found = check_unplanned(load_inputs(folder.path), within_gap(committed, 400_000))
    assert found.other[0].text == (
        "'bound' is 400.0, which does not go with total 480.0 and proof 'within gap'"
    )


def test_staying_counts_in_what_disproves_a_bound(folder: Folder, committed: CommittedPlan) -> None:
    """What is worth less once those who stay have earned their points disproves nothing."""
    folder.replace("programme.yaml", "frozen: []", "frozen: []\nstability: 100")
    inputs = load_inputs(folder.path)
    other = stopped(inputs, 500_000)
    plan = worse(inputs, other)
    assert other.total - plan.total == 50_000
    for announced, expected in (({}, ["bound:"]), (plan.placement, [])):
        now = inputs.model_copy(update={"announced": announced})
        found = other.model_copy(update={"stability": stability(now, other.placement)})
        told = [one.key for one in own_claims(now, within_gap(plan, 431_000), found)]
        assert told == expected
