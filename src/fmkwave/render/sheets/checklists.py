"""Checklists as sheets: what each municipality has to do, and what each thing is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fmkwave.language import _, worded
from fmkwave.render import checklisting
from fmkwave.render.sheets.about import about, facts
from fmkwave.render.sheets.grid import Column, Notes, Row, Sheet, by_municipality

if TYPE_CHECKING:
    from fmkwave.checklist import Checklist, Task
    from fmkwave.model import Inputs, Plan


def checklists(inputs: Inputs, plan: Plan, found: Sequence[Checklist]) -> list[Sheet | Notes]:
    """Checklists as one sheet about all the municipalities, to filter by state, wave or group."""
    return [_tasks(found), _background(found), about(inputs, plan.notices, facts(plan))]


def _tasks(found: Sequence[Checklist]) -> Sheet:
    columns = (
        Column(_("Wave"), "wave"),
        Column(_("Group")),
        Column(_("To do"), "long"),
        Column(_("State")),
        Column(_("By"), "date"),
        Column(_("What the files say"), "long"),
        Column(_("Support"), "long"),
    )
    rows = [
        (
            *(one.code, one.name, one.wave, heading, worded(task.what)),
            *(checklisting.state(task.state), task.due),
            *(checklisting.told(task) or None, checklisting.products(task) or None),
        )
        for one in found
        for heading, task in _headed(one)
    ]
    return by_municipality(_("Checklist"), columns, rows)


def _background(found: Sequence[Checklist]) -> Sheet:
    """What each thing to do is about, once for all the municipalities."""
    columns = (
        Column(_("Group")),
        Column(_("To do"), "long"),
        Column(_("About it"), "long"),
        Column(_("Source"), "long"),
    )
    questions = [task for one in found for task in _questions(one)]
    rows: list[Row] = [
        (heading, worded(task.what), worded(task.note) if task.note else None, task.source)
        # The steps are the same for everyone.
        for heading, task in (*questions, *_steps(found[0]))
    ]
    return Sheet(_("What it is about"), columns, list(dict.fromkeys(rows)))


def _headed(one: Checklist) -> Iterator[tuple[str, Task]]:
    yield from _questions(one)
    yield from _steps(one)


def _questions(one: Checklist) -> Iterator[tuple[str, Task]]:
    for task in one.questions:
        yield checklisting.questionnaire(), task


def _steps(one: Checklist) -> Iterator[tuple[str, Task]]:
    for group in one.groups:
        for task in group.tasks:
            yield checklisting.heading(group), task
