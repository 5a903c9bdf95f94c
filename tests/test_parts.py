"""Parts of input files as messages name them."""

from __future__ import annotations

import pytest

from fmkwave import parts

NAMES = {"0101": "Nordby", "0103": "Ålev"}


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("0103", "Ålev"),
        ("0999", "0999"),
        ("Østland", "Østland"),
        ("Vendor A", "Vendor A"),
        ("Vendor: the first", "Vendor: the first"),
        ("blank_words", "blank words"),
        (parts.ORIGIN, "its basis or source"),
        (parts.wave(2), "wave 2"),
        (parts.answer("underway"), "answer underway"),
        (parts.weight("project_leader"), "weight of project leader"),
        (parts.text("wish"), "text about wish"),
        (parts.agreement("0103"), "agreement with Ålev"),
        (parts.agreement("0999"), "agreement with 0999"),
    ],
)
def test_a_part_in_words(part: str, words: str) -> None:
    assert parts.words(part, NAMES) == words
