"""The colours, which the colour-blind tell apart; a digit or a word always says the same."""

from __future__ import annotations

from collections.abc import Sequence

# Okabe and Ito, Color universal design (2008), in an order that keeps neighbours apart.
KINDS = ("#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#0072b2", "#d55e00")
"""For waves, vendors and other kinds; they are used again where there are more kinds."""

# Viridis (Smith and van der Walt, 2015), from light to dark.
AMOUNTS = ("#fde725", "#5ec962", "#21918c", "#3b528b", "#440154")
"""For amounts, from little to much."""

EMPTY = "#d9d9d9"
"""For those of whom there is nothing to show."""


def kind(number: int) -> str:
    """The colour of a kind, counted from 0; a wave's is that of its number less one."""
    return KINDS[number % len(KINDS)]


def amounts(count: int) -> Sequence[str]:
    """So many colours for classes in order, as far apart as may be."""
    if count == 1:
        return AMOUNTS[:1]
    last = len(AMOUNTS) - 1
    return [AMOUNTS[round(number * last / (count - 1))] for number in range(count)]
