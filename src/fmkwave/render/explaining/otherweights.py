"""What draws of the weights say of a municipality: how sure its wave is, what speaks for others.

The mean weights of the draws with a placement are what the literature calls its central weights
(Lahdelma, Hokkanen and Salminen, European Journal of Operational Research 106, 1998).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from fmkwave.language import _, _n, amount
from fmkwave.render import robustfigures, robustwords, words
from fmkwave.render.explaining.phrases import wave_of
from fmkwave.render.pages import Grid, Part, Section

if TYPE_CHECKING:
    from fmkwave.explanation import Explanation
    from fmkwave.explanation.types import Drawn

_LEAST_SHARE, _LEAST_DRAWS = Decimal("0.05"), 20
"""Of fewer draws a mean is chance."""

_SHOWN = 3


def sections(told: Explanation) -> Iterator[Section]:
    """The section about other weights, where draws of them are known."""
    if told.drawn is not None:
        yield Section(_("Under other weights"), list(_parts(told, told.drawn)))


def _parts(told: Explanation, drawn: Drawn) -> Iterator[Part]:
    yield " ".join([_shares(told, drawn), *robustwords.what_drawn(drawn.sampling)])
    often = [
        wave
        for wave, count in enumerate(drawn.row.counts, start=1)
        if count >= _LEAST_DRAWS and count >= _LEAST_SHARE * drawn.draws
    ]
    if len(often) > 1:
        yield _("The weights that differ most between the draws with each wave, on average:")
        yield _central(told, drawn, often)


def _shares(told: Explanation, drawn: Drawn) -> str:
    counts = drawn.row.counts
    known = {"wave": wave_of(told, told.wave), "draws": amount(drawn.draws)}
    others = [
        _("wave {wave} in {share}", wave=wave, share=robustfigures.share(count, drawn.draws))
        for wave, count in enumerate(counts, start=1)
        if count and wave != told.wave
    ]
    if not others:
        return _n(
            "It takes {wave} in the only draw of the weights.",
            "It takes {wave} in all of {draws} draws of the weights.",
            drawn.draws,
            **known,
        )
    return _n(
        "It takes {wave} in {share} of {draws} draw of the weights, {others}.",
        "It takes {wave} in {share} of {draws} draws of the weights, {others}.",
        drawn.draws,
        share=robustfigures.share(counts[told.wave - 1], drawn.draws),
        others=words.listed(others),
        **known,
    )


def _central(told: Explanation, drawn: Drawn, waves: list[int]) -> Grid:
    """Mean weights of the draws with each of some waves, beside those written down and drawn."""
    central = [found for wave in waves if (found := drawn.row.central[wave - 1]) is not None]
    columns, overall = list(zip(*central, strict=True)), robustfigures.means(drawn.row)
    # By how many times its mean a figure differs: a point means more to a light one.
    apart = [(max(means) - min(means)) * len(means) / sum(means) for means in columns]
    most = sorted(range(len(columns)), key=lambda at: -apart[at])[:_SHOWN]
    rows = [
        (
            robustfigures.label(told.names, drawn.figures[at]),
            robustfigures.given(drawn.figures[at], drawn.given[at]),
            *(robustfigures.mean(drawn.figures[at], mean) for mean in (overall[at], *columns[at])),
        )
        for at in most
    ]
    heads = [_("Wave {wave}", wave=wave) for wave in waves]
    right = frozenset(range(1, 3 + len(waves)))
    return Grid((_("Weight"), _("As written"), _("Mean drawn"), *heads), rows, right)
