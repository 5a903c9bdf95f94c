"""An explanation as a page: the same words on a terminal, in Markdown and wherever else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.language import _, _n, named, said
from fmkwave.points import in_points
from fmkwave.render import words
from fmkwave.render.pages import Bullets, Grid, Page, Part, Section
from fmkwave.render.planning import shift_parts

if TYPE_CHECKING:
    from fmkwave.explanation import Explanation
    from fmkwave.explanation.types import Alternative, Binding, Flip, Neighbour, OwnTerm, Supply
    from fmkwave.model import Place
    from fmkwave.moves import Move, Shift

_NONE = "-"


def page(told: Explanation, shift: Shift | None = None) -> Page:
    """An explanation as a page, in the order in which it is asked for.

    Args:
        told: The explanation.
        shift: What the what-if does under which it holds, if there is one.
    """
    what_if = [] if shift is None else [_what_if(shift)]
    return Page(
        title=_(
            "{name} ({code}), {region}: wave {wave}, {quarter}",
            name=told.name,
            code=told.code,
            region=told.region,
            wave=told.wave,
            quarter=language.quarter(told.quarter),
        ),
        sections=[
            Section("", [told.programme, verdict(told)]),
            *what_if,
            Section(_("Its own points"), [_terms(told), _values(told)]),
            Section(_("Its wish and its vendor"), [Bullets([_wish(told), *_vendor(told)])]),
            Section(_("Its neighbours"), list(_neighbours(told))),
            Section(_("The other waves"), list(_others(told))),
            Section(_("What would move it"), list(_movers(told))),
            Section(_("What binds"), list(_limits(told))),
        ],
        notices=told.notices,
    )


def verdict(told: Explanation) -> str:
    """Why the municipality stands where it stands, in a few sentences."""
    here = {"name": told.name, "wave": _wave(told, told.wave)}
    possible = [one for one in told.alternatives if one.loss is not None]
    if not possible:
        return _(
            "{name} is in {wave} because no plan has it anywhere else: {limits}.",
            limits=_bars(told.alternatives),
            **here,
        )
    wanted = max(told.alternatives, key=lambda one: one.own)
    if wanted.own <= 0:
        return f"{_highest(told)}; {_elsewhere(told)}"
    sentences = [_("{name} is in {wave}.", **here), _wanted(wanted)]
    if wanted.loss is None:
        # Where the rules leave it less than it wants, it asks for the best of what they leave.
        second = max(possible, key=lambda one: one.own)
        sentences += [_wanted(second)] if second.own > 0 else []
    return " ".join(sentences)


def _highest(told: Explanation) -> str:
    """That it stands where its own points are highest, to be followed by what else could be."""
    here = {"name": told.name, "wave": _wave(told, told.wave)}
    if any(one.own == 0 for one in told.alternatives):
        return _("{name} is in {wave}, where its own points are as high as anywhere", **here)
    return _("{name} is in {wave}, where its own points are highest", **here)


def _elsewhere(told: Explanation) -> str:
    """What standing elsewhere would cost it, as the end of a sentence."""
    loss, wave = min((one.loss, one.wave) for one in told.alternatives if one.loss is not None)
    if loss == 0:
        return _(
            "the best plan with it in wave {wave} is worth just as much; among plans of equal "
            "worth, the one that reaches more citizens earlier wins, then the lowest code first.",
            wave=wave,
        )
    least = language.points(loss)
    if any(one.loss is None for one in told.alternatives):
        return _(
            "any other wave that the rules leave it would lower the best plan by at least "
            "{points} points.",
            points=least,
        )
    return _("any other wave would lower the best plan by at least {points} points.", points=least)


def _wanted(one: Alternative) -> str:
    """Why it is not in a wave where its own points would be higher."""
    there = {"points": language.points(one.own), "wave": one.wave}
    if one.loss is None:
        return _(
            "Its own points would be {points} higher in wave {wave}, but no plan has it there: "
            "{limits}.",
            limits=_bars([one]),
            **there,
        )
    if one.loss == 0:
        return _(
            "Its own points would be {points} higher in wave {wave}, but the best plan with it in "
            "wave {wave} is worth just as much; among plans of equal worth, the one that reaches "
            "more citizens earlier wins, then the lowest code first.",
            **there,
        )
    return _(
        "Its own points would be {points} higher in wave {wave}, but others and the links would "
        "together lose more: the best plan with it in wave {wave} is worth {loss} points less.",
        loss=language.points(one.loss),
        **there,
    )


def _what_if(shift: Shift) -> Section:
    below = _(
        "All that follows assumes this change, which the files named there do not hold; give its "
        "commands the same options."
    )
    return Section(_("What the change does"), [*shift_parts(shift), below])


# --- Its own points ----------------------------------------------------------------------------


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
        share if term.group == "uptake" else _answer(told, term.answer),
        f"{_plainly(weight)} × {_plainly(credit)}",
        language.points(term.points),
        str(own.place or _NONE),
        _("stays") if own.without == told.wave else words.wave(own.without),
    )


def _plainly(value: Decimal) -> str:
    """A number without the decimals that say nothing."""
    return language.number(value.normalize())


def _answer(told: Explanation, answer: str | None) -> str:
    return named(told.names, answer) if answer else _("blank")


def _values(told: Explanation) -> str:
    each = ", ".join(
        _("{points} in wave {wave}", points=language.points(value), wave=wave)
        for wave, value in enumerate(told.values, start=1)
    )
    return _(
        "Own points: {each}. That is the priority for each quarter before the last wave, less "
        "what the wish loses. «Without» says where it would stand if this term alone earned it "
        "nothing.",
        each=each,
    )


# --- Its wish, its vendor, its neighbours ------------------------------------------------------


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
    """Who its vendor is, and how much the vendor does in its quarter."""
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
    kept, lost = (points, _NONE) if one.kept else (_NONE, points)
    return named(told.names, one.kind), one.name, str(one.wave), kept, lost


# --- What else could be --------------------------------------------------------------------------


def _others(told: Explanation) -> Iterator[Part]:
    yield Bullets([_other(told, one) for one in told.alternatives])
    possible = [one.wave for one in told.alternatives if one.loss is not None]
    if possible:
        pin = words.shell(f"{told.name}={possible[0]}")
        yield _(
            "To see the best plan with it in wave {wave}: {command}",
            wave=possible[0],
            command=f"fmkwave plan --pin {pin}",
        )


def _other(told: Explanation, one: Alternative) -> str:
    there = {"name": told.name, "wave": _wave(told, one.wave)}
    if one.loss is None:
        return _("{name} in {wave} is impossible: {limits}.", limits=_bars([one]), **there)
    known = {
        **there,
        "own": words.signed(one.own),
        "others": words.signed(one.others),
        "links": words.signed(one.links),
        "moves": _moved([move for move in one.moves if move.code != told.code]),
    }
    if one.loss == 0:
        return _(
            "{name} in {wave} costs nothing (its own points {own}, those of others {others}, "
            "links {links}): {moves}.",
            **known,
        )
    return _(
        "{name} in {wave} costs {points} points (its own points {own}, those of others {others}, "
        "links {links}): {moves}.",
        points=language.points(one.loss),
        **known,
    )


def _moved(moves: Sequence[Move]) -> str:
    """Who moves where, told together by wave: ``Greve and Odder move to wave 1; ...``."""
    by_wave: dict[int, list[str]] = {}
    for move in sorted(moves, key=lambda move: move.after or 0):
        by_wave.setdefault(move.after or 0, []).append(move.name)
    told = (
        # How many they are decides on the verb only.
        _n(
            "{names} moves to wave {wave}",
            "{names} move to wave {wave}",
            len(names),
            names=words.listed(names),
            wave=wave,
        )
        for wave, names in by_wave.items()
    )
    return "; ".join(told) or _("nobody else moves")


def _bars(alternatives: Sequence[Alternative]) -> str:
    names = dict.fromkeys(name for one in alternatives for name in one.barred_by)
    return "; ".join(said(name) for name in names)


def _movers(told: Explanation) -> Iterator[Part]:
    if told.flips:
        yield Grid(
            headings=(_("One change alone"), _("Moves it to"), "fmkwave plan --set"),
            rows=[
                (_change(told, one), words.wave(one.wave), words.shell(one.setting))
                for one in told.flips
            ],
        )
    else:
        yield _("No single answer, wish or link of its own would, changed alone.")
    each = [
        _("{points} in wave {wave}", points=language.points(rise), wave=wave)
        for wave, rise in told.least_rise.items()
        if rise is not None
    ]
    if each:
        yield _(
            "The least rise of its own points in one wave alone that moves it there: {each}.",
            each=_either(each),
        )


def _either(items: Sequence[str]) -> str:
    *first, last = items
    return _("{items} or {last}", items=_either(first), last=last) if first else last


def _change(told: Explanation, flip: Flip) -> str:
    match flip.kind:
        case "link":
            return _change_of_link(told, flip)
        case "wish":
            return _change_of_wish(flip)
    return _(
        "{term}: {after} instead of {before}",
        term=named(told.names, flip.subject),
        after=_answer(told, flip.after),
        before=_answer(told, flip.before),
    )


def _change_of_link(told: Explanation, flip: Flip) -> str:
    other = next(one.name for one in told.neighbours if one.code == flip.subject)
    before = named(told.names, flip.before or "")
    if flip.after is None:
        return _("link to {name}: none instead of {before}", name=other, before=before)
    after = named(told.names, flip.after)
    return _("link to {name}: {after} instead of {before}", name=other, after=after, before=before)


def _change_of_wish(flip: Flip) -> str:
    if flip.after is None:
        before = language.quarter(flip.before or "")
        return _("wish: none instead of {before}", before=before)
    after = language.quarter(flip.after)
    if flip.before is None:
        return _("wish: {after} instead of none", after=after)
    before = language.quarter(flip.before)
    return _("wish: {after} instead of {before}", after=after, before=before)


def _limits(told: Explanation) -> Iterator[Part]:
    if told.binding:
        yield Bullets([_binding(told, one) for one in told.binding])
    else:
        yield _("Nothing: every limit on it leaves room.")


def _binding(told: Explanation, one: Binding) -> str:
    rule = words.capital(said(one.rule))
    # A rule that lets nobody in, or that places some by name, says so itself.
    if one.count and one.most:
        limit = _("{limit}: {count} placed.", limit=rule, count=one.count)
    else:
        limit = f"{rule}."
    return limit if one.eased is None else f"{limit} {_eased(told, one)}"


def _eased(told: Explanation, one: Binding) -> str:
    """What comes of easing a limit, for the plan and for the municipality."""
    if one.to == told.wave:
        return _("{gain}, and {name} stays.", gain=_gain(one), name=told.name)
    return _(
        "{gain}, and {name} moves to wave {wave}.", gain=_gain(one), name=told.name, wave=one.to
    )


def _gain(one: Binding) -> str:
    points = language.points(one.gain)
    if one.eased == "without it":
        if not one.gain:
            return _("Without this limit the best plan gains nothing")
        return _("Without this limit the best plan gains {points} points", points=points)
    if not one.gain:
        return _("With one more place there and one fewer here the best plan gains nothing")
    return _(
        "With one more place there and one fewer here the best plan gains {points} points",
        points=points,
    )


def _wave(told: Explanation, wave: int) -> str:
    return words.wave_in(told.quarters, wave)
