"""Files whose names are nearly those of input files, and which therefore nobody reads."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from fmkwave.errors import Fault
from fmkwave.inputs.content import namesake
from fmkwave.names import suggest
from fmkwave.parts import (
    ADJACENCY,
    DRAWS,
    MUNICIPALITIES,
    PLAN,
    PROGRAMME,
    PUBLISHED,
    QUESTIONNAIRE,
    UPTAKE,
    VENDORS,
    WORKBOOK,
)
from fmkwave.texts import message

_OURS = (
    *(PROGRAMME, MUNICIPALITIES, ADJACENCY, QUESTIONNAIRE, WORKBOOK),
    *(UPTAKE, VENDORS, PUBLISHED, PLAN, DRAWS),
)


def lookalikes(folder: Path, told: Collection[str]) -> list[Fault]:
    """A warning for each file that may be meant to be read, and is not.

    Beside the file it resembles, only one that differs from it in capitals may be meant: a copy
    kept under another name is none.

    Args:
        folder: The folder.
        told: Files that are told to be missing, with what is there instead.
    """
    found = []
    for other in sorted(folder.iterdir()):
        ours = _meant(other, told)
        if ours is not None and other.is_file():
            text = message("no file of this name is read; did you mean {name}?", name=ours)
            found.append(Fault(other.name, 0, text, warning=True))
    return found


def _meant(other: Path, told: Collection[str]) -> str | None:
    """The input file that a file is likely to be meant for; None where there is none."""
    name = other.name
    if name in _OURS or name.startswith("."):
        return None
    for ours in _OURS:
        if name.casefold() == ours.casefold() and ours not in told:
            return ours
    absent = [
        ours for ours in _OURS if ours not in told and not os.path.lexists(other.with_name(ours))
    ]
    # The questionnaire has one of two forms.
    if os.path.lexists(other.with_name(QUESTIONNAIRE)) or QUESTIONNAIRE in told:
        absent = [ours for ours in absent if ours != WORKBOOK]
    if os.path.lexists(other.with_name(WORKBOOK)):
        absent = [ours for ours in absent if ours != QUESTIONNAIRE]
    alike = (ours for ours in absent if namesake(other.with_name(ours)) == other)
    return next(alike, suggest(name, absent))
