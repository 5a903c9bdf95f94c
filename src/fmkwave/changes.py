"""What in the inputs is not as it was when a plan was made, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fmkwave import parts
from fmkwave.model import CommittedPlan, Frozen, Inputs, Place

_FILE = ""
_CHANGED = "changed since the plan was made"
_NEW = "is new since the plan was made"


class Change(Frozen):
    """A part of an input file that changed, came or went.

    Attributes:
        line: Where the part stands; 0 when it is gone, or is the file as a whole.
        part: Its key, as `fmkwave.parts` has them; empty for the file as a whole.
        what: The part in words.
        how: What became of it, which makes a sentence of ``what``.
    """

    file: str
    line: int
    part: str
    what: str
    how: str

    @property
    def text(self) -> str:
        """The change as a sentence: ``Hjørring changed since the plan was made``."""
        return f"{self.what} {self.how}"

    @property
    def place(self) -> Place:
        """Where the change shows."""
        return Place(self.file, self.line)


def changes(inputs: Inputs, committed: CommittedPlan) -> tuple[Change, ...]:
    """Every part that changed, and none that did not: by file, then by line, what is gone last."""
    found: list[Change] = []
    for file in sorted({*committed.inputs, *inputs.sources}):
        if file not in inputs.sources:
            found.append(_whole(file, "is missing, but was there when the plan was made"))
        elif file not in committed.inputs:
            found.append(_whole(file, _NEW))
        elif committed.inputs[file] != inputs.sources[file].meaning:
            found += _in_file(inputs, committed, file) or [_whole(file, _CHANGED)]
    return tuple(found)


def _whole(file: str, how: str) -> Change:
    return Change(file=file, line=0, part=_FILE, what="the file", how=how)


def _in_file(inputs: Inputs, committed: CommittedPlan, file: str) -> list[Change]:
    """The parts that changed; none where the plan does not tell what the parts were."""
    if file not in committed.parts:
        return []
    before, now = committed.parts[file], inputs.sources[file].parts
    names = {**committed.names, **{code: inputs.name(code) for code in inputs.municipalities}}
    found = [
        Change(
            file=file,
            line=inputs.places.get((file, part), Place(file, 0)).line,
            part=part,
            what=parts.words(part, names),
            how=_how(part, before, now),
        )
        for part in _differing(before, now)
    ]
    return sorted(found, key=lambda change: (not change.line, change.line, change.part))


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> Iterable[str]:
    return (part for part in {*before, *now} if before.get(part) != now.get(part))


def _how(part: str, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    if part not in now:
        return "is gone"
    return _CHANGED if part in before else _NEW
