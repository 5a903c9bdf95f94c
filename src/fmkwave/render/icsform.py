"""Checklists as a calendar (iCalendar, RFC 5545): days for Outlook, Google Calendar and others.

Days are events that last all day, which every calendar shows; tasks (VTODO) most leave out. They
take nobody's time, and tell of no clock: the same checklists give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, vText

from fmkwave import language
from fmkwave.errors import UsageError
from fmkwave.language import _, _n, said, worded
from fmkwave.periods import Span
from fmkwave.render import checklisting
from fmkwave.texts import message

if TYPE_CHECKING:
    from fmkwave.checklist import Checklist, Task

_PRODUCT = "-//fmkwave//checklist//EN"
_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
"""When each event was made, which has to be said; the content tells of no clock."""


def calendar(found: Sequence[Checklist]) -> bytes:
    """One calendar: each wave's period, and each municipality's days for what it has left to do.

    Raises:
        UsageError: if the days of a period are not known.
    """
    _require_days(found)
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    # By the standard (RFC 7986), and by the names under which older programs look for it.
    for key in ("name", "x-wr-calname"):
        made.add(key, vText(_name(found)))
    if found[0].notices:
        for key in ("description", "x-wr-caldesc"):
            made.add(key, vText("\n".join(_notices(found[0]))))
    for event in (*_periods(found), *(day for one in found for day in _days(one))):
        made.add_component(event)
    content: bytes = made.to_ical()
    return content


def _require_days(found: Sequence[Checklist]) -> None:
    without = {one.wave: one.period for one in found if one.span is None}
    if without:
        raise UsageError(
            message(
                "A calendar needs days, and programme.yaml gives none for {periods}; give each a "
                "'start' and an 'end' under 'periods'.",
                periods=", ".join(without[wave] for wave in sorted(without)),
            )
        )


def _name(found: Sequence[Checklist]) -> str:
    if len(found) == 1:
        return _("{name}: {programme}", name=found[0].name, programme=found[0].programme)
    return found[0].programme


def _notices(one: Checklist) -> list[str]:
    return [said(notice) for notice in one.notices]


# --- The waves' periods --------------------------------------------------------------------------


def _periods(found: Sequence[Checklist]) -> Iterator[Event]:
    """An event for the wave of a single municipality, or for each wave of several."""
    if len(found) == 1:
        (one,) = found
        title = _(
            "{name}: wave {wave}, {quarter}",
            name=one.name,
            wave=one.wave,
            quarter=language.quarter(one.period),
        )
        yield _event(one, f"wave of {one.code}", title, [], one.span)
        return
    for wave in sorted({one.wave for one in found}):
        members = [one for one in found if one.wave == wave]
        title = _("Wave {wave}, {quarter}", wave=wave, quarter=language.quarter(members[0].period))
        names = ", ".join(one.name for one in members)
        yield _event(members[0], f"wave {wave}", title, [names], members[0].span)


# --- What is left to do --------------------------------------------------------------------------


def _days(one: Checklist) -> Iterator[Event]:
    """An event for each day by which a municipality has something left to do."""
    for day, tasks in one.left_by_day.items():
        title = _n(
            "{name}: {number} thing to do before wave {wave}",
            "{name}: {number} things to do before wave {wave}",
            len(tasks),
            name=one.name,
            wave=one.wave,
        )
        lines = [checklisting.summary(one), *(line for task in tasks for line in _task(task))]
        what = f"{tasks[0].weeks_before} weeks before the wave of {one.code}"
        yield _event(one, what, title, lines, Span(day, day))


def _task(task: Task) -> Iterator[str]:
    yield f"- {worded(task.what)}"
    for note in checklisting.notes(task):
        yield f"  {note}"


def _event(one: Checklist, what: str, title: str, lines: Sequence[str], days: Span | None) -> Event:
    """An event that lasts all day, from the first of some days to the last."""
    if days is None:
        raise ValueError(what)
    event = Event()
    # The same for the same thing in any plan, so that a later calendar moves what has moved.
    event.add("uid", str(uuid5(NAMESPACE_URL, f"fmkwave:{one.programme}:{what}")))
    event.add("dtstamp", _NO_TIME)
    event.add("dtstart", days.first)
    # The end is the first day that is no part of it.
    event.add("dtend", days.last + timedelta(days=1))
    event.add("summary", title)
    event.add("description", "\n".join([one.programme, *lines, *_notices(one)]))
    event.add("transp", "TRANSPARENT")
    return event
