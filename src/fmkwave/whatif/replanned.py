"""What if staying counted: a wave kept as it was announced, or points for whoever stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from fmkwave.departures import departed, who
from fmkwave.errors import UsageError
from fmkwave.lookup import find_wave
from fmkwave.model import Inputs, Placement
from fmkwave.parts import PLAN
from fmkwave.points import shown
from fmkwave.texts import Message, Period, joined, message
from fmkwave.whatif import values


def replanned(
    inputs: Inputs,
    announced: Placement | None = None,
    *,
    freeze: Sequence[str] = (),
    stability: str | float | Decimal | None = None,
) -> Inputs:
    """The inputs as they would be if the programme kept more of the plan announced.

    To plan again when answers have changed, with a plan made before as the one announced::

        later = fmkwave.load_inputs("data")
        kept = fmkwave.replanned(later, before.placement, freeze=["2014-Q2"], stability=5)
        plan = fmkwave.make_plan(kept)

    Their ``changes`` say so, a phrase each; what the programme says already is no change.

    Args:
        inputs: What the files say.
        announced: Wave by code in the plan announced; if None, as plan.yaml has it, which
            ``load_inputs(announced=True)`` reads.
        freeze: Waves that keep who was announced there and take nobody else, by quarter or number.
        stability: Points that each earns by staying where it was announced; 0 for nothing.

    Raises:
        UsageError: if there is no such wave, nobody was announced there, or the points are none;
            it has a line for each fault, which quotes the option.
    """
    if announced is not None:
        placed = ((code, "", wave) for code, wave in announced.items())
        names = {code: one.name for code, one in inputs.municipalities.items()}
        update = {"announced": _known(inputs, announced), "departed": departed(placed, names)}
        inputs = inputs.model_copy(update=update)
    faults: list[Message] = []
    waves = [wave for text in freeze if (wave := _wave(inputs, text, faults)) is not None]
    points = None if stability is None else _points(str(stability), faults)
    if faults:
        raise UsageError(joined("\n", faults))
    changes = (*inputs.changes, *_phrases(inputs, waves, points))
    if changes == inputs.changes:
        return inputs
    quarters = inputs.programme.quarters
    asked = {**inputs.frozen, **{c: w for c, w in inputs.announced.items() if w in waves}}
    frozen = {quarters[wave - 1] for wave in waves} | set(inputs.programme.frozen)
    programme = inputs.programme.model_copy(
        update={
            "frozen": tuple(quarter for quarter in quarters if quarter in frozen),
            "stability": inputs.programme.stability if points is None else points,
        }
    )
    return inputs.model_copy(
        update={"programme": programme, "frozen": dict(sorted(asked.items())), "changes": changes}
    )


def _known(inputs: Inputs, announced: Placement) -> Mapping[str, int]:
    """The placement of those that there still are, in waves that there still are."""
    waves = inputs.programme.wave_numbers
    return {code: announced[code] for code in inputs.municipalities if announced.get(code) in waves}


def _wave(inputs: Inputs, text: str, faults: list[Message]) -> int | None:
    """The wave to freeze; None, with a fault, where there is none, or nobody in it."""
    option = f"--freeze {text.strip()}"
    try:
        wave = find_wave(inputs, text)
    except UsageError as error:
        faults.append(joined(": ", (option, error.told)))
        return None
    there = {*inputs.announced.values(), *(one.wave for one in inputs.departed)}
    if wave not in there:
        quarter = Period(inputs.programme.quarters[wave - 1])
        nobody = message("{file} has nobody in {quarter}.", file=PLAN, quarter=quarter)
        faults.append(joined(": ", (option, nobody)))
    return wave


def _points(text: str, faults: list[Message]) -> int | None:
    try:
        return values.points(text)
    except UsageError as error:
        faults.append(joined(": ", (f"--stability {text.strip()}", error.told)))
        return None


def _phrases(inputs: Inputs, waves: Sequence[int], points: int | None) -> Iterator[Message]:
    """What differs from what the programme says, a phrase each."""
    for wave in dict.fromkeys(sorted(waves)):
        quarter = inputs.programme.quarters[wave - 1]
        if quarter not in inputs.programme.frozen:
            frozen = message("{quarter} frozen", quarter=Period(quarter))
            gone = [one for one in inputs.departed if one.wave == wave]
            yield joined("", (frozen, " (", who(gone), ")")) if gone else frozen
    before = inputs.programme.stability
    if points is not None and points != before:
        yield message(
            "{label} = {value} (was {before})",
            label="stability",
            value=shown(points),
            before=shown(before),
        )
