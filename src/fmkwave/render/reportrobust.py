"""The report's chapter on other weights: how sure each wave is, and which weight matters most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.render import robustfigures, robustsvg, robustwords

if TYPE_CHECKING:
    from fmkwave.model import Inputs
    from fmkwave.model.robustness import Robustness
    from fmkwave.render.robustfigures import Weighed


class Shown(NamedTuple):
    """What is shown of robustness: sentences, ``<svg>`` elements, and how much each weight matters.

    Attributes:
        found: What was found.
        drawn: How.
        strips: A heat strip for each wave of the plan.
    """

    found: Sequence[str]
    drawn: Sequence[str]
    strips: Sequence[str]
    weighed: Sequence[Weighed]
    about_influence: str


def of(inputs: Inputs, found: Robustness) -> Shown:
    """How far a plan depends on the weights, for the report."""
    return Shown(
        found=robustwords.findings(found),
        drawn=robustwords.how_drawn(found),
        strips=robustsvg.figures(found),
        weighed=robustfigures.weighed(inputs.programme.called, found),
        about_influence=robustwords.about_influence(found),
    )
