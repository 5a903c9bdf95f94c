"""Explanations as sheets: one for each thing that is asked about a municipality."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from fmkwave.commands import command
from fmkwave.language import _, named, said
from fmkwave.render import explaining, words
from fmkwave.render.explaining.phrases import answer, bars
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
from fmkwave.render.sheets.plans import change

if TYPE_CHECKING:
    from fmkwave.explanation import Explanation
    from fmkwave.explanation.types import Alternative, Flip
    from fmkwave.model import Inputs, Plan
    from fmkwave.moves import Shift


def explanations(
    inputs: Inputs, plan: Plan, told: Sequence[Explanation], shift: Shift | None
) -> list[Sheet | Notes]:
    """Explanations as sheets, each about all the municipalities.

    Args:
        inputs: What the plan was made from.
        plan: The plan.
        told: The explanations.
        shift: What the what-if does under which they hold, if there is one.
    """
    return [
        _verdicts(told),
        _terms(told),
        _suppliers(told),
        _neighbours(told),
        _others(told),
        _movers(told),
        _limits(told),
        *_drawn(told),
        *([] if shift is None else [change(shift)]),
        # An explanation is the same whatever the run that made it, and does not tell of it.
        about(inputs, plan.notices, facts(plan, shift)),
    ]


def _sheet(name: str, columns: Iterable[Column], rows: Iterable[tuple[Explanation, Row]]) -> Sheet:
    """A sheet whose rows begin with the municipality and its wave."""
    found = [(one.code, one.name, one.wave, *cells) for one, cells in rows]
    return by_municipality(name, (Column(_("Stands in"), "wave"), *columns), found)


def _verdicts(told: Sequence[Explanation]) -> Sheet:
    waves = range(1, 1 + max((len(one.values) for one in told), default=0))
    columns = (
        Column(_("Period")),
        Column(_("Why"), "long"),
        *(Column(_("Own points in wave {wave}", wave=n), "points") for n in waves),
        Column(_("Readiness"), "points"),
        Column(_("Priority"), "points"),
        Column(_("Region")),
    )
    rows = [
        (
            one,
            (
                *(quarter(one.quarter), explaining.verdict(one)),
                *(amount(value) for value in one.values),
                *(amount(one.readiness), amount(one.priority), one.region),
            ),
        )
        for one in told
    ]
    return _sheet(_("Why"), columns, rows)


def _terms(told: Sequence[Explanation]) -> Sheet:
    columns = (
        Column(_("Term")),
        Column(_("Says")),
        Column(_("Weight"), "points"),
        Column(_("Counts"), "share"),
        Column(_("Points"), "points"),
        Column(_("Stands in file")),
        Column(_("Wave if it earned nothing"), "wave"),
    )
    rows = [
        (
            one,
            (
                named(one.names, own.term.name),
                answer(one, own.term.answer) if own.term.group == "readiness" else None,
                *(amount(own.term.weight), own.term.credit, amount(own.term.points)),
                *(None if own.place is None else str(own.place), own.without),
            ),
        )
        for one in told
        for own in one.terms
    ]
    return _sheet(_("Own points"), columns, rows)


def _suppliers(told: Sequence[Explanation]) -> Sheet:
    columns = (
        Column(_("Wish")),
        Column(_("Points lost by it"), "points"),
        Column(_("Wave without the wish"), "wave"),
        Column(_("Vendor")),
        Column(_("Release")),
        Column(_("Go-lives in the period"), "count"),
        Column(_("At most"), "count"),
        Column(_("Agreement")),
        Column(_("Wave without the agreement"), "wave"),
    )
    return _sheet(_("Wishes and vendors"), columns, [(one, list(_supplied(one))) for one in told])


def _supplied(told: Explanation) -> Iterator[Cell]:
    wish, vendor = told.wish, told.vendor
    yield quarter(wish.quarter)
    yield from (None, None) if wish.quarter is None else (amount(wish.lost), wish.without)
    if vendor is None:
        yield from (None,) * 6
    else:
        yield from (vendor.name, quarter(vendor.release), vendor.placed, vendor.go_lives)
        yield from (quarter(vendor.agreement), vendor.without)


def _neighbours(told: Sequence[Explanation]) -> Sheet:
    columns = (
        Column(_("Link")),
        Column(_("Neighbour")),
        Column(_("Its wave"), "wave"),
        Column(_("Kept"), "points"),
        Column(_("Lost"), "points"),
    )
    rows = [
        (
            one,
            (
                *(named(one.names, other.kind), other.name, other.wave),
                amount(other.points) if other.kept else None,
                None if other.kept else amount(other.points),
            ),
        )
        for one in told
        for other in one.neighbours
    ]
    return _sheet(_("Neighbours"), columns, rows)


def _others(told: Sequence[Explanation]) -> Sheet:
    staying = any(other.stability for one in told for other in one.alternatives)
    columns = (
        Column(_("Other wave"), "wave"),
        Column(_("It costs"), "points"),
        Column(_("Its own points"), "gain"),
        Column(_("Those of others"), "gain"),
        Column(_("Links"), "gain"),
        *([Column(_("Staying where announced"), "gain")] if staying else []),
        Column(_("Own rise that moves it"), "points"),
        Column(_("Who else moves, or what bars it"), "long"),
    )
    rows = [
        (one, _other(one, other, staying=staying)) for one in told for other in one.alternatives
    ]
    return _sheet(_("The other waves"), columns, rows)


def _other(told: Explanation, one: Alternative, *, staying: bool) -> Row:
    if one.loss is None:
        barred = words.capital(bars([one]))
        return one.wave, _("no plan"), amount(one.own), *[None] * (4 if staying else 3), barred
    moved = [
        _("{name} to wave {wave}", name=move.name, wave=move.after)
        for move in one.moves
        if move.code != told.code
    ]
    return (
        *(one.wave, amount(one.loss), amount(one.own), amount(one.others), amount(one.links)),
        *([amount(one.stability)] if staying else []),
        amount(told.least_rise.get(one.wave)),
        "; ".join(moved) or _("nobody"),
    )


def _movers(told: Sequence[Explanation]) -> Sheet:
    columns = (
        Column(_("One change alone")),
        Column(_("Says")),
        Column(_("If it said")),
        Column(_("Moves it to"), "wave"),
        Column(_("Command that shows it")),
    )
    rows = [(one, cells) for one in told for cells in _flips(one)]
    return _sheet(_("What would move it"), columns, rows)


def _flips(told: Explanation) -> Iterator[Row]:
    if not told.flips:
        yield _("no single change"), None, None, None, None
    for flip in told.flips:
        before, after = _side(told, flip, flip.before), _side(told, flip, flip.after)
        yield _subject(told, flip), before, after, flip.wave, command("plan", "--set", flip.setting)


def _subject(told: Explanation, flip: Flip) -> str:
    if flip.kind == "link":
        other = next(one.name for one in told.neighbours if one.code == flip.subject)
        return _("link to {name}", name=other)
    return _("wish") if flip.kind == "wish" else named(told.names, flip.subject)


def _side(told: Explanation, flip: Flip, value: str | None) -> str:
    if flip.kind == "wish":
        return quarter(value) or _("no wish")
    if flip.kind == "link":
        return _("none") if value is None else named(told.names, value)
    return answer(told, value)


def _drawn(told: Sequence[Explanation]) -> Iterator[Sheet]:
    """How often each takes each wave under other weights, where that is known."""
    known = [(one, one.drawn) for one in told if one.drawn is not None]
    if known:
        waves = range(1, 1 + len(known[0][0].quarters))
        rows = [(one, [share(n, drawn.draws) for n in drawn.row.counts]) for one, drawn in known]
        columns = [Column(_("Wave {wave}", wave=wave), "heat") for wave in waves]
        yield _sheet(_("Under other weights"), columns, rows)


def _limits(told: Sequence[Explanation]) -> Sheet:
    columns = (
        Column(_("Limit"), "long"),
        Column(_("Placed"), "count"),
        Column(_("At most"), "count"),
        Column(_("What if")),
        Column(_("The best plan gains"), "points"),
        Column(_("Then it is in"), "wave"),
    )
    rows = [
        (
            one,
            (
                *(words.capital(said(limit.rule)), limit.count, limit.most, eased),
                *((None, None) if eased is None else (amount(limit.gain), limit.to)),
            ),
        )
        for one in told
        for limit in one.binding
        for eased in [_eased(limit.eased)]
    ]
    return _sheet(_("What binds"), columns, rows)


def _eased(how: str | None) -> str | None:
    match how:
        case "one more place":
            return _("one more place there, one fewer here")
        case "without it":
            return _("without this limit")
    return None
