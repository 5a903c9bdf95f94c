"""What is said of a plan beyond its waves: losses, near-ties, and who moved for what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from fmkwave import language
from fmkwave.language import _, _n, said
from fmkwave.parts import PLAN
from fmkwave.render import words
from fmkwave.render.pages import Bullets, Grid, Part, Section

if TYPE_CHECKING:
    from fmkwave.losses import Near
    from fmkwave.model import Inputs, Plan
    from fmkwave.moves import Move, Shift
    from fmkwave.replanning import Replanning


class Beyond(NamedTuple):
    """What is shown of a plan beyond its waves; None for what was not asked for.

    Attributes:
        losses: Whether the table of losses is shown.
        near: The placements that cost little, with the most that they cost.
        shift: What a what-if does to the plan.
        replanning: What the plan keeps of the one announced.
    """

    losses: bool = False
    near: tuple[int, Sequence[Near]] | None = None
    shift: Shift | None = None
    replanning: Replanning | None = None


NOTHING = Beyond()


def sections(inputs: Inputs, plan: Plan, beyond: Beyond) -> Iterator[Section]:
    """The sections that follow the waves."""
    if beyond.shift is not None:
        yield Section(_("What the change does"), shift_parts(beyond.shift))
    if beyond.replanning is not None:
        yield Section(_("Replanning"), list(_replanned(inputs, beyond.replanning)))
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
    return " ".join(_worths(told))


def _worths(told: Shift) -> Iterator[str]:
    yield _totals(told)
    change = told.stability - told.stability_before
    if change:
        yield _(
            "What it earns by staying, which counts beside that, is {points} points, {change} "
            "against {before}.",
            points=language.points(told.stability),
            change=words.signed(change),
            before=language.points(told.stability_before),
        )


def _totals(told: Shift) -> str:
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


def _replanned(inputs: Inputs, told: Replanning) -> Iterator[Part]:
    """Who moves against the plan announced, what staying costs, and what would keep everybody."""
    if told.moves:
        yield _n(
            "{number} of {everyone} municipalities announced in {file} moves, with {citizens} "
            "citizens:",
            "{number} of {everyone} municipalities announced in {file} move, with {citizens} "
            "citizens:",
            len(told.moves),
            everyone=told.announced,
            file=PLAN,
            citizens=language.amount(told.citizens),
        )
        yield _movers(inputs, told)
    else:
        yield _("Nobody moves: everybody stays in the wave announced in {file}.", file=PLAN)
    yield " ".join([*_price(told), _enough(told)])
    if told.barred_by:
        yield Bullets([words.capital(said(rule)) for rule in told.barred_by])


def _movers(inputs: Inputs, told: Replanning) -> Grid:
    cost = (_("Staying would cost"),) if told.staying else ()
    return Grid(
        headings=(_("Municipality"), _("Announced"), _("Now"), _("Citizens"), *cost),
        rows=[
            (
                *(one.name, _wave_of(one.before), _wave_of(one.after)),
                language.amount(inputs.citizens([one.code])),
                *([_cost(told, one)] if told.staying else []),
            )
            for one in told.moves
        ],
        right=frozenset({3, 4}),
    )


def _wave_of(number: int | None) -> str:
    return _("none") if number is None else words.wave(number)


def _cost(told: Replanning, one: Move) -> str:
    loss = told.staying[one.code]
    return _("no plan") if loss is None else language.points(loss)


def _price(told: Replanning) -> Iterator[str]:
    """What the points for staying cost the total."""
    if not told.stability:
        return
    yield _("Staying earns {points} points each.", points=language.points(told.stability))
    if told.given_up:
        yield _(
            "For that the plan gives up {points} points of its total, which would be {total} if "
            "staying earned nothing.",
            points=language.points(told.given_up),
            total=language.points(told.total_without),
        )
    else:
        yield _("The plan gives up nothing for that: no plan has a higher total.")


def _enough(told: Replanning) -> str:
    """The least points for staying at which nobody moves."""
    if told.least is None:
        return _("No points for staying would keep everybody, since these limits do not allow it:")
    if told.least == 0:
        return _("Nobody would move even if staying earned nothing.")
    return _(
        "Nobody moves if staying earns {points} points each or more.",
        points=language.points(told.least),
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
            # Of a committed plan, the wave that it has may cost something too.
            yield _("here, {points}", points=language.points(loss)) if loss else _("here")
        else:
            yield _("no plan") if loss is None else language.points(loss)
