"""Who stands elsewhere in one plan than in another."""

from __future__ import annotations

from fmkwave.model import Frozen, Inputs, Placement


class Move(Frozen):
    """A municipality that stands elsewhere; None stands for no wave at all."""

    code: str
    name: str
    before: int | None
    after: int | None


def moves(inputs: Inputs, before: Placement, after: Placement) -> tuple[Move, ...]:
    """The municipalities that stand elsewhere in the second plan, in Danish order of names."""
    moved = (code for code in inputs.municipalities if before.get(code) != after.get(code))
    return tuple(
        Move(code=code, name=inputs.name(code), before=before.get(code), after=after.get(code))
        for code in inputs.in_danish_order(moved)
    )


class Shift(Frozen):
    """What a what-if does to the best plan.

    Attributes:
        total_before: Points of the best plan without it.
        total: Points of the best plan with it.
        stability_before: Points that the plan without it earns by staying; not in its total.
        stability: Points that the plan with it earns by staying.
        moves: Who stands elsewhere, in Danish order.
    """

    total_before: int
    total: int
    stability_before: int = 0
    stability: int = 0
    moves: tuple[Move, ...]
