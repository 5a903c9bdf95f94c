"""How far a plan depends on the weights as sheets: shares, weights, and whom they speak for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fmkwave.language import _
from fmkwave.points import in_points
from fmkwave.render import robustfigures, robustwords, words
from fmkwave.render.sheets.about import about
from fmkwave.render.sheets.grid import (
    Cell,
    Column,
    Notes,
    Row,
    Sheet,
    Typed,
    amount,
    by_municipality,
    share,
)

if TYPE_CHECKING:
    from fmkwave.model import Inputs
    from fmkwave.model.robustness import Acceptability, Figure, Robustness
    from fmkwave.render.robustfigures import Names


def robustness(inputs: Inputs, found: Robustness) -> list[Sheet | Notes]:
    """The shares of draws, how much each weight matters, and the mean weights of each placement."""
    names = inputs.programme.called
    sentences = [*robustwords.findings(found), *robustwords.how_drawn(found)]
    facts: list[Row] = [(_("Robustness"), None, sentence) for sentence in sentences]
    return [
        _shares(found),
        *([_weights(names, found)] if found.influences else []),
        _central(names, found),
        about(inputs, found.notices, facts),
    ]


def _shares(found: Robustness) -> Sheet:
    heads = [Column(_("Wave {wave}", wave=wave), "heat") for wave in found.wave_numbers]
    rows = [
        (
            *(row.code, row.name, row.wave, share(row.counts[row.wave - 1], found.draws)),
            *(share(count, found.draws) for count in row.counts),
        )
        for row in found.rows
    ]
    columns = (Column(_("Wave in the plan"), "wave"), Column(_("Keeps it"), "share"), *heads)
    return by_municipality(robustwords.strip_heading(), columns, rows)


def _weights(names: Names, found: Robustness) -> Sheet:
    """Each figure, the one that matters most first; the draws' mean is the same for everyone."""
    means = robustfigures.means(found.rows[0])
    place = {figure: at for at, figure in enumerate(found.figures)}
    rows: list[Row] = []
    for one in found.influences:
        matters = robustfigures.decimal(one.share, 3)
        if one.figure is None:
            rows.append((_("chance alone"), matters, None, None))
        else:
            at = place[one.figure]
            rows.append(
                (
                    *(robustfigures.label(names, one.figure), matters),
                    *(_cell(one.figure, value) for value in (found.given[at], means[at])),
                )
            )
    columns = (
        Column(_("Weight")),
        Column(_("Matters"), "share"),
        Column(_("As written"), "points"),
        Column(_("Mean drawn"), "points"),
    )
    return Sheet(_("Which weight matters most"), columns, rows)


def _central(names: Names, found: Robustness) -> Sheet:
    """The mean of the figures in the draws in which a municipality takes a wave."""
    columns = (
        Column(_("Takes"), "wave"),
        Column(_("Share of draws"), "share"),
        *(
            Column(
                words.capital(robustfigures.label(names, one)),
                "share" if one.group == "answers" else "points",
            )
            for one in found.figures
        ),
    )
    rows = [line for row in found.rows for line in _central_rows(found, row)]
    return by_municipality(_("Weights that speak for it"), columns, rows)


def _central_rows(found: Robustness, row: Acceptability) -> Iterator[Sequence[Cell]]:
    for wave, (count, central) in enumerate(zip(row.counts, row.central, strict=True), start=1):
        if central is not None:
            yield (
                *(row.code, row.name, wave, share(count, found.draws)),
                *(
                    in_points(robustfigures.rounded(figure, value))
                    for figure, value in zip(found.figures, central, strict=True)
                ),
            )


def _cell(figure: Figure, thousandths: int) -> Cell:
    """A figure: points, or the part of a weight that an answer earns."""
    exact = amount(robustfigures.rounded(figure, thousandths))
    return Typed("share", exact) if figure.group == "answers" else exact
