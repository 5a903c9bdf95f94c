"""Which properties of a file of outlines hold the units' codes, names, regions and populations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show
from fmkwave.names import did_you_mean
from fmkwave.outlines.codes import plain_text, with_examples
from fmkwave.outlines.collection import ID, Feature, property_names
from fmkwave.texts import message

CODE, NAME, REGION, POPULATION = "code", "name", "region", "population"
A_CODE = re.compile(r"[0-9A-Za-z-]+")

_DIGIT = re.compile(r"[0-9]")
_LETTER = re.compile(r"[^\W\d_]")
_MOST_APART = 0.9


def find_properties(
    features: Sequence[Feature], chosen: Mapping[str, str], report: Report
) -> Mapping[str, str] | None:
    """The property that tells each thing; None, with a fault, where code or name is not certain."""
    every = property_names(features)
    if not every:
        report.fault(0, message("the features have no properties, but codes and names are needed"))
        return None
    for what, name in chosen.items():
        if name not in every:
            text = message(
                "{option} is {found}, but no feature has such a property{near}; found: "
                "{properties}",
                option=f"--{what}-property",
                found=show(name),
                near=did_you_mean(name, every),
                properties=with_examples(features, every),
            )
            report.fault(0, text)
    if report.faults:
        return None
    others = {one.casefold(): one for one in every if one.casefold() in (REGION, POPULATION)}
    pairs = _pairs(features, every, chosen)
    if len(pairs) == 1:
        code, name = pairs[0]
        return {**others, **chosen, CODE: code, NAME: name}
    text = message(
        "which properties hold the units' codes and names is not certain; name them with "
        "{code} and {name}; found: {properties}",
        code="--code-property",
        name="--name-property",
        properties=with_examples(features, every),
    )
    report.fault(0, text)
    return None


def _pairs(
    features: Sequence[Feature], every: Sequence[str], chosen: Mapping[str, str]
) -> list[tuple[str, str]]:
    """The properties that may hold codes and names; a pair that is called so is not looked into.

    A feature's own id that is no more than its number in the file is only asked where no property
    will do; and of names that occur twice, as there are, most have to occur once.
    """
    codes, names = (_named(what, every, chosen) for what in (CODE, NAME))
    if len(codes) == len(names) == 1:
        return [(codes[0], names[0])]
    taken = {one for what, one in chosen.items() if what in (REGION, POPULATION)}
    free = [one for one in every if one not in taken and one.casefold() != POPULATION]
    codes = codes or [one for one in free if _codes(features, one)]
    names = names or [one for one in free if _names(features, one)]
    shares = {pair: _names_apart(features, *pair) for pair in product(codes, names)}
    for least in (1, _MOST_APART):
        for ids in (False, True):
            fitting = [pair for pair in shares if shares[pair] >= least]
            fitting = [pair for pair in fitting if ids or not _numbered(features, pair[0])]
            if fitting:
                return fitting
    return []


def _numbered(features: Sequence[Feature], name: str) -> bool:
    """Whether this is the features' own id, and only counts them."""
    if name != ID or any(ID in feature.properties for feature in features):
        return False
    return values_of(features, name) in (
        [str(at) for at in range(first, first + len(features))] for first in (0, 1)
    )


def _named(what: str, every: Iterable[str], chosen: Mapping[str, str]) -> list[str]:
    """The property that the user named, or else those that are called what they hold."""
    return [chosen[what]] if what in chosen else [one for one in every if one.casefold() == what]


def _codes(features: Iterable[Feature], name: str) -> bool:
    """Whether a property may hold codes: not a word in it without a digit."""
    texts = values_of(features, name)
    return all(A_CODE.fullmatch(text) and _DIGIT.search(text) for text in texts)


def _names(features: Iterable[Feature], name: str) -> bool:
    """Whether a property may hold names: letters in all of them, a digit in none."""
    texts = values_of(features, name)
    return all(_LETTER.search(text) and not _DIGIT.search(text) for text in texts)


def values_of(features: Iterable[Feature], name: str) -> list[str]:
    """What the features say under a property, as text; empty for one that says nothing."""
    return [_text(feature.value(name)) for feature in features]


def _text(value: object) -> str:
    """A property as text; a broken number too, so that what is wrong with it can be told."""
    return str(value) if isinstance(value, float) and not value.is_integer() else plain_text(value)


def _names_apart(features: Sequence[Feature], code: str, name: str) -> float:
    """How many names there are for each code: 1 if all differ; 0 if a code has several names."""
    pairs = {*zip(values_of(features, code), values_of(features, name), strict=True)}
    codes, names = {one for one, _ in pairs}, {other for _, other in pairs}
    return len(names) / len(pairs) if len(codes) == len(pairs) else 0
