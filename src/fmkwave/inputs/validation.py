"""What Pydantic finds wrong, in the words of the file's owner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from fmkwave.inputs.report import Report
from fmkwave.inputs.typekeys import allowed_keys
from fmkwave.inputs.wording import (
    GROUP,
    a_list,
    choice,
    comma_hint,
    entries,
    show,
    too_long,
    with_equals,
)
from fmkwave.inputs.yamlfile import Document, Plain, Where
from fmkwave.model import EQUALS, NO_DAY, NO_PERIOD
from fmkwave.names import suggest
from fmkwave.periods import QUARTERS, Calendar
from fmkwave.texts import Message, message

_NUMBER = message("a number")
_EXPECTED = {
    "int": message("a whole number"),
    "decimal": _NUMBER,
    "float": _NUMBER,
    "finite": _NUMBER,
    "string": message("a text"),
    "dict": GROUP,
    "mapping": GROUP,
    "model": GROUP,
    NO_DAY: message("a date such as {example}", example="2027-01-31"),
}
"""What is expected, by the first word of Pydantic's error type."""

_QUOTES = message("; put it in quotes")
_CODE_QUOTES = message("; write codes in quotes, with their leading zeros")
_LIST_THEM = message("; periods other than quarters have to be listed under 'periods'")
_LIKE_A_QUARTER = re.compile("[QqKk][0-9]")
_PAIRS = {"label", "tile"}
_SIZE = message("a whole number or {form}", form="{min: …, max: …}")


def report_invalid(
    error: ValidationError,
    model: type[BaseModel],
    document: Document,
    report: Report,
    *prefix: int | str,
    also: Iterable[str] = (),
    calendar: Calendar = QUARTERS,
) -> None:
    """Report everything wrong with a part of a document.

    Args:
        error: What Pydantic found.
        model: The type it checked against.
        document: The document, for lines and values.
        report: Takes the faults.
        prefix: Where in the document the checked part stands.
        also: Keys allowed beside those of the type.
        calendar: The periods there are.
    """
    meant: set[Where] = set()
    # Unknown keys come first, as each may be a missing one misspelt.
    errors = error.errors(include_url=False)
    for found in sorted(errors, key=lambda one: one["type"] != "extra_forbidden"):
        loc = tuple(part for part in found["loc"] if part != "[key]")
        if loc in meant or _is_long_enough(found, document.value(*prefix, *loc)):
            continue
        if found["type"] == "extra_forbidden":
            key, allowed = str(loc[-1]), allowed_keys(model, loc[:-1])
            allowed |= {} if loc[1:] else dict.fromkeys(also, "")
            meant.add((*loc[:-1], allowed.get(suggest(key, allowed) or "", "")))
            text = _extra(key, allowed)
        elif found["type"] == "missing":
            text = _missing((*prefix, *loc), document)
        else:
            where = (*prefix, *loc)
            text = _wrong(found["type"], found.get("ctx", {}), where, document, calendar=calendar)
        report.fault(document.line(*prefix, *loc), text)


def _is_long_enough(found: ErrorDetails, value: Plain) -> bool:
    """Whether a list is told to be too short only because Pydantic counts no faulty entries."""
    if found["type"] != "too_short" or not isinstance(value, list):
        return False
    return len(value) >= int(found["ctx"]["min_length"])


def _extra(key: str, allowed: Mapping[str, str]) -> Message:
    if key in allowed:
        return message(
            "'{key}' is another word for '{other}'; keep one of them", key=key, other=allowed[key]
        )
    values = {"found": show(key), "choice": choice(key, allowed)}
    if key.isdecimal():
        # {credit: 0,8} is to YAML a credit of 0 and a key 8.
        return message("unknown key {found}{choice}; write decimals with a point", **values)
    return message("unknown key {found}{choice}", **values)


def _missing(where: Where, document: Document) -> Message:
    *group, last = where
    if isinstance(last, str):
        return message("key '{key}' is missing", key=last)
    found = document.value(*group)
    number = len(found) if isinstance(found, list) else 0
    return message(
        "{subject} has {entries}, but {number} are expected",
        subject=f"'{group[-1]}'",
        entries=entries(number),
        number=2,
    )


def _wrong(
    kind: str, context: Mapping[str, Any], where: Where, document: Document, *, calendar: Calendar
) -> Message:
    # A size written as one number is checked as min and max, which the file does not hold.
    while where and where not in document.lines:
        where = where[:-1]
    value = document.value(*where)
    subject, key = _subject(where)
    if kind in ("literal_error", "enum"):
        allowed = re.findall("'([^']*)'", context["expected"])
        return message(
            "{subject} cannot be {found}{choice}",
            subject=subject,
            found=show(value),
            choice=choice(value, allowed),
        )
    if kind == NO_PERIOD:
        return _no_period_yet(subject, value, calendar)
    # What is wrong with a key is told of what stands under it.
    name = value if isinstance(value, str) else str(where[-1] if where else "")
    if kind == "string_too_long" or (kind == "too_long" and isinstance(value, str)):
        return too_long(name)
    if kind == EQUALS:
        return with_equals(name)
    if kind == "value_error":
        return _broken_rule(subject, value, context["error"])
    broken = _broken_bound(kind, context, subject, value)
    return broken or _mistyped(kind, context, subject, key, value)


def _subject(where: Where) -> tuple[str, str]:
    """What a message is about, and the key it stands under."""
    keys = [part for part in where if isinstance(part, str)]
    key = keys[-1] if keys else ""
    last = where[-1] if where else key
    if isinstance(last, int):
        return message("entry {number} of '{key}'", number=last + 1, key=key), key
    return f"'{key}'", key


def _broken_bound(
    kind: str, context: Mapping[str, Any], subject: str, value: Plain
) -> Message | None:
    """What is wrong with a value of the right type, by Pydantic's error type."""
    if kind == "string_too_short":
        return message("{subject} is empty, but a text is expected", subject=subject)
    if isinstance(value, list):
        return _wrong_length(kind, context, subject, entries(len(value)))
    values = {"subject": subject, "found": show(value)}
    match kind:
        case "greater_than_equal":
            least = str(context["ge"])
            return message(
                "{subject} is {found}, but must be {least} or more", **values, least=least
            )
        case "less_than_equal":
            most = str(context["le"])
            return message("{subject} is {found}, but must be {most} or less", **values, most=most)
        case "string_pattern_mismatch":
            return message(
                "{subject} is {found}, but only letters, digits and hyphens are allowed", **values
            )
    return None


def _wrong_length(
    kind: str, context: Mapping[str, Any], subject: str, found: Message
) -> Message | None:
    values = {"subject": subject, "entries": found}
    if kind == "too_short":
        return message(
            "{subject} has {entries}, but at least {least} are needed",
            **values,
            least=context["min_length"],
        )
    if kind == "too_long":
        return message(
            "{subject} has {entries}, but {number} are expected; write decimals with a point",
            **values,
            number=context["max_length"],
        )
    return None


def _no_period_yet(subject: str, value: Plain, calendar: Calendar) -> Message:
    """Words for a value that is no period of the programme, and could be one."""
    if calendar.labels or value is None or _LIKE_A_QUARTER.search(str(value)):
        return no_period(subject, value, calendar)
    return not_expected(subject, value, calendar.expected, _LIST_THEM)


def no_period(subject: str, value: object, calendar: Calendar) -> Message:
    """Words for a value that is no period."""
    if isinstance(value, int) and calendar.find(str(value)) is not None:
        return not_expected(subject, value, message("a text"), _QUOTES)
    return not_expected(subject, value, calendar.expected, calendar.near(str(value)))


def _broken_rule(subject: str, value: Plain, complaint: ValueError) -> Message:
    """Words for a rule of the model's own, which complains in plain words already."""
    if isinstance(value, dict):
        return message("{subject} is wrong: {why}", subject=subject, why=complaint.args[0])
    if isinstance(value, int | Decimal) and Decimal(value).is_finite():
        return message(
            "{subject} is {found}, which is more precise than {step}",
            subject=subject,
            found=show(value),
            step="0.001",
        )
    return not_expected(subject, value, _NUMBER, comma_hint(value))


def _mistyped(
    kind: str, context: Mapping[str, Any], subject: str, key: str, value: Plain
) -> Message:
    expected = _EXPECTED.get(kind.split("_", maxsplit=1)[0], message("something else"))
    hint = comma_hint(value)
    if kind == "tuple_type":
        pair = message("a pair of numbers in brackets")
        expected = pair if key in _PAIRS else a_list(value)
    elif context.get("class_name") == "Size":
        expected = _SIZE
    elif kind == "string_type" and isinstance(value, int | Decimal):
        hint = _QUOTES
        if key == "code" and isinstance(value, int):
            hint = _CODE_QUOTES
    return not_expected(subject, value, expected, hint)


def not_expected(
    subject: str, value: object, expected: Message, hint: Message | None = None
) -> Message:
    """Words for a value that is of another kind than expected."""
    return message(
        "{subject} is {found}, but {expected} is expected{hint}",
        subject=subject,
        found=show(value),
        expected=expected,
        hint=hint or "",
    )
