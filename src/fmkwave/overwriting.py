"""Which files a result must not replace: those that the run reads, and those of the data folder.

Files are compared by what they are, not by what they are called: a link, another spelling of the
path, or other capitals on a disk that takes them for the same, are the same file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from fmkwave.commands import command
from fmkwave.errors import UsageError
from fmkwave.parts import DRAWS, FILES, PLAN, SCHEMAS
from fmkwave.texts import message
from fmkwave.truepath import resolved

_MADE = {PLAN: ("plan", "--write"), DRAWS: ("robustness", "--write")}
"""Files of a folder that commands make, by the words of the command."""


@dataclass(slots=True)
class _Run:
    """One run of a command: where its result will be written, and what it has read so far."""

    output: Path | None = None
    read: set[tuple[int, int]] = field(default_factory=set)


_run: ContextVar[_Run | None] = ContextVar("run", default=None)


@contextmanager
def one_run() -> Iterator[None]:
    """Take note of what is read, for as long as the context lasts."""
    token = _run.set(_Run())
    try:
        yield
    finally:
        _run.reset(token)


def will_write(path: Path) -> None:
    """Announce where the result will be written, so that it is refused before any work is done."""
    run = _run.get()
    if run is not None:
        run.output = path


def reading(status: os.stat_result) -> None:
    """Take note of a file that is read.

    Raises:
        UsageError: if the result was to be written over it.
    """
    run = _run.get()
    if run is not None:
        run.read.add(_identity(status))
        if run.output is not None:
            require_no_input(run.output)


def of_folder(folder: Path) -> None:
    """Take note of a data folder, whose files count as read, be they read or not.

    Raises:
        UsageError: if the result was to be written over one of them, or as one that it may hold.
    """
    run = _run.get()
    if run is None:
        return
    for name in FILES:
        status = _status(folder / name)
        if status is not None:
            run.read.add(_identity(status))
    if run.output is not None:
        _require_not_made(run.output, folder)
        require_no_input(run.output)
        _require_no_new_input(run.output, folder)


def require_no_input(path: Path) -> None:
    """Refuse to write over a file that was read.

    Raises:
        UsageError: if it is one.
    """
    run = _run.get()
    status = _status(path)
    if run is not None and status is not None and _identity(status) in run.read:
        text = message("{path} is one of the files read; name another file to write.", path=path)
        raise UsageError(text)


def _require_not_made(path: Path, folder: Path) -> None:
    """Refuse what a folder holds, or will hold, that a command makes of it."""
    here = resolved(path)
    for name, words in _MADE.items():
        named_so = here.name.casefold() == name and _same(here.parent, folder)
        if named_so or _same(here, folder / name):
            text = message(
                "{path} is written by {command} alone; name another file.",
                path=path,
                command=f"`{command(*words)}`",
            )
            raise UsageError(text)


def _require_no_new_input(path: Path, folder: Path) -> None:
    """Refuse what the next command would read as an input, and what editors read as a schema."""
    here = resolved(path)
    named_so = here.name.casefold() in FILES and _same(here.parent, folder)
    if named_so or _same(here.parent, folder / SCHEMAS):
        text = message("{path} is a file of the inputs; name another file to write.", path=path)
        raise UsageError(text)


def _same(path: Path, other: Path) -> bool:
    first, second = _status(path), _status(other)
    return first is not None and second is not None and os.path.samestat(first, second)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
