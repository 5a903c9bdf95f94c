"""Writing a folder so that it is there whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from fmkwave.errors import UsageError
from fmkwave.files import write_atomically
from fmkwave.texts import message


def require_free(folder: Path) -> None:
    """Refuse a folder that holds anything, and what no folder can be made of.

    Raises:
        UsageError: if something is there, or the folder it should be made in is not.
    """
    if folder.is_dir():
        if any(folder.iterdir()):
            raise UsageError(
                message("The folder {folder} is not empty; name a new one.", folder=folder)
            )
    elif folder.exists() or folder.is_symlink():
        raise UsageError(message("{path} is no folder; name a new one.", path=folder))
    elif not folder.parent.is_dir():
        text = message(
            "There is no folder {folder} to make {name} in.",
            folder=folder.parent,
            name=folder.name,
        )
        raise UsageError(text)


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write files, by their paths inside a folder that is new or empty.

    They are all written beside it first, and then moved there.

    Raises:
        UsageError: as `require_free` does.
        OSError: if they cannot be written; the folder is as it was.
    """
    require_free(folder)
    try:
        _write(folder, files)
    except OSError as error:
        # Named after the folder that was asked for, not after the temporary one beside it.
        raise OSError(error.errno, error.strerror, str(folder)) from error


def _write(folder: Path, files: Mapping[str, str]) -> None:
    new = not folder.exists()
    with tempfile.TemporaryDirectory(prefix=".", dir=folder.parent if new else folder) as beside:
        whole = Path(beside) / "whole"
        for name, text in files.items():
            (whole / name).parent.mkdir(parents=True, exist_ok=True)
            write_atomically(whole / name, text)
        if new:
            whole.rename(folder)
        else:
            for entry in sorted(whole.iterdir()):
                entry.rename(folder / entry.name)
