"""A value of the inputs that changed, in words: ``wish 2014-Q3 → none``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from fmkwave import parts
from fmkwave.model import Value
from fmkwave.recorded import ONLY, Differing, plain
from fmkwave.texts import Amount, Message, Period, message

Names = Mapping[str, str]
"""The municipalities' names by code, and what the programme calls its answers and weights."""

_LABELS: Mapping[tuple[str, str], Message] = {
    (parts.MUNICIPALITIES, "population"): message("population"),
    (parts.MUNICIPALITIES, "region"): message("region"),
    (parts.QUESTIONNAIRE, parts.WISH): message("wish"),
    (parts.VENDORS, "release"): message("release"),
    (parts.PROGRAMME, "quarter"): message("period"),
    (parts.PROGRAMME, "size"): message("size"),
}

_PERIODS = {parts.WISH, "release", "quarter", "earliest", "latest"}
"""Fields whose value is a period."""


def what_of(file: str, one: Differing, names: Names) -> Message:
    """What changed: a municipality, a link, a wave, or another part."""
    if file == parts.ADJACENCY:
        first, second = (names.get(code, code) for code in (one.part, one.field))
        return message("link of {one} and {other}", one=first, other=second)
    return parts.words(one.part, names)


def old_to_new(file: str, one: Differing, names: Names) -> Message:
    """Which of its values changed, and from what to what."""
    before, after = (_value(file, one, value, names) for value in (one.before, one.after))
    label = _label(file, one, names)
    if label is None:
        return message("{before} → {after}", before=before, after=after)
    return message("{field} {before} → {after}", field=label, before=before, after=after)


def _label(file: str, one: Differing, names: Names) -> str | None:
    """The field in words; None where the part says it already."""
    if file == parts.ADJACENCY:
        return None
    if one.field == ONLY:
        if file == parts.VENDORS and not parts.is_agreement(one.part):
            return message("vendor")
        return None
    if file == parts.VENDORS and one.field != "release":
        return message("go-lives in {quarter}:", quarter=Period(one.field))
    return _LABELS.get((file, one.field)) or _called(one.field, names)


def _value(file: str, one: Differing, value: Value, names: Names) -> object:
    """A value as a message shows it."""
    if value is None:
        return _nothing(file, one)
    text = plain(value) or ""
    if isinstance(value, Decimal):
        return Decimal(text)
    if one.field == "population" and text.isdecimal():
        return Amount(text)
    if one.field in _PERIODS or parts.is_agreement(one.part):
        return Period(text)
    return _called(text, names) if file in (parts.QUESTIONNAIRE, parts.ADJACENCY) else text


def _nothing(file: str, one: Differing) -> Message:
    if file == parts.QUESTIONNAIRE and one.field != parts.WISH:
        return message("blank")
    if file == parts.VENDORS and one.field not in (ONLY, "release"):
        return message("no limit")
    return message("none")


def _called(key: str, names: Names) -> str:
    return names.get(key) or key.replace("_", " ")
