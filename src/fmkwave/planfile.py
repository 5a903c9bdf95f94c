"""plan.yaml: a plan as text that people read, tools compare, and every run writes alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from fmkwave.commands import command
from fmkwave.errors import Fault, InputError
from fmkwave.inputs.digest import whole
from fmkwave.inputs.report import Report
from fmkwave.inputs.validation import report_invalid
from fmkwave.inputs.wording import show
from fmkwave.inputs.yamlfile import Document, read_yaml
from fmkwave.model import CommittedPlan, Frozen, Inputs, Place, Points, Proof, Text, Value
from fmkwave.parts import PLAN
from fmkwave.points import show_points
from fmkwave.recorded import ONLY, plain, recorded
from fmkwave.texts import Head, Message, message

SCHEMA = 3
OLDEST = 2
"""The oldest schema that is still read: one without 'values'."""
NAME = PLAN

_HEADER = """\
# The plan that the inputs give: written by `fmkwave plan --write`, compared with the inputs by
# `fmkwave check`. Under `inputs` stands the SHA-256 of what each file means: comments, the order
# of rows and the spelling of an answer do not change it.
"""
_STAYING = """\
# Staying counts: `unique` is null, since it hangs on the plan that was announced before.
"""
_PARTS = """\
# The first digits of the SHA-256 for each part of a file, by which `check` tells what changed.
"""
_VALUES = """\
# The values that the plan was made from, by which `check` tells what each change was.
"""


def dumps(inputs: Inputs, plan: CommittedPlan) -> str:
    """The text of plan.yaml: no clock, no path, no host, and the same from either engine.

    Where staying counts, it says nothing that hangs on the plan announced before, which it
    replaces: not what staying earned, and not whether the plan is unique.
    """
    content = {
        "schema": SCHEMA,
        "programme": plan.programme,
        "total": _Number(show_points(plan.total)),
        "bound": _Number(show_points(plan.bound)),
        "proof": plan.proof.value,
        "unique": None if inputs.programme.stability else plan.unique,
        "notices": [str(one) for one in plan.notices if not isinstance(one, Head)],
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
    parts = {
        file: {_Quoted(part): _Quoted(digest) for part, digest in sorted(digests.items())}
        for file, digests in sorted(plan.parts.items())
    }
    header = _HEADER + _STAYING if inputs.programme.stability else _HEADER
    # Of a what-if there are no values: the digests are those of what the files say.
    values = {} if inputs.changes else {f: _values(p) for f, p in recorded(inputs).items()}
    return "".join(
        (
            *(header, _dump(content)),
            *(_VALUES, _dump({"values": values})),
            *(_PARTS, _dump({"parts": parts})),
        )
    )


def _values(parts: Mapping[str, Mapping[str, Value]]) -> dict[str, object]:
    """The values of each part of a file, on one line."""
    return {
        _Quoted(part): _scalar(fields[ONLY])
        if fields.keys() == {ONLY}
        else _OneLine({field: _scalar(value) for field, value in sorted(fields.items())})
        for part, fields in sorted(parts.items())
    }


def _scalar(value: Value) -> Value:
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == int(value) else _Number(plain(value) or "")


def read_plan(path: Path) -> CommittedPlan:
    """Read a plan.yaml, whoever wrote it; who stands in it is for `check` to judge.

    Raises:
        InputError: if there is no such file, or it is no plan; it carries every fault found.
    """
    report = Report(path.name)
    document = read_yaml(path, report)
    if document is None:
        raise InputError([_with_advice(fault) for fault in sorted(report.faults)])
    written = _written(document, report)
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
        parts={file: parts for file, parts in written.parts.items() if _fits(written, file)},
        notices=written.notices,
        values={
            file: {part: _fields(found) for part, found in parts.items()}
            for file, parts in (written.values or {}).items()
        },
        keeps_values=written.values is not None,
        names={code: name for wave in written.waves for code, name in wave.municipalities.items()},
        places=_places(document, written, path.name),
        warnings=tuple(_doubts(document, written, path.name)),
    )


def _fields(found: Mapping[str, Value] | Value) -> Mapping[str, Value]:
    """The values of a part, which may have but one, and then no name for it."""
    return found if isinstance(found, Mapping) else {ONLY: found}


def _with_advice(fault: Fault) -> Fault:
    told = message("{fault}; {advice}", fault=fault.message, advice=_renew())
    return replace(fault, message=told)


def _renew() -> Message:
    return message("`{command}` writes a new one", command=command("plan", "--write"))


class _Wave(Frozen):
    wave: int
    quarter: Text
    size: int
    municipalities: dict[str, str]


class Written(Frozen):
    """What plan.yaml holds, but for the number of its schema."""

    programme: Text
    total: Points
    bound: Points
    proof: Proof
    unique: bool | None
    notices: tuple[Text, ...]
    inputs: dict[str, str]
    waves: tuple[_Wave, ...]
    values: Mapping[str, dict[str, dict[str, Value] | Value]] | None = None
    parts: dict[str, dict[str, str]]


_KEYS = ("schema", *Written.model_fields)
_NEWEST = "values"
"""The key that the oldest schema lacks."""


def _written(document: Document, report: Report) -> Written | None:
    schema = document.value("schema")
    trouble = _other_schema(schema)
    if trouble is not None:
        report.fault(document.line("schema"), trouble)
        return None
    keys = [key for key in _KEYS if key != _NEWEST or schema == SCHEMA]
    missing = [key for key in keys if key not in document.data]
    if missing and missing == keys[-len(missing) :]:
        text = message(
            "the file ends without {keys}, so it was cut short; {advice}",
            keys=", ".join(f"'{key}'" for key in missing),
            advice=_renew(),
        )
        report.fault(max(document.lines.values()), text)
        return None
    if (_NEWEST in document.data) is not (schema == SCHEMA):
        text = message(
            "'schema' is {found}, but it is from schema {newest} on that a plan has '{key}': the "
            "plan was edited; {advice}",
            found=schema,
            newest=SCHEMA,
            key=_NEWEST,
            advice=_renew(),
        )
        report.fault(document.line("schema"), text)
        return None
    content = {key: value for key, value in document.group(report).items() if key != "schema"}
    try:
        written = Written.model_validate(content)
    except ValidationError as error:
        report_invalid(error, Written, document, report, also=["schema"])
        return None
    seen: dict[str, int] = {}
    for number, wave in enumerate(written.waves):
        if wave.wave != number + 1:
            line = document.line("waves", number, "wave")
            text = message(
                "'wave' is {found}, but {expected} comes next",
                found=wave.wave,
                expected=number + 1,
            )
            report.fault(line, text)
        for code, name in wave.municipalities.items():
            line = document.line("waves", number, "municipalities", code)
            if code in seen:
                text = message(
                    "{code} {name} stands twice, first on line {line}",
                    code=code,
                    name=name,
                    line=seen[code],
                )
                report.fault(line, text)
            seen.setdefault(code, line)
    return written


def _other_schema(schema: object) -> Message | None:
    """Why a plan of another schema cannot be read; None for the one that can."""
    if schema is None:
        return message("this is no plan: it has no 'schema'; {advice}", advice=_renew())
    if not isinstance(schema, int):
        return message(
            "'schema' is {found}, but {expected} is expected; {advice}",
            found=show(schema),
            expected=SCHEMA,
            advice=_renew(),
        )
    if schema < OLDEST:
        return message(
            "'schema' is {found}, that of an older fmkwave; {advice}", found=schema, advice=_renew()
        )
    if schema > SCHEMA:
        return message(
            "'schema' is {found}, that of a newer fmkwave; this one reads {known}",
            found=schema,
            known=SCHEMA,
        )
    return None


def _fits(written: Written, file: str) -> bool:
    """Whether a file's digest follows from those of its parts, as it was written."""
    return whole(written.parts.get(file, {})) == written.inputs.get(file)


def _doubts(document: Document, written: Written, name: str) -> Iterator[Fault]:
    """What does not fit together, by which an edit by hand shows."""
    for at, wave in enumerate(written.waves):
        if wave.size != len(wave.municipalities):
            text = message(
                "'size' of wave {wave} is {size}, but the wave lists {listed}",
                wave=at + 1,
                size=wave.size,
                listed=len(wave.municipalities),
            )
            yield Fault(name, document.line("waves", at, "size"), text, warning=True)
    for file in sorted({*written.inputs, *written.parts}):
        if not _fits(written, file):
            where = ("inputs", file) if file in written.inputs else ("parts", file)
            text = message(
                "the digests of {file} under 'inputs' and under 'parts' do not belong together: "
                "the plan was edited, merged or cut short",
                file=file,
            )
            yield Fault(name, document.line(*where), text, warning=True)


def _places(document: Document, written: Written, name: str) -> dict[str, Place]:
    found = {"": Place(name, 0)}
    for key in _KEYS:
        found[f"{key}:"] = Place(name, document.line(key))
    for at, wave in enumerate(written.waves):
        found[f"wave {at + 1}"] = Place(name, document.line("waves", at))
        for code in wave.municipalities:
            found[code] = Place(name, document.line("waves", at, "municipalities", code))
    return found


def _municipalities(inputs: Inputs, codes: tuple[str, ...]) -> dict[str, str]:
    return {_Quoted(code): inputs.name(code) for code in inputs.in_danish_order(codes)}


def _dump(content: Mapping[str, object]) -> str:
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000)


class _Quoted(str):
    """Text always written in quotes, so that all codes and digests look alike."""

    __slots__ = ()


class _Number(str):
    """A number by its decimals, written as it is."""

    __slots__ = ()


class _OneLine(dict[str, object]):
    """A mapping written on one line."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Indents lists, and writes numbers and quoted text as they are meant."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ANN401, ARG002
        return super().increase_indent(flow, False)


def _quoted(dumper: _Dumper, text: _Quoted) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"')


def _number(dumper: _Dumper, number: _Number) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", str(number))


def _one_line(dumper: _Dumper, content: _OneLine) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", content, flow_style=True)


# PyYAML quotes what YAML 1.1 takes for a number; in YAML 1.2, a name such as 12e3 is one as well.
_NUMBER = re.compile(r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+)$")
_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", _NUMBER, [*"-+.0123456789"])
_Dumper.add_representer(_Quoted, _quoted)
_Dumper.add_representer(_Number, _number)
_Dumper.add_representer(_OneLine, _one_line)
