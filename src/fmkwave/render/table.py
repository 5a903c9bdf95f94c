"""Results for reading on a screen: as rich text, which a console prints with or without colour.

The lines are laid out here, for a width, and carry no trailing blanks. A notice is one line; a
pipe gets it whole, and a terminal wraps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from fmkwave import language
from fmkwave.alike import gathered
from fmkwave.language import _, named, said
from fmkwave.render import findings, lines, pagetext, palette, planning, words
from fmkwave.render.blocks import Block, per_row, side_by_side
from fmkwave.render.planning import NOTHING, Beyond

if TYPE_CHECKING:
    from fmkwave.errors import Fault
    from fmkwave.model import Inputs, Plan
    from fmkwave.ranking import Ranked

_LEAST_ROOM = 16
_BLANK = "-"


def plan(inputs: Inputs, plan: Plan, width: int, beyond: Beyond = NOTHING) -> Text:
    """A plan with its waves side by side, as many as the width takes."""
    further = planning.sections(inputs, plan, beyond)
    return lines.page(
        plan.programme,
        lines.heads(plan.notices),
        side_by_side(_waves(inputs, plan, width), width),
        lines.labelled(words.summary(plan)),
        *(pagetext.section(one, width) for one in further),
        lines.notices(words.notices(plan)),
    )


def scores(inputs: Inputs, rows: Sequence[Ranked], width: int, notices: Sequence[str] = ()) -> Text:
    """Scores, a line for each municipality; answers are shortened where the width needs it."""
    full = {key: named(inputs.programme.called, key) for key in inputs.programme.answers}
    short = _shortest(full)
    grids = (
        _Grid(inputs, rows, answers, gap) for answers, gap in ((full, 2), (short, 2), (short, 1))
    )
    grid = next((grid for grid in grids if grid.width <= width), _Grid(inputs, rows, short, 1))
    legend = [] if grid.answers == full else [_legend(full, short)]
    shown = _(
        "{shown} of {everyone} municipalities",
        shown=len(rows),
        everyone=len(inputs.municipalities),
    )
    return lines.page(
        inputs.programme.name,
        grid.lines(),
        [*legend, Text(shown)],
        lines.notices((*notices, *inputs.notices)),
    )


def faults(found: Sequence[Fault]) -> Text:
    """Faults and warnings, a line each or for each kind of many, and how many there are."""
    count = lines.bold(said(findings.fault_count(found)))
    return lines.joined([*(Text(said(fault.told)) for fault in gathered(found)), count])


# --- The plan: blocks side by side -------------------------------------------------------------


def _waves(inputs: Inputs, plan: Plan, width: int) -> list[Block]:
    """A block for each wave, its heading on as few lines as let most stand side by side."""
    members = list(_members(inputs, plan))
    room = max((cell_len(row) for rows in members for row in rows), default=0)
    every = plan.wave_numbers
    forms = (
        [[words.wave_heading(plan, wave)] for wave in every],
        [[words.wave_title(plan, wave), words.wave_size(plan, wave)] for wave in every],
        [
            [
                *wrap(words.wave_title(plan, wave), max(room, _LEAST_ROOM)),
                words.wave_size(plan, wave),
            ]
            for wave in every
        ],
    )
    blocks = (_wave_blocks(headings, members) for headings in forms)
    return max(blocks, key=lambda found: per_row(found, width))


def _members(inputs: Inputs, plan: Plan) -> Iterator[list[str]]:
    """The lines of each wave: its municipalities, each with its points."""
    points = dict(zip(plan.points, words.aligned(plan.points.values()), strict=True))
    name_width = max((cell_len(inputs.name(code)) for code in plan.placement), default=0)
    for wave in plan.wave_numbers:
        codes = inputs.in_danish_order(plan.members(wave))
        yield [f"{lines.left(inputs.name(code), name_width)} {points[code]}" for code in codes]


def _wave_blocks(
    headings: Sequence[Sequence[str]], members: Sequence[Sequence[str]]
) -> list[Block]:
    styles = [f"bold {palette.kind(number)}" for number, _wave in enumerate(members)]
    return [
        Block([Text(line, style) for line in heading], [Text(row) for row in rows])
        for heading, rows, style in zip(headings, members, styles, strict=True)
    ]


# --- The scores: a column for each term --------------------------------------------------------


class _Column(NamedTuple):
    label: str
    weight: str
    cells: Sequence[str]

    @property
    def width(self) -> int:
        """Cells that the column takes, its label apart."""
        return max(map(cell_len, (self.weight, *self.cells)))


class _Grid:
    """The municipalities' names and a column for each term, under labels and weights.

    Where the labels do not fit side by side they stand on two lines in turn, each ending above
    its column, which leaves a label the room of two columns.
    """

    def __init__(
        self, inputs: Inputs, rows: Sequence[Ranked], answers: Mapping[str, str], gap: int
    ) -> None:
        self.answers = answers
        self._names = [_("Municipality"), _("Weight"), *(row.name for row in rows)]
        self._columns = [*_columns(inputs, rows, answers)]
        name_width = max(map(cell_len, self._names))
        self._ends = _ends(self._columns, name_width, gap)

    @property
    def width(self) -> int:
        """Cells that a line takes."""
        return self._ends[-1]

    def lines(self) -> Iterator[Text]:
        """The labels, the weights, and a line for each municipality."""
        upper = [column.label if i % 2 == 0 else "" for i, column in enumerate(self._columns)]
        lower = [column.label if i % 2 == 1 else "" for i, column in enumerate(self._columns)]
        yield lines.bold(self._line("", upper))
        yield lines.bold(self._line(self._names[0], lower))
        yield Text(self._line(self._names[1], [column.weight for column in self._columns]), "dim")
        cells = zip(*(column.cells for column in self._columns), strict=True)
        for name, row in zip(self._names[2:], cells, strict=True):
            yield Text(self._line(name, row))

    def _line(self, name: str, cells: Iterable[str]) -> str:
        line = name
        for end, cell in zip(self._ends, cells, strict=True):
            if cell:
                line = lines.left(line, end - cell_len(cell)) + cell
        return line.rstrip()


def _columns(
    inputs: Inputs, rows: Sequence[Ranked], answers: Mapping[str, str]
) -> Iterator[_Column]:
    weights, names = inputs.programme.weights, inputs.programme.called
    spelt = max(map(len, (*answers.values(), _BLANK)))
    readiness = sum(weight.weight for weight in weights.readiness.values())
    uptake = sum(weight.weight for weight in weights.uptake.values())
    for number, name in enumerate(weights.readiness):
        terms = [row.score.terms[number] for row in rows]
        points = words.aligned(term.points for term in terms)
        given = (answers[term.answer] if term.answer else _BLANK for term in terms)
        cells = [f"{a.ljust(spelt)} {p}" for a, p in zip(given, points, strict=True)]
        yield _column(named(names, name), weights.readiness[name].weight, cells)
    for number, name in enumerate(weights.uptake, start=len(weights.readiness)):
        shares = words.percentages([row.score.terms[number].credit for row in rows])
        yield _column(named(names, name), weights.uptake[name].weight, shares)
    own = words.aligned(row.score.readiness for row in rows)
    yield _column(_("readiness"), readiness, own)
    priority = words.aligned(row.score.priority for row in rows)
    yield _column(_("priority"), readiness + uptake, priority)


def _column(label: str, weight: int, cells: Sequence[str]) -> _Column:
    return _Column(label, language.points(weight), cells)


def _ends(columns: Sequence[_Column], name_width: int, gap: int) -> list[int]:
    """Where each column ends, so that its cells and its label have room."""
    ends: list[int] = []
    for column in columns:
        # What stands to the left of the cells, and on the label's own line, of the label.
        beside_cells, beside_label = (name_width, *ends)[-1], (0, name_width, *ends)[-2]
        ends.append(gap + max(beside_cells + column.width, beside_label + cell_len(column.label)))
    return ends


def _legend(full: Mapping[str, str], short: Mapping[str, str]) -> Text:
    words_for = [f"{letters} = {full[answer]}" for answer, letters in short.items()]
    blank = _("blank")
    return Text(", ".join([*words_for, f"{_BLANK} = {blank}"]), "dim")


def _shortest(answers: Mapping[str, str]) -> dict[str, str]:
    """By key, each answer's shortest beginning that no other answer shares."""
    every = answers.values()
    return {
        key: next(
            (
                answer[:length]
                for length in range(1, len(answer))
                if not any(o.startswith(answer[:length]) for o in every if o != answer)
            ),
            answer,
        )
        for key, answer in answers.items()
    }
