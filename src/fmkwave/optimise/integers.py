"""Which NumPy type holds integers of a given size, so that no sum is ever rounded or wraps."""

from __future__ import annotations

from typing import Any

import numpy as np

_OF_PYTHON = 44
"""Bytes of a Python integer in an array: its address, and itself with up to 90 bits."""


def holding(most: int) -> np.dtype[Any]:
    """The type that holds integers from -most to most: of 64 bits, or else ``object``.

    Arrays of ``object`` hold Python's integers, which have any size. They are added and compared
    exactly like the others, but some fifty times slower.
    """
    return np.dtype(np.int64 if most < 2**63 else object)


def cell_bytes(kind: np.dtype[Any]) -> int:
    """Bytes that one integer of a type takes."""
    return _OF_PYTHON if kind.hasobject else kind.itemsize
