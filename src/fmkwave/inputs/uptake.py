"""Reads uptake.yaml."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from fmkwave.inputs.facts import Facts
from fmkwave.inputs.frame import Frame
from fmkwave.inputs.origin import ORIGIN, facts_of_yaml
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import comma_hint, show, unknown
from fmkwave.inputs.yamlfile import Document, Plain, read_yaml
from fmkwave.names import fold, suggest

_PERCENT = re.compile(r"\s*([0-9]{1,3})([.,][0-9]{1,6})?\s*%\s*")
_WHOLE = 100
_RANGE = "a share lies between 0 and 1"


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
        if section in document.data:
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
                report.fault(line, unknown("region", key, register.regions))
                report.meant.add(suggest(key, register.regions) or "")
        if who is None:
            continue
        if who in found:
            name = register.names.get(who, who)
            other = document.line(section, found[who])
            report.fault(line, f"{name} has a share in '{section}' already, on line {other}")
        else:
            found[who] = key
    line = document.line(section)
    if not document.whole or not isinstance(document.value(section), dict | None):
        return found
    if per == "municipality":
        register.report_missing(f"share in '{section}'", found, line, report)
    else:
        for region in sorted(set(register.regions) - set(found) - report.meant):
            report.fault(line, f"no share in '{section}' for {region}")
    return found


def _share(value: Plain, line: int, report: Report) -> Decimal:
    percent = _PERCENT.fullmatch(value) if isinstance(value, str) else None
    if isinstance(value, int | Decimal) and Decimal(value).is_finite():
        if 0 <= value <= 1:
            return Decimal(value)
        message = f"{_RANGE}, but this is {value}"
        if 1 < value <= _WHOLE:
            message += f" ({value} % is written {Decimal(value) / _WHOLE})"
    elif percent:
        number = Decimal(f"{percent[1]}{(percent[2] or '').replace(',', '.')}")
        message = f"{_RANGE}, but this is {show(value)}; write {number / _WHOLE}"
    else:
        message = f"{_RANGE}, but this is {show(value)}{comma_hint(value)}"
    report.fault(line, message)
    return Decimal(0)
