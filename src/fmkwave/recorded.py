"""The values of the inputs that plan.yaml keeps, so that a later check can say old and new.

Only what decides a plan is kept: no reasons, no texts, no places on the map, and nothing of a plan
published earlier. Of the rest, the digests tell that it changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from fmkwave import parts
from fmkwave.model import GroupLimit, Inputs, Size, Value, Vendor, Weight
from fmkwave.names import fold
from fmkwave.points import in_points

ONLY = "value"
"""The field of a part that has no more than one."""


class Differing(NamedTuple):
    """A value that is not what it was; None for one that is not there."""

    part: str
    field: str
    before: Value
    after: Value


_LISTED = ("municipalities", "quarters")


def recorded(inputs: Inputs) -> dict[str, dict[str, dict[str, Value]]]:
    """The values that a plan was made from, by file, by part (see `fmkwave.parts`) and field.

    A link is kept once: under the lower code of the two, in the field of the other code.
    """
    found: dict[str, dict[str, dict[str, Value]]] = {
        parts.ADJACENCY: _links(inputs),
        parts.MUNICIPALITIES: {
            code: {"region": one.region, "population": one.population}
            for code, one in inputs.municipalities.items()
        },
        parts.PROGRAMME: _programme(inputs),
        parts.QUESTIONNAIRE: {
            code: {**dict[str, Value](row.answers), parts.WISH: row.wish}
            for code, row in inputs.questionnaires.items()
        },
        parts.UPTAKE: _uptake(inputs),
        parts.VENDORS: _vendors(inputs.vendors),
    }
    return {file: found[file] for file in sorted(found.keys() & inputs.sources.keys())}


def differing(
    file: str,
    before: Mapping[str, Mapping[str, Value]],
    now: Mapping[str, Mapping[str, Value]],
) -> Iterator[Differing]:
    """The values of a file that differ, in parts that were there before and still are.

    A link or an agreement that came or went differs, too: there was none, or is none.
    """
    for part in sorted({*before, *now}):
        may_come = file == parts.ADJACENCY or parts.is_agreement(part)
        if may_come or (part in before and part in now):
            old, new = before.get(part, {}), now.get(part, {})
            for field in sorted({*old, *new}):
                if not same(old.get(field), new.get(field)):
                    yield Differing(part, field, old.get(field), new.get(field))


def same(one: Value, other: Value) -> bool:
    """Whether two values are written alike in a file: ``2027`` is a number or a label."""
    return plain(one) == plain(other)


def plain(value: Value) -> str | None:
    """A value as text, of which a number has one form; None for a blank."""
    if isinstance(value, Decimal):
        return format((value + 0).normalize(), "f")
    return None if value is None else str(value)


def _links(inputs: Inputs) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {}
    for first, second, kind in inputs.links:
        found.setdefault(first, {})[second] = kind
    return found


def _uptake(inputs: Inputs) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {}
    for section, shares in inputs.uptake.items():
        for who, share in shares.items():
            found.setdefault(who, {})[section] = share
    return found


def _vendors(vendors: tuple[Vendor, ...]) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {}
    for one in vendors:
        found[one.name] = {"release": one.release, **one.go_lives}
        found.update({code: {ONLY: one.name} for code in one.customers})
        found.update({parts.agreement(c): {ONLY: quarter} for c, quarter in one.agreements.items()})
    return found


def _programme(inputs: Inputs) -> dict[str, dict[str, Value]]:
    programme, weights = inputs.programme, inputs.programme.weights
    found: dict[str, dict[str, Value]] = {
        "frozen": {ONLY: ", ".join(programme.frozen) or None},
        "stability": {ONLY: in_points(programme.stability)},
        parts.weight("wish"): _weight(weights.wish),
    }
    if programme.periods:
        found["periods"] = {ONLY: ", ".join(one.label for one in programme.periods)}
    for number, wave in enumerate(programme.waves, start=1):
        found[parts.wave(number)] = {"quarter": wave.quarter, "size": _size(wave.size)}
    for name, answer in programme.answers.items():
        found[parts.answer(name)] = {ONLY: answer.credit}
    for group in (weights.readiness, weights.uptake, weights.links):
        found |= {parts.weight(name): _weight(weight) for name, weight in group.items()}
    # A vendor may be spelt in several ways, like any name.
    vendors = {fold(one.name): one.name for one in inputs.vendors}
    for name, limit in programme.limits.items():
        found[parts.limit(name)] = _limit(limit, vendors)
    return found


def _weight(weight: Weight) -> dict[str, Value]:
    return {ONLY: in_points(weight.weight)}


def _size(size: Size) -> Value:
    return size.min if size.min == size.max else f"{size.min}-{size.max}"


def _limit(limit: GroupLimit, vendors: Mapping[str, str]) -> dict[str, Value]:
    """What a limit demands; what it leaves out has no field."""
    fields = {key: value for key, value in limit if key != "reason" and value not in (None, ())}
    fields |= {key: ", ".join(fields[key]) for key in _LISTED if key in fields}
    if limit.vendor is not None:
        fields["vendor"] = vendors.get(fold(limit.vendor), limit.vendor)
    return fields
