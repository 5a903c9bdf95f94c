"""A language in which every text is marked, so that one that was never translated stands out.

It stands in for Danish: numbers, quarters and names have their Danish form, and each letter of a
text is another one, alike enough to read. What is left in ordinary letters is data, or a text that
no catalogue can ever translate.
"""

from __future__ import annotations

import re
import runpy
from functools import cache
from gettext import NullTranslations
from html.parser import HTMLParser
from pathlib import Path

import icalendar
import openpyxl

from folders import Folder

_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
_WORD = re.compile(r"[A-Za-zÆØÅæøå]+")

_SMALL, _LARGE, _LETTERS = ord("𝖺"), ord("𝖠"), 26


def mark(text: str) -> str:
    """A text in marked letters, the names in braces as they are."""
    pieces = _PLACEHOLDER.split(text)
    return "".join(p if p.startswith("{") else "".join(map(_marked, p)) for p in pieces)


def _marked(letter: str) -> str:
    if "a" <= letter <= "z":
        return chr(_SMALL + ord(letter) - ord("a"))
    return chr(_LARGE + ord(letter) - ord("A")) if "A" <= letter <= "Z" else letter


class Marked(NullTranslations):
    """A catalogue of every text that is found in the source, as a translator gets them."""

    def gettext(self, message: str) -> str:
        return mark(message) if message in _found() else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        text = msgid1 if n == 1 else msgid2
        return mark(text) if (msgid1, msgid2) in _found() else text


@cache
def _found() -> frozenset[str | tuple[str, ...]]:
    """The texts in the source; one with a number has two forms, which stand together."""
    script = Path(__file__).parents[1] / "scripts" / "update_messages.py"
    catalogue = runpy.run_path(str(script))["template"]()
    return frozenset(one.id if isinstance(one.id, str) else tuple(one.id) for one in catalogue)


_KEYS = ("yes", "underway", "no", "signature", "budget", "resources")
_MORE_KEYS = ("practice", "hospitals", "land", "ferry")


def with_marked_names(folder: Folder) -> None:
    """Give the answers, terms and kinds of link of the small folder marked names."""
    for key in (*_KEYS, *_MORE_KEYS):
        names = f"names: {{da: {mark(key)}}}"
        folder.replace("programme.yaml", f"  {key}: {{", f"  {key}: {{{names}, ")


class _Shown(HTMLParser):
    """What people see or hear of a page or a drawing."""

    _SAID = ("alt", "aria-label", "aria-description", "content", "label", "placeholder", "title")

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden = self._runs_on = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in ("script", "style")
        self._runs_on = tag == "wbr"
        if tag != "meta" or ("name", "description") in attrs:
            self.texts += [value for name, value in attrs if value and name in self._SAID]

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if self._runs_on:
            self.texts[-1] += data
        elif not self._hidden:
            self.texts.append(data)
        self._runs_on = False


def text_of_markup(content: str) -> str:
    """What people see or hear of HTML or SVG."""
    shown = _Shown()
    shown.feed(content)
    return "\n".join(shown.texts)


def text_of_workbook(file: Path) -> str:
    """What people see of a workbook: the names of its sheets, and the texts of their cells."""
    sheets = openpyxl.load_workbook(file).worksheets
    cells = (cell for sheet in sheets for row in sheet.iter_rows() for cell in row)
    texts = [str(cell.value) for cell in cells if isinstance(cell.value, str)]
    return "\n".join([*(sheet.title for sheet in sheets), *texts])


def text_of_calendar(file: Path) -> str:
    """What people see of a calendar: its name and description, and those of its events."""
    found = icalendar.Calendar.from_ical(file.read_bytes())
    texts = [str(found[key]) for key in ("name", "description")]
    return "\n".join(
        [*texts, *(f"{one['summary']}\n{one['description']}" for one in found.walk("VEVENT"))]
    )


_DATA = tuple(
    re.compile(pattern)
    for pattern in (
        r"/\S+",  # paths
        r"\S*\.(yaml|csv|jsonl|md|txt)\b(:\d+)?",
        r"fmkwave( (plan|score|validate|explain|compare|check|robustness))?\b",
        r"--[a-z-]+",
        r"\S+=\S+",  # settings, as --set takes them, and as notices repeat them
        r"(Vendor )?\S+ = \S+( \(𝗐𝖺𝗌 \S+\))?",
        r"\d\. kvartal \d{4}|\d\. kvt\.",
        r"\d{1,2}\. (januar|februar|marts|april|maj|juni|juli|august) \d{4}",
        r"\d{1,2}\. (september|oktober|november|december) \d{4}",
        r"\d{4}-Q\d",
        r"Invented (roll-out|answers|draft|map|register|shares|slides|vendors)",
        r"Slide \d|Done|Soon|Not done|Is there a \w+\?|Are there people\?|GPs|Hospitals",
        r"Pilots|All are live|M1|The card works",
        r"Øster-Holm|Nordby|Søby|Ålev|Vestrup|Møborg",
        r"Østland|Vestland",
        r"Vendor [A-C]",
        r"Read the handbook|A handbook",
        r"\b(sweep|milp)\b",
    )
)


def unmarked(text: str, data: tuple[str, ...] = ()) -> list[str]:
    """The ordinary words in what people see that are no data: texts that nobody can translate.

    Args:
        text: What people see.
        data: Words that are data in it besides those of the small folder.
    """
    rest = text.replace("\N{NO-BREAK SPACE}", " ")
    for pattern in (*_DATA, *(re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") for word in data)):
        rest = pattern.sub(" ", rest)
    return _WORD.findall(rest)


def is_marked(text: str) -> bool:
    """Whether there is a marked letter in it."""
    return any(_LARGE <= ord(letter) < _SMALL + _LETTERS for letter in text)
