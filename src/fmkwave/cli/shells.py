r"""How offers are handed to each shell, so that none of what they hold is run or falls apart.

Typer's own form for zsh is evaluated twice and leaves a backslash before ``$`` as it is: a name
in a file could hold a command that Tab runs. Here each form quotes every character that may mean
something to its shell, and an offer with a character that no name may hold is left out
(`fmkwave.characters`).
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias

from typer.core import TyperGroup

from fmkwave.characters import refused

_COMPLETE = "complete_"
_FISH_ACTION = "_TYPER_COMPLETE_FISH_ACTION"
_BASH_SIGN = re.compile(r"[^\w.,:=/@%+-]")
# All of ASCII but letters, digits, hyphen, full stop, slash and low line.
_ZSH_SIGN = re.compile(r"[\x00-,:-@\[-^`{-\x7f]")
_POWERSHELL_PLAIN = re.compile(r"[\w./=-]*")
# PowerShell takes each of these for the end of a quoted text, and our script this for the end.
_POWERSHELL_END = re.compile("['\u2018-\u201b]|:::")


class Offer(NamedTuple):
    """A text that may be typed next, and what a shell can show beside it."""

    text: str
    help: str


Form: TypeAlias = Callable[[Sequence[Offer]], str]


def answer(commands: TyperGroup, context: dict[str, Any], program: str, variable: str) -> bool:
    """Tell a shell what may be typed next, if it asks; typer's script for it takes our form.

    Returns:
        Whether this shell asks.
    """
    shell = os.environ.get(variable, "").removeprefix(_COMPLETE)
    if shell not in _FORMS:
        return False
    from typer import _completion_classes as typers

    class_name, form = _FORMS[shell]
    asks = getattr(typers, class_name)(commands, context, program, variable)
    items = asks.get_completions(*asks.get_completion_args())
    offers = [Offer(str(item.value), item.help or "") for item in items]
    offers = [offer for offer in offers if not any(map(refused, offer))]
    if os.environ.get(_FISH_ACTION) == "is-args":
        # Asked first: whether there is anything, for else fish offers files.
        sys.exit(not offers)
    sys.stdout.buffer.write(form(offers).encode())
    sys.stdout.flush()
    return True


def _bash(offers: Sequence[Offer]) -> str:
    """Lines, of which bash puts one into the command as it is."""
    return "".join(_BASH_SIGN.sub(r"\\\g<0>", one.text) + "\n" for one in offers)


def _zsh(offers: Sequence[Offer]) -> str:
    r"""A command that zsh evaluates once: in ``$'…'`` a sign such as ``\x24`` is the character."""
    if not offers:
        return "_files\n"
    described = " ".join(map(_zsh_described, offers))
    return f"local -a offers=({described}); _describe -t offers offer offers\n"


def _zsh_described(offer: Offer) -> str:
    text = re.sub(r"[\\:]", r"\\\g<0>", offer.text)
    shown = f"{text}:{offer.help}" if offer.help else text
    return "$'" + _ZSH_SIGN.sub(lambda sign: f"\\x{ord(sign[0]):02x}", shown) + "'"


def _fish(offers: Sequence[Offer]) -> str:
    """Lines, of which fish itself quotes the one that it puts into the command."""
    return "".join(f"{one.text}\t{one.help}\n" if one.help else f"{one.text}\n" for one in offers)


def _powershell(offers: Sequence[Offer]) -> str:
    """Lines of a text, as PowerShell puts it into the command, and of help."""
    plain = [one for one in offers if not _POWERSHELL_END.search(one.text)]
    return "".join(f"{_powershell_word(one.text)}:::{one.help or ' '}\n" for one in plain)


def _powershell_word(text: str) -> str:
    return text if _POWERSHELL_PLAIN.fullmatch(text) else f"'{text}'"


_FORMS: dict[str, tuple[str, Form]] = {
    "bash": ("BashComplete", _bash),
    "zsh": ("ZshComplete", _zsh),
    "fish": ("FishComplete", _fish),
    "powershell": ("PowerShellComplete", _powershell),
    "pwsh": ("PowerShellComplete", _powershell),
}
"""By shell, typer's class, which knows what was typed so far, and how offers are handed to it."""
