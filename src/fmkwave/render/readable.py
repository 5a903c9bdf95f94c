r"""Texts for people, as they may be handed to a terminal or to the log of a CI service.

Names are checked where they are read; but folders, options and messages about bad input can hold
anything. So what commands a terminal is written out here, and a backslash comes before what GitHub
takes for a command in any log: ``::`` at the head of a line, and ``##[`` wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from fmkwave.characters import visible

if TYPE_CHECKING:
    from rich.text import Text

_COMMAND = re.compile(r"^[^\S\n]*(?=::)|##(?=\[)", re.MULTILINE)


def plain(text: str) -> str:
    """Lines in which everything is visible, and none of which is a command."""
    lines = "\n".join(map(visible, text.split("\n")))
    return _COMMAND.sub(_with_backslash, lines)


def painted(text: Text) -> Text:
    """The same of a text with colours."""
    if plain(text.plain) == text.plain:
        return text
    shown = _rewritten(text, re.compile(r"[^\n]"), lambda found: visible(found[0]))
    return _rewritten(shown, _COMMAND, _with_backslash)


def _with_backslash(found: re.Match[str]) -> str:
    return f"{found[0]}\\"


def _rewritten(text: Text, pattern: re.Pattern[str], write: Callable[[re.Match[str]], str]) -> Text:
    """A text in which what fits a pattern is written otherwise; all else keeps its colours."""
    from rich.text import Text

    changed = [found for found in pattern.finditer(text.plain) if write(found) != found[0]]
    if not changed:
        return text
    pieces = text.divide([end for found in changed for end in found.span()])
    # Each second piece is one that was found.
    written = (
        part
        for found, kept in zip(changed, pieces[2::2], strict=True)
        for part in (write(found), kept)
    )
    return Text.assemble(pieces[0], *written)
