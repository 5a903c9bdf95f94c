"""Files beyond any real use are refused, and told to be so, before they fill memory or time."""

from __future__ import annotations

import pytest

from fmkwave.inputs import content, csvfile, programme, report, table
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.sizes import MOST_COMPARED
from folders import Folder


def test_a_file_of_more_bytes_than_are_read(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content.read_text, "__defaults__", (3_000_000,))
    folder.write("uptake.yaml", b"#" * 3_000_001)
    assert folder.faults() == [
        "uptake.yaml: the file is larger than 3 megabytes, which is the most that is read"
    ]


def test_a_csv_file_of_more_lines_than_are_read(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csvfile, "MOST_LINES", 2000)
    folder.write("published.csv", folder.read("published.csv") + "\n" * 2000)
    assert folder.faults() == [
        "published.csv: the file has 2,009 lines, but at most 2,000 are read"
    ]


def test_a_header_of_more_columns_than_are_read(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "MOST_COLUMNS", 5)
    assert folder.faults() == [
        "questionnaire.csv:3: the header has 6 columns, but at most 5 are read"
    ]


def test_more_keys_than_are_read(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programme, "MOST_OF_PROGRAMME", 8)
    assert folder.faults()[0] == (
        "programme.yaml:5: there are more than 8 keys and values, which are the most that are read"
    )


def test_more_waves_or_periods_than_are_planned_with(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programme, "MOST_WAVES", 2)
    monkeypatch.setattr(programme, "MOST_PERIODS", 3)
    folder.replace("programme.yaml", "answers:", "periods: [A, B, C, D]\nanswers:")
    assert folder.faults() == [
        "programme.yaml:4: 'waves' has 3 entries, but at most 2 are read",
        "programme.yaml:8: 'periods' has 4 entries, but at most 3 are read",
    ]


def test_a_file_of_very_many_faults_is_read_no_further_and_the_others_are(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MOST_FAULTS", 3)
    folder.replace("vendors.yaml", "[Vestrup, Møborg, Øster-Holm]", "[A, B, C, D, E, F]")
    folder.replace("uptake.yaml", "Vestland: 0.6", "Vestland: 6")
    assert folder.faults() == [
        "uptake.yaml:12: a share lies between 0 and 1, but this is 6 (6 % is written 0.06)",
        "vendors.yaml: the file has more than 3 faults; mend these first, for it was read no "
        "further",
        "vendors.yaml:11: unknown municipality 'A'",
        "vendors.yaml:11: unknown municipality 'B'",
        "vendors.yaml:11: unknown municipality 'C'",
    ]


def test_unknown_names_are_compared_with_so_many_and_no_more() -> None:
    names = {str(number): f"Unit {'x' * (number % 7)}" for number in range(MOST_COMPARED // 3)}
    register = Register(names, {}, (), whole=True)
    hints = [register.hint("Unti", Report("file")) for _ in range(2)]
    assert hints == ["; did you mean Unit ?"] * 2
    one = Report("file")
    assert [bool(register.hint("Unti", one)) for _ in range(5)] == [True] * 3 + [False] * 2
