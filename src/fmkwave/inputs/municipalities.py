"""Reads municipalities.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fmkwave.characters import LONGEST
from fmkwave.inputs.facts import Facts
from fmkwave.inputs.origin import ORIGIN, facts_of_yaml
from fmkwave.inputs.register import UNKNOWN, Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.validation import report_invalid
from fmkwave.inputs.wording import choice, show, too_long
from fmkwave.inputs.yamlfile import Document, Plain, read_yaml
from fmkwave.model import Municipality
from fmkwave.names import by_key, find, fold, suggest
from fmkwave.texts import Message, joined, message

LIST = "municipalities"
REGIONS = "regions"
_CODE = re.compile(r"[0-9A-Za-z-]+")
_MOST_PEOPLE = 10**9
_LIMITS = ((message("latitude"), 90), (message("longitude"), 180))


def read_municipalities(path: Path, report: Report) -> tuple[Facts[list[Municipality]], Register]:
    """The municipalities in the order of their codes, and the register of their names."""
    document = read_yaml(path, report)
    if document is None:
        return Facts([]), Register({}, {}, (), whole=False)
    document.check_keys(report, needed=(*ORIGIN, REGIONS, LIST))
    regions = _regions(document, report)
    entries = document.items(report, LIST)
    if LIST in document.data and not entries:
        report.fault(document.line(LIST), message("no municipality is listed"))
    read = [_entry(document, at, entry, regions, report) for at, entry in enumerate(entries)]
    found = sorted(read, key=lambda one: one.code)
    lines = {one.code: document.line(LIST, at) for at, one in enumerate(read)}
    register = _register(document, entries, tuple(regions.values()), report)
    _check_tiles(document, entries, report)
    parts = {REGIONS: sorted(regions.values()), **{one.code: one for one in found}}
    lines[REGIONS] = document.line(REGIONS)
    return facts_of_yaml(found, document, report, parts, lines), register


def _regions(document: Document, report: Report) -> dict[str, str]:
    """The regions by folded name."""
    regions: dict[str, str] = {}
    for at, name in enumerate(document.items(report, REGIONS)):
        line = document.line(REGIONS, at)
        if isinstance(name, str) and len(name) > LONGEST:
            report.fault(line, too_long(name))
        elif not isinstance(name, str) or not name.strip():
            text = message(
                "the name of a region is expected, but this is {found}", found=show(name)
            )
            report.fault(line, text)
        elif fold(name) in regions:
            report.fault(line, message("region {name} is listed twice", name=show(name)))
        else:
            regions[fold(name)] = " ".join(name.split())
    if document.value(REGIONS) == []:
        report.fault(document.line(REGIONS), message("no region is listed"))
    return regions


def _entry(
    document: Document, at: int, entry: Plain, regions: dict[str, str], report: Report
) -> Municipality:
    """A municipality; where something is wrong with it, what of it is sound, and None else."""
    line = document.line(LIST, at)
    if not isinstance(entry, dict):
        text = message(
            "a municipality is written as {form}, but this is {found}",
            form="{code: …, name: …, …}",
            found=show(entry),
        )
        report.fault(line, text)
        return _partial({}, at)
    region = entry.get("region")
    if isinstance(region, str) and region.strip() and regions and fold(region) not in regions:
        report.fault(document.line(LIST, at, "region"), unknown_region(region, regions.values()))
    _check_numbers(document, at, report)
    known = {"region": regions.get(fold(region), region)} if isinstance(region, str) else {}
    try:
        return Municipality.model_validate({**entry, **known})
    except ValidationError as error:
        report_invalid(error, Municipality, document, report, LIST, at)
    return _partial({**entry, **known}, at)


def _partial(entry: dict[str, Plain], at: int) -> Municipality:
    """What of a faulty municipality limits can be held against."""
    code, name = _code_and_name(entry)
    region, population = _said(entry, "region"), _said(entry, "population")
    sound: dict[str, Any] = {
        "code": code or f"{UNKNOWN}{at}",
        "name": name,
        "official_name": name,
        "region": region if isinstance(region, str) else None,
        "population": population if isinstance(population, int) else None,
    }
    return Municipality.model_construct(**sound)


def unknown_region(found: str, regions: Iterable[str]) -> Message:
    """The message for a region that is none of those listed."""
    return message(
        "unknown region {found}{choice}", found=show(found), choice=choice(found, regions)
    )


def _check_numbers(document: Document, at: int, report: Report) -> None:
    population = document.value(LIST, at, "population")
    if isinstance(population, int) and population > _MOST_PEOPLE:
        text = message(
            "'{key}' is {found}, but must be {most} or less",
            key="population",
            found=str(population),
            most=str(_MOST_PEOPLE),
        )
        report.fault(document.line(LIST, at, "population"), text)
    if population == 0 and not isinstance(population, bool):
        nobody = message("'{key}' is 0, so nobody is counted as living here", key="population")
        report.warn(document.line(LIST, at, "population"), nobody)
    for number, (name, limit) in enumerate(_LIMITS):
        degrees = document.value(LIST, at, "label", number)
        if isinstance(degrees, int | Decimal) and not -limit <= float(degrees) <= limit:
            text = message(
                "the {name} of '{key}' is {found}, but must lie between {least} and {most}",
                name=name,
                key="label",
                found=show(degrees),
                least=-limit,
                most=limit,
            )
            report.fault(document.line(LIST, at, "label"), text)


def _register(
    document: Document, entries: list[Plain], regions: tuple[str, ...], report: Report
) -> Register:
    """The register of all entries that have a code or a name, whatever else is wrong with them."""
    names: dict[str, str] = {}
    called: dict[str, str] = {}
    keys: dict[str, str] = {}
    lines: dict[str, int] = {}
    official: list[tuple[str, str]] = []
    whole = named = bool(entries)
    digits = max((len(code) for code, _ in map(_code_and_name, entries) if code), default=0)
    for at, entry in enumerate(entries):
        code, name = _code_and_name(entry, digits)
        line = document.line(LIST, at)
        clash = _clash(code, name, names, keys, lines)
        if clash:
            report.fault(line, clash)
        is_new = name is not None and find(name, keys) is None
        named = named and is_new
        whole = whole and is_new and code is not None and not clash
        if name is not None and not is_new:
            continue
        if clash or code is None:
            code = f"{UNKNOWN}{at}"
        names[code] = name or code
        lines[code] = line
        if name is not None:
            called[name] = code
            keys |= by_key([(name, code)])
        spelling = document.value(LIST, at, "official_name")
        if isinstance(spelling, str):
            official.append((spelling, code))
    keys = by_key(called.items(), official)
    count = len(entries) if LIST in document.data else None
    return Register(names, keys, regions, whole=whole, named=named, count=count)


def _clash(
    code: str | None,
    name: str | None,
    names: Mapping[str, str],
    keys: Mapping[str, str],
    lines: Mapping[str, int],
) -> Message | None:
    """The message when an entry has the code or the name of an earlier one."""
    if code is not None and code in names:
        return message(
            "code {code} stands twice: for {one}, on line {line}, and for {other}",
            code=code,
            one=names[code],
            line=lines[code],
            other=str(name),
        )
    other = find(name, keys) if name is not None else None
    if other is None:
        return None
    return message(
        "{name} is listed twice: with code {one} on line {line}, and with code {other}",
        name=str(name),
        one=other,
        line=lines[other],
        other=str(code),
    )


def _code_and_name(entry: Plain, digits: int = 0) -> tuple[str | None, str | None]:
    """Code and name of an entry, each None when it is none; a number has so many digits."""
    code, name = _said(entry, "code"), _said(entry, "name") or _said(entry, "official_name")
    # A number is a code that lacks its quotes, and so its zeros.
    code = f"{code:0{digits}}" if isinstance(code, int) else code
    return (
        code if isinstance(code, str) and _CODE.fullmatch(code) else None,
        " ".join(name.split()) or None if isinstance(name, str) else None,
    )


def _said(entry: Plain, key: str) -> Plain:
    """What an entry has under a key, or under a misspelling of it."""
    group = entry if isinstance(entry, dict) else {}
    if key in group:
        return group[key]
    known = Municipality.model_fields
    meant = (other for other in group if other not in known and suggest(other, known) == key)
    return group.get(next(meant, ""))


def _check_tiles(document: Document, entries: list[Plain], report: Report) -> None:
    taken: dict[str, tuple[str, int]] = {}
    for at, entry in enumerate(entries):
        tile = entry.get("tile") if isinstance(entry, dict) else None
        if not isinstance(tile, list):
            continue
        spot, line = joined(", ", (show(number) for number in tile)), document.line(LIST, at)
        if spot in taken:
            name, other = taken[spot]
            text = message(
                "tile [{spot}] is taken by {name} already, on line {line}",
                spot=spot,
                name=name,
                line=other,
            )
            report.fault(line, text)
        else:
            taken[spot] = (_code_and_name(entry)[1] or message("another municipality"), line)
