"""What else could be: the other waves, what would move a municipality, and what binds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.commands import command, quoted
from fmkwave.language import _, _n, named, said
from fmkwave.render import words
from fmkwave.render.explaining.phrases import answer, bars, wave_of
from fmkwave.render.pages import Bullets, Grid, Part, Run, Section

if TYPE_CHECKING:
    from fmkwave.explanation import Explanation
    from fmkwave.explanation.types import Alternative, Binding, Flip
    from fmkwave.moves import Move


def sections(told: Explanation) -> Iterator[Section]:
    """The sections about what else could be."""
    yield Section(_("The other waves"), list(_others(told)))
    yield Section(_("What would move it"), list(_movers(told)))
    yield Section(_("What binds"), list(_limits(told)))


def _others(told: Explanation) -> Iterator[Part]:
    yield Bullets([_other(told, one) for one in told.alternatives])
    possible = [one.wave for one in told.alternatives if one.loss is not None]
    if possible:
        yield Run(
            _("To see the best plan with it in wave {wave}:", wave=possible[0]),
            command("plan", "--pin", f"{told.name}={possible[0]}"),
        )


def _other(told: Explanation, one: Alternative) -> str:
    there = {"name": told.name, "wave": wave_of(told, one.wave)}
    if one.loss is None:
        return _("{name} in {wave} is impossible: {limits}.", limits=bars([one]), **there)
    known = {
        **there,
        "own": words.signed(one.own),
        "others": words.signed(one.others),
        "links": words.signed(one.links),
        "moves": _moved([move for move in one.moves if move.code != told.code]),
    }
    if one.stability:
        return _priced_with_staying(one, known)
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


def _priced_with_staying(one: Alternative, known: dict[str, str]) -> str:
    """The same where some of it comes of staying where announced."""
    staying = words.signed(one.stability)
    if not one.loss:
        return _(
            "{name} in {wave} costs nothing (its own points {own}, those of others {others}, "
            "links {links}, staying where announced {staying}): {moves}.",
            staying=staying,
            **known,
        )
    return _(
        "{name} in {wave} costs {points} points (its own points {own}, those of others {others}, "
        "links {links}, staying where announced {staying}): {moves}.",
        points=language.points(one.loss),
        staying=staying,
        **known,
    )


def _moved(moves: Sequence[Move]) -> str:
    """Who moves where, told together by wave: ``Nordby and Søby move to wave 1; ...``."""
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


def _movers(told: Explanation) -> Iterator[Part]:
    if told.flips:
        yield Grid(
            headings=(_("One change alone"), _("Moves it to"), "--set"),
            rows=[
                (_change(told, one), words.wave(one.wave), quoted(one.setting))
                for one in told.flips
            ],
        )
        yield Run(
            _("To see the best plan after the first of them:"),
            command("plan", "--set", told.flips[0].setting),
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
        after=answer(told, flip.after),
        before=answer(told, flip.before),
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
    if one.limit and one.count:
        limit = _placed(one, rule)
    elif one.count and one.most:
        limit = _("{limit}: {count} placed.", limit=rule, count=one.count)
    else:
        limit = f"{rule}."
    return limit if one.eased is None else f"{limit} {_eased(told, one)}"


def _placed(one: Binding, rule: str) -> str:
    """A limit of the programme with how many are where it leaves least room."""
    if one.counts == "citizens":
        return _(
            "{limit}: {number} citizens in wave {wave}.",
            limit=rule,
            number=language.amount(one.count),
            wave=one.wave,
        )
    return _("{limit}: {count} placed in wave {wave}.", limit=rule, count=one.count, wave=one.wave)


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
