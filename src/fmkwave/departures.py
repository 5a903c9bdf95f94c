"""Whom a plan places and the inputs do not have: who left, and whose code is another one now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fmkwave.model import CommittedPlan, Departed, Inputs
from fmkwave.names import by_key, find
from fmkwave.parts import ADJACENCY, PLAN
from fmkwave.texts import Message, counted, few, joined, message


def departed(
    placed: Iterable[tuple[str, str, int]], names: Mapping[str, str]
) -> tuple[Departed, ...]:
    """Those that a plan places and the inputs do not have, in the plan's order.

    Args:
        placed: Code, name and wave of everybody in the plan.
        names: The municipalities that the inputs have, by code.
    """
    plan = list(placed)
    codes = {code for code, _name, _wave in plan}
    # Whom the plan places under its present code was not renumbered, whatever it is called.
    free = by_key((name, code) for code, name in names.items() if code not in codes)
    return tuple(
        Departed(code=code, name=name, wave=wave, now=find(name, free) if name else None)
        for code, name, wave in plan
        if code not in names
    )


def of_plan(inputs: Inputs, plan: CommittedPlan) -> tuple[Departed, ...]:
    """Those that a committed plan places and the inputs do not have."""
    placed = ((code, plan.names.get(code, ""), wave) for code, wave in plan.placement.items())
    return departed(placed, {code: one.name for code, one in inputs.municipalities.items()})


def who(gone: Sequence[Departed]) -> Message:
    """Who is not in the inputs, and whose code changed, as a part of a sentence."""
    left = [f"{one.name} ({one.code})" if one.name else one.code for one in gone if not one.now]
    told = [recode(one) for one in gone if one.now]
    if left:
        text = counted(
            "{names} of {file} is not in the inputs",
            "{names} of {file} are not in the inputs",
            len(left),
            names=few(left),
            file=PLAN,
        )
        told.insert(0, text)
    return joined("; ", told)


def recode(one: Departed) -> Message:
    """That somebody's code is another one now."""
    return message(
        "{name}'s code was {before} and is {now}", name=one.name, before=one.code, now=one.now
    )


def recoded(inputs: Inputs, plan: CommittedPlan) -> CommittedPlan:
    """A committed plan with the codes that the inputs have, where only a code changed."""
    codes = {one.code: one.now for one in of_plan(inputs, plan) if one.now}
    if not codes:
        return plan
    values = {file: _keyed(parts, codes) for file, parts in plan.values.items()}
    if ADJACENCY in values:
        values[ADJACENCY] = _links(plan.values[ADJACENCY], codes)
    return plan.model_copy(
        update={
            "placement": dict(sorted(_keyed(plan.placement, codes).items())),
            "names": _keyed(plan.names, codes),
            "places": _keyed(plan.places, codes),
            "parts": {file: _keyed(parts, codes) for file, parts in plan.parts.items()},
            "values": values,
            "recoded": {now: before for before, now in codes.items()},
        }
    )


def _keyed(by_code: Mapping[str, Any], codes: Mapping[str, str]) -> dict[str, Any]:
    return {codes.get(code, code): value for code, value in by_code.items()}


def _links(
    links: Mapping[str, Mapping[str, Any]], codes: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """Links under the lower of their ends' codes, as plans keep them."""
    found: dict[str, dict[str, Any]] = {}
    for one, others in links.items():
        for other, kind in others.items():
            first, second = sorted((codes.get(one, one), codes.get(other, other)))
            found.setdefault(first, {})[second] = kind
    return found
