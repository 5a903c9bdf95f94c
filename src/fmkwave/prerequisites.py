"""What must hold before a wave starts: whether it does, wave by wave, and whom it is missing for.

A prerequisite either has a state, which is the same for everybody, or it asks for a least share of
others who take part already, which is known per municipality or per region.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from fmkwave.errors import Fault
from fmkwave.model import Frozen, Inputs, Placement, Prerequisite
from fmkwave.names import danish_key
from fmkwave.parts import PROGRAMME, prerequisite
from fmkwave.texts import Message, Named, Period, counted, few, joined, message

Holds = Literal["yes", "expected", "no", "not known"]
"""Whether a prerequisite holds when a wave starts; ``expected`` where it is only foreseen."""


class Below(Frozen):
    """Those who lie below the share that a prerequisite asks for.

    Attributes:
        measure: The uptake weight that the share is of.
        least: The share that is asked for.
        municipalities: Their shares by code, where it is known per municipality.
        regions: Their shares by region, where it is known per region.
        affected: How many municipalities of the wave lie in each of the regions.
    """

    measure: str
    least: Decimal
    municipalities: Mapping[str, Decimal] = {}
    regions: Mapping[str, Decimal] = {}
    affected: Mapping[str, int] = {}


class Outcome(Frozen):
    """Whether a prerequisite holds when a wave starts.

    Attributes:
        wave: The wave's number; 0 for all together, where no plan says who is in which wave.
        below: For whom it does not hold, by measure.
    """

    wave: int
    holds: Holds
    below: tuple[Below, ...] = ()


class Standing(Frozen):
    """A prerequisite, its number from 1, and whether it holds for each wave."""

    number: int
    prerequisite: Prerequisite
    outcomes: tuple[Outcome, ...]

    @property
    def open(self) -> tuple[Outcome, ...]:
        """The outcomes of the waves that start although it does not hold, or nobody knows."""
        return tuple(one for one in self.outcomes if one.holds in ("no", "not known"))


def standings(inputs: Inputs, placement: Placement | None) -> tuple[Standing, ...]:
    """Every prerequisite with what is known of it for each wave.

    Args:
        inputs: The prerequisites, and what they are judged by.
        placement: Who is in which wave; without one, the shares are judged of all together.
    """
    return tuple(
        Standing(
            number=number,
            prerequisite=one,
            outcomes=tuple(
                _by_shares(inputs, one, placement) if one.uptake else _by_state(inputs, one)
            ),
        )
        for number, one in enumerate(inputs.programme.prerequisites, start=1)
    )


def warnings(inputs: Inputs, found: Sequence[Standing]) -> tuple[Fault, ...]:
    """A warning for each wave, or for several, that starts before a prerequisite holds."""
    return tuple(_warning(inputs, one, text) for one in found for text in _texts(inputs, one))


def _by_state(inputs: Inputs, one: Prerequisite) -> Iterator[Outcome]:
    programme = inputs.programme
    for wave, quarter in enumerate(programme.quarters, start=1):
        in_time = one.quarter is None or programme.calendar.between(one.quarter, quarter) >= 0
        yield Outcome(wave=wave, holds=_holds(one, in_time=in_time))


def _holds(one: Prerequisite, *, in_time: bool) -> Holds:
    if one.state == "not known":
        return "not known"
    if not in_time:
        return "no"
    if one.state == "met":
        return "yes"
    return "no" if one.quarter is None else "expected"


def _by_shares(inputs: Inputs, one: Prerequisite, placement: Placement | None) -> Iterator[Outcome]:
    if placement is None:
        yield _outcome(inputs, one, 0, list(inputs.municipalities))
        return
    for wave in inputs.programme.wave_numbers:
        members = [code for code in inputs.municipalities if placement.get(code) == wave]
        yield _outcome(inputs, one, wave, members)


def _outcome(inputs: Inputs, one: Prerequisite, wave: int, members: Sequence[str]) -> Outcome:
    every = (_below(inputs, measure, least, members) for measure, least in one.uptake.items())
    below = tuple(low for low in every if low.municipalities or low.regions)
    return Outcome(wave=wave, holds="no" if below else "yes", below=below)


def _below(inputs: Inputs, measure: str, least: Decimal, members: Sequence[str]) -> Below:
    shares = inputs.uptake[measure]
    if inputs.programme.weights.uptake[measure].per == "municipality":
        low = inputs.in_danish_order(code for code in members if shares[code] < least)
        return Below(
            measure=measure, least=least, municipalities={code: shares[code] for code in low}
        )
    affected = Counter(inputs.municipalities[code].region for code in members)
    low_regions = (region for region in affected if shares[region] < least)
    regions = sorted(low_regions, key=danish_key)
    return Below(
        measure=measure,
        least=least,
        regions={region: shares[region] for region in regions},
        affected={region: affected[region] for region in regions},
    )


# --- In words ---------------------------------------------------------------------------------


def _warning(inputs: Inputs, standing: Standing, text: Message) -> Fault:
    place = inputs.place(PROGRAMME, prerequisite(standing.number))
    return Fault(PROGRAMME, place.line if place else 0, text, warning=True)


def _texts(inputs: Inputs, standing: Standing) -> Iterator[Message]:
    """One sentence for each wave where the shares tell; else one for all waves together."""
    one, still = standing.prerequisite, standing.open
    if one.uptake:
        yield from (_too_low(inputs, one, outcome) for outcome in still)
    elif still:
        waves = joined(", ", (_wave(inputs, outcome.wave) for outcome in still))
        yield _not_yet(one, len(still), waves)


def _not_yet(one: Prerequisite, number: int, waves: Message) -> Message:
    name = one.title
    if one.state == "not known":
        return counted(
            "it is not known whether prerequisite '{name}' holds when this wave starts: {waves}",
            "it is not known whether prerequisite '{name}' holds when these waves start: {waves}",
            number,
            name=name,
            waves=waves,
        )
    if one.quarter is None:
        return counted(
            "prerequisite '{name}' is not met, but this wave is planned: {waves}",
            "prerequisite '{name}' is not met, but these waves are planned: {waves}",
            number,
            name=name,
            waves=waves,
        )
    values = {"name": name, "quarter": Period(one.quarter), "waves": waves}
    if one.state == "met":
        return counted(
            "prerequisite '{name}' holds from {quarter} on, but this wave starts before: {waves}",
            "prerequisite '{name}' holds from {quarter} on, but these waves start before: {waves}",
            number,
            **values,
        )
    return counted(
        "prerequisite '{name}' is expected to hold from {quarter} on, but this wave starts "
        "before: {waves}",
        "prerequisite '{name}' is expected to hold from {quarter} on, but these waves start "
        "before: {waves}",
        number,
        **values,
    )


def _too_low(inputs: Inputs, one: Prerequisite, outcome: Outcome) -> Message:
    below = joined("; ", (_lows(inputs, low) for low in outcome.below))
    if not outcome.wave:
        return message(
            "prerequisite '{name}' does not hold for all, whatever the waves: {below}",
            name=one.title,
            below=below,
        )
    return message(
        "prerequisite '{name}' does not hold for all of {wave}: {below}",
        name=one.title,
        wave=_wave(inputs, outcome.wave),
        below=below,
    )


def _lows(inputs: Inputs, low: Below) -> Message:
    """Who lies below one share: municipalities, or regions with how many of them lie there."""
    names = inputs.programme.weights.uptake[low.measure].names
    measure, least = Named(low.measure.replace("_", " "), names), _percent(low.least)
    if low.municipalities:
        told = [
            message("{name} {percent}%", name=inputs.name(code), percent=_percent(share))
            for code, share in low.municipalities.items()
        ]
        return counted(
            "{measure} below {least}% in {number} municipality: {names}",
            "{measure} below {least}% in {number} municipalities: {names}",
            len(told),
            measure=measure,
            least=least,
            names=few(told),
        )
    told = [
        counted(
            "{name} {percent}% ({number} municipality)",
            "{name} {percent}% ({number} municipalities)",
            low.affected[region],
            name=region,
            percent=_percent(share),
        )
        for region, share in low.regions.items()
    ]
    return counted(
        "{measure} below {least}% in {number} region: {names}",
        "{measure} below {least}% in {number} regions: {names}",
        len(told),
        measure=measure,
        least=least,
        names=few(told),
    )


def _wave(inputs: Inputs, number: int) -> Message:
    quarter = Period(inputs.programme.quarters[number - 1])
    return message("wave {wave} ({quarter})", wave=number, quarter=quarter)


def _percent(share: Decimal) -> Decimal:
    return (share * 100).normalize()
