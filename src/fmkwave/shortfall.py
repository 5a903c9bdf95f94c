"""The number that decides why no plan exists, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import TYPE_CHECKING

from fmkwave.bounds import Bound, Rule
from fmkwave.groups import listed
from fmkwave.model import Inputs
from fmkwave.optimise.problem import Limit, Problem
from fmkwave.texts import Amount, Message, Period, counted, message

if TYPE_CHECKING:
    from fmkwave.optimise.shortage import Shortage


def shortfall(
    inputs: Inputs, problem: Problem, clashing: Sequence[tuple[Rule, Sequence[Limit]]]
) -> Message | None:
    """What is counted, against what there is; None where no count decides.

    Args:
        inputs: What the rules follow from.
        problem: The same as numbers.
        clashing: Rules that cannot hold together, each with its bounds as limits of the problem.
    """
    sets = [rule for rule, _limits in clashing if rule.together]
    if sets:
        rest = [bound for rule, _limits in clashing if not rule.together for bound in rule.bounds]
        return _set_too_large(inputs, sets[0], rest) if len(sets) == 1 else None
    from fmkwave.optimise.shortage import shortage

    bounds = [bound for rule, _limits in clashing for bound in rule.bounds]
    found = shortage(problem, [limit for _rule, limits in clashing for limit in limits])
    if found is None:
        return None
    upper = [bounds[one.limit] for one in found.bounds if one.upper]
    lower = [bounds[one.limit] for one in found.bounds if not one.upper]
    if len({bound.counts for bound in (*upper, *lower)}) > 1:
        return None
    vendors = {
        frozenset(rule.members) for rule, _limits in clashing if not (rule.limit or rule.size)
    }
    if not lower:
        return _too_little_room(inputs, upper, found, vendors)
    return _too_much_needed(inputs, upper, lower, found)


def _too_much_needed(
    inputs: Inputs, upper: Sequence[Bound], lower: Sequence[Bound], found: Shortage
) -> Message | None:
    if len({code for bound in lower for code in bound.members}) == 1:
        # The limits say it themselves.
        return None
    if _counted_twice(lower):
        return None
    needed = sum(bound.least or 0 for bound in lower)
    if not upper:
        return _too_few(inputs, lower, needed, -found.need)
    if len({bound.wave for bound in (*upper, *lower)}) == 1:
        return _wave_too_empty(inputs, lower, needed, needed - found.need + found.room)
    return _more_than_let_in(lower, needed, needed - found.need + found.room)


def _set_too_large(inputs: Inputs, together: Rule, rest: Iterable[Bound]) -> Message | None:
    """That a set that shares a wave is larger than any wave takes."""
    whole = set(together.members)
    everyone = inputs.municipalities.keys()
    room = dict.fromkeys(inputs.programme.wave_numbers, len(everyone))
    for bound in rest:
        if bound.counts == "municipalities" and whole <= bound.members.keys():
            if bound.most is not None:
                room[bound.wave] = min(room[bound.wave], bound.most)
            if bound.least is not None and bound.members.keys() == everyone:
                for wave in room.keys() - {bound.wave}:
                    room[wave] -= bound.least
    most = max(room.values())
    if most >= len(whole):
        return None
    return message(
        "{names} are {need}, and no wave has room for more than {room} of them.",
        names=_named(inputs, whole),
        need=len(whole),
        room=most,
    )


def _too_little_room(
    inputs: Inputs, upper: Sequence[Bound], found: Shortage, vendors: Set[frozenset[str]]
) -> Message | None:
    """That so many need a wave, and the waves together have room for fewer.

    Args:
        inputs: What the rules follow from.
        upper: The bounds that count.
        found: What they come to.
        vendors: Codes of those that a vendor's limits are on, by vendor.
    """
    need, room = found.need, found.room
    weights = {code: weight for bound in upper for code, weight in bound.members.items()}
    barred = {(bound.wave, code) for bound in upper for code in bound.members}
    waves = inputs.programme.wave_numbers
    whole = [code for code in weights if all((wave, code) in barred for wave in waves)]
    if len(whole) == 1 or need != sum(weights[code] for code in whole):
        return None
    citizens = _citizens(upper)
    if set(whole) == inputs.municipalities.keys():
        return _everybody(need, room, citizens=citizens)
    customers = ((one.name, set(one.customers)) for one in inputs.vendors)
    vendor = next((v for v, codes in customers if codes == set(whole) and codes in vendors), None)
    if citizens:
        return message(
            "{names} have {need} citizens, and these limits leave room for {room}.",
            names=vendor or _named(inputs, whole),
            need=Amount(need),
            room=Amount(room),
        )
    if vendor is not None:
        return message(
            "{vendor} has {need} customers, and these limits leave room for {room}.",
            vendor=vendor,
            need=need,
            room=room,
        )
    return message(
        "{names} are {need}, and these limits leave room for {room}.",
        names=_named(inputs, whole),
        need=need,
        room=room,
    )


def _everybody(need: int, room: int, *, citizens: bool) -> Message:
    if citizens:
        return message(
            "There are {need} citizens, and these limits leave room for {room}.",
            need=Amount(need),
            room=Amount(room),
        )
    return message(
        "There are {need} municipalities, and these limits leave room for {room}.",
        need=need,
        room=room,
    )


def _counted_twice(lower: Iterable[Bound]) -> bool:
    """Whether one municipality may serve two needs of the same wave, whose sum then says little."""
    met: set[tuple[int, str]] = set()
    for bound in lower:
        here = {(bound.wave, code) for code in bound.members}
        if met & here:
            return True
        met |= here
    return False


def _too_few(inputs: Inputs, lower: Sequence[Bound], need: int, there: int) -> Message:
    """That waves need more in all than there are, or than there are of those that count."""
    codes = {code for bound in lower for code in bound.members}
    if codes != inputs.municipalities.keys():
        return _too_few_of(_named(inputs, codes), need, there, citizens=_citizens(lower))
    if _citizens(lower):
        return message(
            "These limits need {need} citizens, and there are {there}.",
            need=Amount(need),
            there=Amount(there),
        )
    return message(
        "These limits need {need} municipalities, and there are {there}.", need=need, there=there
    )


def _too_few_of(names: Message, need: int, there: int, *, citizens: bool) -> Message:
    if citizens:
        return message(
            "{names} have {there} citizens, and these limits need {need} of them.",
            names=names,
            there=Amount(there),
            need=Amount(need),
        )
    return message(
        "{names} are {there}, and these limits need {need} of them.",
        names=names,
        there=there,
        need=need,
    )


def _more_than_let_in(lower: Sequence[Bound], need: int, room: int) -> Message:
    """That waves need more in all than are let into them."""
    if _citizens(lower):
        return message(
            "Together these limits need {need} citizens, and let in {room}.",
            need=Amount(need),
            room=Amount(room),
        )
    return message(
        "Together these limits need {need} municipalities, and let in {room}.",
        need=need,
        room=room,
    )


def _wave_too_empty(inputs: Inputs, lower: Sequence[Bound], need: int, room: int) -> Message:
    """That a wave needs more than are let into it."""
    quarter = Period(inputs.programme.quarters[lower[0].wave - 1])
    if _citizens(lower):
        return message(
            "{quarter} needs {need} citizens, and these limits let in {room}.",
            quarter=quarter,
            need=Amount(need),
            room=Amount(room),
        )
    return counted(
        "{quarter} needs {number} municipality, and these limits let in {room}.",
        "{quarter} needs {number} municipalities, and these limits let in {room}.",
        need,
        quarter=quarter,
        room=room,
    )


def _citizens(bounds: Iterable[Bound]) -> bool:
    return all(bound.counts == "citizens" for bound in bounds)


def _named(inputs: Inputs, codes: Iterable[str]) -> Message:
    return listed(inputs.name(code) for code in codes)
