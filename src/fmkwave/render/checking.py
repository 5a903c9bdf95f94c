"""The outcome of a check for reading on a screen.

Each finding is one line that begins with its place, as editors and `grep` like it; only where they
are many are they told together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from fmkwave.changes import GONE, NEW
from fmkwave.language import _, said
from fmkwave.render import findings, lines, pagetext
from fmkwave.render.pages import Grid, Section

if TYPE_CHECKING:
    from fmkwave.changes import Change
    from fmkwave.check import Check

_MANY = 10
"""More moves, or changes of one kind in one file, than this are told together."""


def text(result: Check, width: int) -> Text:
    """What changed, who would move, what is broken, what else differs, and the verdict last."""
    if not result.differs:
        return lines.joined([lines.bold(said(findings.verdict(result)))])
    listed = findings.of_check(result)
    parts = (
        _conflict(result),
        _changes(result.changes, width),
        _moves(result, listed, width),
        _list(_("Broken rules"), _told(listed, findings.BROKEN)),
        _list(_("What else differs"), _told(listed, findings.DIFFERENCE)),
    )
    shown = [line for part in parts if part for line in (*part, Text())]
    hint = [] if result.conflict else [Text(said(findings.renew()))]
    return lines.joined([*shown, lines.bold(said(findings.verdict(result))), *hint])


def _conflict(result: Check) -> list[Text]:
    listed = _list(_("No plan exists: these limits cannot hold together"), result.conflict)
    return listed if result.decisive is None else [*listed, Text(f"  {said(result.decisive)}")]


def _list(heading: str, items: Sequence[str]) -> list[Text]:
    return [lines.bold(heading), *(Text(f"  {said(item)}") for item in items)] if items else []


def _told(found: Sequence[findings.Finding], kind: str) -> list[str]:
    return [f"{one.place}: {said(one.text)}" for one in found if one.kind == kind]


def _changes(changes: Sequence[Change], width: int) -> list[Text]:
    """A line for each change; where many of a file are the same, one for all of them."""
    alike: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        alike.setdefault((change.file, change.how), []).append(change)
    told: list[str] = []
    for change in changes:
        group = alike[change.file, change.how]
        if len(group) <= _MANY:
            told.append(f"{change.place}: {said(change.text)}")
        elif change is group[0]:
            told.append(_of_many(change, len(group)))
            names = ", ".join(said(one.what) for one in group)
            told += [f"  {line}" for line in lines.wrapped(names, width - 4)]
    return _list(_("What changed"), told)


def _of_many(change: Change, parts: int) -> str:
    """What became of a part of a file, said of several."""
    file, how = change.file, change.how
    if change.field:
        return _("{file}: {how}, {parts} times:", file=file, how=how, parts=parts)
    if how == GONE:
        return _("{file}: {parts} parts are gone:", file=file, parts=parts)
    if how == NEW:
        return _("{file}: {parts} parts are new since the plan was made:", file=file, parts=parts)
    return _("{file}: {parts} parts changed since the plan was made:", file=file, parts=parts)


def _moves(result: Check, listed: Sequence[findings.Finding], width: int) -> list[Text]:
    if len(result.moves) <= _MANY:
        return _list(_("Who would move"), _told(listed, findings.MOVE))
    ways: dict[tuple[str, ...], list[str]] = {}
    for move in sorted(result.moves, key=lambda one: (one.before or 0, one.after or 0)):
        ends = (findings.committed_wave(result, move), findings.wave(result, move.after))
        ways.setdefault(tuple(map(said, ends)), []).append(move.name)
    rows = [(*way, str(len(names)), ", ".join(names)) for way, names in ways.items()]
    grid = Grid((_("committed"), _("inputs say"), "", ""), rows, right=frozenset({2}))
    return list(pagetext.section(Section(_("Who would move"), [grid]), width))
