"""The colours, which the colour-blind tell apart; a digit or a letter always says the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fmkwave.thematic import Theme

# Okabe and Ito, Color universal design (2008), ordered so that the first three differ in lightness
# as well, for a print in grey. In place of their black, which a dark page swallows, the dark red of
# Tol, Colour schemes (2021).
KINDS = (
    *("#56b4e9", "#d55e00", "#0072b2", "#f0e442"),
    *("#cc79a7", "#009e73", "#e69f00", "#994455"),
)
"""For waves, vendors and other kinds; they are used again where there are more kinds."""

# Viridis (Smith and van der Walt, 2015), from light to dark.
AMOUNTS = ("#fde725", "#5ec962", "#21918c", "#3b528b", "#440154")
"""For amounts, from little to much."""

EMPTY = "#d9d9d9"
"""For those of whom there is nothing to show."""

PHASE = "#7d8590"
"""For what is no wave; it stands out from light paper and dark."""

# Up to here a channel of sRGB grows as the light does.
_LINEAR_TO = 0.04045

_DARK, _LIGHT = "#000000", "#ffffff"


class Shade(NamedTuple):
    """The colour of a class, and that of text upon it."""

    fill: str
    ink: str


def kind(number: int) -> str:
    """The colour of a kind, counted from 0; a wave's is that of its number less one."""
    return KINDS[number % len(KINDS)]


def amounts(count: int) -> Sequence[str]:
    """So many colours for classes in order, as far apart as may be."""
    if count == 1:
        return AMOUNTS[:1]
    last = len(AMOUNTS) - 1
    return [AMOUNTS[round(number * last / (count - 1))] for number in range(count)]


def shades(theme: Theme) -> tuple[Shade, ...]:
    """The colours of a theme's classes, in the order of its legend."""
    filled = [one for one in theme.classes if not one.empty]
    if theme.ordered:
        fills = iter(amounts(len(filled)))
    else:
        fills = iter([kind(one.number) for one in filled])
    return tuple(shade(EMPTY if one.empty else next(fills)) for one in theme.classes)


def shade(fill: str) -> Shade:
    """A colour with whichever of black and white reads better upon it."""
    return Shade(fill, max((_DARK, _LIGHT), key=lambda ink: contrast(ink, fill)))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as the W3C defines it (WCAG 2.2), from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of a colour of sRGB (WCAG 2.2), from 0 to 1."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    """One channel of sRGB as light, from 0 to 1."""
    return share / 12.92 if share <= _LINEAR_TO else float(((share + 0.055) / 1.055) ** 2.4)
