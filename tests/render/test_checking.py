"""The outcome of a check, as it stands on a screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented import NAMES

from fmkwave.changes import Change
from fmkwave.check import Check
from fmkwave.claims import Difference
from fmkwave.model import Place
from fmkwave.moves import Move
from fmkwave.render import checking
from fmkwave.render.paths import Files
from fmkwave.rules import Broken

QUARTERS = ("2031-Q2", "2031-Q3")
FILES = Files(Path("data"), Path("data", "plan.yaml"))
CHANGED = "changed since the plan was made"
SIZE = "wave 1 (2031-Q2) takes 2 to 4 municipalities"


def change(file: str, line: int, part: str, what: str, how: str = CHANGED) -> Change:
    return Change(file=file, line=line, part=part, what=what, how=how)


FOUND = Check(
    changes=(
        change("questionnaire.csv", 4, "0102", "Nordby"),
        change("vendors.yaml", 0, "Leverandør C", "Leverandør C", "is gone"),
        change("published.csv", 0, "", "the file", "is new since the plan was made"),
    ),
    moves=(
        Move(code="0102", name="Nordby", before=2, after=1),
        Move(code="0105", name="Aaby", before=None, after=2),
        Move(code="0101", name="Ålev", before=3, after=1),
    ),
    broken=(Broken(rule=SIZE, found="1 placed"),),
    other=(
        Difference(
            key="total:",
            text="'total' is 1.0, the inputs give 2.0",
            place=Place("plan.yaml", 6),
        ),
    ),
    places={
        "": Place("plan.yaml", 0),
        "0102": Place("plan.yaml", 31),
        "0105": Place("plan.yaml", 20),
        "0101": Place("plan.yaml", 40),
        SIZE: Place("plan.yaml", 21),
    },
    quarters=QUARTERS,
)

TEXT = """\
What changed
  questionnaire.csv:4: Nordby changed since the plan was made
  vendors.yaml: Leverandør C is gone
  published.csv: the file is new since the plan was made

Who would move
  plan.yaml:31: Nordby: committed wave 2 (2031-Q3), inputs say wave 1 (2031-Q2)
  plan.yaml:20: Aaby: in no committed wave, inputs say wave 2 (2031-Q3)
  plan.yaml:40: Ålev: committed wave 3, inputs say wave 1 (2031-Q2)

Broken rules
  plan.yaml:21: wave 1 (2031-Q2) takes 2 to 4 municipalities; 1 placed

What else differs
  plan.yaml:6: 'total' is 1.0, the inputs give 2.0

Different: 3 changes, 3 moves, 1 broken rule, 1 other difference
`fmkwave plan --write` makes the plan what the inputs say.
"""

MANY = """\
What changed
  questionnaire.csv: 12 parts changed since the plan was made:
    Ålev, Nordby, Søby, Høje-Bakkerup, Aaby,
    Ærøstrand, Ålev, Nordby, Søby,
    Høje-Bakkerup, Aaby, Ærøstrand
  uptake.yaml:3: Øst is gone
"""

MOVES = """\
Who would move
  committed         inputs say
  no wave           wave 1 (2031-Q2)  1  Nordby
  wave 1 (2031-Q2)  wave 2 (2031-Q3)  6  Ålev, Søby, Høje-Bakkerup,
                                         Aaby, Ærøstrand, Ålev
  wave 2 (2031-Q3)  wave 1 (2031-Q2)  5  Nordby, Søby,
                                         Høje-Bakkerup, Aaby,
                                         Ærøstrand

Different: 12 moves
"""

NO_PLAN = """\
No plan exists: these limits cannot hold together
  this
  that

What changed
  questionnaire.csv:4: Nordby changed since the plan was made

No plan: 1 change
"""


def test_everything_that_a_check_can_find() -> None:
    assert checking.text(FOUND, 80).plain == TEXT


def test_a_check_that_found_nothing() -> None:
    nothing = checking.text(Check(quarters=QUARTERS), 80).plain
    assert nothing == "Identical: the inputs give the committed plan.\n"


def test_many_changes_are_told_together_and_all_are_told() -> None:
    changes = [
        *(change("questionnaire.csv", 4 + n, code, NAMES[code]) for n, code in enumerate(NAMES)),
        change("uptake.yaml", 3, "Øst", "Øst", "is gone"),
        *(change("questionnaire.csv", 20 + n, code, NAMES[code]) for n, code in enumerate(NAMES)),
    ]
    shown = checking.text(Check(changes=tuple(changes), quarters=QUARTERS), 46).plain
    assert shown.startswith(MANY)


def test_many_that_came_or_went_are_told_in_the_plural() -> None:
    changes = [
        change("uptake.yaml", 0, f"By{n}", f"By{n}", how)
        for how in ("is gone", "is new since the plan was made")
        for n in range(11)
    ]
    shown = checking.text(Check(changes=tuple(changes), quarters=QUARTERS), 80).plain
    assert "uptake.yaml: 11 parts are gone:\n" in shown
    assert "uptake.yaml: 11 parts are new since the plan was made:\n" in shown


def test_many_moves_are_told_by_where_they_go() -> None:
    names = list(NAMES.values())
    ways = [(1, 2), (None, 1), *[(1, 2)] * 5, *[(2, 1)] * 5]
    moves = tuple(
        Move(code=str(n), name=names[n % 6], before=before, after=after)
        for n, (before, after) in enumerate(ways)
    )
    places = {move.code: Place("plan.yaml", 1) for move in moves}
    shown = checking.text(Check(moves=moves, places=places, quarters=QUARTERS), 68).plain
    assert shown.startswith(MOVES)


def test_where_no_plan_exists_nothing_would_write_one() -> None:
    found = Check(
        conflict=("this", "that"),
        changes=FOUND.changes[:1],
        places={"": Place("plan.yaml", 0)},
        quarters=QUARTERS,
    )
    assert checking.text(found, 80).plain == NO_PLAN


@pytest.mark.parametrize("width", [20, 80, 200])
def test_all_98_who_move_are_named(width: int) -> None:
    moves = tuple(Move(code=str(n), name=f"By{n}", before=1, after=2) for n in range(98))
    places = {move.code: Place("plan.yaml", 1) for move in moves}
    shown = checking.text(Check(moves=moves, places=places, quarters=QUARTERS), width).plain
    words = shown.replace(",", " ").split()
    assert all(f"By{n}" in words for n in range(98))
    assert "Different: 98 moves" in shown
