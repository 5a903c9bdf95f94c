"""A plan as sheets: who stands where, the waves, and what was asked beyond them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.language import _, said
from fmkwave.objective import scores
from fmkwave.render import words
from fmkwave.render.sheets.about import about, facts
from fmkwave.render.sheets.grid import (
    Cell,
    Column,
    Notes,
    Row,
    Sheet,
    amount,
    by_municipality,
    quarter,
    share,
)

if TYPE_CHECKING:
    from fmkwave.losses import Near
    from fmkwave.model import Inputs, Plan
    from fmkwave.moves import Shift
    from fmkwave.render.planning import Beyond
    from fmkwave.replanning import Replanning


def plan(inputs: Inputs, plan: Plan, beyond: Beyond) -> list[Sheet | Notes]:
    """A plan as sheets.

    Args:
        inputs: What the plan was made from.
        plan: The plan.
        beyond: What is shown beyond the waves.
    """
    found: list[Sheet | Notes] = [_municipalities(inputs, plan), _waves(inputs, plan)]
    if beyond.shift is not None:
        found.append(change(beyond.shift))
    if beyond.replanning is not None:
        found.append(_replanned(inputs, beyond.replanning))
    if beyond.near is not None:
        found.append(_near(plan, *beyond.near))
    if beyond.losses and plan.losses is not None:
        found.append(_losses(inputs, plan, plan.losses))
    engine: Row = (_("Engine"), None, plan.engine)
    known = [*facts(plan, beyond.shift), *_price(beyond.replanning), engine]
    return [*found, about(inputs, words.notices(plan), known)]


def change(shift: Shift) -> Sheet:
    """What a what-if does: who moves, from where to where."""
    columns = (Column(_("Before"), "wave"), Column(_("After"), "wave"))
    rows = [(one.code, one.name, one.before, one.after) for one in shift.moves]
    return by_municipality(_("What the change does"), columns, rows)


def _replanned(inputs: Inputs, told: Replanning) -> Sheet:
    """Who moves against the plan announced."""
    columns = (
        Column(_("Announced"), "wave"),
        Column(_("Now"), "wave"),
        Column(_("Citizens"), "count"),
        Column(_("Region")),
        *([Column(_("Staying would cost"), "points")] if told.staying else []),
    )
    rows = [
        (
            *(one.code, one.name, one.before, one.after),
            *(inputs.citizens([one.code]), inputs.municipalities[one.code].region),
            *([_staying(told, one.code)] if told.staying else []),
        )
        for one in told.moves
    ]
    return by_municipality(_("Replanning"), columns, rows)


def _staying(told: Replanning, code: str) -> Cell:
    loss = told.staying[code]
    return _("no plan") if loss is None else amount(loss)


def _price(told: Replanning | None) -> Iterator[Row]:
    """What staying costs, and what it takes to keep everybody."""
    if told is None:
        return
    if told.stability:
        yield _("Given up for staying"), amount(told.given_up), _("points")
    if told.least is not None:
        yield _("Nobody moves from"), amount(told.least), _("points each for staying")
    for rule in told.barred_by:
        yield _("No points keep everybody"), None, words.capital(said(rule))


def _municipalities(inputs: Inputs, plan: Plan) -> Sheet:
    columns = (
        Column(_("Wave"), "wave"),
        Column(_("Period")),
        Column(_("Wish")),
        Column(_("Own points"), "points"),
        Column(_("Readiness"), "points"),
        Column(_("Priority"), "points"),
        Column(_("Region")),
        Column(_("Population"), "count"),
        Column(_("Vendor")),
    )
    return by_municipality(_("Plan"), columns, list(_placed(inputs, plan)))


def _placed(inputs: Inputs, plan: Plan) -> Iterator[Row]:
    """Everybody, by wave and then in Danish order."""
    vendor_of = inputs.vendor_of
    score_of = scores(inputs)
    for wave in plan.wave_numbers:
        for code in inputs.in_danish_order(plan.members(wave)):
            one, score = inputs.municipalities[code], score_of[code]
            yield (
                *(code, one.name, wave, quarter(plan.quarters[wave - 1]), quarter(score.wish)),
                *(amount(plan.points[code]), amount(score.readiness), amount(score.priority)),
                *(one.region, one.population, vendor_of.get(code)),
            )


def _waves(inputs: Inputs, plan: Plan) -> Sheet:
    columns = (
        Column(_("Wave"), "wave"),
        Column(_("Period")),
        Column(_("Municipalities"), "count"),
        Column(_("At least"), "count"),
        Column(_("At most"), "count"),
        Column(_("Citizens"), "count"),
        Column(_("Share of all citizens"), "share"),
        Column(_("Own points"), "points"),
    )
    return Sheet(_("Waves"), columns, list(_sizes(inputs, plan)))


def _sizes(inputs: Inputs, plan: Plan) -> Iterator[Row]:
    everyone = inputs.citizens(inputs.municipalities)
    for number, wave in enumerate(inputs.programme.waves, start=1):
        members = plan.members(number)
        citizens = inputs.citizens(members)
        yield (
            *(number, quarter(wave.quarter), len(members), wave.size.min, wave.size.max),
            citizens,
            share(citizens, everyone),
            amount(sum(plan.points[code] for code in members)),
        )


def _near(plan: Plan, within: int, found: Sequence[Near]) -> Sheet:
    columns = (
        Column(_("Stands in"), "wave"),
        Column(_("Could be in"), "wave"),
        Column(_("Loss"), "points"),
    )
    rows = [
        (one.code, one.name, plan.placement[one.code], one.wave, amount(one.loss)) for one in found
    ]
    name = _("Within {points} points", points=language.points(within))
    return by_municipality(name, columns, rows)


def _losses(inputs: Inputs, plan: Plan, losses: Mapping[str, Sequence[int | None]]) -> Sheet:
    columns = (
        Column(_("Stands in"), "wave"),
        *(Column(_("Loss in wave {wave}", wave=n), "points") for n in plan.wave_numbers),
    )
    rows = [
        (
            *(code, inputs.name(code), plan.placement[code]),
            *(_("no plan") if loss is None else amount(loss) for loss in losses[code]),
        )
        for code in inputs.in_danish_order(losses)
    ]
    return by_municipality(_("Losses"), columns, rows)
