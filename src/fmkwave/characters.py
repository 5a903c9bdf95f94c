"""Which characters a text that comes from outside may hold, and how one that may not is shown.

One rule for every door through which names, questions, answers and words about them come: files,
workbooks, outlines, options. Nothing in a text may move what stands around it, end its line, or
command a terminal.
"""

from __future__ import annotations

import re

LONGEST = 200
"""A name, key, question, answer or title has at most so many characters."""

_CONTROLS = "\x00-\x1f\x7f-\x9f"
_LINE_ENDS = "\u2028\u2029"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NO_CHARACTERS = "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
_REFUSED = re.compile(f"[{_CONTROLS}{_LINE_ENDS}{_DIRECTIONS}{_NO_CHARACTERS}]")


def refused(text: str, but: str = "") -> str | None:
    """The first character of a text that none may hold; None where there is none.

    Refused are control characters and line ends of any kind, marks and overrides of the writing
    direction, halves of characters (surrogates), and what Unicode keeps for other uses.

    Args:
        text: Any text.
        but: What this one may hold all the same, such as line feeds in what is no name.
    """
    return next((found[0] for found in _REFUSED.finditer(text) if found[0] not in but), None)


def number(character: str) -> str:
    """What Unicode calls a character: ``U+202E``."""
    return f"U+{ord(character):04X}"


def visible(text: str) -> str:
    r"""A text with every refused character written out as in JSON: ``\u202e``."""
    return _REFUSED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
