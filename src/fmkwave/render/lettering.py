"""How much room drawn text takes: nobody measures it before it is seen, so it is estimated."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap
from unicodedata import east_asian_width

FONTS = "Arial, Helvetica, Liberation Sans, sans-serif"

TITLE, SUBTITLE = 24, 15
"""Sizes of what stands above a map."""

# Widths of letters as shares of their size, a little more than Arial's, for fonts that stand in for
# it are wider; any other letter takes _LETTER, and one of East Asia a square.
_LETTER, _SQUARE = 0.6, 1.0
_WIDTHS = {
    **dict.fromkeys("fijlt-. ", 0.32),
    **dict.fromkeys("kcsvxyzr", 0.53),
    **dict.fromkeys("ABDEGHKNRSUVXYZÅ", 0.72),
    **dict.fromkeys("mwMWÆæ", 0.95),
}

# About how wide a letter of a notice is.
_NOTICE = 6.6


def text_width(text: str, size: float) -> float:
    """About how wide a text is, rather more than less."""
    return size * sum(map(_width, text))


def _width(letter: str) -> float:
    usual = _SQUARE if east_asian_width(letter) in "WF" else _LETTER
    return _WIDTHS.get(letter, usual)


def heading_width(title: str, subtitle: str) -> float:
    """About how wide the two lines above a map are."""
    return max(text_width(title, TITLE), text_width(subtitle, SUBTITLE))


def wrapped(notices: Iterable[str], width: float) -> list[str]:
    """The lines of notices below a map of some width."""
    return [line for notice in notices for line in wrap(notice, int(width / _NOTICE))]


def folded(text: str, size: float, room: float) -> list[str]:
    """A text on as many lines as it takes; no word is broken."""
    found: list[str] = []
    for word in text.split(" "):
        longer = f"{found[-1]} {word}" if found else word
        if found and text_width(longer, size) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return found


def cut(text: str, size: float, room: float) -> str:
    """A text, or as much of its beginning as fits with an ellipsis behind it."""
    if text_width(text, size) <= room:
        return text
    fitting = (text[:length] for length in range(len(text) - 1, 0, -1))
    shorter = (f"{begun.rstrip()}…" for begun in fitting)
    return next((one for one in shorter if text_width(one, size) <= room), "…")
