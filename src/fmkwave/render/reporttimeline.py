"""The report's timeline: a drawing, how many are reached when, and what must hold before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.render import timelinesvg, timelinewords
from fmkwave.timeline import timeline

if TYPE_CHECKING:
    from fmkwave.model import Inputs, Plan
    from fmkwave.render.pages import Grid, Section


class Shown(NamedTuple):
    """What is shown of a timeline: an ``<svg>`` element, a table beside it, sections below."""

    figure: str
    reached: Grid
    sections: Sequence[Section]


def of(inputs: Inputs, plan: Plan) -> Shown:
    """The timeline of a plan, for the report."""
    told = timeline(inputs, plan)
    return Shown(
        figure=timelinesvg.figure(told, prefix="_timeline"),
        reached=timelinewords.reached(told),
        sections=timelinewords.about(told),
    )
