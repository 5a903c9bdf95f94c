"""What is said of a plan beyond its waves: losses, near-ties, and what a what-if moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from fmkwave import language
from fmkwave.language import _
from fmkwave.render import words
from fmkwave.render.pages import Bullets, Grid, Part, Section

if TYPE_CHECKING:
    from fmkwave.losses import Near
    from fmkwave.model import Inputs, Plan
    from fmkwave.moves import Shift


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
        yield Section(_("What the change does"), shift_parts(beyond.shift))
    if beyond.near is not None:
        yield Section(*_near(plan, *beyond.near))
    if beyond.losses and plan.losses is not None:
        heading = _("Points that the best plan loses with a municipality in another wave")
        yield Section(heading, [_losses(inputs, plan, plan.losses)])


def shift_parts(told: Shift) -> list[Part]:
    """What a what-if does to the best plan: its total, and who moves."""
    total = _worth(told)
    if not told.moves:
        return [total, _("Nobody moves.")]
    moved = [
        _(
            "{name}: wave {before} to wave {after}",
            name=one.name,
            before=one.before,
            after=one.after,
        )
        for one in told.moves
    ]
    who = _("Who moves:")
    return [f"{total} {who}", Bullets(moved)]


def _worth(told: Shift) -> str:
    change = told.total - told.total_before
    total = language.points(told.total)
    if not change:
        return _(
            "The best plan is worth {total} points, as much as without the change.", total=total
        )
    return _(
        "The best plan is worth {total} points, {change} against {before} without the change.",
        total=total,
        change=words.signed(change),
        before=language.points(told.total_before),
    )


def _near(plan: Plan, within: int, found: Sequence[Near]) -> tuple[str, list[Part]]:
    if within == 0:
        heading = _("Could stand elsewhere at no loss")
    else:
        most = language.points(within)
        heading = _("Could stand elsewhere for {points} points or less", points=most)
    if not found:
        return heading, [_("Nobody.")]
    grid = Grid(
        headings=(_("Municipality"), _("Stands in"), _("Could be in"), _("Loss")),
        rows=[
            (
                one.name,
                words.wave(plan.placement[one.code]),
                words.wave(one.wave),
                language.points(one.loss),
            )
            for one in found
        ],
        right=frozenset({3}),
    )
    return heading, [grid]


def _losses(inputs: Inputs, plan: Plan, losses: Mapping[str, Sequence[int | None]]) -> Grid:
    return Grid(
        headings=(_("Municipality"), *(_("Wave {wave}", wave=n) for n in plan.wave_numbers)),
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
            yield _("here")
        else:
            yield _("no plan") if loss is None else language.points(loss)
