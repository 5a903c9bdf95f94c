"""The axis and the rows of a timeline, before they are drawn as text or as a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from fmkwave import language
from fmkwave.language import _, _n, amount
from fmkwave.render import palette

if TYPE_CHECKING:
    from fmkwave.model import Dates, Milestone, Phase
    from fmkwave.timeline import Timeline, WaveBar

_TWO_PARTS = re.compile("(.+)[ -](.+)")


class Over(NamedTuple):
    """What some periods in a row have in common, such as their year; the first, and how many."""

    name: str
    first: int
    periods: int


class Axis(NamedTuple):
    """An axis on two lines: what periods have in common, if anything, over a label for each."""

    over: Sequence[Over]
    labels: Sequence[str]


class Row(NamedTuple):
    """A row: a bar over some periods, or a milestone at the end of one.

    Attributes:
        label: What it is called.
        words: When it is, and how that is known.
        first: The first period of its bar, counted from 0; None where nothing is known.
        last: The last one.
        before: Whether it began before its bar, nobody knows when.
        after: Whether it goes on after its bar, nobody knows for how long.
        look: How its dates are known.
        wave: The wave it is; 0 if it is none.
        milestone: Whether it is a milestone.
    """

    label: str
    words: str
    first: int | None
    last: int | None
    before: bool
    after: bool
    look: Dates
    wave: int = 0
    milestone: bool = False

    @property
    def colour(self) -> str:
        """The colour of its bar."""
        return palette.kind(self.wave - 1) if self.wave else palette.PHASE


class Look(NamedTuple):
    """A look that the legend explains."""

    kind: Literal["bar", "milestone"]
    look: Dates
    label: str


def axis(periods: Sequence[str]) -> Axis:
    """The axis of periods: quarters under their year, and likewise ``2027-01`` and ``Sprint 1``."""
    pairs = [language.axis_label(period) for period in periods]
    if not any(over for over, _label in pairs):
        pairs = _parted(periods) or pairs
    over, first = [], 0
    for name, alike in groupby(name for name, _label in pairs):
        number = len(list(alike))
        over += [Over(name, first, number)] if name else []
        first += number
    return Axis(over, [label for _over, label in pairs])


def rows(timeline: Timeline) -> list[Row]:
    """The phases, the waves and the milestones, in this order."""
    return [
        *(_phase(timeline, one) for one in timeline.phases),
        *(_wave(timeline, one) for one in timeline.waves),
        *(_milestone(timeline, one) for one in timeline.milestones),
    ]


def looks(rows: list[Row]) -> list[Look]:
    """The legend: what each look that occurs stands for."""
    return [one for one in _looks() if any(_has(row, one) for row in rows)]


def known(dates: Dates) -> str:
    """How dates are known, in a word or two."""
    match dates:
        case "stated":
            return _("stated")
        case "read off":
            return _("read off")
        case "not known":
            return _("not known")


def ends(phase: Phase) -> str:
    """When a phase is, and how that is known, in words."""
    how = known(phase.dates)
    if phase.start and phase.end:
        if phase.start == phase.end:
            return _("{period}, {known}", period=language.quarter(phase.start), known=how)
        return _(
            "{start} to {end}, {known}",
            start=language.quarter(phase.start),
            end=language.quarter(phase.end),
            known=how,
        )
    if phase.end:
        return _(
            "until {end}, {known}; start not known", end=language.quarter(phase.end), known=how
        )
    if phase.start:
        return _(
            "from {start}, {known}; end not known", start=language.quarter(phase.start), known=how
        )
    return _("not known when")


def reached_by(milestone: Milestone) -> str:
    """When a milestone is reached, and how that is known, in words."""
    if milestone.quarter is None:
        return _("not known when")
    return _(
        "by the end of {quarter}, {known}",
        quarter=language.quarter(milestone.quarter),
        known=known(milestone.dates),
    )


def milestone_name(milestone: Milestone) -> str:
    """A milestone with its short name: ``M1: All are live``."""
    return f"{milestone.id}: {language.called(milestone)}"


def wave_name(wave: WaveBar) -> str:
    """A wave with how many it takes: ``Wave 1 · 28 municipalities``."""
    return _n(
        "Wave {wave} · {number} municipality",
        "Wave {wave} · {number} municipalities",
        wave.size,
        wave=wave.wave,
    )


def _parted(periods: Sequence[str]) -> list[tuple[str, str]]:
    """Periods as what they share and what tells them apart; nothing where neighbours share none."""
    found = [_TWO_PARTS.fullmatch(period) for period in periods]
    pairs = [(part[1], part[2]) for part in found if part]
    ways = (pairs, [(second, first) for first, second in pairs])
    best = min(ways, key=_changes)
    return best if len(pairs) == len(periods) and _changes(best) < len(periods) - 1 else []


def _changes(pairs: Sequence[tuple[str, str]]) -> int:
    """How often the first of two changes."""
    return sum(1 for _name, _alike in groupby(first for first, _second in pairs)) - 1


def _phase(timeline: Timeline, phase: Phase) -> Row:
    first, last = phase.start or phase.end, phase.end or phase.start
    return Row(
        label=language.called(phase),
        words=ends(phase),
        first=_at(timeline, first),
        last=_at(timeline, last),
        before=phase.start is None,
        after=phase.end is None,
        look=phase.dates,
    )


def _wave(timeline: Timeline, wave: WaveBar) -> Row:
    at = _at(timeline, wave.quarter)
    words = _(
        "{quarter}, {amount} citizens",
        quarter=language.quarter(wave.quarter),
        amount=amount(wave.citizens),
    )
    return Row(wave_name(wave), words, at, at, False, False, "stated", wave.wave)


def _milestone(timeline: Timeline, milestone: Milestone) -> Row:
    at = _at(timeline, milestone.quarter)
    unknown = at is None
    return Row(
        label=milestone_name(milestone),
        words=reached_by(milestone),
        first=at,
        last=at,
        before=unknown,
        after=unknown,
        look=milestone.dates,
        milestone=True,
    )


def _at(timeline: Timeline, period: str | None) -> int | None:
    return None if period is None else timeline.periods.index(period)


def _looks() -> Iterator[Look]:
    yield Look("bar", "stated", _("stated"))
    yield Look("bar", "read off", _("read off"))
    yield Look("bar", "not known", _("not known when"))
    yield Look("milestone", "stated", _("milestone, stated"))
    yield Look("milestone", "read off", _("milestone, read off"))


def _has(row: Row, one: Look) -> bool:
    if one.look == "not known":
        return row.before or row.after
    return (
        row.first is not None
        and row.look == one.look
        and row.milestone == (one.kind == "milestone")
    )
