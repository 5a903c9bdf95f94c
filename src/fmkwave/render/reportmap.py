"""The report's map: one drawing, and for each theme the legend that its tiles can be painted by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, get_args

from fmkwave.language import said
from fmkwave.render import legend, mapsvg
from fmkwave.thematic import By, theme

if TYPE_CHECKING:
    from fmkwave.model import Inputs, Plan


class Legend(NamedTuple):
    """What a map of one theme shows.

    Attributes:
        says: Its classes and how many are in each, for those who do not see the map.
        placed: The entry of each municipality: ``0101:2 0147:0`` and so on, counted from 0.
    """

    by: By
    title: str
    says: str
    entries: Sequence[legend.Entry]
    placed: str


class Map(NamedTuple):
    """A drawing of the waves, an ``<svg>`` element, and the legends, the waves' first."""

    figure: str
    legends: Sequence[Legend]


def tile_map(inputs: Inputs, plan: Plan) -> Map | None:
    """The map, whose tiles are links to the explanations; None where somebody has no tile."""
    if any(one.tile is None for one in inputs.municipalities.values()):
        return None
    waves = theme(inputs, plan, "wave")
    figure = mapsvg.figure(inputs, plan, waves, prefix="_tiles", linked=True)
    return Map(figure, [_legend(inputs, plan, by) for by in get_args(By)])


def _legend(inputs: Inputs, plan: Plan, by: By) -> Legend:
    shown = theme(inputs, plan, by)
    placed = " ".join(f"{code}:{number}" for code, number in sorted(shown.placed.items()))
    entries = legend.entries(shown)
    return Legend(by, said(shown.title), legend.described(shown), entries, placed)
