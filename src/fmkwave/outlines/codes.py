"""Whose outline a feature is: finds the property that holds the municipalities' codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show, some, visible
from fmkwave.outlines.collection import Feature, property_names
from fmkwave.texts import Message, counted, joined, message

_EXAMPLES = 3
_LISTED = 12


class Owners(NamedTuple):
    """Whose outlines the features are.

    Attributes:
        name: The property that tells it.
        codes: The municipality's code by the feature's number; a feature of none is not in it.
    """

    name: str
    codes: Mapping[int, str]


def find_owners(
    features: Sequence[Feature], codes: Collection[str], report: Report
) -> Owners | None:
    """Whose outline each feature is; None, with a fault, where no property tells.

    A code may be text or a number, with or without its leading zeros. The property is the one
    that names the most municipalities; a feature's own id counts as the last of them. To be
    believed it has to name half of them, or have a code in half of the features: a population may
    look like a code now and then.
    """
    bare = {_bare(code): code for code in codes}
    names = property_names(features)
    every = [Owners(name, _matches(features, name, codes, bare)) for name in names]
    best = max(every, key=_strength, default=None)
    if best is None or not _believed(best, len(codes), len(features)):
        report.fault(0, _no_property(features, names, codes))
        return None
    _warn_of_strangers(features, best, report)
    return best


def _matches(
    features: Iterable[Feature], name: str, codes: Collection[str], bare: Mapping[str, str]
) -> dict[int, str]:
    found = {}
    for feature in features:
        text = plain_text(feature.value(name))
        code = text if text in codes else bare.get(_bare(text))
        if code is not None:
            found[feature.number] = code
    return found


def plain_text(value: object) -> str:
    """A property as text: 101 and 101.0 are both ``101``."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    number = isinstance(value, int) and not isinstance(value, bool)
    return str(value).strip() if number or isinstance(value, str) else ""


def _bare(text: str) -> str:
    return text.lstrip("0")


def _strength(owners: Owners) -> tuple[int, int]:
    return len(set(owners.codes.values())), len(owners.codes)


def _believed(owners: Owners, municipalities: int, features: int) -> bool:
    named, with_code = _strength(owners)
    return named > 0 and (2 * named >= municipalities or 2 * with_code >= features)


def _no_property(features: Iterable[Feature], names: list[str], codes: Iterable[str]) -> Message:
    expected = ", ".join(sorted(codes)[:_EXAMPLES])
    if not names:
        return message(
            "the features have no properties, but one with codes such as {codes} is needed",
            codes=expected,
        )
    return message(
        "no property holds the municipalities' codes, such as {codes}; found: {properties}",
        codes=expected,
        properties=with_examples(features, names),
    )


def with_examples(features: Iterable[Feature], names: Sequence[str]) -> Message:
    """The first few properties, each with values that it has."""
    listed = [
        message("{name} ({values})", name=visible(name), values=_examples(features, name))
        for name in names[:_LISTED]
    ]
    more = len(names) - len(listed)
    if more:
        listed.append(counted("{number} more", "{number} more", more))
    return joined(", ", listed)


def _examples(features: Iterable[Feature], name: str) -> str:
    values = (feature.value(name) for feature in features)
    different = dict.fromkeys(show(value) for value in values if value is not None)
    return ", ".join([*different][:_EXAMPLES]) or show(None)


def _warn_of_strangers(features: Sequence[Feature], owners: Owners, report: Report) -> None:
    strangers = [feature for feature in features if feature.number not in owners.codes]
    if not strangers:
        return
    values = Counter(show(feature.value(owners.name)) for feature in strangers)
    text = counted(
        "{number} feature is left out, as its {name} is no municipality's code: {values}",
        "{number} features are left out, as their {name} is no municipality's code: {values}",
        len(strangers),
        name=show(owners.name),
        values=some(values),
    )
    report.warn(0, text)
