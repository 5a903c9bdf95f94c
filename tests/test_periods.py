"""Periods: reading them, how far apart they lie, and their days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmkwave.periods import QUARTERS as CALENDAR
from fmkwave.periods import Calendar, Span

QUARTERS = st.builds(lambda year, n: f"{year:04d}-Q{n}", st.integers(1000, 2999), st.integers(1, 4))


@pytest.mark.parametrize("text", ["2014-Q2", "2014q2", " 2014-k2 ", "2014K2"])
def test_every_spelling_is_read_as_one(text: str) -> None:
    assert CALENDAR.parse(text) == "2014-Q2"


@pytest.mark.parametrize(
    "text", ["2014-Q5", "2014-Q0", "14-Q2", "Q2 2014", "2014", "", "2014-Q22", "0999-Q4", "3014-Q1"]
)
def test_what_is_no_quarter(text: str) -> None:
    with pytest.raises(ValueError, match="is not a quarter such as 2014-Q2"):
        CALENDAR.parse(text)


@pytest.mark.parametrize(
    ("first", "second", "quarters"),
    [
        ("2014-Q2", "2014-Q2", 0),
        ("2014-Q2", "2014-Q4", 2),
        ("2014-Q4", "2015-Q1", 1),
        ("2015-Q1", "2014-Q4", -1),
        ("2013-Q4", "2015-Q3", 7),
    ],
)
def test_distance(first: str, second: str, quarters: int) -> None:
    assert CALENDAR.between(first, second) == quarters


@given(QUARTERS)
def test_a_written_quarter_reads_as_itself(quarter: str) -> None:
    assert CALENDAR.parse(quarter) == quarter
    assert CALENDAR.between(quarter, quarter) == 0


@given(QUARTERS, QUARTERS, QUARTERS)
def test_distances_add_up(first: str, second: str, third: str) -> None:
    both = CALENDAR.between(first, second) + CALENDAR.between(second, third)
    assert CALENDAR.between(first, third) == both
    assert CALENDAR.between(first, second) == -CALENDAR.between(second, first)
    assert (CALENDAR.between(first, second) > 0) == (first < second)


@given(QUARTERS)
def test_quarters_follow_each_other_day_by_day(quarter: str) -> None:
    span = CALENDAR.span(quarter)
    assert span is not None
    if quarter != "9999-Q4":
        (_, following) = CALENDAR.reach(quarter, _next(quarter))
        after = CALENDAR.span(following)
        assert after is not None
        assert span.last + timedelta(days=1) == after.first


def _next(quarter: str) -> str:
    year, number = map(int, quarter.split("-Q"))
    return f"{year + number // 4:04d}-Q{number % 4 + 1}"


def test_the_days_of_a_quarter() -> None:
    assert CALENDAR.span("2016-Q1") == Span(date(2016, 1, 1), date(2016, 3, 31))
    assert CALENDAR.span("9999-Q4") == Span(date(9999, 10, 1), date(9999, 12, 31))


def test_all_quarters_from_one_to_another() -> None:
    assert CALENDAR.reach("2014-Q3", "2015-Q1") == ("2014-Q3", "2014-Q4", "2015-Q1")


# --- Periods that a programme lists ------------------------------------------------------------

WEEK = Span(date(2027, 3, 22), date(2027, 3, 28))
WEEKS = Calendar(("Uge 11", "Uge 12", "Forår 2027"), {"Uge 12": WEEK})


@pytest.mark.parametrize("text", ["Uge 12", "uge 12", "  UGE   12 "])
def test_case_and_spaces_of_a_label_do_not_count(text: str) -> None:
    assert WEEKS.parse(text) == "Uge 12"


def test_another_label_is_told_those_that_there_are() -> None:
    with pytest.raises(ValueError, match=r"'Ueg 12' is no period .*; did you mean Uge 12\?"):
        WEEKS.parse("Ueg 12")


def test_of_many_labels_some_are_listed() -> None:
    sprints = Calendar(tuple(f"S{number}" for number in range(1, 41)))
    assert sprints.expected == "one of the periods S1, S2, S3, S4, S5, S6, …, S40"


def test_distances_between_labels_are_those_in_the_list() -> None:
    assert WEEKS.between("Uge 11", "Forår 2027") == 2
    assert WEEKS.between("Forår 2027", "Uge 12") == -1
    assert WEEKS.reach("Uge 12", "Forår 2027") == ("Uge 12", "Forår 2027")


def test_a_label_has_the_days_that_are_stated() -> None:
    assert WEEKS.span("Uge 12") == WEEK
    assert WEEKS.span("Uge 11") is None
