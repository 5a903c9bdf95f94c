"""What is drawn at random: weights and credits that keep the rules of importance, and answers.

Every number comes from a random stream of its own seed, draw and purpose, and from no more of
Python's generator than `random()`, whose sequence Python promises to keep. So a draw is the same on
any machine, whatever was drawn before it.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from math import ceil, floor
from typing import NamedTuple, TypeVar

from fmkwave.errors import UsageError
from fmkwave.importance import HEAVIEST, NEARLY, misplaced_credits, misplaced_weights
from fmkwave.model import Inputs, Programme, Questionnaire
from fmkwave.model.robustness import Figure, Sampling
from fmkwave.model.weights import Weight
from fmkwave.points import THOUSANDTHS, in_points
from fmkwave.texts import message

_TRIES = 2_000

_W = TypeVar("_W", bound=Weight)


class _Weight(NamedTuple):
    """A weight that is drawn; its tier is None where nothing orders it."""

    figure: Figure
    given: int
    tier: int | None = None


class _Credit(NamedTuple):
    """The credit of an answer that counts nearly as much as another."""

    figure: Figure
    given: int
    other: str


def figures(programme: Programme) -> tuple[tuple[Figure, ...], tuple[int, ...]]:
    """The figures that are drawn, and what is written down for each, in thousandths.

    A weight of 0 says that something does not count, and is none of them.
    """
    near, weights = _credits(programme), _weights(programme)
    every = [(one.figure, one.given) for one in near] + [(one.figure, one.given) for one in weights]
    return tuple(figure for figure, _ in every), tuple(given for _, given in every)


def drawn(programme: Programme, sampling: Sampling, number: int) -> tuple[int, ...]:
    """The figures of a draw, in the order and units of `figures`.

    Without `within`, the weights are uniform among all of the same sum, in thousandths and each at
    least one, that keep the order of importance. Parts between sorted random cuts are uniform
    among all of a sum, and any order of the same parts is as likely as any other; so handing the
    greatest to the first tier, in the order in which they were drawn, makes those in order no
    likelier than each other (L. Devroye, Non-Uniform Random Variate Generation, Springer 1986,
    chapter V.2). A credit is uniform in the range that the rule leaves it.

    With `within`, each figure is uniform in its range, and a draw out of order is drawn again.

    Raises:
        UsageError: if next to no draw keeps the order of importance.
    """
    stream = _stream(sampling, number, "figures")
    near, weights = _credits(programme), _weights(programme)
    for _try in range(_TRIES):
        if sampling.within is None:
            values = (*_near_others(programme, near, stream), *_of_same_sum(weights, stream))
        else:
            _found, given = figures(programme)
            ranges = (_range(one, sampling.within) for one in given)
            values = tuple(_between(stream, least, most) for least, most in ranges)
        if _keeps_rules(programme, values, values[len(near) :]):
            return values
    raise UsageError(
        message(
            "Next to no weights drawn at random keep the order of importance: {number} tries "
            "found none. Name another range with --within.",
            number=_TRIES,
        )
    )


def with_figures(programme: Programme, values: Sequence[int]) -> Programme:
    """The programme with other figures, in the order and units of `figures`."""
    found, _given = figures(programme)
    of: dict[str, dict[str, int]] = {}
    for figure, value in zip(found, values, strict=True):
        of.setdefault(figure.group, {})[figure.name] = value
    weights, wish = programme.weights, of.get("wish", {})
    answers = {
        name: programme.answers[name].model_copy(update={"credit": in_points(value)})
        for name, value in of.get("answers", {}).items()
    }
    changed = weights.model_copy(
        update={
            "readiness": _weighing(weights.readiness, of.get("readiness", {})),
            "uptake": _weighing(weights.uptake, of.get("uptake", {})),
            "wish": _weighing({"wish": weights.wish}, wish)["wish"],
            "links": _weighing(weights.links, of.get("links", {})),
        }
    )
    update = {"answers": {**programme.answers, **answers}, "weights": changed}
    return programme.model_copy(update=update)


def with_errors(inputs: Inputs, sampling: Sampling, number: int) -> Mapping[str, Questionnaire]:
    """The questionnaires of a draw: each answer given is wrong with the error rate.

    A wrong answer becomes any other that the programme allows; a blank stays one, and so do
    wishes, which are facts of their own.
    """
    if not sampling.error_rate:
        return inputs.questionnaires
    stream, rate = _stream(sampling, number, "answers"), float(sampling.error_rate)

    def told(answer: str | None) -> str | None:
        if answer is None or stream.random() >= rate:
            return answer
        others = [other for other in sorted(inputs.programme.answers) if other != answer]
        return others[_between(stream, 0, len(others) - 1)] if others else answer

    return {
        code: one.model_copy(
            update={"answers": {name: told(one.answers[name]) for name in sorted(one.answers)}}
        )
        for code, one in sorted(inputs.questionnaires.items())
    }


def _stream(sampling: Sampling, number: int, purpose: str) -> random.Random:
    return random.Random(f"{sampling.seed}/{number}/{purpose}")


def _between(stream: random.Random, least: int, most: int) -> int:
    """A whole number from least to most, each as likely."""
    return least + int(stream.random() * (most - least + 1))


def _credits(programme: Programme) -> list[_Credit]:
    """In an order in which each comes after the one it is nearly as good as.

    One whose rule leaves no whole thousandth is not drawn, and stays as it is written.
    """
    found = (
        _Credit(Figure(group="answers", name=name), _thousandths(one.credit), one.nearly_as)
        for name, one in programme.answers.items()
        if one.nearly_as is not None and _has_range(programme.answers[one.nearly_as].credit)
    )
    return sorted(found, key=lambda one: (-one.given, one.figure.name))


def _weights(programme: Programme) -> list[_Weight]:
    weights = programme.weights
    every = (
        *(
            _Weight(Figure(group="readiness", name=name), one.weight, one.tier)
            for name, one in weights.readiness.items()
        ),
        *(_Weight(Figure(group="uptake", name=n), one.weight) for n, one in weights.uptake.items()),
        _Weight(Figure(group="wish", name="wish"), weights.wish.weight),
        *(_Weight(Figure(group="links", name=n), one.weight) for n, one in weights.links.items()),
    )
    return [one for one in every if one.given]


def _near_others(programme: Programme, near: Sequence[_Credit], stream: random.Random) -> list[int]:
    """Credits, each uniform among those nearly as high as the other's."""
    full = {name: answer.credit * THOUSANDTHS for name, answer in programme.answers.items()}
    values = []
    for one in near:
        value = _between(stream, *_near(full[one.other]))
        full[one.figure.name] = Decimal(value)
        values.append(value)
    return values


def _of_same_sum(weights: Sequence[_Weight], stream: random.Random) -> list[int]:
    """Weights of the same sum, the greatest of those that have tiers in the first tier."""
    if not weights:
        return []
    total = sum(one.given for one in weights)
    cuts = sorted(_between(stream, 1, total - 1) for _ in weights[1:])
    values = [after - before for before, after in pairwise((0, *cuts, total))]
    tiers = sorted(
        (one.tier, position) for position, one in enumerate(weights) if one.tier is not None
    )
    greatest = sorted((position for _, position in tiers), key=lambda at: -values[at])
    # Within a tier in the order in which they were drawn, which is as random as they are.
    result = list(values)
    taken = 0
    for _tier, group in groupby(tiers, key=lambda one: one[0]):
        places = [position for _, position in group]
        chosen = sorted(greatest[taken : taken + len(places)])
        taken += len(places)
        for place, at in zip(places, chosen, strict=True):
            result[place] = values[at]
    return result


def _keeps_rules(programme: Programme, values: Sequence[int], weights: Sequence[int]) -> bool:
    """Whether files might hold these figures, and no weight among them counts for nothing."""
    if not all(0 < weight <= HEAVIEST * THOUSANDTHS for weight in weights):
        return False
    made = with_figures(programme, values)
    wrong = (*misplaced_weights(made.weights.readiness), *misplaced_credits(made.answers))
    return not wrong


def _range(given: int, within: Decimal) -> tuple[int, int]:
    return ceil(given * (1 - within)), floor(given * (1 + within))


def _near(full: Decimal) -> tuple[int, int]:
    """The least and the greatest credit nearly as high as another, all in thousandths."""
    return ceil(full * NEARLY), ceil(full) - 1


def _has_range(full: Decimal) -> bool:
    least, most = _near(full * THOUSANDTHS)
    return least <= most


def _thousandths(credit: Decimal) -> int:
    return round(credit * THOUSANDTHS)


def _weighing(group: Mapping[str, _W], values: Mapping[str, int]) -> dict[str, _W]:
    """Weights, some of them other than they were."""
    return {
        name: one.model_copy(update={"weight": values[name]}) if name in values else one
        for name, one in group.items()
    }
