"""How files and their parts are called: a part in plan.yaml as a key, in a message as words.

What concerns one municipality, region or vendor is called by its code or name; what else has a
name of its own carries before it, with a colon, what it is: ``weight:wish``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fmkwave.texts import Message, message

PROGRAMME = "programme.yaml"
MUNICIPALITIES = "municipalities.yaml"
ADJACENCY = "adjacency.yaml"
QUESTIONNAIRE = "questionnaire.csv"
WORKBOOK = "questionnaire.xlsx"
"""The questionnaire in its other form, which plays the same part."""
UPTAKE = "uptake.yaml"
VENDORS = "vendors.yaml"
PUBLISHED = "published.csv"
PLAN = "plan.yaml"
DRAWS = "robustness.jsonl"
SCHEMAS = "schemas"
"""The folder inside it in which editors find the schemas of its files."""

INPUTS = (
    PROGRAMME,
    MUNICIPALITIES,
    ADJACENCY,
    QUESTIONNAIRE,
    WORKBOOK,
    UPTAKE,
    VENDORS,
    PUBLISHED,
)
"""The files of a data folder that people write."""

FILES = (*INPUTS, PLAN, DRAWS)
"""All files that a data folder may hold."""

WISH = "wished_quarter"
"""The column of the questionnaire that holds the wish."""
WISHES = (WISH, "wished_period")
"""The names that this column may have."""

NONE = "none"
"""The word that takes something away: a wish, an agreement, a limit, a link, an answer."""

ORIGIN = "basis and source"
"""What a file says of itself."""

_WORDS: Mapping[str, Callable[[str], Message]] = {
    "wave": lambda name: message("wave {name}", name=name),
    "answer": lambda name: message("answer {name}", name=name),
    "weight": lambda name: message("weight of {name}", name=name),
    "text": lambda name: message("text about {name}", name=name),
    "limit": lambda name: message("limit {name}", name=name),
    "agreement": lambda name: message("agreement with {name}", name=name),
}

_SECTIONS: Mapping[str, Message] = {"frozen": message("frozen periods")}
"""Sections of the programme whose key alone does not say what they hold."""


def wave(number: int) -> str:
    """The quarter and size of a wave, by its number from 1."""
    return f"wave:{number}"


def answer(name: str) -> str:
    """The credit of an answer, and the words for it."""
    return f"answer:{name}"


def weight(name: str) -> str:
    """The points of a weight, and what else of it counts."""
    return f"weight:{name}"


def text(name: str) -> str:
    """What is said of a weight: its question, label and reason."""
    return f"text:{name}"


def agreement(code: str) -> str:
    """The quarter that a vendor agreed with a municipality."""
    return f"agreement:{code}"


def is_agreement(part: str) -> bool:
    """Whether a part is an agreement with a municipality."""
    return part.startswith(agreement(""))


def link(first: str, second: str) -> str:
    """A link of two municipalities, by their codes in order: where it stands, not a digest's."""
    return f"link:{first} {second}"


def prerequisite(number: int) -> str:
    """One of the prerequisites, by its number from 1."""
    return f"prerequisite:{number}"


def limit(name: str) -> str:
    """One of the programme's limits, by its name."""
    return f"limit:{name}"


def cell(code: str, column: str) -> str:
    """An answer or wish of a municipality: what stands in a cell of the questionnaire."""
    return f"{code}.{column}"


def in_one_form(text: str) -> str:
    """A text that names files, with the name that the questionnaire has in either form."""
    return text.replace(WORKBOOK, QUESTIONNAIRE)


def words(part: str, names: Mapping[str, str]) -> Message:
    """A part as a message names it.

    Args:
        part: The part's key.
        names: The municipalities' names by code, and what the programme calls its answers and
            weights by key.
    """
    if part == ORIGIN:
        return message("its basis or source")
    kind, colon, rest = part.partition(":")
    if colon and kind in _WORDS:
        return _WORDS[kind](names.get(rest) or _as_words(rest))
    return _SECTIONS.get(part) or Message(names.get(part) or _as_words(part))


def _as_words(key: str) -> str:
    return key.replace("_", " ")
