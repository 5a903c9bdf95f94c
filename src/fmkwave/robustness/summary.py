"""What draws say of a plan, taken together: the same for the same draws in any order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from fmkwave.model.robustness import Acceptability, Draw, Figure, Influence, Robustness
from fmkwave.parts import PUBLISHED
from fmkwave.robustness.drawing import Case
from fmkwave.robustness.sampling import figures
from fmkwave.texts import Message, message


def summarise(case: Case, draws: Sequence[Draw], asked: int) -> Robustness:
    """What draws say of the plan in question.

    Args:
        case: What they have in common.
        draws: The draws made, at least one.
        asked: How many were asked for.
    """
    inputs = case.inputs
    ordered = sorted(draws, key=lambda draw: draw.number)
    drawn, given = figures(inputs.programme)
    waves = tuple(case.placement[code] for code in inputs.municipalities)
    codes = enumerate(inputs.municipalities)
    rows = {code: _acceptability(case, ordered, code, at) for at, code in codes}
    agreeing = sum(row.counts[row.wave - 1] for row in rows.values())
    regrets = [draw.best - draw.kept for draw in ordered]
    return Robustness(
        programme=inputs.programme.name,
        sampling=case.sampling,
        draws=len(ordered),
        asked=asked,
        quarters=inputs.programme.quarters,
        figures=drawn,
        given=given,
        rows=tuple(rows[code] for code in inputs.in_danish_order(rows)),
        same=sum(draw.waves == waves for draw in ordered),
        agreement=agreeing / (len(ordered) * len(rows)),
        best=_mean([draw.best for draw in ordered]),
        regret=_mean(regrets),
        worst_regret=max(regrets),
        influences=tuple(_influences(case, ordered)),
        inputs={
            file: source.meaning for file, source in inputs.sources.items() if file != PUBLISHED
        },
        notices=(*inputs.notices, *_remarks(drawn)),
    )


def _remarks(drawn: Sequence[Figure]) -> Iterator[Message]:
    if all(figure.group == "answers" for figure in drawn):
        yield message("Every weight is 0, so that the draws tell nothing of the plan.")


def _acceptability(case: Case, draws: Sequence[Draw], code: str, at: int) -> Acceptability:
    takes = [
        [draw.figures for draw in draws if draw.waves[at] == wave]
        for wave in case.inputs.programme.wave_numbers
    ]
    return Acceptability(
        code=code,
        name=case.inputs.name(code),
        wave=case.placement[code],
        counts=tuple(map(len, takes)),
        central=tuple(
            tuple(_mean(values) for values in zip(*one, strict=True)) if one else None
            for one in takes
        ),
    )


def _influences(case: Case, draws: Sequence[Draw]) -> Iterator[Influence]:
    """How far apart the plans are of draws with a figure in its upper and in its lower half.

    Regional sensitivity analysis (R. C. Spear and G. M. Hornberger, "Eutrophication in Peel Inlet
    II", Water Research 14, 1980), with a parameter that cannot matter beside the others to tell
    what is chance (F. Khorashadi Zadeh and others, "Comparison of variance-based and
    moment-independent global sensitivity analysis approaches by application to the SWAT model",
    Environmental Modelling & Software 91, 2017).
    """
    if len(draws) == 1:
        return
    found, _given = figures(case.inputs.programme)
    shares = [
        Influence(figure=figure, share=_apart(sorted(draws, key=lambda draw: draw.figures[at])))
        for at, figure in enumerate(found)
    ]
    odd = Influence(figure=None, share=_apart(sorted(draws, key=lambda draw: draw.number % 2)))
    yield from sorted((*shares, odd), key=lambda one: -one.share)


def _apart(ranked: Sequence[Draw]) -> float:
    """How far the first half of draws lies from the last one; between them, one may be left out."""
    half = len(ranked) // 2
    below = zip(*(draw.waves for draw in ranked[:half]), strict=True)
    above = zip(*(draw.waves for draw in ranked[-half:]), strict=True)
    units = len(ranked[0].waves)
    apart = sum(
        (Counter(low) - Counter(high)).total() for low, high in zip(below, above, strict=True)
    )
    return apart / (half * units)


def _mean(values: Sequence[int]) -> int:
    """The mean, rounded half up; whole numbers, so that it is the same on any machine."""
    return (2 * sum(values) + len(values)) // (2 * len(values))
