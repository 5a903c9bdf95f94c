"""What Pydantic finds wrong, in the words of the file's owner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import GROUP, a_list, choice, comma_hint, entries, show, unknown
from fmkwave.inputs.yamlfile import Document, Plain, Where
from fmkwave.names import suggest

_EXPECTED = {
    "int": "a whole number",
    "decimal": "a number",
    "float": "a number",
    "finite": "a number",
    "string": "a text",
    "dict": GROUP,
    "mapping": GROUP,
    "model": GROUP,
}
"""What is expected, by the first word of Pydantic's error type."""

_BOUNDS = {
    "string_too_short": "is empty, but a text is expected",
    "too_short": "has {entries}, but at least {min_length} are needed",
    "too_long": "has {entries}, but {max_length} are expected; write decimals with a point",
    "greater_than_equal": "is {found}, but must be {ge} or more",
    "less_than_equal": "is {found}, but must be {le} or less",
    "string_pattern_mismatch": "is {found}, but only letters, digits and hyphens are allowed",
}
"""What is wrong with a value of the right type, by Pydantic's error type."""

_QUARTER = "a quarter such as 2014-Q2"
_QUARTERS = {"quarter", "start", "end", "frozen"}
_PAIRS = {"label", "tile"}
_SIZE = "a whole number or {min: …, max: …}"


def report_invalid(
    error: ValidationError,
    model: type[BaseModel],
    document: Document,
    report: Report,
    *prefix: int | str,
    also: Iterable[str] = (),
) -> None:
    """Report everything wrong with a part of a document.

    Args:
        error: What Pydantic found.
        model: The type it checked against.
        document: The document, for lines and values.
        report: Takes the faults.
        prefix: Where in the document the checked part stands.
        also: Keys allowed beside those of the type.
    """
    meant: set[Where] = set()
    # Unknown keys come first, as each may be a missing one misspelt.
    errors = error.errors(include_url=False)
    for found in sorted(errors, key=lambda one: one["type"] != "extra_forbidden"):
        loc = tuple(part for part in found["loc"] if part != "[key]")
        if loc in meant:
            continue
        if found["type"] == "extra_forbidden":
            key, fields = str(loc[-1]), [*_fields(model, loc[:-1]), *(also if not loc[1:] else ())]
            meant.add((*loc[:-1], suggest(key, fields) or ""))
            message = _extra(key, fields)
        elif found["type"] == "missing":
            message = _missing((*prefix, *loc), document)
        else:
            message = _wrong(found["type"], found.get("ctx", {}), (*prefix, *loc), document)
        report.fault(document.line(*prefix, *loc), message)


def _extra(key: str, allowed: list[str]) -> str:
    message = unknown("key", key, allowed)
    # {credit: 0,8} is to YAML a credit of 0 and a key 8.
    return f"{message}; write decimals with a point" if key.isdecimal() else message


def _missing(where: Where, document: Document) -> str:
    *group, last = where
    if isinstance(last, str):
        return f"key '{last}' is missing"
    found = document.value(*group)
    number = len(found) if isinstance(found, list) else 0
    return f"'{group[-1]}' has {entries(number)}, but 2 are expected"


def _wrong(kind: str, context: Mapping[str, Any], where: Where, document: Document) -> str:
    # A size written as one number is checked as min and max, which the file does not hold.
    while where and where not in document.lines:
        where = where[:-1]
    value = document.value(*where)
    subject, key = _subject(where)
    if kind in ("literal_error", "enum"):
        allowed = re.findall("'([^']*)'", context["expected"])
        return f"{subject} cannot be {show(value)}{choice(value, allowed)}"
    if kind == "value_error":
        return f"{subject} {_broken_rule(key, value, str(context['error']))}"
    return (
        f"{subject} {_broken_bound(kind, context, value) or _mistyped(kind, context, key, value)}"
    )


def _subject(where: Where) -> tuple[str, str]:
    """What a message is about, and the key it stands under."""
    keys = [part for part in where if isinstance(part, str)]
    key = keys[-1] if keys else ""
    last = where[-1] if where else key
    return (f"entry {last + 1} of '{key}'" if isinstance(last, int) else f"'{key}'"), key


def _broken_bound(kind: str, context: Mapping[str, Any], value: Plain) -> str | None:
    template = _BOUNDS.get(kind)
    number = entries(len(value)) if isinstance(value, list) else ""
    return template and template.format(found=show(value), entries=number, **context)


def _broken_rule(key: str, value: Plain, complaint: str) -> str:
    """Words for a rule of the model's own, which complains in plain English already."""
    if key in _QUARTERS:
        return f"is {show(value)}, but {_QUARTER} is expected"
    if isinstance(value, dict):
        return f"is wrong: {complaint}"
    if isinstance(value, int | Decimal) and Decimal(value).is_finite():
        return f"is {show(value)}, which is more precise than 0.001"
    return f"is {show(value)}, but a number is expected{comma_hint(value)}"


def _mistyped(kind: str, context: Mapping[str, Any], key: str, value: Plain) -> str:
    expected = _EXPECTED.get(kind.split("_", maxsplit=1)[0], "something else")
    hint = comma_hint(value)
    if kind == "tuple_type":
        expected = "a pair of numbers in brackets" if key in _PAIRS else a_list(value)
    elif key in _QUARTERS:
        expected = _QUARTER
    elif context.get("class_name") == "Size":
        expected = _SIZE
    elif kind == "string_type" and isinstance(value, int | Decimal):
        code = key == "code" and isinstance(value, int)
        hint = f'; write codes in quotes, such as "{value:04}"' if code else "; put it in quotes"
    return f"is {show(value)}, but {expected} is expected{hint}"


def _fields(model: type[BaseModel], loc: Where) -> list[str]:
    """The keys allowed at a place of a model."""
    kind: Any = model
    for part in loc:
        if get_origin(kind) is tuple:
            kind = get_args(kind)[0]
        elif get_origin(kind) is None:
            kind = kind.model_fields[part].annotation
        else:
            kind = get_args(kind)[-1]
    return list(kind.model_fields)
