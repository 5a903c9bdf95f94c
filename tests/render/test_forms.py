"""Whole outputs for machines, and for pages."""

from __future__ import annotations

import csv
import io
import json

import pytest
from invented import PLACEMENT, inputs, plan
from rich.text import Text
from test_checking import FILES, FOUND
from test_table import NOTICE

from fmkwave import planfile
from fmkwave.errors import Fault
from fmkwave.model import Municipality
from fmkwave.ranking import Filter, rank
from fmkwave.render import csvform, forms, jsonform, markdown

PLAN_JSON = f"""\
{{
  "schema": 1,
  "programme": "Prøveudrulning i Østland",
  "total": 174.45,
  "stability": 0.0,
  "bound": 174.45,
  "proof": "optimal",
  "unique": true,
  "engine": "sweep",
  "links": {{
    "kept": 1,
    "of": 2
  }},
  "notices": [
    "{NOTICE}",
    "Engine sweep was taken in jest."
  ],
  "waves": [
    {{
      "wave": 1,
      "quarter": "2031-Q2",
      "size": 3,
      "municipalities": [
        {{
          "code": "0102",
          "name": "Nordby",
          "points": 70.45
        }},
        {{
          "code": "0105",
          "name": "Aaby",
          "points": 56.228
        }},
        {{
          "code": "0101",
          "name": "Ålev",
          "points": 31.45
        }}
      ]
    }},
    {{
      "wave": 2,
      "quarter": "2031-Q3",
      "size": 3,
      "municipalities": [
        {{
          "code": "0104",
          "name": "Høje-Bakkerup",
          "points": 0.0
        }},
        {{
          "code": "0103",
          "name": "Søby",
          "points": -25.0
        }},
        {{
          "code": "0106",
          "name": "Ærøstrand",
          "points": 0.0
        }}
      ]
    }}
  ]
}}
"""

PLAN_CSV = """\
code,municipality,wave,quarter,points
0102,Nordby,1,2031-Q2,70.45
0105,Aaby,1,2031-Q2,56.228
0101,Ålev,1,2031-Q2,31.45
0104,Høje-Bakkerup,2,2031-Q3,0.0
0103,Søby,2,2031-Q3,-25.0
0106,Ærøstrand,2,2031-Q3,0.0
"""

PLAN_MARKDOWN = f"""\
# Prøveudrulning i Østland

## Wave 1 · 2031-Q2 · 3

| Municipality | Points |
| :-- | --: |
| Nordby | 70.45 |
| Aaby | 56.228 |
| Ålev | 31.45 |

## Wave 2 · 2031-Q3 · 3

| Municipality | Points |
| :-- | --: |
| Høje-Bakkerup | 0.0 |
| Søby | -25.0 |
| Ærøstrand | 0.0 |

- Total: 174.45 points
- Proof: optimal: no plan is worth more
- Unique: yes: every other plan is worth less
- Links kept: 1 of 2
- Engine: sweep

> {NOTICE}

> Engine sweep was taken in jest.
"""

SCORES_JSON = f"""\
{{
  "schema": 1,
  "programme": "Prøveudrulning i Østland",
  "notices": [
    "{NOTICE}"
  ],
  "municipalities": [
    {{
      "code": "0104",
      "name": "Høje-Bakkerup",
      "region": "Vest",
      "vendor": "Leverandør B",
      "wave": 2,
      "wish": null,
      "readiness": 24.0,
      "priority": 26.728,
      "terms": [
        {{
          "name": "signature",
          "group": "readiness",
          "answer": "underway",
          "weight": 30.0,
          "credit": 0.8,
          "points": 24.0
        }},
        {{
          "name": "project_leader",
          "group": "readiness",
          "answer": "no",
          "weight": 20.0,
          "credit": 0.0,
          "points": 0.0
        }},
        {{
          "name": "general_practice",
          "group": "uptake",
          "answer": null,
          "weight": 20.0,
          "credit": 0.125,
          "points": 2.5
        }},
        {{
          "name": "hospitals",
          "group": "uptake",
          "answer": null,
          "weight": 0.5,
          "credit": 0.455,
          "points": 0.228
        }}
      ]
    }}
  ]
}}
"""

SCORES_CSV_ROWS = {
    "code": ["0101", "0103"],
    "municipality": ["Ålev", "Søby"],
    "region": ["Øst", "Øst"],
    "vendor": ["Leverandør A", "Leverandør A"],
    "wave": ["1", "2"],
    "wish": ["2031-Q3", "2031-Q2"],
    "readiness": ["46.0", "0.0"],
    "priority": ["56.45", "0.45"],
    "signature_answer": ["yes", "no"],
    "signature_weight": ["30.0", "30.0"],
    "signature_credit": ["1", "0"],
    "signature_points": ["30.0", "0.0"],
    "project_leader_answer": ["underway", ""],
    "project_leader_weight": ["20.0", "20.0"],
    "project_leader_credit": ["0.8", "0"],
    "project_leader_points": ["16.0", "0.0"],
    "general_practice_weight": ["20.0", "20.0"],
    "general_practice_credit": ["0.5", "0"],
    "general_practice_points": ["10.0", "0.0"],
    "hospitals_weight": ["0.5", "0.5"],
    "hospitals_credit": ["0.9", "0.9"],
    "hospitals_points": ["0.45", "0.45"],
}

SCORES_MARKDOWN = f"""\
# Prøveudrulning i Østland

| Municipality | signature (30.0) | project leader (20.0) | general practice (20.0) \
| hospitals (0.5) | readiness | priority |
| :-- | --: | --: | --: | --: | --: | --: |
| Aaby | yes 30.0 | underway 16.0 | 50% | 45.5% | 46.0 | 56.228 |
| Høje-Bakkerup | underway 24.0 | no 0.0 | 12.5% | 45.5% | 24.0 | 26.728 |
| Ærøstrand | blank 0.0 | blank 0.0 | 37% | 45.5% | 0.0 | 7.628 |

> {NOTICE}
"""

CHECK_JSON = {
    "schema": 1,
    "identical": False,
    "stopped": False,
    "gap": None,
    "confirmed": None,
    "changes": [
        {
            "file": "questionnaire.csv",
            "line": 4,
            "part": "0102",
            "text": "Nordby changed since the plan was made",
        },
        {
            "file": "vendors.yaml",
            "line": None,
            "part": "Leverandør C",
            "text": "Leverandør C is gone",
        },
        {
            "file": "published.csv",
            "line": None,
            "part": None,
            "text": "the file is new since the plan was made",
        },
    ],
    "changed_inputs": ["published.csv", "questionnaire.csv", "vendors.yaml"],
    "moves": [
        {"code": "0102", "name": "Nordby", "from": 2, "to": 1},
        {"code": "0105", "name": "Aaby", "from": None, "to": 2},
        {"code": "0101", "name": "Ålev", "from": 3, "to": 1},
    ],
    "conflict": [],
    "decisive": None,
    "broken": [{"rule": "wave 1 (2031-Q2) takes 2 to 4 municipalities", "found": "1 placed"}],
    "other": ["'total' is 1.0, the inputs give 2.0"],
    "quarters": ["2031-Q2", "2031-Q3"],
}


def test_plan_as_json() -> None:
    assert jsonform.plan(inputs(), plan()) == PLAN_JSON


def test_plan_as_csv() -> None:
    assert csvform.plan(inputs(), plan()) == PLAN_CSV


def test_plan_as_markdown() -> None:
    assert markdown.plan(inputs(), plan()) == PLAN_MARKDOWN


def test_scores_as_json() -> None:
    rows = rank(inputs(), PLACEMENT, Filter(region="Vest"))
    assert jsonform.scores(inputs(), rows[1:2]) == SCORES_JSON


def test_scores_as_csv() -> None:
    rows = rank(inputs(), PLACEMENT, Filter(region="Øst"))
    text = csvform.scores(inputs(), rows[1:])
    header, *lines = csv.reader(io.StringIO(text))
    columns = [list(column) for column in zip(*lines, strict=True)]
    assert dict(zip(header, columns, strict=True)) == SCORES_CSV_ROWS
    assert "\r" not in text


def test_scores_as_markdown() -> None:
    rows = rank(inputs(), PLACEMENT, Filter(region="Vest"))
    assert markdown.scores(inputs(), rows) == SCORES_MARKDOWN


def test_check_as_json() -> None:
    assert json.loads(jsonform.check(FOUND)) == CHECK_JSON


def test_faults_as_json() -> None:
    found = (
        Fault("a.csv", 3, "no such region"),
        Fault("b.yaml", 0, "the file is missing"),
        Fault("c.csv", 9, "left blank", warning=True),
    )
    assert json.loads(jsonform.faults(found)) == {
        "schema": 1,
        "valid": False,
        "faults": [
            {"file": "a.csv", "line": 3, "message": "no such region"},
            {"file": "b.yaml", "line": None, "message": "the file is missing"},
        ],
        "warnings": [{"file": "c.csv", "line": 9, "message": "left blank"}],
    }
    assert json.loads(jsonform.faults(found[2:]))["valid"] is True


@pytest.mark.parametrize("points", [0, 1, 100, 12_345, -12_345, 999_999_999_999_999])
def test_points_in_json_have_their_very_decimals(points: int) -> None:
    text = jsonform.plan(inputs(), plan().model_copy(update={"total": points}))
    sign, size = ("-" if points < 0 else ""), abs(points)
    decimals = f"{size % 1000:03d}".rstrip("0") or "0"
    assert f'"total": {sign}{size // 1000}.{decimals},' in text


def test_a_bar_in_a_name_does_not_end_its_cell() -> None:
    strange = Municipality(
        code="0102", name="Nord|by", official_name="Nord|by", region="Øst", population=1
    )
    towns = {**inputs().municipalities, "0102": strange}
    text = markdown.plan(inputs().model_copy(update={"municipalities": towns}), plan())
    assert "| Nord\\|by | 70.45 |" in text


def test_each_form_is_found_by_its_name() -> None:
    rows = rank(inputs(), None, Filter())
    assert forms.plan("json", inputs(), plan(), 80) == PLAN_JSON
    assert forms.plan("csv", inputs(), plan(), 80) == PLAN_CSV
    assert forms.plan("markdown", inputs(), plan(), 80) == PLAN_MARKDOWN
    assert forms.plan("yaml", inputs(), plan(), 80) == planfile.dumps(inputs(), plan())
    assert forms.scores("json", inputs(), rows, 80) == jsonform.scores(inputs(), rows)
    assert forms.scores("csv", inputs(), rows, 80) == csvform.scores(inputs(), rows)
    assert forms.scores("markdown", inputs(), rows, 80) == markdown.scores(inputs(), rows)
    assert forms.check("json", inputs(), FOUND, FILES, 80) == jsonform.check(FOUND)
    assert forms.faults("json", (), FILES) == jsonform.faults(())
    tables = (
        forms.plan("table", inputs(), plan(), 80),
        forms.scores("table", inputs(), rows, 80),
        forms.check("table", inputs(), FOUND, FILES, 80),
        forms.faults("table", (), FILES),
    )
    assert all(isinstance(shown, Text) for shown in tables)
