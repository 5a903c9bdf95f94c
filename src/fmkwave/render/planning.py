"""What is said of a plan beyond its waves: losses, near-ties, and what a what-if moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.points import show_points
from fmkwave.render import words
from fmkwave.render.pages import Bullets, Grid, Part, Section

if TYPE_CHECKING:
    from fmkwave.losses import Near
    from fmkwave.model import Inputs, Plan
    from fmkwave.moves import Shift

HERE = "here"
IMPOSSIBLE = "no plan"


class Beyond(NamedTuple):
    """What is shown of a plan beyond its waves; None for what was not asked for.

    Attributes:
        losses: Whether the table of losses is shown.
        near: The placements that cost little, with the most that they cost.
        shift: What a what-if does to the plan.
    """

    losses: bool = False
    near: tuple[int, Sequence[Near]] | None = None
    shift: Shift | None = None


NOTHING = Beyond()


def sections(inputs: Inputs, plan: Plan, beyond: Beyond) -> Iterator[Section]:
    """The sections that follow the waves."""
    if beyond.shift is not None:
        yield Section("What the change does", shift_parts(beyond.shift))
    if beyond.near is not None:
        yield Section(*_near(plan, *beyond.near))
    if beyond.losses and plan.losses is not None:
        heading = "Points that the best plan loses with a municipality in another wave"
        yield Section(heading, [_losses(inputs, plan, plan.losses)])


def shift_parts(told: Shift) -> list[Part]:
    """What a what-if does to the best plan: its total, and who moves."""
    change = told.total - told.total_before
    against = (
        f"{words.signed(change)} against {show_points(told.total_before)} without the change"
        if change
        else "as much as without the change"
    )
    total = f"The best plan is worth {words.points(told.total)}, {against}."
    if not told.moves:
        return [total, "Nobody moves."]
    moved = [f"{move.name}: wave {move.before} to wave {move.after}" for move in told.moves]
    return [f"{total} Who moves:", Bullets(moved)]


def _near(plan: Plan, within: int, found: Sequence[Near]) -> tuple[str, list[Part]]:
    if within == 0:
        heading = "Could stand elsewhere at no loss"
    else:
        heading = f"Could stand elsewhere for {show_points(within)} points or less"
    if not found:
        return heading, ["Nobody."]
    grid = Grid(
        headings=("Municipality", "Stands in", "Could be in", "Loss"),
        rows=[
            (
                one.name,
                f"wave {plan.placement[one.code]}",
                f"wave {one.wave}",
                show_points(one.loss),
            )
            for one in found
        ],
        right=frozenset({3}),
    )
    return heading, [grid]


def _losses(inputs: Inputs, plan: Plan, losses: Mapping[str, Sequence[int | None]]) -> Grid:
    return Grid(
        headings=("Municipality", *(f"Wave {wave}" for wave in plan.wave_numbers)),
        rows=[
            (inputs.name(code), *_told(losses[code], plan.placement[code]))
            for code in inputs.in_danish_order(losses)
        ],
        right=frozenset(plan.wave_numbers),
    )


def _told(losses: Sequence[int | None], here: int) -> Iterator[str]:
    """The loss in each wave, first wave first; the municipality stands in one of them."""
    for wave, loss in enumerate(losses, start=1):
        if wave == here:
            yield HERE
        else:
            yield IMPOSSIBLE if loss is None else show_points(loss)
