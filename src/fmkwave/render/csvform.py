"""Results as CSV: commas, LF line ends, a header, points with a decimal point."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from fmkwave.points import show_points

if TYPE_CHECKING:
    from fmkwave.model import Inputs, Plan
    from fmkwave.objective import Term
    from fmkwave.ranking import Ranked

Row = Sequence[str | int | None]


def plan(inputs: Inputs, plan: Plan) -> str:
    """A plan as CSV, by wave and then in Danish order."""
    return _dumps(
        ("code", "municipality", "wave", "quarter", "points"),
        (
            (code, inputs.name(code), wave, quarter, show_points(plan.points[code]))
            for wave, quarter in enumerate(plan.quarters, start=1)
            for code in inputs.in_danish_order(plan.members(wave))
        ),
    )


def scores(inputs: Inputs, rows: Sequence[Ranked]) -> str:
    """Scores as CSV: a row for each municipality, columns for every term."""
    header = ["code", "municipality", "region", "vendor", "wave", "wish", "readiness", "priority"]
    weights = inputs.programme.weights
    for name in weights.readiness:
        header += [f"{name}_answer", f"{name}_weight", f"{name}_credit", f"{name}_points"]
    for name in weights.uptake:
        header += [f"{name}_weight", f"{name}_credit", f"{name}_points"]
    return _dumps(header, (_score(row) for row in rows))


def _score(row: Ranked) -> Row:
    score = row.score
    return [
        *(row.code, row.name, row.region, row.vendor, row.wave, score.wish),
        *(show_points(score.readiness), show_points(score.priority)),
        *(cell for term in score.terms for cell in _term(term)),
    ]


def _term(term: Term) -> Row:
    figures = (show_points(term.weight), f"{term.credit:f}", show_points(term.points))
    return figures if term.group == "uptake" else (term.answer, *figures)


def _dumps(header: Row, rows: Iterable[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
