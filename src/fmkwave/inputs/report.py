"""Collects what is wrong with one file, without flooding the reader."""

from __future__ import annotations

from dataclasses import replace

from fmkwave.errors import Fault
from fmkwave.inputs.wording import some

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

    def fault(self, line: int, message: str, kind: str = "") -> None:
        """Add a fault; faults of one kind (or with one message) are told together when many."""
        # A name in quotes may run over several lines; its message may not.
        fault = Fault(self.file, line, " ".join(message.split()))
        self._kinds.setdefault(kind or message, {}).setdefault(fault)

    def warn(self, line: int, message: str) -> None:
        """Add a warning."""
        self.warnings.append(Fault(self.file, line, message, warning=True))

    @property
    def faults(self) -> list[Fault]:
        """All faults, each kind that occurs many times as one."""
        return [fault for alike in self._kinds.values() for fault in _told(list(alike))]


def _told(alike: list[Fault]) -> list[Fault]:
    if len(alike) <= MANY:
        return alike
    first, *rest = sorted(alike)
    lines = some(sorted({fault.line for fault in rest}))
    return [replace(first, message=f"{first.message} ({len(rest)} more like it, on lines {lines})")]
