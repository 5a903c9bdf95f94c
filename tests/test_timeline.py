"""The programme over its periods: the axis, and how many are reached when."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs, Plan
from fmkwave.planner import make_plan
from fmkwave.timeline import Timeline, timeline
from folders import Folder

PHASES = "  - {name: Pilots, start: 2014-Q1, end: 2014-Q2, dates: read off, note: Slide 5,"
SEASONS = ("Autumn", "Winter", "Spring", "Summer")


def told(folder: Folder) -> Timeline:
    inputs = load_inputs(folder.path)
    return timeline(inputs, make_plan(inputs))


def test_the_axis_goes_from_the_earliest_to_the_latest(folder: Folder) -> None:
    assert told(folder).periods == ("2014-Q1", "2014-Q2", "2014-Q3", "2014-Q4")
    folder.replace("programme.yaml", "quarter: 2014-Q4, dates", "quarter: 2015-Q2, dates")
    assert told(folder).periods[-2:] == ("2015-Q1", "2015-Q2")


def test_a_phase_with_one_end_takes_its_place_on_the_axis(folder: Folder) -> None:
    folder.replace(
        "programme.yaml", PHASES, PHASES.replace("start: 2014-Q1, end: 2014-Q2", "end: 2013-Q4")
    )
    found = told(folder)
    assert found.periods[0] == "2013-Q4"
    assert (found.phases[0].start, found.phases[0].end) == (None, "2013-Q4")


def test_waves_and_how_many_are_reached(folder: Folder) -> None:
    found = told(folder)
    assert [(w.wave, w.quarter, w.size, w.citizens) for w in found.waves] == [
        (1, "2014-Q2", 2, 17000),
        (2, "2014-Q3", 2, 1000),
        (3, "2014-Q4", 2, 7500),
    ]
    assert [(r.period, r.municipalities, r.citizens) for r in found.reached] == [
        ("2014-Q1", 0, 0),
        ("2014-Q2", 2, 17000),
        ("2014-Q3", 4, 18000),
        ("2014-Q4", 6, 25500),
    ]
    assert found.reached[2].share == Decimal(18000) / 25500
    assert found.reached[3].share == 1


def test_where_nobody_lives_there_is_no_share(folder: Folder) -> None:
    text = folder.read("municipalities.yaml")
    for population in ("9000", "8000", "7000", "600", "500", "400"):
        text = text.replace(f"population: {population}", "population: 0")
    folder.write("municipalities.yaml", text)
    assert [one.share for one in told(folder).reached] == [None] * 4


def test_a_programme_of_waves_alone(folder: Folder) -> None:
    text = folder.read("programme.yaml")
    folder.write("programme.yaml", text[: text.index("phases:")])
    found = told(folder)
    assert found.periods == ("2014-Q2", "2014-Q3", "2014-Q4")
    assert (found.phases, found.milestones, found.prerequisites, found.warnings) == ((), (), (), ())


def test_periods_of_its_own(folder: Folder) -> None:
    periods_of_its_own(folder)
    found = told(folder)
    assert found.periods == ("Autumn", "Winter", "Spring", "Summer")
    assert [one.municipalities for one in found.reached] == [0, 2, 4, 6]


def periods_of_its_own(folder: Folder) -> None:
    """Plan the small folder in seasons."""
    seasons = dict(zip(("2014-Q1", "2014-Q2", "2014-Q3", "2014-Q4"), SEASONS, strict=True))
    for name in ("programme.yaml", "questionnaire.csv", "vendors.yaml"):
        text = folder.read(name)
        for quarter, season in seasons.items():
            text = text.replace(quarter, season)
        folder.write(name, text)
    folder.replace("programme.yaml", "frozen: []", f"frozen: []\nperiods: [{', '.join(SEASONS)}]")


@pytest.fixture(scope="module")
def denmark() -> tuple[Inputs, Plan]:
    inputs = load_inputs(Path(__file__).parents[1] / "data")
    return inputs, make_plan(inputs)


@given(waves=st.lists(st.integers(1, 3), min_size=98, max_size=98))
def test_reach_only_grows_and_ends_with_everybody(
    denmark: tuple[Inputs, Plan], waves: list[int]
) -> None:
    inputs, plan = denmark
    placement = dict(zip(inputs.municipalities, waves, strict=True))
    found = timeline(inputs, plan.model_copy(update={"placement": placement}))
    numbers = [(one.municipalities, one.citizens) for one in found.reached]
    assert numbers == sorted(numbers)
    assert numbers[-1] == (98, inputs.citizens(inputs.municipalities))
