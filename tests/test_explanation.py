"""Explanations: every figure in them is what planning anew says."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from oracle import truth

from fmkwave.errors import InputError, NoPlanError, StoppedError, TooLargeError, UsageError
from fmkwave.explanation import Explanation, case, explain, explain_all
from fmkwave.explanation.types import Announced
from fmkwave.inputs import load_inputs
from fmkwave.model import Demand, Inputs, Plan, Proof, Questionnaire, Size
from fmkwave.objective import kept_links, total
from fmkwave.optimise import Engine, solve
from fmkwave.optimise.problem import Control, Progress
from fmkwave.planner import as_assignment, build_problem, make_plan
from fmkwave.points import in_points
from fmkwave.whatif import answer_setting, changed, link_setting, replanned, wish_setting
from folders import Folder

ENGINES: tuple[Engine, ...] = ("auto", "sweep", "search", "milp")
CODES = ("0101", "0102", "0103", "0420", "0430", "0440")

LAW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


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
def rows(draw: st.DrawFn) -> dict[str, Questionnaire]:
    """Answers and wishes of all six."""
    answer = st.sampled_from(["yes", "underway", "no", None])
    wish = st.sampled_from(["2014-Q2", "2014-Q3", "2014-Q4", None])
    questions = ("budget", "signature", "resources")
    return {
        code: Questionnaire(
            answers={question: draw(answer) for question in questions}, wish=draw(wish)
        )
        for code in CODES
    }


def announced() -> st.SearchStrategy[dict[str, int]]:
    """Where some of the six, or all, were announced."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(CODES, st.integers(1, 3)))


UNEVEN_LIMITS = (
    "{municipalities: [Nordby, Vestrup], wave: same}",
    "{municipalities: [Søby, Møborg, Ålev], wave: different}",
    "{municipalities: [Nordby, Ålev], most: 103366718, by: citizens}",
    "{municipalities: [Vestrup], earliest: 2014-Q3}",
    "{municipalities: [Søby, Vestrup, Møborg], most: 1}",
)


@st.composite
def uneven(draw: st.DrawFn) -> Inputs:
    """The small folder with weights and populations of very different size, and other limits."""
    weight = st.sampled_from(["0", "0.001", "1", "30", "794752.345", "999999.999"])
    people = st.sampled_from([0, 1, 9_000, 50_000_000, 95_838_160, 10**9])
    with TemporaryDirectory() as path:
        folder = Folder(Path(path))
        text = folder.read("programme.yaml").replace("size: 2}", "size: {min: 0, max: 3}}")
        signature, budget, resources = sorted((draw(weight) for _ in range(3)), key=float)[::-1]
        own = {"signature": signature, "budget": budget, "resources": resources}
        for name in ("practice", "hospitals", "wish", "land", "ferry"):
            own[name] = draw(weight)
        for name, points in own.items():
            text = re.sub(rf"(?<= {name}: {{weight: )\d+", points, text)
        limits = draw(st.lists(st.sampled_from(UNEVEN_LIMITS), unique=True, max_size=3))
        written = "".join(f"  Limit {at}: {limit}\n" for at, limit in enumerate(limits))
        folder.write("programme.yaml", text + (f"limits:\n{written}" if written else ""))
        towns = folder.read("municipalities.yaml")
        of_all = re.sub(r"(?<=population: )\d+", lambda _: str(draw(people)), towns)
        folder.write("municipalities.yaml", of_all)
        try:
            inputs = load_inputs(folder.path)
        except InputError:
            reject()
    return inputs.model_copy(update={"questionnaires": draw(rows()), "vendors": ()})


def explained(inputs: Inputs) -> tuple[Plan, list[Explanation]]:
    plan = make_plan(inputs)
    return plan, list(explain_all(inputs, plan, list(inputs.municipalities)))


def pinned(inputs: Inputs, code: str, wave: int) -> Plan | None:
    pin = Demand(code=code, wave=wave, take=True)
    try:
        return make_plan(inputs.model_copy(update={"demands": (*inputs.demands, pin)}))
    except NoPlanError:
        return None


# --- Laws ---------------------------------------------------------------------------------------


def each_alternative_is_the_plan_with_a_pin(inputs: Inputs) -> None:
    plan, told = explained(inputs)
    for one in told:
        assert one.wave == plan.placement[one.code]
        for other in one.alternatives:
            found = pinned(inputs, one.code, other.wave)
            if found is None:
                assert other.loss is None
                assert other.barred_by
                continue
            assert other.loss == plan.worth - found.worth
            assert other.stability == found.stability - plan.stability
            assert other.own + other.others + other.links + other.stability == -other.loss
            assert {move.code: move.after for move in other.moves} == {
                code: wave for code, wave in found.placement.items() if wave != plan.placement[code]
            }


def the_flips_are_all_single_changes_that_move_it(inputs: Inputs) -> None:
    plan, told = explained(inputs)
    for one in told:
        found = {flip.setting: flip.wave for flip in one.flips}
        for setting in single_changes(inputs, one.code):
            wave = make_plan(changed(inputs, [setting])).placement[one.code]
            assert found.pop(setting, plan.placement[one.code]) == wave, setting
        assert found == {}


def single_changes(inputs: Inputs, code: str) -> list[str]:
    row = inputs.questionnaires[code]
    answers = (
        answer_setting(inputs, code, name, answer)
        for name, now in row.answers.items()
        for answer in inputs.programme.answers
        if answer != now
    )
    quarters = (*inputs.programme.quarters, None)
    wishes = (wish_setting(inputs, code, quarter) for quarter in quarters if quarter != row.wish)
    links = (
        link_setting(inputs, code, other, kind)
        for link in inputs.links
        if code in link[:2]
        for other in set(link[:2]) - {code}
        for kind in (*inputs.programme.weights.links, None)
        if kind != link.kind
    )
    return list(chain(answers, wishes, links))


def the_least_rise_is_tight(inputs: Inputs) -> None:
    _, told = explained(inputs)
    problem = build_problem(inputs)
    for unit, one in enumerate(told):
        for wave, rise in one.least_rise.items():
            if rise is None:
                continue
            for points, moves in ((rise, True), (rise - 1, False)):
                values = [list(row) for row in problem.values]
                values[unit][wave - 1] += points
                raised = solve(replace(problem, values=tuple(map(tuple, values)))).assignment
                assert raised is not None
                assert (raised[unit] == wave - 1) is moves


def without_says_where_it_would_stand(inputs: Inputs) -> None:
    _, told = explained(inputs)
    for one in told:
        for own in one.terms:
            if own.term.group == "readiness":
                setting = answer_setting(inputs, one.code, own.term.name, None)
                plan = make_plan(changed(inputs, [setting]))
                assert own.without == plan.placement[one.code]
        wishless = make_plan(changed(inputs, [wish_setting(inputs, one.code, None)]))
        assert one.wish.without == wishless.placement[one.code]
        if one.announced is not None:
            others = {c: wave for c, wave in inputs.announced.items() if c != one.code}
            alone = make_plan(inputs.model_copy(update={"announced": others}))
            assert one.announced.without == alone.placement[one.code]


def easing_a_limit_does_what_is_said(inputs: Inputs) -> None:
    plan, told = explained(inputs)
    for one in told:
        for limit in one.binding:
            if limit.eased == "without it":
                eased = make_plan(inputs, without=limit.rule)
                assert limit.gain == eased.worth - plan.worth
                assert limit.to == eased.placement[one.code]
            else:
                assert limit.gain >= 0
                assert limit.count == len(plan.members(limit.wave))


LAWS = [
    each_alternative_is_the_plan_with_a_pin,
    the_flips_are_all_single_changes_that_move_it,
    the_least_rise_is_tight,
    without_says_where_it_would_stand,
    easing_a_limit_does_what_is_said,
]
laws = pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)


@laws
def test_the_law_holds_in_the_small_folder(law: object, small: Inputs) -> None:
    assert callable(law)
    law(small)


@laws
@LAW
@given(rows=rows())
def test_the_law_holds_for_any_answers(
    law: object, free: Inputs, rows: dict[str, Questionnaire]
) -> None:
    assert callable(law)
    law(free.model_copy(update={"questionnaires": rows}))


@laws
@settings(LAW, max_examples=5)
@given(rows=rows(), announced=announced(), stability=st.sampled_from([1, 7_000, 20_000]))
def test_the_law_holds_where_staying_counts(
    law: object,
    free: Inputs,
    rows: dict[str, Questionnaire],
    announced: dict[str, int],
    stability: int,
) -> None:
    assert callable(law)
    kept = replanned(free, announced, stability=in_points(stability))
    law(kept.model_copy(update={"questionnaires": rows}))


@laws
@settings(LAW, max_examples=6)
@given(inputs=uneven())
def test_the_law_holds_whatever_the_size_of_points(law: object, inputs: Inputs) -> None:
    assert callable(law)
    try:
        make_plan(inputs)
    except NoPlanError:
        reject()
    law(inputs)


@LAW
@given(inputs=uneven())
def test_all_engines_plan_alike_whatever_the_size_of_points(inputs: Inputs) -> None:
    expected = truth(build_problem(inputs))
    for engine in ENGINES:
        try:
            plan = make_plan(inputs, engine=engine)
        except NoPlanError:
            assert expected.optimum is None
        except TooLargeError:
            assert engine == "sweep"
        else:
            assert as_assignment(inputs, plan.placement) == expected.optimum
            assert plan.unique is expected.unique


@LAW
@given(rows=rows(), announced=announced())
def test_either_engine_explains_alike(
    free: Inputs, rows: dict[str, Questionnaire], announced: dict[str, int]
) -> None:
    kept = replanned(free, announced, stability=5)
    inputs = kept.model_copy(update={"questionnaires": rows})
    plan = make_plan(inputs)
    by_sweep = explain(inputs, plan, "Vestrup", engine="sweep")
    assert explain(inputs, plan, "Vestrup", engine="milp") == by_sweep


# --- The small folder ---------------------------------------------------------------------------


def test_its_own_points_with_the_lines_they_stand_on(small: Inputs) -> None:
    told = explain(small, make_plan(small), "MØBORG kommune")
    terms = [(own.term.name, own.term.points, str(own.place)) for own in told.terms]
    assert terms == [
        ("budget", 30_000, "questionnaire.csv:8"),
        ("signature", 0, "questionnaire.csv:8"),
        ("resources", 16_000, "questionnaire.csv:8"),
        ("hospitals", 12_000, "uptake.yaml:12"),
        ("practice", 0, "uptake.yaml:8"),
    ]
    assert (told.readiness, told.priority) == (46_000, 58_000)
    assert told.values == (116_000, 58_000, 0)


def test_a_municipality_that_its_agreement_keeps_in_place(small: Inputs) -> None:
    told = explain(small, make_plan(small), "Ålev")
    agreement = "agreements with Vendor A place 1 in 2014-Q4: Ålev"
    assert [one.barred_by for one in told.alternatives] == [(agreement,), (agreement,)]
    assert told.least_rise == {1: None, 2: None}
    assert told.flips == ()
    assert told.vendor is not None
    assert (told.vendor.name, told.vendor.agreement) == ("Vendor A", "2014-Q4")
    assert str(told.vendor.agreed_at) == "vendors.yaml:8"
    (bound,) = [one for one in told.binding if one.rule == agreement]
    assert (bound.wave, bound.count, bound.eased) == (3, 1, "without it")


def test_rules_that_bar_only_together_are_named(small: Inputs) -> None:
    told = explain(small, make_plan(small), "Nordby")
    later = told.alternatives[0]
    assert later.loss is None
    assert later.barred_by == (
        "wave 1 (2014-Q2) takes 2 municipalities",
        "agreements with Vendor A place 1 in 2014-Q4: Ålev",
        "Vendor B is released in 2014-Q3, so no customer goes before it",
    )


def test_a_frozen_quarter_binds_whoever_is_in_it_and_whoever_is_not(free: Inputs) -> None:
    programme = free.programme.model_copy(update={"frozen": ("2014-Q2",)})
    frozen = free.model_copy(update={"programme": programme, "frozen": {"0430": 1}})
    plan = make_plan(frozen)
    rule = "2014-Q2 is frozen with 1 municipality"
    inside, outside = (explain(frozen, plan, name) for name in ("Møborg", "Nordby"))
    assert [one.barred_by for one in inside.alternatives] == [(rule,), (rule,)]
    assert outside.alternatives[0].barred_by == (rule,)
    for told, count in ((inside, 1), (outside, 0)):
        (bound,) = [one for one in told.binding if one.rule == rule]
        assert (bound.count, bound.eased) == (count, "without it")
    assert outside.binding[-1].to == 1


def test_a_pin_binds(free: Inputs) -> None:
    pinned_inputs = changed(free, pins=["Nordby=3"])
    told = explain(pinned_inputs, make_plan(pinned_inputs), "Nordby")
    (bound,) = [one for one in told.binding if one.rule.startswith("Nordby")]
    assert bound.rule == "Nordby is pinned to wave 3 (2014-Q4)"
    assert bound.to == 1
    assert told.notices[0] == (
        "What if, not what the files say: Nordby pinned to wave 3 (2014-Q4)."
    )


def test_a_wave_that_needs_all_it_has_binds_those_in_it_alone(free: Inputs) -> None:
    plan = make_plan(free)
    assert [len(plan.members(wave)) for wave in (1, 2, 3)] == [3, 2, 1]
    waves = {
        wave: [one.wave for one in explain(free, plan, plan.members(wave)[0]).binding]
        for wave in (1, 2, 3)
    }
    assert waves == {1: [1], 2: [1], 3: [1, 3]}


def test_an_agreement_tells_where_it_would_be_without_it(small: Inputs) -> None:
    inputs = changed(small, ["Vendor A.2014-Q2=none", "waves.1=2..3", "waves.3=1..2"])
    told = explain(inputs, make_plan(inputs), "Ålev")
    without = make_plan(changed(inputs, ["Ålev.agreement=none"])).placement["0103"]
    assert told.wave == 3
    assert told.vendor is not None
    assert told.vendor.without == without == 1
    other = explain(inputs, make_plan(inputs), "Søby").vendor
    assert other is not None
    assert other.without is None


def test_its_neighbours_by_kind_of_link(small: Inputs) -> None:
    told = explain(small, make_plan(small), "0101")
    near = [(one.name, one.kind, one.wave, one.points, one.kept) for one in told.neighbours]
    assert near == [
        ("Søby", "land", 1, 10_000, True),
        ("Ålev", "land", 3, 10_000, False),
        ("Øster-Holm", "ferry", 2, 5_000, False),
    ]


def test_a_municipality_without_vendor_or_link(free: Inputs) -> None:
    inputs = free.model_copy(update={"links": ()})
    told = explain(inputs, make_plan(inputs), "Søby")
    assert told.vendor is None
    assert told.neighbours == ()


def test_links_kept_explain_the_rest_of_the_total(small: Inputs) -> None:
    plan = make_plan(small)
    assert total(small, plan.placement) == plan.total
    weights = small.programme.weights.links
    links = sum(weights[link.kind].weight for link in kept_links(small, plan.placement))
    told = explain_all(small, plan, list(small.municipalities))
    assert sum(one.values[one.wave - 1] for one in told) + links == plan.total


def test_where_staying_counts_it_says_where_it_was_announced(small: Inputs) -> None:
    inputs = replanned(small, {"0430": 2, "0440": 3, "0420": 2}, stability=3.5)
    plan = make_plan(inputs)
    assert (plan.placement["0430"], plan.placement["0440"]) == (2, 3)
    assert (plan.total, plan.stability, plan.worth) == (473_000, 10_500, 483_500)
    told = explain(inputs, plan, "Møborg")
    assert told.announced == Announced(wave=2, points=3_500, without=3)
    (other,) = [one for one in told.alternatives if one.wave == 3]
    assert (other.loss, other.own, other.others, other.links) == (0, -58_000, 75_000, -10_000)
    assert other.stability == -7_000
    assert explain(small, make_plan(small), "Møborg").announced is None


# --- What it refuses ----------------------------------------------------------------------------


def test_an_unknown_municipality_is_refused_with_a_suggestion(small: Inputs) -> None:
    with pytest.raises(UsageError, match="did you mean Vestrup"):
        explain(small, make_plan(small), "Vestrop")


def test_a_plan_that_may_not_be_the_best_is_not_explained(small: Inputs) -> None:
    stopped = make_plan(small).model_copy(update={"proof": Proof.WITHIN_GAP})
    with pytest.raises(UsageError, match="proven to be the best"):
        explain(small, stopped, "Vestrup")


def test_stopped_at_once_it_says_so(small: Inputs) -> None:
    with pytest.raises(StoppedError):
        explain(small, make_plan(small), "Vestrup", control=Control(cancelled=True))


def test_stopped_between_two_municipalities_it_says_so(small: Inputs) -> None:
    control = Control()
    told = explain_all(small, make_plan(small), ["0101", "0102"], control=control)
    next(told)
    control.cancelled = True
    with pytest.raises(StoppedError):
        next(told)


def test_stopped_while_ties_are_broken_it_says_so(
    free: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, control = make_plan(free), Control()

    def as_good_but_another(*_: object, **__: object) -> Plan:
        control.cancelled = True
        return plan

    monkeypatch.setattr(case, "make_plan", as_good_but_another)
    with pytest.raises(StoppedError):
        explain(free, plan, "Vestrup", control=control)


def test_stopped_while_planning_anew_it_says_so(free: Inputs) -> None:
    control = Control()

    def report(progress: Progress) -> None:
        control.cancelled = progress.doing.startswith("explaining")

    control.report = report
    with pytest.raises(StoppedError):
        explain(free, make_plan(free), "Vestrup", control=control)
