"""Sheets as an .xlsx file (Office Open XML, ISO/IEC 29500): typed, filtered, ready to print.

Whatever text an input file holds is written as text: none can become a formula, and a character
that XML cannot hold becomes U+FFFD. The same sheets give the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.xml.functions import tostring

from fmkwave.render import xlsxlooks as looks
from fmkwave.render.sheets.grid import Notes, Sheet, Typed

if TYPE_CHECKING:
    from openpyxl.cell import Cell as XlsxCell
    from openpyxl.worksheet.worksheet import Worksheet

    from fmkwave.render.sheets.grid import Kind, Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Read as the character of that number: _x003D_ is =. Its first sign is itself written as a number.
_NUMBERED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TEXT = 32_767
_LONGEST_NAME = 31

_CORE = "docProps/core.xml"
_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file can say; the content tells of no clock."""


def dumps(sheets: Sequence[Sheet | Notes], title: str) -> bytes:
    """The content of an .xlsx file.

    Args:
        sheets: The sheets, in order; names that are alike or too long are changed.
        title: What the file says it is.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet, name in zip(sheets, _names([one.name for one in sheets]), strict=True):
        page = book.create_sheet(name)
        if isinstance(sheet, Sheet):
            _table(page, sheet)
        else:
            _notes(page, sheet)
    book.properties.title, book.properties.creator = _clean(title), "fmkwave"
    book.properties.created = datetime(*_NO_TIME)
    content = io.BytesIO()
    book.save(content)
    # Saving has set it to now.
    book.properties.modified = datetime(*_NO_TIME)
    return _timeless(content, tostring(book.properties.to_tree()))


def _timeless(content: io.BytesIO, properties: bytes) -> bytes:
    """The same archive without the times at which it was made."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(content) as before,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, properties if name == _CORE else before.read(name))
    return result.getvalue()


def _names(wanted: Iterable[str]) -> list[str]:
    """Names that a workbook takes: short, without its signs, and none twice in whatever case."""
    found: list[str] = []
    for text in wanted:
        plain = _NOT_IN_NAMES.sub(" ", _clean(text)).strip(" '")[:_LONGEST_NAME].rstrip() or "-"
        name, number = plain, 1
        while name.casefold() in (one.casefold() for one in found):
            number += 1
            tail = f" ({number})"
            name = plain[: _LONGEST_NAME - len(tail)] + tail
        found.append(name)
    return found


# --- A table -----------------------------------------------------------------------------------


def _table(page: Worksheet, sheet: Sheet) -> None:
    kinds = [column.kind for column in sheet.columns]
    formats = looks.forms(kinds, sheet.rows)
    _heads(page, 1, [column.heading for column in sheet.columns], kinds)
    for number, row in enumerate(sheet.rows, start=2):
        _write_row(page, number, row, kinds, formats)
    for number, kind in enumerate(kinds, start=1):
        if kind == "heat":
            looks.heat(page, number, len(sheet.rows))
    page.freeze_panes = f"{get_column_letter(sheet.names + 1)}2"
    page.auto_filter.ref = page.dimensions
    looks.lay_out(page, looks.widths(sheet))
    looks.give_room_to_filters(page)
    page.print_title_rows = "1:1"


def _heads(page: Worksheet, at: int, headings: Sequence[str], kinds: Sequence[Kind]) -> None:
    for column, (heading, kind) in enumerate(zip(headings, kinds, strict=True), start=1):
        cell = _cell(page, at, column)
        _write(cell, heading)
        looks.head(cell, kind)


def _write_row(
    page: Worksheet, at: int, row: Row, kinds: Sequence[Kind], formats: Sequence[str]
) -> None:
    for column, (given, usual, form) in enumerate(zip(row, kinds, formats, strict=True), start=1):
        kind, value = given if isinstance(given, Typed) else (usual, given)
        if value is None:
            continue
        cell = _cell(page, at, column)
        if isinstance(value, str):
            _write(cell, value)
            looks.text(cell, kind)
            continue
        cell.value = value
        if isinstance(value, date):
            looks.day(cell)
            continue
        looks.number(cell, looks.form(kind, [value]) if isinstance(given, Typed) else form)
        if kind == "wave":
            looks.wave(cell, int(value))


def _cell(page: Worksheet, row: int, column: int) -> XlsxCell:
    # No cells are merged here, so that the other type it may have does not occur.
    return cast("XlsxCell", page.cell(row, column))


def _write(cell: XlsxCell, text: str) -> None:
    """A text as a text, whatever it begins with."""
    cell.value = _NUMBERED.sub("_x005F_", _clean(text))
    # Asked for by name, since openpyxl takes "=..." for a formula and "#N/A" for an error.
    cell.data_type = "s"
    if text.startswith(_FORMULA):
        # Excel keeps it a text even when somebody edits it.
        cell.quotePrefix = True


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)[:_LONGEST_TEXT]


# --- Notes -------------------------------------------------------------------------------------


def _notes(page: Worksheet, notes: Notes) -> None:
    at = 1
    for block in notes.blocks:
        if not block.rows:
            continue
        if block.headings:
            first = zip(block.rows[0], notes.kinds, strict=True)
            kinds = [cell.kind if isinstance(cell, Typed) else kind for cell, kind in first]
            _heads(page, at, block.headings, kinds)
            at += 1
        formats = looks.forms(notes.kinds, block.rows)
        for row in block.rows:
            _write_row(page, at, row, notes.kinds, formats)
            at += 1
        at += 1
    looks.lay_out(page, looks.NOTES)
