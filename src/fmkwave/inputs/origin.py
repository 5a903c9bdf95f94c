"""What every input file says of itself: its basis and its source, with the digests of it all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from fmkwave import parts as names
from fmkwave.inputs.digest import digests, whole
from fmkwave.inputs.facts import Facts
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import choice, show
from fmkwave.inputs.yamlfile import Document
from fmkwave.model import Basis, Place, Source
from fmkwave.texts import Message, message

ORIGIN = ("basis", "source")

_NOTE = re.compile(rf"#\s*({'|'.join(ORIGIN)})\s*:\s*(.*)", re.IGNORECASE)

T = TypeVar("T")


class Said(NamedTuple):
    """Something a file says, the line it says it on, and in a sheet the cell."""

    value: object
    line: int
    cell: str = ""


def take_note(text: str, line: int, said: dict[str, Said], report: Report, cell: str = "") -> None:
    """Keep what a note above a header, such as ``# basis: collected``, says of the file.

    Args:
        text: A line or cell, which may be no note of basis or source.
        line: The line or row it stands on.
        said: Takes it; of two notes the first counts, and the other is a fault.
        report: Takes the fault.
        cell: In a sheet, the cell.
    """
    note = _NOTE.fullmatch(text)
    if note is None:
        return
    key = note[1].lower()
    if key in said:
        first = said[key].line
        where = (
            message("in row {row}", row=first) if cell else message("on line {line}", line=first)
        )
        twice = message("'# {key}:' is written twice, first {where}", key=key, where=where)
        report.fault(line, twice, cell=cell)
    said.setdefault(key, Said(note[2].strip(), line, cell))


def facts_of_yaml(
    value: T,
    document: Document,
    report: Report,
    parts: Mapping[str, object],
    lines: Mapping[str, int],
) -> Facts[T]:
    """What a YAML file holds, with its basis and source; see `facts`."""
    said = {
        key: Said(document.value(key), document.line(key)) for key in ORIGIN if key in document.data
    }
    places = {key: Place(report.file, line) for key, line in lines.items()}
    return facts(value, said, report, parts, places, missing=_missing_key)


def facts(
    value: T,
    said: Mapping[str, Said],
    report: Report,
    parts: Mapping[str, object],
    places: Mapping[str, Place],
    *,
    missing: Callable[[str], Message],
) -> Facts[T]:
    """What a file holds, with its basis and source; faults when these are not there.

    Args:
        value: What the file holds.
        said: What the file says of itself, under ``basis`` and ``source``.
        report: Takes the faults.
        parts: The same content in canonical form, by part, for the digests.
        places: Where each part stands, and what else has a place.
        missing: The message for a key that is missing.
    """
    source = _source(said, report, parts, missing)
    if source is None:
        return Facts(value, None, places)
    basis = said[ORIGIN[0]]
    here = {names.ORIGIN: Place(report.file, basis.line, basis.cell)}
    return Facts(value, source, {**here, **places})


def _missing_key(key: str) -> Message:
    return message("key '{key}' is missing", key=key)


def _source(
    said: Mapping[str, Said],
    report: Report,
    parts: Mapping[str, object],
    missing: Callable[[str], Message],
) -> Source | None:
    bases = [basis.value for basis in Basis]
    purposes = {
        "basis": message(
            "the standing of the data: {bases} or {last}",
            bases=", ".join(bases[:-1]),
            last=bases[-1],
        ),
        "source": message("in words where the data comes from"),
    }
    found = {}
    for key in ORIGIN:
        if key not in said:
            lack, purpose = missing(key), purposes[key]
            report.fault(0, message("{lack}; it states {purpose}", lack=lack, purpose=purpose))
            continue
        value, line, cell = said[key]
        if isinstance(value, str) and value.strip():
            found[key] = value.strip()
        else:
            text = message(
                "'{key}' is {found}, but must state {purpose}",
                key=key,
                found=show(value or None),
                purpose=purposes[key],
            )
            report.fault(line, text, cell=cell)
    if "basis" in found and found["basis"] not in bases:
        wrong = found["basis"]
        text = message(
            "unknown basis {found}{choice}", found=show(wrong), choice=choice(wrong, bases)
        )
        report.fault(said["basis"].line, text, cell=said["basis"].cell)
        return None
    if len(found) < len(ORIGIN):
        return None
    short = digests({names.ORIGIN: found, **parts})
    basis = Basis(found["basis"])
    source = " ".join(found["source"].split())
    return Source(basis=basis, source=source, meaning=whole(short), parts=short)
