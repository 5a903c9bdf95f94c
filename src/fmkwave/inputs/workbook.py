"""Bytes of a workbook (.xlsx) to its visible sheets; other or damaged files are faults."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show
from fmkwave.texts import Message, message

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# Old workbooks, and those that a password protects, are files of this kind.
_COMPOUND = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK"
_HEART = "xl/workbook.xml"
_SHEETS = "xl/worksheets/"

# The namespace of a kind that Excel offers beside the usual one, and openpyxl does not read.
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"

# Beyond these a file is no questionnaire, but would take long to be found out.
_LARGEST = 100_000_000
_MOST_CELLS = 500_000

# For each cell that one of these covers, openpyxl makes an object.
_COVER = re.compile(
    rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref=["']([A-Z]+[0-9]+:[A-Z]+[0-9]+)["']"""
)


class Sheet(NamedTuple):
    """A sheet as it is shown, and the same with formulas instead of their values."""

    shown: Worksheet
    formulas: Worksheet

    @property
    def title(self) -> str:
        """Its name."""
        return self.shown.title


def open_sheets(data: bytes, report: Report) -> list[Sheet] | None:
    """The visible sheets of a workbook; None, with a fault, when it cannot be read."""
    trouble = _trouble(data)
    sheets = None if trouble else _sheets(data)
    if sheets is None:
        report.fault(0, trouble or message("the workbook is damaged, or was cut short"))
        return None
    visible = [one for one in sheets if one.shown.sheet_state == "visible"]
    for one in visible:
        if one.shown.max_row * one.shown.max_column > _MOST_CELLS:
            text = message(
                "sheet {name} ends far from its data, at {cell}; delete the empty rows and "
                "columns at its end",
                name=show(one.title),
                cell=one.shown.dimensions.rpartition(":")[2],
            )
            report.fault(0, text)
            return None
    return visible


def _trouble(data: bytes) -> Message | None:
    """Why bytes are no workbook that can be read; None where nothing tells against it."""
    if not data:
        return message("the file is empty")
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            return message("a password protects the workbook; save it without one")
        return message("this is a workbook of an old kind (.xls); save it as .xlsx")
    if not data.startswith(_ZIP):
        return message("this is no workbook (.xlsx), whatever its name says")
    return _wrong_zip(data)


def _wrong_zip(data: bytes) -> Message | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as found:
            return _wrong_parts(found)
    except Exception:
        # What is damaged here is found damaged when it is read as a workbook.
        return None


def _wrong_parts(found: zipfile.ZipFile) -> Message | None:
    parts = {one.filename: one.file_size for one in found.infolist()}
    if _HEART not in parts:
        return message(
            "this is no workbook (.xlsx); open it in a spreadsheet program and save it as one"
        )
    if sum(parts.values()) > _LARGEST:
        return message("the workbook is far larger than any questionnaire")
    if _STRICT in found.read(_HEART):
        return message(
            "this is a workbook of the kind 'Strict Open XML'; save it as an ordinary workbook "
            "(.xlsx)"
        )
    sheets = (found.read(name) for name in parts if name.startswith(_SHEETS))
    covers = (cells.decode() for sheet in sheets for cells in _COVER.findall(sheet))
    vast = next((cells for cells in covers if _size(cells) > _MOST_CELLS), None)
    if vast is not None:
        return message(
            "a merge or a link covers the cells {cells}; unmerge them, or take the link off",
            cells=vast,
        )
    return None


def _size(cells: str) -> int:
    """How many cells a range such as ``A1:F9`` has."""
    from openpyxl.worksheet.cell_range import CellRange

    size = CellRange(cells).size
    return size["rows"] * size["columns"]


def _sheets(data: bytes) -> list[Sheet] | None:
    """All sheets with cells; None where the workbook is damaged."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # They tell of features of Excel that cells do not need.
            warnings.simplefilter("ignore")
            shown, formulas = (
                load_workbook(io.BytesIO(data), data_only=values, keep_links=False)
                for values in (True, False)
            )
    except Exception:
        # Where bytes are damaged, whatever part of openpyxl meets them first complains.
        return None
    return [
        Sheet(one, other) for one, other in zip(shown.worksheets, formulas.worksheets, strict=True)
    ]
