"""Which municipality each row of a CSV file is about."""

from __future__ import annotations

from fmkwave.inputs.csvfile import Row, Table
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show

WHO = ("code", "municipality")


def rows_by_code(table: Table, register: Register, report: Report) -> dict[str, Row]:
    """Each municipality's row; unknown ones, duplicates and missing ones are faults."""
    found: dict[str, Row] = {}
    for row in table.rows:
        code = _who(row, register, report)
        if code is None:
            continue
        if code in found:
            message = f"{register.label(code)} has a row already, on line {found[code].line}"
            report.fault(row.line, message)
        else:
            found[code] = row
    if table.whole and any(column in table.columns for column in WHO):
        register.report_missing("row", found, 0, report)
    return found


def _who(row: Row, register: Register, report: Report) -> str | None:
    given, name = (row.cells.get(column) for column in WHO)
    code = None
    if given is not None:
        code = _by_code(given, name or "", row.line, register, report)
    elif name is not None:
        code = register.look_up(name, row.line, report)
    if code is not None and name is not None and given in register.names:
        _check_name(code, name, row.line, register, report)
    return code


def _by_code(given: str, name: str, line: int, register: Register, report: Report) -> str | None:
    if given in register.names:
        return given
    code = register.without_zeros(given)
    if code is not None:
        why = "a spreadsheet may have dropped the leading zero"
        message = f"code {given} is unknown; did you mean {code} ({why})?"
        report.fault(line, message, kind="leading zero")
        return code
    code = register.find(name)
    if not register.whole:
        return code
    shown = given if given.isalnum() else show(given)
    unknown = f"code {shown} is unknown" if given else "the code is blank"
    if code is not None:
        report.fault(line, f"{unknown}; the code of {register.names[code]} is {code}")
    else:
        also = f"and so is municipality {show(name)}" if name else "and no municipality is named"
        hint = register.hint(name, report)
        # Without a likely one for any of many, the file may be of another programme.
        report.fault(line, f"{unknown}, {also}{hint}", kind="" if hint else "unknown code")
    return code


def _check_name(code: str, name: str, line: int, register: Register, report: Report) -> None:
    meant = register.find(name)
    if meant == code:
        return
    mine = f"code {code} belongs to {register.names[code]}"
    if meant is not None:
        report.fault(line, f"{mine}, but the row names {register.label(meant)}")
    elif register.whole:
        named = show(name) if name else "no municipality"
        report.fault(line, f"{mine}, but the row names {named}")
