"""A timeline as a Gantt diagram of Mermaid, which many pages and repositories draw.

It knows neither open bars nor looks of one's own; so how a date is known stands in words, a phase
of which one end is known is a milestone there, and what has no date stands in the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fmkwave.errors import UsageError
from fmkwave.language import _, called, said
from fmkwave.render import gantt as bars
from fmkwave.texts import message

if TYPE_CHECKING:
    from fmkwave.model import Inputs, Milestone, Phase
    from fmkwave.periods import Span
    from fmkwave.timeline import Timeline

_A_DAY = timedelta(days=1)
_INDENT = "    "

# What ends a name, or begins something else in it: Mermaid knows entities such as #58; for these.
_SIGNS = re.compile(r'[:;#%<>"&]')

# With one of these, or with a date, a line would begin something else than a task.
_FIRST_WORDS = re.compile(
    r"(?i)(gantt|title|section|click|call|href|acc(title|descr)|dateformat|axisformat|tickinterval"
    r"|includes|excludes|inclusiveenddates|topaxis|todaymarker|weekday|weekend|date\b|[0-9]{4}-)"
)


def gantt(inputs: Inputs, timeline: Timeline) -> str:
    """A timeline as Mermaid's text.

    Raises:
        UsageError: if a period that something begins or ends in has no dates.
    """
    lines = ["gantt", *(_INDENT + line for line in _lines(inputs, timeline))]
    return "\n".join(lines) + "\n"


def _lines(inputs: Inputs, timeline: Timeline) -> Iterator[str]:
    yield from (f"%% {_one_line(said(notice))}" for notice in timeline.notices)
    yield f"title {_escaped(_title(inputs, timeline))}"
    yield "dateFormat YYYY-MM-DD"
    yield "axisFormat %Y-%m"
    if not inputs.programme.periods:
        yield "tickInterval 3month"
    yield "todayMarker off"
    yield from _section(_("Phases"), (_phase(inputs, one) for one in timeline.phases))
    waves = (_bar(bars.wave_name(one), inputs, one.quarter, one.quarter) for one in timeline.waves)
    yield from _section(_("Waves"), waves)
    milestones = (_milestone(inputs, one) for one in timeline.milestones)
    yield from _section(_("Milestones"), milestones)


def _title(inputs: Inputs, timeline: Timeline) -> str:
    """The programme, what must be said of its inputs, and what has no place on an axis."""
    without = [called(one) for one in timeline.phases if not (one.start or one.end)]
    without += [bars.milestone_name(one) for one in timeline.milestones if not one.quarter]
    remarks = [_("what if")] if inputs.changes else []
    if inputs.reconstructed:
        remarks.append(_("reconstructed inputs"))
    if without:
        remarks.append(_("not known when: {names}", names=", ".join(without)))
    return f"{timeline.programme} ({'; '.join(remarks)})" if remarks else timeline.programme


def _section(heading: str, tasks: Iterable[str]) -> Iterator[str]:
    found = [task for task in tasks if task]
    if found:
        yield f"section {_escaped(heading)}"
        yield from found


def _phase(inputs: Inputs, phase: Phase) -> str:
    """A phase; nothing for one that has no date."""
    name = _("{name}, {when}", name=called(phase), when=bars.ends(phase))
    if phase.start and phase.end:
        return _bar(name, inputs, phase.start, phase.end)
    if phase.end:
        return _point(name, _span(inputs, phase.end).last)
    return _point(name, _span(inputs, phase.start).first) if phase.start else ""


def _milestone(inputs: Inputs, milestone: Milestone) -> str:
    """A milestone; nothing for one that has no date."""
    if milestone.quarter is None:
        return ""
    name = _("{name}, {when}", name=bars.milestone_name(milestone), when=bars.reached_by(milestone))
    return _point(name, _span(inputs, milestone.quarter).last)


def _bar(name: str, inputs: Inputs, first: str, last: str) -> str:
    # To Mermaid the end is the first moment that no longer belongs to a task.
    start, end = _span(inputs, first).first, _span(inputs, last).last + _A_DAY
    return f"{_escaped(name)} :{start}, {end}"


def _point(name: str, day: date) -> str:
    return f"{_escaped(name)} :milestone, {day}, 0d"


def _span(inputs: Inputs, period: str) -> Span:
    span = inputs.programme.calendar.span(period)
    if span is None:
        raise UsageError(
            message(
                "A Gantt diagram needs dates, and {period} has none: give it a start and an end "
                "under 'periods' in programme.yaml.",
                period=period,
            )
        )
    return span


def _escaped(text: str) -> str:
    """A text as a name, whatever Mermaid would make of its signs and its first word."""
    safe = _SIGNS.sub(_entity, _one_line(text))
    first = _FIRST_WORDS.match(safe)
    return f"{_entity(first)}{safe[1:]}" if first else safe


def _entity(found: re.Match[str]) -> str:
    return f"#{ord(found[0][0])};"


def _one_line(text: str) -> str:
    return " ".join(text.split())
