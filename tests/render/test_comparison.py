"""Two plans compared, as people and programs read it."""

from __future__ import annotations

import json

from invented import PLACEMENT, inputs
from rich.text import Text

from fmkwave.compare import Candidate, Comparison, compare
from fmkwave.model import Inputs
from fmkwave.moves import Shift, moves
from fmkwave.render import forms

NOTICE = (
    "Reconstructed inputs, not real answers: questionnaire.csv. "
    "Agreement with any published plan is by construction and proves nothing."
)

TABLE = f"""\
Prøveudrulning i Østland: committed and mine/edited.csv

Different: 3 of 6 municipalities stand elsewhere in edited.csv than in
committed.
edited.csv has no total: 1 municipality is in no wave; the others bring 16.45
points.

Rules that edited.csv breaks
  - every municipality is in one wave; Ærøstrand in none
  - wave 1 (2031-Q2) takes 2 to 4 municipalities; 1 placed in 2031-Q2

Who stands elsewhere
  Municipality  Region  committed    edited.csv   Own points gained
  Nordby        Øst     1 · 2031-Q2  2 · 2031-Q3             -70.45
  Ærøstrand     Vest    2 · 2031-Q3  none
  Aaby          Vest    1 · 2031-Q2  2 · 2031-Q3            -56.228

Under the inputs as they are now
                       committed  edited.csv  Difference
  Total                  143.128        none
  Own points             133.128        6.45    -126.678
  Points of links           10.0        10.0
  Links kept              1 of 2      1 of 2
  In wave 1 · 2031-Q2          3           1          -2
  In wave 2 · 2031-Q3          3           4          +1
  In no wave                   0           1          +1
  Rules broken                 0           2          +2

How many stand in the same wave
  Region  Same wave
  Vest       1 of 3
  Øst        2 of 3
  All        3 of 6

{NOTICE}
"""

MARKDOWN = f"""\
# Prøveudrulning i Østland: committed and mine/edited.csv

Different: 3 of 6 municipalities stand elsewhere in edited.csv than in committed.

edited.csv has no total: 1 municipality is in no wave; the others bring 16.45 points.

## Rules that edited.csv breaks

- every municipality is in one wave; Ærøstrand in none
- wave 1 (2031-Q2) takes 2 to 4 municipalities; 1 placed in 2031-Q2

## Who stands elsewhere

| Municipality | Region | committed | edited.csv | Own points gained |
| :-- | :-- | :-- | :-- | --: |
| Nordby | Øst | 1 · 2031-Q2 | 2 · 2031-Q3 | -70.45 |
| Ærøstrand | Vest | 2 · 2031-Q3 | none |  |
| Aaby | Vest | 1 · 2031-Q2 | 2 · 2031-Q3 | -56.228 |

## Under the inputs as they are now

|  | committed | edited.csv | Difference |
| :-- | --: | --: | --: |
| Total | 143.128 | none |  |
| Own points | 133.128 | 6.45 | -126.678 |
| Points of links | 10.0 | 10.0 |  |
| Links kept | 1 of 2 | 1 of 2 |  |
| In wave 1 · 2031-Q2 | 3 | 1 | -2 |
| In wave 2 · 2031-Q3 | 3 | 4 | +1 |
| In no wave | 0 | 1 | +1 |
| Rules broken | 0 | 2 | +2 |

## How many stand in the same wave

| Region | Same wave |
| :-- | --: |
| Vest | 1 of 3 |
| Øst | 2 of 3 |
| All | 3 of 6 |

> {NOTICE}
"""

CSV = """\
code,municipality,region,from,to,moved,from_points,to_points
0104,Høje-Bakkerup,Vest,2,2,no,0.0,0.0
0102,Nordby,Øst,1,2,yes,70.45,0.0
0103,Søby,Øst,2,2,no,-25.0,-25.0
0106,Ærøstrand,Vest,2,,yes,0.0,
0105,Aaby,Vest,1,2,yes,56.228,0.0
0101,Ålev,Øst,1,1,no,31.45,31.45
"""

EDITED = {
    **{code: wave for code, wave in PLACEMENT.items() if code != "0106"},
    "0105": 2,
    "0102": 2,
}


def comparison(found: Inputs | None = None) -> Comparison:
    found = inputs() if found is None else found
    return compare(found, Candidate("committed", PLACEMENT), Candidate("mine/edited.csv", EDITED))


def shown(form: str, found: Inputs, made: Comparison, width: int = 80) -> str:
    text = forms.comparison(form, found, made, found.notices, width)
    assert not isinstance(text, bytes)
    return text.plain if isinstance(text, Text) else text


def test_as_a_table() -> None:
    assert shown("table", inputs(), comparison()) == TABLE


def test_as_markdown() -> None:
    assert shown("markdown", inputs(), comparison()) == MARKDOWN


def test_as_csv_with_a_row_for_everybody() -> None:
    assert shown("csv", inputs(), comparison()) == CSV


def test_as_json() -> None:
    assert json.loads(shown("json", inputs(), comparison())) == {
        "schema": 1,
        "programme": "Prøveudrulning i Østland",
        "identical": False,
        "from": {
            "name": "committed",
            "total": 143.128,
            "total_without_change": None,
            "own_points": 133.128,
            "link_points": 10.0,
            "stability": 0.0,
            "links": {"kept": 1, "of": 2, "kinds": {"land": {"kept": 1, "of": 2}}},
            "waves": [
                {"wave": 1, "quarter": "2031-Q2", "size": 3},
                {"wave": 2, "quarter": "2031-Q3", "size": 3},
            ],
            "in_no_wave": [],
            "broken": [],
            "what_if": None,
        },
        "to": {
            "name": "mine/edited.csv",
            "total": None,
            "total_without_change": None,
            "own_points": 6.45,
            "link_points": 10.0,
            "stability": 0.0,
            "links": {"kept": 1, "of": 2, "kinds": {"land": {"kept": 1, "of": 2}}},
            "waves": [
                {"wave": 1, "quarter": "2031-Q2", "size": 1},
                {"wave": 2, "quarter": "2031-Q3", "size": 4},
            ],
            "in_no_wave": [{"code": "0106", "name": "Ærøstrand"}],
            "broken": [
                {"rule": "every municipality is in one wave", "found": "Ærøstrand in none"},
                {
                    "rule": "wave 1 (2031-Q2) takes 2 to 4 municipalities",
                    "found": "1 placed in 2031-Q2",
                },
            ],
            "what_if": None,
        },
        "moves": [
            {"code": "0102", "name": "Nordby", "from": 1, "to": 2},
            {"code": "0106", "name": "Ærøstrand", "from": 2, "to": None},
            {"code": "0105", "name": "Aaby", "from": 1, "to": 2},
        ],
        "agreement": {
            "same": 3,
            "of": 6,
            "regions": [
                {"region": "Vest", "same": 1, "of": 3},
                {"region": "Øst", "same": 2, "of": 3},
            ],
        },
        "notices": [NOTICE],
    }


# --- What the page says first ---------------------------------------------------------------------


def answer(before: Candidate, after: Candidate) -> list[str]:
    """The sentences under the title."""
    page = shown("markdown", inputs(), compare(inputs(), before, after))
    return page.split("\n\n## ")[0].split("\n\n")[1:]


def test_identical_plans_need_no_list() -> None:
    same = Candidate("best", PLACEMENT)
    page = shown("table", inputs(), compare(inputs(), Candidate("committed", PLACEMENT), same))
    assert "\n\nIdentical: everybody stands in the same wave in both.\n\nUnder the" in page
    assert "Who stands elsewhere" not in page
    assert "How many stand in the same wave" not in page


def test_one_move_and_what_it_is_worth() -> None:
    later = Candidate("later", {**PLACEMENT, "0102": 2})
    assert answer(Candidate("now", PLACEMENT), later) == [
        "Different: 1 of 6 municipalities stands elsewhere in later than in now.",
        "later is worth 60.45 points less than now.",
    ]
    assert answer(later, Candidate("now", PLACEMENT))[1:] == [
        "now is worth 60.45 points more than later."
    ]


def test_plans_that_are_worth_the_same() -> None:
    found = comparison()
    worth = found.before.worth
    after = found.after.model_copy(update={"worth": worth, "left_out": ()})
    page = shown("markdown", inputs(), found.model_copy(update={"after": after}))
    assert "\n\nBoth are worth the same.\n\n" in page


def test_whoever_is_in_no_wave_is_counted() -> None:
    some = Candidate("some", {"0101": 1})
    assert answer(some, Candidate("none", {}))[1:] == [
        "some has no total: 5 municipalities are in no wave; the others bring 31.45 points.",
        "none has no total: 6 municipalities are in no wave; the others bring 0.0 points.",
    ]


def test_files_of_one_name_are_told_apart_by_their_paths() -> None:
    files = Candidate("old/plan.yaml", PLACEMENT), Candidate("new/plan.yaml", EDITED)
    page = shown("table", inputs(), compare(inputs(), *files))
    assert "stand elsewhere in new/plan.yaml than in\nold/plan.yaml.\n" in page


def test_under_a_what_if_each_total_stands_beside_that_without_it() -> None:
    changed = inputs().model_copy(update={"changes": ("weights.signature = 40 (was 30)",)})
    later = {**PLACEMENT, "0102": 2}
    shift = Shift(total_before=143_128, total=150_000, moves=moves(changed, PLACEMENT, later))
    best = Candidate("best", later, shift)
    found = compare(changed, Candidate("committed", PLACEMENT), best, files=inputs())
    page = shown("table", changed, found)
    assert "\nUnder the inputs as changed\n" in page
    assert "\n  Total without the change    143.128  143.128\n" in page
    assert "\nWhat the change does to best\n" in page
    assert "\n  - Nordby: wave 1 to wave 2\n" in page
    assert "\nWhat if, not what the files say: weights.signature = 40 (was 30).\n" in page
    told = json.loads(shown("json", changed, found))
    assert told["from"]["total_without_change"] == 143.128
    assert told["from"]["what_if"] is None
    assert told["to"]["what_if"] == {
        "total_before": 143.128,
        "total": 150.0,
        "stability_before": 0.0,
        "stability": 0.0,
        "moves": [{"code": "0102", "name": "Nordby", "from": 1, "to": 2}],
    }
