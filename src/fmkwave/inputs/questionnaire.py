"""Reads questionnaire.csv."""

from __future__ import annotations

from pathlib import Path

from fmkwave.inputs.csvfile import Row, check_columns, read_csv
from fmkwave.inputs.facts import Facts
from fmkwave.inputs.frame import Frame
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.rows import WHO, rows_by_code
from fmkwave.inputs.wording import unknown
from fmkwave.model import Questionnaire
from fmkwave.names import word_key

WISH = "wished_quarter"


def read_questionnaire(
    path: Path, register: Register, frame: Frame, report: Report
) -> Facts[dict[str, Questionnaire]]:
    """The questionnaires by code; questions left unanswered are warnings."""
    table = read_csv(path, report)
    if table is None:
        return Facts({})
    needed = (*WHO, *(frame.indicators or ()), WISH)
    check_columns(table, needed, report, others=frame.indicators is None)
    rows = rows_by_code(table, register, report)
    found = {
        code: _questionnaire(register.names[code], row, frame, report)
        for code, row in sorted(rows.items())
        if row.whole
    }
    return table.facts(found, report, found, {code: row.line for code, row in rows.items()})


def _questionnaire(name: str, row: Row, frame: Frame, report: Report) -> Questionnaire:
    answers: dict[str, str | None] = {}
    blank = []
    for question in frame.indicators or ():
        text = row.cells.get(question.casefold())
        answers[question] = _answer(question, text, row.line, frame, report) if text else None
        if text is not None and word_key(text) in _blanks(frame):
            blank.append(question)
    if blank:
        report.warn(row.line, f"{name} left unanswered: {', '.join(blank)}")
    wish = row.cells.get(WISH, "")
    if word_key(wish) in _blanks(frame):
        return Questionnaire(answers=answers)
    return Questionnaire(
        answers=answers, wish=frame.quarter("the wished quarter", wish, row.line, report)
    )


def _blanks(frame: Frame) -> set[str]:
    return {"", *(word for word, answer in (frame.words or {}).items() if answer is None)}


def _answer(question: str, text: str, line: int, frame: Frame, report: Report) -> str | None:
    if frame.words is None:
        return None
    word = word_key(text)
    if word in frame.words:
        return frame.words[word]
    report.fault(line, unknown("answer", text, frame.words, f" to {question}"))
    return None
