"""What any plan must satisfy, as values: one named rule for each limit the inputs state.

The planner hands the rules to an engine; `broken` holds them against any plan in plain integers
and imports no engine. A rule has a name that messages use and one bound or more, each a count of
its members in one wave.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from fmkwave.model import Frozen, Inputs, Placement, Size, Vendor
from fmkwave.quarters import quarters_between

_NAMES_SHOWN = 8


class Bound(Frozen):
    """The members' weighted count in one wave lies between two figures; None is no figure."""

    wave: int
    members: Mapping[str, int]
    least: int | None = None
    most: int | None = None

    def count(self, placement: Placement) -> int:
        """The weighted count of the members that a plan puts in the wave."""
        return sum(n for code, n in self.members.items() if placement.get(code) == self.wave)

    def holds(self, placement: Placement) -> bool:
        """Whether a plan keeps the count between the figures."""
        count = self.count(placement)
        return (self.least is None or count >= self.least) and (
            self.most is None or count <= self.most
        )


class Rule(Frozen):
    """A limit with the name that messages give it.

    Attributes:
        size: Whether it is the size of a wave, which eases by a place more or less.
    """

    name: str
    bounds: tuple[Bound, ...]
    size: bool = False

    def holds(self, placement: Placement) -> bool:
        """Whether a plan satisfies every bound of the rule."""
        return all(bound.holds(placement) for bound in self.bounds)


class Broken(Frozen):
    """A rule that a plan breaks, and how, in one sentence."""

    rule: str
    found: str


def rules(inputs: Inputs) -> tuple[Rule, ...]:
    """Every rule there is: wave sizes, vendors' limits, agreements, frozen quarters, demands."""
    return (
        *_wave_sizes(inputs),
        *(rule for vendor in inputs.vendors for rule in _vendor_rules(inputs, vendor)),
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
        told = f"{_names(inputs, left_out)} in none"
        found.insert(0, Broken(rule="every municipality is in one wave", found=told))
    return tuple(found)


def _wave_sizes(inputs: Inputs) -> Iterator[Rule]:
    everyone = dict.fromkeys(inputs.municipalities, 1)
    for number, wave in enumerate(inputs.programme.waves, start=1):
        bound = Bound(wave=number, members=everyone, least=wave.size.min, most=wave.size.max)
        yield Rule(
            name=f"wave {number} ({wave.quarter}) takes {_municipalities(wave.size)}",
            bounds=(bound,),
            size=True,
        )


def _vendor_rules(inputs: Inputs, vendor: Vendor) -> Iterator[Rule]:
    quarters = inputs.programme.quarters
    customers = dict.fromkeys(vendor.customers, 1)
    too_early = [q for q in quarters if quarters_between(q, vendor.release) > 0]
    if too_early:
        yield Rule(
            name=f"{vendor.name} is released in {vendor.release}, so no customer goes before it",
            bounds=tuple(_bound(inputs, q, customers, most=0) for q in too_early),
        )
    for quarter in quarters:
        if quarter in vendor.go_lives:
            most = vendor.go_lives[quarter]
            yield Rule(
                name=f"{vendor.name} carries at most {_go_lives(most)} in {quarter}",
                bounds=(_bound(inputs, quarter, customers, most=most),),
            )
    by_quarter = sorted(vendor.agreements, key=lambda code: (vendor.agreements[code], code))
    for quarter, group in groupby(by_quarter, key=vendor.agreements.__getitem__):
        codes = list(group)
        yield Rule(
            name=f"agreements with {vendor.name} place {len(codes)} in {quarter}: "
            f"{_names(inputs, codes)}",
            bounds=(_bound(inputs, quarter, dict.fromkeys(codes, 1), least=len(codes)),),
        )


def _frozen_quarters(inputs: Inputs) -> Iterator[Rule]:
    for quarter in inputs.programme.frozen:
        wave = inputs.programme.wave_in(quarter)
        kept = {code: 1 for code, frozen in inputs.frozen.items() if frozen == wave}
        others = {code: 1 for code in inputs.municipalities if code not in kept}
        yield Rule(
            name=f"{quarter} is frozen with {_municipalities(len(kept))}",
            bounds=(
                Bound(wave=wave, members=kept, least=len(kept)),
                Bound(wave=wave, members=others, most=0),
            ),
        )


def _demands(inputs: Inputs) -> Iterator[Rule]:
    for code, wave, take in ((d.code, d.wave, d.take) for d in inputs.demands):
        where = f"wave {wave} ({inputs.programme.quarters[wave - 1]})"
        asked = f"pinned to {where}" if take else f"kept out of {where}"
        least, most = (1, None) if take else (None, 0)
        bound = Bound(wave=wave, members={code: 1}, least=least, most=most)
        yield Rule(name=f"{inputs.name(code)} is {asked}", bounds=(bound,))


def _bound(
    inputs: Inputs,
    quarter: str,
    members: Mapping[str, int],
    least: int | None = None,
    most: int | None = None,
) -> Bound:
    wave = inputs.programme.wave_in(quarter)
    return Bound(wave=wave, members=members, least=least, most=most)


def _found(inputs: Inputs, rule: Rule, placement: Placement) -> str:
    return "; ".join(
        _found_in(inputs, bound, placement) for bound in rule.bounds if not bound.holds(placement)
    )


def _found_in(inputs: Inputs, bound: Bound, placement: Placement) -> str:
    quarter = inputs.programme.quarters[bound.wave - 1]
    count = bound.count(placement)
    if bound.least == len(bound.members):
        missing = [code for code in bound.members if placement.get(code) != bound.wave]
        return f"{_names(inputs, missing)} not placed in {quarter}"
    if bound.most is not None and count > bound.most:
        there = [code for code in bound.members if placement.get(code) == bound.wave]
        return f"{count} placed in {quarter}: {_names(inputs, there)}"
    return f"{count} placed in {quarter}"


def _go_lives(number: int) -> str:
    return "1 go-live" if number == 1 else f"{number} go-lives"


def _municipalities(number: int | Size) -> str:
    return "1 municipality" if str(number) == "1" else f"{number} municipalities"


def _names(inputs: Inputs, codes: Iterable[str]) -> str:
    names = [inputs.name(code) for code in inputs.in_danish_order(codes)]
    more = len(names) - _NAMES_SHOWN
    shown = ", ".join(names[:_NAMES_SHOWN])
    return f"{shown} and {more} more" if more > 0 else shown
