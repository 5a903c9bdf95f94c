"""Exact points: integers that count thousandths of a point.

Sums of such integers are exact on every machine, so two plans are equal or they are not; no
tolerance is ever needed. Only reading and printing know that a point is a thousand of them.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from fmkwave.texts import message

THOUSANDTHS = 1000


def to_thousandths(value: object) -> int:
    """Turn a number as written in a file into thousandths of a point.

    Raises:
        ValueError: if it is no finite number, or no multiple of 0.001.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(message("{value} is not a number", value=repr(value)))
    # A float is taken as it prints: 0.1 means one tenth, not the nearest binary fraction.
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise ValueError(message("{value} is not a finite number", value=str(value)))
    scaled = Fraction(number) * THOUSANDTHS
    if scaled.denominator != 1:
        raise ValueError(message("{value} is more precise than 0.001", value=str(value)))
    return scaled.numerator


def times(points: int, factor: Decimal) -> int:
    """Points times a credit or share, rounded half up to a thousandth of a point."""
    # With all the digits of the product, which is to be rounded once.
    with localcontext(prec=len(str(points)) + len(factor.as_tuple().digits)):
        return int((points * factor).to_integral_value(rounding=ROUND_HALF_UP))


def in_points(points: int) -> Decimal:
    """Thousandths as an exact decimal number of points."""
    return Decimal(points) / THOUSANDTHS


def show_points(points: int) -> str:
    """Thousandths as text with one decimal, or as many more as the value needs."""
    sign = "-" if points < 0 else ""
    whole, rest = divmod(abs(points), THOUSANDTHS)
    decimals = f"{rest:03d}".rstrip("0") or "0"
    return f"{sign}{whole}.{decimals}"


def shown(points: int) -> Decimal:
    """Thousandths as a value of a message, with the decimals that `show_points` gives them."""
    return Decimal(show_points(points))
