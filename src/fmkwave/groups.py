"""Limits that a programme sets on a group: whom each is on, what it demands, when nothing keeps it.

A limit demands a count in each of some waves, one wave for all, a wave for each, the first wave, or
a stretch of periods; the rule that comes of it has its name and says in brackets what it demands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from fmkwave.bounds import Bound, Rule
from fmkwave.model import GroupLimit, Inputs, Municipality, Programme, Vendor
from fmkwave.names import danish_key, same
from fmkwave.texts import Amount, Message, Period, counted, few, joined, message


def members(
    limit: GroupLimit, municipalities: Mapping[str, Municipality], vendors: Iterable[Vendor]
) -> tuple[str, ...]:
    """Codes of the municipalities that a limit is on, in order.

    Args:
        limit: The limit, whose municipalities are codes.
        municipalities: By code, in the order of the codes.
        vendors: All there are.
    """
    if limit.municipalities:
        return tuple(sorted(limit.municipalities))
    if limit.region is not None:
        return tuple(code for code, one in municipalities.items() if one.region == limit.region)
    if limit.vendor is not None:
        served = (one.customers for one in vendors if same(limit.vendor, [one.name]))
        return next(served, ())
    return tuple(municipalities)


def group_rules(inputs: Inputs) -> Iterator[Rule]:
    """The rule of each limit of the programme; none of one that rules out nothing."""
    for name, limit in inputs.programme.limits.items():
        codes = members(limit, inputs.municipalities, inputs.vendors)
        bounds = tuple(_bounds(inputs, limit, codes))
        if bounds:
            demand = demanded(limit, inputs.programme, inputs.municipalities)
            yield Rule(
                name=message("{name} ({demand})", name=name, demand=demand),
                bounds=bounds,
                limit=name,
                together=limit.wave == "same",
                counts=limit.least is not None or limit.most is not None,
            )


def _bounds(inputs: Inputs, limit: GroupLimit, codes: Sequence[str]) -> Iterator[Bound]:
    programme, each = inputs.programme, dict.fromkeys(codes, 1)
    match limit.wave:
        case "same":
            for code in codes[1:]:
                for wave in programme.wave_numbers:
                    yield Bound(wave=wave, members={codes[0]: 1, code: -1}, least=0, most=0)
        case "different":
            for wave in programme.wave_numbers:
                yield Bound(wave=wave, members=each, most=1)
        case "first":
            yield Bound(wave=1, members=each, least=len(codes))
    for wave in programme.wave_numbers:
        if wave not in _open(limit, programme):
            yield Bound(wave=wave, members=each, most=0)
    if limit.least is not None or limit.most is not None:
        yield from _counts(inputs, limit, each)


def _counts(inputs: Inputs, limit: GroupLimit, each: Mapping[str, int]) -> Iterator[Bound]:
    programme = inputs.programme
    if limit.by == "citizens":
        each = {code: inputs.municipalities[code].population for code in each}
    for quarter in limit.quarters or programme.quarters:
        yield Bound(
            wave=programme.wave_in(quarter),
            members=each,
            least=limit.least,
            most=limit.most,
            counts=limit.by,
        )


def _open(limit: GroupLimit, programme: Programme) -> tuple[int, ...]:
    """The waves that lie in the stretch of periods that a limit leaves."""
    between = programme.calendar.between
    return tuple(
        wave
        for wave, quarter in enumerate(programme.quarters, start=1)
        if (limit.earliest is None or between(limit.earliest, quarter) >= 0)
        and (limit.latest is None or between(quarter, limit.latest) >= 0)
    )


# --- What a limit demands, in words ------------------------------------------------------------


def demanded(
    limit: GroupLimit, programme: Programme, municipalities: Mapping[str, Municipality]
) -> Message:
    """What a limit demands, as a phrase: ``at most 3 municipalities in 2014-Q2, of Nordby, Ssø``.

    Args:
        limit: The limit.
        programme: Whose limit it is.
        municipalities: By code.
    """
    whom = _whom(limit, municipalities)
    if limit.wave is not None:
        return _shared(limit, programme, whom)
    if limit.earliest is not None or limit.latest is not None:
        return _stretch(limit, whom)
    if limit.least is None and limit.most is None:
        return message("nothing")
    quarters = joined(", ", map(Period, limit.quarters)) if limit.quarters else message("each wave")
    if limit.municipalities or limit.region or limit.vendor:
        return message(
            "{count} in {quarters}, of {whom}", count=_count(limit), quarters=quarters, whom=whom
        )
    return message("{count} in {quarters}", count=_count(limit), quarters=quarters)


def _whom(limit: GroupLimit, municipalities: Mapping[str, Municipality]) -> str:
    if limit.municipalities:
        return listed(municipalities[code].name for code in limit.municipalities)
    if limit.region is not None:
        return message("all in {region}", region=limit.region)
    if limit.vendor is not None:
        return message("all customers of {vendor}", vendor=limit.vendor)
    return message("all")


def _shared(limit: GroupLimit, programme: Programme, whom: str) -> Message:
    match limit.wave:
        case "same":
            return message("{whom} in one wave", whom=whom)
        case "different":
            return message("{whom}, each in a wave of its own", whom=whom)
    return message("{whom} in {quarter}", whom=whom, quarter=Period(programme.quarters[0]))


def _stretch(limit: GroupLimit, whom: str) -> Message:
    first, last = Period(limit.earliest or ""), Period(limit.latest or "")
    if not last:
        return message("{whom} no earlier than {first}", whom=whom, first=first)
    if not first:
        return message("{whom} no later than {last}", whom=whom, last=last)
    if first == last:
        return message("{whom} in {quarter}", whom=whom, quarter=first)
    return message("{whom} from {first} to {last}", whom=whom, first=first, last=last)


def _count(limit: GroupLimit) -> Message:
    least, most = limit.least, limit.most
    if limit.by == "citizens":
        return _citizens(least, most)
    if most is None:
        return counted(
            "at least {number} municipality", "at least {number} municipalities", least or 0
        )
    if least is None:
        return counted("at most {number} municipality", "at most {number} municipalities", most)
    if least == most:
        return counted("{number} municipality", "{number} municipalities", most)
    return message("{least} to {most} municipalities", least=least, most=most)


def _citizens(least: int | None, most: int | None) -> Message:
    if most is None:
        return message("at least {number} citizens", number=Amount(least or 0))
    if least is None:
        return message("at most {number} citizens", number=Amount(most))
    return message("{least} to {most} citizens", least=Amount(least), most=Amount(most))


def listed(names: Iterable[str]) -> Message:
    """Names in Danish order, the first few of many."""
    return few(sorted(names, key=danish_key))


# --- When nothing keeps a limit ----------------------------------------------------------------


def unkept(
    name: str,
    programme: Programme,
    municipalities: Mapping[str, Municipality],
    vendors: Iterable[Vendor],
) -> Message | None:
    """Why no plan keeps a limit, whatever else there is; None where some plan might.

    Args:
        name: One of the programme's limits.
        programme: Whose limit it is.
        municipalities: By code, in the order of the codes.
        vendors: All there are.
    """
    limit = programme.limits[name]
    group = [municipalities[code] for code in members(limit, municipalities, vendors)]
    why = _impossible(limit, group, programme)
    if why is None:
        return None
    return message("limit '{name}' cannot be kept: {why}", name=name, why=why)


def _impossible(
    limit: GroupLimit, group: Sequence[Municipality], programme: Programme
) -> Message | None:
    if limit.least is not None and limit.most is not None and limit.least > limit.most:
        return message("least {least} is above most {most}", least=limit.least, most=limit.most)
    if limit.wave == "different" and len(group) > len(programme.waves):
        return message(
            "{members} municipalities cannot each be in a wave of its own: there are {waves} waves",
            members=len(group),
            waves=len(programme.waves),
        )
    if group and not _open(limit, programme):
        return message(
            "no wave lies in the periods that it leaves; the waves are in {quarters}",
            quarters=", ".join(programme.quarters),
        )
    return _impossible_count(limit, group, programme)


def _impossible_count(
    limit: GroupLimit, group: Sequence[Municipality], programme: Programme
) -> Message | None:
    by_citizens = limit.by == "citizens"
    there = sum(one.population if by_citizens else 1 for one in group)
    waves = len(limit.quarters or programme.quarters)
    if limit.least is not None and limit.least * waves > there:
        return _too_much(limit.least * waves, there, by_citizens=by_citizens)
    if limit.most is None or waves < len(programme.waves):
        return None
    if limit.most * waves < there:
        return _too_little(limit.most * waves, there, by_citizens=by_citizens)
    largest = max(group, key=lambda one: one.population, default=None)
    if by_citizens and largest is not None and largest.population > limit.most:
        return message(
            "{name} alone has {there} citizens, and every wave takes {most} at most",
            name=largest.name,
            there=Amount(largest.population),
            most=Amount(limit.most),
        )
    return None


def _too_much(needed: int, there: int, *, by_citizens: bool) -> Message:
    if by_citizens:
        return message(
            "the waves would need {needed} citizens in all, and the group has {there}",
            needed=Amount(needed),
            there=Amount(there),
        )
    return message(
        "the waves would need {needed} municipalities in all, and the group has {there}",
        needed=needed,
        there=there,
    )


def _too_little(room: int, there: int, *, by_citizens: bool) -> Message:
    if by_citizens:
        return message(
            "the waves would hold {room} citizens in all, and the group has {there}",
            room=Amount(room),
            there=Amount(there),
        )
    return message(
        "the waves would hold {room} municipalities in all, and the group has {there}",
        room=room,
        there=there,
    )
