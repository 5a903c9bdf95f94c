"""How files and their parts are called: a part in plan.yaml as a key, in a message as words.

What concerns one municipality, region or vendor is called by its code or name; what else has a
name of its own carries before it, with a colon, what it is: ``weight:budget``.
"""

from __future__ import annotations

from collections.abc import Mapping

PROGRAMME = "programme.yaml"
MUNICIPALITIES = "municipalities.yaml"
ADJACENCY = "adjacency.yaml"
QUESTIONNAIRE = "questionnaire.csv"
UPTAKE = "uptake.yaml"
VENDORS = "vendors.yaml"
PUBLISHED = "published.csv"
PLAN = "plan.yaml"

ORIGIN = "basis and source"
"""What a file says of itself."""

_WORDS = {
    "wave": "wave {}",
    "answer": "answer {}",
    "weight": "weight of {}",
    "text": "text about {}",
    "agreement": "agreement with {}",
}


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


def words(part: str, names: Mapping[str, str]) -> str:
    """A part as a message names it.

    Args:
        part: The part's key.
        names: The municipalities' names by code.
    """
    if part == ORIGIN:
        return "its basis or source"
    kind, colon, rest = part.partition(":")
    if colon and kind in _WORDS:
        return _WORDS[kind].format(names.get(rest, rest).replace("_", " "))
    return names.get(part, part.replace("_", " "))
