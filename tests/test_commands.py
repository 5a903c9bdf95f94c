"""The commands that texts tell people to run."""

from __future__ import annotations

import inspect
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmkwave.cli import app
from fmkwave.commands import TAKEN, Options, command, quoted, repeating

EVERYTHING = Options(
    data="my plans/data",
    settings=("Mø Borg.wish=2014-Q3",),
    pins=("Odense=2",),
    forbids=("Odder=1",),
    freeze=("2014-Q2",),
    stability="5",
    language="da",
)


def test_a_command_repeats_what_was_asked() -> None:
    asked = Options(data="plans/data", pins=("Odense=2",), language="da")
    assert asked.command("explain", "Hjørring") == (
        "fmkwave explain Hjørring --data plans/data --pin Odense=2 --lang da"
    )


def test_every_option_quoted_for_the_shell() -> None:
    assert EVERYTHING.command("plan", "--near", "0") == (
        "fmkwave plan --near 0 --data 'my plans/data' --set 'Mø Borg.wish=2014-Q3' --pin Odense=2 "
        "--forbid Odder=1 --freeze 2014-Q2 --stability 5 --lang da"
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("validate",), "fmkwave validate --data 'my plans/data' --lang da"),
        (
            ("check",),
            "fmkwave check --data 'my plans/data' --freeze 2014-Q2 --stability 5 --lang da",
        ),
        (
            ("robustness", "--write"),
            "fmkwave robustness --write --data 'my plans/data' --lang da",
        ),
        (("plan", "--write"), "fmkwave plan --write --data 'my plans/data' --lang da"),
    ],
)
def test_only_what_the_command_takes(words: tuple[str, ...], expected: str) -> None:
    assert EVERYTHING.command(*words) == expected


def test_nothing_is_set_twice() -> None:
    asked = Options(settings=("Søby.wish=2014-Q3", "Søby.budget=no", "Søby.link.Nordby=land"))
    assert asked.command("plan", "--set", "Søby.wish=none") == (
        "fmkwave plan --set Søby.wish=none --set Søby.budget=no --set Søby.link.Nordby=land"
    )
    assert asked.command("plan", "--set", "Nordby.link.Søby=none") == (
        "fmkwave plan --set Nordby.link.Søby=none --set Søby.wish=2014-Q3 --set Søby.budget=no"
    )


def test_without_a_run_there_is_nothing_to_repeat() -> None:
    assert command("plan", "--write") == "fmkwave plan --write"
    with repeating(Options(data="rollout")):
        assert command("plan", "--write") == "fmkwave plan --write --data rollout"
    assert command("plan", "--write") == "fmkwave plan --write"


def test_the_options_that_each_command_takes() -> None:
    """The table says of each command what its function takes; no command is left out."""
    known = {
        "data": "--data",
        "settings": "--set",
        "pins": "--pin",
        "forbids": "--forbid",
        "freeze": "--freeze",
        "stability": "--stability",
        "_lang": "--lang",
    }
    taken = {}
    for each in app.registered_commands:
        assert each.callback is not None
        names = inspect.signature(each.callback).parameters
        taken[each.callback.__name__] = {known[name] for name in names if name in known}
    assert taken.pop("init") == {"--lang"}
    assert {name: set(options) for name, options in TAKEN.items()} == taken
    assert set(known.values()) == {option for option, _ in EVERYTHING.each()}


@given(st.lists(st.text(st.characters(exclude_categories=["C"]), min_size=0), min_size=1))
def test_a_shell_reads_the_very_words(words: list[str]) -> None:
    assert shlex.split(" ".join(map(quoted, words))) == words


@pytest.mark.parametrize("word", ["", "=ls", "~", "$HOME", "a'b", "Mø Borg=2", "`x`", "*", "a;b"])
def test_what_a_shell_would_not_take_as_it_is(word: str) -> None:
    assert quoted(word) != word
    assert shlex.split(quoted(word)) == [word]
