"""Why a municipality stands where it stands, in a few sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.language import _
from fmkwave.render.explaining.phrases import bars, wave_of

if TYPE_CHECKING:
    from fmkwave.explanation import Explanation
    from fmkwave.explanation.types import Alternative, Announced


def verdict(told: Explanation) -> str:
    """Why the municipality stands where it stands, in a few sentences."""
    announced = told.announced
    reasons = (
        _reasons(told) if announced is None else f"{_reasons(told)} {_staying(told, announced)}"
    )
    if told.committed is None:
        return reasons
    return _("In the best plan: {reasons}", reasons=reasons)


def _staying(told: Explanation, announced: Announced) -> str:
    """What the wave that it was announced in has to do with it."""
    earned = {"wave": announced.wave, "points": language.points(announced.points)}
    if announced.wave != told.wave:
        return _("It was announced in wave {wave}; staying there earns {points} points.", **earned)
    if announced.without == told.wave:
        return _(
            "It was announced in wave {wave}, and keeping that earns {points} points, without "
            "which it would stay as well.",
            **earned,
        )
    return _(
        "It was announced in wave {wave}, and keeping that earns {points} points, without which "
        "it would be in wave {other}.",
        other=announced.without,
        **earned,
    )


def _reasons(told: Explanation) -> str:
    here = {"name": told.name, "wave": wave_of(told, told.wave)}
    possible = [one for one in told.alternatives if one.loss is not None]
    if not possible:
        return _(
            "{name} is in {wave} because no plan has it anywhere else: {limits}.",
            limits=bars(told.alternatives),
            **here,
        )
    wanted = max(told.alternatives, key=lambda one: one.own)
    if wanted.own <= 0:
        return f"{_highest(told)}; {_elsewhere(told)}"
    sentences = [_("{name} is in {wave}.", **here), _wanted(wanted)]
    if wanted.loss is None:
        # Where the rules leave it less than it wants, it asks for the best of what they leave.
        second = max(possible, key=lambda one: one.own)
        sentences += [_wanted(second)] if second.own > 0 else []
    return " ".join(sentences)


def _highest(told: Explanation) -> str:
    """That it stands where its own points are highest, to be followed by what else could be."""
    here = {"name": told.name, "wave": wave_of(told, told.wave)}
    if any(one.own == 0 for one in told.alternatives):
        return _("{name} is in {wave}, where its own points are as high as anywhere", **here)
    return _("{name} is in {wave}, where its own points are highest", **here)


def _elsewhere(told: Explanation) -> str:
    """What standing elsewhere would cost it, as the end of a sentence."""
    loss, wave = min((one.loss, one.wave) for one in told.alternatives if one.loss is not None)
    if loss == 0:
        return _(
            "the best plan with it in wave {wave} is worth just as much; among plans of equal "
            "worth, the one that reaches more citizens earlier wins, then the lowest code first.",
            wave=wave,
        )
    least = language.points(loss)
    if any(one.loss is None for one in told.alternatives):
        return _(
            "any other wave that the rules leave it would lower the best plan by at least "
            "{points} points.",
            points=least,
        )
    return _("any other wave would lower the best plan by at least {points} points.", points=least)


def _wanted(one: Alternative) -> str:
    """Why it is not in a wave where its own points would be higher."""
    there = {"points": language.points(one.own), "wave": one.wave}
    if one.loss is None:
        return _(
            "Its own points would be {points} higher in wave {wave}, but no plan has it there: "
            "{limits}.",
            limits=bars([one]),
            **there,
        )
    if one.loss == 0:
        return _(
            "Its own points would be {points} higher in wave {wave}, but the best plan with it in "
            "wave {wave} is worth just as much; among plans of equal worth, the one that reaches "
            "more citizens earlier wins, then the lowest code first.",
            **there,
        )
    if one.stability:
        return _(
            "Its own points would be {points} higher in wave {wave}, but others, the links and "
            "what staying earns would together lose more: the best plan with it in wave {wave} is "
            "worth {loss} points less.",
            loss=language.points(one.loss),
            **there,
        )
    return _(
        "Its own points would be {points} higher in wave {wave}, but others and the links would "
        "together lose more: the best plan with it in wave {wave} is worth {loss} points less.",
        loss=language.points(one.loss),
        **there,
    )
