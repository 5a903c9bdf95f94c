"""Periods of a programme's own, wherever a file names one."""

from __future__ import annotations

import re
from datetime import date

import pytest

from fmkwave.inputs import load_inputs
from fmkwave.periods import Span
from folders import Folder

FILE = "programme.yaml"
LABELS = {
    "2014-Q1": "Prologue",
    "2014-Q2": "Sprint 1",
    "2014-Q3": "Sprint 2",
    "2014-Q4": "Sprint 3",
}
PERIODS = "periods: [Prologue, Sprint 1, Sprint 2, Sprint 3]\n"


@pytest.fixture
def sprints(folder: Folder) -> Folder:
    """The small folder, planned in sprints."""
    for name in (FILE, "questionnaire.csv", "vendors.yaml"):
        text = re.sub(r"2014-Q\d", lambda found: LABELS[found[0]], folder.read(name))
        folder.write(name, text)
    folder.replace(FILE, "name: Invented roll-out\n", f"name: Invented roll-out\n{PERIODS}")
    return folder


def test_labels_stand_wherever_quarters_would(sprints: Folder) -> None:
    inputs = load_inputs(sprints.path)
    assert inputs.programme.quarters == ("Sprint 1", "Sprint 2", "Sprint 3")
    assert inputs.questionnaires["0103"].wish == "Sprint 3"
    assert inputs.vendors[0].go_lives == {"Sprint 1": 2, "Sprint 2": 2}
    assert inputs.programme.phases[0].start == "Prologue"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FILE, "{quarter: Sprint 1", "{period: Sprint 1"),
        (FILE, "{quarter: Sprint 1", "{quarter: sprint  1"),
        (FILE, "quarter: Sprint 3, dates", "period: Sprint 3, dates"),
        (FILE, "[Prologue, ", "[{label: Prologue}, "),
        ("questionnaire.csv", "wished_quarter", "wished_period"),
        ("questionnaire.csv", "wished_quarter", "Wished_Period"),
    ],
)
def test_other_words_mean_the_same(sprints: Folder, file: str, old: str, new: str) -> None:
    before = load_inputs(sprints.path)
    sprints.replace(file, old, new)
    after = load_inputs(sprints.path)
    assert after == before


def test_days_are_those_stated(sprints: Folder) -> None:
    stated = "{label: Sprint 1, start: 2027-01-04, end: 2027-01-15}"
    sprints.replace(FILE, "[Prologue, Sprint 1,", f"[Prologue, {stated},")
    calendar = load_inputs(sprints.path).programme.calendar
    assert calendar.span("Sprint 1") == Span(date(2027, 1, 4), date(2027, 1, 15))
    assert calendar.span("Sprint 2") is None


# Other periods than those of the folder, and all that is then said.
FAULTS = [
    (
        "[Prologue, Sprint 1, Sprint 2, sprint  1, Sprint 3]",
        ["4: period 'sprint 1' is listed already, on line 4"],
    ),
    (
        "[Prologue, Sprint 1, Sprint 2, Sprint 3, 2]",
        [
            "4: entry 5 of 'periods' is 2, but a text is expected; put it in quotes",
            "4: period '2' could be taken for wave 2; call it by more than a number",
        ],
    ),
    (
        '[Prologue, Sprint 1, Sprint 2, Sprint 3, "2"]',
        ["4: period '2' could be taken for wave 2; call it by more than a number"],
    ),
    (
        "[Prologue, Sprint 1, Sprint 2, Sprint 3, Ved ikke]",
        [
            "4: period 'Ved ikke' cannot be told from other words in files and settings; choose "
            "another label, without '='"
        ],
    ),
    (
        "[Prologue, Sprint 1, Sprint 2, {label: Sprint 3, start: 2027-13-01, end: 2027-12-31}]",
        ["4: 'start' is '2027-13-01', but a date such as 2027-01-31 is expected"],
    ),
    (
        "[Prologue, Sprint 1, Sprint 2, {label: Sprint 3, start: 2027, end: 31.12.2027}]",
        [
            "4: 'end' is '31.12.2027', but a date such as 2027-01-31 is expected",
            "4: 'start' is 2027, but a date such as 2027-01-31 is expected",
        ],
    ),
    (
        "[Prologue, Sprint 1, Sprint 2, {label: Sprint 3, start: 2027-01-01}]",
        ["4: entry 4 of 'periods' is wrong: a period has both a start and an end, or neither"],
    ),
    (
        "[Prologue, Sprint 1, Sprint 2, {label: Sprint 3, start: 2027-01-02, end: 2027-01-01}]",
        ["4: entry 4 of 'periods' is wrong: start 2027-01-02 is after end 2027-01-01"],
    ),
    (
        "[Prologue, {label: Sprint 1, start: 2027-01-04, end: 2027-01-15}, Sprint 2, "
        "{label: Sprint 3, start: 2027-01-15, end: 2027-01-29}]",
        [
            "4: period 'Sprint 3' starts on 2027-01-15, but must start after the end of 'Sprint 1' "
            "on 2027-01-15"
        ],
    ),
    (
        "[Prologue, Sprint 1, Sprint 2, {lable: Sprint 3}]",
        [
            "4: unknown key 'lable'; did you mean label? (allowed: label, start, end)",
            "8: 'quarter' is 'Sprint 3', but one of the periods Prologue, Sprint 1, Sprint 2 is "
            "expected",
            "30: 'quarter' is 'Sprint 3', but one of the periods Prologue, Sprint 1, Sprint 2 is "
            "expected",
        ],
    ),
    (
        "Prologue, Sprint 1, Sprint 2, Sprint 3",
        [
            "4: 'periods' is 'Prologue, Sprint 1, Sprint 2, Sprint 3', but a list such as "
            "[Prologue, Sprint 1, Sprint 2, Sprint 3] is expected"
        ],
    ),
    (
        "{Prologue: early, Sprint 1: late, Sprint 2: later, Sprint 3: last}",
        ["4: 'periods' is a group of keys, but a list such as [one, two] is expected"],
    ),
    (
        "[Sprint 3, Sprint 2, Sprint 1, Prologue]",
        [
            "7: wave 2 is in Sprint 2, but must come after wave 1 in Sprint 1",
            "8: wave 3 is in Sprint 3, but must come after wave 2 in Sprint 2",
            "28: phase 'Pilots' ends in Sprint 1, before it starts in Prologue",
        ],
    ),
]


@pytest.mark.parametrize(("periods", "messages"), FAULTS, ids=[one for one, _ in FAULTS])
def test_a_fault_is_told_with_its_line(sprints: Folder, periods: str, messages: list[str]) -> None:
    sprints.replace(FILE, PERIODS, f"periods: {periods}\n")
    told = [one for one in sprints.faults() if one.startswith(FILE)]
    assert told == [f"{FILE}:{message}" for message in messages]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            *(FILE, "{quarter: Sprint 2", "{quarter: Sprnt 2"),
            "programme.yaml:7: 'quarter' is 'Sprnt 2', but one of the periods Prologue, Sprint 1, "
            "Sprint 2, Sprint 3 is expected; did you mean Sprint 2?",
        ),
        (
            *(FILE, "{quarter: Sprint 2", "{period: Sprint 2, quarter: Sprint 2"),
            "programme.yaml:7: 'period' is another word for 'quarter'; keep one of them",
        ),
        (
            *(FILE, "{quarter: Sprint 2", "{perod: Sprint 2"),
            "programme.yaml:7: unknown key 'perod'; did you mean period? (allowed: quarter, "
            "period, size)",
        ),
        (
            *("questionnaire.csv", "Nordby,yes,yes,yes,Sprint 1", "Nordby,yes,yes,yes,Sprint 4"),
            "questionnaire.csv:4: the wish is 'Sprint 4', but only the waves' periods are allowed: "
            "Sprint 1, Sprint 2, Sprint 3",
        ),
        (
            *("questionnaire.csv", "wished_quarter", "wished"),
            "questionnaire.csv:3: unknown column 'wished'; did you mean wished_period? (columns: "
            "code, municipality, budget, signature, resources, wished_period)",
        ),
        (
            *("vendors.yaml", "release: Sprint 1", "release: Srint 01"),
            "vendors.yaml:5: 'release' is 'Srint 01', but one of the periods Prologue, Sprint 1, "
            "Sprint 2, Sprint 3 is expected; did you mean Sprint 1?",
        ),
    ],
)
def test_what_is_no_period_is_told_with_the_likely_one(
    sprints: Folder, file: str, old: str, new: str, message: str
) -> None:
    sprints.replace(file, old, new)
    assert sprints.faults()[:1] == [message]


def test_two_columns_of_wishes_are_a_fault(sprints: Folder) -> None:
    text = sprints.read("questionnaire.csv").replace("\n0", ",\n0").rstrip() + ",\n"
    head = "wished_quarter,"
    assert head in text
    sprints.write("questionnaire.csv", text.replace(head, "wished_quarter,wished_period", 1))
    assert sprints.faults() == [
        "questionnaire.csv:3: 'wished_period' is another word for 'wished_quarter'; keep one of "
        "them"
    ]


def test_years_are_labels_in_quotes(sprints: Folder) -> None:
    years = {"Prologue": "2026", "Sprint 1": "2027", "Sprint 2": "2028", "Sprint 3": "2029"}
    for name in (FILE, "questionnaire.csv", "vendors.yaml"):
        text = sprints.read(name)
        for label, year in years.items():
            text = text.replace(label, year if name.endswith("csv") else f'"{year}"')
        sprints.write(name, text)
    assert load_inputs(sprints.path).programme.quarters == ("2027", "2028", "2029")
    sprints.replace(FILE, '{quarter: "2028"', "{quarter: 2028")
    assert sprints.faults() == [
        "programme.yaml:7: 'quarter' is 2028, but a text is expected; put it in quotes"
    ]


def test_an_empty_list_of_periods(sprints: Folder) -> None:
    sprints.replace(FILE, PERIODS, "periods: []\n")
    assert sprints.faults()[0] == (
        "programme.yaml:4: 'periods' has 0 entries, but at least 2 are needed"
    )
