"""Lists of states: their keys packed into words, merged where they are the same, thinned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[Any]
Words = npt.NDArray[np.uint64]

_WORD = 64
_MIX = np.uint64(0x9E3779B97F4A7C15)
_FOLD = np.uint64(29)


class Field(NamedTuple):
    """Some bits of one of the words that a key is made of."""

    word: int
    shift: np.uint64
    mask: np.uint64

    def of(self, keys: Words) -> Words:
        """What stands in the field of each key."""
        found: Words = (keys[self.word] >> self.shift) & self.mask
        return found


def fields(widths: Sequence[int], word: int = 0) -> list[Field]:
    """Fields of so many bits from a word on, none of which lies across two words."""
    found = []
    shift = 0
    for width in widths:
        if shift + width > _WORD:
            word, shift = word + 1, 0
        found.append(Field(word, np.uint64(shift), np.uint64((1 << width) - 1)))
        shift += width
    return found


class States(NamedTuple):
    """States after a step.

    Attributes:
        keys: What tells them apart, a column each: words with the waves of the open units, then
            words with the sums of limits.
        worth: The excess of each.
        ways: How many ways lead there with no more: 1, or 2 for several.
        rows: From which state before the step each came.
        waves: The wave taken.
    """

    keys: Words
    worth: Ints
    ways: npt.NDArray[np.uint8]
    rows: npt.NDArray[np.int32]
    waves: npt.NDArray[np.uint8]

    def at(self, rows: npt.NDArray[np.intp]) -> States:
        """Some of them."""
        return States(
            self.keys[:, rows], self.worth[rows], self.ways[rows], self.rows[rows], self.waves[rows]
        )


def merged(lists: Sequence[States]) -> States:
    """One state for each key: the one with the least excess, the first of several."""
    states = States(
        np.concatenate([each.keys for each in lists], axis=1),
        np.concatenate([each.worth for each in lists]),
        np.concatenate([each.ways for each in lists]),
        np.concatenate([each.rows for each in lists]),
        np.concatenate([each.waves for each in lists]),
    )
    if not len(states.worth):
        return states
    mixed = states.keys[0]
    for word in states.keys[1:]:
        # Two keys that are mixed alike may keep equal ones apart, which costs a state and no more.
        mixed = (mixed ^ (mixed >> _FOLD)) * _MIX ^ word
    order = np.argsort(mixed)
    new = np.ones(len(order), np.bool_)
    np.any(states.keys[:, order[1:]] != states.keys[:, order[:-1]], axis=0, out=new[1:])
    starts = np.flatnonzero(new)
    worth = states.worth[order]
    least = np.minimum.reduceat(worth, starts)
    equal = worth == np.repeat(least, np.diff(starts, append=len(order)))
    ways = np.add.reduceat(np.where(equal, states.ways[order], 0), starts, dtype=np.int64)
    first = np.minimum.reduceat(np.where(equal, order, len(order)), starts)
    return states.at(first)._replace(ways=np.minimum(ways, 2).astype(np.uint8))


def thinned(states: States, sums: Sequence[Field], strata: int, each: int) -> States:
    """The states with the least excess in each stratum of the sums, the first of several.

    Args:
        states: The states.
        sums: The sums that count.
        strata: Into how many parts the range of each sum is cut.
        each: How many states stay in each stratum.
    """
    stratum = np.zeros(len(states.worth), np.int64)
    for field in sums:
        found = field.of(states.keys).astype(np.int64)
        found -= found.min()
        stratum = stratum * strata + found * strata // (found.max() + 1)
    # Stable sorts by one key after the other; `lexsort` does not take integers of any size.
    order = np.argsort(states.worth, kind="stable")
    order = order[np.argsort(stratum[order], kind="stable")]
    ordered = stratum[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    place = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    return states.at(np.sort(order[place < each]))


def least_by_sum(states: States) -> tuple[Words, Ints]:
    """The last words that there are, ascending, and the least excess of each."""
    order = np.argsort(states.keys[-1])
    sums = states.keys[-1][order]
    if not len(sums):
        return sums, states.worth
    starts = np.flatnonzero(np.append(True, sums[1:] != sums[:-1]))
    return sums[starts], np.minimum.reduceat(states.worth[order], starts)
