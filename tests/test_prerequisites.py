"""Whether prerequisites hold when a wave starts, and what is said where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs
from fmkwave.prerequisites import standings, warnings
from folders import Folder

OLD = "  - {name: The card works, source: Slide 7}"
PLACEMENT = {"0101": 1, "0102": 1, "0420": 2, "0430": 2, "0103": 3, "0440": 3}


def with_prerequisite(folder: Folder, *fields: str) -> Inputs:
    """The small folder with one prerequisite: The card works."""
    joined = "".join(f", {field}" for field in fields)
    folder.replace("programme.yaml", OLD, f"  - {{name: The card works, source: Slide 7{joined}}}")
    return load_inputs(folder.path)


def holds(inputs: Inputs) -> list[str]:
    (found,) = standings(inputs, PLACEMENT)
    return [outcome.holds for outcome in found.outcomes]


def told(inputs: Inputs) -> list[str]:
    return [str(fault) for fault in warnings(inputs, standings(inputs, PLACEMENT))]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ((), ["not known", "not known", "not known"]),
        (("state: not known",), ["not known", "not known", "not known"]),
        (("state: met",), ["yes", "yes", "yes"]),
        (("state: not met",), ["no", "no", "no"]),
        (("state: met", "quarter: 2014-Q3", "dates: stated"), ["no", "yes", "yes"]),
        (("state: not met", "quarter: 2014-Q3", "dates: stated"), ["no", "expected", "expected"]),
        (("state: met", "quarter: 2013-Q1", "dates: stated"), ["yes", "yes", "yes"]),
    ],
)
def test_a_state_holds_from_a_quarter_on(
    folder: Folder, fields: tuple[str, ...], expected: list[str]
) -> None:
    assert holds(with_prerequisite(folder, *fields)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            (),
            "it is not known whether prerequisite 'The card works' holds when these waves start: "
            "wave 1 (2014-Q2), wave 2 (2014-Q3), wave 3 (2014-Q4)",
        ),
        (
            ("state: not met",),
            "prerequisite 'The card works' is not met, but these waves are planned: wave 1 "
            "(2014-Q2), wave 2 (2014-Q3), wave 3 (2014-Q4)",
        ),
        (
            ("state: met", "quarter: 2014-Q3", "dates: stated"),
            "prerequisite 'The card works' holds from 2014-Q3 on, but this wave starts before: "
            "wave 1 (2014-Q2)",
        ),
        (
            ("state: not met", "quarter: 2014-Q4", "dates: stated"),
            "prerequisite 'The card works' is expected to hold from 2014-Q4 on, but these waves "
            "start before: wave 1 (2014-Q2), wave 2 (2014-Q3)",
        ),
    ],
)
def test_a_warning_names_the_waves(folder: Folder, fields: tuple[str, ...], expected: str) -> None:
    assert told(with_prerequisite(folder, *fields)) == [f"programme.yaml:31: warning: {expected}"]


def test_nothing_is_said_of_what_holds(folder: Folder) -> None:
    assert told(with_prerequisite(folder, "state: met")) == []


def test_shares_tell_of_each_wave_who_lies_below(folder: Folder) -> None:
    inputs = with_prerequisite(folder, "uptake: {practice: 0.5, hospitals: 0.7}")
    assert holds(inputs) == ["no", "no", "no"]
    assert told(inputs) == [
        "programme.yaml:31: warning: prerequisite 'The card works' does not hold for all of wave 1 "
        "(2014-Q2): practice below 50% in 1 municipality: Søby 25%",
        "programme.yaml:31: warning: prerequisite 'The card works' does not hold for all of wave 2 "
        "(2014-Q3): practice below 50% in 1 municipality: Møborg 0%; hospitals below 70% in 1 "
        "region: Vestland 60% (2 municipalities)",
        "programme.yaml:31: warning: prerequisite 'The card works' does not hold for all of wave 3 "
        "(2014-Q4): practice below 50% in 1 municipality: Øster-Holm 40%; hospitals below 70% in 1 "
        "region: Vestland 60% (1 municipality)",
    ]


def test_regions_are_named_in_the_order_of_the_alphabet(folder: Folder) -> None:
    for name in ("municipalities.yaml", "uptake.yaml"):
        folder.write(name, folder.read(name).replace("Vestland", "Ålland"))
    inputs = with_prerequisite(folder, "uptake: {hospitals: 1}")
    (warning,) = warnings(inputs, standings(inputs, None))
    assert warning.message.endswith("Østland 80% (3 municipalities), Ålland 60% (3 municipalities)")


def test_a_share_that_is_just_reached_is_enough(folder: Folder) -> None:
    assert holds(with_prerequisite(folder, "uptake: {hospitals: 0.6}")) == ["yes", "yes", "yes"]
    assert told(load_inputs(folder.path)) == []


def test_a_wave_without_anybody_asks_for_nothing(folder: Folder) -> None:
    inputs = with_prerequisite(folder, "uptake: {practice: 1}")
    (found,) = standings(inputs, {"0103": 3})
    assert [outcome.holds for outcome in found.outcomes] == ["yes", "yes", "yes"]


def test_without_a_plan_the_shares_are_judged_of_all(folder: Folder) -> None:
    inputs = with_prerequisite(folder, "uptake: {practice: 0.5}")
    (warning,) = warnings(inputs, standings(inputs, None))
    assert warning.message == (
        "prerequisite 'The card works' does not hold for all, whatever the waves: practice below "
        "50% in 3 municipalities: Møborg 0%, Søby 25%, Øster-Holm 40%"
    )


def test_of_many_the_first_eight_are_named() -> None:
    inputs = load_inputs(Path(__file__).parents[1] / "data")
    uptake = warnings(inputs, standings(inputs, None))[-1]
    told = uptake.message.partition(": general practice")[2].partition(";")[0]
    assert told.count(", ") == 7
    assert told.endswith(" and 38 more")


def test_a_programme_without_prerequisites_has_no_warnings(folder: Folder) -> None:
    folder.replace("programme.yaml", f"prerequisites:\n{OLD}\n", "")
    inputs = load_inputs(folder.path)
    assert standings(inputs, PLACEMENT) == ()
    assert told(inputs) == []
