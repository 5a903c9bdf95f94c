"""Draws of the weights of the invented programme, made up so that every case occurs."""

from __future__ import annotations

from decimal import Decimal

from invented import NAMES, PLACEMENT, inputs

from fmkwave.model import Inputs
from fmkwave.model.robustness import (
    Acceptability,
    Figure,
    Influence,
    Robustness,
    Sampling,
)

FIGURES = (
    Figure(group="answers", name="underway"),
    Figure(group="readiness", name="signature"),
    Figure(group="uptake", name="hospitals"),
    Figure(group="wish", name="wish"),
    Figure(group="links", name="land"),
)
GIVEN = (800, 30_000, 500, 25_000, 10_000)

EARLY = (840, 31_640, 1_260, 12_500, 9_000)
LATE = (860, 33_360, 740, 37_500, 11_000)
"""Mean figures of draws with the first wave and with the second."""

COUNTS = {
    "0101": (1000, 0),
    "0102": (996, 4),
    "0103": (250, 750),
    "0104": (4, 996),
    "0105": (400, 600),
    "0106": (500, 500),
}


def robustness(found: Inputs | None = None, **changes: object) -> Robustness:
    """How far the invented plan depends on the weights, by 1,000 draws that nobody made."""
    found = inputs() if found is None else found
    rows = tuple(
        Acceptability(
            code=code,
            name=NAMES[code],
            wave=PLACEMENT[code],
            counts=COUNTS[code],
            central=(EARLY if COUNTS[code][0] else None, LATE if COUNTS[code][1] else None),
        )
        for code in found.in_danish_order(NAMES)
    )
    drawn = Robustness(
        programme=found.programme.name,
        sampling=Sampling(seed=7),
        draws=1000,
        asked=1000,
        quarters=found.programme.quarters,
        figures=FIGURES,
        given=GIVEN,
        rows=rows,
        same=120,
        agreement=0.7737,
        best=181_249,
        regret=3_251,
        worst_regret=20_000,
        influences=(
            Influence(figure=FIGURES[3], share=0.4),
            Influence(figure=FIGURES[1], share=0.1),
            Influence(figure=None, share=0.031),
            Influence(figure=FIGURES[4], share=0.03),
            Influence(figure=FIGURES[2], share=0.02),
            Influence(figure=FIGURES[0], share=0.0),
        ),
        inputs={"questionnaire.csv": "0" * 64},
        notices=found.notices,
    )
    return drawn.model_copy(update=changes)


WITHIN = Sampling(seed=7, within=Decimal("0.125"), error_rate=Decimal("0.05"))
