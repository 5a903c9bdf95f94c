"""Finds the folder with the input files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from fmkwave.commands import quoted
from fmkwave.errors import UsageError, cause
from fmkwave.parts import INPUTS, MUNICIPALITIES, PROGRAMME
from fmkwave.texts import Message, few, message
from fmkwave.truepath import resolved

VARIABLE = "FMKWAVE_DATA"

_PACKAGE = Path(__file__).resolve().parent
_DATA = "data"
_SEVERAL = 2
_LOOKED_THROUGH = 1000
"""In how many folders a programme is looked for that might have been meant."""


class Found(NamedTuple):
    """A folder that is to be read.

    Attributes:
        path: The folder.
        option: What ``--data`` must say to have it read from here by anybody, whatever the variable
            is; None where nothing need be said.
        example: Whether it is the example that comes with fmkwave, which is only for looking.
        asked: Whether the user named it, by the option or the variable.
    """

    path: Path
    option: str | None = None
    example: bool = False
    asked: bool = False


def find_folder(option: Path | None = None) -> Path:
    """The folder to read; see `find`.

    Args:
        option: What the user asked for, if anything.

    Raises:
        UsageError: if the folder asked for does not exist or is none.
    """
    return find(option).path


def find(option: Path | None = None, plans: Sequence[Path] = ()) -> Found:
    """The folder to read, and whether it is anybody's own.

    It is the option; else what FMKWAVE_DATA names; else the current folder or ./data, the first of
    them that holds programme.yaml, or else other inputs; else the one in which a plan lies that was
    named; else the example that comes with fmkwave.

    Args:
        option: What the user asked for, if anything.
        plans: Files of plans that the user named, which may lie beside inputs.

    Raises:
        UsageError: if the folder asked for does not exist or is none, or if a plan lies beside
            other inputs than those that would be read, and the option does not settle it.
    """
    if option is not None:
        path = _existing(option, message("The data folder {folder}", folder=str(option)))
        return Found(path, str(option), example=_is_example(path), asked=True)
    near = _near()
    beside = _beside(plans, near)
    if len(beside) + (near is not None) > 1:
        raise UsageError(_which(near, beside))
    if near is not None:
        return near
    for path in beside.values():
        return Found(path, str(path), example=_is_example(path))
    return Found(_example(), example=True)


def meant() -> list[str]:
    """What ``--data`` may have been meant to say here: folders nearby that hold a programme."""
    places = (Path(".."), *_below(Path()))
    held = (place for place in places if _holds(place, PROGRAMME) and not _is_example(place))
    return sorted(map(str, held))


def did_you_mean() -> tuple[Message, ...]:
    """A sentence that suggests the folders nearby that hold a programme; none without any."""
    options = [f"`--data {quoted(place)}`" for place in meant()]
    if not options:
        return ()
    if len(options) == 1:
        return (message("Did you mean {option}?", option=options[0]),)
    return (message("Did you mean one of these: {options}?", options=few(options)),)


def _near() -> Found | None:
    """What the variable names, else what is found here without it."""
    variable = os.environ.get(VARIABLE)
    if variable:
        named = message(
            "The data folder {folder} (named by the variable {variable})",
            folder=str(Path(variable)),
            variable=VARIABLE,
        )
        path = _existing(Path(variable), named)
        example = _is_example(path)
        # Who pastes a command may be in a shell that has no such variable.
        bare = _without_variable()
        same = example if bare is None else resolved(path) == resolved(bare.path)
        return Found(path, None if same else str(path), example=example, asked=True)
    return _without_variable()


def _without_variable() -> Found | None:
    """The current folder or ./data, if it is one of ours."""
    places = (Path(), Path(_DATA))
    # One whose programme is missing or misnamed is known by its other files, and its fault told.
    for is_ours in (lambda place: _holds(place, PROGRAMME), _holds_others):
        for place in filter(is_ours, places):
            return Found(place, example=_is_example(place))
    return None


def _holds_others(folder: Path) -> bool:
    """Whether a folder holds municipalities.yaml, or several other inputs."""
    others = sum(_holds(folder, file) for file in INPUTS if file != PROGRAMME)
    return others >= _SEVERAL or _holds(folder, MUNICIPALITIES)


def _beside(plans: Iterable[Path], near: Found | None) -> dict[Path, Path]:
    """The folders of plans that hold other inputs than those nearby, by their true paths."""
    parents = {resolved(path.parent): path.parent for path in plans if path.is_file()}
    known = None if near is None else resolved(near.path)
    return {
        true: parent
        for true, parent in parents.items()
        if true != known and _holds(parent, PROGRAMME)
    }


def _which(near: Found | None, beside: dict[Path, Path]) -> Message:
    """That it is not clear which inputs count."""
    folders = [*([] if near is None else [near.path]), *beside.values()]
    options = [f"`--data {quoted(str(folder))}`" for folder in folders]
    return message(
        "A plan lies beside inputs of its own, and others could be meant. Say which count: "
        "{options}.",
        options=few(options),
    )


def _example() -> Path:
    """The example: a wheel carries it inside the package, a clone has it beside the sources."""
    for place in (_PACKAGE / _DATA, _PACKAGE.parents[1] / _DATA):
        if _holds(place, MUNICIPALITIES):
            return place
    raise UsageError(message("No data folder was found; name one with --data."))


def _is_example(folder: Path) -> bool:
    """Whether a folder is the copy inside the package, however it was come by.

    The one beside the sources is not: who works in a clone of them works on that very folder.
    """
    try:
        return resolved(folder) == _PACKAGE / _DATA
    except OSError:
        return False


def _below(place: Path) -> Iterator[Path]:
    """Folders in a folder, and those called data in them."""
    try:
        inside = [path for path in islice(place.iterdir(), _LOOKED_THROUGH) if path.is_dir()]
    except OSError:
        return
    for path in inside:
        if not path.name.startswith("."):
            yield from (path, path / _DATA)


def _holds(folder: Path, file: str) -> bool:
    try:
        return (folder / file).is_file()
    except OSError:
        return False


def _existing(folder: Path, called: Message) -> Path:
    try:
        if stat.S_ISDIR(folder.stat().st_mode):
            return folder
        trouble = message("{folder} is a file, not a folder.", folder=called)
    except (FileNotFoundError, NotADirectoryError):
        trouble = message("{folder} does not exist.", folder=called)
    except OSError as error:
        trouble = message("{folder} cannot be read: {cause}.", folder=called, cause=cause(error))
    raise UsageError(trouble)
