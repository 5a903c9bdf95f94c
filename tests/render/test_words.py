"""Phrases that every form of output shares."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fmkwave.errors import Fault
from fmkwave.optimise.problem import Progress
from fmkwave.render import findings, words


@pytest.mark.parametrize(
    ("total", "bound", "phrase"),
    [
        (987_700, 1_000_000, "12.3 points (1.3 %)"),
        (999_999, 1_000_000, "0.001 points (0.1 %)"),
        (500_000, 1_000_000, "500.0 points (50.0 %)"),
        (-5_000, 0, "5.0 points"),
        (-5_000, -1_000, "4.0 points"),
    ],
)
def test_a_gap_is_never_said_smaller_than_it_is(total: int, bound: int, phrase: str) -> None:
    assert words.gap(total, bound) == phrase


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (Progress("sweeping"), "sweeping"),
        (Progress("sweeping", done=0.25), "sweeping · 25%"),
        (Progress("searching", total=900_000), "searching · best so far 900.0"),
        (
            Progress("searching", total=900_000, bound=1_000_000, done=0.5),
            "searching · 50% · best so far 900.0 · within 100.0 points (10.0 %)",
        ),
    ],
)
def test_progress_in_one_line(made: Progress, line: str) -> None:
    assert words.progress(made) == line


@pytest.mark.parametrize(
    ("shares", "shown"),
    [
        ([], []),
        (["0"], ["0%"]),
        (["1", "0.5"], ["100%", "50%"]),
        (["1", "0.455", "0.07"], ["100.0%", "45.5%", "7.0%"]),
        (["0.12345"], ["12.345%"]),
    ],
)
def test_shares_as_percentages(shares: list[str], shown: list[str]) -> None:
    assert words.percentages([Decimal(share) for share in shares]) == shown


def test_points_of_one_column_stand_under_each_other() -> None:
    assert words.aligned([]) == []
    assert words.aligned([12_000, -1_250, 100_125]) == [" 12.0  ", " -1.25 ", "100.125"]


@pytest.mark.parametrize(
    ("faults", "warnings", "line"),
    [
        (0, 0, "no faults, no warnings"),
        (1, 2, "1 fault, 2 warnings"),
        (2, 1, "2 faults, 1 warning"),
    ],
)
def test_counting(faults: int, warnings: int, line: str) -> None:
    wrong = [Fault("uptake.yaml", 1, "wrong")] * faults
    doubtful = [Fault("uptake.yaml", 1, "doubtful", warning=True)] * warnings
    assert findings.fault_count([*wrong, *doubtful]) == line


def test_items_in_a_sentence() -> None:
    assert words.listed(["Greve"]) == "Greve"
    assert words.listed(["Greve", "Odder"]) == "Greve and Odder"
    assert words.listed(["Greve", "Odder", "Samsø"]) == "Greve, Odder and Samsø"
