"""What every input file says of itself: its basis and its source, with the digests of it all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from fmkwave import parts as names
from fmkwave.inputs.digest import digests, whole
from fmkwave.inputs.facts import Facts
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show, unknown
from fmkwave.inputs.yamlfile import Document
from fmkwave.model import Basis, Source

ORIGIN = ("basis", "source")

T = TypeVar("T")


class Said(NamedTuple):
    """Something a file says, and the line it says it on."""

    value: object
    line: int


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
    return facts(value, said, report, parts, lines, missing="key '{}' is missing")


def facts(
    value: T,
    said: Mapping[str, Said],
    report: Report,
    parts: Mapping[str, object],
    lines: Mapping[str, int],
    *,
    missing: str,
) -> Facts[T]:
    """What a file holds, with its basis and source; faults when these are not there.

    Args:
        value: What the file holds.
        said: What the file says of itself, under ``basis`` and ``source``.
        report: Takes the faults.
        parts: The same content in canonical form, by part, for the digests.
        lines: The line of each part, and of what else has a place.
        missing: The message for a key that is missing, which stands at {}.
    """
    source = _source(said, report, parts, missing)
    here = {} if source is None else {names.ORIGIN: said[ORIGIN[0]].line}
    return Facts(value, source, {**here, **lines})


def _source(
    said: Mapping[str, Said], report: Report, parts: Mapping[str, object], missing: str
) -> Source | None:
    bases = [basis.value for basis in Basis]
    purposes = {
        "basis": f"the standing of the data: {', '.join(bases[:-1])} or {bases[-1]}",
        "source": "in words where the data comes from",
    }
    found = {}
    for key in ORIGIN:
        if key not in said:
            report.fault(0, f"{missing.format(key)}; it states {purposes[key]}")
        elif not isinstance(said[key].value, str) or not str(said[key].value).strip():
            message = f"'{key}' is {show(said[key].value or None)}, but must state {purposes[key]}"
            report.fault(said[key].line, message)
        else:
            found[key] = str(said[key].value).strip()
    if "basis" in found and found["basis"] not in bases:
        report.fault(said["basis"].line, unknown("basis", found["basis"], bases))
        return None
    if len(found) < len(ORIGIN):
        return None
    short = digests({names.ORIGIN: found, **parts})
    basis = Basis(found["basis"])
    return Source(basis=basis, source=found["source"], meaning=whole(short), parts=short)
