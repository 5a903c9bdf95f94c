"""Rows under a header, whether a CSV file or a sheet of a workbook holds them.

Each row knows its line, and in a sheet its cells, so that what reads it need not know which it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from fmkwave.inputs.facts import Facts
from fmkwave.inputs.origin import Said, facts
from fmkwave.inputs.report import Report
from fmkwave.inputs.sizes import MOST_COLUMNS
from fmkwave.inputs.wording import show
from fmkwave.model import Place
from fmkwave.names import suggest
from fmkwave.texts import Amount, Message, counted, message

T = TypeVar("T")

NO_CELLS: Mapping[str, str] = MappingProxyType({})


class Row(NamedTuple):
    """A row: its line, and its cells by column, without blanks around them.

    Attributes:
        cells: A cell that cannot be read, about which there is a fault, is not among them.
        whole: False when the row has more or fewer cells than the header; then only the first
            cells can be trusted.
        named: In a sheet, where each cell stands, such as ``Svar!C5``, by column; by nothing, the
            row as a whole.
    """

    line: int
    cells: Mapping[str, str]
    whole: bool
    named: Mapping[str, str] = NO_CELLS

    def cell(self, column: str = "") -> str:
        """In a sheet, where a cell stands, else the row; nothing in a CSV file."""
        return self.named.get(column.casefold(), self.named.get("", ""))


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, and what it says of itself.

    Attributes:
        said: What the file says of its basis and source.
        columns: The columns in their order, in small letters.
        header: Line of the header.
        whole: False when the file could not be read to its end.
        named: In a sheet, where each cell of the header stands, as for a row.
    """

    said: Mapping[str, Said]
    columns: tuple[str, ...]
    header: int
    rows: tuple[Row, ...]
    whole: bool
    named: Mapping[str, str] = field(default_factory=dict)

    def cell(self, column: str = "") -> str:
        """In a sheet, where the name of a column stands, else the header."""
        return self.named.get(column, self.named.get("", ""))

    def facts(
        self, value: T, report: Report, parts: Mapping[str, object], places: Mapping[str, Place]
    ) -> Facts[T]:
        """What the file holds, with its basis and source; see `fmkwave.inputs.origin.facts`."""
        return facts(value, self.said, report, parts, places, missing=self._missing)

    def _missing(self, key: str) -> Message:
        if self.named:
            return message("the cell '# {key}: …' is missing above the header", key=key)
        return message("the line '# {key}: …' is missing at the top", key=key)


class Cells(NamedTuple):
    """The cells of a line as they were found.

    Attributes:
        line: The line, or the row of a sheet.
        texts: From the first column on; None for one that cannot be read.
        named: In a sheet, where each of them stands.
    """

    line: int
    texts: list[str | None]
    named: tuple[str, ...] = ()


def to_table(
    said: Mapping[str, Said], header: Cells, rows: Iterable[Cells], report: Report, *, whole: bool
) -> Table:
    """A table from its header and rows, with faults for what does not fit together."""
    columns = _columns(header, report)
    return Table(
        said=said,
        columns=columns,
        header=header.line,
        rows=tuple(_row(cells, columns, report) for cells in rows),
        whole=whole,
        named=_named(header, columns),
    )


def too_many_columns(header: Cells, report: Report) -> bool:
    """Whether a header has more columns than are read, which is a fault."""
    number = len(header.texts)
    if number <= MOST_COLUMNS:
        return False
    text = message(
        "the header has {number} columns, but at most {most} are read",
        number=Amount(number),
        most=MOST_COLUMNS,
    )
    report.fault(header.line, text, cell=header.named[0] if header.named else "")
    return True


def check_columns(table: Table, needed: Iterable[str], report: Report, *, others: bool) -> None:
    """Report columns that are missing or, unless others may stand there, unknown."""
    # Columns are known in small letters, whatever those of a question are.
    needed = {name.casefold(): name for name in needed}
    missing = [name for key, name in needed.items() if key not in table.columns]
    strange = [] if others else [name for name in dict.fromkeys(table.columns) if name]
    for name in strange:
        if name in needed:
            continue
        near = suggest(name, missing)
        missing = [other for other in missing if other != near]
        text = message(
            "unknown column {found}{hint} (columns: {columns})",
            found=show(name),
            hint=message("; did you mean {near}?", near=near) if near else "",
            columns=", ".join(needed.values()),
        )
        report.fault(table.header, text, cell=table.cell(name))
    for name in missing:
        text = message("column '{name}' is missing", name=name)
        report.fault(table.header, text, cell=table.cell())


def _columns(header: Cells, report: Report) -> tuple[str, ...]:
    names = [(cell or "").casefold() for cell in header.texts]
    while names and not names[-1]:
        names.pop()
    for at, name in enumerate(names):
        cell = header.named[at] if header.named else ""
        if not name:
            report.fault(
                header.line, message("column {number} has no name", number=at + 1), cell=cell
            )
        elif name in names[:at]:
            report.fault(header.line, message("column '{name}' stands twice", name=name), cell=cell)
    return tuple(names)


def _row(cells: Cells, columns: tuple[str, ...], report: Report) -> Row:
    found = list(cells.texts)
    while len(found) > len(columns) and found[-1] == "":
        found.pop()
    whole = len(found) == len(columns)
    named = _named(cells, columns)
    if not whole:
        _report_length(cells, found, len(columns), report)
    # Of two columns with one name, the first counts.
    by_column: dict[str, str | None] = {}
    for column, cell in zip(columns, found, strict=False):
        by_column.setdefault(column, cell)
    readable = {column: cell for column, cell in by_column.items() if cell is not None}
    return Row(cells.line, readable, whole, named)


def _report_length(cells: Cells, found: Sequence[str | None], columns: int, report: Report) -> None:
    """Report a row with fewer cells than the header, or with more, of which one is quoted."""
    number = counted("{number} cell", "{number} cells", len(found))
    beyond = next((at for at, text in enumerate(found) if at >= columns and text), None)
    cell = cells.named[beyond or 0] if cells.named else ""
    if beyond is None:
        text = message(
            "the row has {cells}, but the header has {number}", cells=number, number=columns
        )
    else:
        text = message(
            "the row has {cells}, but the header has {number}: {found} stands under no heading",
            cells=number,
            number=columns,
            found=show(found[beyond]),
        )
    report.fault(cells.line, text, cell=cell)


def _named(cells: Cells, columns: tuple[str, ...]) -> dict[str, str]:
    """Where the cells of a row stand, by column, the first of two with one name."""
    if not cells.named:
        return {}
    named = {"": cells.named[0]}
    for column, cell in zip(columns, cells.named, strict=False):
        named.setdefault(column, cell)
    return named
