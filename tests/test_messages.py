"""The catalogues: in step with the source, and no translation says other values than its text."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
CATALOGUES = sorted((ROOT / "src" / "fmkwave" / "locales").glob("*.po"))

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def test_every_text_is_translated() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "update_messages.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def translations(path: Path) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each text with its translations; a text with a number has two of either."""
    with path.open("rb") as file:
        for one in read_po(file, locale=path.stem):
            texts = (one.id,) if isinstance(one.id, str) else tuple(one.id)
            said = (one.string,) if isinstance(one.string, str) else tuple(one.string or ())
            if texts[0]:
                yield texts, tuple(text for text in said if text)


def wrong_placeholders(texts: tuple[str, ...], said: tuple[str, ...]) -> list[str]:
    """Translations that say other values than their text does, in any of its forms.

    How often each is said is the translation's own affair.
    """
    allowed = [placeholders(text) for text in texts]
    return [one for one in said if placeholders(one) not in allowed]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_a_translation_says_the_values_of_its_text(path: Path) -> None:
    wrong = [one for texts, said in translations(path) for one in wrong_placeholders(texts, said)]
    assert not wrong


def test_the_catalogues_are_found() -> None:
    assert [path.stem for path in CATALOGUES] == ["da"]


def test_wrong_placeholders_are_found() -> None:
    assert wrong_placeholders(("no {name}",), ("ingen {name}",)) == []
    assert wrong_placeholders(("no {name}",), ("ingen {navn}",)) == ["ingen {navn}"]
    assert wrong_placeholders(("no {name}",), ("ingen",)) == ["ingen"]
    texts = ("{number} file in {path}", "{number} files in {path}")
    assert wrong_placeholders(texts, ("{number} fil i {path}", "filer i {path}")) == [
        "filer i {path}"
    ]
