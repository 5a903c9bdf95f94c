"""Replanning: what stays as it was announced, what that costs, and that `check` agrees."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fmkwave.check import check
from fmkwave.errors import NoPlanError, StoppedError, UsageError
from fmkwave.inputs import load_inputs
from fmkwave.losses import with_losses
from fmkwave.model import Inputs, Link, Placement, Plan, Proof, Questionnaire, Size
from fmkwave.objective import total, worth
from fmkwave.optimise import Engine
from fmkwave.optimise.problem import Assignment, Control
from fmkwave.planfile import dumps, read_plan
from fmkwave.planner import as_placement, build_problem, make_plan
from fmkwave.points import in_points
from fmkwave.replanning import replanning
from fmkwave.whatif import changed, replanned
from folders import PLAN, Folder

CODES = ("0101", "0102", "0103", "0420", "0430", "0440")
LAW = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

EVERY = [*product((0, 1, 2), repeat=len(CODES))]

placements = st.fixed_dictionaries({}, optional=dict.fromkeys(CODES, st.integers(1, 3)))
"""Where some of the six, or all, were announced."""

stabilities = st.sampled_from([1, 999, 1_000, 5_000, 10_000, 12_500, 30_000, 100_000])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """The small folder's inputs."""
    return load_inputs(Folder(tmp_path_factory.mktemp("small")).path)


@pytest.fixture(scope="module")
def free(small: Inputs) -> Inputs:
    """The same without vendors and with room in the waves, so that much can move."""
    waves = [wave.model_copy(update={"size": Size(min=1, max=3)}) for wave in small.programme.waves]
    programme = small.programme.model_copy(update={"waves": tuple(waves)})
    return small.model_copy(update={"programme": programme, "vendors": ()})


@st.composite
def networks(draw: st.DrawFn) -> dict[str, object]:
    """Answers, wishes and links of all six, among which ties are frequent."""
    answer = st.sampled_from(["yes", "no"])
    wish = st.sampled_from(["2014-Q2", "2014-Q3", None])
    pairs = [(one, two) for one, two in product(CODES, CODES) if one < two]
    linked = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=6))
    return {
        "questionnaires": {
            code: Questionnaire(answers={"budget": draw(answer)}, wish=draw(wish)) for code in CODES
        },
        "links": tuple(Link(one, two, "land") for one, two in sorted(linked)),
        "uptake": {
            "practice": dict.fromkeys(CODES, Decimal(0)),
            "hospitals": dict.fromkeys(("Østland", "Vestland"), Decimal(0)),
        },
    }


def kept(inputs: Inputs, announced: Placement, stability: int) -> Inputs:
    """The inputs with a plan announced and thousandths of a point for staying."""
    return replanned(inputs, announced, stability=in_points(stability))


def moved(inputs: Inputs, placement: Placement) -> int:
    return sum(placement[code] != wave for code, wave in inputs.announced.items())


# --- Laws -----------------------------------------------------------------------------------------


@LAW
@given(network=networks(), announced=placements, stability=stabilities)
def test_the_plan_written_is_the_plan_that_it_then_asks_for(
    free: Inputs, network: dict[str, object], announced: dict[str, int], stability: int
) -> None:
    """Whatever was announced before: what is written becomes what is announced, and stays."""
    inputs = kept(free.model_copy(update=network), announced, stability)
    written = make_plan(inputs)
    later = inputs.model_copy(update={"announced": written.placement})
    again = make_plan(later)
    assert again.placement == written.placement
    assert (again.total, again.bound) == (written.total, written.bound)
    assert again.stability == stability * len(CODES)
    assert dumps(later, again) == dumps(inputs, written)
    found = check(later, again, written)
    assert found.identical, found


@LAW
@given(network=networks(), announced=placements, stability=stabilities)
def test_either_engine_finds_the_same(
    free: Inputs, network: dict[str, object], announced: dict[str, int], stability: int
) -> None:
    inputs = kept(free.model_copy(update=network), announced, stability)
    by_sweep, by_milp = (make_plan(inputs, engine=engine) for engine in ("sweep", "milp"))
    assert by_milp.model_copy(update={"engine": "sweep"}) == by_sweep
    assert dumps(inputs, by_milp) == dumps(inputs, by_sweep)
    assert replanning(inputs, by_milp, engine="milp") == replanning(inputs, by_sweep)


@LAW
@given(network=networks(), announced=placements, stability=stabilities)
def test_the_plan_is_worth_the_most_with_what_staying_earns(
    free: Inputs, network: dict[str, object], announced: dict[str, int], stability: int
) -> None:
    inputs = kept(free.model_copy(update=network), announced, stability)
    plan = make_plan(inputs)
    problem, free_of_it = build_problem(inputs), build_problem(kept(inputs, announced, 0))
    every = [*filter(problem.feasible, EVERY)]
    assert plan.worth == worth(inputs, plan.placement) == max(map(problem.total, every))
    assert plan.worth == plan.total + stability * (len(announced) - moved(inputs, plan.placement))
    assert plan.total == plan.bound == total(inputs, plan.placement)
    assert replanning(inputs, plan).total_without == max(map(free_of_it.total, every))


@LAW
@given(network=networks(), announced=placements)
def test_the_least_stability_is_the_least_at_which_nobody_moves(
    free: Inputs, network: dict[str, object], announced: dict[str, int]
) -> None:
    inputs = kept(free.model_copy(update=network), announced, 0)
    found = replanning(inputs, make_plan(inputs))
    problem = build_problem(inputs)
    every = [*filter(problem.feasible, EVERY)]
    staying = [one for one in every if not movers(inputs, one)]
    if staying:
        best = max(staying, key=problem.rank)
        ahead = [one for one in every if problem.rank(one) > problem.rank(best)]
        assert found.least == max((enough(inputs, one, best) for one in ahead), default=0)
        assert found.barred_by == ()
    else:
        assert found.least is None
        assert found.barred_by


def movers(inputs: Inputs, one: Assignment) -> int:
    """How many stand elsewhere than announced."""
    return moved(inputs, as_placement(inputs, one))


def enough(inputs: Inputs, one: Assignment, best: Assignment) -> int:
    """The least points for staying at which a plan comes behind the best that keeps everybody."""
    problem = build_problem(inputs)
    gain, rest = divmod(problem.total(one) - problem.total(best), movers(inputs, one))
    wins_the_tie = problem.rank(one)[1:] > problem.rank(best)[1:]
    return gain + (rest > 0 or wins_the_tie)


# --- The small folder -----------------------------------------------------------------------------


ANNOUNCED = {"0101": 1, "0102": 1, "0103": 3, "0420": 2, "0430": 2, "0440": 3}
"""As the published draft has it; it keeps 473 points and the best plan 480."""


def test_what_staying_costs_and_what_would_keep_everybody(small: Inputs) -> None:
    inputs = kept(small, ANNOUNCED, 3_000)
    plan = make_plan(inputs)
    found = replanning(inputs, plan)
    assert [(one.name, one.before, one.after) for one in found.moves] == [
        ("Møborg", 2, 3),
        ("Øster-Holm", 3, 2),
    ]
    assert (found.announced, found.citizens) == (6, 900)
    assert (found.total, found.total_without, found.given_up) == (480_000, 480_000, 0)
    assert found.least == 3_500
    assert (found.barred_by, found.staying) == ((), {})


def test_where_points_are_given_up_nobody_moves(small: Inputs) -> None:
    inputs = kept(small, ANNOUNCED, 3_500)
    found = replanning(inputs, make_plan(inputs))
    assert found.moves == ()
    assert (found.total, found.total_without, found.given_up) == (473_000, 480_000, 7_000)
    assert found.least == 3_500


def test_with_losses_each_mover_is_told_what_staying_would_cost(small: Inputs) -> None:
    inputs = kept(small, ANNOUNCED, 3_000)
    plan = with_losses(inputs, make_plan(inputs))
    assert replanning(inputs, plan).staying == {"0430": 1_000, "0440": 1_000}


def test_a_plan_that_breaks_a_rule_now_is_kept_by_no_points(small: Inputs) -> None:
    inputs = changed(kept(small, ANNOUNCED, 1_000), forbids=["Møborg=2"])
    found = replanning(inputs, make_plan(inputs))
    assert found.least is None
    assert found.barred_by == (
        "Møborg is kept out of wave 2 (2014-Q3): 1 placed in 2014-Q3: Møborg",
    )


def test_who_is_new_may_stand_anywhere(small: Inputs) -> None:
    inputs = kept(small, {"0430": 2, "0440": 3}, 0)
    found = replanning(inputs, make_plan(inputs))
    assert (found.announced, found.least) == (2, 3_500)


def test_who_is_new_may_leave_no_room(small: Inputs) -> None:
    inputs = kept(small, {"0101": 1, "0103": 1}, 0)
    found = replanning(inputs, make_plan(inputs))
    assert found.least is None
    assert found.barred_by == ("agreements with Vendor A place 1 in 2014-Q4: Ålev",)


def test_who_is_new_is_kept_out_by_no_rule_that_is_kept_anyway(small: Inputs) -> None:
    announced = {"0101": 1, "0102": 1, "0103": 3, "0420": 3, "0430": 3}
    found = replanning(kept(small, announced, 0), make_plan(small))
    assert found.barred_by == ("wave 3 (2014-Q4) takes 2 municipalities",)


def test_the_bound_leaves_the_gap_as_it_is(small: Inputs) -> None:
    inputs = kept(small, ANNOUNCED, 2_000)
    best = make_plan(inputs)
    stopped = make_plan(inputs, engine="milp", control=Control(cancelled=True))
    assert stopped.worth <= best.worth <= stopped.bound + stopped.stability


def test_only_the_best_plan_is_held_against_the_one_announced(small: Inputs) -> None:
    inputs = kept(small, ANNOUNCED, 1_000)
    stopped = make_plan(inputs).model_copy(update={"proof": Proof.WITHIN_GAP})
    with pytest.raises(UsageError, match="proven to be the best"):
        replanning(inputs, stopped)


def test_stopped_it_says_so(small: Inputs) -> None:
    inputs = kept(small, ANNOUNCED, 1_000)
    with pytest.raises(StoppedError):
        replanning(inputs, make_plan(inputs), control=Control(cancelled=True))


# --- The inputs as replanned ----------------------------------------------------------------------


def test_a_frozen_wave_keeps_whom_it_has_and_lets_nobody_in(free: Inputs) -> None:
    announced = {"0101": 2, "0102": 1, "0103": 1}
    inputs = replanned(free, announced, freeze=["1"])
    plan = make_plan(inputs)
    assert plan.members(1) == ("0102", "0103")
    assert inputs.notices[0] == "What if, not what the files say: 2014-Q2 frozen."


@pytest.mark.parametrize("engine", ["sweep", "milp"])
def test_frozen_waves_that_leave_no_plan_are_named(small: Inputs, engine: Engine) -> None:
    inputs = replanned(small, {"0101": 3, "0102": 1}, freeze=["2014-Q2"])
    with pytest.raises(NoPlanError) as error:
        make_plan(inputs, engine=engine)
    assert error.value.conflict == (
        "wave 1 (2014-Q2) takes 2 municipalities",
        "2014-Q2 is frozen with 1 municipality",
    )


def test_what_the_programme_says_already_is_no_change(free: Inputs) -> None:
    once = replanned(free, {"0101": 1}, freeze=["2014-Q2"], stability=2)
    files = once.model_copy(update={"changes": ()})
    assert replanned(files, freeze=["1", "2014-K2"], stability="2.0") is files
    assert replanned(files) is files
    less = replanned(files, stability=0)
    assert less.changes == ("stability = 0.0 (was 2.0)",)
    assert (less.programme.stability, less.frozen) == (0, {"0101": 1})


def test_what_the_inputs_do_not_have_is_not_announced(free: Inputs) -> None:
    assert replanned(free, {"0101": 1, "0999": 2, "0102": 4}).announced == {"0101": 1}


def test_every_fault_of_every_option_is_told(free: Inputs) -> None:
    with pytest.raises(UsageError) as error:
        replanned(free, {"0101": 1}, freeze=["2014-Q9", "3"], stability="2,5")
    assert str(error.value).splitlines() == [
        "--freeze 2014-Q9: There is no wave '2014-Q9'. (Known: 1 (2014-Q2), 2 (2014-Q3), "
        "3 (2014-Q4).)",
        "--freeze 3: plan.yaml has nobody in 2014-Q4.",
        "--stability 2,5: The points are a number from 0 to 1000000, but this is '2,5'; write "
        "2.5, with a decimal point.",
    ]


def test_the_heaviest_stability_is_exact_in_either_engine(small: Inputs) -> None:
    inputs = replanned(small, ANNOUNCED, stability=1_000_000)
    by_sweep, by_milp = (make_plan(inputs, engine=engine) for engine in ("sweep", "milp"))
    assert by_sweep.placement == by_milp.placement == ANNOUNCED
    assert by_sweep.worth == 6_000_473_000


# --- plan.yaml with stability in programme.yaml ---------------------------------------------------


def write(folder: Folder) -> Plan:
    inputs = load_inputs(folder.path)
    made = make_plan(inputs)
    folder.write("plan.yaml", dumps(inputs, made))
    return made


def checked(folder: Folder) -> list[str]:
    """What `check` finds, apart from who would move."""
    inputs = load_inputs(folder.path)
    committed = read_plan(folder.path / "plan.yaml")
    found = check(inputs, make_plan(inputs), committed)
    return [*(str(one.text) for one in found.changes), *(str(one.text) for one in found.other)]


@pytest.fixture
def stable(folder: Folder) -> Folder:
    """The small folder, where staying earns 15 points, with its first plan."""
    folder.write("programme.yaml", folder.read("programme.yaml") + "stability: 15\n")
    assert write(folder).stability == 0
    return folder


def test_the_first_plan_is_made_without_one_announced(stable: Folder) -> None:
    assert checked(stable) == []
    before = stable.read("plan.yaml")
    assert write(stable).stability == 90_000
    assert stable.read("plan.yaml") == before
    assert "# Staying counts: `unique` is null, since it hangs on the plan that" in before
    assert "unique: null\n" in before
    assert "total: 480.0\nbound: 480.0\n" in before


def test_a_section_of_the_programme_changes_and_is_never_new_or_gone(stable: Folder) -> None:
    stable.replace("programme.yaml", "frozen: []", "frozen: [2014-Q2]")
    stable.replace("programme.yaml", "stability: 15\n", "")
    assert checked(stable)[:2] == [
        "frozen periods: none → 2014-Q2",
        "stability: 15 → 0",
    ]


def test_a_small_change_moves_nobody_and_a_great_one_does(stable: Folder) -> None:
    first = write(stable).placement
    stable.replace("questionnaire.csv", "0440,Øster-Holm,yes", "0440,Øster-Holm,no")
    assert make_plan(replanned(load_inputs(stable.path), stability=0)).placement != first
    assert write(stable).placement == first
    assert checked(stable) == []
    stable.replace("questionnaire.csv", "0430,Møborg,no,yes,underway,", "0430,Møborg,yes,yes,yes,")
    assert write(stable).placement != first
    assert checked(stable) == []


def test_a_plan_edited_by_hand_is_found_out_though_it_is_what_is_announced(stable: Folder) -> None:
    stable.replace("plan.yaml", '      "0430": Møborg\n', "")
    stable.replace("plan.yaml", '      "0440": Øster-Holm\n', '      "0430": Møborg\n')
    stable.replace(
        "plan.yaml", '      "0103": Ålev\n', '      "0440": Øster-Holm\n      "0103": Ålev\n'
    )
    inputs = load_inputs(stable.path)
    assert make_plan(inputs).placement == inputs.announced
    assert checked(stable) == [
        "'total' is 480.0, the inputs give 473.0",
        "no input changed, so the plan was edited by hand or made by another version of fmkwave",
    ]


def test_a_claim_to_be_unique_must_be_true(stable: Folder) -> None:
    stable.replace("plan.yaml", "unique: null", "unique: true")
    assert checked(stable) == []
    # Two moves gain seven points: at 3.5 each for staying, both plans are worth the same.
    stable.replace("programme.yaml", "stability: 15", "stability: 3.5")
    stable.write("plan.yaml", PLAN)
    assert write(stable).placement == ANNOUNCED
    assert checked(stable) == []
    stable.replace("plan.yaml", "unique: null", "unique: true")
    assert checked(stable)[0] == "'unique' is true, the inputs give false"


def test_under_a_what_if_the_notices_are_those_of_the_files(folder: Folder) -> None:
    write(folder)
    files = load_inputs(folder.path, announced=True)
    committed = read_plan(folder.path / "plan.yaml")
    asked = replanned(files, stability=5, freeze=["1"])
    plan = make_plan(asked)
    assert check(asked, plan, committed, files=files).identical
    made_so = plan.model_copy(update={"notices": asked.notices})
    assert check(asked, plan, made_so, files=files).identical
    assert not check(files, make_plan(files), made_so).identical
