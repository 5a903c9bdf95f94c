"""Where a path leads once its links are followed."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def resolved(path: Path) -> Path:
    """The path, absolute and without links; what it names need not exist.

    Raises:
        OSError: if it is a link that leads back to itself.
    """
    found = followed(path)
    if found.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return found


def followed(path: Path) -> Path:
    """The same for a path that is only told: a link that leads back to itself is left as it is."""
    # Not Path.resolve(), which before Python 3.13 ends in a RuntimeError there.
    return Path(os.path.realpath(path))
