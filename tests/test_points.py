"""Exact points: reading, multiplying, printing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmkwave.points import in_points, show_points, times, to_thousandths

POINTS = st.integers(-(10**12), 10**12)
CREDITS = st.decimals(0, 1, places=3)


@pytest.mark.parametrize(
    ("value", "thousandths"),
    [(30, 30_000), (0.1, 100), (0.001, 1), (-2.5, -2_500), (Decimal("1.10"), 1_100), (0, 0)],
)
def test_reading(value: object, thousandths: int) -> None:
    assert to_thousandths(value) == thousandths


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (0.0005, "more precise"),
        (Decimal("1.2345"), "more precise"),
        (float("nan"), "finite"),
        (float("inf"), "finite"),
        (Decimal("-Infinity"), "finite"),
        (True, "not a number"),
        ("30", "not a number"),
        (None, "not a number"),
    ],
)
def test_what_is_no_number_of_points(value: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        to_thousandths(value)


@pytest.mark.parametrize(
    ("points", "text"),
    [
        (0, "0.0"),
        (12_000, "12.0"),
        (12_400, "12.4"),
        (12_340, "12.34"),
        (12_345, "12.345"),
        (5, "0.005"),
        (-5, "-0.005"),
        (-25_000, "-25.0"),
        (1_234_567_000, "1234567.0"),
    ],
)
def test_printing(points: int, text: str) -> None:
    assert show_points(points) == text


@pytest.mark.parametrize(
    ("points", "factor", "product"),
    [
        (30_000, "0.8", 24_000),
        (1, "0.5", 1),
        (1, "0.499", 0),
        (1, f"0.4{'9' * 35}", 0),
        (1, "1e-999999999", 0),
        (10**40 + 1, "0.5", 5 * 10**39 + 1),
        (3, "0.5", 2),
        (20_000, "0.1234", 2_468),
        (20_000, "0", 0),
    ],
)
def test_a_product_is_rounded_half_up(points: int, factor: str, product: int) -> None:
    assert times(points, Decimal(factor)) == product


@given(POINTS)
def test_what_is_printed_reads_back(points: int) -> None:
    assert to_thousandths(Decimal(show_points(points))) == points
    assert to_thousandths(in_points(points)) == points
    assert to_thousandths(float(in_points(points))) == points


@given(st.integers(0, 10**9), CREDITS, CREDITS)
def test_more_credit_never_earns_less(points: int, one: Decimal, other: Decimal) -> None:
    less, more = sorted((one, other))
    assert 0 <= times(points, less) <= times(points, more) <= points


@given(st.integers(0, 10**9))
def test_no_credit_earns_nothing_and_full_credit_all(points: int) -> None:
    assert times(points, Decimal(0)) == 0
    assert times(points, Decimal(1)) == points
