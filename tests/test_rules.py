"""What any plan must satisfy, and how a broken rule is told."""

from __future__ import annotations

import pytest

from fmkwave.inputs import load_inputs
from fmkwave.rules import Broken, broken, rules
from folders import PLAN, Folder

GOOD = {"0101": 1, "0102": 1, "0103": 3, "0420": 2, "0430": 2, "0440": 3}


def test_every_limit_of_the_inputs_is_a_rule_with_a_name(folder: Folder) -> None:
    assert [rule.name for rule in rules(load_inputs(folder.path))] == [
        "wave 1 (2014-Q2) takes 2 municipalities",
        "wave 2 (2014-Q3) takes 1 to 3 municipalities",
        "wave 3 (2014-Q4) takes 2 municipalities",
        "Vendor A carries at most 2 go-lives in 2014-Q2",
        "Vendor A carries at most 2 go-lives in 2014-Q3",
        "agreements with Vendor A place 1 in 2014-Q4: Ålev",
        "Vendor B is released in 2014-Q3, so no customer goes before it",
    ]


def test_a_plan_that_keeps_all_rules_breaks_none(folder: Folder) -> None:
    assert broken(load_inputs(folder.path), GOOD) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"0102": 2},
            [("wave 1 (2014-Q2) takes 2 municipalities", "1 placed in 2014-Q2")],
        ),
        (
            {"0103": 2, "0420": 3},
            [
                (
                    "agreements with Vendor A place 1 in 2014-Q4: Ålev",
                    "Ålev not placed in 2014-Q4",
                )
            ],
        ),
        (
            {"0102": 2, "0430": 1},
            [
                (
                    "Vendor B is released in 2014-Q3, so no customer goes before it",
                    "1 placed in 2014-Q2: Møborg",
                )
            ],
        ),
        (
            {"0103": 1, "0101": 1, "0102": 1},
            [
                (
                    "wave 1 (2014-Q2) takes 2 municipalities",
                    "3 placed in 2014-Q2: Nordby, Søby, Ålev",
                ),
                ("wave 3 (2014-Q4) takes 2 municipalities", "1 placed in 2014-Q4"),
                (
                    "Vendor A carries at most 2 go-lives in 2014-Q2",
                    "3 placed in 2014-Q2: Nordby, Søby, Ålev",
                ),
                (
                    "agreements with Vendor A place 1 in 2014-Q4: Ålev",
                    "Ålev not placed in 2014-Q4",
                ),
            ],
        ),
    ],
)
def test_a_broken_rule_says_how(
    folder: Folder, changes: dict[str, int], expected: list[tuple[str, str]]
) -> None:
    found = broken(load_inputs(folder.path), {**GOOD, **changes})
    assert [(one.rule, one.found) for one in found] == expected


def test_a_municipality_in_no_wave_is_told_first(folder: Folder) -> None:
    placement = {code: wave for code, wave in GOOD.items() if code != "0430"}
    assert broken(load_inputs(folder.path), placement)[0] == Broken(
        rule="every municipality is in one wave", found="Møborg in none"
    )


def test_a_frozen_quarter_keeps_its_own_and_lets_nobody_in(folder: Folder) -> None:
    folder.write("plan.yaml", PLAN)
    folder.replace("programme.yaml", "frozen: []", "frozen: [2014-Q3]")
    inputs = load_inputs(folder.path)
    assert rules(inputs)[-1].name == "2014-Q3 is frozen with 2 municipalities"
    assert broken(inputs, GOOD) == ()
    swapped = {**GOOD, "0420": 3, "0440": 2}
    assert [(one.rule, one.found) for one in broken(inputs, swapped)] == [
        (
            "2014-Q3 is frozen with 2 municipalities",
            "Vestrup not placed in 2014-Q3; 1 placed in 2014-Q3: Øster-Holm",
        )
    ]


def test_many_names_are_cut_short(folder: Folder) -> None:
    everyone = dict.fromkeys(GOOD, 1)
    found = broken(load_inputs(folder.path), everyone)
    assert found[0].found == (
        "6 placed in 2014-Q2: Møborg, Nordby, Søby, Vestrup, Øster-Holm, Ålev"
    )
