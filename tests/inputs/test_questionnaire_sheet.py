"""questionnaire.xlsx: the same answers, checks and faults as the CSV file, with sheet and cell."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from fmkwave.changes import changes
from fmkwave.characters import refused
from fmkwave.check import check
from fmkwave.errors import InputError
from fmkwave.explanation import explain
from fmkwave.inputs import load_inputs, workbook
from fmkwave.model import Place
from fmkwave.parts import ORIGIN
from fmkwave.planfile import dumps, read_plan
from fmkwave.planner import make_plan
from folders import FILES, QUESTIONNAIRE, Folder

CSV = "questionnaire.csv"
XLSX = "questionnaire.xlsx"
SHEET = "xl/worksheets/sheet1.xml"
ALLOWED = "(allowed: yes, underway, no, ja, under etablering, planlagt, nej, ved ikke)"


def rows_of(text: str) -> list[list[str]]:
    """A row of cells for each line; the notes at the top fill one cell each."""
    notes = text.splitlines()[:2]
    return [[note] for note in notes] + list(csv.reader(text.splitlines()[2:]))


def fill(sheet: Worksheet, rows: list[list[str]]) -> None:
    for row in rows:
        sheet.append([cell or None for cell in row])


@contextmanager
def survey(folder: Folder, title: str = "Svar") -> Iterator[Worksheet]:
    """The folder's questionnaire as a workbook in place of the CSV file, for a test to change."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    fill(sheet, rows_of(folder.read(CSV)))
    yield sheet
    book.save(folder.path / XLSX)
    (folder.path / CSV).unlink()


def book_of(sheet: Worksheet) -> Workbook:
    assert sheet.parent is not None
    return sheet.parent


# --- Reading ------------------------------------------------------------------------------------


def test_the_same_answers_as_from_the_csv_file(folder: Folder) -> None:
    before = load_inputs(folder.path)
    with survey(folder):
        pass
    after = load_inputs(folder.path)
    assert after.questionnaires == before.questionnaires
    assert after.sources == before.sources
    assert after.warnings == ()
    assert after.model_copy(update={"places": before.places}) == before


def test_every_answer_has_the_place_of_its_cell(folder: Folder) -> None:
    with survey(folder):
        pass
    inputs = load_inputs(folder.path)
    found = {part: str(place) for (file, part), place in inputs.places.items() if file == CSV}
    assert found[ORIGIN] == "questionnaire.xlsx: Svar!A1"
    assert found["0103"] == "questionnaire.xlsx: Svar!A6"
    assert found["0103.signature"] == "questionnaire.xlsx: Svar!C6"
    assert found["0103.wished_quarter"] == "questionnaire.xlsx: Svar!F6"
    assert inputs.places[CSV, "0103"] == Place(XLSX, 6, "Svar!A6")
    assert inputs.file(CSV) == XLSX
    assert inputs.file("vendors.yaml") == "vendors.yaml"


def test_what_is_said_of_the_inputs_names_the_file_there_is(folder: Folder) -> None:
    with survey(folder):
        pass
    assert load_inputs(folder.path).reconstructed == (XLSX, "uptake.yaml", "vendors.yaml")


def titled(sheet: Worksheet) -> None:
    sheet.insert_rows(3, 2)
    sheet["A3"] = "Parathed i kommunerne"
    sheet["A4"] = "Udfyldt i november"


def begun_further_down_and_right(sheet: Worksheet) -> None:
    sheet.insert_cols(1, 2)
    sheet.insert_rows(1, 3)


def notes_in_two_cells(sheet: Worksheet) -> None:
    sheet["A1"], sheet["B1"] = "# Basis:", "reconstructed"


def blank_rows_and_remarks(sheet: Worksheet) -> None:
    sheet.insert_rows(5, 3)
    sheet["A6"] = "# a remark"
    sheet["B6"] = "to it"


def moved_to_the_right(sheet: Worksheet) -> None:
    sheet.append([None, None, " ", "", "\u00a0"])
    for row in range(3, 10):
        sheet.cell(row, 3).value = f"  {sheet.cell(row, 3).value}\u00a0"


def hidden(sheet: Worksheet) -> None:
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True


def codes_shown_with_zeros(sheet: Worksheet) -> None:
    for row in range(4, 10):
        cell = sheet.cell(row, 1)
        cell.value = int(str(cell.value))
        cell.number_format = "0000"


def line_ends_of_a_form(sheet: Worksheet) -> None:
    sheet["C4"], sheet["F4"] = "yes_x000D_\n", "2014-Q2_x000D_"


def other_words(sheet: Worksheet) -> None:
    sheet["C4"], sheet["D5"], sheet["F5"], sheet["B6"] = "JA", "Planlagt", "ved ikke", "Aalev"


@pytest.mark.parametrize(
    "change",
    [
        titled,
        begun_further_down_and_right,
        notes_in_two_cells,
        blank_rows_and_remarks,
        moved_to_the_right,
        hidden,
        codes_shown_with_zeros,
        line_ends_of_a_form,
        other_words,
    ],
)
def test_every_layout_loads_equal(folder: Folder, change: Callable[[Worksheet], None]) -> None:
    before = load_inputs(folder.path)
    with survey(folder) as sheet:
        change(sheet)
    after = load_inputs(folder.path)
    assert after.questionnaires == before.questionnaires
    assert after.sources == before.sources
    assert after.warnings == ()


def test_the_first_visible_sheet_with_a_header_is_read(folder: Folder) -> None:
    before = load_inputs(folder.path)
    with survey(folder) as sheet:
        book = book_of(sheet)
        book.create_sheet("Forside", 0)["B2"] = "Spørgeskema"
        old = book.create_sheet("Gammelt", 0)
        fill(old, rows_of(QUESTIONNAIRE.replace("yes", "no")))
        old.sheet_state = "hidden"
        book.create_chartsheet("Kurve", 0).add_chart(BarChart())
    after = load_inputs(folder.path)
    assert after.questionnaires == before.questionnaires
    assert after.warnings == ()


def test_of_several_sheets_the_one_that_is_read_is_told(folder: Folder) -> None:
    with survey(folder) as sheet:
        fill(book_of(sheet).create_sheet("Kopi"), [["Kode", "Municipality"]])
    assert [str(warning) for warning in load_inputs(folder.path).warnings] == [
        "questionnaire.xlsx: warning: 2 sheets have a header (Svar, Kopi); the first of them is "
        "read"
    ]


def test_unanswered_questions_are_warnings(folder: Folder) -> None:
    with survey(folder) as sheet:
        sheet["C4"], sheet["D4"] = None, "Ved ikke"
    assert [str(warning) for warning in load_inputs(folder.path).warnings] == [
        "questionnaire.xlsx: Svar!A4: warning: Nordby left unanswered: budget, signature"
    ]


# --- Faults -------------------------------------------------------------------------------------

# A cell, what someone writes into it, and what is then said.
FAULTS: list[tuple[str, Any, list[str]]] = [
    ("C5", "jaa", [f"Svar!C5: unknown answer 'jaa' to signature; did you mean ja? {ALLOWED}"]),
    (
        "F4",
        "2015-Q2",
        [
            "Svar!F4: the wish is '2015-Q2', but only the waves' periods are allowed: "
            "2014-Q2, 2014-Q3, 2014-Q4"
        ],
    ),
    (
        "A4",
        101,
        [
            "Svar!A4: code 101 is unknown; did you mean 0101 (a spreadsheet may have dropped the "
            "leading zero)?"
        ],
    ),
    (
        "A4",
        101.0,
        [
            "Svar!A4: code 101 is unknown; did you mean 0101 (a spreadsheet may have dropped the "
            "leading zero)?"
        ],
    ),
    ("A4", None, ["Svar!A4: the code is blank; the code of Nordby is 0101"]),
    ("B4", "Norby", ["Svar!B4: code 0101 belongs to Nordby, but the row names 'Norby'"]),
    (
        "A5",
        "0101",
        [
            " no row for Søby (0102)",
            "Svar!A5: Nordby (0101) has a row already, in row 4",
            "Svar!B5: code 0101 belongs to Nordby, but the row names Søby (0102)",
        ],
    ),
    ("C5", 1, [f"Svar!C5: unknown answer '1' to signature {ALLOWED}"]),
    ("C5", 0.5, [f"Svar!C5: unknown answer '0.5' to signature {ALLOWED}"]),
    ("C5", True, ["Svar!C5: this is the truth value TRUE, but a text is expected"]),
    (
        "F5",
        datetime.date(2014, 4, 1),
        [
            "Svar!F5: the wish is '2014-04-01', but only the waves' periods are allowed: 2014-Q2, "
            "2014-Q3, 2014-Q4"
        ],
    ),
    (
        "F5",
        datetime.time(14, 2),
        ["Svar!F5: this is the time 14:02:00, but a text is expected"],
    ),
    ("C5", "#N/A", ["Svar!C5: the formula here gives #N/A"]),
    (
        "C5",
        '=IF(1=1,"yes","no")',
        [
            "Svar!C5: the formula here has no value; open the file in a spreadsheet program and "
            "save it"
        ],
    ),
    ("C5", "ye\u200bs\ufeff", ["Svar!C5: the invisible character U+FEFF stands here; take it out"]),
    (
        "G5",
        "so they say",
        [
            "Svar!G5: the row has 7 cells, but the header has 6: 'so they say' stands under no "
            "heading"
        ],
    ),
    (
        "C3",
        "signatur",
        [
            "Svar!C3: unknown column 'signatur'; did you mean signature? (columns: code, "
            "municipality, budget, signature, resources, wished_quarter)"
        ],
    ),
    (
        "C3",
        "budget",
        [
            "Svar!A3: column 'signature' is missing",
            "Svar!D3: column 'budget' stands twice",
        ],
    ),
    ("C3", None, ["Svar!A3: column 'signature' is missing", "Svar!C3: column 3 has no name"]),
    (
        "A1",
        None,
        [
            " the cell '# basis: …' is missing above the header; it states the standing of the "
            "data: documented, public, collected or reconstructed"
        ],
    ),
    (
        "A1",
        "# basis: collectd",
        [
            "Svar!A1: unknown basis 'collectd'; did you mean collected? (allowed: documented, "
            "public, collected, reconstructed)"
        ],
    ),
    (
        "A2",
        "# basis: collected",
        [
            " the cell '# source: …' is missing above the header; it states in words where the "
            "data comes from",
            "Svar!A2: '# basis:' is written twice, first in row 1",
        ],
    ),
]


def placed(messages: list[str]) -> list[str]:
    return sorted(f"{XLSX}:{'' if text.startswith(' ') else ' '}{text}" for text in messages)


@pytest.mark.parametrize(("cell", "value", "messages"), FAULTS)
def test_a_fault_is_told_with_its_cell(
    folder: Folder, cell: str, value: Any, messages: list[str]
) -> None:
    with survey(folder) as sheet:
        sheet[cell] = value
    assert sorted(folder.faults()) == placed(messages)


def test_places_are_right_where_the_sheet_begins_further_down(folder: Folder) -> None:
    with survey(folder) as sheet:
        begun_further_down_and_right(sheet)
        sheet["E8"] = "jaa"
    assert folder.faults() == [
        f"questionnaire.xlsx: Svar!E8: unknown answer 'jaa' to signature; did you mean ja? "
        f"{ALLOWED}"
    ]


def test_faults_come_in_the_order_of_the_rows(folder: Folder) -> None:
    with survey(folder) as sheet:
        sheet["C10"], sheet["C9"], sheet["C5"] = None, "nope", "nope"
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert [(fault.line, fault.cell) for fault in caught.value.faults] == [
        (5, "Svar!C5"),
        (9, "Svar!C9"),
    ]


def test_codes_that_all_lost_their_zero_are_told_once(folder: Folder) -> None:
    with survey(folder) as sheet:
        for row in range(4, 10):
            sheet.cell(row, 1).value = int(str(sheet.cell(row, 1).value))
    assert folder.faults() == [
        "questionnaire.xlsx: Svar!A4: code 101 is unknown; did you mean 0101 (a spreadsheet may "
        "have dropped the leading zero)? (5 more like it, such as 102, 103, in cells A5, A6, A7, "
        "A8, A9)"
    ]


def test_merged_cells_are_a_fault_unless_they_stand_above_the_header(folder: Folder) -> None:
    with survey(folder) as sheet:
        titled(sheet)
        sheet.merge_cells("A3:F3")
        sheet.merge_cells("C8:C9")
    assert folder.faults() == [
        "questionnaire.xlsx: Svar!C8: cells C8:C9 are merged, so that all but the first are empty; "
        "unmerge them and fill in each"
    ]


def test_merged_cells_with_nothing_in_them_hide_no_answer(folder: Folder) -> None:
    with survey(folder) as sheet:
        sheet["C8"], sheet["C9"] = None, None
        for cells in ("C8:C9", "A11:F12", "H3:I4"):
            sheet.merge_cells(cells)
    found = load_inputs(folder.path)
    assert found.questionnaires["0430"].answers["signature"] is None
    assert [warning.cell for warning in found.warnings] == ["Svar!A8", "Svar!A9"]


@pytest.mark.parametrize(
    ("title", "place"),
    [("Svar 2013", "'Svar 2013'!C5"), ("Søs' ark", "'Søs'' ark'!C5"), ("Svår_1", "Svår_1!C5")],
)
def test_a_sheet_is_named_as_spreadsheets_do(folder: Folder, title: str, place: str) -> None:
    with survey(folder, title) as sheet:
        sheet["C5"] = "jaa"
    assert folder.faults() == [
        f"questionnaire.xlsx: {place}: unknown answer 'jaa' to signature; did you mean ja? "
        f"{ALLOWED}"
    ]


def test_a_sheet_without_a_header_that_is_known_is_told_in_full(folder: Folder) -> None:
    with survey(folder) as sheet:
        sheet["A3"], sheet["B3"] = "koden", "navn"
    columns = "(columns: code, municipality, budget, signature, resources, wished_quarter)"
    assert folder.faults() == [
        "questionnaire.xlsx: Svar!A3: column 'municipality' is missing",
        f"questionnaire.xlsx: Svar!A3: unknown column 'koden'; did you mean code? {columns}",
        f"questionnaire.xlsx: Svar!B3: unknown column 'navn' {columns}",
    ]


def rewritten(
    data: bytes, part: str, change: Callable[[str], str], encoding: str = "utf-8"
) -> bytes:
    """A workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text).encode(encoding) if name == part else text)
    return out.getvalue()


def calculated(folder: Folder, value: str, kind: str) -> None:
    """Put a formula in C5, with the value that a spreadsheet program saved with it."""
    with survey(folder) as sheet:
        sheet["C5"] = '=IF(D5="","","underway")'

    def change(text: str) -> str:
        assert '<c r="C5"><f>' in text
        text = text.replace('<c r="C5">', f'<c r="C5" t="{kind}">')
        return re.sub("<v ?/>|<v></v>", f"<v>{value}</v>", text)

    path = folder.path / XLSX
    path.write_bytes(rewritten(path.read_bytes(), SHEET, change))


@pytest.mark.parametrize(("value", "answer"), [("underway", "underway"), ("", None)])
def test_of_a_formula_the_saved_value_counts(
    folder: Folder, value: str, answer: str | None
) -> None:
    calculated(folder, value, "str")
    assert load_inputs(folder.path).questionnaires["0102"].answers["signature"] == answer


@pytest.mark.parametrize(("value", "shown"), [("7", "7"), ("7.0", "7"), ("1E999", "inf")])
def test_a_number_is_no_answer_whatever_its_size(folder: Folder, value: str, shown: str) -> None:
    calculated(folder, value, "n")
    assert folder.faults() == [
        f"questionnaire.xlsx: Svar!C5: unknown answer '{shown}' to signature {ALLOWED}"
    ]


# --- Files that are no such workbook ------------------------------------------------------------


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            # With a date of its own: it is part of the names of tests, which must not change.
            file.writestr(zipfile.ZipInfo(name), "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (QUESTIONNAIRE.encode(), "this is no workbook (.xlsx), whatever its name says"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "this is a workbook of an old kind (.xls); save it as .xlsx",
        ),
        (
            b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "a password protects the workbook; save it without one",
        ),
        (
            zipped("mimetype", "content.xml"),
            "this is no workbook (.xlsx); open it in a spreadsheet program and save it as one",
        ),
        (zipped("xl/workbook.xml"), "the workbook is damaged, or was cut short"),
        (b"PK\x03\x04", "the workbook is damaged, or was cut short"),
    ],
)
def test_what_is_no_workbook_is_told(folder: Folder, content: bytes, message: str) -> None:
    (folder.path / CSV).unlink()
    folder.write(XLSX, content)
    assert folder.faults() == [f"questionnaire.xlsx: {message}"]


def test_an_empty_workbook(folder: Folder) -> None:
    with survey(folder) as sheet:
        sheet.delete_rows(1, 9)
    assert folder.faults() == ["questionnaire.xlsx: no visible sheet has anything in it"]


def test_a_sheet_whose_name_turns_the_writing_round(folder: Folder) -> None:
    with survey(folder, "Svar\u202e"):
        pass
    assert folder.faults() == [
        "questionnaire.xlsx: the invisible character U+202E stands in the name of sheet "
        "'Svar\\u202e'; take it out"
    ]


def test_a_workbook_with_notes_only(folder: Folder) -> None:
    with survey(folder) as sheet:
        sheet.delete_rows(3, 9)
    assert folder.faults() == ["questionnaire.xlsx: sheet 'Svar' has no header row"]


def test_a_workbook_of_charts_only(folder: Folder) -> None:
    (folder.path / CSV).unlink()
    book = Workbook()
    book.create_chartsheet("Kurve").add_chart(BarChart())
    book.worksheets[0].sheet_state = "hidden"
    book.save(folder.path / XLSX)
    assert folder.faults() == ["questionnaire.xlsx: no visible sheet has anything in it"]


def test_a_workbook_that_would_fill_the_memory(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with survey(folder):
        pass
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1000)
    (told,) = folder.faults()
    assert told.startswith("questionnaire.xlsx: the workbook is larger than any questionnaire: ")


@pytest.mark.parametrize(
    "part",
    [
        '<mergeCells count="1"><mergeCell ref="A1:F1048576"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A1:F1048576" location="Svar!A1" display="x"/></hyperlinks>',
    ],
)
def test_what_covers_whole_columns_is_told_before_it_fills_the_memory(
    folder: Folder, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with survey(folder):
        pass
    path = folder.path / XLSX
    whole = rewritten(
        path.read_bytes(), SHEET, lambda text: text.replace("<pageM", f"{part}<pageM")
    )
    path.write_bytes(whole)
    monkeypatch.delattr(openpyxl, "load_workbook")
    assert folder.faults() == [
        "questionnaire.xlsx: merges or links cover more than 400,000 cells, the last of them "
        "A1:F1048576; unmerge them, or take the links off"
    ]


def test_many_merges_are_summed_before_they_fill_the_memory(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with survey(folder):
        pass
    path = folder.path / XLSX
    merges = "".join(f'<mergeCell ref="A{row}:Z{row + 7000}"/>' for row in (1, 10000, 20000))
    whole = rewritten(
        path.read_bytes(),
        SHEET,
        lambda text: text.replace("<pageM", f"<mergeCells>{merges}</mergeCells><pageM"),
    )
    path.write_bytes(whole)
    monkeypatch.delattr(openpyxl, "load_workbook")
    assert folder.faults() == [
        "questionnaire.xlsx: merges or links cover more than 400,000 cells, the last of them "
        "A20000:Z27000; unmerge them, or take the links off"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused_before_a_workbook_is_read(
    folder: Folder, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with survey(folder):
        pass
    path = folder.path / XLSX
    part = f'<?xml version="1.0" encoding="{encoding}"?><!-- --><!DOCTYPE a [<!ENTITY b "c">]><a/>'
    path.write_bytes(rewritten(path.read_bytes(), SHEET, lambda _: part, encoding))
    monkeypatch.delattr(openpyxl, "load_workbook")
    assert folder.faults() == [
        "questionnaire.xlsx: part 'xl/worksheets/sheet1.xml' of the workbook has a DOCTYPE, which "
        "no spreadsheet program writes"
    ]


def test_a_workbook_of_more_cells_than_are_read(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with survey(folder):
        pass
    monkeypatch.setattr(workbook, "MOST_CELLS", 20)
    monkeypatch.delattr(openpyxl, "load_workbook")
    (told,) = folder.faults()
    assert told.endswith(" cells in all, but at most 20 are read")


def test_a_workbook_of_the_strict_kind(folder: Folder) -> None:
    with survey(folder):
        pass
    path = folder.path / XLSX
    usual = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    part = "xl/workbook.xml"
    path.write_bytes(rewritten(path.read_bytes(), part, lambda text: text.replace(usual, strict)))
    assert folder.faults() == [
        "questionnaire.xlsx: this is a workbook of the kind 'Strict Open XML'; save it as an "
        "ordinary workbook (.xlsx)"
    ]


def test_a_sheet_that_ends_far_from_its_data(folder: Folder) -> None:
    with survey(folder) as sheet:
        sheet["XFD1048576"] = "x"
    assert folder.faults() == [
        "questionnaire.xlsx: sheet 'Svar' ends far from its data, at XFD1048576; delete the empty "
        "rows and columns at its end"
    ]


def test_both_forms_are_one_fault(folder: Folder) -> None:
    text = folder.read(CSV)
    with survey(folder):
        pass
    folder.write(CSV, text)
    assert folder.faults() == [
        "questionnaire.csv: questionnaire.xlsx is there as well; keep the one that holds the "
        "answers, and take the other out of the folder"
    ]


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("Questionnaire.XLSX", "rename it questionnaire.xlsx"),
        ("questionnaire.ods", "save it as questionnaire.xlsx"),
        ("questionnaire.xls", "save it as questionnaire.xlsx"),
        ("Questionnaire.txt", "rename it questionnaire.csv"),
    ],
)
def test_a_missing_file_under_a_similar_name(folder: Folder, name: str, advice: str) -> None:
    (folder.path / CSV).rename(folder.path / name)
    assert folder.faults() == [
        f"questionnaire.csv: the file is missing, but there is {name}; {advice}"
    ]


def test_a_folder_instead_of_a_file(folder: Folder) -> None:
    (folder.path / CSV).unlink()
    (folder.path / XLSX).mkdir()
    assert folder.faults() == ["questionnaire.xlsx: this is a folder, but a file is expected"]


# --- What is made of it -------------------------------------------------------------------------


def test_a_plan_made_from_either_form_is_identical_to_the_other(folder: Folder) -> None:
    inputs = load_inputs(folder.path)
    folder.write("plan.yaml", dumps(inputs, make_plan(inputs)))
    with survey(folder):
        pass
    other = load_inputs(folder.path)
    plan = make_plan(other)
    assert check(other, plan, read_plan(folder.path / "plan.yaml")).identical
    folder.write("plan.yaml", dumps(other, plan))
    committed = read_plan(folder.path / "plan.yaml")
    assert "questionnaire.xlsx" in committed.notices[0]
    assert check(inputs, make_plan(inputs), committed).identical


def test_a_changed_answer_is_told_with_its_place(folder: Folder) -> None:
    inputs = load_inputs(folder.path)
    folder.write("plan.yaml", dumps(inputs, make_plan(inputs)))
    with survey(folder) as sheet:
        sheet["C5"] = "no"
        sheet["A2"] = "# source: The survey of November"
    found = changes(load_inputs(folder.path), read_plan(folder.path / "plan.yaml"))
    assert [f"{change.place}: {change.text}" for change in found] == [
        "questionnaire.xlsx: Svar!A1: its basis or source changed since the plan was made",
        "questionnaire.xlsx: Svar!C5: Søby: signature yes → no",
    ]


def test_an_explanation_names_the_cell_of_each_answer(folder: Folder) -> None:
    with survey(folder):
        pass
    inputs = load_inputs(folder.path)
    told = explain(inputs, make_plan(inputs), "Søby")
    assert [(own.term.name, str(own.place)) for own in told.terms] == [
        ("budget", "questionnaire.xlsx: Svar!D5"),
        ("signature", "questionnaire.xlsx: Svar!C5"),
        ("resources", "questionnaire.xlsx: Svar!E5"),
        ("hospitals", "uptake.yaml:11"),
        ("practice", "uptake.yaml:5"),
    ]
    assert str(told.wish.place) == "questionnaire.xlsx: Svar!F5"


# --- Laws ---------------------------------------------------------------------------------------

WORDS = ["", "yes", "Ja", " UNDER  etablering ", "no", "nej", "ved ikke", "2014-Q3", "2014k4", "x"]
CODES = ["0101", "0102", "0103", "0420", "0430", "0440"]
NAMES = ["Nordby", "søby kommune", "Aalev", "Vestrup", "Møborgs", "øster holm"]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Folder, Folder]:
    """Two folders, one with the questionnaire in each form."""
    return Folder(tmp_path_factory.mktemp("csv")), Folder(tmp_path_factory.mktemp("xlsx"))


def outcome(folder: Folder) -> tuple[object, ...]:
    """What loading gives, whatever its form: the answers, or the faults with their lines.

    Of many alike, only the first says its line in either form.
    """
    try:
        inputs = load_inputs(folder.path)
    except InputError as error:
        others = re.compile(r", (in cells|on lines) [^()]*\)$")
        return tuple((one.line, others.sub(")", one.message)) for one in error.faults)
    warnings = [(one.line, str(one.message)) for one in inputs.warnings]
    return inputs.questionnaires, inputs.sources, warnings


@settings(max_examples=60, deadline=None)
@given(
    answers=st.lists(
        st.lists(st.sampled_from(WORDS), min_size=4, max_size=4), min_size=6, max_size=6
    ),
    order=st.permutations(range(6)),
    strange=st.text("abcÅåøæ ;,'\"=+@-\u0301\u00a0", max_size=8).filter(
        lambda text: not refused(text)
    ),
    basis=st.sampled_from(["collected", "reconstructed", "colected"]),
)
def test_either_form_reads_to_the_same(
    scratch: tuple[Folder, Folder],
    answers: list[list[str]],
    order: list[int],
    strange: str,
    basis: str,
) -> None:
    header = ["code", "municipality", "signature", "budget", "resources", "wished_quarter"]
    rows = [[CODES[at], NAMES[at], *answers[at]] for at in order]
    rows[0][4] = strange or rows[0][4]
    table = [[f"# basis: {basis}"], ["# source: A survey"], header, *rows]
    as_csv, as_xlsx = scratch
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table)
    as_csv.write(CSV, text.getvalue())
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for at, row in enumerate(table, start=1):
        for column, cell in enumerate(row, start=1):
            # As a text, though it may begin as a formula does.
            sheet.cell(at, column).value = cell or None
            sheet.cell(at, column).data_type = "s" if cell else "n"
    book.save(as_xlsx.path / XLSX)
    (as_xlsx.path / CSV).unlink(missing_ok=True)
    assert outcome(as_xlsx) == outcome(as_csv)


@pytest.fixture(scope="module")
def whole(scratch: tuple[Folder, Folder]) -> bytes:
    """A workbook without a fault, with a number and a formula in it."""
    _, folder = scratch
    folder.write(CSV, QUESTIONNAIRE)
    with survey(folder) as sheet:
        sheet["G3"], sheet["H3"] = 1.5, "=1+1"
    return (folder.path / XLSX).read_bytes()


def load_whatever(folder: Folder, data: bytes) -> None:
    """Load the folder with a workbook; anything but faults of this file fails."""
    for name, text in FILES.items():
        folder.write(name, text)
    (folder.path / CSV).unlink()
    folder.write(XLSX, data)
    try:
        load_inputs(folder.path)
    except InputError as error:
        told = {fault.file for fault in error.faults}
    else:
        told = set()
    assert told <= {XLSX}


@settings(max_examples=40, deadline=None)
@given(cut=st.floats(0, 1), byte=st.binary(min_size=1, max_size=3), keep=st.booleans())
def test_any_damage_of_a_workbook_ends_in_faults(
    scratch: tuple[Folder, Folder], whole: bytes, cut: float, byte: bytes, keep: bool
) -> None:
    at = int(cut * len(whole))
    rest = whole[at + len(byte) :] if keep else b""
    load_whatever(scratch[1], whole[:at] + byte + rest)


@settings(max_examples=100, deadline=None)
@given(
    part=st.sampled_from(
        [SHEET, SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
    ),
    cut=st.floats(0, 1),
    odd=st.sampled_from(["", "0", "-1", "9" * 30, "1E999", "nan", "e", "d", "<v>", '"', "x", "s"]),
)
def test_any_change_inside_a_workbook_ends_in_inputs_or_faults(
    scratch: tuple[Folder, Folder], whole: bytes, part: str, cut: float, odd: str
) -> None:
    def change(text: str) -> str:
        spots = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
        start, end = spots[int(cut * (len(spots) - 1))]
        return text[:start] + odd + text[end:]

    load_whatever(scratch[1], rewritten(whole, part, change))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ('<row r="5"', '<row r="-4"', "-4"),
        ('<row r="5"', '<row r="4"', "4"),
        ('<c r="C5"', '<c r="C-5"', "C-5"),
        ('<c r="C5"', '<c r="C4"', "C4"),
    ],
)
def test_rows_and_cells_without_a_place_of_their_own(
    folder: Folder, old: str, new: str, shown: str
) -> None:
    with survey(folder):
        pass
    path = folder.path / XLSX
    with zipfile.ZipFile(path) as found:
        parts = {name: found.read(name) for name in found.namelist()}
    assert old.encode() in parts[SHEET]
    parts[SHEET] = parts[SHEET].replace(old.encode(), new.encode(), 1)
    with zipfile.ZipFile(path, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    assert folder.faults() == [
        f"questionnaire.xlsx: the workbook is damaged: '{shown}' is no place of its own for a row "
        "or cell"
    ]
