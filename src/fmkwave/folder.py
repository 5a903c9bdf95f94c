"""Finds the folder with the input files."""

from __future__ import annotations

import os
from pathlib import Path

from fmkwave.errors import UsageError, cause
from fmkwave.parts import MUNICIPALITIES
from fmkwave.texts import Message, message

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
        return _existing(option, message("The data folder {folder}", folder=str(option)))
    variable = os.environ.get(VARIABLE)
    if variable:
        named = message(
            "The data folder {folder} (named by the variable {variable})",
            folder=str(Path(variable)),
            variable=VARIABLE,
        )
        return _existing(Path(variable), named)
    # A wheel carries the data inside the package; a clone has it beside the sources.
    places = (Path("data"), _PACKAGE / "data", _PACKAGE.parents[1] / "data")
    for place in places:
        # The file by which a folder named data is known to be one of ours.
        if (place / MUNICIPALITIES).is_file():
            return place
    raise UsageError(message("No data folder was found; name one with --data."))


def _existing(folder: Path, called: Message) -> Path:
    try:
        if folder.is_dir():
            return folder
        if folder.exists():
            trouble = message("{folder} is a file, not a folder.", folder=called)
        else:
            trouble = message("{folder} does not exist.", folder=called)
    except OSError as error:
        trouble = message("{folder} cannot be read: {cause}.", folder=called, cause=cause(error))
    raise UsageError(trouble)
