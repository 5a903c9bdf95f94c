"""Municipality names: Danish order, forgiving look-up, and suggestions for near misses."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

from fmkwave.texts import Message, message

_ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET, start=2)}
_TITLES = ("regionskommune", "kommune")
_NUMBER = re.compile("[0-9]+")


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


def fold(name: str) -> str:
    """The key under which spellings of one name are the same.

    ``Århus``, ``aarhus`` and ``Aarhus Kommune`` fold alike, and so do ``København`` and
    ``Københavns Kommune``: å = aa, hyphen = space, the title and one final s are dropped.
    """
    text = unicodedata.normalize("NFC", name).casefold().replace("å", "aa").replace("-", " ")
    words = text.split()
    if len(words) > 1 and words[-1] in _TITLES:
        words.pop()
    return " ".join(words).removesuffix("s")


def word_key(word: str) -> str:
    """The key under which spellings of one answer are the same: case and spaces do not count."""
    return " ".join(word.casefold().split())


def same(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate of which the name is a spelling, or None; a near miss is none."""
    return next((candidate for candidate in candidates if fold(candidate) == fold(name)), None)


def suggest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate spelt most like the name, or None when none comes near.

    Another number is no misspelling: Sprint 4 is not meant to be Sprint 3.
    """
    numbers = _numbers(name)
    by_key = {fold(one): one for one in candidates if _numbers(one) == numbers}
    near = difflib.get_close_matches(fold(name), by_key, n=1, cutoff=0.6)
    return by_key[near[0]] if near else None


def _numbers(name: str) -> list[int]:
    return [int(digits) for digits in _NUMBER.findall(name)]


def did_you_mean(name: str, candidates: Iterable[str]) -> Message:
    """The tail of a message: ``; did you mean Nordby?``, or nothing."""
    near = suggest(name, candidates)
    return message("; did you mean {near}?", near=near) if near else Message("")
