"""What a municipality brings itself: its points, its wish, its vendor and its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.language import _, _n, named
from fmkwave.points import in_points
from fmkwave.render import words
from fmkwave.render.explaining.phrases import NONE, answer
from fmkwave.render.pages import Bullets, Grid, Part, Section

if TYPE_CHECKING:
    from fmkwave.explanation import Explanation
    from fmkwave.explanation.types import Neighbour, OwnTerm, Supply
    from fmkwave.model import Place


def sections(told: Explanation) -> Iterator[Section]:
    """The sections about the municipality itself."""
    yield Section(_("Its own points"), [_terms(told), _values(told)])
    yield Section(_("Its wish and its vendor"), [Bullets([_wish(told), *_vendor(told)])])
    yield Section(_("Its neighbours"), list(_neighbours(told)))


def _terms(told: Explanation) -> Grid:
    rows = [_term(told, one) for one in told.terms]
    sums = ((_("readiness"), told.readiness), (_("priority"), told.priority))
    rows += [(name, "", "", language.points(amount), "", "") for name, amount in sums]
    aligned = words.aligned_text([row[3] for row in rows])
    return Grid(
        headings=(
            *(_("Term"), _("Says"), _("Weight")),
            *(_("Points"), _("Stands in"), _("Without")),
        ),
        rows=[(*row[:3], shown, *row[4:]) for row, shown in zip(rows, aligned, strict=True)],
        right=frozenset({2, 3}),
    )


def _term(told: Explanation, own: OwnTerm) -> tuple[str, ...]:
    term = own.term
    share = words.percentages([term.credit])[0]
    weight, credit = in_points(term.weight), term.credit
    return (
        named(told.names, term.name),
        share if term.group == "uptake" else answer(told, term.answer),
        f"{_plainly(weight)} × {_plainly(credit)}",
        language.points(term.points),
        str(own.place or NONE),
        _("stays") if own.without == told.wave else words.wave(own.without),
    )


def _plainly(value: Decimal) -> str:
    """A number without the decimals that say nothing."""
    return language.number(value.normalize())


def _values(told: Explanation) -> str:
    each = ", ".join(
        _("{points} in wave {wave}", points=language.points(value), wave=wave)
        for wave, value in enumerate(told.values, start=1)
    )
    return _(
        "Own points: {each}. That is the priority for each period before the last wave, less "
        "what the wish loses. «Without» says where it would stand if this term alone earned it "
        "nothing.",
        each=each,
    )


def _wish(told: Explanation) -> str:
    wish = told.wish
    place = _at(wish.place)
    if wish.quarter is None:
        return _("It has no wish{place}.", place=place)
    wished = {"quarter": language.quarter(wish.quarter), "place": place}
    if wish.quarter == told.quarter:
        met = _("It wishes for {quarter}{place}, and gets it.", **wished)
    else:
        met = _(
            "It wishes for {quarter}{place}, and does not get it, which loses {points} points.",
            points=language.points(wish.lost),
            **wished,
        )
    return f"{met} {_without_wish(told, wish.without)}"


def _without_wish(told: Explanation, wave: int) -> str:
    if wave == told.wave:
        return _("Without the wish, it would stay.")
    return _("Without the wish, it would be in wave {wave}.", wave=wave)


def _vendor(told: Explanation) -> Iterator[str]:
    vendor = told.vendor
    if vendor is None:
        yield _("It has no vendor.")
        return
    yield _supply(told, vendor)
    if vendor.agreement is None or vendor.without is None:
        yield _("It has no agreement with its vendor.")
    else:
        agreed = _(
            "It has agreed with its vendor on {quarter}{place}.",
            quarter=language.quarter(vendor.agreement),
            place=_at(vendor.agreed_at),
        )
        yield f"{agreed} {_without_agreement(told, vendor.without)}"


def _without_agreement(told: Explanation, wave: int) -> str:
    if wave == told.wave:
        return _("Without the agreement, it would stay.")
    return _("Without the agreement, it would be in wave {wave}.", wave=wave)


def _supply(told: Explanation, vendor: Supply) -> str:
    """Who its vendor is, and how much the vendor does in its period."""
    known = {
        "vendor": vendor.name,
        "place": _at(vendor.place),
        "release": language.quarter(vendor.release),
        "quarter": language.quarter(told.quarter),
    }
    if vendor.go_lives is None:
        return _n(
            "Its vendor is {vendor}{place}, whose release comes in {release} and which has "
            "{number} go-live in {quarter}.",
            "Its vendor is {vendor}{place}, whose release comes in {release} and which has "
            "{number} go-lives in {quarter}.",
            vendor.placed,
            **known,
        )
    return _n(
        "Its vendor is {vendor}{place}, whose release comes in {release} and which has {number} "
        "go-live of at most {most} in {quarter}.",
        "Its vendor is {vendor}{place}, whose release comes in {release} and which has {number} "
        "go-lives of at most {most} in {quarter}.",
        vendor.placed,
        most=vendor.go_lives,
        **known,
    )


def _at(place: Place | None) -> str:
    return f" ({place})" if place else ""


def _neighbours(told: Explanation) -> Iterator[Part]:
    if not told.neighbours:
        yield _("It has no neighbours.")
        return
    yield Grid(
        headings=(_("Link"), _("Neighbour"), _("Wave"), _("Kept"), _("Lost")),
        rows=[_neighbour(told, one) for one in told.neighbours],
        right=frozenset({2, 3, 4}),
    )
    yield _(
        "Kept {kept} points, lost {lost}; a link is kept where both are in one wave.",
        kept=language.points(sum(one.points for one in told.neighbours if one.kept)),
        lost=language.points(sum(one.points for one in told.neighbours if not one.kept)),
    )


def _neighbour(told: Explanation, one: Neighbour) -> tuple[str, ...]:
    points = language.points(one.points)
    kept, lost = (points, NONE) if one.kept else (NONE, points)
    return named(told.names, one.kind), one.name, str(one.wave), kept, lost
