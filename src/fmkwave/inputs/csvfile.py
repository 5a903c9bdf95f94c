"""CSV files to rows with their lines, as spreadsheets save them.

Columns are parted by ``,`` or ``;``. Lines before the header that begin with ``#`` hold the
file's basis and source; a spreadsheet may have put them in quotes or padded them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from fmkwave.inputs.content import read_text
from fmkwave.inputs.facts import Facts
from fmkwave.inputs.origin import ORIGIN, Said, facts
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show
from fmkwave.names import suggest

T = TypeVar("T")

_PADDING = " \t,;"
_NOTE = re.compile(rf"#\s*({'|'.join(ORIGIN)})\s*:\s*(.*)", re.IGNORECASE)
# What Excel wants to be told in the first line of a file; the header tells us as much.
_SEPARATOR = re.compile(r'"?sep=.?"?', re.IGNORECASE)
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


class Row(NamedTuple):
    """A row: its line, and its cells by column, without blanks around them.

    Attributes:
        whole: False when the row has more or fewer cells than the header; then only the first
            cells can be trusted.
    """

    line: int
    cells: Mapping[str, str]
    whole: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The content of a CSV file.

    Attributes:
        said: What the file says of its basis and source.
        columns: The columns in their order, in small letters.
        header: Line of the header.
        whole: False when the file could not be read to its end.
    """

    said: Mapping[str, Said]
    columns: tuple[str, ...]
    header: int
    rows: tuple[Row, ...]
    whole: bool

    def facts(
        self, value: T, report: Report, parts: Mapping[str, object], lines: Mapping[str, int]
    ) -> Facts[T]:
        """What the file holds, with its basis and source; see `fmkwave.inputs.origin.facts`."""
        missing = "the line '# {}: …' is missing at the top"
        return facts(value, self.said, report, parts, lines, missing=missing)


def read_csv(path: Path, report: Report) -> Table | None:
    """Read a CSV file; None, with a fault, when nothing can be made of it."""
    text = read_text(path, report)
    if text is None:
        return None
    lines = text.split("\n")
    said, start = _said(lines, report)
    if start == len(lines):
        report.fault(0, "the file has no header line")
        return None
    header = lines[start]
    if header.count("\t") > header.count(",") + header.count(";"):
        report.fault(
            start + 1, "columns are parted by tabs; save the file with , or ; between them"
        )
        return None
    separator = ";" if header.count(";") > header.count(",") else ","
    rows, whole = _rows(lines[start:], start, separator, report)
    if not rows:
        return None
    columns = _columns(*rows[0], report)
    return Table(said, columns, start + 1, _by_column(rows[1:], columns, report), whole)


def _said(lines: list[str], report: Report) -> tuple[dict[str, Said], int]:
    """What the lines before the header say, and the position of the header."""
    said: dict[str, Said] = {}
    for at, raw in enumerate(lines):
        line = raw.strip(_PADDING)
        quoted = _QUOTED.match(line)
        line = quoted[1].replace('""', '"').strip() if quoted else line
        if line and not line.startswith("#") and not _SEPARATOR.fullmatch(raw.strip()):
            return said, at
        note = _NOTE.fullmatch(line)
        if note is None:
            continue
        key = note[1].lower()
        if key in said:
            report.fault(at + 1, f"'# {key}:' is written twice, first on line {said[key].line}")
        said.setdefault(key, Said(note[2].strip(), at + 1))
    return said, len(lines)


def _rows(
    lines: list[str], before: int, separator: str, report: Report
) -> tuple[list[tuple[int, list[str]]], bool]:
    """Rows that are not blank, each with its first line, and whether the end was reached."""
    reader = csv.reader(
        io.StringIO("\n".join(lines)), delimiter=separator, strict=True, skipinitialspace=True
    )
    rows: list[tuple[int, list[str]]] = []
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
            rows.append((line, cells))


def _complaint(error: str) -> str:
    if "expected after" in error:
        return 'text follows a closing quote; inside quotes, a quote is written twice: ""'
    if "limit" in error:
        return "a cell of this row is too long to be meant; a line end or a quote may be missing"
    return "a quote that opens in this row is never closed"


def _columns(line: int, cells: list[str], report: Report) -> tuple[str, ...]:
    names = [cell.casefold() for cell in cells]
    while names and not names[-1]:
        names.pop()
    for at, name in enumerate(names):
        if not name:
            report.fault(line, f"column {at + 1} has no name")
        elif name in names[:at]:
            report.fault(line, f"column '{name}' stands twice")
    return tuple(names)


def _by_column(
    rows: Iterable[tuple[int, list[str]]], columns: tuple[str, ...], report: Report
) -> tuple[Row, ...]:
    found = []
    for line, cells in rows:
        while len(cells) > len(columns) and not cells[-1]:
            cells.pop()
        whole = len(cells) == len(columns)
        if not whole:
            message = f"the row has {_cells(len(cells))}, but the header has {len(columns)}"
            report.fault(line, message, kind="cells")
        # Of two columns with one name, the first counts.
        by_column: dict[str, str] = {}
        for column, cell in zip(columns, cells, strict=False):
            by_column.setdefault(column, cell)
        found.append(Row(line, by_column, whole))
    return tuple(found)


def _cells(number: int) -> str:
    return "1 cell" if number == 1 else f"{number} cells"


def check_columns(table: Table, needed: Iterable[str], report: Report, *, others: bool) -> None:
    """Report columns that are missing or, unless others may stand there, unknown."""
    needed = tuple(needed)
    missing = [name for name in needed if name not in table.columns]
    strange = [] if others else [name for name in dict.fromkeys(table.columns) if name]
    for name in strange:
        if name in needed:
            continue
        near = suggest(name, missing)
        hint = f"; did you mean {near}?" if near else ""
        missing = [other for other in missing if other != near]
        allowed = f"(columns: {', '.join(needed)})"
        report.fault(table.header, f"unknown column {show(name)}{hint} {allowed}")
    for name in missing:
        report.fault(table.header, f"column '{name}' is missing")
