"""What people are shown holds nothing that a terminal or a CI service would obey."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from fmkwave.render.readable import painted, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Æblø  'x'\u00a0y\n", "Æblø  'x'\u00a0y\n"),
        ("a\x1b[31mb", "a\\u001b[31mb"),
        ("a\u202eb\u2028c\x85d\te\x9bf", "a\\u202eb\\u2028c\\u0085d\\u0009e\\u009bf"),
        ("\ud800", "\\ud800"),
        ("::error::x\n  ::set-env::\na ::b", "\\::error::x\n  \\::set-env::\na ::b"),
        ("##[error]x # #[ ##", "##\\[error]x # #[ ##"),
    ],
)
def test_what_commands_a_terminal_or_a_ci_service_is_written_out(text: str, shown: str) -> None:
    assert plain(text) == shown
    assert painted(Text(text)).plain == shown


def test_a_carriage_return_takes_nobody_back_to_the_head_of_a_line() -> None:
    assert plain("a\r::b") == "a\\u000d::b"


def test_all_else_keeps_its_colours() -> None:
    text = Text.assemble(("a\x1bb", "bold"), "\n", ("::c", "red"), ("d", "blue"))
    shown = Text.assemble(("a", "bold"), "\\u001b", ("b", "bold"), "\n\\", ("::c", "red"))
    assert painted(text) == shown.append("d", "blue")


@given(st.text(st.sampled_from("a \n:#[\x1b\x85\u2028\u202e")))
def test_no_text_says_anything_that_is_obeyed(text: str) -> None:
    shown = painted(Text(text)).plain
    assert shown == plain(text)
    assert all(letter == "\n" or letter.isprintable() for letter in shown)
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in shown.split("\n"))
