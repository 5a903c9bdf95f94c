"""What in the inputs is not as it was when a plan was made, part by part.

Where the plan keeps the values that it was made from, a change says old and new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fmkwave import parts
from fmkwave.model import CommittedPlan, Frozen, Inputs, Place, Value
from fmkwave.recorded import differing, recorded
from fmkwave.texts import Message, Named, message
from fmkwave.valuewords import Names, old_to_new, what_of

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
        field: What of the part changed, as `fmkwave.recorded` has it; empty where the plan does
            not tell, or the part came or went as a whole.
        before: The value that the plan was made from; None for none, and where there is no field.
        after: The value that it is now; likewise.
        what: The part in words.
        how: What became of it, which makes a sentence of ``what``; or old and new value.
    """

    file: str
    line: int
    part: str
    field: str = ""
    before: Value = None
    after: Value = None
    what: Message
    how: Message
    cell: str = ""

    @property
    def text(self) -> Message:
        """The change as a sentence, or as old and new: ``Nordby: staff no → yes``."""
        if self.field:
            return message("{what}: {how}", what=self.what, how=self.how)
        return message("{what} {how}", what=self.what, how=self.how)

    @property
    def place(self) -> Place:
        """Where the change shows."""
        return Place(self.file, self.line, self.cell)


def changes(inputs: Inputs, committed: CommittedPlan) -> tuple[Change, ...]:
    """Every part that changed, and none that did not: by file, then by line, what is gone last.

    Args:
        inputs: The inputs as the files have them, without a what-if.
        committed: The plan as it was written down.
    """
    found: list[Change] = []
    for file in sorted({*committed.inputs, *inputs.sources}):
        if file not in inputs.sources:
            gone = message("is missing, but was there when the plan was made")
            found.append(_whole(file, gone))
        elif file not in committed.inputs:
            found.append(_whole(inputs.file(file), NEW))
        elif committed.inputs[file] != inputs.sources[file].meaning:
            changed = _in_file(inputs, committed, file)
            # Of a file whose parts have other codes, and else the same digests, nothing changed.
            whole = [] if committed.recoded else [_whole(inputs.file(file), _CHANGED)]
            found += changed or whole
    return tuple(found)


def _whole(file: str, how: Message) -> Change:
    return Change(file=file, line=0, part=_FILE, what=message("the file"), how=how)


def _in_file(inputs: Inputs, committed: CommittedPlan, file: str) -> list[Change]:
    """The parts that changed; none where the plan does not tell what the parts were."""
    if file not in committed.parts:
        return []
    before, now = committed.parts[file], inputs.sources[file].parts
    names = _names(inputs, committed)
    parts_changed = set(_differing(before, now))
    found = list(_valued(inputs, committed, file, parts_changed, names))
    # A link is told once, and is a change of either end.
    ends = {change.field for change in found} if file == parts.ADJACENCY else set()
    if committed.recoded and file == parts.ADJACENCY and file in committed.values:
        # The links have no more to them than their kinds; it is a code at their ends that changed.
        parts_changed = set()
    if file == parts.MUNICIPALITIES:
        found += _recoded(inputs, committed)
        parts_changed -= committed.recoded.keys()
        found += _renamed(inputs, committed, parts_changed)
    for part in parts_changed - ends - {change.part for change in found}:
        place = _place(inputs, file, part)
        what, how = parts.words(part, names), _how(file, part, before, now)
        found.append(Change(**place._asdict(), part=part, what=what, how=how))
    return sorted(found, key=lambda one: (not one.line, one.line, one.part, one.field))


def _recoded(inputs: Inputs, committed: CommittedPlan) -> Iterator[Change]:
    for now, before in committed.recoded.items():
        yield Change(
            **_place(inputs, parts.MUNICIPALITIES, now)._asdict(),
            part=now,
            what=message("{name}'s code", name=inputs.name(now)),
            how=message("was {before} and is {now}", before=before, now=now),
        )


def _renamed(inputs: Inputs, committed: CommittedPlan, changed: set[str]) -> Iterator[Change]:
    """The changes of names, which a plan has beside the codes."""
    for code in sorted(changed & committed.names.keys() & inputs.municipalities.keys()):
        before, now = committed.names[code], inputs.name(code)
        if before != now:
            yield Change(
                **_place(inputs, parts.MUNICIPALITIES, code)._asdict(),
                part=code,
                field="name",
                before=before,
                after=now,
                what=Message(now),
                how=message("name {before} → {after}", before=before, after=now),
            )


def _valued(
    inputs: Inputs, committed: CommittedPlan, file: str, parts_changed: set[str], names: Names
) -> Iterator[Change]:
    """The changes of which the plan keeps the old value."""
    before, now = committed.values.get(file), recorded(inputs).get(file)
    if before is None or now is None:
        return
    for one in differing(file, before, now):
        if one.part not in parts_changed:
            continue
        if file == parts.ADJACENCY:
            place = _place(inputs, file, parts.link(one.part, one.field))
        else:
            place = _place(inputs, file, parts.cell(one.part, one.field), one.part)
        yield Change(
            **place._asdict(),
            **one._asdict(),
            what=what_of(file, one, names),
            how=old_to_new(file, one, names),
        )


def _place(inputs: Inputs, file: str, *keys: str) -> Place:
    return inputs.place(file, *keys) or Place(inputs.file(file), 0)


def _names(inputs: Inputs, committed: CommittedPlan) -> Names:
    """What municipalities, answers and weights are called, those that are gone among them."""
    called = inputs.programme.called
    return {
        **{key: Named(key.replace("_", " "), names) for key, names in called.items()},
        **committed.names,
        **{code: inputs.name(code) for code in inputs.municipalities},
    }


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> Iterable[str]:
    return (part for part in {*before, *now} if before.get(part) != now.get(part))


def _how(file: str, part: str, before: Mapping[str, str], now: Mapping[str, str]) -> Message:
    # A section of the programme that is left out means what it means by default: it never comes
    # or goes.
    if (part in before and part in now) or (file == parts.PROGRAMME and ":" not in part):
        return _CHANGED
    return NEW if part in now else GONE
