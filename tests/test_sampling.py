"""What is drawn at random: weights that keep the order of importance, credits, and answers."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmkwave.errors import UsageError
from fmkwave.importance import misplaced_credits, misplaced_weights
from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs
from fmkwave.model.robustness import Sampling
from fmkwave.robustness.sampling import drawn, figures, with_errors, with_figures
from folders import Folder

NAMES = [
    "answers.underway",
    "readiness.signature",
    "readiness.budget",
    "readiness.resources",
    "uptake.hospitals",
    "uptake.practice",
    "wish.wish",
    "links.land",
    "links.ferry",
]
SUM = 160_000


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    return load_inputs(Folder(tmp_path_factory.mktemp("folder")).path)


def means(inputs: Inputs, sampling: Sampling, draws: int) -> dict[str, float]:
    """The mean of each figure over some draws."""
    columns = zip(*(drawn(inputs.programme, sampling, n) for n in range(draws)), strict=True)
    found, _given = figures(inputs.programme)
    names = (f"{one.group}.{one.name}" for one in found)
    return dict(zip(names, map(mean, columns), strict=True))


def test_every_weight_and_the_credits_nearly_as_high_as_others_are_drawn(inputs: Inputs) -> None:
    found, written = figures(inputs.programme)
    by_name = {f"{o.group}.{o.name}": n for o, n in zip(found, written, strict=True)}
    assert sorted(by_name) == sorted(NAMES)
    assert by_name["answers.underway"] == 800
    assert by_name["wish.wish"] == 25_000


def test_a_weight_of_nothing_stays_nothing(folder: Folder) -> None:
    folder.replace("programme.yaml", "ferry: {weight: 5", "ferry: {weight: 0")
    programme = load_inputs(folder.path).programme
    values = drawn(programme, Sampling(), 0)
    assert len(values) == len(NAMES) - 1
    assert with_figures(programme, values).weights.links["ferry"].weight == 0


@given(seed=st.integers(), number=st.integers(0, 10**6))
def test_draws_keep_the_sum_and_the_rules(inputs: Inputs, seed: int, number: int) -> None:
    values = drawn(inputs.programme, Sampling(seed=seed), number)
    changed = with_figures(inputs.programme, values)
    assert sum(values[1:]) == SUM
    assert min(values) > 0
    assert not list(misplaced_weights(changed.weights.readiness))
    assert not list(misplaced_credits(changed.answers))
    assert figures(changed)[1] == values


@settings(max_examples=30)
@given(number=st.integers(0, 10**6), percent=st.integers(1, 100))
def test_near_draws_stay_near_and_keep_the_rules(inputs: Inputs, number: int, percent: int) -> None:
    share = Decimal(percent) / 100
    values = drawn(inputs.programme, Sampling(within=share), number)
    changed = with_figures(inputs.programme, values)
    _found, written = figures(inputs.programme)
    assert all(abs(v - w) <= w * share for v, w in zip(values, written, strict=True))
    assert not list(misplaced_weights(changed.weights.readiness))
    assert not list(misplaced_credits(changed.answers))


def test_weights_are_uniform_among_those_in_order(inputs: Inputs) -> None:
    """Means known of exponential parts: 20 points each, the least of three a third of that."""
    found = means(inputs, Sampling(), 2_000)
    for name in NAMES[4:]:
        assert found[name] == pytest.approx(20_000, abs=1_500), name
    for name in ("readiness.signature", "readiness.budget"):
        assert found[name] == pytest.approx(20_000 * 4 / 3, abs=1_500), name
    assert found["readiness.resources"] == pytest.approx(20_000 / 3, abs=500)
    assert found["answers.underway"] == pytest.approx((750 + 999) / 2, abs=5)


def test_a_draw_is_the_same_whatever_was_drawn_before(inputs: Inputs) -> None:
    first, second = Sampling(seed=7), Sampling(seed=8)
    forward = [drawn(inputs.programme, first, number) for number in range(5)]
    backward = [drawn(inputs.programme, first, number) for number in reversed(range(5))]
    assert forward == backward[::-1]
    assert len({*forward, drawn(inputs.programme, second, 0)}) == 6


def test_a_draw_is_the_same_on_any_machine(inputs: Inputs) -> None:
    found, _given = figures(inputs.programme)
    values = drawn(inputs.programme, Sampling(), 0)
    names = (f"{one.group}.{one.name}" for one in found)
    assert dict(zip(names, values, strict=True)) == {
        "answers.underway": 845,
        "readiness.budget": 22_739,
        "readiness.signature": 8_624,
        "readiness.resources": 4_912,
        "uptake.hospitals": 24_530,
        "uptake.practice": 17_152,
        "wish.wish": 15_548,
        "links.land": 61_602,
        "links.ferry": 4_893,
    }


def test_weights_that_hardly_ever_keep_the_order_are_refused(inputs: Inputs) -> None:
    """Of twelve tiers, as good as equal: one order in 479 million is the one written down."""
    weights = inputs.programme.weights
    some = weights.readiness["signature"]
    tiers = {
        f"tier {n:02}": some.model_copy(update={"tier": n, "weight": 20_012 - n}) for n in range(12)
    }
    changed = weights.model_copy(update={"readiness": tiers})
    programme = inputs.programme.model_copy(update={"weights": changed})
    with pytest.raises(UsageError) as caught:
        drawn(programme, Sampling(within=Decimal(1)), 0)
    assert str(caught.value) == (
        "Next to no weights drawn at random keep the order of importance: 2000 tries found none. "
        "Name another range with --within."
    )


# --- Answers --------------------------------------------------------------------------------------


def test_without_errors_answers_are_as_given(inputs: Inputs) -> None:
    assert with_errors(inputs, Sampling(), 0) is inputs.questionnaires


def test_at_a_rate_of_one_every_answer_is_another(inputs: Inputs) -> None:
    changed = with_errors(inputs, Sampling(error_rate=Decimal(1)), 0)
    allowed = set(inputs.programme.answers)
    for code, one in inputs.questionnaires.items():
        for name, answer in one.answers.items():
            assert changed[code].answers[name] in allowed - {answer}
        assert changed[code].model_copy(update={"answers": one.answers}) == one


def test_a_blank_stays_blank(folder: Folder) -> None:
    folder.replace("questionnaire.csv", "0103,Ålev,no,no,yes", "0103,Ålev,,no,yes")
    inputs = load_inputs(folder.path)
    changed = with_errors(inputs, Sampling(error_rate=Decimal(1)), 0)
    assert changed["0103"].answers["signature"] is None


def test_so_many_answers_are_wrong_and_each_wrong_one_as_often(inputs: Inputs) -> None:
    sampling, draws = Sampling(error_rate=Decimal("0.25")), 300
    pairs = [
        (one.answers[name], with_errors(inputs, sampling, number)[code].answers[name])
        for number, (code, one) in product(range(draws), inputs.questionnaires.items())
        for name in ("signature",)
    ]
    wrong = [after for before, after in pairs if after != before]
    assert len(wrong) / len(pairs) == pytest.approx(0.25, abs=0.03)
    from_yes = [after for before, after in pairs if before == "yes" != after]
    assert from_yes.count("no") / len(from_yes) == pytest.approx(0.5, abs=0.08)
