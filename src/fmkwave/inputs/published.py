"""Reads published.csv."""

from __future__ import annotations

import re
from pathlib import Path

from fmkwave.inputs.csvfile import read_csv
from fmkwave.inputs.facts import Facts
from fmkwave.inputs.frame import Frame
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.rows import WHO, row_places, rows_by_code
from fmkwave.inputs.table import check_columns
from fmkwave.inputs.wording import show
from fmkwave.texts import message

WAVE = "wave"
_NUMBER = re.compile(r"([0-9]{1,9})([.,]0+)?")


def read_published(
    path: Path, register: Register, frame: Frame, report: Report
) -> Facts[dict[str, int]]:
    """The wave of each municipality in a plan published earlier, by code."""
    table = read_csv(path, report)
    if table is None:
        return Facts({})
    check_columns(table, (*WHO, WAVE), report, others=False)
    rows = rows_by_code(table, register, report)
    found = {}
    for code, row in sorted(rows.items()):
        if row.whole and WAVE in row.cells:
            found[code] = _wave(row.cells[WAVE], row.line, frame, report)
    return table.facts(found, report, found, row_places(rows, report))


def wave_number(text: str) -> int | None:
    """A wave's number as a spreadsheet may write it, such as 2.0; None for what is no number."""
    number = _NUMBER.fullmatch(text)
    return int(number[1]) if number else None


def _wave(text: str, line: int, frame: Frame, report: Report) -> int:
    wave = wave_number(text) or 0
    last = len(frame.quarters) if frame.quarters else None
    if wave < 1 or (last is not None and wave > last):
        expected = (
            message("a number from 1 to {last}", last=last) if last else message("a number from 1")
        )
        wrong = (
            message(
                "the wave is {found}, but {expected} is expected",
                found=show(text),
                expected=expected,
            )
            if text
            else message("the wave is blank, but {expected} is expected", expected=expected)
        )
        report.fault(line, wrong)
    return wave
