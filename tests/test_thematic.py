"""What a map shows: classes, who is in which, and the figures behind them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmkwave.errors import UsageError
from fmkwave.inputs import load_inputs
from fmkwave.losses import with_losses
from fmkwave.model import Inputs, Plan
from fmkwave.planner import make_plan
from fmkwave.thematic import By, Theme, theme
from folders import Folder

BY: Sequence[By] = get_args(By)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    return load_inputs(Folder(tmp_path_factory.mktemp("small")).path)


@pytest.fixture(scope="module")
def plan(inputs: Inputs) -> Plan:
    return with_losses(inputs, make_plan(inputs))


def members(shown: Theme) -> dict[str, list[str]]:
    """The codes in each class, by its mark and label."""
    return {
        f"{one.mark} {one.label}": [code for code, at in shown.placed.items() if at == number]
        for number, one in enumerate(shown.classes)
    }


def test_waves(inputs: Inputs, plan: Plan) -> None:
    assert members(theme(inputs, plan, "wave")) == {
        "1 Wave 1 · 2014-Q2": ["0101", "0102"],
        "2 Wave 2 · 2014-Q3": ["0420", "0440"],
        "3 Wave 3 · 2014-Q4": ["0103", "0430"],
    }


def test_readiness(inputs: Inputs, plan: Plan) -> None:
    shown = theme(inputs, plan, "readiness")
    assert members(shown) == {
        "1 20 to under 30": ["0103"],
        "2 30 to under 46": ["0440"],
        "3 46 to under 54": ["0430"],
        "4 54 and more": ["0101", "0102", "0420"],
    }
    assert shown.ordered
    assert shown.amounts["0101"] == 80_000


def test_the_least_loss_of_another_wave(inputs: Inputs, plan: Plan) -> None:
    shown = theme(inputs, plan, "loss")
    assert members(shown) == {
        "1 7 to under 50": ["0430", "0440"],
        "2 50 and more": ["0420"],
        "- Possible in no other wave": ["0101", "0102", "0103"],
    }
    assert [one.empty for one in shown.classes] == [False, False, True]
    assert shown.amounts == {"0420": 50_000, "0430": 7_000, "0440": 7_000}


def test_losses_must_be_known(inputs: Inputs) -> None:
    with pytest.raises(UsageError, match=r"^The losses of this plan are not known\.$"):
        theme(inputs, make_plan(inputs), "loss")


def test_wishes(inputs: Inputs, plan: Plan) -> None:
    assert members(theme(inputs, plan, "wish")) == {
        "1 Wish for 2014-Q2": ["0101", "0440"],
        "2 Wish for 2014-Q3": ["0420"],
        "3 Wish for 2014-Q4": ["0103"],
        "- No wish": ["0102", "0430"],
    }


def test_vendors(inputs: Inputs, plan: Plan) -> None:
    assert members(theme(inputs, plan, "vendor")) == {
        "A Vendor A": ["0101", "0102", "0103"],
        "B Vendor B": ["0420", "0430", "0440"],
    }


def test_vendors_whose_last_letters_are_alike_get_digits(inputs: Inputs, plan: Plan) -> None:
    first, second = inputs.vendors
    alike = inputs.model_copy(
        update={"vendors": (first.model_copy(update={"name": "Boa"}), second, first)}
    )
    assert [one.mark for one in theme(alike, plan, "vendor").classes] == ["2", "3"]


def test_who_has_no_vendor_is_shown_too(inputs: Inputs, plan: Plan) -> None:
    one = inputs.model_copy(update={"vendors": inputs.vendors[:1]})
    assert members(theme(one, plan, "vendor"))["- No vendor"] == ["0420", "0430", "0440"]


def test_a_class_that_nobody_is_in_is_left_out_and_the_others_keep_their_numbers(
    inputs: Inputs, plan: Plan
) -> None:
    asked = {
        code: one.model_copy(update={"wish": None if one.wish == "2014-Q2" else one.wish})
        for code, one in inputs.questionnaires.items()
    }
    shown = theme(inputs.model_copy(update={"questionnaires": asked}), plan, "wish")
    assert [(one.mark, one.number) for one in shown.classes] == [("2", 1), ("3", 2), ("-", 3)]


@pytest.mark.parametrize("by", BY)
def test_everyone_is_in_a_class_and_no_class_is_empty(inputs: Inputs, plan: Plan, by: By) -> None:
    shown = theme(inputs, plan, by)
    assert shown.by == by
    assert list(shown.placed) == list(inputs.municipalities)
    assert set(shown.placed.values()) == set(range(len(shown.classes)))
    assert len({one.mark for one in shown.classes}) == len(shown.classes)


def losses_theme(inputs: Inputs, plan: Plan, losses: Sequence[int]) -> Theme:
    """The theme of losses that are given: each municipality's in one other wave."""
    given_losses = {
        code: tuple(0 if wave == plan.placement[code] else loss for wave in plan.wave_numbers)
        for code, loss in zip(inputs.municipalities, losses, strict=True)
    }
    return theme(inputs, plan.model_copy(update={"losses": given_losses}), "loss")


@given(losses=st.lists(st.integers(0, 400_000), min_size=6, max_size=6))
def test_a_class_of_amounts_holds_what_its_label_says(
    inputs: Inputs, plan: Plan, losses: list[int]
) -> None:
    shown = losses_theme(inputs, plan, losses)
    assert len(shown.classes) <= 5
    for code, amount in shown.amounts.items():
        values = shown.classes[shown.placed[code]].label.values
        assert Decimal(str(values["least"])) * 1000 <= amount
        if "end" in values:
            assert amount < Decimal(str(values["end"])) * 1000


@pytest.mark.parametrize(
    ("losses", "labels"),
    [
        ([200, 300, 500, 500, 500, 900], ["0.2 to under 0.3", "0.3 to under 0.5", "0.5 and more"]),
        ([1250, 1250, 1250, 1750, 1750, 1750], ["1.2 to under 1.7", "1.7 and more"]),
        ([7500] * 6, ["7 and more"]),
        ([0] * 6, ["0 and more"]),
    ],
)
def test_where_weights_are_small_classes_begin_at_parts_of_points(
    inputs: Inputs, plan: Plan, losses: list[int], labels: list[str]
) -> None:
    assert [one.label for one in losses_theme(inputs, plan, losses).classes] == labels


@given(losses=st.lists(st.integers(0, 400), min_size=6, max_size=6, unique=True))
def test_classes_of_amounts_have_nearly_equal_numbers(
    inputs: Inputs, plan: Plan, losses: list[int]
) -> None:
    shown = losses_theme(inputs, plan, [1000 * loss for loss in losses])
    counts = [len(codes) for codes in members(shown).values()]
    assert max(counts) - min(counts) <= 1
