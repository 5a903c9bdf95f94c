"""Reads the questionnaire: questionnaire.csv, or questionnaire.xlsx in its place."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from fmkwave import parts
from fmkwave.inputs.content import namesake
from fmkwave.inputs.csvfile import read_csv
from fmkwave.inputs.facts import Facts
from fmkwave.inputs.frame import Frame
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.rows import WHO, row_places, rows_by_code
from fmkwave.inputs.sheet import read_sheet
from fmkwave.inputs.table import Row, Table, check_columns
from fmkwave.inputs.wording import choice, show
from fmkwave.model import Place, Questionnaire
from fmkwave.names import word_key
from fmkwave.parts import QUESTIONNAIRE, WISH, WISHES, WORKBOOK
from fmkwave.texts import Message, message

# What a spreadsheet program saves besides .xlsx.
_OTHER_SHEETS = {".xls", ".xlsm", ".xlsb", ".ods"}


def questionnaire_file(folder: Path) -> str:
    """The name of the file to read: the workbook where it stands alone, else the CSV file."""
    # A broken link is a file that someone meant to be there.
    only_workbook = os.path.lexists(folder / WORKBOOK) and not os.path.lexists(
        folder / QUESTIONNAIRE
    )
    return WORKBOOK if only_workbook else QUESTIONNAIRE


def read_questionnaire(
    path: Path, register: Register, frame: Frame, report: Report
) -> Facts[dict[str, Questionnaire]]:
    """The questionnaires by code; questions left unanswered are warnings.

    Args:
        path: The CSV file or the workbook, as `questionnaire_file` names it.
        register: The municipalities there are.
        frame: The questions, the answers allowed, and the quarters that can be wished.
        report: Takes the faults and warnings.
    """
    table = _table(path, report)
    if table is None:
        return Facts({})
    wish, *others = _wish_columns(table, frame, report)
    needed = (*WHO, *(frame.indicators or ()), wish, *others)
    check_columns(table, needed, report, others=frame.indicators is None)
    rows = rows_by_code(table, register, report)
    found = {
        code: _questionnaire(register.names[code], row, wish, frame, report)
        for code, row in sorted(rows.items())
        if row.whole
    }
    places = row_places(rows, report) | dict(_cell_places(rows, found, wish, report))
    return table.facts(found, report, found, places)


def _table(path: Path, report: Report) -> Table | None:
    if path.name == WORKBOOK:
        return read_sheet(path, WHO, report)
    if os.path.lexists(path.with_name(WORKBOOK)):
        both = message(
            "{workbook} is there as well; keep the one that holds the answers, and take the "
            "other out of the folder",
            workbook=WORKBOOK,
        )
        report.fault(0, both)
        return None
    if not os.path.lexists(path):
        report.fault(0, _missing(path))
        return None
    return read_csv(path, report)


def _missing(path: Path) -> Message:
    near = namesake(path)
    if near is None:
        return message("the file is missing; {workbook} is read too", workbook=WORKBOOK)
    name, ending = near.name, near.suffix.lower()
    if ending in _OTHER_SHEETS:
        return message(
            "the file is missing, but there is {near}; save it as {name}", near=name, name=WORKBOOK
        )
    meant = WORKBOOK if ending == Path(WORKBOOK).suffix else QUESTIONNAIRE
    return message(
        "the file is missing, but there is {near}; rename it {name}", near=name, name=meant
    )


def _wish_columns(table: Table, frame: Frame, report: Report) -> list[str]:
    """What the column of wishes is called; where there is none, what it should be called.

    A second one under the other name is a fault.
    """
    found = [name for name in WISHES if name in table.columns]
    if len(found) > 1:
        one, other = found
        text = message(
            "'{key}' is another word for '{other}'; keep one of them", key=other, other=one
        )
        report.fault(table.header, text, cell=table.cell(other))
    return found or [WISHES[bool(frame.calendar.labels)]]


def _cell_places(
    rows: Mapping[str, Row], found: Mapping[str, Questionnaire], wish: str, report: Report
) -> Iterator[tuple[str, Place]]:
    """Where each answer and wish stands, in a sheet; the lines of a CSV file say enough."""
    for code, one in found.items():
        row, columns = rows[code], {**dict(zip(one.answers, one.answers, strict=True)), WISH: wish}
        for key, column in columns.items() if row.named else ():
            yield parts.cell(code, key), Place(report.file, row.line, row.cell(column))


def _questionnaire(name: str, row: Row, column: str, frame: Frame, report: Report) -> Questionnaire:
    answers: dict[str, str | None] = {}
    blank = []
    for question in frame.indicators or ():
        text = row.cells.get(question.casefold())
        answers[question] = _answer(question, text, row, frame, report) if text else None
        if text is not None and word_key(text) in _blanks(frame):
            blank.append(question)
    if blank:
        unanswered = message(
            "{name} left unanswered: {questions}", name=name, questions=", ".join(blank)
        )
        report.warn(row.line, unanswered, cell=row.cell())
    wish = row.cells.get(column, "")
    if word_key(wish) in _blanks(frame):
        return Questionnaire(answers=answers)
    what = message("the wish")
    quarter = frame.quarter(what, wish, row.line, report, row.cell(column))
    return Questionnaire(answers=answers, wish=quarter)


def _blanks(frame: Frame) -> set[str]:
    return {"", *(word for word, answer in (frame.words or {}).items() if answer is None)}


def _answer(question: str, text: str, row: Row, frame: Frame, report: Report) -> str | None:
    if frame.words is None:
        return None
    word = word_key(text)
    if word in frame.words:
        return frame.words[word]
    unknown = message(
        "unknown answer {found} to {question}{choice}",
        found=show(text),
        question=question,
        choice=choice(text, frame.words),
    )
    report.fault(row.line, unknown, cell=row.cell(question))
    return None
