"""Sheets of workbooks (.xlsx) to rows with their cells, as surveys deliver them.

What counts is what the cells show: the values that formulas had when the file was saved, and the
rows and columns that a filter hides. Notes above the header that begin with ``#`` hold the file's
basis and source, as in a CSV file; other lines there, such as a title, are passed over.
"""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.characters import refused
from fmkwave.inputs.content import BETWEEN, read_bytes
from fmkwave.inputs.origin import Said, take_note
from fmkwave.inputs.report import Report
from fmkwave.inputs.table import Cells, Table, to_table, too_many_columns
from fmkwave.inputs.wording import invisible, show, some, unwanted
from fmkwave.inputs.workbook import Sheet, open_sheets
from fmkwave.texts import Message, message

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell

_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_ZEROS = re.compile("0+")

# How a file holds a carriage return, which some survey tools put at the end of each line.
_RETURN = "_x000D_"


class _Found(NamedTuple):
    """What a cell holds: a text, which is empty for a blank, or what keeps it from being one."""

    cell: str
    text: str
    trouble: Message | None = None


class _Line(NamedTuple):
    """A row that is not blank: its number, and what its cells hold."""

    number: int
    found: list[_Found]

    @property
    def begin(self) -> int:
        """Position of the first cell that is not blank."""
        return next(at for at, one in enumerate(self.found) if one.text or one.trouble)

    @property
    def words(self) -> list[str]:
        """The texts that stand in it."""
        return [one.text for one in self.found if one.text]

    @property
    def is_note(self) -> bool:
        """Whether it is a remark and no data."""
        return self.found[self.begin].text.startswith("#")


def read_sheet(path: Path, marks: Collection[str], report: Report) -> Table | None:
    """Read the first visible sheet that has a header; None, with a fault, when there is none.

    Args:
        path: The workbook.
        marks: Columns by one of which a header is known.
        report: Takes the faults.
    """
    data = read_bytes(path, report)
    sheets = None if data is None else open_sheets(data, report)
    if sheets is None:
        return None
    filled = [(one, lines) for one in sheets if (lines := list(_lines(one)))]
    if not filled:
        report.fault(0, message("no visible sheet has anything in it"))
        return None
    fitting = [(one, lines) for one, lines in filled if any(_fits(line, marks) for line in lines)]
    if len(fitting) > 1:
        several = message(
            "{number} sheets have a header ({sheets}); the first of them is read",
            number=len(fitting),
            sheets=some(one.title for one, _ in fitting),
        )
        report.warn(0, several)
    # Where none fits, the first tells best what it lacks.
    sheet, lines = (fitting or filled)[0]
    odd = refused(sheet.title)
    if odd is not None:
        text = message(
            "{character} stands in the name of sheet {name}; take it out",
            character=invisible(odd),
            name=show(sheet.title),
        )
        report.fault(0, text)
        return None
    return _table(sheet, lines, marks, report)


def _fits(line: _Line, marks: Collection[str]) -> bool:
    return any(word.casefold() in marks for word in line.words)


def _table(
    sheet: Sheet, lines: list[_Line], marks: Collection[str], report: Report
) -> Table | None:
    """The table under the header, which is the first line with a mark, else the first with data."""
    others = [at for at, line in enumerate(lines) if not line.is_note]
    fitting = [at for at in others if _fits(lines[at], marks)]
    start = next(iter(fitting or others), None)
    if start is None:
        report.fault(0, message("sheet {name} has no header row", name=show(sheet.title)))
        return None
    said: dict[str, Said] = {}
    for line in lines[:start]:
        cell = line.found[line.begin].cell
        take_note(" ".join(line.words), line.number, said, report, cell)
    _report_merged(sheet, lines[start].number, report)
    data = [line for line in lines[start:] if not line.is_note]
    # A table need not begin in the first column.
    left = min(line.begin for line in data)
    header, *rows = (_cells(line, left, report) for line in data)
    if too_many_columns(header, report):
        return None
    return to_table(said, header, rows, report, whole=True)


def _cells(line: _Line, left: int, report: Report) -> Cells:
    found = line.found[left:]
    for one in found:
        if one.trouble is not None:
            report.fault(line.number, one.trouble, cell=one.cell)
    texts = [one.text if one.trouble is None else None for one in found]
    return Cells(line.number, texts, tuple(one.cell for one in found))


def _report_merged(sheet: Sheet, header: int, report: Report) -> None:
    for one in sheet.shown.merged_cells.ranges:
        first = sheet.shown.cell(one.min_row, one.min_col)
        if one.max_row >= header and first.value is not None:
            text = message(
                "cells {cells} are merged, so that all but the first are empty; unmerge them and "
                "fill in each",
                cells=str(one.coord),
            )
            cell = _named(sheet.title, first.coordinate)
            report.fault(one.min_row, text, cell=cell)


# --- Cells --------------------------------------------------------------------------------------


def _lines(sheet: Sheet) -> Iterator[_Line]:
    rows = zip(sheet.shown.iter_rows(), sheet.formulas.iter_rows(), strict=True)
    for number, (shown, formulas) in enumerate(rows, start=1):
        # Rows that are only formatted may be many.
        if all(cell.value is None for cell in formulas):
            continue
        found = [
            _found(_named(sheet.title, cell.coordinate), cell, is_formula=other.data_type == "f")
            for cell, other in zip(shown, formulas, strict=True)
        ]
        if any(one.text or one.trouble for one in found):
            yield _Line(number, found)


def _named(title: str, cell: str) -> str:
    """Sheet and cell as a spreadsheet writes them: ``Svar!C5``, ``'Svar 2013'!C5``."""
    quoted = title.replace("'", "''")
    return f"{title}!{cell}" if _PLAIN_NAME.fullmatch(title) else f"'{quoted}'!{cell}"


def _found(name: str, cell: Cell | MergedCell, *, is_formula: bool) -> _Found:
    trouble = _trouble(cell, is_formula=is_formula)
    value = "" if cell.value is None or trouble else cell.value
    if isinstance(value, datetime.datetime):
        # What a date stands in place of, a period or an answer, its reader knows.
        return _Found(name, value.date().isoformat())
    if isinstance(value, int | float):
        return _Found(name, _number(value, str(cell.number_format)))
    text = str(value).replace(_RETURN, "")
    return _Found(name, unicodedata.normalize("NFC", text).strip(), trouble)


def _trouble(cell: Cell | MergedCell, *, is_formula: bool) -> Message | None:
    """Why a cell cannot be read as text; None where it can, as numbers and blanks can too."""
    value = cell.value
    # A formula that gives an empty text is saved with the type of a text.
    if value is None and is_formula and cell.data_type != "str":
        return message(
            "the formula here has no value; open the file in a spreadsheet program and save it"
        )
    if cell.data_type == "e":
        return message("the formula here gives {error}", error=str(value))
    odd = refused(value, f"{BETWEEN}\r") if isinstance(value, str) else None
    if odd:
        return unwanted(odd)
    found = _no_text(value)
    return message("this is {found}, but a text is expected", found=found) if found else None


def _no_text(value: object) -> Message | None:
    """What a value is that is neither text, number nor date."""
    match value:
        case bool():
            return message("the truth value {value}", value=str(value).upper())
        case datetime.time() | datetime.timedelta():
            return message("the time {time}", time=str(value))
    return None


def _number(value: float, form: str) -> str:
    """A number as it is shown: 101 in the form 0000, by which codes keep their zeros, is 0101."""
    if not math.isfinite(value) or value != int(value):
        return str(value)
    zeros = len(form) if _ZEROS.fullmatch(form) else 0
    return f"{int(value):0{zeros}}" if zeros else str(int(value))
