"""Results as Markdown, ready for a page or a pull request."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.language import _, named, said
from fmkwave.render import planning, words
from fmkwave.render.pages import Bullets, Check, Checks, Grid, Page, Run, Section
from fmkwave.render.planning import NOTHING, Beyond
from fmkwave.texts import Head

if TYPE_CHECKING:
    from fmkwave.model import Inputs, Plan
    from fmkwave.objective import Term
    from fmkwave.ranking import Ranked

Names = Mapping[str, Mapping[str, str]]
"""What answers and weights are called, as `Programme.called` has it."""

# What begins a tag, an emphasis, a link or an entity, wherever it stands, and a backslash before
# one of these, which would undo ours; a backtick is a command's.
_SIGNS = re.compile(r"[<*\[]|&(?=#?\w+;)|\\(?=[<*\[&|\\_`])")

# What begins a command to GitHub in a log, where a document may be printed.
_COMMAND = re.compile(r"^[^\S\n]*(?=::)", re.MULTILINE)


def plan(inputs: Inputs, plan: Plan, beyond: Beyond = NOTHING) -> str:
    """A plan as Markdown: a table for each wave, the summary, what else was asked, the notices."""
    return _document(
        plan.programme,
        *_heads(plan.notices),
        *(_wave(inputs, plan, wave) for wave in plan.wave_numbers),
        "\n".join(_plain(f"- {label}: {text}") for label, text in words.summary(plan)),
        *(part for one in planning.sections(inputs, plan, beyond) for part in _section(one)),
        *_notices(words.notices(plan)),
    )


def scores(inputs: Inputs, rows: Sequence[Ranked], notices: Sequence[str] = ()) -> str:
    """Scores as one Markdown table, each weight in its column's heading."""
    weights, names = inputs.programme.weights, inputs.programme.called
    headings = [
        _("Municipality"),
        *(_heading(names, key, w.weight) for key, w in weights.readiness.items()),
        *(_heading(names, key, w.weight) for key, w in weights.uptake.items()),
        _("readiness"),
        _("priority"),
    ]
    return _document(
        inputs.programme.name,
        _table(headings, (_score(names, row) for row in rows)),
        *_notices((*notices, *inputs.notices)),
    )


def page(page: Page) -> str:
    """A page as Markdown: a heading and parts for each section, then the notices."""
    return _document(
        page.title,
        *_heads(page.notices),
        *(part for section in page.sections for part in _section(section)),
        *_notices(page.notices),
    )


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield f"## {_plain(section.heading)}"
    for part in section.parts:
        match part:
            case Bullets() if part.items:
                yield "\n".join(f"- {_plain(item)}" for item in part.items)
            case Checks() if part.items:
                yield "\n".join(line for item in part.items for line in _check(item))
            case Grid() if part.rows:
                yield _table(part.headings, part.rows, part.right)
            case Run(text, command):
                yield _plain(text)
                # As it is: in a block of code nothing has a meaning of its own.
                yield f"    {command}"
            case str():
                yield _plain(part)


def _check(check: Check) -> Iterator[str]:
    yield f"- [{'x' if check.done else ' '}] {_plain(check.text)}"
    for note in check.notes:
        yield f"  - {_plain(note)}"


def _wave(inputs: Inputs, plan: Plan, wave: int) -> str:
    rows = (
        (inputs.name(code), language.points(plan.points[code]))
        for code in inputs.in_danish_order(plan.members(wave))
    )
    table = _table((_("Municipality"), _("Points")), rows)
    return f"## {_plain(words.wave_heading(plan, wave))}\n\n{table}"


def _heading(names: Names, key: str, weight: int) -> str:
    return f"{named(names, key)} ({language.points(weight)})"


def _score(names: Names, row: Ranked) -> list[str]:
    score = row.score
    totals = (language.points(score.readiness), language.points(score.priority))
    return [row.name, *(_term(names, term) for term in score.terms), *totals]


def _term(names: Names, term: Term) -> str:
    if term.group == "uptake":
        return words.percentages([term.credit])[0]
    answer = named(names, term.answer) if term.answer else _("blank")
    return f"{answer} {language.points(term.points)}"


def _heads(notices: Iterable[str]) -> list[str]:
    return [f"> **{_plain(said(one))}**" for one in notices if isinstance(one, Head)]


def _notices(notices: Iterable[str]) -> list[str]:
    return [f"> {_plain(said(one))}" for one in notices if not isinstance(one, Head)]


def _document(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {_plain(title)}", *parts)) + "\n"


def _table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], right: Container[int] | None = None
) -> str:
    """A table; unless told otherwise, all columns but the first are figures, to the right."""
    figures = range(1, len(headings)) if right is None else right
    rule = ["--:" if column in figures else ":--" for column in range(len(headings))]
    return "\n".join(_row(cells) for cells in (headings, rule, *rows))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_plain(cell.strip()).replace('|', chr(92) + '|') for cell in cells)} |"


def _plain(text: str) -> str:
    """A text that means nothing but itself."""
    return _COMMAND.sub(r"\g<0>\\", _SIGNS.sub(r"\\\g<0>", text))
