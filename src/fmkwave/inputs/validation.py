"""What Pydantic finds wrong, in the words of the file's owner."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show, unknown
from fmkwave.inputs.yamlfile import Document, Plain, Where

_QUARTERS = {"quarter", "start", "end", "frozen"}
_KIND = {
    "int": "a whole number",
    "decimal": "a number",
    "float": "a number",
    "string": "a text",
    "tuple": "a list such as […, …]",
    "dict": "a group of lines 'key: value'",
    "mapping": "a group of lines 'key: value'",
    "model": "a group of lines 'key: value'",
    "finite": "a number",
}


def report_invalid(
    error: ValidationError,
    model: type[BaseModel],
    document: Document,
    report: Report,
    *prefix: int | str,
) -> None:
    """Report everything wrong with a part of a document.

    Args:
        error: What Pydantic found.
        model: The type it checked against.
        document: The document, for lines and values.
        report: Takes the faults.
        prefix: Where in the document the checked part stands.
    """
    for found in error.errors(include_url=False):
        loc = tuple(part for part in found["loc"] if part != "[key]")
        where = (*prefix, *loc)
        message = _message(found["type"], found.get("ctx", {}), where, document)
        if found["type"] == "extra_forbidden":
            message = unknown("key", loc[-1], _fields(model, loc[:-1])) + _comma_hint(loc[-1])
        report.fault(document.line(*where), message)


def _message(kind: str, context: Mapping[str, Any], where: Where, document: Document) -> str:
    name, value = _name(where), document.value(*where)
    given = value if value is not None else _nearest(where, document)
    if kind == "missing":
        return _missing(where)
    if kind == "string_too_short":
        return f"{name} is empty, but a text is expected"
    if kind in ("too_short", "too_long"):
        return f"{name} has {len_of(value)}, but {_count(kind, context)}"
    if kind in ("literal_error", "enum"):
        return unknown(f"value of {name}:", value, re.findall("'([^']*)'", context["expected"]))
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"{name} is {show(given)}, but {_range(where, context)}"
    if kind == "string_pattern_mismatch":
        return f"{name} is {show(value)}, but only letters, digits and hyphens are allowed"
    if kind == "value_error":
        return _own_rule(name, given, where, context)
    return f"{name} is {show(value)}, but {_expected(kind, where, value)} is expected"
