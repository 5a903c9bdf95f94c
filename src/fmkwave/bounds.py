"""The one form of all rules: weighted counts of municipalities in a wave, between two figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from fmkwave.model import Frozen, Placement
from fmkwave.texts import Message


class Bound(Frozen):
    """The members' weighted count in one wave lies between two figures; None is no figure.

    Attributes:
        members: What each counts for, by code.
        counts: What is counted: each municipality, or its citizens.
    """

    wave: int
    members: Mapping[str, int]
    least: int | None = None
    most: int | None = None
    counts: Literal["municipalities", "citizens"] = "municipalities"

    def count(self, placement: Placement) -> int:
        """The weighted count of the members that a plan puts in the wave."""
        return sum(n for code, n in self.members.items() if placement.get(code) == self.wave)

    def holds(self, placement: Placement) -> bool:
        """Whether a plan keeps the count between the figures."""
        count = self.count(placement)
        return (self.least is None or count >= self.least) and (
            self.most is None or count <= self.most
        )

    @property
    def takes_all(self) -> bool:
        """Whether every member has to be in the wave."""
        smallest = min(self.members.values(), default=0)
        everyone = sum(self.members.values())
        return self.least is not None and everyone - smallest < self.least and smallest > 0

    def allows(self, code: str, wave: int) -> bool:
        """Whether a member may be in a wave, as far as this bound by itself can tell."""
        own = self.members[code] if wave == self.wave else 0
        others = [n for member, n in self.members.items() if member != code]
        least = own + sum(n for n in others if n < 0)
        most = own + sum(n for n in others if n > 0)
        return (self.least is None or most >= self.least) and (
            self.most is None or least <= self.most
        )


class Rule(Frozen):
    """A limit with the name that messages give it.

    Attributes:
        size: Whether it is the size of a wave, which eases by a place more or less.
        limit: The limit of the programme that it states, by name; empty for any other rule.
        together: Whether its members share a wave, whichever it is.
        counts: Whether it is a limit on how many of its members, or of their citizens, are where.
    """

    name: Message
    bounds: tuple[Bound, ...]
    size: bool = False
    limit: str = ""
    together: bool = False
    counts: bool = False

    def holds(self, placement: Placement) -> bool:
        """Whether a plan satisfies every bound of the rule."""
        return all(bound.holds(placement) for bound in self.bounds)

    @property
    def members(self) -> tuple[str, ...]:
        """Codes of the municipalities that it is about, in order."""
        return tuple(sorted({code for bound in self.bounds for code in bound.members}))

    def bars(self, code: str, wave: int) -> bool:
        """Whether one of its bounds by itself keeps a municipality out of a wave."""
        return any(code in bound.members and not bound.allows(code, wave) for bound in self.bounds)


def misplaced(rule: Rule, placement: Placement) -> tuple[str, ...]:
    """Codes of those who are where a broken rule has them not, or not where it has them."""
    if rule.together:
        return _parted(rule, placement)
    return tuple(code for bound in rule.bounds for code in _wrong(bound, placement))


def _wrong(bound: Bound, placement: Placement) -> Iterator[str]:
    if not bound.holds(placement):
        too_many = bound.most is not None and bound.count(placement) > bound.most
        for code in bound.members:
            if (placement.get(code) == bound.wave) == too_many:
                yield code


def _parted(rule: Rule, placement: Placement) -> tuple[str, ...]:
    """Those who are not where most of them are, or where the earliest are of as many."""
    waves = [placement[code] for code in rule.members if code in placement]
    common = max(sorted(waves), key=waves.count, default=0)
    return tuple(code for code in rule.members if placement.get(code, common) != common)
