"""How two plans differ, and what each is worth under the inputs as they are now.

Neither plan need come from an engine: one edited by hand, one published earlier and the best one
are scored by `objective` and judged by `rules` alike. A plan may leave municipalities out; it is
then worth what those in it bring, and has no total.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from fmkwave.model import Frozen, Inputs, Placement
from fmkwave.moves import Move, Shift, moves
from fmkwave.names import danish_key
from fmkwave.objective import kept_links, link_points, scores, stability
from fmkwave.rules import Broken, broken


class Candidate(NamedTuple):
    """A plan to compare.

    Attributes:
        name: What the user calls it.
        placement: Wave by code, both as the inputs know them; who is in no wave is not in it.
        shift: What the what-if did to the plan, if it was made under one.
    """

    name: str
    placement: Placement
    shift: Shift | None = None


class Worth(Frozen):
    """Points of a plan, in thousandths.

    Attributes:
        own: What each municipality brings in its wave, by code; links are not in it.
        links: What the kept links bring.
        kept: How many links have both ends in one wave, by kind.
        staying: What it earns by staying where announced; in none of the others.
        whole: Whether everybody is in a wave.
    """

    own: Mapping[str, int]
    links: int
    kept: Mapping[str, int]
    staying: int
    whole: bool

    @property
    def placed(self) -> int:
        """Points of those in a wave: their own and the links'."""
        return sum(self.own.values()) + self.links

    @property
    def total(self) -> int | None:
        """Points of the whole plan; None when somebody is in no wave."""
        return self.placed if self.whole else None


class Side(Frozen):
    """One of the two plans, held against the inputs.

    Attributes:
        sizes: How many are in each wave, first wave first.
        left_out: Codes of those in no wave, in Danish order.
        broken: The rules it breaks.
        without: Points of the whole plan without the what-if; None where either does not exist.
        shift: What the what-if did to the plan, if it was made under one.
    """

    name: str
    placement: Placement
    sizes: tuple[int, ...]
    left_out: tuple[str, ...]
    worth: Worth
    broken: tuple[Broken, ...]
    without: int | None
    shift: Shift | None


class Agreement(Frozen):
    """How many municipalities of a region stand in the same wave in both plans."""

    region: str
    same: int
    of: int


class Comparison(Frozen):
    """What two plans have in common, and what not.

    Attributes:
        moves: Who stands elsewhere in the second plan, in Danish order.
        links: How many links there are, by kind.
        agreement: By region, in Danish order.
    """

    before: Side
    after: Side
    moves: tuple[Move, ...]
    links: Mapping[str, int]
    agreement: tuple[Agreement, ...]

    @property
    def identical(self) -> bool:
        """Whether everybody stands in the same wave, or in none, in both plans."""
        return not self.moves

    @property
    def same(self) -> int:
        """How many municipalities stand in the same wave in both plans."""
        return sum(region.same for region in self.agreement)


def compare(
    inputs: Inputs, before: Candidate, after: Candidate, *, files: Inputs | None = None
) -> Comparison:
    """Compare two plans.

    Args:
        inputs: What both are scored under.
        before: The plan that moves are told from.
        after: The plan that moves are told to.
        files: The inputs without the what-if, where `inputs` are those of one.
    """
    kinds = Counter(link.kind for link in inputs.links)
    return Comparison(
        before=_side(inputs, before, files),
        after=_side(inputs, after, files),
        moves=moves(inputs, before.placement, after.placement),
        links={kind: kinds[kind] for kind in inputs.programme.weights.links},
        agreement=_agreement(inputs, before.placement, after.placement),
    )


def _side(inputs: Inputs, plan: Candidate, files: Inputs | None) -> Side:
    placement = plan.placement
    sizes = Counter(placement.values())
    left_out = (code for code in inputs.municipalities if code not in placement)
    return Side(
        name=plan.name,
        placement=placement,
        sizes=tuple(sizes[wave] for wave, _ in enumerate(inputs.programme.waves, start=1)),
        left_out=tuple(inputs.in_danish_order(left_out)),
        worth=_worth(inputs, placement),
        broken=broken(inputs, placement),
        without=_without(plan, files),
        shift=plan.shift,
    )


def _without(plan: Candidate, files: Inputs | None) -> int | None:
    if plan.shift is not None:
        return plan.shift.total_before
    return None if files is None else _worth(files, plan.placement).total


def _worth(inputs: Inputs, placement: Placement) -> Worth:
    kept = Counter(link.kind for link in kept_links(inputs, placement))
    values = {code: score.values for code, score in scores(inputs).items()}
    return Worth(
        own={code: values[code][wave - 1] for code, wave in sorted(placement.items())},
        links=link_points(inputs, placement),
        kept={kind: kept[kind] for kind in inputs.programme.weights.links},
        staying=stability(inputs, placement),
        whole=placement.keys() == inputs.municipalities.keys(),
    )


def _agreement(inputs: Inputs, before: Placement, after: Placement) -> tuple[Agreement, ...]:
    everyone = inputs.municipalities.items()
    of = Counter(one.region for _, one in everyone)
    same = Counter(
        one.region for code, one in everyone if code in before and before[code] == after.get(code)
    )
    return tuple(
        Agreement(region=region, same=same[region], of=of[region])
        for region in sorted(of, key=danish_key)
    )
