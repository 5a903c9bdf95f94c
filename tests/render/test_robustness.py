"""How far a plan depends on the weights, as people and programs are told."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from drawn import EARLY, LATE, WITHIN, robustness
from invented import inputs
from openpyxl import load_workbook

from fmkwave import language
from fmkwave.model import Basis
from fmkwave.model.robustness import Robustness, Sampling
from fmkwave.render import forms, palette, robustfigures, robustsvg, robustwords
from fmkwave.render.lettering import text_width

SVG = "{http://www.w3.org/2000/svg}"

TABLE = """\
Prøveudrulning i Østland

Under weights drawn at random, the best plan has on average 4.6 of 6
municipalities (77%) in the same wave as the plan.
The plan itself is the best one in 120 of 1,000 draws. On average it is worth
3.3 points less than the best one, which is worth 181.2; at worst 20.0 less.
1 municipality takes another wave more often than its own: Aaby (wave 2 in 60%).
The weights drawn have the sum of those written down and keep the order of
importance where programme.yaml gives one; all such weights are equally likely.
1,000 draws (seed 7) were made. A share is exact to about 3 percentage points.

Which weight matters most
  Weight                     Matters                    As written  Mean drawn
  each period from the wish      40%  ████████████████        25.0        37.4
  signature                      10%  ████                    30.0        33.4
  chance alone                    3%  █
  link kept: land                 3%  █                       10.0        11.0
  hospitals                       2%  █                        0.5         0.7
  what underway counts            0%                           0.8        0.86
  So large a share of the placements differs between the draws with the weight
  in its upper half and those with it in its lower half. Halves made by chance
  alone differ by 3%: a weight with no more than that may not matter at all.

How often each takes which wave
  Each under its wave in the plan, the least certain first.
  ░ below 25%, ▒ below 50%, ▓ below 75%, █ from 75% on, · never

Wave 1 · 2031-Q2 · 3                   Wave 2 · 2031-Q3 · 3
               Wave 1     Wave 2                      Wave 1     Wave 2
Aaby           ▒▒▒▒  40%  ▓▓▓▓  60%    Ærøstrand      ▓▓▓▓  50%  ▓▓▓▓  50%
Nordby         ████ >99%  ░░░░  <1%    Søby           ▒▒▒▒  25%  ████  75%
Ålev           ████ 100%          ·    Høje-Bakkerup  ░░░░  <1%  ████ >99%

Reconstructed inputs, not real answers: questionnaire.csv. Agreement with any published plan is \
by construction and proves nothing.
"""

NARROW = """\
Wave 1 · 2031-Q2 · 3
               Wave 1     Wave 2
Aaby           ▒▒▒▒  40%  ▓▓▓▓  60%
Nordby         ████ >99%  ░░░░  <1%
Ålev           ████ 100%          ·

Wave 2 · 2031-Q3 · 3
               Wave 1     Wave 2
Ærøstrand      ▓▓▓▓  50%  ▓▓▓▓  50%
"""


def shown(form: str, found: Robustness, width: int = 80) -> str:
    drawn = forms.robustness(form, inputs(), found, width)
    assert not isinstance(drawn, bytes)
    return drawn if isinstance(drawn, str) else drawn.plain


# --- For people ----------------------------------------------------------------------------------


def test_on_a_screen() -> None:
    assert shown("table", robustness()) == TABLE


def test_on_a_narrow_screen_waves_stand_below_each_other() -> None:
    text = shown("table", robustness(), 60)
    assert NARROW in text
    assert max(map(len, text.splitlines()[:-1])) <= 60


def test_the_shades_have_the_colours_of_the_waves() -> None:
    drawn = forms.robustness("table", inputs(), robustness(), 80)
    assert not isinstance(drawn, str | bytes)
    styled = {(drawn.plain[span.start : span.end], str(span.style)) for span in drawn.spans}
    assert {("▒▒▒▒", palette.kind(0)), ("▓▓▓▓", palette.kind(1))} <= styled


def test_in_danish_numbers_have_their_form() -> None:
    with language.reading("da"):
        text = shown("table", robustness()).replace("\N{NO-BREAK SPACE}", " ")
    assert "Aaby           ▒▒▒▒  40 %  ▓▓▓▓  60 %" in text
    assert "1.000" in text
    assert "181,2" in text


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (0, 1000, "0%"),
        (1, 1000, "<1%"),
        (5, 1000, "<1%"),
        (995, 1000, ">99%"),
        (15, 1000, "2%"),
        (994, 1000, "99%"),
        (999, 1000, ">99%"),
        (1000, 1000, "100%"),
        (1, 3, "33%"),
    ],
)
def test_a_share_that_is_not_none_is_not_shown_as_none_nor_as_all(
    part: int, whole: int, told: str
) -> None:
    assert robustfigures.share(part, whole) == told


def test_what_was_drawn_is_told() -> None:
    assert robustwords.how_drawn(robustness(sampling=WITHIN, draws=400)) == [
        "Each weight is drawn from within 12.5% of the one written down, all together so that "
        "they keep the order of importance where programme.yaml gives one.",
        "Each answer given is another one with a chance of 5%.",
        "400 draws (seed 7) were made of 1,000 asked for. "
        "A share is exact to about 5 percentage points.",
    ]


def test_who_stands_elsewhere_is_told_by_how_clearly() -> None:
    sure = robustness()
    calm = [row.model_copy(update={"wave": 1 + (row.counts[1] > 500)}) for row in sure.rows]
    turned = [row.model_copy(update={"wave": 3 - row.wave}) for row in sure.rows]
    told = [robustwords.findings(robustness(rows=tuple(rows)))[-1] for rows in (calm, turned)]
    assert told == [
        "No municipality takes another wave more often than its own.",
        "4 municipalities take another wave more often than their own, most clearly "
        "Ålev (wave 1 in 100%), Høje-Bakkerup (wave 2 in >99%), Nordby (wave 1 in >99%) and "
        "Søby (wave 2 in 75%).",
    ]


def test_the_mean_of_all_draws_is_that_of_any_municipality_s() -> None:
    for row in robustness().rows:
        early, late = row.counts
        expected = [
            round((early * one + late * other) / 1000)
            for one, other in zip(EARLY, LATE, strict=True)
        ]
        assert robustfigures.means(row) == expected


def test_as_markdown() -> None:
    text = shown("markdown", robustness())
    assert text.startswith("# Prøveudrulning i Østland\n\nUnder weights drawn at random")
    assert "| each period from the wish | 40% | ████████████████ | 25.0 | 37.4 |" in text
    assert (
        "## Wave 2 · 2031-Q3 · 3\n\n"
        "| Municipality | Wave 1 | Wave 2 |\n"
        "| :-- | --: | --: |\n"
        "| Ærøstrand | 50% | 50% |\n"
        "| Søby | 25% | 75% |\n"
    ) in text
    assert text.endswith("proves nothing.\n")


# --- For programs --------------------------------------------------------------------------------


def test_as_json() -> None:
    found = json.loads(shown("json", robustness(sampling=WITHIN)))
    rows, figures = found.pop("municipalities"), found.pop("figures")
    influences, notices = found.pop("influences"), found.pop("notices")
    assert found == {
        "schema": 1,
        "programme": "Prøveudrulning i Østland",
        "seed": 7,
        "within": 0.125,
        "error_rate": 0.05,
        "draws": 1000,
        "asked": 1000,
        "same": 120,
        "agreement": 0.7737,
        "best": 181.249,
        "regret": 3.251,
        "worst_regret": 20.0,
        "inputs": {"questionnaire.csv": "0" * 64},
    }
    assert figures[:2] == [
        {"group": "answers", "name": "underway", "given": 0.8},
        {"group": "readiness", "name": "signature", "given": 30.0},
    ]
    assert influences[0] == {"group": "wish", "name": "wish", "share": 0.4}
    assert influences[2] == {"group": None, "name": None, "share": 0.031}
    assert len(notices) == 1
    by_code = {row["code"]: row for row in rows}
    assert by_code["0101"] == {
        "code": "0101",
        "name": "Ålev",
        "wave": 1,
        "waves": [
            {
                "wave": 1,
                "quarter": "2031-Q2",
                "draws": 1000,
                "share": 1.0,
                "central": [0.84, 31.64, 1.26, 12.5, 9.0],
            },
            {"wave": 2, "quarter": "2031-Q3", "draws": 0, "share": 0.0, "central": None},
        ],
    }


def test_as_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(shown("csv", robustness()))))
    assert len(rows) == 12
    assert rows[0] == {
        "code": "0104",
        "municipality": "Høje-Bakkerup",
        "wave": "1",
        "quarter": "2031-Q2",
        "draws": "4",
        "share": "0.0040",
        "planned": "no",
    }


@pytest.mark.parametrize("form", ["json", "csv"])
def test_programs_read_the_same_in_any_language(form: str) -> None:
    english = shown(form, robustness())
    with language.reading("da"):
        assert shown(form, robustness()) == english


# --- SVG -----------------------------------------------------------------------------------------


def test_the_drawing_says_all_that_it_shows() -> None:
    root = ElementTree.fromstring(shown("svg", robustness()))
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == "How often each takes which wave"
    assert "Aaby, wave 1: 40%, wave 2: 60%. Ålev, wave 1: 100%." in (desc.text or "")
    texts = [one.text for one in root.iter(f"{SVG}text")]
    assert {"Prøveudrulning i Østland", "Wave 1 · 2031-Q2 · 3", "Aaby", "40%", ">99%"} <= {*texts}
    assert any("Reconstructed inputs" in (text or "") for text in texts)


def test_a_cell_is_as_full_as_its_share_and_bears_no_letter() -> None:
    root = ElementTree.fromstring(shown("svg", robustness()))
    cells = [one for one in root.iter(f"{SVG}rect") if one.get("class") == "cell"]
    assert {(one.get("fill"), one.get("fill-opacity")) for one in cells} >= {
        (palette.kind(0), "1.0"),
        (palette.kind(0), "0.4"),
        (palette.kind(1), "0.6"),
        (palette.kind(1), "0.004"),
    }
    # Never at all is no cell.
    assert len(cells) == 11
    for row in (one for one in root.iter(f"{SVG}g") if one.get("data-code")):
        *_name, figures = row.findall(f"{SVG}text")[0], row.findall(f"{SVG}text")[1:]
        for cell, figure in zip(row.findall(f"{SVG}rect"), figures, strict=True):
            right = float(cell.get("x", "0")) + float(cell.get("width", "0"))
            room = float(figure.get("x", "0")) - right
            assert room > text_width(figure.text or "", 12)


def test_a_light_page_and_a_dark_one_have_letters_that_can_be_read() -> None:
    style = re.search(r"<style>(.*?)</style>", shown("svg", robustness()), re.DOTALL)
    assert style is not None
    pages = re.findall(r"svg \{ color: (#\w+); background: (#\w+); \}", style[1])
    assert len(pages) == 2
    for ink, paper in pages:
        whole = (f"#{paper[1:] * (2 if len(paper) == 4 else 1)}", ink)
        assert palette.contrast(*whole) >= 7


def test_a_figure_of_a_page_links_each_municipality() -> None:
    strips = [ElementTree.fromstring(one) for one in robustsvg.figures(robustness())]
    assert [one.findtext(f"{SVG}title") for one in strips] == [
        "How often each takes which wave: Wave 1 · 2031-Q2 · 3",
        "How often each takes which wave: Wave 2 · 2031-Q3 · 3",
    ]
    links = [
        (link.get("href"), link.get("aria-label"))
        for strip in strips
        for link in strip.iter(f"{SVG}a")
    ]
    assert links[0] == ("#0105", "Aaby, wave 1: 40%, wave 2: 60%.")
    assert len(links) == 6


def test_a_drawing_is_no_wider_than_its_sheet() -> None:
    six = ("2031-Q2", "2031-Q3", "2031-Q4", "2032-Q1", "2032-Q2", "2032-Q3")
    rows = [
        row.model_copy(update={"counts": (*row.counts, 0, 0, 0, 0), "wave": 1 + at})
        for at, row in enumerate(robustness().rows)
    ]
    root = ElementTree.fromstring(shown("svg", robustness(quarters=six, rows=tuple(rows))))
    assert float(root.get("width", "0")) <= 1240
    headings = [t.text for t in root.iter(f"{SVG}text") if (t.text or "").endswith("· 1")]
    assert len(headings) == 6


# --- A spreadsheet -------------------------------------------------------------------------------


def test_as_a_spreadsheet() -> None:
    content = forms.robustness("xlsx", inputs(), robustness(), 80)
    assert isinstance(content, bytes)
    shares, weights, central, about = load_workbook(io.BytesIO(content)).worksheets
    assert [*shares.values][:3] == [
        ("Code", "Municipality", "Wave in the plan", "Keeps it", "Wave 1", "Wave 2"),
        ("0104", "Høje-Bakkerup", 2, 0.996, 0.004, 0.996),
        ("0102", "Nordby", 1, 0.996, 0.996, 0.004),
    ]
    assert shares["E2"].number_format == "0.0%"
    scales = {str(one.sqref): one.rules for one in shares.conditional_formatting}
    assert set(scales) == {"E2:E7", "F2:F7"}
    (rule,) = scales["E2:E7"]
    assert [(end.type, end.val) for end in rule.colorScale.cfvo] == [("num", 0), ("num", 1)]
    assert [*weights.values] == [
        ("Weight", "Matters", "As written", "Mean drawn"),
        ("each period from the wish", 0.4, 25, 37.4),
        ("signature", 0.1, 30, 33.4),
        ("chance alone", 0.031, None, None),
        ("link kept: land", 0.03, 10, 11),
        ("hospitals", 0.02, 0.5, 0.7),
        ("what underway counts", 0, 0.8, 0.86),
    ]
    assert weights["C7"].number_format == "0%"
    rows = [*central.values]
    assert rows[0][:5] == (
        "Code",
        "Municipality",
        "Takes",
        "Share of draws",
        "What underway counts",
    )
    assert rows[1] == ("0104", "Høje-Bakkerup", 1, 0.004, 0.84, 31.6, 1.3, 12.5, 9)
    assert len(rows) == 12
    assert ("Robustness", None, robustwords.findings(robustness())[0]) in [*about.values]


def test_the_colour_of_a_full_share_leaves_its_figure_readable() -> None:
    assert palette.contrast("#000000", palette.kind(0)) >= 4.5


def test_real_inputs_need_no_notice() -> None:
    real = inputs(basis=Basis.COLLECTED)
    found = robustness(real)
    for form in ("table", "json", "markdown", "svg"):
        assert "Reconstructed" not in shown(form, found)


def test_a_single_draw() -> None:
    one = [row.model_copy(update={"counts": (1, 0)}) for row in robustness().rows]
    found = robustness(rows=tuple(one), draws=1, asked=1, sampling=Sampling(seed=7))
    text = shown("table", found.model_copy(update={"same": 1}))
    assert "1 draw (seed 7) was made." in text
    assert "the best one in 1 of 1 draw. " in text
