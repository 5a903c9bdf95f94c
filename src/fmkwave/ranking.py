"""The municipalities by what they score: which of them, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from fmkwave.commands import command
from fmkwave.errors import UsageError
from fmkwave.model import Frozen, Inputs, Placement
from fmkwave.names import danish_key, did_you_mean, same
from fmkwave.objective import Score, scores
from fmkwave.texts import Message, message

Order = Literal["readiness", "priority", "name"]


class Ranked(Frozen):
    """A municipality's score, with what the list can be filtered by.

    Attributes:
        wave: Its wave in the committed plan; None where there is no such plan.
    """

    code: str
    name: str
    region: str
    vendor: str | None
    wave: int | None
    score: Score


class Filter(Frozen):
    """Which municipalities to list; None takes all."""

    region: str | None = None
    vendor: str | None = None
    wave: int | None = None


def rank(
    inputs: Inputs, committed: Placement | None, chosen: Filter, order: Order = "readiness"
) -> tuple[Ranked, ...]:
    """The chosen municipalities in order, the highest first; equals in Danish order.

    Args:
        inputs: What the scores follow from.
        committed: The committed plan's waves, or None where there is no such plan.
        chosen: Which municipalities to list.
        order: What they are sorted by.

    Raises:
        UsageError: if there is no such region, vendor or wave.
    """
    wanted = _resolved(inputs, committed, chosen)
    vendor_of = inputs.vendor_of
    everyone = (
        Ranked(
            code=code,
            name=inputs.name(code),
            region=inputs.municipalities[code].region,
            vendor=vendor_of.get(code),
            wave=(committed or {}).get(code),
            score=score,
        )
        for code, score in scores(inputs).items()
    )
    return tuple(sorted((row for row in everyone if _matches(row, wanted)), key=_KEYS[order]))


def _by_name(row: Ranked) -> tuple[tuple[int, ...], str]:
    return danish_key(row.name), row.code


_KEYS: dict[Order, Callable[[Ranked], tuple[object, ...]]] = {
    "readiness": lambda row: (-row.score.readiness, *_by_name(row)),
    "priority": lambda row: (-row.score.priority, *_by_name(row)),
    "name": _by_name,
}


def _matches(row: Ranked, wanted: Filter) -> bool:
    return (
        wanted.region in (None, row.region)
        and wanted.vendor in (None, row.vendor)
        and wanted.wave in (None, row.wave)
    )


def _resolved(inputs: Inputs, committed: Placement | None, chosen: Filter) -> Filter:
    """The filter with each name as the inputs spell it."""
    regions = {municipality.region for municipality in inputs.municipalities.values()}
    vendors = [vendor.name for vendor in inputs.vendors]
    if chosen.wave is not None:
        _require_wave(len(inputs.programme.waves), committed, chosen.wave)
    no_region = message("No region is called {name!r}", name=chosen.region or "")
    no_vendor = message("No vendor is called {name!r}", name=chosen.vendor or "")
    return Filter(
        region=chosen.region and _find(chosen.region, regions, no_region),
        vendor=chosen.vendor and _find(chosen.vendor, vendors, no_vendor),
        wave=chosen.wave,
    )


def _find(text: str, known: Iterable[str], complaint: Message) -> str:
    spelt: Sequence[str] = sorted(known, key=danish_key)
    found = same(text, spelt)
    if found is not None:
        return found
    raise UsageError(
        message(
            "{complaint}{hint} (Known: {known}.)",
            complaint=complaint,
            hint=did_you_mean(text, spelt) or ".",
            known=", ".join(spelt),
        )
    )


def _require_wave(waves: int, committed: Placement | None, wave: int) -> None:
    if committed is None:
        raise UsageError(
            message(
                "--wave needs a committed plan, and there is none: run `{command}` first.",
                command=command("plan", "--write"),
            )
        )
    if not 1 <= wave <= waves:
        known = ", ".join(str(number) for number in range(1, waves + 1))
        raise UsageError(
            message("There is no wave {wave}. (Known: {known}.)", wave=wave, known=known)
        )
