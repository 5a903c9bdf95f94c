"""Municipality names: Danish order, forgiving look-up, and suggestions for near misses."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from fmkwave.texts import Message, message

_ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET, start=2)}
_TITLES = ("regionskommune", "kommune")
_NUMBER = re.compile("[0-9]+")

Value = TypeVar("Value")

# How much of two spellings is the same where one is likely to be a slip for the other, from 0 to
# 1. One slip in a short word leaves less the same.
_LIKE = 0.75
_LIKE_IF_SHORT = 0.66
_SHORT = 5
_LEAST_PART = 4
_BETWEEN = " _"


def danish_key(name: str) -> tuple[int, ...]:
    """Sort key that puts names in Danish order: hyphen first, a-z, æ, ø, å, with aa as å.

    Equal to ICU's da_DK collation on the names of the 98 municipalities.
    """
    text = unicodedata.normalize("NFC", name).casefold().replace("aa", "å")
    return tuple(_rank(letter) for letter in text)


def _rank(letter: str) -> int:
    if letter in _RANK:
        return _RANK[letter]
    return 0 if letter == "-" else 1 if letter == " " else ord(letter) + len(_ALPHABET)


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """The key under which spellings of one name are the same.

    ``Århus``, ``aarhus`` and ``Aarhus Kommune`` fold alike: å = aa, hyphen = space, and the title
    is dropped. A genitive stays as it is written; `keys` knows it.
    """
    return keys(name)[0]


def keys(name: str) -> tuple[str, ...]:
    """The keys under which a name can be found, the most likely first.

    A Danish title takes the genitive: ``Københavns Kommune`` may be called Københavns, as
    Nordfyns Kommune is, or else København. Without a title a final s is part of the name.
    """
    text = unicodedata.normalize("NFC", name).casefold().replace("å", "aa").replace("-", " ")
    words = text.split()
    titled = len(words) > 1 and words[-1] in _TITLES
    key = " ".join(words[:-1] if titled else words)
    return (key, key[:-1]) if titled and key.endswith("s") else (key,)


def by_key(*named: Iterable[tuple[str, Value]]) -> dict[str, Value]:
    """Values by the keys of their names; a key that several have is the first one's.

    Args:
        named: Names with their values, in groups, of which the first has precedence. A name as it
            is written has precedence over any name in the genitive.
    """
    groups = [[(keys(name), value) for name, value in group] for group in named]
    found: dict[str, Value] = {}
    for least, most in ((0, 1), (1, None)):
        for group in groups:
            for told, value in group:
                for key in told[least:most]:
                    found.setdefault(key, value)
    return found


def find(name: str, values: Mapping[str, Value]) -> Value | None:
    """The value of a name among values by key, as `by_key` makes them; None if there is none."""
    return next((values[key] for key in keys(name) if key in values), None)


def word_key(word: str) -> str:
    """The key under which spellings of one answer are the same: case and spaces do not count."""
    return " ".join(word.casefold().split())


def same(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate of which the name is a spelling, or None; a near miss is none."""
    return find(name, by_key((candidate, candidate) for candidate in candidates))


def suggest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that a name is likely to be a slip of the pen for, or None.

    Most letters must be the same in the same order, or the name must be the first or last words
    of one candidate alone: Nordby is near Nordby-Havn. Another number is no misspelling:
    Sprint 4 is not meant to be Sprint 3.
    """
    wanted, numbers = fold(name), _numbers(name)
    spelt: dict[str, str] = {}
    longer: list[str] = []
    for one in candidates:
        key = fold(one)
        if _is_part(wanted, key) and _numbers(one) == numbers:
            longer.append(one)
        shorter, both = min(len(key), len(wanted)), len(key) + len(wanted)
        if 2 * shorter >= _LIKE * both and _numbers(one) == numbers:
            spelt[key] = one
    if len(longer) == 1:
        return longer[0]
    near = difflib.get_close_matches(wanted, spelt, n=1, cutoff=_LIKE)
    if not near and len(wanted) <= _SHORT:
        as_short = [key for key in spelt if len(key) <= _SHORT]
        near = difflib.get_close_matches(wanted, as_short, n=1, cutoff=_LIKE_IF_SHORT)
    return spelt[near[0]] if near else None


def _is_part(wanted: str, key: str) -> bool:
    """Whether some words are the first or the last of more."""
    if len(wanted) < _LEAST_PART or len(wanted) >= len(key):
        return False
    first, last = key.startswith(wanted), key.endswith(wanted)
    return (first and key[len(wanted)] in _BETWEEN) or (last and key[-len(wanted) - 1] in _BETWEEN)


def _numbers(name: str) -> list[str]:
    # Compared as text: a number may have more digits than Python turns into one.
    return [digits.lstrip("0") for digits in _NUMBER.findall(name)]


def did_you_mean(name: str, candidates: Iterable[str]) -> Message:
    """The tail of a message: ``; did you mean Nordby?``, or nothing."""
    near = suggest(name, candidates)
    return message("; did you mean {near}?", near=near) if near else Message("")
