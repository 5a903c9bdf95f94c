"""Reads from a file who is in which wave: from a plan.yaml, from JSON like it, or from CSV.

Nothing else in the file counts: the total, the sizes and the digests of a plan edited by hand are
those of the plan it was made from. Whoever the file does not name is in no wave, which is for
`rules` to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from fmkwave.departures import departed
from fmkwave.errors import Fault, InputError
from fmkwave.inputs.csvfile import read_csv
from fmkwave.inputs.frame import period_of
from fmkwave.inputs.published import WAVE, wave_number
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.rows import WHO, rows_by_code
from fmkwave.inputs.table import Row, Table, check_columns
from fmkwave.inputs.wording import show
from fmkwave.inputs.yamlfile import Document, Plain, read_yaml
from fmkwave.language import LANGUAGES, reading, said
from fmkwave.lookup import codes_by_name
from fmkwave.model import Departed, Inputs, Placement, Programme
from fmkwave.names import word_key
from fmkwave.planfile import SCHEMA
from fmkwave.texts import message

WAVES = "waves"
QUARTER = "quarter"
MEMBERS = "municipalities"

_CSV = ".csv"
_OTHERS = (".json", ".yaml", ".yml")


def read_placements(
    paths: Iterable[Path],
    inputs: Inputs,
    *,
    committed: Path | None = None,
    gone: list[Departed] | None = None,
) -> dict[Path, Placement]:
    """Who is in which wave, by code, in each of some files.

    Args:
        paths: The files; one whose name ends in ``.csv`` is CSV, any other YAML or JSON.
        inputs: The municipalities and waves there are.
        committed: The file whose codes and waves were right once, so that those there are no more
            are no faults: who left is in no wave, whose code changed has the one of now, and a
            wave is the one that has its period now, or none.
        gone: Takes those.

    Raises:
        InputError: if a file has a fault; it carries every fault of every file.
    """
    register = _register(inputs)
    found: dict[Path, Placement] = {}
    faults: list[Fault] = []
    for path in paths:
        report = Report(str(path))
        table = _table(path, inputs.programme, report, by_period=path == committed)
        if table is not None and path == committed:
            table, changed = _as_now(table, register)
            (gone if gone is not None else []).extend(changed)
        found[path] = _placement(table, inputs.programme, register, report) if table else {}
        if not found[path] and not report.faults:
            report.fault(0, message("this is no plan: it has no municipality in any wave"))
        faults += report.faults
    if faults:
        raise InputError(sorted(faults))
    return found


def _as_now(table: Table, register: Register) -> tuple[Table, tuple[Departed, ...]]:
    """A table without who left, and with the codes of now; and whom that is."""
    code, name = WHO
    told = [(row.cells.get(code, ""), row.cells.get(name, "")) for row in table.rows]
    changed = departed(((code, name, 0) for code, name in told if code), register.names)
    now = {one.code: one.now for one in changed}
    rows = []
    for row in table.rows:
        given = row.cells.get(code)
        if given not in now:
            rows.append(row)
        elif now[given]:
            rows.append(row._replace(cells={**row.cells, code: now[given] or ""}))
    return replace(table, rows=tuple(rows)), changed


def _register(inputs: Inputs) -> Register:
    return Register(
        names={code: one.name for code, one in inputs.municipalities.items()},
        keys=codes_by_name(inputs),
        regions=(),
        whole=True,
    )


def _table(
    path: Path, programme: Programme, report: Report, *, by_period: bool = False
) -> Table | None:
    """A row for each municipality that a file places, with its wave."""
    suffix = path.suffix.lower()
    if suffix == _CSV:
        return _csv_table(path, report)
    document = read_yaml(path, report)
    if document is not None:
        return _yaml_table(document, programme, report, by_period=by_period)
    if suffix not in _OTHERS:
        text = message("a plan is read from YAML, from JSON, or from a file that ends in .csv")
        report.fault(0, text)
    return None


def _placement(
    table: Table, programme: Programme, register: Register, report: Report
) -> dict[str, int]:
    # Not whole: whoever is missing is in no wave, which is no fault of the file.
    rows = rows_by_code(replace(table, whole=False), register, report)
    waves = {code: _wave_of_row(row, programme, report) for code, row in rows.items() if row.whole}
    return {code: wave for code, wave in sorted(waves.items()) if wave is not None}


def _wave_of_row(row: Row, programme: Programme, report: Report) -> int | None:
    """The wave of a row; with a fault where a quarter beside it says otherwise."""
    wave = _wave(row.cells.get(WAVE, ""), row.line, programme, report)
    quarter = period_of(row.cells.get(QUARTER), programme.calendar)
    if wave is not None and quarter in programme.quarters:
        meant = programme.wave_in(quarter)
        if meant != wave:
            text = message(
                "'{key}' is {wave}, but {quarter} is wave {meant}; change both, or take out the "
                "column '{column}'",
                key=WAVE,
                wave=wave,
                quarter=quarter,
                meant=meant,
                column=QUARTER,
            )
            report.fault(row.line, text)
    return wave


def _wave(text: str, line: int, programme: Programme, report: Report) -> int | None:
    """The wave told by number or quarter; None for a blank, and with a fault for what is none."""
    if not text:
        return None
    last = len(programme.waves)
    number = wave_number(text)
    number = _called(last).get(word_key(text)) if number is None else number
    if number is not None and 1 <= number <= last:
        return number
    quarter = period_of(text, programme.calendar)
    if quarter in programme.quarters:
        return programme.wave_in(quarter)
    wrong = message(
        "the wave is {found}, but a number from 1 to {last} or one of the periods {quarters} is "
        "expected",
        found=show(text),
        last=last,
        quarters=", ".join(programme.quarters),
    )
    report.fault(line, wrong)
    return None


# --- CSV ----------------------------------------------------------------------------------------


def _csv_table(path: Path, report: Report) -> Table | None:
    found = read_csv(path, report)
    table = None if found is None else _with_our_headings(found)
    if table is not None:
        if not any(column in table.columns for column in WHO):
            code, name = WHO
            text = message("a column '{code}' or '{name}' is missing", code=code, name=name)
            report.fault(table.header, text)
        check_columns(table, [WAVE], report, others=True)
    return table


def _with_our_headings(table: Table) -> Table:
    """A table with the names that columns have here, where it has them in another language."""
    meant = {name: ours for name, ours in _headings().items() if ours not in table.columns}
    rows = (
        row._replace(cells={meant.get(name, name): cell for name, cell in row.cells.items()})
        for row in table.rows
    )
    columns = tuple(meant.get(name, name) for name in table.columns)
    return replace(table, columns=columns, rows=tuple(rows))


@cache
def _headings() -> dict[str, str]:
    """The names of columns in every language, as our own spreadsheets have them."""
    ours = {
        message("Code"): WHO[0],
        message("Municipality"): WHO[1],
        message("Wave"): WAVE,
        message("Period"): QUARTER,
    }
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with reading(language):
            found |= {said(heading).casefold(): column for heading, column in ours.items()}
    return found


@cache
def _called(last: int) -> dict[str, int]:
    """The waves by what they are called in every language, such as ``wave 1``."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        with reading(language):
            for number in range(1, last + 1):
                found[word_key(said(message("wave {wave}", wave=number)))] = number
    return found


# --- YAML, and JSON, which is YAML too ------------------------------------------------------------


def _yaml_table(
    document: Document, programme: Programme, report: Report, *, by_period: bool
) -> Table | None:
    schema = document.value("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        text = message(
            "'schema' is {found}, that of a newer fmkwave; this one reads 1 to {known}",
            found=schema,
            known=SCHEMA,
        )
        report.fault(document.line("schema"), text)
        return None
    if WAVES not in document.data:
        report.fault(0, message("this is no plan: key '{key}' is missing", key=WAVES))
    rows: list[Row] = []
    lines: dict[int, int] = {}
    for at, wave in enumerate(document.items(report, WAVES)):
        line = document.line(WAVES, at)
        if not isinstance(wave, dict):
            text = message(
                "a wave is written as {form}, but this is {found}",
                form=f"{{{QUARTER}: …, {MEMBERS}: …}}",
                found=show(wave),
            )
            report.fault(line, text)
            continue
        period = document.value(WAVES, at, QUARTER)
        if by_period and period is not None:
            number = _wave_in(_text(period), programme)
        else:
            number = _number(document, at, programme, report)
        if number in lines:
            text = message(
                "wave {wave} stands twice, first on line {line}", wave=number, line=lines[number]
            )
            report.fault(line, text)
        elif number is not None:
            lines[number] = line
        rows += _rows(document, at, number, report)
    return Table(said={}, columns=WHO, header=0, rows=tuple(rows), whole=True)


def _wave_in(period: str, programme: Programme) -> int | None:
    """The wave that has a period now, however it was numbered once; None if none has."""
    quarter = period_of(period, programme.calendar)
    return programme.wave_in(quarter) if quarter in programme.quarters else None


def _number(document: Document, at: int, programme: Programme, report: Report) -> int | None:
    """Number of a wave: by its quarter, by what it says of itself, or by where it stands."""
    told = [
        _wave(_text(value), document.line(WAVES, at, key), programme, report)
        for key in (QUARTER, WAVE)
        if (value := document.value(WAVES, at, key)) is not None
    ]
    if not told:
        return _wave(str(at + 1), document.line(WAVES, at), programme, report)
    first, last = told[0], told[-1]
    if first is not None and last is not None and first != last:
        text = message(
            "'{key}' is {wave}, but {quarter} is wave {meant}",
            key=WAVE,
            wave=last,
            quarter=programme.quarters[first - 1],
            meant=first,
        )
        report.fault(document.line(WAVES, at, WAVE), text)
    return first


def _rows(document: Document, at: int, wave: int | None, report: Report) -> Iterator[Row]:
    """A row for each municipality of a wave: by code and name, or by either."""
    where = (WAVES, at, MEMBERS)
    members = document.value(*where)
    if isinstance(members, list):
        told = [(document.line(*where, number), _who(one)) for number, one in enumerate(members)]
    else:
        group = document.group(report, *where)
        told = [(document.line(*where, key), _keyed(key, name)) for key, name in group.items()]
    for line, who in told:
        yield Row(line, {**who, WAVE: _text(wave)}, whole=True)


def _keyed(key: str, name: Plain) -> dict[str, str]:
    """The cells of ``"0101": Nordby``, or of a code or name that stands alone."""
    return _who(key) if name is None else _who({"code": key, "name": name})


def _who(one: Plain) -> dict[str, str]:
    """The cells of a code and a name, or of either."""
    if isinstance(one, dict):
        cells = dict(zip(WHO, (one.get("code"), one.get("name")), strict=True))
        told = {column: _text(value) for column, value in cells.items() if value is not None}
        return told or {WHO[-1]: ""}
    text = _text(one)
    return {WHO[0] if text.isdecimal() else WHO[-1]: text}


def _text(value: Plain) -> str:
    return "" if value is None else str(value).strip()
