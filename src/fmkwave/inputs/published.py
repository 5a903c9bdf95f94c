"""Reads published.csv."""

from __future__ import annotations

import re
from pathlib import Path

from fmkwave.inputs.csvfile import check_columns, read_csv
from fmkwave.inputs.facts import Facts
from fmkwave.inputs.frame import Frame
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.rows import WHO, rows_by_code
from fmkwave.inputs.wording import show

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
    return table.facts(found, report, found, {code: row.line for code, row in rows.items()})


def wave_number(text: str) -> int | None:
    """A wave's number as a spreadsheet may write it, such as 2.0; None for what is no number."""
    number = _NUMBER.fullmatch(text)
    return int(number[1]) if number else None


def _wave(text: str, line: int, frame: Frame, report: Report) -> int:
    wave = wave_number(text) or 0
    last = len(frame.quarters) if frame.quarters else None
    if wave < 1 or (last is not None and wave > last):
        found = f"the wave is {show(text)}" if text else "the wave is blank"
        allowed = f"a number from 1 to {last}" if last else "a number from 1"
        report.fault(line, f"{found}, but {allowed} is expected")
    return wave
