"""The axis of a timeline: what its periods share over what tells them apart."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from fmkwave.render.gantt import axis


@pytest.mark.parametrize(
    ("periods", "over", "labels"),
    [
        (
            ["2014-Q3", "2014-Q4", "2015-Q1"],
            [("2014", 0, 2), ("2015", 2, 1)],
            ["Q3", "Q4", "Q1"],
        ),
        (["2026-12", "2027-01", "2027-02"], [("2026", 0, 1), ("2027", 1, 2)], ["12", "01", "02"]),
        (
            ["Dec 2026", "Jan 2027", "Feb 2027"],
            [("2026", 0, 1), ("2027", 1, 2)],
            ["Dec", "Jan", "Feb"],
        ),
        (["Sprint 1", "Sprint 2", "Sprint 3"], [("Sprint", 0, 3)], ["1", "2", "3"]),
        (
            ["1. half 2026", "2. half 2026", "1. half 2027"],
            [("2026", 0, 2), ("2027", 2, 1)],
            ["1. half", "2. half", "1. half"],
        ),
    ],
)
def test_what_periods_share_stands_over_their_labels(
    periods: Sequence[str], over: Sequence[tuple[str, int, int]], labels: Sequence[str]
) -> None:
    assert axis(periods) == (over, labels)


@pytest.mark.parametrize(
    "periods",
    [
        ["Autumn", "Winter"],
        ["Early autumn", "Late winter"],
        ["Sprint 1", "Sprint 2", "Christmas"],
        ["Summer"],
        ["Sprint 1"],
    ],
)
def test_periods_that_share_nothing_stand_alone(periods: Sequence[str]) -> None:
    assert axis(periods) == ([], periods)
