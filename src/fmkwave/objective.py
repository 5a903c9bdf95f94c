"""Points of a choice, with every term kept: readiness, priority, and the value of each wave.

    readiness = sum over indicators of weight * credit of the answer
    priority  = readiness + sum over uptake measures of weight * share
    value(w)  = priority * (periods by which w lies before the last wave)
                - wish weight * |periods between w and the wish|

Where staying in the wave that was announced earns points, plans are compared by their worth: the
total, and what staying earns. The total itself is without it.

Every term is rounded to a thousandth of a point before it is added, so what is printed adds up.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from fmkwave.model import Frozen, Inputs, Link, Placement
from fmkwave.points import times


class Term(Frozen):
    """One term of a municipality's priority.

    Attributes:
        name: The weight's name.
        group: ``readiness`` for an answer, ``uptake`` for a share.
        answer: The answer given; None for a blank, and for uptake.
        weight: Points for full credit.
        credit: The answer's credit, or the share.
        points: Weight times credit.
    """

    name: str
    group: Literal["readiness", "uptake"]
    answer: str | None
    weight: int
    credit: Decimal
    points: int


class Score(Frozen):
    """What one municipality brings, wherever it is placed.

    Attributes:
        values: Points in each wave, first wave first; the wish is in them, links are not.
        wish: The wished quarter, or None.
    """

    code: str
    terms: tuple[Term, ...]
    readiness: int
    priority: int
    wish: str | None
    values: tuple[int, ...]


def scores(inputs: Inputs) -> Mapping[str, Score]:
    """The score of every municipality, by code, in the order of the codes."""
    return {code: score(inputs, code) for code in inputs.municipalities}


def score(inputs: Inputs, code: str) -> Score:
    """The score of one municipality; KeyError for an unknown code."""
    terms = (*_readiness_terms(inputs, code), *_uptake_terms(inputs, code))
    priority = sum(term.points for term in terms)
    wish = inputs.questionnaires[code].wish
    return Score(
        code=code,
        terms=terms,
        readiness=sum(term.points for term in terms if term.group == "readiness"),
        priority=priority,
        wish=wish,
        values=tuple(
            priority * inputs.programme.lead(wave) - wish_loss(inputs, wish, wave)
            for wave in inputs.programme.wave_numbers
        ),
    )


def wish_loss(inputs: Inputs, wish: str | None, wave: int) -> int:
    """Points that a wave loses by lying away from a wished quarter."""
    if wish is None:
        return 0
    programme = inputs.programme
    distance = abs(programme.calendar.between(wish, programme.quarters[wave - 1]))
    return programme.weights.wish.weight * distance


def _readiness_terms(inputs: Inputs, code: str) -> tuple[Term, ...]:
    programme = inputs.programme
    answers = inputs.questionnaires[code].answers

    def term(name: str, weight: int) -> Term:
        answer = answers.get(name)
        credit = programme.credit(answer)
        return Term(
            name=name,
            group="readiness",
            answer=answer,
            weight=weight,
            credit=credit,
            points=times(weight, credit),
        )

    return tuple(term(name, i.weight) for name, i in programme.weights.readiness.items())


def _uptake_terms(inputs: Inputs, code: str) -> tuple[Term, ...]:
    region = inputs.municipalities[code].region

    def term(name: str, weight: int, key: str) -> Term:
        share = inputs.uptake[name][key]
        return Term(
            name=name,
            group="uptake",
            answer=None,
            weight=weight,
            credit=share,
            points=times(weight, share),
        )

    return tuple(
        term(name, uptake.weight, region if uptake.per == "region" else code)
        for name, uptake in inputs.programme.weights.uptake.items()
    )


def citizen_quarters(inputs: Inputs, code: str, wave: int) -> int:
    """Citizens times the quarters they are reached before the last wave: the first tie-break."""
    return inputs.municipalities[code].population * inputs.programme.lead(wave)


def kept_links(inputs: Inputs, placement: Placement) -> tuple[Link, ...]:
    """The links that have both ends in one wave; an end in no wave shares none."""

    def kept(link: Link) -> bool:
        wave = placement.get(link.first)
        return wave is not None and wave == placement.get(link.second)

    return tuple(link for link in inputs.links if kept(link))


def link_points(inputs: Inputs, placement: Placement) -> int:
    """Points of the links that a plan keeps."""
    weights = inputs.programme.weights.links
    return sum(weights[link.kind].weight for link in kept_links(inputs, placement))


def staying_points(inputs: Inputs, code: str, wave: int) -> int:
    """Points that a municipality earns by standing in the wave it was announced in; else 0."""
    return inputs.programme.stability if inputs.announced.get(code) == wave else 0


def stability(inputs: Inputs, placement: Placement) -> int:
    """Points that a plan earns for all who stand where they were announced."""
    return sum(staying_points(inputs, code, wave) for code, wave in placement.items())


def worth(inputs: Inputs, placement: Placement) -> int:
    """Points by which plans are compared: the total, and what staying earns."""
    return total(inputs, placement) + stability(inputs, placement)


def total(inputs: Inputs, placement: Placement) -> int:
    """Points of a whole plan: each municipality's value in its wave, plus the links kept."""
    own = sum(score.values[placement[code] - 1] for code, score in scores(inputs).items())
    return own + link_points(inputs, placement)
