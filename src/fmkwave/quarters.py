"""Quarters such as ``2014-Q2``: reading them, and how far apart they lie."""

from __future__ import annotations

import re

from fmkwave.texts import message

_PATTERN = re.compile(r"([0-9]{4})-?[QqKk]([1-4])")


def parse_quarter(text: str) -> str:
    """The quarter in its one written form, ``YYYY-Qn``; the Danish K for kvartal is the same.

    Raises:
        ValueError: if the text is no quarter.
    """
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        raise ValueError(
            message("{text!r} is not a quarter such as {example}", text=text, example="2014-Q2")
        )
    return f"{match[1]}-Q{match[2]}"


def quarters_between(first: str, second: str) -> int:
    """Quarters from the first to the second; negative when the second lies earlier."""
    return _index(second) - _index(first)


def _index(quarter: str) -> int:
    year, number = quarter.split("-Q")
    return 4 * int(year) + int(number)
