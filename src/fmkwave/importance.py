"""The order of importance that a programme's weights and credits keep, and the limits on figures.

Files and what-ifs are held against the same rules, and put a programme in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from fmkwave.model import Answer, Indicator, Programme, Wave
from fmkwave.points import shown
from fmkwave.texts import Message, message

HEAVIEST = 1_000_000
"""The highest weight, in points: sums of weights up to here are exact in every engine."""

NEARLY = Decimal("0.75")
"""The part of another answer's credit that one counting nearly as much earns at least."""

T = TypeVar("T")


class Misplaced(NamedTuple):
    """A figure out of its order, the one it is compared with, and a sentence that says so."""

    name: str
    other: str
    message: Message


def misplaced_weights(readiness: Mapping[str, Indicator]) -> Iterator[Misplaced]:
    """The indicators that do not weigh more than every one of a lower rank."""
    for name, indicator in readiness.items():
        lower = [other for other, one in readiness.items() if one.tier > indicator.tier]
        if not lower:
            continue
        heaviest = max(lower, key=lambda other: readiness[other].weight)
        other = readiness[heaviest]
        if indicator.weight <= other.weight:
            text = message(
                "weight {weight} of '{name}' (tier {tier}) must lie above weight {below} of "
                "'{other}' (tier {lower}): the source has this order of importance",
                weight=shown(indicator.weight),
                name=name,
                tier=indicator.tier,
                below=shown(other.weight),
                other=heaviest,
                lower=other.tier,
            )
            yield Misplaced(name, heaviest, text)


def misplaced_credits(answers: Mapping[str, Answer]) -> Iterator[Misplaced]:
    """The answers that do not count nearly as much as the one they are to be nearly as good as."""
    for name, answer in answers.items():
        other = answer.nearly_as
        if other is None or other == name or other not in answers:
            continue
        full = answers[other].credit
        if not full * NEARLY <= answer.credit < full:
            text = message(
                "credit {credit} of '{name}' must be at least {least} and below {most}, because "
                "it counts nearly as much as '{other}'",
                credit=answer.credit,
                name=name,
                least=(full * NEARLY).normalize(),
                most=full,
                other=other,
            )
            yield Misplaced(name, other, text)


def wrong_room(waves: Sequence[Wave], municipalities: int) -> Message | None:
    """The message when the waves, taken together, hold too few or too many; else None."""
    least = sum(wave.size.min for wave in waves)
    most = sum(wave.size.max for wave in waves)
    if least <= municipalities <= most:
        return None
    if least == most:
        return message(
            "the waves take exactly {room} municipalities in all, but there are {there}",
            room=least,
            there=municipalities,
        )
    return message(
        "the waves take {least} to {most} municipalities in all, but there are {there}",
        least=least,
        most=most,
        there=municipalities,
    )


def in_order(programme: Programme) -> Programme:
    """The same programme, with everything whose order means nothing in one order."""
    answers = {
        name: answer.model_copy(update={"words": tuple(sorted(answer.words))})
        for name, answer in programme.answers.items()
    }
    weights = programme.weights.model_copy(
        update={
            "readiness": _by(programme.weights.readiness, lambda one: (one.tier, -one.weight)),
            "uptake": _by(programme.weights.uptake, lambda one: -one.weight),
            "links": _by(programme.weights.links, lambda one: -one.weight),
        }
    )
    return programme.model_copy(
        update={
            "answers": _by(answers, lambda one: -one.credit),
            "blank_words": tuple(sorted(programme.blank_words)),
            "weights": weights,
            "limits": _by(programme.limits, lambda _: 0),
            "frozen": tuple(sorted(programme.frozen)),
        }
    )


def _by(group: Mapping[str, T], rank: Callable[[T], Any]) -> dict[str, T]:
    """A group in the order of its values' ranks, and of its names where those are equal."""
    return dict(sorted(group.items(), key=lambda item: (rank(item[1]), item[0])))
