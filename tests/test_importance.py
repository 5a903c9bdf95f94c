"""The order of importance: what breaks it, and the order that figures put a programme in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fmkwave.importance import in_order, misplaced_credits, misplaced_weights, wrong_room
from fmkwave.model import (
    Answer,
    Indicator,
    Programme,
    Size,
    UptakeWeight,
    Wave,
    Weight,
    Weights,
)

WHY = "because"
NO_WEIGHT = Weight(weight=0, reason=WHY)


def indicators(**weights: tuple[int, int]) -> dict[str, Indicator]:
    """Indicators, each with its tier and weight."""
    return {
        name: Indicator(tier=tier, weight=weight, question="?", reason=WHY)
        for name, (tier, weight) in weights.items()
    }


def answers(**figures: tuple[str, str | None]) -> dict[str, Answer]:
    """Answers, each with its credit and the answer that it counts nearly as much as."""
    return {
        name: Answer(credit=Decimal(credit), nearly_as=other, reason=WHY)
        for name, (credit, other) in figures.items()
    }


@pytest.mark.parametrize(
    ("readiness", "said"),
    [
        (indicators(signature=(1, 30), budget=(1, 25), staff=(2, 24), plan=(3, 23)), []),
        (
            indicators(signature=(1, 30), budget=(1, 24), staff=(2, 24)),
            [
                (
                    "budget",
                    "staff",
                    "weight 24.0 of 'budget' (tier 1) must lie above weight 24.0 of 'staff' "
                    "(tier 2): the source has this order of importance",
                )
            ],
        ),
        (
            indicators(signature=(1, 10), budget=(2, 20), staff=(3, 30)),
            [
                (
                    "signature",
                    "staff",
                    "weight 10.0 of 'signature' (tier 1) must lie above weight 30.0 of 'staff' "
                    "(tier 3): the source has this order of importance",
                ),
                (
                    "budget",
                    "staff",
                    "weight 20.0 of 'budget' (tier 2) must lie above weight 30.0 of 'staff' "
                    "(tier 3): the source has this order of importance",
                ),
            ],
        ),
    ],
)
def test_a_weight_lies_above_all_of_a_lower_rank(
    readiness: dict[str, Indicator], said: list[tuple[str, str, str]]
) -> None:
    assert list(misplaced_weights(readiness)) == said


@pytest.mark.parametrize(
    ("credit", "said"),
    [
        ("0.75", []),
        ("0.99", []),
        (
            "0.74",
            [
                (
                    "underway",
                    "yes",
                    "credit 0.74 of 'underway' must be at least 0.75 and below 1, "
                    "because it counts nearly as much as 'yes'",
                )
            ],
        ),
        (
            "1",
            [
                (
                    "underway",
                    "yes",
                    "credit 1 of 'underway' must be at least 0.75 and below 1, "
                    "because it counts nearly as much as 'yes'",
                )
            ],
        ),
    ],
)
def test_an_answer_that_is_nearly_another_earns_three_quarters_of_it(
    credit: str, said: list[tuple[str, str, str]]
) -> None:
    assert list(misplaced_credits(answers(yes=("1", None), underway=(credit, "yes")))) == said


@pytest.mark.parametrize("other", ["underway", "unheard_of"])
def test_an_answer_that_is_nearly_none_of_the_others_is_not_compared(other: str) -> None:
    assert list(misplaced_credits(answers(yes=("1", None), underway=("0.1", other)))) == []


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ([(2, 2), (3, 3)], "the waves take exactly 5 municipalities in all, but there are 6"),
        ([(2, 2), (4, 4)], None),
        ([(0, 2), (1, 3)], "the waves take 1 to 5 municipalities in all, but there are 6"),
        ([(0, 2), (1, 4)], None),
        ([(6, 7), (0, 0)], None),
        ([(6, 7), (1, 1)], "the waves take 7 to 8 municipalities in all, but there are 6"),
    ],
)
def test_waves_hold_all_municipalities(sizes: list[tuple[int, int]], said: str | None) -> None:
    waves = [Wave(quarter="2014-Q2", size=Size(min=least, max=most)) for least, most in sizes]
    assert wrong_room(waves, 6) == said


def test_a_programme_in_order_has_what_counts_most_first_and_then_goes_by_name() -> None:
    uptake = {
        name: UptakeWeight(weight=weight, per="region", label=name, reason=WHY)
        for name, weight in (("doctors", 5), ("hospitals", 20))
    }
    links = {name: Weight(weight=10, reason=WHY) for name in ("land", "bridge")}
    readiness = indicators(staff=(2, 20), signature=(1, 30), plan=(2, 24), budget=(1, 30))
    given = answers(no=("0", None), yes=("1", None), underway=("0.8", "yes"))
    given["yes"] = given["yes"].model_copy(update={"words": ("jo", "ja")})
    ordered = in_order(
        Programme(
            name="Invented roll-out",
            waves=(
                Wave(quarter="2014-Q2", size=Size(min=1, max=1)),
                Wave(quarter="2014-Q3", size=Size(min=1, max=1)),
            ),
            answers=given,
            blank_words=("ved ikke", "-"),
            weights=Weights(readiness=readiness, uptake=uptake, wish=NO_WEIGHT, links=links),
            frozen=("2014-Q3", "2014-Q2"),
        )
    )
    assert list(ordered.answers) == ["yes", "underway", "no"]
    assert ordered.answers["yes"].words == ("ja", "jo")
    assert ordered.blank_words == ("-", "ved ikke")
    assert list(ordered.weights.readiness) == ["budget", "signature", "plan", "staff"]
    assert list(ordered.weights.uptake) == ["hospitals", "doctors"]
    assert list(ordered.weights.links) == ["bridge", "land"]
    assert ordered.frozen == ("2014-Q2", "2014-Q3")
    assert ordered.quarters == ("2014-Q2", "2014-Q3")
