"""Lines of text for terminals and pipes: joined, labelled, wrapped, without trailing blanks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from fmkwave.language import said
from fmkwave.texts import Head


def page(title: str, *parts: Iterable[Text]) -> Text:
    """A title and parts, with an empty line before each part that is there."""
    lines = [bold(title)]
    for part in parts:
        shown = list(part)
        lines += [Text(), *shown] if shown else []
    return joined(lines)


def joined(lines: Iterable[Text]) -> Text:
    """Lines as one text that ends with a line end."""
    text = Text("\n").join(_stripped(line) for line in lines)
    return text.append("\n")


def _stripped(line: Text) -> Text:
    line.rstrip()
    return line


def labelled(rows: Sequence[tuple[str, str]]) -> Iterator[Text]:
    """Each label with its text, the texts aligned."""
    width = max((len(label) for label, _ in rows), default=0)
    for label, text in rows:
        yield Text.assemble((label.ljust(width), "dim"), "  ", text)


def heads(given: Iterable[str]) -> list[Text]:
    """Those of the notices that belong at the head, a line each."""
    return [Text(said(notice), "bold italic") for notice in given if isinstance(notice, Head)]


def notices(given: Iterable[str]) -> list[Text]:
    """The other notices, a line each: a pipe gets it whole, and a terminal wraps it."""
    return [Text(said(notice), "italic") for notice in given if not isinstance(notice, Head)]


def bold(text: str) -> Text:
    """A line that stands out."""
    return Text(text, "bold")


def left(text: str, width: int) -> str:
    """A cell's text with blanks after it."""
    return text + " " * (width - cell_len(text))


def right(text: str, width: int) -> str:
    """A cell's text with blanks before it."""
    return " " * (width - cell_len(text)) + text


def wrapped(text: str, width: int) -> list[str]:
    """A sentence on as many lines as it takes; no word is broken."""
    found: list[str] = []
    for word in text.split(" "):
        longer = f"{found[-1]} {word}" if found else word
        if found and cell_len(longer) <= width:
            found[-1] = longer
        else:
            found.append(word)
    return found


def broken(text: str, width: int) -> list[str]:
    """A cell's text on as many lines as it takes; words that are wider than it are broken."""
    if cell_len(text) <= width:
        return [text]
    return [piece for line in wrapped(text, width) for piece in _pieces(line, width)]


def _pieces(line: str, width: int) -> Iterator[str]:
    piece = ""
    for letter in line:
        if piece and cell_len(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece
