"""The last sheet of every spreadsheet: what must be said of it, the weights, and the sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fmkwave.language import _, said
from fmkwave.render import background, words
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
            Block((_("Weight"), _("Points"), _("Reason")), _weights(inputs)),
            Block((_("Answer"), _("Counts"), _("Reason")), _answers(inputs)),
            Block((_("File"), _("Basis"), _("Source")), _sources(inputs)),
        ),
    )


def facts(plan: Plan, shift: Shift | None = None) -> list[Row]:
    """What is known of a plan as a whole, and what it is worth without the what-if."""
    found: list[Row] = [(_("Total"), amount(plan.total), _("points"))]
    if shift is not None:
        found.append((_("Without the change"), amount(shift.total_before), _("points")))
    if plan.stability:
        found.append((_("Staying"), amount(plan.stability), _("points, not in the total")))
    return found + [(label, None, told) for label, told in words.facts_in_words(plan)]


def _weights(inputs: Inputs) -> list[Row]:
    return [(one.label, amount(one.weight), one.reason) for one in background.weights(inputs)]


def _answers(inputs: Inputs) -> list[Row]:
    return [
        (one.label, Typed("share", one.credit), one.reason) for one in background.answers(inputs)
    ]


def _sources(inputs: Inputs) -> list[Row]:
    return [(one.file, Typed("text", one.basis), one.source) for one in background.sources(inputs)]
