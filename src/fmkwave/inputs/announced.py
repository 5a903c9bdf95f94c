"""Reads from plan.yaml where everybody was announced, and who lies in quarters that are frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from fmkwave.commands import command
from fmkwave.departures import departed, recode
from fmkwave.inputs.frame import period_of
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show
from fmkwave.inputs.yamlfile import Document, read_yaml
from fmkwave.model import Departed, Programme
from fmkwave.parts import MUNICIPALITIES, PROGRAMME
from fmkwave.texts import Period, message

WAVES = "waves"
MEMBERS = "municipalities"


class Announced(NamedTuple):
    """The plan announced, as far as the inputs still know its municipalities and quarters.

    Attributes:
        waves: Wave by code; who is in none, or in none that there still is, is not in it.
        frozen: The same of those whose quarter is frozen.
        departed: Who stands in such a wave and is no municipality any more.
    """

    waves: dict[str, int]
    frozen: dict[str, int]
    departed: tuple[Departed, ...] = ()


def read_announced(
    path: Path, programme: Programme, register: Register, report: Report, *, asked: bool = False
) -> Announced:
    """Read who stands in which wave of a plan.

    A frozen quarter must be in the plan, and all who stand there must be known; whatever else the
    inputs no longer have is passed over, unless nothing is left of a plan that was asked for.

    Args:
        path: The plan, which must be there where anything is frozen, or when asked for.
        programme: The waves there are.
        register: The municipalities there are.
        report: Takes the faults, and as a warning that nobody was announced.
        asked: Whether a user asked for the plan, and not only programme.yaml.
    """
    frozen = [quarter for quarter in programme.frozen if quarter in programme.quarters]
    if not path.exists():
        _report_missing(programme, frozen, report, asked=asked)
        return Announced({}, {})
    document = read_yaml(path, report)
    if document is None:
        return Announced({}, {})
    waves: dict[str, int] = {}
    at_quarter = _waves(document, programme, report)
    gone = _departed(document, at_quarter, programme, register, report)
    for quarter, at in at_quarter.items():
        wave = programme.wave_in(quarter)
        if quarter in frozen:
            _report_departed(document, at, [one for one in gone if one.wave == wave], report)
        for code in register.names.keys() & document.group(report, WAVES, at, MEMBERS).keys():
            if code in waves:
                line = document.line(WAVES, at, MEMBERS, code)
                report.fault(line, message("code {code} stands in two waves", code=code))
            waves.setdefault(code, wave)
    for quarter in frozen:
        if quarter not in at_quarter:
            text = message(
                "the plan has no wave in {quarter}, which {programme} freezes",
                quarter=quarter,
                programme=PROGRAMME,
            )
            report.fault(document.line(WAVES), text)
    if not waves and register.whole and not report.faults:
        _report_nobody(document.line(WAVES), programme, report, asked=asked)
    kept = {programme.wave_in(quarter) for quarter in frozen}
    waves = dict(sorted(waves.items()))
    staying = {code: wave for code, wave in waves.items() if wave in kept}
    return Announced(waves, staying, gone)


def _report_missing(
    programme: Programme, frozen: list[str], report: Report, *, asked: bool
) -> None:
    if frozen:
        text = message(
            "the file is missing, but {programme} freezes {quarters} as in it",
            programme=PROGRAMME,
            quarters=", ".join(frozen),
        )
        report.fault(0, text)
    elif asked:
        writing = command("plan", "--write")
        report.fault(0, message("the file is missing; `{command}` writes it", command=writing))
    elif programme.stability:
        text = message(
            "the file is missing, so nobody earns the points that {programme} gives for staying",
            programme=PROGRAMME,
        )
        report.warn(0, text)


def _report_nobody(line: int, programme: Programme, report: Report, *, asked: bool) -> None:
    if asked:
        report.fault(line, message("nobody in it stands in a wave that there is"))
    elif programme.stability:
        text = message("nobody in it stands in a wave that there is, so nobody earns by staying")
        report.warn(line, text)


def _waves(document: Document, programme: Programme, report: Report) -> dict[str, int]:
    """The place in the list of each wave in a quarter of the programme, by quarter."""
    found: dict[str, int] = {}
    for at, wave in enumerate(document.items(report, WAVES)):
        if not isinstance(wave, dict):
            continue
        quarter = period_of(wave.get("quarter"), programme.calendar)
        if quarter in found:
            text = message("a second wave stands in {quarter}", quarter=Period(quarter))
            report.fault(document.line(WAVES, at), text)
        elif quarter in programme.quarters:
            found[quarter] = at
    return found


def _departed(
    document: Document,
    at_quarter: Mapping[str, int],
    programme: Programme,
    register: Register,
    report: Report,
) -> tuple[Departed, ...]:
    """Who stands in the waves and is no municipality; nobody while any could not be read."""
    if not register.whole:
        return ()
    placed = [
        (code, name if isinstance(name, str) else "", programme.wave_in(quarter))
        for quarter, at in at_quarter.items()
        for code, name in document.group(report, WAVES, at, MEMBERS).items()
    ]
    return departed(placed, register.names)


def _report_departed(document: Document, at: int, gone: Iterable[Departed], report: Report) -> None:
    """A fault for each that is gone from a frozen wave."""
    for one in gone:
        if one.now:
            text = message("{change}; write {now} here", change=recode(one), now=one.now)
        else:
            text = message(
                "{name} stands in a frozen wave, but {file} does not have it; if it has left, take "
                "it out here",
                name=f"{one.name} ({one.code})" if one.name else show(one.code),
                file=MUNICIPALITIES,
            )
        report.fault(document.line(WAVES, at, MEMBERS, one.code), text)
