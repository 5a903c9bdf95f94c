"""What can go wrong, with the exit code that tells it to a shell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong (or, as a warning, doubtful) in an input file.

    Attributes:
        file: The file's name inside the data folder, such as ``questionnaire.csv``.
        line: The line, counted from 1; 0 when the fault concerns the whole file.
        message: What was found and what is allowed, in one sentence.
        warning: True when planning can go on all the same.
    """

    file: str
    line: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {'warning: ' if self.warning else ''}{self.message}"


class FmkwaveError(Exception):
    """Base of all errors that are meant to reach a user as a message."""

    exit_code = 2


class UsageError(FmkwaveError):
    """A question that cannot be asked as it was asked."""


class InputError(FmkwaveError):
    """The input files cannot be used; carries every fault found in one run."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class NoPlanError(FmkwaveError):
    """No plan satisfies all limits; carries the names of limits that cannot hold together."""

    exit_code = 1

    def __init__(self, conflict: Sequence[str]) -> None:
        self.conflict = tuple(conflict)
        head = "No plan exists: these limits cannot hold together."
        lines = [head, *(f"- {name}" for name in conflict)]
        super().__init__("\n".join(lines))


class StoppedError(FmkwaveError):
    """The work was stopped before any plan was found."""


class TooLargeError(FmkwaveError):
    """The sweep's tables would not fit in the memory it may use."""
