"""Municipalities and waves as a user names them."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmkwave.errors import UsageError
from fmkwave.inputs import load_inputs
from fmkwave.lookup import find_code, find_wave
from fmkwave.model import Inputs
from folders import Folder

DATA = Path(__file__).parents[1] / "data"


@cache
def denmark() -> Inputs:
    return load_inputs(DATA)


def refusal(inputs: Inputs, text: str) -> str:
    with pytest.raises(UsageError) as refused:
        find_code(inputs, text)
    return str(refused.value)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as Danes write it": str,
    "in small letters": str.lower,
    "in capitals": str.upper,
    "with å for aa": lambda name: name.replace("aa", "å").replace("Aa", "Å"),
    "with aa for å": lambda name: name.replace("å", "aa").replace("Å", "Aa"),
    "with Kommune": lambda name: f"{name} Kommune",
    "with kommune and an s": lambda name: f"{name.removesuffix('s')}s kommune",
    "with spaces for hyphens": lambda name: name.replace("-", " "),
    "with spaces around": lambda name: f"  {name} ",
    "with letters in two parts": lambda name: unicodedata.normalize("NFD", name),
}


@pytest.mark.parametrize("spelt", SPELLINGS.values(), ids=SPELLINGS)
def test_each_of_the_98_in_any_usual_spelling(spelt: Callable[[str], str]) -> None:
    names = {code: one.name for code, one in denmark().municipalities.items()}
    assert {find_code(denmark(), spelt(name)): name for name in names.values()} == names
    assert len(names) == 98


def test_each_of_the_98_by_code_and_by_its_official_name() -> None:
    for code, one in denmark().municipalities.items():
        assert find_code(denmark(), code) == code
        assert find_code(denmark(), f" {code} ") == code
        assert find_code(denmark(), one.official_name) == code


@given(st.data())
def test_case_and_aa_for_a_ring_change_nothing(data: st.DataObject) -> None:
    code, one = data.draw(st.sampled_from(sorted(denmark().municipalities.items())))
    text = unicodedata.normalize("NFC", one.name).lower().replace("aa", "å")
    ways = [
        {letter, letter.upper()} | ({"aa", "Aa"} if letter == "å" else set()) for letter in text
    ]
    spelt = "".join(data.draw(st.sampled_from(sorted(way))) for way in ways)
    assert find_code(denmark(), spelt) == code


@given(st.text(string.ascii_letters + "æøåÆØÅ -.0123456789", max_size=12))
def test_whatever_is_typed_is_found_or_refused_in_one_line(text: str) -> None:
    try:
        told = find_code(denmark(), text)
    except UsageError as refused:
        told = str(refused)
    no_such = f"No municipality is called {text.strip()!r}; "
    assert told in denmark().municipalities or told.startswith(no_such)
    assert "\n" not in told


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Hjøring", "No municipality is called 'Hjøring'; did you mean Hjørring?"),
        ("Sorö", "No municipality is called 'Sorö'; did you mean Sorø?"),
        ("Kobenhavn", "No municipality is called 'Kobenhavn'; did you mean København?"),
        ("860", "No municipality is called '860'; did you mean 0860 (Hjørring)?"),
        ("00101", "No municipality is called '00101'; did you mean 0101 (København)?"),
        ("Xyzzy", "No municipality is called 'Xyzzy'; give its name or its code."),
        ("0", "No municipality is called '0'; give its name or its code."),
        ("", "No municipality is called ''; give its name or its code."),
    ],
)
def test_a_near_miss_is_suggested_and_never_taken(text: str, message: str) -> None:
    assert refusal(denmark(), text) == message


def test_a_name_comes_before_what_another_is_officially_called(folder: Folder) -> None:
    folder.replace("municipalities.yaml", "Ålev Kommune", "Søby Kommune")
    inputs = load_inputs(folder.path)
    assert find_code(inputs, "Søby") == "0102"
    assert find_code(inputs, "Ålev") == "0103"


@pytest.mark.parametrize(
    ("text", "wave"),
    [("1", 1), (" 2 ", 2), ("2014-Q2", 1), ("2014q3", 2), ("2014-K4", 3)],
)
def test_a_wave_by_number_or_quarter(folder: Folder, text: str, wave: int) -> None:
    assert find_wave(load_inputs(folder.path), text) == wave


@pytest.mark.parametrize("text", ["0", "4", "2014-Q1", "first", "", "²", "-1", "1" * 5000])
def test_a_wave_that_is_none(folder: Folder, text: str) -> None:
    with pytest.raises(UsageError) as refused:
        find_wave(load_inputs(folder.path), text)
    assert str(refused.value) == (
        f"There is no wave {text!r}. (Known: 1 (2014-Q2), 2 (2014-Q3), 3 (2014-Q4).)"
    )
