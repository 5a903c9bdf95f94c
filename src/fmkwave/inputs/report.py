"""Collects what is wrong with one file, without flooding the reader."""

from __future__ import annotations

from dataclasses import replace

from fmkwave.errors import Fault
from fmkwave.inputs.wording import some
from fmkwave.texts import Message, message

MANY = 5
"""More faults of one kind than this are told as one, with the lines of the others."""


class Report:
    """The faults and warnings of one file.

    Attributes:
        meant: Names suggested for misspelt ones; they are not reported as missing as well.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.warnings: list[Fault] = []
        self.meant: set[str] = set()
        # Dictionaries without values: sets that keep the order in which faults were found.
        self._kinds: dict[str, dict[Fault, None]] = {}

    def fault(self, line: int, text: str, kind: str = "", cell: str = "") -> None:
        """Add a fault; faults of one kind (or with one message) are told together when many.

        Args:
            line: The line, or the row of a sheet; 0 for the file as a whole.
            text: What was found and what is allowed.
            kind: What it has in common with others.
            cell: Sheet and cell, where the file is a workbook.
        """
        fault = Fault(self.file, line, _one_line(text), cell=cell)
        self._kinds.setdefault(kind or text, {}).setdefault(fault)

    def warn(self, line: int, text: str, cell: str = "") -> None:
        """Add a warning."""
        self.warnings.append(Fault(self.file, line, _one_line(text), warning=True, cell=cell))

    @property
    def faults(self) -> list[Fault]:
        """All faults, each kind that occurs many times as one."""
        return [fault for alike in self._kinds.values() for fault in _told(list(alike))]


def _one_line(text: str) -> str:
    """A message on one line, though a name in it may run over several."""
    flat = " ".join(text.split())
    if flat == text:
        return text
    if not isinstance(text, Message):
        return flat
    values = {
        name: _one_line(value) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    parts = text.parts and (text.parts[0], tuple(map(_one_line, text.parts[1])))
    return Message(flat, text.template, values, many=text.many, number=text.number, parts=parts)


def _told(alike: list[Fault]) -> list[Fault]:
    if len(alike) <= MANY:
        return alike
    first, *rest = sorted(alike)
    values = {"first": first.message, "number": len(rest)}
    if first.cell:
        cells = dict.fromkeys(fault.cell.rpartition("!")[2] for fault in rest)
        text = message(
            "{first} ({number} more like it, in cells {cells})", **values, cells=some(cells)
        )
    else:
        lines = some(sorted({fault.line for fault in rest}))
        text = message("{first} ({number} more like it, on lines {lines})", **values, lines=lines)
    return [replace(first, message=text)]
