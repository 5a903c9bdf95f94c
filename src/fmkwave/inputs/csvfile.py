"""CSV files to rows with their lines, as spreadsheets save them.

Columns are parted by ``,`` or ``;``. Lines before the header that begin with ``#`` hold the
file's basis and source; a spreadsheet may have put them in quotes or padded them.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from fmkwave.inputs.content import read_text
from fmkwave.inputs.origin import Said, take_note
from fmkwave.inputs.report import Report
from fmkwave.inputs.sizes import MOST_LINES
from fmkwave.inputs.table import Cells, Table, to_table, too_many_columns
from fmkwave.texts import Amount, Message, message

_PADDING = " \t,;"
# What Excel wants to be told in the first line of a file; the header tells us as much.
_SEPARATOR = re.compile(r'"?sep=.?"?', re.IGNORECASE)
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


def read_csv(path: Path, report: Report) -> Table | None:
    """Read a CSV file; None, with a fault, when nothing can be made of it."""
    text = read_text(path, report)
    if text is None:
        return None
    number = text.count("\n")
    if number > MOST_LINES:
        many = message(
            "the file has {number} lines, but at most {most} are read",
            number=Amount(number),
            most=Amount(MOST_LINES),
        )
        report.fault(0, many)
        return None
    lines = text.split("\n")
    said, start = _said(lines, report)
    if start == len(lines):
        report.fault(0, message("the file has no header line"))
        return None
    header = lines[start]
    if header.count("\t") > header.count(",") + header.count(";"):
        report.fault(
            start + 1,
            message("columns are parted by tabs; save the file with , or ; between them"),
        )
        return None
    separator = ";" if header.count(";") > header.count(",") else ","
    rows, whole = _rows(lines[start:], start, separator, report)
    if not rows or too_many_columns(rows[0], report):
        return None
    return to_table(said, rows[0], rows[1:], report, whole=whole)


def _said(lines: list[str], report: Report) -> tuple[dict[str, Said], int]:
    """What the lines before the header say, and the position of the header."""
    said: dict[str, Said] = {}
    for at, raw in enumerate(lines):
        line = raw.strip(_PADDING)
        quoted = _QUOTED.match(line)
        line = quoted[1].replace('""', '"').strip() if quoted else line
        if line and not line.startswith("#") and not _SEPARATOR.fullmatch(raw.strip()):
            return said, at
        take_note(line, at + 1, said, report)
    return said, len(lines)


def _rows(
    lines: list[str], before: int, separator: str, report: Report
) -> tuple[list[Cells], bool]:
    """Rows that are not blank, each with its first line, and whether the end was reached."""
    reader = csv.reader(
        io.StringIO("\n".join(lines)), delimiter=separator, strict=True, skipinitialspace=True
    )
    rows: list[Cells] = []
    while True:
        line = before + reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return rows, True
        except csv.Error as error:
            report.fault(line, _complaint(str(error)))
            return rows, False
        if any(cells) and not cells[0].startswith("#"):
            rows.append(Cells(line, [*cells]))


def _complaint(error: str) -> Message:
    if "expected after" in error:
        return message('text follows a closing quote; inside quotes, a quote is written twice: ""')
    if "limit" in error:
        return message(
            "a cell of this row is too long to be meant; a line end or a quote may be missing"
        )
    return message("a quote that opens in this row is never closed")
