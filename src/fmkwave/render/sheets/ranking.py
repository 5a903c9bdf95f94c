"""Scores as sheets: every answer and share with the points it earns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fmkwave.language import _, named
from fmkwave.parts import PLAN
from fmkwave.render import words
from fmkwave.render.sheets.about import about
from fmkwave.render.sheets.grid import Cell, Column, Notes, Sheet, amount, by_municipality, quarter

if TYPE_CHECKING:
    from fmkwave.model import Inputs
    from fmkwave.objective import Score
    from fmkwave.ranking import Ranked


def scores(
    inputs: Inputs, rows: Sequence[Ranked], notices: Sequence[str] = ()
) -> list[Sheet | Notes]:
    """Scores as sheets, in the order of the rows."""
    columns = (
        Column(_("Readiness"), "points"),
        Column(_("Priority"), "points"),
        *_term_columns(inputs),
        Column(_("Wave in {file}", file=PLAN), "wave"),
        Column(_("Wish")),
        Column(_("Region")),
        Column(_("Vendor")),
    )
    cells = [
        (
            *(row.code, row.name, amount(row.score.readiness), amount(row.score.priority)),
            *_terms(inputs, row.score),
            row.wave,
            *(quarter(row.score.wish), row.region, row.vendor),
        )
        for row in rows
    ]
    return [
        by_municipality(_("Scores"), columns, cells),
        about(inputs, (*notices, *inputs.notices)),
    ]


def _term_columns(inputs: Inputs) -> Iterator[Column]:
    called, weights = inputs.programme.called, inputs.programme.weights
    for name in (*weights.readiness, *weights.uptake):
        shown = words.capital(named(called, name))
        yield Column(shown, "share" if name in weights.uptake else "text")
        yield Column(_("{name}, points", name=shown), "points")


def _terms(inputs: Inputs, score: Score) -> Iterator[Cell]:
    for term in score.terms:
        if term.group == "uptake":
            yield term.credit
        else:
            yield _answer(inputs, term.answer)
        yield amount(term.points)


def _answer(inputs: Inputs, given: str | None) -> str:
    return _("blank") if given is None else named(inputs.programme.called, given)
