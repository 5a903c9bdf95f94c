"""What reading one file gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from fmkwave.model import Place, Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Facts(Generic[T]):
    """The content of one file, as far as it could be read.

    Attributes:
        value: The content; meant to be used only when no file has a fault.
        source: What the file says of itself; None when it has faults.
        places: Where each fact stands, by code, region or the like.
    """

    value: T
    source: Source | None = None
    places: Mapping[str, Place] = field(default_factory=dict)
