"""CSV as spreadsheets save it: every spelling of one table loads equal."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs
from folders import Folder

FILE = "questionnaire.csv"


def semicolons(text: str) -> str:
    return text.replace(",", ";")


def quoted(text: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for row in csv.reader(io.StringIO(text)):
        writer.writerow(row)
    return out.getvalue()


def padded(text: str) -> str:
    return "".join(f"{line},,,\n" for line in text.splitlines())


def shuffled_columns(text: str) -> str:
    notes, rows = text.splitlines()[:2], list(csv.reader(text.splitlines()[2:]))
    return "\n".join([*notes, *(",".join(reversed(row)) for row in rows)])


def with_blanks(text: str) -> str:
    spaced = text.replace(",", " , ").replace("# basis:", "#BASIS :").replace("code ", "Code ")
    return "\n\n".join(["", *spaced.splitlines(), ",,,,,", "# a remark,,"])


def danish(text: str) -> str:
    for word, ours in (("yes", "Ja"), ("no,", "NEJ,"), ("underway", "Under  Etablering")):
        text = text.replace(word, ours)
    return text.replace("2014-Q", "2014k")


def other_names(text: str) -> str:
    text = text.replace("Ålev", "Aalev Kommune").replace("Nordby", "NORDBY")
    return text.replace("Øster-Holm", "øster holm").replace("Møborg", "Møborgs kommune")


def decomposed(text: str) -> str:
    return text.replace("Å", "A\N{COMBINING RING ABOVE}")


SPELLINGS: list[Callable[[str], str]] = [
    semicolons,
    quoted,
    padded,
    shuffled_columns,
    with_blanks,
    danish,
    other_names,
    decomposed,
    lambda text: "\N{BYTE ORDER MARK}" + text,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace("\n", "\r"),
    lambda text: text.rstrip("\n"),
    lambda text: "sep=,\n" + text,
    lambda text: "\N{BYTE ORDER MARK}SEP=;\r\n" + semicolons(text),
    lambda text: "\N{BYTE ORDER MARK}" + semicolons(padded(danish(text))).replace("\n", "\r\n"),
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_loads_equal(folder: Folder, spelling: Callable[[str], str]) -> None:
    before = load_inputs(folder.path)
    folder.write(FILE, spelling(folder.read(FILE)))
    after = load_inputs(folder.path)
    assert after.questionnaires == before.questionnaires
    assert after.sources == before.sources
    assert after.warnings == ()


def test_a_source_in_quotes_may_hold_quotes_and_separators(folder: Folder) -> None:
    source = '"# source: The ""Wave plan"", page 3; and more";;;'
    folder.replace(FILE, "# source: Invented answers", source)
    expected = 'The "Wave plan", page 3; and more'
    assert load_inputs(folder.path).sources[FILE].source == expected


def test_lines_are_right_after_a_cell_with_a_line_end(folder: Folder) -> None:
    folder.replace(FILE, "0101,Nordby", '0101,"Nordby\nKommune"')
    folder.replace(FILE, "0102,Søby,yes", "0102,Søby,maybe")
    folder.replace(FILE, "0440,", '"04\r\n40",')
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    allowed = "(allowed: yes, underway, no, ja, under etablering, planlagt, nej, ved ikke)"
    assert [str(fault) for fault in caught.value.faults] == [
        f"questionnaire.csv:6: unknown answer 'maybe' to signature {allowed}",
        "questionnaire.csv:10: code '04 40' is unknown; the code of Øster-Holm is 0440",
    ]


def test_rows_before_a_broken_one_are_still_checked(folder: Folder) -> None:
    folder.replace(FILE, "0101,Nordby", "0101,Søby")
    folder.replace(FILE, "0430,Møborg", '0430,"Møborg')
    assert folder.faults() == [
        "questionnaire.csv:4: code 0101 belongs to Nordby, but the row names Søby (0102)",
        "questionnaire.csv:8: a quote that opens in this row is never closed",
    ]


def test_a_header_that_is_broken_is_a_fault(folder: Folder) -> None:
    folder.replace(FILE, "code,municipality", '"code,municipality')
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert str(caught.value) == (
        "questionnaire.csv:3: a quote that opens in this row is never closed"
    )


def test_a_cell_without_end_is_a_fault(folder: Folder) -> None:
    folder.replace(FILE, "0440,", f'"{"x" * 200_000}",')
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert str(caught.value) == (
        "questionnaire.csv:9: a cell of this row is too long to be meant; "
        "a line end or a quote may be missing"
    )


def test_without_codes_the_names_tell_the_rows_apart(folder: Folder) -> None:
    text = folder.read(FILE).splitlines()
    rows = [line.partition(",")[2] for line in text[2:]]
    folder.write(FILE, "\n".join([*text[:2], *rows]).replace("Søby", "Søbye"))
    assert folder.faults() == [
        "questionnaire.csv:3: column 'code' is missing",
        "questionnaire.csv:5: unknown municipality 'Søbye'; did you mean Søby?",
    ]


def test_without_codes_and_names_no_row_is_missed(folder: Folder) -> None:
    text = folder.read(FILE).splitlines()
    rows = [",".join(line.split(",")[2:]) for line in text[2:]]
    folder.write(FILE, "\n".join([*text[:2], *rows]))
    assert folder.faults() == [
        "questionnaire.csv:3: column 'code' is missing",
        "questionnaire.csv:3: column 'municipality' is missing",
    ]
