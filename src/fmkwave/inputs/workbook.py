"""Bytes of a workbook (.xlsx) to its visible sheets; other or damaged files are faults."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from fmkwave.inputs.report import Report
from fmkwave.inputs.sizes import MOST_CELLS, MOST_PARTS, MOST_UNPACKED
from fmkwave.inputs.wording import show
from fmkwave.texts import Amount, Message, message

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


_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_NUMBERED = re.compile(
    rb"""<(?:\w+:)?(?:row(?=\s)[^<>]*?\sr=["']([^"'<>]+)|c(?=\s)[^<>]*?\sr=["']([^"'<>]+))["']"""
)
_ROW = re.compile(rb"[1-9][0-9]{0,6}")
_PLACE = re.compile(rb"[A-Z]{1,3}[1-9][0-9]{0,6}")

# For each cell that one of these covers, openpyxl makes an object.
_COVER = re.compile(
    rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\s[^<>]*?\bref=["']([A-Z]+[0-9]+:[A-Z]+[0-9]+)["']"""
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
        if one.shown.max_row * one.shown.max_column > MOST_CELLS:
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
    if len(parts) > MOST_PARTS or sum(parts.values()) > MOST_UNPACKED:
        return message(
            "the workbook is larger than any questionnaire: unpacked, it has {number} parts of "
            "{size} megabytes in all, but at most {parts} of {most} are read",
            number=len(parts),
            size=sum(parts.values()) // 1_000_000,
            parts=MOST_PARTS,
            most=MOST_UNPACKED // 1_000_000,
        )
    for name in parts:
        if _declares_type(found.open(name)):
            return message(
                "part {name} of the workbook has a DOCTYPE, which no spreadsheet program writes",
                name=show(name),
            )
    if _STRICT in found.read(_HEART):
        return message(
            "this is a workbook of the kind 'Strict Open XML'; save it as an ordinary workbook "
            "(.xlsx)"
        )
    sheets = [name for name in parts if name.startswith(_SHEETS)]
    many = _too_many_cells(found.read(name) for name in sheets)
    return many or next(filter(None, (_odd_number(found.read(name)) for name in sheets)), None)


def _too_many_cells(sheets: Iterable[bytes]) -> Message | None:
    """Why sheets have more cells than are read, or cover them by merges and links."""
    cells, covered = 0, 0
    for sheet in sheets:
        cells += len(_CELL.findall(sheet))
        for found in _COVER.findall(sheet):
            covered += _size(found.decode())
            if covered > MOST_CELLS:
                return message(
                    "merges or links cover more than {most} cells, the last of them {cells}; "
                    "unmerge them, or take the links off",
                    most=Amount(MOST_CELLS),
                    cells=found.decode(),
                )
    if cells > MOST_CELLS:
        return message(
            "the sheets have {number} cells in all, but at most {most} are read",
            number=Amount(cells),
            most=Amount(MOST_CELLS),
        )
    return None


def _odd_number(sheet: bytes) -> Message | None:
    """What is wrong with the number of a row or cell, by which openpyxl would lose others."""
    seen: set[bytes] = set()
    for row, cell in _NUMBERED.findall(sheet):
        place = row or cell
        if not (_ROW if row else _PLACE).fullmatch(place) or place in seen:
            return message(
                "the workbook is damaged: {place} is no place of its own for a row or cell",
                place=show(place.decode("utf-8", "replace")),
            )
        seen.add(place)
    return None


class _TypeDeclaredError(Exception):
    """A part of a workbook begins as only an attack on its reader does."""


class _BegunError(Exception):
    """A part of a workbook has come to its first element."""


def _declares_type(part: IO[bytes]) -> bool:
    """Whether a part has a DOCTYPE, whose entities could stand for gigabytes of text."""
    parser = expat.ParserCreate()

    def declared(*_: object) -> None:
        raise _TypeDeclaredError

    def begun(*_: object) -> None:
        raise _BegunError

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = begun
    try:
        parser.ParseFile(part)
    except _TypeDeclaredError:
        return True
    except (_BegunError, expat.ExpatError):
        # A picture or the like is no XML, and a part that is damaged is found so later.
        pass
    return False


def _size(cells: str) -> int:
    """How many cells a range such as ``A1:F9`` has."""
    from openpyxl.worksheet.cell_range import CellRange

    size = CellRange(cells).size
    return size["rows"] * size["columns"]


def _has_formulas(data: bytes) -> bool:
    """Whether any cell is calculated; else a workbook need not be read twice."""
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        sheets = (name for name in found.namelist() if name.startswith(_SHEETS))
        return any(_FORMULA.search(found.read(name)) for name in sheets)


def _sheets(data: bytes) -> list[Sheet] | None:
    """All sheets with cells; None where the workbook is damaged."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # They tell of features of Excel that cells do not need.
            warnings.simplefilter("ignore")
            shown = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            formulas = shown
            if _has_formulas(data):
                formulas = load_workbook(io.BytesIO(data), keep_links=False)
    except Exception:
        # Where bytes are damaged, whatever part of openpyxl meets them first complains.
        return None
    return [
        Sheet(one, other) for one, other in zip(shown.worksheets, formulas.worksheets, strict=True)
    ]
