"""Spreadsheets: what stands in which cell, of which type, and that no text becomes a formula."""

from __future__ import annotations

import io
import re
import shlex
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner, Result

from fmkwave import language
from fmkwave.cli import app
from fmkwave.compare import Candidate, compare
from fmkwave.explanation import Explanation, explain_all
from fmkwave.inputs import load_inputs
from fmkwave.losses import near, with_losses
from fmkwave.model import Inputs, Plan
from fmkwave.moves import Shift, moves
from fmkwave.planner import make_plan
from fmkwave.ranking import Filter, rank
from fmkwave.render import forms, palette, xlsxform
from fmkwave.render.planning import Beyond
from fmkwave.render.sheets.grid import Block, Column, Kind, Notes, Sheet, Typed
from fmkwave.whatif import changed
from folders import FILES, Folder

PLAN = [
    ("0101", "Nordby", 1, "2014-Q2", "2014-Q2", 212, 80, 106, "Østland", 9000, "Vendor A"),
    ("0102", "Søby", 1, "2014-Q2", None, 150, 54, 75, "Østland", 8000, "Vendor A"),
    ("0420", "Vestrup", 2, "2014-Q3", "2014-Q3", 83, 54, 83, "Vestland", 600, "Vendor B"),
    ("0440", "Øster-Holm", 2, "2014-Q3", "2014-Q2", 25, 30, 50, "Vestland", 400, "Vendor B"),
    ("0430", "Møborg", 3, "2014-Q4", None, 0, 46, 58, "Vestland", 500, "Vendor B"),
    ("0103", "Ålev", 3, "2014-Q4", "2014-Q4", 0, 20, 56, "Østland", 7000, "Vendor A"),
]
WAVES = [
    (1, "2014-Q2", 2, 2, 2, 17000, 0.667, 362),
    (2, "2014-Q3", 2, 1, 3, 1000, 0.039, 108),
    (3, "2014-Q4", 2, 2, 2, 7500, 0.294, 0),
]
LOSSES = [
    ("0430", "Møborg", 3, "no plan", 7, 0),
    ("0101", "Nordby", 1, 0, "no plan", "no plan"),
    ("0102", "Søby", 1, 0, "no plan", "no plan"),
    ("0420", "Vestrup", 2, "no plan", 0, 50),
    ("0440", "Øster-Holm", 2, "no plan", 0, 7),
    ("0103", "Ålev", 3, "no plan", "no plan", 0),
]
ABOUT = [
    ("Programme", None, "Invented roll-out"),
    (
        "Note",
        None,
        "Reconstructed inputs, not real answers: questionnaire.csv, uptake.yaml, vendors.yaml. "
        "Agreement with any published plan is by construction and proves nothing.",
    ),
    ("Total", 480, "points"),
    ("Proof", None, "optimal: no plan is worth more"),
    ("Unique", None, "yes: every other plan is worth less"),
    ("Links kept", None, "1 of 4"),
    ("Engine", None, "sweep"),
    (None, None, None),
    ("Weight", "Points", "Reason"),
    ("budget", 30, "Slide 1"),
    ("signature", 30, "Slide 1"),
    ("resources", 20, "Slide 2"),
    ("hospitals", 20, "Slide 3"),
    ("practice", 20, "Slide 3"),
    ("each period from the wish", -25, "Slide 4"),
    ("link kept: land", 10, "Slide 5"),
    ("link kept: ferry", 5, "Slide 5"),
    (None, None, None),
    ("Answer", "Counts", "Reason"),
    ("yes", 1, "Done"),
    ("underway", 0.8, "Soon"),
    ("no", 0, "Not done"),
    (None, None, None),
    ("File", "Basis", "Source"),
    ("adjacency.yaml", "public", "Invented map"),
    ("municipalities.yaml", "public", "Invented register"),
    ("programme.yaml", "documented", "Invented slides"),
    ("published.csv", "documented", "Invented draft"),
    ("questionnaire.csv", "reconstructed", "Invented answers"),
    ("uptake.yaml", "reconstructed", "Invented shares"),
    ("vendors.yaml", "reconstructed", "Invented vendors"),
]
BARS = "Vendor B is released in 2014-Q3, so no customer goes before it"


class Made(NamedTuple):
    """A plan with all its losses, and what it was made from."""

    inputs: Inputs
    plan: Plan


def made(folder: Folder, *settings: str) -> Made:
    inputs = load_inputs(folder.path)
    if settings:
        inputs = changed(inputs, settings)
    return Made(inputs, with_losses(inputs, make_plan(inputs)))


def planned(one: Made, beyond: Beyond = Beyond()) -> bytes:  # noqa: B008 - a tuple
    return content(forms.plan("xlsx", one.inputs, one.plan, 80, beyond))


def scored(one: Made) -> bytes:
    rows = rank(one.inputs, one.plan.placement, Filter())
    return content(forms.scores("xlsx", one.inputs, rows, 80))


def compared(one: Made) -> bytes:
    mine = {code: wave for code, wave in one.plan.placement.items() if code != "0430"}
    sides = (Candidate("=mine.csv", {**mine, "0102": 2}), Candidate("best", one.plan.placement))
    found = compare(one.inputs, *sides)
    return content(forms.comparison("xlsx", one.inputs, found, one.inputs.notices, 80))


def explained(one: Made, codes: Sequence[str] = ("0102", "0103", "0440")) -> bytes:
    told: list[Explanation] = list(explain_all(one.inputs, one.plan, codes))
    return content(forms.explanations("xlsx", one.inputs, one.plan, told, shift=None, width=80))


def content(result: object) -> bytes:
    assert isinstance(result, bytes)
    return result


def read(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(min_row=2, values_only=True))


def written(kind: Kind, *values: str | int | Decimal | Typed | None) -> Worksheet:
    sheet = Sheet("One", [Column("Head", kind)], [(value,) for value in values])
    return read(xlsxform.dumps([sheet], "Title"))["One"]


# --- What stands in it ---------------------------------------------------------------------------


def test_a_plan(folder: Folder) -> None:
    book = read(planned(made(folder)))
    assert book.sheetnames == ["Plan", "Waves", "About"]
    assert rows(book["Plan"]) == PLAN
    assert rows(book["Waves"]) == WAVES
    assert list(book["About"].values) == ABOUT


def test_a_plan_with_all_that_can_be_asked_of_it(folder: Folder) -> None:
    one = made(folder)
    asked = Beyond(losses=True, near=(7_000, near(one.inputs, one.plan, 7_000)))
    book = read(planned(one, asked))
    assert book.sheetnames == ["Plan", "Waves", "Within 7.0 points", "Losses", "About"]
    assert rows(book["Losses"]) == LOSSES
    assert rows(book["Within 7.0 points"]) == [
        ("0430", "Møborg", 3, 2, 7),
        ("0440", "Øster-Holm", 2, 3, 7),
    ]


def test_where_nobody_is_near_the_sheet_says_so(folder: Folder) -> None:
    book = read(planned(made(folder), Beyond(near=(0, ()))))
    assert rows(book["Within 0.0 points"]) == [(None, "Nobody.", None, None, None)]


def test_scores_of_nobody_say_so(folder: Folder) -> None:
    inputs = load_inputs(folder.path)
    book = read(content(forms.scores("xlsx", inputs, [], 80)))
    assert rows(book["Scores"])[0][:3] == (None, "Nobody.", None)


def test_where_nothing_binds_the_sheet_says_so(folder: Folder) -> None:
    inputs = load_inputs(folder.path)
    book = read(
        content(forms.explanations("xlsx", inputs, make_plan(inputs), [], shift=None, width=80))
    )
    assert rows(book["What binds"])[0][:2] == (None, "Nobody.")


def test_scores(folder: Folder) -> None:
    sheet = read(scored(made(folder)))["Scores"]
    head, first, *_ = list(sheet.values)
    assert dict(zip(head, first, strict=True)) == {
        "Code": "0101",
        "Municipality": "Nordby",
        "Readiness": 80,
        "Priority": 106,
        "Budget": "yes",
        "Budget, points": 30,
        "Signature": "yes",
        "Signature, points": 30,
        "Resources": "yes",
        "Resources, points": 20,
        "Hospitals": 0.8,
        "Hospitals, points": 16,
        "Practice": 0.5,
        "Practice, points": 10,
        "Wave in plan.yaml": 1,
        "Wish": "2014-Q2",
        "Region": "Østland",
        "Vendor": "Vendor A",
    }


def test_a_comparison(folder: Folder) -> None:
    book = read(compared(made(folder)))
    names = ["Who stands elsewhere", "Figures", "Same wave", "Broken rules", "About"]
    assert book.sheetnames == names
    assert list(book["Who stands elsewhere"].values) == [
        ("Code", "Municipality", "=mine.csv", "best", "Own points gained", "Region"),
        ("0430", "Møborg", "none", 3, None, "Vestland"),
        ("0102", "Søby", 2, 1, 75, "Østland"),
    ]
    assert rows(book["Figures"]) == [
        ("Total", "none", 480, None),
        ("Own points", 395, 470, 75),
        ("Points of links", 0, 10, 10),
        ("Links kept", 0, 1, 1),
        ("of these land", 0, 1, 1),
        ("of these ferry", 0, 0, 0),
        ("In wave 1 · 2014-Q2", 1, 2, 1),
        ("In wave 2 · 2014-Q3", 3, 2, -1),
        ("In wave 3 · 2014-Q4", 1, 2, 1),
        ("In no wave", 1, 0, -1),
        ("Rules broken", 3, 0, -3),
    ]
    assert rows(book["Same wave"])[-1] == ("All", 4, 6, 0.667)
    assert rows(book["Broken rules"]) == [
        ("=mine.csv", "Every municipality is in one wave", "Møborg in none"),
        ("=mine.csv", "Wave 1 (2014-Q2) takes 2 municipalities", "1 placed in 2014-Q2"),
        ("=mine.csv", "Wave 3 (2014-Q4) takes 2 municipalities", "1 placed in 2014-Q4"),
    ]


def test_points_and_counts_of_a_comparison_are_told_apart_by_their_form(folder: Folder) -> None:
    sheet = read(compared(made(folder)))["Figures"]
    forms_of = {row[0].value: [cell.number_format for cell in row[2:]] for row in sheet.iter_rows()}
    assert forms_of["Own points"] == ["0.0", "+0.0;-0.0;0.0"]
    assert forms_of["Links kept"] == ["#,##0", "+0;-0;0"]


def test_explanations(folder: Folder) -> None:
    book = read(explained(made(folder)))
    assert book.sheetnames == [
        "Why",
        "Own points",
        "Wishes and vendors",
        "Neighbours",
        "The other waves",
        "What would move it",
        "What binds",
        "About",
    ]
    why = {row[0]: row[4] for row in rows(book["Why"])}
    assert why["0103"] == (
        "Ålev is in wave 3 (2014-Q4) because no plan has it anywhere else: agreements with "
        "Vendor A place 1 in 2014-Q4: Ålev."
    )
    assert rows(book["Own points"])[0] == (
        *("0102", "Søby", 1, "budget", "underway", 30, 0.8, 24, "questionnaire.csv:5", 1),
    )
    assert rows(book["Neighbours"])[:2] == [
        ("0102", "Søby", 1, "land", "Nordby", 1, 10, None),
        ("0103", "Ålev", 3, "land", "Nordby", 1, None, 10),
    ]
    assert [row for row in rows(book["The other waves"]) if row[0] == "0440"] == [
        ("0440", "Øster-Holm", 2, 1, "no plan", 75, None, None, None, BARS),
        ("0440", "Øster-Holm", 2, 3, 7, -75, 58, 10, 7, "Møborg to wave 2"),
    ]
    assert rows(book["What binds"])[3] == (
        *("0103", "Ålev", 3, "Wave 1 (2014-Q2) takes 2 municipalities", 2, 2),
        *("one more place there, one fewer here", 68, 3),
    )


def test_what_would_move_each_or_that_nothing_would(folder: Folder) -> None:
    one = made(folder)
    moved = rows(read(explained(one))["What would move it"])
    assert moved[:2] == [
        ("0102", "Søby", 1, "no single change", None, None, None, None),
        ("0103", "Ålev", 3, "no single change", None, None, None, None),
    ]
    assert moved[2:]
    for code, _name, wave, _subject, _before, _after, to, command in moved[2:]:
        assert isinstance(command, str)
        *words, setting = shlex.split(command)
        assert words == ["fmkwave", "plan", "--set"]
        again = make_plan(changed(one.inputs, [setting]))
        assert again.placement[str(code)] == to != wave


def test_a_what_if_has_a_sheet_and_a_note(folder: Folder) -> None:
    before, after = made(folder), made(folder, "weights.wish=0")
    shift = Shift(
        total_before=before.plan.total,
        total=after.plan.total,
        moves=moves(before.inputs, before.plan.placement, after.plan.placement),
    )
    book = read(planned(after, Beyond(shift=shift)))
    told = rows(book["What the change does"])
    assert told == [(m.code, m.name, m.before, m.after) for m in shift.moves]
    about = list(book["About"].values)
    assert about[1][2] == "What if, not what the files say: weights.wish = 0.0 (was 25.0)."
    assert ("Without the change", 480, "points") in about


# --- Types and looks -----------------------------------------------------------------------------


def test_codes_are_texts_and_figures_are_numbers(folder: Folder) -> None:
    sheet = read(planned(made(folder)))["Plan"]
    assert [cell.data_type for cell in sheet[2]] == list("ssnssnnnsns")


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("points", ["9.2", "3"], "0.0"),
        ("points", ["9.2", "3.001"], "0.0??"),
        ("gain", ["0.25"], "+0.0?;-0.0?;0.0?"),
        ("share", ["0.5", "1"], "0%"),
        ("share", ["0.125"], "0.0%"),
        ("count", ["98"], "#,##0"),
    ],
)
def test_a_column_shows_the_decimals_that_it_needs(
    kind: Kind, values: Sequence[str], expected: str
) -> None:
    sheet = written(kind, *map(Decimal, values))
    assert {cell.number_format for cell in sheet["A"][1:]} == {expected}
    assert [str(cell.value) for cell in sheet["A"][1:]] == values


@pytest.mark.parametrize(
    ("kind", "side"), [("points", "right"), ("wave", "center"), ("text", "left"), ("long", "left")]
)
def test_a_text_stands_where_the_others_of_its_column_do(kind: Kind, side: str) -> None:
    assert written(kind, "no plan")["A2"].alignment.horizontal == side


def test_a_wave_has_its_colour_and_can_be_read_on_it() -> None:
    sheet = written("wave", *range(1, 8), "none")
    *waves, none = sheet["A"][1:]
    for number, cell in enumerate(waves):
        fill, ink = (
            f"#{colour.rgb[2:].lower()}" for colour in (cell.fill.fgColor, cell.font.color)
        )
        assert fill == palette.kind(number)
        assert palette.contrast(ink, fill) >= 4.5
    assert none.fill.fill_type is None


def test_the_head_stays_in_view_filters_and_is_printed_on_each_page(folder: Folder) -> None:
    sheet = read(planned(made(folder)))["Plan"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:K7")
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    set_up = sheet.sheet_properties.pageSetUpPr
    assert set_up is not None
    assert set_up.fitToPage


def test_no_cell_is_merged(folder: Folder) -> None:
    for data in everything(made(folder)):
        assert [list(sheet.merged_cells.ranges) for sheet in read(data)] == [
            [] for _ in read(data).sheetnames
        ]


def test_long_text_is_wrapped_in_a_row_as_high_as_it_needs() -> None:
    sheet = written("long", "short", "word " * 40)
    assert sheet.row_dimensions[2].height is None
    assert sheet.row_dimensions[3].height == 45
    assert sheet["A3"].alignment.wrap_text


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (["A/B:C", "a b c", "a b c"], ["A B C", "a b c (2)", "a b c (3)"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 27 + " (2)"]),
        (["'[]'", ""], ["-", "- (2)"]),
    ],
)
def test_names_of_sheets_are_such_as_a_workbook_takes(
    wanted: Sequence[str], expected: Sequence[str]
) -> None:
    sheets = [Sheet(name, [Column("Head")], []) for name in wanted]
    assert read(xlsxform.dumps(sheets, "Title")).sheetnames == expected


def test_a_block_without_rows_takes_no_room() -> None:
    heads = ("What", "Points", "Why")
    blocks = [Block(heads, []), Block(heads, [("told", 1, "because")])]
    book = read(xlsxform.dumps([Notes("One", ("text", "points", "long"), blocks)], "Title"))
    assert list(book["One"].values) == [heads, ("told", 1, "because")]


# --- The reader's language ------------------------------------------------------------------------


def test_in_danish_quarters_are_danish_and_figures_are_the_same_numbers(folder: Folder) -> None:
    one = made(folder)
    with language.reading("da"):
        sheet = read(planned(one)).worksheets[0]
    told = rows(sheet)
    assert [row[3] for row in told] == [f"{n}. kvartal 2014" for n in (2, 2, 3, 3, 4, 4)]
    assert [row[:3] + row[5:8] for row in told] == [row[:3] + row[5:8] for row in PLAN]


# --- No text is a formula -------------------------------------------------------------------------


DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)")


def everything(one: Made) -> Iterator[bytes]:
    asked = Beyond(losses=True, near=(50_000, near(one.inputs, one.plan, 50_000)))
    yield planned(one, asked)
    yield scored(one)
    yield compared(one)
    yield explained(one)


@pytest.mark.parametrize("name", DANGEROUS)
def test_a_name_in_the_inputs_cannot_become_a_formula(folder: Folder, name: str) -> None:
    for file in FILES:
        text = folder.read(file)
        if "=" not in name:  # which no municipality may have in its name
            text = text.replace("Søby Kommune", f'"{name} Kommune"')
            text = text.replace("Søby", name if file.endswith(".csv") else f'"{name}"')
        text = text.replace("Vendor A", f'"{name} A"')
        folder.write(file, text.replace("Slide 1", f'"{name} 1"'))
    for data in everything(made(folder)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = [archive.read(one) for one in archive.namelist() if "worksheets/" in one]
        assert not [sheet for sheet in sheets if re.search(rb"<f[ />]", sheet)]
        found = [
            cell
            for sheet in read(data)
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str) and cell.value.startswith(name)
        ]
        assert found
        assert {(cell.data_type, cell.quotePrefix) for cell in found} == {("s", True)}


def test_a_head_and_an_error_value_are_texts_as_well() -> None:
    sheet = Sheet("One", [Column("=A2")], [("#N/A",), ("\t=1",), ("fine",)])
    cells = read(xlsxform.dumps([sheet], "=Title"))["One"]["A"]
    told = [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells]
    assert told == [
        ("=A2", "s", True),
        ("#N/A", "s", False),
        ("\t=1", "s", True),
        ("fine", "s", False),
    ]


def test_characters_that_xml_cannot_hold_are_replaced() -> None:
    sheet = written("text", "a\x00b\x1f\ud800c\uffff", "x" * 40_000)
    assert sheet["A2"].value == "a�b��c�"
    assert sheet["A3"].value == "x" * 32_767
    sheets = [Sheet("\x01a", [Column("\x02")], [])]
    assert read(xlsxform.dumps(sheets, "\x03")).sheetnames == ["�a"]


def test_what_looks_like_the_number_of_a_character_is_none() -> None:
    for text in ("_x003D_1+1", "a_x0041__x0042_", "_x003d_", "x_x12_"):
        stored = written("text", text)["A2"].value
        assert isinstance(stored, str)
        assert unescape(stored) == text


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=40))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    shown = text.replace("\ufffe", "�").replace("\uffff", "�")
    cell = written("text", text)["A2"]
    assert (cell.value, cell.data_type) == (shown, "s")


# --- The same inputs, the same bytes --------------------------------------------------------------


def test_the_same_plan_gives_the_same_bytes(folder: Folder) -> None:
    one = made(folder)
    data = planned(one)
    assert data == planned(one)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]+Z", core) == ["1980-01-01T00:00:00Z"] * 2


# --- From the command line ------------------------------------------------------------------------


def test_the_suffix_asks_for_a_spreadsheet(folder: Folder, tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    done = run("plan", "--data", str(folder.path), "-o", str(target))
    assert (done.exit_code, done.stdout) == (0, "")
    assert load_workbook(target).sheetnames == ["Plan", "Waves", "About"]


def test_a_pipe_gets_the_bytes(folder: Folder) -> None:
    done = run("score", "--data", str(folder.path), "--format", "xlsx")
    assert read(done.stdout_bytes).sheetnames == ["Scores", "About"]


def test_explanations_go_to_one_file_or_to_a_file_each(folder: Folder, tmp_path: Path) -> None:
    target, each = tmp_path / "all.xlsx", tmp_path / "each"
    asked = ("explain", "--all", "--data", str(folder.path))
    assert run(*asked, "-o", str(target)).exit_code == 0
    assert len(rows(load_workbook(target)["Why"])) == 6
    assert run(*asked, "--format", "xlsx", "-o", str(each)).exit_code == 0
    assert len(rows(load_workbook(each / "0103-Ålev.xlsx")["Why"])) == 1


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)
