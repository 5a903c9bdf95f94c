"""Each result in the form asked for; what a form needs is imported when it is used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

    from fmkwave.check import Check
    from fmkwave.errors import Fault
    from fmkwave.model import Inputs, Plan
    from fmkwave.ranking import Ranked


def plan(form: str, inputs: Inputs, plan: Plan, width: int) -> Text | str:
    """A plan as a table, JSON, CSV, Markdown or YAML."""
    match form:
        case "json":
            from fmkwave.render import jsonform

            return jsonform.plan(inputs, plan)
        case "csv":
            from fmkwave.render import csvform

            return csvform.plan(inputs, plan)
        case "markdown":
            from fmkwave.render import markdown

            return markdown.plan(inputs, plan)
        case "yaml":
            from fmkwave import planfile

            return planfile.dumps(inputs, plan)
    from fmkwave.render import table

    return table.plan(inputs, plan, width)


def scores(form: str, inputs: Inputs, rows: Sequence[Ranked], width: int) -> Text | str:
    """Scores as a table, JSON, CSV or Markdown."""
    match form:
        case "json":
            from fmkwave.render import jsonform

            return jsonform.scores(inputs, rows)
        case "csv":
            from fmkwave.render import csvform

            return csvform.scores(inputs, rows)
        case "markdown":
            from fmkwave.render import markdown

            return markdown.scores(inputs, rows)
    from fmkwave.render import table

    return table.scores(inputs, rows, width)


def check(form: str, result: Check) -> Text | str:
    """The outcome of a check as a table or JSON."""
    if form == "json":
        from fmkwave.render import jsonform

        return jsonform.check(result)
    from fmkwave.render import table

    return table.check(result)


def faults(form: str, found: Sequence[Fault]) -> Text | str:
    """Faults and warnings as a table or JSON."""
    if form == "json":
        from fmkwave.render import jsonform

        return jsonform.faults(found)
    from fmkwave.render import table

    return table.faults(found)
