"""A comparison as sheets: who moves, the figures, where the plans agree, what they break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from fmkwave.language import _, named, said
from fmkwave.render import words
from fmkwave.render.comparison import briefly_named
from fmkwave.render.sheets.about import about
from fmkwave.render.sheets.grid import (
    Cell,
    Column,
    Kind,
    Notes,
    Row,
    Sheet,
    Typed,
    amount,
    by_municipality,
    quarter,
    share,
)
from fmkwave.render.sheets.plans import change

if TYPE_CHECKING:
    from fmkwave.compare import Comparison
    from fmkwave.model import Inputs


def comparison(inputs: Inputs, found: Comparison, notices: Sequence[str]) -> list[Sheet | Notes]:
    """A comparison as sheets.

    Args:
        inputs: What both plans were scored under.
        found: The comparison.
        notices: What must be said wherever it is shown.
    """
    found = briefly_named(found)
    # Under a what-if there is one plan at most that was made under it: the best one.
    shifts = [side.shift for side in (found.before, found.after) if side.shift is not None]
    return [
        _moves(inputs, found),
        _figures(inputs, found),
        _agreement(found),
        _broken(found),
        *(change(shift) for shift in shifts[:1]),
        about(inputs, notices),
    ]


def _moves(inputs: Inputs, found: Comparison) -> Sheet:
    before, after = found.before, found.after
    columns = (
        Column(before.name, "wave"),
        Column(after.name, "wave"),
        Column(_("Own points gained"), "gain"),
        Column(_("Region")),
    )
    rows = [
        (
            *(one.code, one.name, _wave(one.before), _wave(one.after)),
            _difference(before.worth.own.get(one.code), after.worth.own.get(one.code)),
            inputs.municipalities[one.code].region,
        )
        for one in found.moves
    ]
    return by_municipality(_("Who stands elsewhere"), columns, rows)


def _wave(number: int | None) -> int | str:
    return _("none") if number is None else number


def _difference(before: int | None, after: int | None) -> Decimal | None:
    return None if before is None or after is None else amount(after - before)


def _figures(inputs: Inputs, found: Comparison) -> Sheet:
    columns = (
        Column(_("Figure")),
        Column(found.before.name, "points"),
        Column(found.after.name, "points"),
        Column(_("Difference"), "gain"),
    )
    rows = [*_points(inputs, found), *_counts(inputs, found)]
    return Sheet(_("Figures"), columns, rows)


def _points(inputs: Inputs, found: Comparison) -> Iterator[Row]:
    one, two = found.before, found.after
    yield _points_row(_("Total"), one.worth.total, two.worth.total)
    if one.without is not None or two.without is not None:
        yield _points_row(_("Total without the change"), one.without, two.without)
    own = (sum(side.worth.own.values()) for side in (one, two))
    yield _points_row(_("Own points"), *own)
    yield _points_row(_("Points of links"), one.worth.links, two.worth.links)
    if inputs.programme.stability:
        yield _points_row(_("Staying, not in the total"), one.worth.staying, two.worth.staying)


def _points_row(label: str, before: int | None, after: int | None) -> Row:
    shown: list[Cell] = [_("none") if one is None else amount(one) for one in (before, after)]
    return label, *shown, _difference(before, after)


def _counts(inputs: Inputs, found: Comparison) -> Iterator[Row]:
    one, two = found.before, found.after
    called = inputs.programme.called
    kept = (sum(side.worth.kept.values()) for side in (one, two))
    yield _count_row(_("Links kept"), *kept)
    for kind in found.links if len(found.links) > 1 else ():
        label = _("of these {kind}", kind=named(called, kind))
        yield _count_row(label, one.worth.kept[kind], two.worth.kept[kind])
    for number, code in enumerate(inputs.programme.quarters):
        label = _("In wave {wave} · {quarter}", wave=number + 1, quarter=quarter(code))
        yield _count_row(label, one.sizes[number], two.sizes[number])
    yield _count_row(_("In no wave"), len(one.left_out), len(two.left_out))
    yield _count_row(_("Rules broken"), len(one.broken), len(two.broken))


def _count_row(label: str, before: int, after: int) -> Row:
    kinds: tuple[Kind, ...] = ("count", "count", "gain")
    values = (before, after, after - before)
    return label, *(Typed(kind, value) for kind, value in zip(kinds, values, strict=True))


def _agreement(found: Comparison) -> Sheet:
    columns = (
        Column(_("Region")),
        Column(_("Same wave"), "count"),
        Column(_("Municipalities"), "count"),
        Column(_("Share"), "share"),
    )
    rows = [(one.region, one.same, one.of) for one in found.agreement]
    rows.append((_("All"), found.same, sum(one.of for one in found.agreement)))
    shares = [(*row, share(row[1], row[2])) for row in rows]
    return Sheet(_("Same wave"), columns, shares)


def _broken(found: Comparison) -> Sheet:
    columns = (Column(_("Plan")), Column(_("Rule"), "long"), Column(_("Found"), "long"))
    rows = [
        (side.name, words.capital(said(one.rule)), words.capital(said(one.found)))
        for side in (found.before, found.after)
        for one in side.broken
    ]
    return Sheet(
        _("Broken rules"), columns, rows or [(None, _("Neither plan breaks a rule."), None)]
    )
