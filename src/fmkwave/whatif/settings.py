"""Each thing that can be set: how its value is read, shown, found in the inputs and changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, Generic, Literal, TypeVar

from fmkwave.errors import UsageError
from fmkwave.groups import demanded
from fmkwave.importance import in_order
from fmkwave.model import GroupLimit, Inputs, Link, Programme, Size, Vendor, Weight
from fmkwave.parts import NONE
from fmkwave.points import show_points
from fmkwave.texts import Message, message
from fmkwave.whatif import values

T = TypeVar("T")

Key = tuple[str, ...]
"""What is set, whatever it was called: a kind, and the codes, names or numbers it is about."""

WISH, AGREEMENT, LINK, RELEASE = "wish", "agreement", "link", "release"
LIMIT = "limit"
_FIGURES = ("least", "most")
_PERIODS = ("earliest", "latest")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One thing that can be set.

    Attributes:
        key: Tells it from all others.
        label: What a user calls it.
        read: Text to value; raises UsageError.
        show: Value to text.
        get: The value that inputs have.
        put: Inputs with another value, and all else as it was.
    """

    key: Key
    label: str
    read: Callable[[str], T]
    show: Callable[[T], str]
    get: Callable[[Inputs], T]
    put: Callable[[Inputs, T], Inputs]

    def apply(self, inputs: Inputs, text: str) -> tuple[Inputs, Message]:
        """Inputs with the value that a text gives, and a phrase that says what changed.

        Raises:
            UsageError: if the text is no value of this kind.
        """
        before, after = self.get(inputs), self.read(text)
        label, value, was = self.label, self.show(after), self.show(before)
        phrase = (
            message("{label} = {value} (as it is)", label=label, value=value)
            if after == before
            else message("{label} = {value} (was {before})", label=label, value=value, before=was)
        )
        return self.put(inputs, after), phrase


# --- Of a municipality or region ---------------------------------------------------------------


def answer(inputs: Inputs, code: str, indicator: str) -> Setting[str | None]:
    """A municipality's answer to one question."""

    def put(inputs: Inputs, value: str | None) -> Inputs:
        answers = {**inputs.questionnaires[code].answers, indicator: value}
        return _with_row(inputs, code, {"answers": answers})

    return Setting(
        key=("answer", code, indicator),
        label=f"{inputs.name(code)}.{indicator}",
        read=partial(values.answer, inputs.programme),
        show=values.show_optional,
        get=lambda inputs: inputs.questionnaires[code].answers.get(indicator),
        put=put,
    )


def wish(inputs: Inputs, code: str) -> Setting[str | None]:
    """The quarter that a municipality wishes."""
    return Setting(
        key=(WISH, code),
        label=f"{inputs.name(code)}.{WISH}",
        read=partial(values.wished, inputs),
        show=values.show_optional,
        get=lambda inputs: inputs.questionnaires[code].wish,
        put=lambda inputs, value: _with_row(inputs, code, {"wish": value}),
    )


def share(inputs: Inputs, weight: str, who: str) -> Setting[Decimal]:
    """The uptake in one municipality, given by code, or in one region."""

    def put(inputs: Inputs, value: Decimal) -> Inputs:
        shares = {**inputs.uptake[weight], who: value}
        return inputs.model_copy(update={"uptake": {**inputs.uptake, weight: shares}})

    name = inputs.name(who) if who in inputs.municipalities else who
    return Setting(
        key=("share", weight, who),
        label=f"{name}.{weight}",
        read=values.share,
        show=values.show_number,
        get=lambda inputs: inputs.uptake[weight][who],
        put=put,
    )


def agreement(inputs: Inputs, code: str) -> Setting[str | None]:
    """The quarter that a municipality has agreed with its vendor.

    Raises:
        UsageError: if the municipality has no vendor.
    """
    name = inputs.name(code)
    vendor = inputs.vendor_of.get(code)
    if vendor is None:
        raise UsageError(message("{name} has no vendor to make an agreement with.", name=name))

    def put(inputs: Inputs, value: str | None) -> Inputs:
        agreements = {**_vendor(inputs, vendor).agreements, code: value}
        return _with_vendor(inputs, vendor, {"agreements": _stated(agreements)})

    return Setting(
        key=(AGREEMENT, code),
        label=f"{name}.{AGREEMENT}",
        read=partial(values.agreed, inputs),
        show=values.show_optional,
        get=lambda inputs: _vendor(inputs, vendor).agreements.get(code),
        put=put,
    )


def link(inputs: Inputs, code: str, other: str) -> Setting[str | None]:
    """The kind of link between two municipalities.

    Raises:
        UsageError: if they are one and the same.
    """
    if code == other:
        raise UsageError(message("{name} cannot be linked to itself.", name=inputs.name(code)))
    first, second = sorted((code, other))

    def get(inputs: Inputs) -> str | None:
        return next(
            (kind for one, two, kind in inputs.links if (one, two) == (first, second)), None
        )

    def put(inputs: Inputs, value: str | None) -> Inputs:
        links = {link for link in inputs.links if link[:2] != (first, second)}
        links |= set() if value is None else {Link(first, second, value)}
        return inputs.model_copy(update={"links": tuple(sorted(links))})

    return Setting(
        key=(LINK, first, second),
        label=f"{inputs.name(code)}.{LINK}.{inputs.name(other)}",
        read=partial(values.link_kind, inputs.programme),
        show=values.show_optional,
        get=get,
        put=put,
    )


def _with_row(inputs: Inputs, code: str, update: Mapping[str, Any]) -> Inputs:
    row = inputs.questionnaires[code].model_copy(update=update)
    return inputs.model_copy(update={"questionnaires": {**inputs.questionnaires, code: row}})


# --- Of a vendor -------------------------------------------------------------------------------


def release(inputs: Inputs, name: str) -> Setting[str]:
    """The quarter in which a vendor's release can first go live."""
    return Setting(
        key=(RELEASE, name),
        label=f"{name}.{RELEASE}",
        read=partial(values.released, inputs),
        show=str,
        get=lambda inputs: _vendor(inputs, name).release,
        put=lambda inputs, value: _with_vendor(inputs, name, {"release": value}),
    )


def go_lives(name: str, quarter: str) -> Setting[int | None]:
    """The most go-lives that a vendor can carry in a quarter."""

    def put(inputs: Inputs, value: int | None) -> Inputs:
        most = _stated({**_vendor(inputs, name).go_lives, quarter: value})
        return _with_vendor(inputs, name, {"go_lives": most})

    return Setting(
        key=("go-lives", name, quarter),
        label=f"{name}.{quarter}",
        read=values.limit,
        show=values.show_optional,
        get=lambda inputs: _vendor(inputs, name).go_lives.get(quarter),
        put=put,
    )


def _vendor(inputs: Inputs, name: str) -> Vendor:
    return next(one for one in inputs.vendors if one.name == name)


def _with_vendor(inputs: Inputs, name: str, update: Mapping[str, Any]) -> Inputs:
    vendors = (one.model_copy(update=update) if one.name == name else one for one in inputs.vendors)
    return inputs.model_copy(update={"vendors": tuple(vendors)})


def _stated(found: Mapping[str, T | None]) -> dict[str, T]:
    """What is there, in the order of its keys."""
    return {key: value for key, value in sorted(found.items()) if value is not None}


# --- Of the programme --------------------------------------------------------------------------


def weight(name: str) -> Setting[int]:
    """The points of a weight, by its name."""

    def put(inputs: Inputs, value: int) -> Inputs:
        one = _weight(inputs.programme, name).model_copy(update={"weight": value})
        weights, group = inputs.programme.weights, _group(inputs.programme, name)
        content = one if group == WISH else {**getattr(weights, group), name: one}
        return _with_programme(inputs, {"weights": weights.model_copy(update={group: content})})

    return Setting(
        key=("weight", name),
        label=f"weights.{name}",
        read=values.points,
        show=show_points,
        get=lambda inputs: _weight(inputs.programme, name).weight,
        put=put,
    )


def weight_names(programme: Programme) -> tuple[str, ...]:
    """The names of all weights."""
    weights = programme.weights
    return (*weights.readiness, *weights.uptake, WISH, *weights.links)


def credit(name: str) -> Setting[Decimal]:
    """The part of an indicator's weight that an answer earns."""

    def put(inputs: Inputs, value: Decimal) -> Inputs:
        answers = inputs.programme.answers
        one = answers[name].model_copy(update={"credit": value})
        return _with_programme(inputs, {"answers": {**answers, name: one}})

    return Setting(
        key=("credit", name),
        label=f"answers.{name}",
        read=values.credit,
        show=values.show_number,
        get=lambda inputs: inputs.programme.answers[name].credit,
        put=put,
    )


def size(number: int) -> Setting[Size]:
    """How many municipalities a wave takes, by its number from 1."""

    def put(inputs: Inputs, value: Size) -> Inputs:
        waves = list(inputs.programme.waves)
        waves[number - 1] = waves[number - 1].model_copy(update={"size": value})
        return _with_programme(inputs, {"waves": tuple(waves)})

    return Setting(
        key=("size", str(number)),
        label=f"waves.{number}",
        read=values.size,
        show=values.show_size,
        get=lambda inputs: inputs.programme.waves[number - 1].size,
        put=put,
    )


def limit(inputs: Inputs, name: str) -> Setting[GroupLimit | None]:
    """One of the programme's limits as a whole, which can be taken away."""

    def show(value: GroupLimit | None) -> str:
        if value is None:
            return NONE
        return demanded(value, inputs.programme, inputs.municipalities)

    def put(inputs: Inputs, value: GroupLimit | None) -> Inputs:
        limits = {**inputs.programme.limits, name: value}
        return _with_programme(inputs, {"limits": _stated(limits)})

    return Setting(
        key=(LIMIT, name),
        label=f"limits.{name}",
        read=values.taken_away,
        show=show,
        get=lambda inputs: inputs.programme.limits.get(name),
        put=put,
    )


def limit_part(inputs: Inputs, name: str, part: str) -> Setting[Any]:
    """A figure or a period that one of the programme's limits states.

    Args:
        inputs: Whose limits they are.
        name: The limit.
        part: One of `limit_parts`.
    """

    def put(inputs: Inputs, value: int | str | None) -> Inputs:
        limits = inputs.programme.limits
        changed = limits[name].model_copy(update={part: value})
        return _with_programme(inputs, {"limits": {**limits, name: changed}})

    read = values.figure if part in _FIGURES else partial(values.period, inputs)
    return Setting(
        key=(LIMIT, name, part),
        label=f"limits.{name}.{part}",
        read=read,
        show=values.show_optional,
        get=lambda inputs: getattr(inputs.programme.limits[name], part),
        put=put,
    )


def limit_parts(found: GroupLimit) -> tuple[str, ...]:
    """What of a limit can be set: the figures of a count, the periods of a stretch."""
    if found.wave is not None:
        return ()
    counts = found.least is not None or found.most is not None
    # What was set to none is still what the limit is about.
    is_stretch = not counts and found.model_fields_set.intersection(_PERIODS)
    return _PERIODS if is_stretch else _FIGURES


def _group(programme: Programme, name: str) -> Literal["readiness", "uptake", "links", "wish"]:
    weights = programme.weights
    if name == WISH:
        return "wish"
    if name in weights.readiness:
        return "readiness"
    return "uptake" if name in weights.uptake else "links"


def _weight(programme: Programme, name: str) -> Weight:
    weights = programme.weights
    groups: Mapping[str, Weight] = {**weights.links, **weights.uptake, **weights.readiness}
    return weights.wish if name == WISH else groups[name]


def _with_programme(inputs: Inputs, update: Mapping[str, Any]) -> Inputs:
    """Inputs with the programme edited and in order, and the answers in the order of questions."""
    programme = in_order(inputs.programme.model_copy(update=update))
    questions = programme.weights.readiness
    rows = {
        code: row.model_copy(update={"answers": {q: row.answers[q] for q in questions}})
        for code, row in inputs.questionnaires.items()
    }
    return inputs.model_copy(update={"programme": programme, "questionnaires": rows})
