"""What does not fit together once all is set, as it would not fit in the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from fmkwave.groups import unkept
from fmkwave.importance import misplaced_credits, misplaced_weights, wrong_room
from fmkwave.model import Inputs
from fmkwave.texts import Message, Period, capital, message
from fmkwave.whatif.settings import AGREEMENT, LIMIT, RELEASE, Key, limit_parts


class _Clash(NamedTuple):
    """What is wrong, as a sentence, and the settings that it can come from."""

    text: Message
    keys: Set[Key]


def clashes(inputs: Inputs, options: Mapping[Key, str]) -> list[Message]:
    """A line for each clash, which quotes the options that it comes from.

    Args:
        inputs: The inputs after all settings.
        options: The option that set each key, in the order given.
    """
    found = []
    every = (*_orders(inputs), *_rooms(inputs), *_agreements(inputs), *_limits(inputs))
    for text, keys in every:
        asked = [option for key, option in options.items() if key in keys]
        # What nobody set is as the files say it, and theirs to answer for.
        if asked:
            quoted, clash = " ".join(asked), capital(text)
            found.append(message("{options}: {clash}.", options=quoted, clash=clash))
    return found


def _orders(inputs: Inputs) -> Iterator[_Clash]:
    for name, other, text in misplaced_weights(inputs.programme.weights.readiness):
        yield _Clash(text, {("weight", name), ("weight", other)})
    for name, other, text in misplaced_credits(inputs.programme.answers):
        yield _Clash(text, {("credit", name), ("credit", other)})


def _rooms(inputs: Inputs) -> Iterator[_Clash]:
    text = wrong_room(inputs.programme.waves, len(inputs.municipalities))
    if text is not None:
        numbers = inputs.programme.wave_numbers
        yield _Clash(text, {("size", str(number)) for number in numbers})


def _agreements(inputs: Inputs) -> Iterator[_Clash]:
    calendar = inputs.programme.calendar
    for vendor in inputs.vendors:
        for code, quarter in vendor.agreements.items():
            if calendar.between(quarter, vendor.release) > 0:
                text = message(
                    "the agreement with {name} is for {quarter}, but {vendor} releases in "
                    "{release}",
                    name=inputs.name(code),
                    quarter=Period(quarter),
                    vendor=vendor.name,
                    release=Period(vendor.release),
                )
                yield _Clash(text, {(AGREEMENT, code), (RELEASE, vendor.name)})


def _limits(inputs: Inputs) -> Iterator[_Clash]:
    for name, limit in inputs.programme.limits.items():
        text = unkept(name, inputs.programme, inputs.municipalities, inputs.vendors)
        if text is not None:
            yield _Clash(text, {(LIMIT, name, part) for part in limit_parts(limit)})
