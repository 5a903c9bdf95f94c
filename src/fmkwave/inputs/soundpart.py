"""What of a programme is sound although something in it is not, so that the rest is checked too.

Each entry is held against its type on its own. A list keeps the places of its entries: an entry in
which something is wrong is None there. Of a wave or a period that is faulty, what is sound of it
is kept; of a limit, every key that is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from fmkwave.inputs.yamlfile import Plain
from fmkwave.model import (
    CALENDAR,
    QUARTER_KEYS,
    Answer,
    GroupLimit,
    Indicator,
    Milestone,
    Period,
    Phase,
    Prerequisite,
    Product,
    Programme,
    Quarter,
    Size,
    Step,
    UptakeWeight,
    Wave,
    Weight,
    Weights,
)
from fmkwave.names import suggest
from fmkwave.periods import Calendar

M = TypeVar("M", bound=BaseModel)

_LISTS_OF_PERIODS = ("quarters", "periods")
"""The keys under which a limit may have periods."""

_LISTS: Mapping[str, type[BaseModel]] = {
    "phases": Phase,
    "milestones": Milestone,
    "prerequisites": Prerequisite,
    "support_products": Product,
    "preparation": Step,
}


def sound_part(content: Mapping[str, Plain], calendar: Calendar) -> Programme:
    """A programme of what is sound; a section without which no rule can be checked is not in it."""
    part = _SoundPart(calendar)
    sections: dict[str, Any] = {}
    for key, found in content.items():
        if key in _LISTS and isinstance(found, list):
            sections[key] = tuple(part.entry(_LISTS[key], one) for one in found)
        elif key in _READERS:
            sound = _READERS[key](part, found)
            if sound is not None:
                sections[key] = sound
    return Programme.model_construct(**sections)


def damaged_limits(content: Mapping[str, Plain], calendar: Calendar) -> set[str]:
    """The names of the limits of which `sound_part` leaves something out."""
    part, found = _SoundPart(calendar), content.get("limits")
    limits = found if isinstance(found, dict) else {}
    return {name for name, one in limits.items() if part.value(GroupLimit, one) is None}


class _SoundPart:
    """Reads the sections of a programme that lists these periods."""

    def __init__(self, calendar: Calendar) -> None:
        self._context = {CALENDAR: calendar}
        self._calendar = calendar

    def value(self, kind: Any, found: Plain) -> Any:  # noqa: ANN401 - types have no type of their own
        """A value of some type; None where it is faulty."""
        try:
            return TypeAdapter(kind).validate_python(found, context=self._context)
        except ValidationError:
            return None

    def entry(self, kind: type[M], found: Plain) -> M | None:
        """An entry with nothing worse than unknown keys; a misspelt one is taken as it is meant."""
        try:
            return kind.model_validate(found, context=self._context)
        except ValidationError as error:
            strange = [one["loc"] for one in error.errors() if one["type"] == "extra_forbidden"]
        if not strange or not isinstance(found, dict):
            return None
        mended: dict[str, Plain] = {**found}
        for loc in strange:
            if len(loc) > 1:
                return None
            near = suggest(str(loc[0]), kind.model_fields)
            value = mended.pop(str(loc[0]))
            if near is not None:
                mended.setdefault(near, value)
        return self.value(kind, mended)  # type: ignore[no-any-return]

    def entries(self, kind: type[M], found: Plain) -> dict[str, M]:
        """The entries by name in which nothing is wrong."""
        group = found if isinstance(found, dict) else {}
        read = {name: self.entry(kind, one) for name, one in group.items()}
        return {name: one for name, one in read.items() if one is not None}

    def items(self, kind: Any, found: Plain) -> tuple[Any, ...]:  # noqa: ANN401
        """The items of a list in which nothing is wrong."""
        listed = found if isinstance(found, list) else []
        read = (self.value(kind, one) for one in listed)
        return tuple(one for one in read if one is not None)

    def answers(self, found: Plain) -> dict[str, Answer]:
        """The sound answers."""
        return self.entries(Answer, found)

    def blank_words(self, found: Plain) -> tuple[str, ...]:
        """The sound words for a blank."""
        return self.items(str, found)

    def frozen(self, found: Plain) -> tuple[str, ...]:
        """The sound ones of the periods that are frozen."""
        return self.items(Quarter, found)

    def stability(self, found: Plain) -> Any:  # noqa: ANN401
        """What staying earns."""
        return self.value(Programme.model_fields["stability"].rebuild_annotation(), found)

    def waves(self, found: Plain) -> tuple[Wave, ...] | None:
        """All waves, the period or the size of each None where it is faulty."""
        if not isinstance(found, list):
            return None
        groups = [one if isinstance(one, dict) else {} for one in found]
        return tuple(
            Wave.model_construct(
                quarter=self.value(Quarter, next((one[k] for k in QUARTER_KEYS if k in one), None)),
                size=self.value(Size, one.get("size")),
            )
            for one in groups
        )

    def periods(self, found: Plain) -> tuple[Period, ...] | None:
        """All periods, those that are faulty with their label alone."""
        if not isinstance(found, list):
            return tuple(Period.model_construct(label=label) for label in self._calendar.labels)
        return tuple(
            self.value(Period, one) or Period.model_construct(label=label_of(one) or "")
            for one in found
        )

    def weights(self, found: Plain) -> Weights | None:
        """The sound weights; the wish None where it is faulty."""
        if not isinstance(found, dict):
            return None
        sound: dict[str, Any] = {
            "readiness": self.entries(Indicator, found.get("readiness")),
            "uptake": self.entries(UptakeWeight, found.get("uptake")),
            "wish": self.entry(Weight, found.get("wish")),
            "links": self.entries(Weight, found.get("links")),
        }
        return Weights.model_construct(**sound)

    def limits(self, found: Plain) -> dict[str, GroupLimit]:
        """The limits, each with those of its keys that are sound."""
        group = found if isinstance(found, dict) else {}
        return {name: self._limit(one) for name, one in group.items() if isinstance(one, dict)}

    def _limit(self, found: dict[str, Plain]) -> GroupLimit:
        sound: dict[str, Any] = {}
        for name, field in GroupLimit.model_fields.items():
            keys = _LISTS_OF_PERIODS if name == "quarters" else (name,)
            for value in (found[key] for key in keys if key in found):
                if isinstance(value, list):
                    kind = Quarter if name == "quarters" else str
                    sound[name] = self.items(kind, value)
                else:
                    sound[name] = self.value(field.rebuild_annotation(), value)
        return GroupLimit.model_construct(**sound)


def label_of(period: Plain) -> str | None:
    """The label that a period has, or was meant to have; None where it has none."""
    found = period.get("label") if isinstance(period, dict) else period
    return str(found) if isinstance(found, str | int) and str(found).strip() else None


_READERS: Mapping[str, Callable[[_SoundPart, Plain], Any]] = {
    "answers": _SoundPart.answers,
    "blank_words": _SoundPart.blank_words,
    "frozen": _SoundPart.frozen,
    "stability": _SoundPart.stability,
    "waves": _SoundPart.waves,
    "periods": _SoundPart.periods,
    "weights": _SoundPart.weights,
    "limits": _SoundPart.limits,
}
