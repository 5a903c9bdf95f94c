"""What can go wrong, with the exit code that tells it to a shell."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass

from fmkwave.alike import gathered
from fmkwave.texts import Message, joined, message

_CAUSES = {
    errno.EACCES: message("permission denied"),
    errno.EIO: message("input/output error"),
    errno.EISDIR: message("is a directory"),
    errno.ELOOP: message("too many levels of symbolic links"),
    errno.ENAMETOOLONG: message("file name too long"),
    errno.ENOENT: message("no such file or directory"),
    errno.ENOSPC: message("no space left on device"),
    errno.ENOTDIR: message("not a directory"),
    errno.EPERM: message("operation not permitted"),
    errno.EROFS: message("read-only file system"),
}
"""What the system says, for the reasons that users meet; it says any other in English."""


def cause(error: OSError) -> Message:
    """Why the system refused, as a part of a sentence."""
    if error.errno in _CAUSES:
        return _CAUSES[error.errno]
    return Message(error.strerror.lower()) if error.strerror else message("unknown cause")


def at(file: str, line: int, cell: str = "") -> str:
    """A place in a file: ``vendors.yaml:8``, of a workbook ``questionnaire.xlsx: Svar!C5``.

    Args:
        file: The file's name.
        line: The line, counted from 1; 0 for the file as a whole.
        cell: Sheet and cell, if it is a workbook.
    """
    if cell:
        return f"{file}: {cell}"
    return f"{file}:{line}" if line else file


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong (or, as a warning, doubtful) in an input file.

    Attributes:
        file: The file's name inside the data folder, such as ``questionnaire.csv``.
        line: The line, or the row of a sheet, counted from 1; 0 when the fault concerns the
            whole file.
        message: What was found and what is allowed, in one sentence.
        warning: True when planning can go on all the same.
        cell: Sheet and cell where the file is a workbook, such as ``Svar!C5``.
    """

    file: str
    line: int
    message: str
    warning: bool = False
    cell: str = ""

    @property
    def place(self) -> str:
        """Where it stands: ``questionnaire.csv:4``."""
        return at(self.file, self.line, self.cell)

    @property
    def told(self) -> Message:
        """Place and message, as it is told to people."""
        what = message("warning: {what}", what=self.message) if self.warning else self.message
        return joined(": ", (self.place, what))

    def __str__(self) -> str:
        return str(self.told)


class FmkwaveError(Exception):
    """Base of all errors that are meant to reach a user as a message."""

    exit_code = 2

    @property
    def told(self) -> Message:
        """What happened, as it is told to people."""
        return Message.of(self.args[0]) if self.args else Message("")


class UsageError(FmkwaveError):
    """A question that cannot be asked as it was asked."""


class InputError(FmkwaveError):
    """The input files cannot be used; carries every fault found in one run.

    Its text tells many faults of one kind as one. As it is told to people, it has the warnings too.

    Attributes:
        faults: Each fault.
        warnings: What is doubtful besides, as far as the files could be read.
    """

    def __init__(self, faults: Sequence[Fault], warnings: Sequence[Fault] = ()) -> None:
        self.faults = tuple(faults)
        self.warnings = tuple(warnings)
        super().__init__(_lines(self.faults))

    @property
    def told(self) -> Message:
        """Faults and warnings, in the order of files and lines."""
        return _lines(sorted({*self.faults, *self.warnings}) if self.warnings else self.faults)


def _lines(faults: Sequence[Fault]) -> Message:
    return joined("\n", (fault.told for fault in gathered(faults)))


class NoPlanError(FmkwaveError):
    """No plan satisfies all limits.

    Attributes:
        conflict: The names of limits that cannot hold together.
        decisive: The count that proves it, in one sentence; None where no count does.
    """

    exit_code = 1

    def __init__(self, conflict: Sequence[str], decisive: Message | None = None) -> None:
        self.conflict = tuple(conflict)
        self.decisive = decisive
        head = message("No plan exists: these limits cannot hold together.")
        listed = joined("\n- ", (head, *conflict))
        super().__init__(listed if decisive is None else joined("\n", (listed, decisive)))


class StoppedError(FmkwaveError):
    """The work was stopped before any plan was found."""


class TooLargeError(FmkwaveError):
    """The sweep's tables would not fit in the memory it may use."""
