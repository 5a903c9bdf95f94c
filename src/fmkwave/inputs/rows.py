"""Which municipality each row of a table is about."""

from __future__ import annotations

from collections.abc import Mapping

from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.table import Row, Table
from fmkwave.inputs.wording import show
from fmkwave.model import Place
from fmkwave.texts import message

CODE = "code"
NAME = "municipality"
WHO = (CODE, NAME)

_LONGEST = 40


def rows_by_code(table: Table, register: Register, report: Report) -> dict[str, Row]:
    """Each municipality's row; unknown ones, duplicates and missing ones are faults."""
    found: dict[str, Row] = {}
    for row in table.rows:
        code = _who(row, register, report)
        if code is None:
            continue
        if code in found:
            first = found[code]
            text = message(
                "{name} has a row already, {where}",
                name=register.label(code),
                where=message("in row {row}", row=first.line)
                if first.named
                else message("on line {line}", line=first.line),
            )
            report.fault(row.line, text, cell=row.cell())
        else:
            found[code] = row
    told = register.whole or NAME in table.columns
    if told and table.whole and any(column in table.columns for column in WHO):
        register.report_missing(message("no row"), found, 0, report)
    return found


def row_places(rows: Mapping[str, Row], report: Report) -> dict[str, Place]:
    """Where each municipality's row stands."""
    return {code: Place(report.file, row.line, row.cell()) for code, row in rows.items()}


def _who(row: Row, register: Register, report: Report) -> str | None:
    given, name = (row.cells.get(column) for column in WHO)
    code = None
    if given is not None:
        code = _by_code(given, name or "", row, register, report)
    elif name is not None:
        code = register.look_up(name, row.line, report, row.cell(NAME))
    if code is not None and name is not None and given in register.names:
        _check_name(code, name, row, register, report)
    return code


def _by_code(given: str, name: str, row: Row, register: Register, report: Report) -> str | None:
    if given in register.names:
        return given
    cell = row.cell(CODE)
    code = register.without_zeros(given)
    if code is not None:
        text = message(
            "code {code} is unknown; did you mean {near} (a spreadsheet may have dropped the "
            "leading zero)?",
            code=given,
            near=code,
        )
        report.fault(row.line, text, cell=cell)
        return code
    code = register.find(name)
    if not register.whole:
        return code
    shown = given if given.isalnum() and len(given) <= _LONGEST else show(given)
    unknown = (
        message("code {code} is unknown", code=shown) if given else message("the code is blank")
    )
    if code is not None:
        text = message(
            "{unknown}; the code of {name} is {code}",
            unknown=unknown,
            name=register.names[code],
            code=code,
        )
        report.fault(row.line, text, cell=cell)
        return code
    hint = register.hint(name, report)
    if name:
        text = message(
            "{unknown}, and so is municipality {name}{hint}",
            unknown=unknown,
            name=show(name),
            hint=hint,
        )
    else:
        text = message("{unknown}, and no municipality is named", unknown=unknown)
    report.fault(row.line, text, cell=cell)
    return None


def _check_name(code: str, name: str, row: Row, register: Register, report: Report) -> None:
    meant = register.find(name)
    if meant == code or (meant is None and not register.whole):
        return
    found: str = message("no municipality")
    if meant is not None:
        found = register.label(meant)
    elif name:
        found = show(name)
    text = message(
        "code {code} belongs to {name}, but the row names {found}",
        code=code,
        name=register.names[code],
        found=found,
    )
    report.fault(row.line, text, cell=row.cell(NAME))
