"""Quarters: reading them, and how far apart they lie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmkwave.quarters import parse_quarter, quarters_between

QUARTERS = st.builds(lambda year, n: f"{year:04d}-Q{n}", st.integers(1, 9999), st.integers(1, 4))


@pytest.mark.parametrize("text", ["2014-Q2", "2014q2", " 2014-k2 ", "2014K2"])
def test_every_spelling_is_read_as_one(text: str) -> None:
    assert parse_quarter(text) == "2014-Q2"


@pytest.mark.parametrize("text", ["2014-Q5", "2014-Q0", "14-Q2", "Q2 2014", "2014", "", "2014-Q22"])
def test_what_is_no_quarter(text: str) -> None:
    with pytest.raises(ValueError, match="is not a quarter such as 2014-Q2"):
        parse_quarter(text)


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
    assert quarters_between(first, second) == quarters


@given(QUARTERS)
def test_a_written_quarter_reads_as_itself(quarter: str) -> None:
    assert parse_quarter(quarter) == quarter
    assert quarters_between(quarter, quarter) == 0


@given(QUARTERS, QUARTERS, QUARTERS)
def test_distances_add_up(first: str, second: str, third: str) -> None:
    both = quarters_between(first, second) + quarters_between(second, third)
    assert quarters_between(first, third) == both
    assert quarters_between(first, second) == -quarters_between(second, first)
    assert (quarters_between(first, second) > 0) == (first < second)
