"""Findings in the forms that CI services read: workflow commands of GitHub, SARIF, JUnit's XML."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree

from fmkwave import __version__
from fmkwave.commands import command
from fmkwave.inputs.digest import digest
from fmkwave.render import findings as kinds
from fmkwave.render.findings import Case, Finding, Suite
from fmkwave.render.paths import Files

if TYPE_CHECKING:
    from fmkwave.check import Check
    from fmkwave.errors import Fault, FmkwaveError
    from fmkwave.model import Inputs


class _Kind(NamedTuple):
    """What is told of a kind of finding, wherever findings of it are listed."""

    title: str
    meaning: str
    level: str = "error"


_KINDS = {
    kinds.CHANGED: _Kind(
        "Changed input",
        "A part of an input file does not mean what it meant when the plan was made.",
    ),
    kinds.MOVE: _Kind(
        "Municipality would move",
        "The inputs place a municipality in another wave than the committed plan does.",
    ),
    kinds.NO_PLAN: _Kind("No plan exists", "No plan can keep to all limits that the inputs state."),
    kinds.BROKEN: _Kind("Broken rule", "The committed plan breaks a limit that the inputs state."),
    kinds.DIFFERENCE: _Kind(
        "Plan differs", "The committed plan says something that the inputs do not give."
    ),
    kinds.FAULT: _Kind("Faulty input", "An input file, or the plan, cannot be used as it is."),
    kinds.DOUBT: _Kind("Doubtful input", "An input file says something doubtful.", "warning"),
    kinds.FAILED: _Kind("Could not check", "The check did not come to an end."),
}
"""The kinds of finding by name; in SARIF, the rules."""


def check(form: str, inputs: Inputs, result: Check, files: Files) -> str:
    """The outcome of a check, as ``github``, ``sarif`` or ``junit``."""
    found = kinds.of_check(result)
    match form:
        case "sarif":
            return sarif(found, files)
        case "junit":
            return junit(kinds.suites_of_check(inputs, result), files)
    verdict = kinds.verdict(result)
    if not result.differs:
        return github(found, files) or f"{verdict}\n"
    hint = "" if result.conflict else f". {kinds.renew()}"
    return github(found, files) + _notice(f"{verdict}{hint}", files)


def no_check(form: str, error: FmkwaveError, files: Files) -> str:
    """Why nothing could be checked, as ``github``, ``sarif`` or ``junit``."""
    from fmkwave.model import Place

    plan = Place(files.plan.name, 0)
    match form:
        case "sarif":
            return sarif(kinds.of_error(error, plan), files)
        case "junit":
            return junit(kinds.suites_of_error(error, plan), files)
    return github(kinds.of_error(error, plan), files)


def faults(found: Sequence[Fault], files: Files) -> str:
    """Faults and warnings as workflow commands, and how many there are."""
    return f"{github(kinds.of_faults(found), files)}{kinds.fault_count(found)}\n"


# --- GitHub -------------------------------------------------------------------------------------


def github(found: Sequence[Finding], files: Files) -> str:
    """Findings as workflow commands, which GitHub shows at the lines they are about.

    The text names the place once more, as the log shows nothing else of a command.
    """
    return "".join(_annotation(finding, files) for finding in found)


def _annotation(finding: Finding, files: Files) -> str:
    kind, place = _KINDS[finding.kind], finding.place
    line = {"line": str(place.line)} if place.line else {}
    properties = {"file": files.path(place.file).as_posix(), **line, "title": kind.title}
    return _command(kind.level, properties, f"{files.named(place)}: {finding.text}")


def _notice(text: str, files: Files) -> str:
    path = files.path(files.plan.name).as_posix()
    return _command("notice", {"file": path, "title": "fmkwave check"}, text)


def _command(name: str, properties: dict[str, str], text: str) -> str:
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {told}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# --- SARIF --------------------------------------------------------------------------------------


def sarif(found: Sequence[Finding], files: Files) -> str:
    """Findings as SARIF 2.1.0, with every kind as a rule."""
    driver = {
        "name": "fmkwave",
        "version": __version__,
        "rules": [_rule(name, kind) for name, kind in _KINDS.items()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, files) for finding in found],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    log = {"$schema": schema, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(name: str, kind: _Kind) -> dict[str, Any]:
    return {
        "id": name,
        "shortDescription": {"text": kind.title},
        "fullDescription": {"text": kind.meaning},
        "help": {"text": f"{kind.meaning} `{command('check')}` tells more on a screen."},
        "defaultConfiguration": {"level": kind.level},
    }


def _result(finding: Finding, files: Files) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": _uri(files.path(finding.place.file))},
        # GitHub takes no result without a line.
        "region": {"startLine": finding.place.line or 1},
    }
    about = [finding.kind, finding.place.file, finding.key]
    cell = finding.place.cell
    return {
        "ruleId": finding.kind,
        "ruleIndex": list(_KINDS).index(finding.kind),
        "level": _KINDS[finding.kind].level,
        # A region knows lines and no cells.
        "message": {"text": f"{cell}: {finding.text}" if cell else finding.text},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"fmkwave/v1": digest(about)},
    }


def _uri(path: Path) -> str:
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


# --- JUnit --------------------------------------------------------------------------------------

_ERRORS = {kinds.FAULT, kinds.FAILED}
"""Kinds that keep a check from answering; the others are answers."""

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(suites: Sequence[Suite], files: Files) -> str:
    """What was looked at as the XML of JUnit: a case each, with what was found in it."""
    cases = [case for suite in suites for case in suite.cases]
    root = ElementTree.Element("testsuites", _counts("fmkwave check", cases))
    for suite in suites:
        skipped = {"skipped": str(sum(bool(case.skipped) for case in suite.cases))}
        counts = _counts(suite.name, suite.cases) | skipped
        of_suite = ElementTree.SubElement(root, "testsuite", counts)
        for case in suite.cases:
            name = {"classname": _xml(suite.name), "name": _xml(case.name)}
            _fill(ElementTree.SubElement(of_suite, "testcase", name), case, files)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _counts(name: str, cases: Sequence[Case]) -> dict[str, str]:
    tags = [_tag(case) for case in cases if case.found]
    failures, errors = tags.count("failure"), tags.count("error")
    return {
        "name": name,
        "tests": str(len(cases)),
        "failures": str(failures),
        "errors": str(errors),
    }


def _tag(case: Case) -> str:
    return "error" if case.found[0].kind in _ERRORS else "failure"


def _fill(element: ElementTree.Element, case: Case, files: Files) -> None:
    if case.skipped:
        ElementTree.SubElement(element, "skipped", {"message": case.skipped})
    if case.found:
        first = case.found[0]
        told = {"type": first.kind, "message": _xml(first.text)}
        lines = (f"{files.named(one.place)}: {one.text}" for one in case.found)
        ElementTree.SubElement(element, _tag(case), told).text = _xml("\n".join(lines))


def _xml(text: str) -> str:
    """Text without the few characters that XML cannot hold, whatever one does."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
