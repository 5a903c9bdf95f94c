"""What is shown in place of characters that a stream's encoding does not have."""

from __future__ import annotations

import codecs

ERRORS = "fmkwave.narrow"
"""Name of the error handler, for ``open`` and ``reconfigure``; it must be registered first."""

_ASCII = {
    "█": "#",
    "▓": "%",
    "▒": "=",
    "░": ":",
    "·": ".",
    "◆": "*",
    "◇": "o",
    "━": "-",
    "╸": "-",
    "╺": "-",
    "→": "->",
    "…": "...",
    "–": "-",
    "−": "-",
    "×": "x",
    "«": '"',
    "»": '"',
    "\u00a0": " ",
    "\u202f": " ",
}
"""What is drawn stays apart: a character of one column each, wherever columns count."""


def register() -> None:
    """Make the error handler known to Python."""
    codecs.register_error(ERRORS, _in_ascii)


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    """Drawing in ASCII; a letter that cannot be shown is a question mark, and no other letter."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_ASCII.get(character, "?") for character in missing), error.end
