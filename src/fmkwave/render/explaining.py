"""An explanation as a page: the same words on a terminal, in Markdown and wherever else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fmkwave.points import in_points, show_points
from fmkwave.render import words
from fmkwave.render.pages import Bullets, Grid, Page, Part, Section
from fmkwave.render.planning import shift_parts

if TYPE_CHECKING:
    from fmkwave.explanation import Explanation
    from fmkwave.explanation.types import Alternative, Binding, Flip, Neighbour, OwnTerm
    from fmkwave.model import Place
    from fmkwave.moves import Move, Shift

_NONE = "-"
_EASED = {
    "one more place": "With one more place there and one fewer here",
    "without it": "Without this limit",
}


def page(told: Explanation, shift: Shift | None = None) -> Page:
    """An explanation as a page, in the order in which it is asked for.

    Args:
        told: The explanation.
        shift: What the what-if does under which it holds, if there is one.
    """
    what_if = [] if shift is None else [_what_if(shift)]
    return Page(
        title=f"{told.name} ({told.code}), {told.region}: wave {told.wave}, {told.quarter}",
        sections=[
            Section("", [told.programme, verdict(told)]),
            *what_if,
            Section("Its own points", [_terms(told), _values(told)]),
            Section("Its wish and its vendor", [Bullets([_wish(told), *_vendor(told)])]),
            Section("Its neighbours", list(_neighbours(told))),
            Section("The other waves", list(_others(told))),
            Section("What would move it", list(_movers(told))),
            Section("What binds", list(_limits(told))),
        ],
        notices=told.notices,
    )


def verdict(told: Explanation) -> str:
    """Why the municipality stands where it stands, in a few sentences."""
    here = f"{told.name} is in {_wave(told, told.wave)}"
    possible = [one for one in told.alternatives if one.loss is not None]
    if not possible:
        return f"{here} because no plan has it anywhere else: {_bars(told.alternatives)}."
    wanted = max(told.alternatives, key=lambda one: one.own)
    if wanted.own <= 0:
        return f"{here}, {_best_place(told)}"
    if wanted.loss is not None:
        return f"{here}. {_wanted(wanted)}"
    # Where the rules leave it less than it wants, it asks for the best of what they leave.
    second = max(possible, key=lambda one: one.own)
    then = f" {_wanted(second)}" if second.own > 0 else ""
    return f"{here}. {_wanted(wanted)}{then}"


def _best_place(told: Explanation) -> str:
    """Why it stands where its own points are highest, as the end of a sentence."""
    equal = any(one.own == 0 for one in told.alternatives)
    highest = "as high as anywhere" if equal else "highest"
    loss, wave = min((one.loss, one.wave) for one in told.alternatives if one.loss is not None)
    barred = any(one.loss is None for one in told.alternatives)
    other = "any other wave that the rules leave it" if barred else "any other wave"
    if loss == 0:
        return f"where its own points are {highest}; {_equal_worth(wave)}"
    return (
        f"where its own points are {highest}; {other} would lower the best plan by at least "
        f"{words.points(loss)}."
    )


def _wanted(one: Alternative) -> str:
    """Why it is not in a wave where its own points would be higher."""
    more = f"Its own points would be {show_points(one.own)} higher in wave {one.wave}, but"
    if one.loss is None:
        return f"{more} no plan has it there: {_bars([one])}."
    if one.loss == 0:
        return f"{more} {_equal_worth(one.wave)}"
    return (
        f"{more} others and the links would together lose more: the best plan with it in wave "
        f"{one.wave} is worth {words.points(one.loss)} less."
    )


def _equal_worth(wave: int) -> str:
    return (
        f"the best plan with it in wave {wave} is worth just as much; among plans of equal worth, "
        "the one that reaches more citizens earlier wins, then the lowest code first."
    )


def _what_if(shift: Shift) -> Section:
    below = (
        "All that follows assumes this change, which the files named there do not hold; give its "
        "commands the same options."
    )
    return Section("What the change does", [*shift_parts(shift), below])


# --- Its own points ----------------------------------------------------------------------------


def _terms(told: Explanation) -> Grid:
    rows = [_term(told, one) for one in told.terms]
    sums = (("readiness", told.readiness), ("priority", told.priority))
    rows += [(name, "", "", show_points(amount), "", "") for name, amount in sums]
    aligned = words.aligned_text([row[3] for row in rows])
    return Grid(
        headings=("Term", "Says", "Weight", "Points", "Stands in", "Without"),
        rows=[(*row[:3], shown, *row[4:]) for row, shown in zip(rows, aligned, strict=True)],
        right=frozenset({2, 3}),
    )


def _term(told: Explanation, own: OwnTerm) -> tuple[str, ...]:
    term = own.term
    share = words.percentages([term.credit])[0]
    return (
        words.term_name(term.name),
        share if term.group == "uptake" else term.answer or "blank",
        f"{in_points(term.weight).normalize():f} × {term.credit.normalize():f}",
        show_points(term.points),
        str(own.place or _NONE),
        "stays" if own.without == told.wave else f"wave {own.without}",
    )


def _values(told: Explanation) -> str:
    each = ", ".join(
        f"{show_points(value)} in wave {wave}" for wave, value in enumerate(told.values, start=1)
    )
    return (
        f"Own points: {each}. That is the priority for each quarter before the last wave, less "
        "what the wish loses. «Without» says where it would stand if this term alone earned it "
        "nothing."
    )


# --- Its wish, its vendor, its neighbours ------------------------------------------------------


def _wish(told: Explanation) -> str:
    wish = told.wish
    if wish.quarter is None:
        return f"It has no wish{_at(wish.place)}."
    met = (
        "and gets it"
        if wish.quarter == told.quarter
        else f"and does not get it, which loses {words.points(wish.lost)}"
    )
    return f"It wishes for {wish.quarter}{_at(wish.place)}, {met}. {_without(told, wish.without)}"


def _vendor(told: Explanation) -> Iterator[str]:
    vendor = told.vendor
    if vendor is None:
        yield "It has no vendor."
        return
    most = "" if vendor.go_lives is None else f" of at most {vendor.go_lives}"
    yield (
        f"Its vendor is {vendor.name}{_at(vendor.place)}, whose release comes in {vendor.release} "
        f"and which has {words.count(vendor.placed, 'go-live')}{most} in {told.quarter}."
    )
    if vendor.agreement is None or vendor.without is None:
        yield "It has no agreement with its vendor."
    else:
        agreed = f"It has agreed with its vendor on {vendor.agreement}{_at(vendor.agreed_at)}."
        yield f"{agreed} {_without(told, vendor.without)}"


def _without(told: Explanation, wave: int) -> str:
    return f"Without it, it would {'stay' if wave == told.wave else f'be in wave {wave}'}."


def _at(place: Place | None) -> str:
    return f" ({place})" if place else ""


def _neighbours(told: Explanation) -> Iterator[Part]:
    if not told.neighbours:
        yield "It has no neighbours."
        return
    yield Grid(
        headings=("Link", "Neighbour", "Wave", "Kept", "Lost"),
        rows=[_neighbour(one) for one in told.neighbours],
        right=frozenset({2, 3, 4}),
    )
    kept = sum(one.points for one in told.neighbours if one.kept)
    lost = sum(one.points for one in told.neighbours if not one.kept)
    yield (
        f"Kept {words.points(kept)}, lost {show_points(lost)}; a link is kept where both are in "
        "one wave."
    )


def _neighbour(one: Neighbour) -> tuple[str, ...]:
    points = show_points(one.points)
    kept, lost = (points, _NONE) if one.kept else (_NONE, points)
    return one.kind, one.name, str(one.wave), kept, lost


# --- What else could be --------------------------------------------------------------------------


def _others(told: Explanation) -> Iterator[Part]:
    yield Bullets([_other(told, one) for one in told.alternatives])
    possible = [one.wave for one in told.alternatives if one.loss is not None]
    if possible:
        pin = words.shell(f"{told.name}={possible[0]}")
        yield f"To see the best plan with it in wave {possible[0]}: fmkwave plan --pin {pin}"


def _other(told: Explanation, one: Alternative) -> str:
    where = f"{told.name} in {_wave(told, one.wave)}"
    if one.loss is None:
        return f"{where} is impossible: {_bars([one])}."
    others = [move for move in one.moves if move.code != told.code]
    gains = (
        f"its own points {words.signed(one.own)}, those of others {words.signed(one.others)}, "
        f"links {words.signed(one.links)}"
    )
    cost = words.points(one.loss) if one.loss else "nothing"
    return f"{where} costs {cost} ({gains}): {_moved(others)}."


def _moved(moves: Sequence[Move]) -> str:
    """Who moves where, told together by wave: ``Greve and Odder move to wave 1; ...``."""
    by_wave: dict[int, list[str]] = {}
    for move in sorted(moves, key=lambda move: move.after or 0):
        by_wave.setdefault(move.after or 0, []).append(move.name)
    told = (
        f"{words.listed(names)} {'moves' if len(names) == 1 else 'move'} to wave {wave}"
        for wave, names in by_wave.items()
    )
    return "; ".join(told) or "nobody else moves"


def _bars(alternatives: Sequence[Alternative]) -> str:
    names = dict.fromkeys(name for one in alternatives for name in one.barred_by)
    return "; ".join(names)


def _movers(told: Explanation) -> Iterator[Part]:
    if told.flips:
        yield Grid(
            headings=("One change alone", "Moves it to", "fmkwave plan --set"),
            rows=[
                (_change(told, one), f"wave {one.wave}", words.shell(one.setting))
                for one in told.flips
            ],
        )
    else:
        yield "No single answer, wish or link of its own would, changed alone."
    rises = [(wave, rise) for wave, rise in told.least_rise.items() if rise is not None]
    each = " or ".join(f"{show_points(rise)} in wave {wave}" for wave, rise in rises)
    if each:
        yield f"The least rise of its own points in one wave alone that moves it there: {each}."


def _change(told: Explanation, flip: Flip) -> str:
    if flip.kind == "link":
        other = next(one.name for one in told.neighbours if one.code == flip.subject)
        return f"link to {other}: {flip.after or 'none'} instead of {flip.before}"
    blank = "none" if flip.kind == "wish" else "blank"
    subject = words.term_name(flip.subject)
    return f"{subject}: {flip.after or blank} instead of {flip.before or blank}"


def _limits(told: Explanation) -> Iterator[Part]:
    if told.binding:
        yield Bullets([_binding(told, one) for one in told.binding])
    else:
        yield "Nothing: every limit on it leaves room."


def _binding(told: Explanation, one: Binding) -> str:
    # A rule that lets nobody in, or that places some by name, says so itself.
    full = words.capital(one.rule) + (f": {one.count} placed" if one.count and one.most else "")
    if one.eased is None:
        return f"{full}."
    gain = f"gains {words.points(one.gain)}" if one.gain else "gains nothing"
    to = "stays" if one.to == told.wave else f"moves to wave {one.to}"
    eased = _EASED[one.eased]
    return f"{full}. {eased} the best plan {gain}, and {told.name} {to}."


def _wave(told: Explanation, wave: int) -> str:
    return f"wave {wave} ({told.quarters[wave - 1]})"
