"""The catalogues: in step with the source, and no translation says other values than its text."""

from __future__ import annotations

import ast
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
CATALOGUES = sorted((ROOT / "src" / "fmkwave" / "locales").glob("*.po"))

SCRIPT = ROOT / "scripts" / "update_messages.py"

# How many texts each of the functions takes that Babel looks for.
TEXTS = {
    name: len(which or (1,)) for name, which in runpy.run_path(str(SCRIPT))["KEYWORDS"].items()
}

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def test_every_text_is_translated() -> None:
    command = [sys.executable, str(SCRIPT), "--check"]
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


# --- What Babel cannot find ----------------------------------------------------------------------


def lost_texts(source: str) -> list[str]:
    """Calls whose text no catalogue gets, each with its line: none is written there, or it is a
    part of an f-string, into which Babel does not look."""
    tree = ast.parse(source)
    f_strings = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    within = {id(node) for f_string in f_strings for node in ast.walk(f_string)}
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in TEXTS
        and (id(node) in within or not has_its_texts(node, TEXTS[node.func.id]))
    ]


def has_its_texts(call: ast.Call, number: int) -> bool:
    texts = [one for one in call.args[:number] if isinstance(one, ast.Constant)]
    return len(texts) == number and all(isinstance(one.value, str) for one in texts)


def hides_the_function(source: str) -> bool:
    """Whether a module both speaks by `_` and uses the name for something else."""
    tree = ast.parse(source)
    speaks = any(isinstance(one, ast.alias) and one.name == "_" for one in ast.walk(tree))
    names = [one for one in ast.walk(tree) if isinstance(one, ast.Name | ast.arg)]
    return speaks and any(
        one.arg == "_" if isinstance(one, ast.arg) else (one.id, type(one.ctx)) == ("_", ast.Store)
        for one in names
    )


MODULES = sorted((ROOT / "src" / "fmkwave").rglob("*.py"))
SPEAKERS = [path for path in MODULES if path.name != "language.py"]


@pytest.mark.parametrize("path", SPEAKERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_babel_finds_every_text(path: Path) -> None:
    source = path.read_text("utf-8")
    assert lost_texts(source) == []
    assert not hides_the_function(source)


@pytest.mark.parametrize(
    ("source", "lost"),
    [
        ("_('one {name}', name=name)", []),
        ("counted('one' 'more', 'many', 2)", []),
        ("f'{name}: ' + _('one')", []),
        ("_(text)", ["1: _(text)"]),
        ("message('one' + more)", ["1: message('one' + more)"]),
        ("counted('one', many, 2)", ["1: counted('one', many, 2)"]),
        ("_n('one', number=2)", ["1: _n('one', number=2)"]),
        ("f\"{name}: {_('one')}\".strip()", ["1: _('one')"]),
    ],
)
def test_texts_that_babel_cannot_find_are_found(source: str, lost: list[str]) -> None:
    assert lost_texts(source) == lost


@pytest.mark.parametrize(
    ("source", "hides"),
    [
        ("for _ in range(2): pass", False),
        ("from fmkwave.language import _, _n; _('one')", False),
        ("from fmkwave.language import _; [1 for _, x in pairs]", True),
        ("from fmkwave.language import _; sorted(x, key=lambda _: 1)", True),
        ("from fmkwave.language import _; first, _ = pair", True),
    ],
)
def test_another_use_of_the_name_is_found(source: str, hides: bool) -> None:
    assert hides_the_function(source) == hides
