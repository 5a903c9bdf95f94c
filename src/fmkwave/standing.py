"""How a plan stands to the committed one: who stands elsewhere in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fmkwave.commands import command
from fmkwave.departures import recoded
from fmkwave.model import CommittedPlan, Frozen, Inputs, Placement
from fmkwave.moves import Move, moves
from fmkwave.parts import PLAN
from fmkwave.texts import Head, Message, counted, few, joined, message

_MOST = 6
"""The most names that a line tells of one kind."""


class Standing(Frozen):
    """What of the committed plan is otherwise in another one.

    Attributes:
        moves: Municipalities that both plans place, in other waves, in Danish order.
        new: Names of those that the committed plan does not place, or in no wave there is now.
        gone: Names of those that it places and that there are no more.
        trouble: Why the committed plan cannot be compared, if so.
    """

    moves: tuple[Move, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    trouble: Message | None = None

    @property
    def same(self) -> bool:
        """Whether the committed plan is known to place everybody alike."""
        return not (self.moves or self.new or self.gone or self.trouble)


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
        new=tuple(move.name for move in moved if move.before is None),
        gone=tuple(committed.names.get(code, code) for code in gone),
    )


def unplaced(inputs: Inputs, committed: CommittedPlan) -> Message | None:
    """Why a committed plan cannot be shown under some inputs; None if it can."""
    foreign = _foreign(inputs, committed)
    if foreign is not None:
        return foreign
    missing = inputs.municipalities.keys() - placement_by_period(inputs, committed).keys()
    if not missing:
        return None
    names = _listed([inputs.name(code) for code in inputs.in_danish_order(missing)])
    return message("it has no wave for {names}", names=names)


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
        "gone": list(found.gone),
        "trouble": None if found.trouble is None else str(found.trouble),
    }


def not_committed(found: Standing, *, what_if: bool = False) -> Head | None:
    """What is said at the head of a plan that is not the committed one; nothing if it is.

    Args:
        found: How the plan stands to the committed one.
        what_if: Whether that is said of the plan without the what-if that is shown.
    """
    if found.same:
        return None
    if found.trouble is not None:
        text = message("Not compared with {file}: {trouble}.", file=PLAN, trouble=found.trouble)
    elif what_if:
        text = message(
            "Without the what-if, too, this is not the committed plan: {who}; `{command}` says "
            "why.",
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
    if found.gone:
        yield counted(
            "{names} is gone", "{names} are gone", len(found.gone), names=_listed(found.gone)
        )


def _listed(names: Sequence[str]) -> Message:
    """Names as a list in a sentence, the first few of many."""
    if len(names) > _MOST:
        return few(names, _MOST)
    *first, last = names
    if not first:
        return Message(last)
    return message("{items} and {last}", items=", ".join(first), last=last)
