"""Checklists as JSON: one object for one municipality, a list of them for several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fmkwave.render import jsonform

if TYPE_CHECKING:
    from datetime import date

    from fmkwave.checklist import Checklist, Group, Task
    from fmkwave.model import Wording


def checklists(found: Sequence[Checklist]) -> str:
    """Checklists as a JSON document; texts of the programme are in its own language."""
    if len(found) == 1:
        return jsonform.dumps(_checklist(found[0]))
    return jsonform.dumps({"municipalities": [_checklist(one) for one in found]})


def _checklist(found: Checklist) -> dict[str, Any]:
    return {
        "programme": found.programme,
        "code": found.code,
        "name": found.name,
        "region": found.region,
        "wave": found.wave,
        "quarter": found.period,
        "first_day": None if found.span is None else _day(found.span.first),
        "questions_asked": found.asked,
        "questions": [_task(task) for task in found.questions],
        "groups": [_group(group) for group in found.groups],
        **jsonform.notices(found.notices),
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "heading": _text(group.heading),
        "tasks": [_task(task) for task in group.tasks],
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "what": task.what.original,
        "note": _text(task.note),
        "state": task.state,
        "detail": task.detail,
        "place": jsonform.place(task.place),
        "weeks_before": task.weeks_before,
        "due": _day(task.due),
        "support": [product.name for product in task.support],
        "source": task.source,
    }


def _text(text: Wording | None) -> str | None:
    return None if text is None else text.original


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
