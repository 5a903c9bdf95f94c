"""Phrases that several sections of an explanation have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fmkwave.language import _, named, said
from fmkwave.render import words

if TYPE_CHECKING:
    from fmkwave.explanation import Explanation
    from fmkwave.explanation.types import Alternative

NONE = "-"
"""What stands in a cell that has nothing to say."""


def wave_of(told: Explanation, wave: int) -> str:
    """A wave with its quarter."""
    return words.wave_in(told.quarters, wave)


def answer(told: Explanation, given: str | None) -> str:
    """An answer as the programme calls it in the reader's language."""
    return named(told.names, given) if given else _("blank")


def bars(alternatives: Sequence[Alternative]) -> str:
    """The rules that leave no plan with any of the alternatives, each once."""
    names = dict.fromkeys(name for one in alternatives for name in one.barred_by)
    return "; ".join(said(name) for name in names)
