"""How far a plan depends on the weights: stochastic multicriteria acceptability analysis.

Weights are drawn at random from those that are as defensible as the ones written down, and each
draw is planned anew. (SMAA; Lahdelma, Hokkanen and Salminen, European Journal of Operational
Research 106, 1998; Lahdelma and Salminen, "SMAA-2", Operations Research 49, 2001.)
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from fmkwave.model.values import Frozen, Share
from fmkwave.texts import Message


class Sampling(Frozen):
    """What is drawn at random, and from which seed.

    Attributes:
        seed: Draw n of a seed is always the same draw, whoever makes it.
        within: The share by which each figure may lie above or below the one written down; None
            for all weights with the same sum that keep the order of importance.
        error_rate: The share of answers that are taken to be wrong.
    """

    seed: int = 1
    within: Annotated[Decimal, Field(gt=0, le=1)] | None = None
    error_rate: Share = Decimal(0)


class Figure(Frozen):
    """A weight or credit of the programme that is drawn.

    Attributes:
        group: Where it stands in programme.yaml.
        name: Its name there; of the wish, which is alone in its group, ``wish``.
    """

    group: Literal["answers", "readiness", "uptake", "wish", "links"]
    name: str


class Draw(Frozen):
    """One draw, planned.

    Attributes:
        number: From 0.
        figures: The figures drawn, in the order of `Robustness.figures`: weights in thousandths
            of a point, credits in thousandths.
        waves: The waves of the best plan under them, in the order of the codes.
        best: What that plan is worth under them, in thousandths of a point.
        kept: What the plan in question is worth under them, likewise; never more.
    """

    number: int
    figures: tuple[int, ...]
    waves: tuple[int, ...]
    best: int
    kept: int


class Acceptability(Frozen):
    """How often a municipality takes each wave.

    Attributes:
        code: Its code.
        name: Its name.
        wave: Its wave in the plan in question.
        counts: Draws in which it takes each wave, first wave first.
        central: For each wave, the mean of the figures drawn where it takes that wave, in the
            order of `Robustness.figures` (the central weights); None for a wave it never takes.
    """

    code: str
    name: str
    wave: int
    counts: tuple[int, ...]
    central: tuple[tuple[int, ...] | None, ...]


class Influence(Frozen):
    """How much the plan depends on one figure.

    Attributes:
        figure: The figure; None for the draw's number being odd, which has no influence, and so
            tells how much of the others' is chance.
        share: The mean, over the municipalities, of the share of draws that would have to be told
            otherwise to make those with the figure in its upper half look like those in its lower
            half (total variation distance between the waves taken).
    """

    figure: Figure | None
    share: float


class Robustness(Frozen):
    """How far a plan depends on the weights.

    Attributes:
        programme: The programme's name.
        sampling: What was drawn.
        draws: How many draws were planned; fewer than asked for where the work was stopped.
        asked: How many were asked for.
        quarters: The waves' quarters, in order.
        figures: The figures drawn.
        given: What each is in programme.yaml, in thousandths.
        rows: Every municipality, in Danish order.
        same: Draws whose best plan is the plan in question.
        agreement: The mean share of municipalities that take the same wave as in that plan.
        best: What the best plans are worth in the mean, in thousandths of a point.
        regret: How much less the plan in question is worth in the mean, in thousandths of a
            point: not a share of the best, whose zero is no more than the last wave's.
        worst_regret: How much less it is worth in the draw where that is most.
        influences: The figures, the one that matters most first; and chance, among them. None of
            them where there is but one draw, which has no halves.
        inputs: Digest of what each input file means, but for what the plan does not follow from.
        notices: What must be said of the inputs wherever this is shown.
    """

    programme: str
    sampling: Sampling
    draws: int
    asked: int
    quarters: tuple[str, ...]
    figures: tuple[Figure, ...]
    given: tuple[int, ...]
    rows: tuple[Acceptability, ...]
    same: int
    agreement: float
    best: int
    regret: int
    worst_regret: int
    influences: tuple[Influence, ...]
    inputs: Mapping[str, str]
    notices: tuple[Message, ...] = ()

    @property
    def wave_numbers(self) -> range:
        """The waves' numbers, from 1."""
        return range(1, len(self.quarters) + 1)

    def share(self, row: Acceptability, wave: int) -> float:
        """The share of draws in which a municipality takes a wave (its acceptability index)."""
        return row.counts[wave - 1] / self.draws
