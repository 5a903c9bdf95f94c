"""plan.yaml: a plan as text that people read, tools compare, and every run writes alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from fmkwave.errors import InputError
from fmkwave.inputs.report import Report
from fmkwave.inputs.validation import report_invalid
from fmkwave.inputs.yamlfile import Document, read_yaml
from fmkwave.model import CommittedPlan, Frozen, Inputs, Points, Proof, Quarter, Text
from fmkwave.points import show_points

SCHEMA = 1
NAME = "plan.yaml"

_HEADER = """\
# The plan that the inputs give: written by `fmkwave plan --write`, compared with the inputs by
# `fmkwave check`. Under `inputs` stands the SHA-256 of what each file means: comments, the order
# of rows and the spelling of an answer do not change it.
"""


def dumps(inputs: Inputs, plan: CommittedPlan) -> str:
    """The text of plan.yaml: no clock, no path, no host, and the same from either engine."""
    content = {
        "schema": SCHEMA,
        "programme": plan.programme,
        "total": _Number(show_points(plan.total)),
        "bound": _Number(show_points(plan.bound)),
        "proof": plan.proof.value,
        "unique": plan.unique,
        "notices": list(plan.notices),
        "inputs": {file: _Quoted(meaning) for file, meaning in sorted(plan.inputs.items())},
        "waves": [
            {
                "wave": number,
                "quarter": quarter,
                "size": len(plan.members(number)),
                "municipalities": _municipalities(inputs, plan.members(number)),
            }
            for number, quarter in enumerate(plan.quarters, start=1)
        ],
    }
    return _HEADER + yaml.dump(
        content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000
    )


def read_plan(path: Path) -> CommittedPlan:
    """Read a plan.yaml, whoever wrote it; who stands in it is for `check` to judge.

    Raises:
        InputError: if there is no such file, or it is no plan; it carries every fault found.
    """
    report = Report(path.name)
    document = read_yaml(path, report)
    written = None if document is None else _written(document, report)
    if written is None or report.faults:
        raise InputError(sorted(report.faults))
    return CommittedPlan(
        programme=written.programme,
        quarters=tuple(wave.quarter for wave in written.waves),
        placement={code: n for n, w in enumerate(written.waves, 1) for code in w.municipalities},
        total=written.total,
        bound=written.bound,
        proof=written.proof,
        unique=written.unique,
        inputs=written.inputs,
        notices=written.notices,
    )


class _Wave(Frozen):
    wave: int
    quarter: Quarter
    size: int
    municipalities: dict[str, str]


class _Written(Frozen):
    programme: Text
    total: Points
    bound: Points
    proof: Proof
    unique: bool | None
    notices: tuple[Text, ...]
    inputs: dict[str, str]
    waves: tuple[_Wave, ...]


def _written(document: Document, report: Report) -> _Written | None:
    schema = document.value("schema")
    if schema != SCHEMA:
        found = "missing" if schema is None else schema
        report.fault(document.line("schema"), f"'schema' is {found}; this fmkwave reads {SCHEMA}")
        return None
    content = {key: value for key, value in document.group(report).items() if key != "schema"}
    try:
        written = _Written.model_validate(content)
    except ValidationError as error:
        report_invalid(error, _Written, document, report, also=["schema"])
        return None
    seen: dict[str, int] = {}
    for number, wave in enumerate(written.waves):
        if wave.wave != number + 1:
            line = document.line("waves", number, "wave")
            report.fault(line, f"'wave' is {wave.wave}, but {number + 1} comes next")
        for code, name in wave.municipalities.items():
            line = document.line("waves", number, "municipalities", code)
            if code in seen:
                report.fault(line, f"{code} {name} stands twice, first on line {seen[code]}")
            seen.setdefault(code, line)
    return written


def _municipalities(inputs: Inputs, codes: tuple[str, ...]) -> dict[str, str]:
    return {_Quoted(code): inputs.name(code) for code in inputs.in_danish_order(codes)}


class _Quoted(str):
    """Text written in quotes: no YAML reader takes 0420 or 12e34 for a number."""

    __slots__ = ()


class _Number(str):
    """A number by its decimals, written as it is."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Indents lists, and writes numbers and quoted text as they are meant."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ANN401, ARG002
        return super().increase_indent(flow, False)


def _quoted(dumper: _Dumper, text: _Quoted) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"')


def _number(dumper: _Dumper, number: _Number) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", str(number))


_Dumper.add_representer(_Quoted, _quoted)
_Dumper.add_representer(_Number, _number)
