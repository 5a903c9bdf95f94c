"""Explanations as JSON: one object for one municipality, a list of them for several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fmkwave.render import jsonform, robustjson
from fmkwave.render.jsonform import place, points

if TYPE_CHECKING:
    from fmkwave.explanation import Explanation
    from fmkwave.explanation.types import (
        Alternative,
        Announced,
        Binding,
        Drawn,
        Flip,
        Neighbour,
        OwnTerm,
        Supply,
        Wish,
    )
    from fmkwave.moves import Shift


def explanations(told: Sequence[Explanation], shift: Shift | None) -> str:
    """Explanations as a JSON document."""
    what_if = {} if shift is None else {"what_if": jsonform.shift(shift)}
    if len(told) == 1:
        return jsonform.dumps({**_explanation(told[0]), **what_if})
    return jsonform.dumps({"municipalities": [_explanation(one) for one in told], **what_if})


def _explanation(told: Explanation) -> dict[str, Any]:
    return {
        "code": told.code,
        "name": told.name,
        "official_name": told.official_name,
        "region": told.region,
        "wave": told.wave,
        "quarter": told.quarter,
        "terms": [_term(one) for one in told.terms],
        "readiness": points(told.readiness),
        "priority": points(told.priority),
        "values": [points(value) for value in told.values],
        "wish": _wish(told.wish),
        "vendor": None if told.vendor is None else _vendor(told.vendor),
        "neighbours": [_neighbour(one) for one in told.neighbours],
        "announced": None if told.announced is None else _announced(told.announced),
        "alternatives": [_alternative(one) for one in told.alternatives],
        "flips": [_flip(one) for one in told.flips],
        "least_rise": {str(wave): _or_null(rise) for wave, rise in told.least_rise.items()},
        "binding": [_binding(one) for one in told.binding],
        **({} if told.drawn is None else {"robustness": _drawn(told, told.drawn)}),
        **_committed(told),
        **jsonform.notices(told.notices),
    }


def _committed(told: Explanation) -> dict[str, Any]:
    """Where the committed plan has it; all else is of the best plan."""
    if told.committed is None:
        return {}
    found = told.committed
    loss = _or_null(found.loss)
    return {"committed_wave": {"wave": found.wave, "quarter": found.quarter, "loss": loss}}


def _term(own: OwnTerm) -> dict[str, Any]:
    return {**jsonform.term(own.term), "place": place(own.place), "wave_without": own.without}


def _wish(wish: Wish) -> dict[str, Any]:
    return {
        "quarter": wish.quarter,
        "place": place(wish.place),
        "lost": points(wish.lost),
        "wave_without": wish.without,
    }


def _vendor(vendor: Supply) -> dict[str, Any]:
    return {
        **vendor.model_dump(exclude={"place", "agreed_at", "without"}),
        "place": place(vendor.place),
        "agreed_at": place(vendor.agreed_at),
        "wave_without_agreement": vendor.without,
    }


def _neighbour(one: Neighbour) -> dict[str, Any]:
    return {**one.model_dump(), "points": points(one.points)}


def _announced(announced: Announced) -> dict[str, Any]:
    return {
        "wave": announced.wave,
        "points": points(announced.points),
        "wave_without": announced.without,
    }


def _alternative(one: Alternative) -> dict[str, Any]:
    return {
        "wave": one.wave,
        "quarter": one.quarter,
        "loss": _or_null(one.loss),
        "gains": None if one.loss is None else _gains(one),
        "moves": [jsonform.move(move) for move in one.moves],
        "barred_by": one.barred_by,
    }


def _gains(one: Alternative) -> dict[str, float]:
    return {
        "own": points(one.own),
        "others": points(one.others),
        "links": points(one.links),
        "stability": points(one.stability),
    }


def _flip(flip: Flip) -> dict[str, Any]:
    return flip.model_dump()


def _binding(one: Binding) -> dict[str, Any]:
    return {**one.model_dump(), "gain": points(one.gain)}


def _drawn(told: Explanation, drawn: Drawn) -> dict[str, Any]:
    return {
        **robustjson.sampling(drawn.sampling),
        "draws": drawn.draws,
        "figures": robustjson.figures(drawn.figures, drawn.given),
        "waves": robustjson.waves(drawn.row, told.quarters, drawn.draws),
    }


def _or_null(amount: int | None) -> float | None:
    return None if amount is None else points(amount)
