"""Reads uptake.yaml."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from fmkwave.inputs.facts import Facts
from fmkwave.inputs.frame import Frame
from fmkwave.inputs.municipalities import unknown_region
from fmkwave.inputs.origin import ORIGIN, facts_of_yaml
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import comma_hint, show
from fmkwave.inputs.yamlfile import Document, Plain, read_yaml
from fmkwave.names import fold, suggest
from fmkwave.texts import Message, message

_PERCENT = re.compile(r"\s*([0-9]{1,3})([.,][0-9]{1,6})?\s*%\s*")
_WHOLE = 100


def read_uptake(
    path: Path, register: Register, frame: Frame, report: Report
) -> Facts[dict[str, dict[str, Decimal]]]:
    """Per uptake weight, the share of each municipality by code, or of each region."""
    document = read_yaml(path, report)
    if document is None:
        return Facts({})
    sections = frame.uptake
    if sections is not None:
        document.check_keys(report, needed=(*ORIGIN, *sections))
    found: dict[str, dict[str, Decimal]] = {}
    lines: dict[str, int] = {}
    for section, per in sorted((sections or {}).items()):
        if section in document.data and per is not None:
            where = _where(document, section, per, register, report)
            found[section] = {
                who: _share(document.value(section, key), document.line(section, key), report)
                for who, key in sorted(where.items())
            }
            lines = {**{who: document.line(section, key) for who, key in where.items()}, **lines}
    parts = {
        who: {section: shares[who] for section, shares in found.items() if who in shares}
        for who in lines
    }
    return facts_of_yaml(found, document, report, parts, lines)


def _where(
    document: Document, section: str, per: str, register: Register, report: Report
) -> dict[str, str]:
    """The key in the file under which each municipality or region stands."""
    regions = {fold(region): region for region in register.regions}
    found: dict[str, str] = {}
    for key in document.group(report, section):
        line = document.line(section, key)
        if per == "municipality":
            who = register.look_up(key, line, report)
        else:
            who = regions.get(fold(key))
            if who is None and regions:
                report.fault(line, unknown_region(key, register.regions))
                report.meant.add(suggest(key, register.regions) or "")
        if who is None:
            continue
        if who in found:
            text = message(
                "{name} has a share in '{section}' already, on line {line}",
                name=register.names.get(who, who),
                section=section,
                line=document.line(section, found[who]),
            )
            report.fault(line, text)
        else:
            found[who] = key
    line = document.line(section)
    if not document.whole or not isinstance(document.value(section), dict | None):
        return found
    nothing = message("no share in '{section}'", section=section)
    if per == "municipality":
        register.report_missing(nothing, found, line, report)
    else:
        for region in sorted(set(register.regions) - set(found) - report.meant):
            report.fault(line, message("{nothing} for {name}", nothing=nothing, name=region))
    return found


def _share(value: Plain, line: int, report: Report) -> Decimal:
    number = Decimal(value) if isinstance(value, int | Decimal) else None
    if number is not None and number.is_finite():
        if 0 <= number <= 1:
            return number
        found, hint = str(value), _out_of_hundred(number)
    else:
        found, hint = show(value), _percent_hint(value)
    text = message(
        "a share lies between 0 and 1, but this is {found}{hint}", found=found, hint=hint
    )
    report.fault(line, text)
    return Decimal(0)


def _out_of_hundred(number: Decimal) -> Message:
    """The tail of a message about a share above 1: what it is as a part of 100."""
    if not 1 < number <= _WHOLE:
        return Message("")
    share = str(number / _WHOLE)
    return message(" ({number} % is written {share})", number=str(number), share=share)


def _percent_hint(value: Plain) -> Message:
    """The tail of a message about a share that is no number: how to write it."""
    percent = _PERCENT.fullmatch(value) if isinstance(value, str) else None
    if percent is None:
        return comma_hint(value)
    number = Decimal(f"{percent[1]}{(percent[2] or '').replace(',', '.')}")
    return message("; write {number}", number=str(number / _WHOLE))
