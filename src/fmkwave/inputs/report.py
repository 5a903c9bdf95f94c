"""Collects what is wrong with one file."""

from __future__ import annotations

from fmkwave.errors import Fault, InputError
from fmkwave.inputs.sizes import MOST_COMPARED, MOST_FAULTS
from fmkwave.texts import Amount, Message, message


class Report:
    """The faults and warnings of one file.

    Attributes:
        meant: Names suggested for misspelt ones; they are not reported as missing as well.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.warnings: list[Fault] = []
        self.meant: set[str] = set()
        # A dictionary without values: a set that keeps the order in which faults were found.
        self._faults: dict[Fault, None] = {}
        self._compared = 0

    def fault(self, line: int, text: str, cell: str = "") -> None:
        """Add a fault.

        Args:
            line: The line, or the row of a sheet; 0 for the file as a whole.
            text: What was found and what is allowed.
            cell: Sheet and cell, where the file is a workbook.

        Raises:
            InputError: if there are more faults than anybody reads; it carries them.
        """
        self._faults.setdefault(Fault(self.file, line, _one_line(text), cell=cell))
        if len(self._faults) > MOST_FAULTS:
            raise InputError(self.faults)

    def warn(self, line: int, text: str, cell: str = "") -> None:
        """Add a warning."""
        self.warnings.append(Fault(self.file, line, _one_line(text), warning=True, cell=cell))

    def may_compare(self, names: int) -> bool:
        """Whether another name may be compared with so many, to suggest the likely one."""
        self._compared += names
        return self._compared <= MOST_COMPARED

    @property
    def faults(self) -> list[Fault]:
        """All faults; where the file was read no further for their number, a last one says so."""
        found = list(self._faults)
        if len(found) <= MOST_FAULTS:
            return found
        return [*found[:MOST_FAULTS], Fault(self.file, 0, _too_many())]


def _too_many() -> Message:
    return message(
        "the file has more than {number} faults; mend these first, for it was read no further",
        number=Amount(MOST_FAULTS),
    )


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
