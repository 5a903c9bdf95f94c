"""The order in which units are placed, and what is met on the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Path(NamedTuple):
    """An order of units, and the links as they are met.

    Units that are open (placed, with a neighbour that is not) have a slot each.

    Attributes:
        order: The units.
        slots: By step, the slot that its unit takes; None where it is not open afterwards.
        near: By step, the slot of each open neighbour, the link, and whether it is its first unit.
        closing: By step, the slots that are given up.
        width: How many slots there are.
    """

    order: Sequence[int]
    slots: Sequence[int | None]
    near: Sequence[Sequence[tuple[int, int, bool]]]
    closing: Sequence[Sequence[int]]
    width: int


def path(order: Sequence[int], links: Sequence[tuple[int, int]]) -> Path:
    """Lay out an order of all units, counted from 0, for the links between them."""
    position = {unit: step for step, unit in enumerate(order)}
    met: list[list[tuple[int, int, bool]]] = [[] for _ in order]
    last = dict(position)
    for link, (first, second) in enumerate(links):
        one, other = sorted((first, second), key=position.__getitem__)
        met[position[other]].append((one, link, one == first))
        last[one] = max(last[one], position[other])
    closes: list[list[int]] = [[] for _ in order]
    for unit, step in last.items():
        if step > position[unit]:
            closes[step].append(unit)
    slot_of: dict[int, int] = {}
    free: list[int] = []
    near, closing, slots = [], [], []
    for step, unit in enumerate(order):
        near.append([(slot_of[other], link, first) for other, link, first in met[step]])
        closing.append([slot_of[other] for other in closes[step]])
        free.extend(closing[-1])
        if last[unit] > step:
            slot_of[unit] = free.pop() if free else len(set(slot_of.values()))
        slots.append(slot_of.get(unit))
    return Path(order, slots, near, closing, len(set(slot_of.values())))
