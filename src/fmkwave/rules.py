"""What any plan must satisfy, as values: one named rule for each limit the inputs state.

The planner hands the rules to an engine; `broken` holds them against any plan in plain integers
and imports no engine. A rule has a name that messages use and one bound or more, each a count of
its members in one wave (`bounds`); what the programme's own limits come to is `groups`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from fmkwave.bounds import Bound, Rule
from fmkwave.departures import who
from fmkwave.groups import group_rules, listed
from fmkwave.model import Frozen, Inputs, Placement, Vendor, Wave
from fmkwave.texts import Amount, Message, Period, counted, joined, message


class Broken(Frozen):
    """A rule that a plan breaks, and how, in one sentence."""

    rule: Message
    found: Message


def rules(inputs: Inputs) -> tuple[Rule, ...]:
    """Every rule there is: sizes, vendors' limits, the programme's, frozen quarters, demands."""
    return (
        *_wave_sizes(inputs),
        *(rule for vendor in inputs.vendors for rule in _vendor_rules(inputs, vendor)),
        *group_rules(inputs),
        *_frozen_quarters(inputs),
        *_demands(inputs),
    )


def broken(inputs: Inputs, placement: Placement) -> tuple[Broken, ...]:
    """The rules a plan breaks, in the order of `rules`; first, whoever it leaves out."""
    found = [
        Broken(rule=rule.name, found=_found(inputs, rule, placement))
        for rule in rules(inputs)
        if not rule.holds(placement)
    ]
    left_out = [code for code in inputs.municipalities if code not in placement]
    if left_out:
        everyone = message("every municipality is in one wave")
        told = message("{names} in none", names=_names(inputs, left_out))
        found.insert(0, Broken(rule=everyone, found=told))
    return tuple(found)


def _wave_sizes(inputs: Inputs) -> Iterator[Rule]:
    everyone = dict.fromkeys(inputs.municipalities, 1)
    for number, wave in enumerate(inputs.programme.waves, start=1):
        bound = Bound(wave=number, members=everyone, least=wave.size.min, most=wave.size.max)
        yield Rule(name=_takes(number, wave), bounds=(bound,), size=True)


def _takes(number: int, wave: Wave) -> Message:
    quarter, size = Period(wave.quarter), wave.size
    if size.min != size.max:
        return message(
            "wave {wave} ({quarter}) takes {least} to {most} municipalities",
            wave=number,
            quarter=quarter,
            least=size.min,
            most=size.max,
        )
    return counted(
        "wave {wave} ({quarter}) takes {number} municipality",
        "wave {wave} ({quarter}) takes {number} municipalities",
        size.min,
        wave=number,
        quarter=quarter,
    )


def _vendor_rules(inputs: Inputs, vendor: Vendor) -> Iterator[Rule]:
    quarters, calendar = inputs.programme.quarters, inputs.programme.calendar
    customers = dict.fromkeys(vendor.customers, 1)
    too_early = [q for q in quarters if calendar.between(q, vendor.release) > 0]
    if too_early:
        yield Rule(
            name=message(
                "{vendor} is released in {quarter}, so no customer goes before it",
                vendor=vendor.name,
                quarter=Period(vendor.release),
            ),
            bounds=tuple(_bound(inputs, q, customers, most=0) for q in too_early),
        )
    for quarter in quarters:
        if quarter in vendor.go_lives:
            most = vendor.go_lives[quarter]
            yield Rule(
                name=counted(
                    "{vendor} carries at most {number} go-live in {quarter}",
                    "{vendor} carries at most {number} go-lives in {quarter}",
                    most,
                    vendor=vendor.name,
                    quarter=Period(quarter),
                ),
                bounds=(_bound(inputs, quarter, customers, most=most),),
            )
    by_quarter = sorted(vendor.agreements, key=lambda code: (vendor.agreements[code], code))
    for quarter, group in groupby(by_quarter, key=vendor.agreements.__getitem__):
        codes = list(group)
        yield Rule(
            name=message(
                "agreements with {vendor} place {count} in {quarter}: {names}",
                vendor=vendor.name,
                count=len(codes),
                quarter=Period(quarter),
                names=_names(inputs, codes),
            ),
            bounds=(_bound(inputs, quarter, dict.fromkeys(codes, 1), least=len(codes)),),
        )


def _frozen_quarters(inputs: Inputs) -> Iterator[Rule]:
    for quarter in inputs.programme.frozen:
        wave = inputs.programme.wave_in(quarter)
        kept = {code: 1 for code, frozen in inputs.frozen.items() if frozen == wave}
        others = {code: 1 for code in inputs.municipalities if code not in kept}
        name = counted(
            "{quarter} is frozen with {number} municipality",
            "{quarter} is frozen with {number} municipalities",
            len(kept),
            quarter=Period(quarter),
        )
        gone = [one for one in inputs.departed if one.wave == wave]
        yield Rule(
            name=joined(": ", (name, who(gone))) if gone else name,
            bounds=(
                Bound(wave=wave, members=kept, least=len(kept)),
                Bound(wave=wave, members=others, most=0),
            ),
        )


def _demands(inputs: Inputs) -> Iterator[Rule]:
    for code, wave, take in ((d.code, d.wave, d.take) for d in inputs.demands):
        least, most = (1, None) if take else (None, 0)
        bound = Bound(wave=wave, members={code: 1}, least=least, most=most)
        yield Rule(name=_demanded(inputs, code, wave, take=take), bounds=(bound,))


def _demanded(inputs: Inputs, code: str, wave: int, *, take: bool) -> Message:
    name, quarter = inputs.name(code), Period(inputs.programme.quarters[wave - 1])
    if take:
        return message(
            "{name} is pinned to wave {wave} ({quarter})", name=name, wave=wave, quarter=quarter
        )
    return message(
        "{name} is kept out of wave {wave} ({quarter})", name=name, wave=wave, quarter=quarter
    )


def _bound(
    inputs: Inputs,
    quarter: str,
    members: Mapping[str, int],
    least: int | None = None,
    most: int | None = None,
) -> Bound:
    wave = inputs.programme.wave_in(quarter)
    return Bound(wave=wave, members=members, least=least, most=most)


def _found(inputs: Inputs, rule: Rule, placement: Placement) -> Message:
    if rule.together:
        return joined("; ", _found_apart(inputs, rule.members, placement))
    failing = (bound for bound in rule.bounds if not bound.holds(placement))
    return joined("; ", (_found_in(inputs, bound, placement) for bound in failing))


def _found_apart(inputs: Inputs, codes: Iterable[str], placement: Placement) -> Iterator[Message]:
    """Who of some that should share a wave is in each."""
    found = list(codes)
    for wave, quarter in enumerate(inputs.programme.quarters, start=1):
        there = [code for code in found if placement.get(code) == wave]
        if there:
            yield message(
                "{names} in {quarter}", names=_names(inputs, there), quarter=Period(quarter)
            )


def _found_in(inputs: Inputs, bound: Bound, placement: Placement) -> Message:
    quarter = Period(inputs.programme.quarters[bound.wave - 1])
    count = bound.count(placement)
    if bound.takes_all:
        missing = [code for code in bound.members if placement.get(code) != bound.wave]
        return message(
            "{names} not placed in {quarter}", names=_names(inputs, missing), quarter=quarter
        )
    if bound.counts == "citizens":
        return message("{count} citizens placed in {quarter}", count=Amount(count), quarter=quarter)
    if bound.most is not None and count > bound.most:
        there = [code for code in bound.members if placement.get(code) == bound.wave]
        return message(
            "{count} placed in {quarter}: {names}",
            count=count,
            quarter=quarter,
            names=_names(inputs, there),
        )
    return message("{count} placed in {quarter}", count=count, quarter=quarter)


def _names(inputs: Inputs, codes: Iterable[str]) -> str:
    return listed(inputs.name(code) for code in codes)
