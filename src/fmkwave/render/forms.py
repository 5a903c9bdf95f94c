"""Each result in the form asked for; what a form needs is imported when it is used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fmkwave.render.planning import NOTHING, Beyond

if TYPE_CHECKING:
    from rich.text import Text

    from fmkwave.check import Check
    from fmkwave.checklist import Checklist
    from fmkwave.compare import Comparison
    from fmkwave.errors import Fault, FmkwaveError
    from fmkwave.explanation import Explanation
    from fmkwave.model import Inputs, Plan
    from fmkwave.model.robustness import Robustness
    from fmkwave.moves import Shift
    from fmkwave.outlines import Outlines
    from fmkwave.ranking import Ranked
    from fmkwave.render.paths import Files
    from fmkwave.thematic import Theme
    from fmkwave.timeline import Timeline


def plan(
    form: str, inputs: Inputs, plan: Plan, width: int, beyond: Beyond = NOTHING
) -> Text | str | bytes:
    """A plan as a table, JSON, CSV, Markdown, YAML or spreadsheet."""
    match form:
        case "json":
            from fmkwave.render import jsonform

            return jsonform.plan(inputs, plan, beyond)
        case "csv":
            from fmkwave.render import csvform

            return csvform.plan(inputs, plan, losses=beyond.losses)
        case "markdown":
            from fmkwave.render import markdown

            return markdown.plan(inputs, plan, beyond)
        case "yaml":
            from fmkwave import planfile

            return planfile.dumps(inputs, plan)
        case "xlsx":
            from fmkwave.render import xlsxform
            from fmkwave.render.sheets import plans

            return xlsxform.dumps(plans.plan(inputs, plan, beyond), plan.programme)
    from fmkwave.render import table

    return table.plan(inputs, plan, width, beyond)


def scores(
    form: str, inputs: Inputs, rows: Sequence[Ranked], width: int, notices: Sequence[str] = ()
) -> Text | str | bytes:
    """Scores as a table, JSON, CSV, Markdown or spreadsheet, with notices before the inputs'."""
    match form:
        case "json":
            from fmkwave.render import jsonform

            return jsonform.scores(inputs, rows, notices)
        case "csv":
            from fmkwave.render import csvform

            return csvform.scores(inputs, rows)
        case "markdown":
            from fmkwave.render import markdown

            return markdown.scores(inputs, rows, notices)
        case "xlsx":
            from fmkwave.render import xlsxform
            from fmkwave.render.sheets import ranking

            sheets = ranking.scores(inputs, rows, notices)
            return xlsxform.dumps(sheets, inputs.programme.name)
    from fmkwave.render import table

    return table.scores(inputs, rows, width, notices)


def comparison(
    form: str, inputs: Inputs, found: Comparison, notices: Sequence[str], width: int
) -> Text | str | bytes:
    """Two plans compared as a table, JSON, CSV, Markdown or spreadsheet."""
    match form:
        case "json":
            from fmkwave.render import jsonform

            return jsonform.comparison(inputs, found, notices)
        case "csv":
            from fmkwave.render import csvform

            return csvform.comparison(inputs, found)
        case "xlsx":
            from fmkwave.render import xlsxform
            from fmkwave.render.sheets import comparison

            sheets = comparison.comparison(inputs, found, notices)
            return xlsxform.dumps(sheets, inputs.programme.name)
    from fmkwave.render.comparison import page

    shown = page(inputs, found, notices)
    if form == "markdown":
        from fmkwave.render import markdown

        return markdown.page(shown)
    from fmkwave.render import pagetext

    return pagetext.text(shown, width)


def check(form: str, inputs: Inputs, result: Check, files: Files, width: int) -> Text | str:
    """The outcome of a check as a table, JSON, or in a form for CI."""
    match form:
        case "json":
            from fmkwave.render import jsonform

            return jsonform.check(result)
        case "github" | "sarif" | "junit":
            from fmkwave.render import ci

            return ci.check(form, inputs, result, files)
    from fmkwave.render import checking

    return checking.text(result, width)


def no_check(form: str, error: FmkwaveError, files: Files) -> str:
    """Why nothing could be checked, in a form for CI."""
    from fmkwave.render import ci

    return ci.no_check(form, error, files)


def faults(form: str, found: Sequence[Fault], files: Files) -> Text | str:
    """Faults and warnings as a table, JSON, or workflow commands."""
    match form:
        case "json":
            from fmkwave.render import jsonform

            return jsonform.faults(found)
        case "github":
            from fmkwave.render import ci

            return ci.faults(found, files)
    from fmkwave.render import table

    return table.faults(found)


def explanations(
    form: str,
    inputs: Inputs,
    plan: Plan,
    told: Sequence[Explanation],
    *,
    shift: Shift | None,
    width: int,
) -> Text | str | bytes:
    """Explanations, one after another, as a table, JSON or Markdown, or as a spreadsheet."""
    match form:
        case "json":
            from fmkwave.render import explainjson

            return explainjson.explanations(told, shift)
        case "xlsx":
            from fmkwave.render import xlsxform
            from fmkwave.render.sheets import explanations

            sheets = explanations.explanations(inputs, plan, told, shift)
            return xlsxform.dumps(sheets, plan.programme)
    from fmkwave.render import explaining

    pages = [explaining.page(one, shift) for one in told]
    if form == "markdown":
        from fmkwave.render import markdown

        return "\n".join(markdown.page(page) for page in pages)
    from rich.text import Text

    from fmkwave.render import pagetext

    return Text("\n").join(pagetext.text(page, width) for page in pages)


def checklists(
    form: str, inputs: Inputs, plan: Plan, found: Sequence[Checklist], width: int
) -> Text | str | bytes:
    """Checklists, one after another, as a table, JSON or Markdown, a spreadsheet or a calendar."""
    match form:
        case "json":
            from fmkwave.render import checklistjson

            return checklistjson.checklists(found)
        case "xlsx":
            from fmkwave.render import xlsxform
            from fmkwave.render.sheets import checklists

            return xlsxform.dumps(checklists.checklists(inputs, plan, found), plan.programme)
        case "ics":
            from fmkwave.render import icsform

            return icsform.calendar(found)
    from fmkwave.render import checklisting

    pages = [checklisting.overview(found)] if len(found) > 1 else []
    pages += [checklisting.page(one) for one in found]
    if form == "markdown":
        from fmkwave.render import markdown

        return "\n".join(markdown.page(page) for page in pages)
    from rich.text import Text

    from fmkwave.render import pagetext

    return Text("\n").join(pagetext.text(page, width) for page in pages)


def report(
    inputs: Inputs,
    plan: Plan,
    told: Sequence[Explanation],
    shift: Shift | None,
    robustness: Robustness | None = None,
) -> str:
    """A plan with all its explanations as a page of HTML."""
    from fmkwave.render.report import report

    return report(inputs, plan, told, shift, robustness)


def timeline(form: str, inputs: Inputs, told: Timeline, width: int) -> Text | str:
    """A timeline as a table, JSON, Markdown, SVG or a Gantt diagram of Mermaid."""
    match form:
        case "json":
            from fmkwave.render import timelinejson

            return timelinejson.document(inputs, told)
        case "markdown":
            from fmkwave.render import markdown, timelinewords

            return markdown.page(timelinewords.page(told))
        case "svg":
            from fmkwave.render import timelinesvg

            return timelinesvg.document(told)
        case "mermaid":
            from fmkwave.render import mermaid

            return mermaid.gantt(inputs, told)
    from fmkwave.render import timelinetext

    return timelinetext.text(told, width)


def robustness(form: str, inputs: Inputs, found: Robustness, width: int) -> Text | str | bytes:
    """How far a plan depends on the weights: as a table, JSON, CSV, Markdown, SVG, spreadsheet."""
    match form:
        case "json":
            from fmkwave.render import robustjson

            return robustjson.document(found)
        case "csv":
            from fmkwave.render import csvform

            return csvform.robustness(found)
        case "markdown":
            from fmkwave.render import markdown, robustwords

            return markdown.page(robustwords.page(inputs, found))
        case "svg":
            from fmkwave.render import robustsvg

            return robustsvg.document(found)
        case "xlsx":
            from fmkwave.render import xlsxform
            from fmkwave.render.sheets import robustness

            return xlsxform.dumps(robustness.robustness(inputs, found), found.programme)
    from fmkwave.render import robusttext

    return robusttext.text(inputs, found, width)


def drawn_map(
    form: str, inputs: Inputs, plan: Plan, theme: Theme, *, outlines: Outlines | None, width: int
) -> Text | str:
    """A map of a theme: the municipalities' tiles as text or SVG, their outlines as SVG or GeoJSON.

    Args:
        form: What it becomes.
        inputs: What the plan was made from.
        plan: The plan; with losses for GeoJSON.
        theme: What it shows; GeoJSON holds everything.
        outlines: The outlines, or None for tiles.
        width: Columns of text there are.
    """
    if outlines is not None:
        from fmkwave.render import geojsonform, geosvg

        if form == "geojson":
            return geojsonform.document(inputs, plan, outlines)
        return geosvg.document(inputs, plan, theme, outlines)
    if form == "svg":
        from fmkwave.render import mapsvg

        return mapsvg.document(inputs, plan, theme)
    from fmkwave.render import maptext

    return maptext.text(inputs, plan, theme, width)
