"""What is said of a timeline below its drawing, in every form that people read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.language import _, amount, called, percent, said, worded
from fmkwave.render import gantt, words
from fmkwave.render.pages import Bullets, Grid, Page, Part, Section

if TYPE_CHECKING:
    from fmkwave.errors import Fault
    from fmkwave.prerequisites import Holds, Standing
    from fmkwave.timeline import Timeline


def page(timeline: Timeline) -> Page:
    """A timeline in words: when everything is, and what `sections` say."""
    grid = Grid((_("What"), _("When")), [(row.label, row.words) for row in gantt.rows(timeline)])
    sections = [Section("", [grid]), *sections_below(timeline)]
    return Page(timeline.programme, sections, timeline.notices)


def sections_below(timeline: Timeline) -> list[Section]:
    """How many are reached when, and what `about` says."""
    return [Section(_("Reached"), [reached(timeline)]), *about(timeline)]


def about(timeline: Timeline) -> list[Section]:
    """What the dates were read off, the prerequisites, and the warnings about these."""
    found = [
        Section(_("How the dates are known"), [Bullets(list(_notes(timeline)))]),
        Section(_("Prerequisites"), list(_prerequisites(timeline))),
        Section(_("Warnings"), [Bullets([*map(_warning, timeline.warnings)])]),
    ]
    return [one for one in found if any(map(_filled, one.parts))]


def reached(timeline: Timeline) -> Grid:
    """How many municipalities and citizens are reached by the end of each period."""
    return Grid(
        headings=(_("By the end of"), _("Municipalities"), _("Citizens"), _("Share")),
        rows=[
            (
                language.quarter(one.period),
                language.number(one.municipalities),
                amount(one.citizens),
                "" if one.share is None else percent(one.share),
            )
            for one in timeline.reached
        ],
        right=frozenset({1, 2, 3}),
    )


def prerequisites(timeline: Timeline) -> Grid:
    """Whether each prerequisite holds when each wave starts."""
    quarters = [wave.quarter for wave in timeline.waves]
    waves = [_("Wave {wave}", wave=wave.wave) for wave in timeline.waves]
    starts = [f"{wave} · {language.quarter(q)}" for wave, q in zip(waves, quarters, strict=True)]
    return Grid(
        headings=(_("Holds when it starts"), *starts),
        rows=[
            (f"{one.number}. {called(one.prerequisite)}", *map(_holds, _outcomes(one)))
            for one in timeline.prerequisites
        ],
    )


def _outcomes(one: Standing) -> list[Holds]:
    return [outcome.holds for outcome in one.outcomes]


def _holds(holds: Holds) -> str:
    match holds:
        case "yes":
            return _("yes")
        case "expected":
            return _("expected")
        case "no":
            return _("no")
        case "not known":
            return _("not known")


def _prerequisites(timeline: Timeline) -> Iterator[Part]:
    yield prerequisites(timeline)
    yield Bullets(
        [
            _("{name}: {note}", name=called(one.prerequisite), note=worded(one.prerequisite.note))
            for one in timeline.prerequisites
            if one.prerequisite.note
        ]
    )


def _notes(timeline: Timeline) -> Iterator[str]:
    for phase in timeline.phases:
        if phase.note:
            yield _noted(called(phase), gantt.ends(phase), worded(phase.note))
    for milestone in timeline.milestones:
        if milestone.note:
            yield _noted(milestone.id, gantt.reached_by(milestone), worded(milestone.note))


def _noted(name: str, when: str, note: str) -> str:
    return _("{name}, {when}: {note}", name=name, when=when, note=note)


def _warning(fault: Fault) -> str:
    return f"{words.capital(said(fault.message))} ({fault.place})"


def _filled(part: Part) -> bool:
    match part:
        case Bullets():
            return bool(part.items)
        case Grid():
            return bool(part.rows)
    return bool(part)
