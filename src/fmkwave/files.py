"""Writing files so that a reader finds the old content or the new, never a part."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from fmkwave.truepath import resolved

try:
    import fcntl as _fcntl
except ImportError:  # as on Windows
    _fcntl = None  # type: ignore[assignment]

_LOCKS: ModuleType | None = _fcntl
"""Locks on files; where there are none, nothing that was left is removed."""

_SUFFIX = ".fmkwave-part"
_LETTERS = 40
"""Of the file's name that the temporary file is called by, lest that become too long a name."""


def write_atomically(path: Path, content: str | bytes) -> None:
    """Replace a file's content in one step; text is written as UTF-8 with LF line ends.

    It is written to a temporary file beside it. One that a killed process left there is removed.

    Raises:
        OSError: if the folder does not exist or cannot be written to; the file is as it was.
    """
    data = content.encode() if isinstance(content, str) else content
    # A link is followed, so that the file it points to is the one replaced.
    target = resolved(path)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    prefix = f".{target.name[:_LETTERS]}."
    _remove_left(target.parent, prefix)
    handle, temporary = _locked(target.parent, prefix)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            temporary.chmod(mode)
            if _LOCKS is not None:
                # While it is locked, lest another process take it for one that was left.
                temporary.replace(target)
        if _LOCKS is None:
            # No open file can be renamed there, or removed.
            temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _locked(folder: Path, prefix: str) -> tuple[int, Path]:
    """A new temporary file that is locked for as long as its handle is open."""
    while True:
        handle, name = tempfile.mkstemp(dir=folder, prefix=prefix, suffix=_SUFFIX)
        # Another process may have removed it before it was locked; then there is no link to it.
        if not _lock(handle) or os.fstat(handle).st_nlink:
            return handle, Path(name)
        os.close(handle)


def _remove_left(folder: Path, prefix: str) -> None:
    """Remove temporary files of the same file that no process has open, as after a kill."""
    with suppress(OSError):
        for left in list(folder.iterdir()):
            if left.name.startswith(prefix) and left.name.endswith(_SUFFIX):
                _remove_unlocked(left)


def _remove_unlocked(left: Path) -> None:
    with suppress(OSError):
        handle = os.open(left, os.O_RDWR)
        try:
            if _lock(handle, at_once=True):
                left.unlink(missing_ok=True)
        finally:
            os.close(handle)


def _lock(handle: int, *, at_once: bool = False) -> bool:
    """Lock a file; False where there are no locks, or at once if another process has it."""
    if _LOCKS is None:
        return False
    try:
        _LOCKS.flock(handle, _LOCKS.LOCK_EX | (_LOCKS.LOCK_NB if at_once else 0))
    except OSError:
        return False
    return True


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
