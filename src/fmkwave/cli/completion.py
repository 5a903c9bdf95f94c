"""What a shell offers while a command is typed: municipalities, settings, regions, vendors, plans.

A shell waits for the answer at every press of the key. So the files are read in the quickest way
and are not checked; what cannot be read is not offered, and nothing is said about it. Nor is what
is larger, longer or deeper than any programme is, or no regular file, which might never end.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import typer

from fmkwave import parts
from fmkwave.errors import UsageError
from fmkwave.folder import find_folder
from fmkwave.names import danish_key

PLANS = ("best", "committed", "published")
"""The words that stand for a plan where a file may stand as well."""

Tree: TypeAlias = Mapping[str, "Tree"]
"""What may be typed first, and what may follow each of these."""

_END: Tree = {}
_SET_OF_LIMITS = ("least", "most", "earliest", "latest")
_PLAN_FILES = (".csv", ".json", ".yaml", ".yml")
_SHELL = "_FMKWAVE_COMPLETE"
_LARGEST = 2**20
_DEEPEST = 20
_MOST_FILES = 10_000


def municipality(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Municipalities whose name or, failing that, code begins as typed; with code and region."""
    if _in_a_setting():
        return []
    # What begins like an option would be taken for one.
    known = [one for one in _municipalities(ctx) if not one.name.startswith("-")]
    begun = set(_begun({one.name: _END for one in known}, incomplete))
    begun = begun or {one.name for one in known if one.code.startswith(incomplete)}
    return [(_offer(one.name, incomplete), one.help) for one in known if one.name in begun]


def assignment(ctx: typer.Context, incomplete: str) -> list[str]:
    """``Nordby=2`` and the like: a municipality and the number of a wave."""
    waves = dict.fromkeys(_wave_numbers(_read(ctx, parts.PROGRAMME)), _END)
    return _offers({f"{one.name}=": waves for one in _municipalities(ctx)}, incomplete)


def wave(ctx: typer.Context, incomplete: str) -> list[str]:
    """Periods of the waves that begin as typed."""
    return _offers(dict.fromkeys(_wave_periods(_read(ctx, parts.PROGRAMME)), _END), incomplete)


def setting(ctx: typer.Context, incomplete: str) -> list[str]:
    """``Nordby.wish=``, ``weights.wish=`` and the like."""
    programme = _read(ctx, parts.PROGRAMME)
    weights = _group(programme, "weights")
    readiness, uptake, links = (_group(weights, key) for key in ("readiness", "uptake", "links"))
    answers = dict.fromkeys(_group(programme, "answers"), _END)
    per_municipality = (name for name in uptake if _group(uptake, name).get("per") != "region")
    own: Tree = {
        **{f"{name}=": answers for name in readiness},
        **{f"{name}=": _END for name in per_municipality},
        "wish=": dict.fromkeys(_wave_periods(programme), _END),
    }
    tree: Tree = {
        **{f"{one.name}.": own for one in _municipalities(ctx)},
        "answers.": {f"{name}=": _END for name in answers},
        "limits.": _limits(_group(programme, "limits")),
        "waves.": {f"{number}=": _END for number in _wave_numbers(programme)},
        "weights.": {f"{name}=": _END for name in (*readiness, *uptake, *links, "wish")},
    }
    return _offers(tree, incomplete)


def _limits(limits: Mapping[str, Any]) -> Tree:
    """What can be set of each limit: that there is none, and what it states but for whom."""
    stated = {
        name: [key for key in _SET_OF_LIMITS if key in _group(limits, name)] for name in limits
    }
    tree = {f"{name}.{key}=": _END for name, keys in stated.items() for key in keys}
    return {**tree, **{f"{name}=": {parts.NONE: _END} for name in limits}}


def region(ctx: typer.Context, incomplete: str) -> list[str]:
    """Regions that begin as typed."""
    return _offers({one.region: _END for one in _municipalities(ctx)}, incomplete)


def vendor(ctx: typer.Context, incomplete: str) -> list[str]:
    """Vendors that begin as typed."""
    vendors = _group(_read(ctx, parts.VENDORS), "vendors")
    return _offers(dict.fromkeys(vendors, _END), incomplete)


def plan(incomplete: str) -> list[str]:
    """The words for plans, and files that may hold one; for none, a shell offers any file."""
    if _in_a_setting():
        return []
    parent, slash, begun = incomplete.rpartition("/")
    try:
        folder_typed = Path(parent + slash).expanduser()
        inside = [path.name for path in islice(folder_typed.iterdir(), _MOST_FILES)]
    except (OSError, RuntimeError, ValueError):
        inside = []
    files = [name for name in sorted(inside) if name.lower().endswith(_PLAN_FILES)]
    shown = (name for name in files if begun.startswith(".") or not name.startswith("."))
    found = (*PLANS, *(parent + slash + name for name in shown))
    begun_so = (text for text in found if text.startswith(incomplete) and text[0] != "-")
    return [_offer(text, incomplete) for text in begun_so]


# --- What begins as typed ---------------------------------------------------------------------


class _Offer(str):
    """An offer that may begin otherwise than typed; typer lets no other such text through."""

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        """Whether it may be offered: whoever offers it has seen to that."""
        return True


def _offers(tree: Tree, typed: str) -> list[str]:
    return [_offer(text, typed) for text in sorted(_begun(tree, typed), key=danish_key)]


def _offer(text: str, typed: str) -> str:
    """Text as the shell takes it for what was typed; how it is quoted, `shells` knows."""
    if os.environ.get(_SHELL) == "complete_zsh" and text.casefold().startswith(typed.casefold()):
        # Zsh shows what begins as typed, in the very case of it, which no command minds.
        text = typed + text[len(typed) :]
    return _Offer(text)


def _begun(tree: Tree, typed: str) -> list[str]:
    """What begins as typed; only failing that, what does with o for ø and ae for æ.

    Of names that differ in this alone, a shell would else complete no more than they share.
    """
    return _paths(tree, _key(typed), _key) or _paths(tree, _bare_key(typed), _bare_key)


def _paths(tree: Tree, typed: str, key: Callable[[str], str]) -> list[str]:
    """Ways into a tree, each up to where there is a choice."""
    found = [branch for branch in tree if key(branch).startswith(typed)]
    passed = [branch for branch in tree if typed.startswith(key(branch))]
    if len(found) > 1 or not (found or passed):
        return found
    branch = found[0] if found else max(passed, key=len)
    if not tree[branch]:
        return found
    rest = typed.removeprefix(key(branch)) if passed else ""
    return [branch + more for more in _paths(tree[branch], rest, key)]


def _key(text: str) -> str:
    """Text without case, with å as aa and hyphens as spaces."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return folded.replace("å", "aa").replace("-", " ")


def _bare_key(text: str) -> str:
    return _key(text).replace("ø", "o").replace("æ", "ae")


# --- What the shell and typer do besides ------------------------------------------------------


def _in_a_setting() -> bool:
    """Whether the word is what bash cut off behind a ``=``, as in ``--pin Nordby=``.

    To typer it is then a word of its own, and so an argument of the command.
    """
    words = os.environ.get("COMP_WORDS", "").split("\n")
    at = os.environ.get("COMP_CWORD", "")
    before, now = words[int(at) - 1 : int(at) + 1] if at.isdecimal() and words[1:] else ("", "")
    return before == "=" or (now == "=" and not before.startswith("-"))


# --- What the files hold ----------------------------------------------------------------------


class _Known(NamedTuple):
    code: str
    name: str
    region: str

    @property
    def help(self) -> str:
        return f"{self.code}, {self.region}"


def _municipalities(ctx: typer.Context) -> list[_Known]:
    """The municipalities in Danish order."""
    entries = _dicts(_read(ctx, parts.MUNICIPALITIES).get("municipalities"))
    known = (
        _Known(*(entry[key] for key in _Known._fields))
        for entry in entries
        if all(isinstance(entry.get(key), str) for key in _Known._fields)
    )
    return sorted(known, key=lambda one: danish_key(one.name))


def _read(ctx: typer.Context, file: str) -> dict[str, Any]:
    """The keys and values of a file in the folder; none when it cannot be read."""
    import yaml

    # Text as it stands: no value is taken for a number, and 0420 stays a code.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        text = _text(folder(ctx) / file)
        content = yaml.load(text, Loader=loader) if _is_flat(text, loader) else None
    except (UsageError, OSError, ValueError, yaml.YAMLError):
        return {}
    return content if isinstance(content, dict) else {}


def _text(path: Path) -> str:
    """The text of a regular file, nothing of one that is too large."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    return data.decode("utf-8-sig") if len(data) <= _LARGEST else ""


def _is_flat(text: str, loader: type) -> bool:
    """Whether nothing lies so deep that a reader which calls itself for each level would fail."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return False
    return True


def folder(ctx: typer.Context) -> Path:
    """The folder that the command will read; UsageError if there is none."""
    named = ctx.params.get("data")
    return find_folder(Path(named).expanduser() if named else None)


def _group(content: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = content.get(key)
    return found if isinstance(found, dict) else {}


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _wave_periods(programme: Mapping[str, Any]) -> Iterable[str]:
    found = (one.get("quarter", one.get("period")) for one in _dicts(programme.get("waves")))
    return (period for period in found if isinstance(period, str))


def _wave_numbers(programme: Mapping[str, Any]) -> list[str]:
    waves = _dicts(programme.get("waves"))
    return [str(number) for number, _ in enumerate(waves, start=1)]
