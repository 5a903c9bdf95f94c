"""Finds the folder with the input files."""

from __future__ import annotations

import os
from pathlib import Path

from fmkwave.errors import UsageError
from fmkwave.parts import MUNICIPALITIES

VARIABLE = "FMKWAVE_DATA"

_PACKAGE = Path(__file__).resolve().parent


def find_folder(option: Path | None = None) -> Path:
    """The folder to read: the option, FMKWAVE_DATA, ./data, or the bundled copy.

    Args:
        option: What the user asked for, if anything.

    Raises:
        UsageError: if the folder asked for does not exist or is none.
    """
    if option is not None:
        return _existing(option, "")
    variable = os.environ.get(VARIABLE)
    if variable:
        return _existing(Path(variable), f" (named by the variable {VARIABLE})")
    # A wheel carries the data inside the package; a clone has it beside the sources.
    places = (Path("data"), _PACKAGE / "data", _PACKAGE.parents[1] / "data")
    for place in places:
        # The file by which a folder named data is known to be one of ours.
        if (place / MUNICIPALITIES).is_file():
            return place
    raise UsageError("No data folder was found; name one with --data.")


def _existing(folder: Path, origin: str) -> Path:
    try:
        if folder.is_dir():
            return folder
        state = "is a file, not a folder" if folder.exists() else "does not exist"
    except OSError as error:
        state = f"cannot be read: {(error.strerror or 'unknown cause').lower()}"
    raise UsageError(f"The data folder {folder}{origin} {state}.")
