"""How a plan stands to the committed one: who stands elsewhere in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fmkwave.commands import command
from fmkwave.departures import recoded
from fmkwave.model import CommittedPlan, Frozen, Inputs, Placement
from fmkwave.moves import Move, moves
from fmkwave.objective import worth
from fmkwave.parts import PLAN
from fmkwave.points import shown
from fmkwave.rules import broken
from fmkwave.texts import Head, Message, Period, counted, few, joined, message

_MOST = 6
"""The most names that a line tells of one kind."""


class Standing(Frozen):
    """What of the committed plan is otherwise in another one.

    Attributes:
        moves: Municipalities that both plans place, in other waves, in Danish order.
        new: Names of those that the committed plan does not place.
        stranded: Names of those that it places in a period that is no wave's now, by that period.
        gone: Names of those that it places and that there are no more.
        trouble: Why the committed plan cannot be compared, if so.
    """

    moves: tuple[Move, ...] = ()
    new: tuple[str, ...] = ()
    stranded: Mapping[str, tuple[str, ...]] = {}
    gone: tuple[str, ...] = ()
    trouble: Message | None = None

    @property
    def same(self) -> bool:
        """Whether the committed plan is known to place everybody alike."""
        return not (self.moves or self.new or self.stranded or self.gone or self.trouble)


def standing(inputs: Inputs, committed: CommittedPlan, placement: Placement) -> Standing:
    """How a plan of some inputs stands to the committed one.

    Waves are compared by their periods, as the inputs have them.
    """
    foreign = _foreign(inputs, committed)
    if foreign is not None:
        return Standing(trouble=foreign)
    committed = recoded(inputs, committed)
    before = placement_by_period(inputs, committed)
    moved = moves(inputs, before, placement)
    gone = sorted(committed.placement.keys() - inputs.municipalities.keys())
    return Standing(
        moves=tuple(move for move in moved if move.before is not None),
        new=tuple(move.name for move in moved if move.code not in committed.placement),
        stranded=_by_period(inputs, committed),
        gone=tuple(committed.names.get(code, code) for code in gone),
    )


def unplaced(inputs: Inputs, committed: CommittedPlan) -> Message | None:
    """Why a committed plan cannot be shown under some inputs; None if it can."""
    foreign = _foreign(inputs, committed)
    if foreign is not None:
        return foreign
    told = [_stranded(*one) for one in _by_period(inputs, committed).items()]
    missing = inputs.municipalities.keys() - committed.placement.keys()
    if missing:
        names = _listed([inputs.name(code) for code in inputs.in_danish_order(missing)])
        told.append(message("it has no wave for {names}", names=names))
    return joined("; ", told) if told else None


def _foreign(inputs: Inputs, committed: CommittedPlan) -> Message | None:
    known = inputs.municipalities.keys() & committed.placement.keys()
    if committed.programme == inputs.programme.name or known:
        return None
    return message("it is of another programme, {programme!r}", programme=committed.programme)


def placement_by_period(inputs: Inputs, committed: CommittedPlan) -> dict[str, int]:
    """Who stands where in the committed plan, in the waves that the inputs have in its periods."""
    quarters = inputs.programme.quarters
    waves = {
        number: quarters.index(quarter) + 1
        for number, quarter in enumerate(committed.quarters, start=1)
        if quarter in quarters
    }
    return {code: waves[wave] for code, wave in committed.placement.items() if wave in waves}


def stranded(inputs: Inputs, committed: CommittedPlan) -> dict[str, str]:
    """Who stands in a period that is no wave's now, in Danish order, each with that period."""
    quarters = dict(enumerate(committed.quarters, start=1))
    placed = placement_by_period(inputs, committed)
    codes = inputs.municipalities.keys() & committed.placement.keys() - placed.keys()
    return {code: quarters[committed.placement[code]] for code in inputs.in_danish_order(codes)}


def _by_period(inputs: Inputs, committed: CommittedPlan) -> dict[str, tuple[str, ...]]:
    """The names of those who are stranded, by period."""
    periods = stranded(inputs, committed)
    return {
        period: tuple(inputs.name(code) for code, own in periods.items() if own == period)
        for period in committed.quarters
        if period in periods.values()
    }


def who_moves(found: Standing) -> Message:
    """Who stands elsewhere, by name: ``Nordby and Søby move``."""
    return joined("; ", _kinds(found))


def from_to(found: Standing) -> Message:
    """Who stands elsewhere, with the waves: ``Nordby 1 → 2``."""
    ways = [f"{move.name} {move.before} → {move.after}" for move in found.moves]
    told = [few(ways, _MOST)] if ways else []
    return joined("; ", (*told, *_kinds(found.model_copy(update={"moves": ()}))))


def as_data(found: Standing) -> dict[str, object]:
    """How a plan stands to the committed one, for programs."""
    return {
        "same": found.same,
        "moves": [
            {"code": move.code, "name": move.name, "from": move.before, "to": move.after}
            for move in found.moves
        ],
        "new": list(found.new),
        "stranded": {period: list(names) for period, names in found.stranded.items()},
        "gone": list(found.gone),
        "trouble": None if found.trouble is None else str(found.trouble),
    }


def lead(inputs: Inputs, committed: CommittedPlan, placement: Placement) -> int:
    """Points by which a committed plan that keeps to the rules is worth more than another one.

    So it may be where the other one was made by a run that was stopped. 0 where the committed plan
    is worth no more, does not place everybody, or breaks a rule.
    """
    if _foreign(inputs, committed) is not None:
        return 0
    committed = recoded(inputs, committed)
    found = placement_by_period(inputs, committed)
    theirs = {code: found[code] for code in inputs.municipalities if code in found}
    whole = theirs.keys() == inputs.municipalities.keys() == placement.keys()
    if not whole or broken(inputs, theirs):
        return 0
    return max(0, worth(inputs, theirs) - worth(inputs, placement))


def not_committed(
    found: Standing, changed: Standing | None = None, *, above: int = 0
) -> Head | None:
    """What is said at the head of a plan that is not the committed one; nothing if it is.

    Args:
        found: How the best plan of what the files say stands to the committed one.
        changed: How the plan under a what-if does, if that is shown in its place.
        above: Points by which the committed plan is worth more than the former.
    """
    if found.same:
        return None
    if found.trouble is not None:
        text = message("Not compared with {file}: {trouble}.", file=PLAN, trouble=found.trouble)
    elif changed is not None and changed.same:
        text = message(
            "With the what-if, this is the committed plan. Without it, the best plan is another "
            "one: {who}; `{command}` says why.",
            who=who_moves(found),
            command=command("check"),
        )
    elif changed is not None:
        text = message(
            "Without the what-if, the best plan is not the committed one either: {who}; "
            "`{command}` says why.",
            who=who_moves(found),
            command=command("check"),
        )
    elif above:
        text = message(
            "Not the committed plan, which is worth {points} points more: {who}; `{command}` says "
            "why.",
            points=shown(above),
            who=who_moves(found),
            command=command("check"),
        )
    else:
        text = message(
            "Not the committed plan: {who}; `{command}` says why.",
            who=who_moves(found),
            command=command("check"),
        )
    return Head.saying(text, committed={"shown": False, **as_data(found)})


def _kinds(found: Standing) -> Iterator[Message]:
    names = [move.name for move in found.moves]
    if names:
        yield counted("{names} moves", "{names} move", len(names), names=_listed(names))
    if found.new:
        yield counted("{names} is new", "{names} are new", len(found.new), names=_listed(found.new))
    yield from (_stranded(*one) for one in found.stranded.items())
    if found.gone:
        yield counted(
            "{names} is gone", "{names} are gone", len(found.gone), names=_listed(found.gone)
        )


def _stranded(period: str, names: Sequence[str]) -> Message:
    """That a period is no wave's any more, and who stands in it."""
    return counted(
        "{period} is no wave's period any more, and {names} stands in it",
        "{period} is no wave's period any more, and {names} stand in it",
        len(names),
        period=Period(period),
        names=_listed(names),
    )


def _listed(names: Sequence[str]) -> Message:
    """Names as a list in a sentence, the first few of many."""
    if len(names) > _MOST:
        return few(names, _MOST)
    *first, last = names
    if not first:
        return Message(last)
    return message("{items} and {last}", items=", ".join(first), last=last)
