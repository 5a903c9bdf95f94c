"""The figures of robustness as they are shown: weights, means, and shares of draws."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from fmkwave import language
from fmkwave.language import _, named, percent, points
from fmkwave.points import in_points

if TYPE_CHECKING:
    from fmkwave.model.robustness import Acceptability, Figure, Robustness

Names = Mapping[str, Mapping[str, str]]
"""What answers and weights are called, as `Programme.called` has it."""

_STEP, _CREDIT_STEP = 100, 10
"""To what a mean is rounded: a tenth of a point, or a hundredth of a credit; in thousandths."""


class Weighed(NamedTuple):
    """A figure and how much the plan depends on it.

    Attributes:
        share: The share of placements that differ with it.
        bar: The same as a part of the greatest.
        given: What is written down; empty of chance.
        drawn: The mean of what was drawn; likewise.
    """

    label: str
    share: str
    bar: float
    given: str
    drawn: str


def label(names: Names, figure: Figure) -> str:
    """What a figure is called, as a table of weights has it."""
    name = named(names, figure.name)
    match figure.group:
        case "answers":
            return _("what {answer} counts", answer=name)
        case "wish":
            return _("each period from the wish")
        case "links":
            return _("link kept: {kind}", kind=name)
    return name


def given(figure: Figure, thousandths: int) -> str:
    """A figure as it is written down: points, or what an answer counts."""
    if figure.group == "answers":
        return language.number(in_points(thousandths).normalize())
    return points(thousandths)


def mean(figure: Figure, thousandths: int) -> str:
    """A mean of figures, with the decimals that say something."""
    return given(figure, rounded(figure, thousandths))


def rounded(figure: Figure, thousandths: int) -> int:
    """A mean of figures to a tenth of a point, or a hundredth of what an answer counts."""
    step = _CREDIT_STEP if figure.group == "answers" else _STEP
    return step * round(thousandths / step)


def means(anybody: Acceptability) -> list[int]:
    """The mean of each figure over all draws, in thousandths; the same by any municipality.

    Everyone takes some wave in each draw, so that the waves of one make up all draws.
    """
    sums = [
        [count * value for value in central]
        for count, central in zip(anybody.counts, anybody.central, strict=True)
        if central is not None
    ]
    return [round(sum(column) / sum(anybody.counts)) for column in zip(*sums, strict=True)]


def decimal(value: float, decimals: int) -> Decimal:
    """A number to so many decimals."""
    return Decimal(f"{value:.{decimals}f}")


def share(part: int, whole: int) -> str:
    """A share of draws in whole percent; what is not none is not shown as none, nor as all."""
    exact = Decimal(part) / whole
    if part and exact <= Decimal("0.005"):
        return f"<{percent(Decimal('0.01'))}"
    if part < whole and exact >= Decimal("0.995"):
        return f">{percent(Decimal('0.99'))}"
    return percent(exact)


def weighed(names: Names, found: Robustness) -> list[Weighed]:
    """The figures, the one that matters most first, and what chance alone does among them."""
    most = max((one.share for one in found.influences), default=0) or 1
    written = dict(zip(found.figures, found.given, strict=True))
    drawn = dict(zip(found.figures, means(found.rows[0]), strict=True))
    return [
        Weighed(
            label=_("chance alone") if one.figure is None else label(names, one.figure),
            share=percent(decimal(one.share, 3)),
            bar=one.share / most,
            given="" if one.figure is None else given(one.figure, written[one.figure]),
            drawn="" if one.figure is None else mean(one.figure, drawn[one.figure]),
        )
        for one in found.influences
    ]


def about(thousandths: int) -> str:
    """Points to a tenth."""
    return points(_STEP * round(thousandths / _STEP))
