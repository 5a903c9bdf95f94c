"""Results as CSV: commas, LF line ends, a header, points with a decimal point."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from fmkwave.points import show_points

if TYPE_CHECKING:
    from fmkwave.compare import Comparison
    from fmkwave.model import Inputs, Plan
    from fmkwave.model.robustness import Robustness
    from fmkwave.objective import Term
    from fmkwave.ranking import Ranked

Row = Sequence[str | int | None]


def plan(inputs: Inputs, plan: Plan, *, losses: bool = False) -> str:
    """A plan as CSV, by wave and then in Danish order; the losses only where they were asked for.

    A plan may have losses that nobody asked for: the columns are the same in any folder.
    """
    waves = plan.wave_numbers if losses else ()
    return _dumps(
        ("code", "municipality", "wave", "quarter", "points", *(f"loss_{w}" for w in waves)),
        (
            (
                *(code, inputs.name(code), wave, quarter, show_points(plan.points[code])),
                *(_losses(plan, code) if losses else ()),
            )
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


def comparison(inputs: Inputs, found: Comparison) -> str:
    """A comparison as CSV: a row for each municipality, with its wave and points in both plans."""
    moved = {move.code for move in found.moves}
    before, after = found.before, found.after
    header = ["code", "municipality", "region", "from", "to", "moved"]
    return _dumps(
        (*header, "from_points", "to_points"),
        (
            (
                *(code, inputs.name(code), inputs.municipalities[code].region),
                *(before.placement.get(code), after.placement.get(code)),
                "yes" if code in moved else "no",
                *(_points(side.worth.own.get(code)) for side in (before, after)),
            )
            for code in inputs.in_danish_order(inputs.municipalities)
        ),
    )


def robustness(found: Robustness) -> str:
    """Robustness as CSV: a row for each municipality and wave, with how many draws take it there.

    ``share`` is a part of 1, and ``planned`` tells the wave that the plan has it in.
    """
    return _dumps(
        ("code", "municipality", "wave", "quarter", "draws", "share", "planned"),
        (
            (
                *(row.code, row.name, wave, quarter, count),
                *(f"{found.share(row, wave):.4f}", "yes" if wave == row.wave else "no"),
            )
            for row in found.rows
            for wave, (quarter, count) in enumerate(
                zip(found.quarters, row.counts, strict=True), start=1
            )
        ),
    )


def _points(points: int | None) -> str | None:
    return None if points is None else show_points(points)


def _losses(plan: Plan, code: str) -> Row:
    """The loss in each wave, blank where no plan has the municipality there."""
    losses = () if plan.losses is None else plan.losses[code]
    return [None if loss is None else show_points(loss) for loss in losses]


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
