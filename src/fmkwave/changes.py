"""What in the inputs is not as it was when a plan was made, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fmkwave import parts
from fmkwave.model import CommittedPlan, Frozen, Inputs, Place
from fmkwave.texts import Message, Named, message

_FILE = ""
_CHANGED = message("changed since the plan was made")
NEW = message("is new since the plan was made")
GONE = message("is gone")


class Change(Frozen):
    """A part of an input file that changed, came or went.

    Attributes:
        line: Where the part stands; 0 when it is gone, or is the file as a whole.
        cell: Sheet and cell where it stands in a workbook.
        part: Its key, as `fmkwave.parts` has them; empty for the file as a whole.
        what: The part in words.
        how: What became of it, which makes a sentence of ``what``.
    """

    file: str
    line: int
    part: str
    what: Message
    how: Message
    cell: str = ""

    @property
    def text(self) -> Message:
        """The change as a sentence: ``Nordby changed since the plan was made``."""
        return message("{what} {how}", what=self.what, how=self.how)

    @property
    def place(self) -> Place:
        """Where the change shows."""
        return Place(self.file, self.line, self.cell)


def changes(inputs: Inputs, committed: CommittedPlan) -> tuple[Change, ...]:
    """Every part that changed, and none that did not: by file, then by line, what is gone last."""
    found: list[Change] = []
    for file in sorted({*committed.inputs, *inputs.sources}):
        if file not in inputs.sources:
            gone = message("is missing, but was there when the plan was made")
            found.append(_whole(file, gone))
        elif file not in committed.inputs:
            found.append(_whole(inputs.file(file), NEW))
        elif committed.inputs[file] != inputs.sources[file].meaning:
            found += _in_file(inputs, committed, file) or [_whole(inputs.file(file), _CHANGED)]
    return tuple(found)


def _whole(file: str, how: Message) -> Change:
    return Change(file=file, line=0, part=_FILE, what=message("the file"), how=how)


def _in_file(inputs: Inputs, committed: CommittedPlan, file: str) -> list[Change]:
    """The parts that changed; none where the plan does not tell what the parts were."""
    if file not in committed.parts:
        return []
    before, now = committed.parts[file], inputs.sources[file].parts
    called = inputs.programme.called
    names = {
        **{key: Named(key.replace("_", " "), names) for key, names in called.items()},
        **committed.names,
        **{code: inputs.name(code) for code in inputs.municipalities},
    }
    places = {
        part: inputs.place(file, part) or Place(inputs.file(file), 0)
        for part in _differing(before, now)
    }
    found = [
        Change(
            file=place.file,
            line=place.line,
            part=part,
            what=parts.words(part, names),
            how=_how(file, part, before, now),
            cell=place.cell,
        )
        for part, place in places.items()
    ]
    return sorted(found, key=lambda change: (not change.line, change.line, change.part))


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> Iterable[str]:
    return (part for part in {*before, *now} if before.get(part) != now.get(part))


def _how(file: str, part: str, before: Mapping[str, str], now: Mapping[str, str]) -> Message:
    # A section of the programme that is left out means what it means by default: it never comes
    # or goes.
    if (part in before and part in now) or (file == parts.PROGRAMME and ":" not in part):
        return _CHANGED
    return NEW if part in now else GONE
