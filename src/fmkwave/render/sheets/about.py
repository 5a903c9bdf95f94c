"""The last sheet of every spreadsheet: what must be said of it, the weights, and the sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fmkwave.language import _, named, said
from fmkwave.render import reportmethod, words
from fmkwave.render.sheets.grid import Block, Notes, Row, Typed, amount

if TYPE_CHECKING:
    from fmkwave.model import Inputs, Plan
    from fmkwave.moves import Shift


def about(inputs: Inputs, notices: Sequence[str], facts: Sequence[Row] = ()) -> Notes:
    """The sheet with what holds for all others.

    Args:
        inputs: What the result follows from.
        notices: What must be said wherever it is shown.
        facts: What else is known of it: a label, a number or nothing, and words.
    """
    told: list[Row] = [(_("Programme"), None, inputs.programme.name)]
    told += [(_("Note"), None, said(notice)) for notice in notices]
    return Notes(
        name=_("About"),
        kinds=("text", "points", "long"),
        blocks=(
            Block((), [*told, *facts]),
            Block((_("Weight"), _("Points"), _("Reason")), list(_weights(inputs))),
            Block((_("Answer"), _("Counts"), _("Reason")), list(_answers(inputs))),
            _sources(inputs),
        ),
    )


def facts(plan: Plan, shift: Shift | None = None) -> list[Row]:
    """What is known of a plan as a whole, and what it is worth without the what-if."""
    links = _("{number} of {whole}", number=plan.links_kept, whole=plan.links_total)
    found: list[Row] = [
        (_("Total"), amount(plan.total), _("points")),
        (_("Proof"), None, words.proof(plan)),
        (_("Unique"), None, words.unique(plan)),
        (_("Links kept"), None, links),
    ]
    if shift is not None:
        found.insert(1, (_("Without the change"), amount(shift.total_before), _("points")))
    return found


def _weights(inputs: Inputs) -> Iterator[Row]:
    called, weights = inputs.programme.called, inputs.programme.weights
    for name, one in (*weights.readiness.items(), *weights.uptake.items()):
        yield named(called, name), amount(one.weight), one.reason
    yield _("each quarter from the wish"), amount(-weights.wish.weight), weights.wish.reason
    for name, link in weights.links.items():
        yield _("link kept: {kind}", kind=named(called, name)), amount(link.weight), link.reason


def _answers(inputs: Inputs) -> Iterator[Row]:
    called = inputs.programme.called
    for name, one in inputs.programme.answers.items():
        yield named(called, name), Typed("share", one.credit), one.reason


def _sources(inputs: Inputs) -> Block:
    grid = reportmethod.sources(inputs)
    rows = [(file, Typed("text", basis), source) for file, basis, source in grid.rows]
    return Block(grid.headings, rows)
