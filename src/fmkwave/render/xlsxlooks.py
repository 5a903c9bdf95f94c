"""How the cells of a spreadsheet look, on the screen and on paper."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from fmkwave.render import palette
from fmkwave.render.sheets.grid import Typed

if TYPE_CHECKING:
    from openpyxl.cell import Cell as XlsxCell
    from openpyxl.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from fmkwave.render.sheets.grid import Cell, Kind, Row, Sheet

NOTES = (30, 16, 96)
"""The widths of the columns of notes."""

_NUMBERS = {"count", "points", "gain", "share", "heat", "date"}
_LEAST, _MOST, _LONG = 9, 34, 70
_FILTER = 4
"""Room that the arrow of a filter takes beside a heading."""
_PORTRAIT = 96
"""Widths up to here fit a portrait page without being made much smaller."""

_LINE_HEIGHT = 15
"""In points, for the font below. Set for each row of several lines: not every program does so."""

_FONT = "Calibri"
_BOLD = Font(name=_FONT, size=11, bold=True)
_HEAD = PatternFill("solid", fgColor="FFE8E8E8")
_LINE = Border(bottom=Side(style="thin", color="FF808080"))
# Texts stand a little in from the left, so that they do not touch a number beside them.
_TEXT = Alignment(horizontal="left", vertical="top", indent=1)
_LONG_TEXT = Alignment(horizontal="left", vertical="top", indent=1, wrap_text=True)
_NUMBER = Alignment(vertical="top")
_WAVE = Alignment(horizontal="center", vertical="top")
_TEXTS = {"left": _TEXT, "center": _WAVE, "right": Alignment(horizontal="right", vertical="top")}
_HEADS = {
    "left": Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1),
    "center": Alignment(horizontal="center", vertical="top", wrap_text=True),
    "right": Alignment(horizontal="right", vertical="top", wrap_text=True),
}


# --- Cells ---------------------------------------------------------------------------------------


def head(cell: XlsxCell, kind: Kind) -> None:
    """A heading, on the side on which the cells below it stand."""
    cell.font, cell.fill, cell.border = _BOLD, _HEAD, _LINE
    cell.alignment = _HEADS[_side(kind)]


def text(cell: XlsxCell, kind: Kind) -> None:
    """A text, wrapped if it is a long one; among numbers it stands where they do."""
    cell.alignment = _LONG_TEXT if kind == "long" else _TEXTS[_side(kind)]


def _side(kind: Kind) -> str:
    return "right" if kind in _NUMBERS else "center" if kind == "wave" else "left"


def number(cell: XlsxCell, form: str) -> None:
    """A number in a form, as `form` and `forms` give it."""
    cell.alignment, cell.number_format = _NUMBER, form


def day(cell: XlsxCell) -> None:
    """A day, as ISO 8601 writes it."""
    cell.alignment, cell.number_format = _NUMBER, "yyyy-mm-dd"


def wave(cell: XlsxCell, wave: int) -> None:
    """A wave on its colour."""
    cell.fill, cell.font = _colours(wave)
    cell.alignment = _WAVE


@cache
def _colours(wave: int) -> tuple[PatternFill, Font]:
    shade = palette.shade(palette.kind(wave - 1))
    fill, ink = (f"FF{colour[1:].upper()}" for colour in shade)
    return PatternFill("solid", fgColor=fill), Font(name=_FONT, size=11, bold=True, color=ink)


def heat(page: Worksheet, column: int, rows: int) -> None:
    """The column's shares, from the second row on, on colours from none at 0 to full at 1."""
    letter = get_column_letter(column)
    full = f"FF{palette.kind(0)[1:].upper()}"
    ends = [FormatObject(type="num", val=end) for end in (0, 1)]
    scale = ColorScale(ends, [Color("FFFFFFFF"), Color(full)])
    page.conditional_formatting.add(
        f"{letter}2:{letter}{rows + 1}", Rule("colorScale", colorScale=scale)
    )


def forms(kinds: Sequence[Kind], rows: Sequence[Row]) -> list[str]:
    """The number format of each column, with the decimals that its most precise cell needs."""
    columns = ([row[at] for row in rows] for at in range(len(kinds)))
    figures = ([cell for cell in one if isinstance(cell, int | Decimal)] for one in columns)
    return [form(kind, one) for kind, one in zip(kinds, figures, strict=True)]


def form(kind: Kind, values: Sequence[int | Decimal]) -> str:
    """The number format of a kind, with the decimals that the most precise value needs."""
    match kind:
        case "points":
            return _points_format(values)
        case "gain":
            whole = bool(values) and all(isinstance(value, int) for value in values)
            shown = "0" if whole else _points_format(values)
            return f"+{shown};-{shown};{shown}"
        case "share" | "heat":
            decimals = max(0, _decimals(values) - 2)
            return f"0.{'0' * decimals}%" if decimals else "0%"
        case "count":
            return "#,##0"
    return "General"


def _points_format(values: Iterable[int | Decimal]) -> str:
    # A question mark leaves room where a value has no such decimal: the others stay aligned.
    return f"0.0{'?' * (_decimals(values) - 1)}"


def _decimals(values: Iterable[int | Decimal]) -> int:
    exponents = (Decimal(value).normalize().as_tuple().exponent for value in values)
    return max((-one for one in exponents if isinstance(one, int)), default=0)


# --- Columns, rows and pages ---------------------------------------------------------------------


def widths(sheet: Sheet) -> list[int]:
    """The widths of a table's columns, in characters."""
    return [_width(sheet, column) for column in range(len(sheet.columns))]


def _width(sheet: Sheet, column: int) -> int:
    """Characters that a column takes: its longest cell, and a word of its heading."""
    kind, heading = sheet.columns[column].kind, sheet.columns[column].heading
    word = max(map(len, heading.split()), default=0) + _FILTER
    longest = max((_length(row[column]) for row in sheet.rows), default=0) + 2
    if kind == "long":
        return max(_MOST, min(longest, _LONG))
    return max(_LEAST, word, min(longest, _MOST))


def _length(cell: Cell) -> int:
    value = cell.value if isinstance(cell, Typed) else cell
    return 0 if value is None else len(str(value)) + (0 if isinstance(value, str) else 2)


def lay_out(page: Worksheet, widths: Sequence[int]) -> None:
    """Set widths, heights, and how the page is printed."""
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    for number, row in enumerate(page.iter_rows(), start=1):
        lines = max(_lines(cell, width) for cell, width in zip(row, widths, strict=True))
        if lines > 1:
            page.row_dimensions[number].height = lines * _LINE_HEIGHT
    page.page_setup.paperSize = page.PAPERSIZE_A4
    wide = sum(widths) > _PORTRAIT
    page.page_setup.orientation = "landscape" if wide else "portrait"
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    if page.oddFooter is not None:
        page.oddFooter.left.text, page.oddFooter.right.text = "&A", "&P / &N"


def give_room_to_filters(page: Worksheet) -> None:
    """A second line for the arrows, which would else stand on the headings."""
    head = page.row_dimensions[1]
    head.height = max(2 * _LINE_HEIGHT, head.height or 0)


def _lines(cell: XlsxCell | MergedCell, width: int) -> int:
    """How many lines a cell takes."""
    if not (isinstance(cell.value, str) and cell.alignment.wrap_text):
        return 1
    # A width counts digits, and letters of plain text are narrower than digits, bold ones wider.
    room = width - 1 if cell.font.bold else width * 11 // 10
    return len(textwrap.wrap(cell.value, room)) or 1
