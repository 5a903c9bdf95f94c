"""A checklist as a page: the same words on a terminal, in Markdown and in a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.language import _, _n, called, said, worded
from fmkwave.render import words
from fmkwave.render.pages import Check, Checks, Grid, Page, Section

if TYPE_CHECKING:
    from fmkwave.checklist import Checklist, Group, State, Task


_STATES: tuple[State, ...] = ("open", "not recorded", "done")
"""In the order in which they ask for something."""


def overview(found: Sequence[Checklist]) -> Page:
    """Several checklists at a glance, a line for each municipality."""
    heads = (words.capital(state(of)) for of in _STATES)
    headings = (_("Municipality"), _("Wave"), *heads)
    rows = [(one.name, str(one.wave), *(str(one.count(of)) for of in _STATES)) for one in found]
    return Page(
        title=_("What there is to do before each wave"),
        sections=[
            Section("", [found[0].programme, Grid(headings, rows, frozenset(range(1, 5)))]),
        ],
        notices=found[0].notices,
    )


def page(found: Checklist) -> Page:
    """A checklist as a page, in the order in which it is worked through."""
    return Page(
        title=_(
            "{name} ({code}), {region}: to do before wave {wave}, {quarter}",
            name=found.name,
            code=found.code,
            region=found.region,
            wave=found.wave,
            quarter=language.quarter(found.period),
        ),
        sections=[
            Section("", [found.programme, summary(found)]),
            *([_questions(found)] if found.asked else []),
            *map(_group, found.groups),
        ],
        notices=found.notices,
    )


def summary(found: Checklist) -> str:
    """Until when it is to be done, and how much of it is."""
    if not found.tasks:
        return _("Nothing is left to do that the files know of.")
    return f"{_deadline(found)} {_counts(found)}"


def _deadline(found: Checklist) -> str:
    period = language.quarter(found.period)
    if found.span is None:
        return _("To be done before {quarter} begins.", quarter=period)
    return _(
        "To be done before {quarter} begins on {day}.",
        quarter=period,
        day=language.day(found.span.first),
    )


def _counts(found: Checklist) -> str:
    numbers = {"open": found.count("open"), "done": found.count("done")}
    unknown = found.count("not recorded")
    if not unknown:
        return _("Open {open}, done {done}.", **numbers)
    return _(
        "Open {open}, done {done}, not recorded {unknown} (no file says whether these are done).",
        unknown=unknown,
        **numbers,
    )


def _questions(found: Checklist) -> Section:
    checks = Checks([check(task) for task in found.questions])
    complete = _("Every question is answered with full credit.")
    return Section(questionnaire(), [checks if found.questions else complete])


def questionnaire() -> str:
    """The heading of what is asked in the questionnaire."""
    return _("Questionnaire")


def _group(group: Group) -> Section:
    sources = "; ".join(dict.fromkeys(task.source for task in group.tasks))
    return Section(
        heading(group),
        [Checks([check(task) for task in group.tasks]), _("Source: {source}", source=sources)],
    )


def heading(group: Group) -> str:
    """The heading of some steps."""
    return _("Preparation") if group.heading is None else worded(group.heading)


def state(of: State) -> str:
    """A state as a word."""
    match of:
        case "open":
            return _("open")
        case "done":
            return _("done")
    return _("not recorded")


def check(task: Task) -> Check:
    """A thing to do with its box, and what is said of it."""
    return Check(not task.is_left, worded(task.what), list(notes(task)))


def notes(task: Task) -> Iterator[str]:
    """What is said of a thing to do: what it is about, when it has to be done, what helps."""
    about = [worded(task.note)] if task.note else []
    known = [told(task)] if task.detail else []
    if about or known:
        yield " ".join([*about, *known])
    yield from _weeks(task)
    if task.support:
        yield _("Support: {products}", products=products(task))


def told(task: Task) -> str:
    """What the files tell of a thing to do, and where, as a sentence; empty if nothing."""
    if task.detail is None:
        return ""
    place = f" ({task.place})" if task.place else ""
    return f"{words.capital(said(task.detail))}{place}."


def products(task: Task) -> str:
    """The products that help with a thing to do."""
    return ", ".join(map(called, task.support))


def _weeks(task: Task) -> Iterator[str]:
    if not task.weeks_before:
        return
    if task.due is None:
        yield _n(
            "To be done {number} week before.",
            "To be done {number} weeks before.",
            task.weeks_before,
        )
    else:
        yield _n(
            "To be done {number} week before: by {day}.",
            "To be done {number} weeks before: by {day}.",
            task.weeks_before,
            day=language.day(task.due),
        )
