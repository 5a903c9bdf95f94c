"""The colours are told apart by everyone, and text on them can be read."""

from __future__ import annotations

import re
from importlib import resources
from itertools import combinations, pairwise

import numpy as np
import pytest
from colorspacious import cspace_convert
from numpy.typing import NDArray
from rich.color import Color, ColorSystem

from fmkwave.render import palette

USED_TOGETHER = {
    "kinds": (*palette.KINDS, palette.EMPTY),
    **{f"{n} amounts": (*palette.amounts(n), palette.EMPTY) for n in range(1, 6)},
}
EVERY = {colour for colours in USED_TOGETHER.values() for colour in colours}

# Machado, Oliveira and Fernandes (2009), at full severity.
SIGHT = (None, "deuteranomaly", "protanomaly", "tritanomaly")
LEAST = 10.0
"""In CAM02-UCS (Luo, Cui and Li, 2006), where 1 is about what can just be seen."""


def rgb(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])


def seen(colour: str, sight: str | None) -> NDArray[np.float64]:
    """A colour in CAM02-UCS, as it looks to somebody."""
    shown = rgb(colour)
    if sight is not None:
        space = {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}
        shown = np.clip(cspace_convert(shown, space, "sRGB1"), 0, 1)
    return np.asarray(cspace_convert(shown, "sRGB1", "CAM02-UCS"))


def lightness(colour: str) -> float:
    return float(cspace_convert(rgb(colour), "sRGB1", "CIELab")[0])


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("together", USED_TOGETHER)
def test_classes_are_told_apart_by_everyone(together: str, sight: str | None) -> None:
    apart = {
        (one, other): float(np.linalg.norm(seen(one, sight) - seen(other, sight)))
        for one, other in combinations(USED_TOGETHER[together], 2)
    }
    assert {pair: d for pair, d in apart.items() if d < LEAST} == {}


def test_the_simulator_tells_colours_that_the_colour_blind_mistake() -> None:
    red, green = "#c05000", "#7a7a00"
    assert np.linalg.norm(seen(red, None) - seen(green, None)) > LEAST
    assert np.linalg.norm(seen(red, "deuteranomaly") - seen(green, "deuteranomaly")) < LEAST


def test_three_waves_are_told_apart_in_grey() -> None:
    shades = sorted(map(lightness, palette.KINDS[:3]))
    assert all(darker + 7 < lighter for darker, lighter in pairwise(shades))


@pytest.mark.parametrize("count", range(1, 6))
def test_amounts_grow_darker(count: int) -> None:
    colours = palette.amounts(count)
    assert len(set(colours)) == count
    assert all(lightness(one) > lightness(other) + 7 for one, other in pairwise(colours))


@pytest.mark.parametrize("colour", sorted(EVERY))
def test_text_on_a_colour_can_be_read(colour: str) -> None:
    shade = palette.shade(colour)
    assert shade.fill == colour
    assert palette.contrast(shade.ink, shade.fill) >= 4.5


@pytest.mark.parametrize("colour", sorted(EVERY))
def test_text_can_be_read_in_a_terminal_of_256_colours(colour: str) -> None:
    shade = palette.shade(colour)
    ink, fill = (
        Color.parse(one).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex for one in shade
    )
    assert palette.contrast(ink, fill) >= 4.5


@pytest.mark.parametrize("name", ["map.svg", "geo.svg"])
def test_on_a_dark_page_an_outline_tells_dark_classes_from_it(name: str) -> None:
    template = (resources.files("fmkwave.render") / "templates" / name).read_text("utf-8")
    dark = re.search(r"prefers-color-scheme: dark\) \{(.*?)\n\}", template, re.DOTALL)
    assert dark is not None
    page = re.search(r"\.paper \{ fill: (#\w+);", dark[1])
    assert page is not None
    outlines = {*re.findall(r"stroke: (#\w+);", dark[1])} - {page[1]}
    assert outlines
    # WCAG 2.2, 1.4.11: what is needed to understand a graphic has a contrast of 3.
    assert min(palette.contrast(outline, page[1]) for outline in outlines) >= 3


def test_contrast_is_that_of_the_w3c() -> None:
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.005)
    assert palette.contrast("#d9d9d9", "#d9d9d9") == 1


def test_kinds_are_used_again_where_there_are_more() -> None:
    assert palette.kind(0) == palette.kind(len(palette.KINDS))
