"""What reading one file gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from fmkwave.model import Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Facts(Generic[T]):
    """The content of one file, as far as it could be read.

    Attributes:
        value: The content; meant to be used only when no file has a fault.
        source: What the file says of itself; None when it has faults.
        lines: The line of each fact, by code, region or the like.
    """

    value: T
    source: Source | None = None
    lines: Mapping[str, int] = field(default_factory=dict)
