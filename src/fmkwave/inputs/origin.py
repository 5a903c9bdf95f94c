"""What every input file says of itself: its basis and its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from fmkwave.inputs.digest import digest
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show, unknown
from fmkwave.inputs.yamlfile import Document
from fmkwave.model import Basis, Source

ORIGIN = ("basis", "source")


class Said(NamedTuple):
    """Something a file says, and the line it says it on."""

    value: object
    line: int


def origin_of_yaml(document: Document, report: Report, content: object) -> Source | None:
    """The basis and source of a YAML file, with the digest of its content's meaning."""
    said = {
        key: Said(document.value(key), document.line(key)) for key in ORIGIN if key in document.data
    }
    return origin(said, report, content, "key '{}' is missing")


def origin(
    said: Mapping[str, Said], report: Report, content: object, missing: str
) -> Source | None:
    """The basis and source of a file; None, with faults, when they are not there.

    Args:
        said: What the file says, under ``basis`` and ``source``.
        report: Takes the faults.
        content: The file's content in canonical form, for the digest.
        missing: The message for a key that is missing, which stands at {}.
    """
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
    basis = Basis(found["basis"])
    return Source(meaning=digest([found, content]), basis=basis, source=found["source"])
