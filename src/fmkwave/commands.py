"""The commands that texts tell people to run, written so that they can be pasted.

A command that was left out of its folder, or of the what-if that it belongs to, would answer about
something else. So each repeats the options that the text around it was made under, which are known
throughout a run as the reader's language is; see docs/adr/0023.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

# Letters such as ø need no quotes, whatever shlex thinks; zsh replaces a word that begins with =.
_SPECIAL = re.compile(r"[^\w.=:/%+-]|^=|^$")

_EVERYWHERE = ("--data", "--lang")
_REPLANNING = ("--freeze", "--stability")
_PLANNING = ("--set", "--pin", "--forbid", *_REPLANNING)

TAKEN: dict[str, tuple[str, ...]] = {
    "validate": _EVERYWHERE,
    "score": _EVERYWHERE,
    "plan": (*_EVERYWHERE, *_PLANNING),
    "explain": (*_EVERYWHERE, *_PLANNING),
    "checklist": (*_EVERYWHERE, *_PLANNING),
    "map": (*_EVERYWHERE, *_PLANNING),
    "timeline": (*_EVERYWHERE, *_PLANNING),
    "report": (*_EVERYWHERE, *_PLANNING),
    "robustness": _EVERYWHERE,
    "compare": (*_EVERYWHERE, *_PLANNING),
    "check": (*_EVERYWHERE, *_REPLANNING),
    "schema": _EVERYWHERE,
}
"""Which of the options that can be repeated each command takes."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options that a run was given and that a command for its reader must repeat.

    An engine is not among them, since all of them give the same plan.

    Attributes:
        data: The folder, as it was named; None where the same is read without naming it.
        settings: What ``--set`` was given, in this order.
        pins: What ``--pin`` was given.
        forbids: What ``--forbid`` was given.
        freeze: What ``--freeze`` was given.
        stability: What ``--stability`` was given.
        language: What ``--lang`` was given.
    """

    data: str | None = None
    settings: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()
    freeze: tuple[str, ...] = ()
    stability: str | None = None
    language: str | None = None

    def each(self) -> Iterator[tuple[str, str]]:
        """Each option that was given, with its value."""
        yield from _given("--data", self.data)
        yield from (("--set", value) for value in self.settings)
        yield from (("--pin", value) for value in self.pins)
        yield from (("--forbid", value) for value in self.forbids)
        yield from (("--freeze", value) for value in self.freeze)
        yield from _given("--stability", self.stability)
        yield from _given("--lang", self.language)

    def command(self, name: str, *words: str) -> str:
        """A command with some words, and the options that it takes of those given.

        ``Options(data="my plans", language="da").command("explain", "Nordby")`` is
        ``fmkwave explain Nordby --data 'my plans' --lang da``. With ``--write``, what-ifs are
        left out, as the command takes none then. A fact that the words set is not set twice.

        Args:
            name: Which command.
            words: What follows its name, not quoted yet.
        """
        taken = _EVERYWHERE if "--write" in words else TAKEN[name]
        own = set(zip(words, map(_fact, words[1:]), strict=False))
        repeated = [
            word
            for option, value in self.each()
            if option in taken and (option, _fact(value)) not in own
            for word in (option, value)
        ]
        return " ".join(("fmkwave", name, *map(quoted, (*words, *repeated))))


_NONE = Options()
_current: ContextVar[Options] = ContextVar("options", default=_NONE)


def options() -> Options:
    """The options that commands repeat now; none unless `repeat` or `repeating` said so."""
    return _current.get()


def repeat(options: Options) -> None:
    """Let commands repeat these options from now on."""
    _current.set(options)


@contextmanager
def repeating(options: Options) -> Iterator[None]:
    """Let commands repeat these options for a while."""
    before = _current.set(options)
    try:
        yield
    finally:
        _current.reset(before)


def command(name: str, *words: str) -> str:
    """A command for the reader, under the options of this run; see `Options.command`."""
    return options().command(name, *words)


def quoted(word: str) -> str:
    """A word as a shell takes it: quoted if it has to be."""
    if not _SPECIAL.search(word):
        return word
    told = shlex.quote(word)
    return f"'{word}'" if told == word else told


def _given(option: str, value: str | None) -> Iterator[tuple[str, str]]:
    if value is not None:
        yield option, value


def _fact(text: str) -> str | frozenset[str]:
    """What a text such as ``Nordby.wish=2`` sets; a link is the same from either end."""
    key = text.partition("=")[0].casefold()
    return frozenset(key.split(".link.")) if ".link." in key else key
