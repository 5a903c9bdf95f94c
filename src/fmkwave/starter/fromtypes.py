"""JSON Schemas from the types: what a file may hold where a type is read from it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any, get_args

from pydantic import AliasChoices, BaseModel, BeforeValidator
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from fmkwave.importance import HEAVIEST
from fmkwave.model import Day, Period, Points, Quarter, Size

Schema = dict[str, Any]

# What looks like a quarter has to be one; a programme may have any other labels.
_LIKE_A_QUARTER = r"\s*[0-9]{4}-?[QqKk][0-9]*\s*$"
PERIOD: Schema = {
    "type": "string",
    "pattern": rf"^(?!{_LIKE_A_QUARTER})|^\s*[0-9]{{4}}-?[QqKk][1-4]\s*$",
    "description": "A quarter such as 2027-Q1, or another period that the programme lists.",
}
# No multipleOf, which editors compute in floating point and so find 0.7 wrong.
_POINTS: Schema = {"type": "number", "description": "Points, with at most three decimals."}
_DAY: Schema = {"type": "string", "format": "date", "description": "A day such as 2027-01-31."}

_NONE = re.compile(r"\bNone\b")
_ATTRIBUTE = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)


def from_type(kind: type[BaseModel], period: Schema = PERIOD) -> Schema:
    """The schema of what a type is read from, with the words of its docstring.

    Args:
        kind: The type.
        period: The schema of a period.
    """
    found: Schema = _bounded(_FileSchema(period).generate(kind.__pydantic_core_schema__))
    return found


def _bounded(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """The schema with the bounds of weights, whose least value Pydantic leaves in its own word."""
    if isinstance(schema, list):
        return [_bounded(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _bounded(part) for key, part in schema.items()}
    if isinstance(found.get("ge"), int):
        found |= {"minimum": found.pop("ge"), "maximum": HEAVIEST}
    return found


def description(kind: type) -> str:
    """What the docstring of a type says of it, without its attributes."""
    text = inspect.cleandoc(kind.__doc__ or "")
    return _flat(text.partition("\nAttributes:\n")[0])


def attributes(kind: type) -> dict[str, str]:
    """What the docstrings of a type and of those it is built on say of its attributes."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        told = inspect.cleandoc(base.__doc__ or "").partition("\nAttributes:\n")[2]
        found.update({name: _flat(text) for name, text in _ATTRIBUTE.findall(told)})
    return found


def _flat(text: str) -> str:
    """A docstring's words as the owner of a file would have them."""
    return _NONE.sub("nothing", " ".join(text.replace("``", "`").split()))


def _validator(kind: object) -> object:
    """The function that reads a value of an annotated type."""
    return next(one.func for one in get_args(kind)[1:] if isinstance(one, BeforeValidator))


_SHORT: Mapping[type, Schema] = {
    Size: {"type": "integer", "minimum": 0, "description": "As many as this."},
    Period: {"type": "string", "minLength": 1, "description": "A label alone."},
}
"""How the types can be written that have a short form, too."""


class _FileSchema(GenerateJsonSchema):
    """Writes down what our own validators take, and what our docstrings say."""

    def __init__(self, period: Schema) -> None:
        super().__init__()
        self._read = {
            _validator(Points): _POINTS,
            _validator(Quarter): period,
            _validator(Day): _DAY,
        }

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002
        return False

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        found = super().enum_schema(schema)
        found.pop("title", None)
        return found

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        bounds = {"minimum": schema.get("ge"), "maximum": schema.get("le")}
        return {"type": "number"} | {k: int(v) for k, v in bounds.items() if v is not None}

    def function_before_schema(
        self, schema: core_schema.BeforeValidatorFunctionSchema
    ) -> JsonSchemaValue:
        reader = schema["function"]["function"]
        return deepcopy(self._read.get(reader)) or super().function_before_schema(schema)

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        found = super().model_schema(schema)
        kind = schema["cls"]
        found.pop("title", None)
        found.pop("description", None)
        if kind.__doc__:
            found = {"description": description(kind), **found}
        for name, text in attributes(kind).items():
            if name in found.get("properties", {}):
                found["properties"][name] = {**found["properties"][name], "description": text}
        _take_other_names(kind, found)
        short = _SHORT.get(kind)
        return {"anyOf": [deepcopy(short), found]} if short else found


def _take_other_names(kind: type[BaseModel], found: Schema) -> None:
    """Let each key that has two names have the other one as well, but not both."""
    for field in kind.model_fields.values():
        if not isinstance(field.validation_alias, AliasChoices):
            continue
        names = [str(name) for name in field.validation_alias.choices]
        for name in names[1:]:
            found["properties"][name] = found["properties"][names[0]]
        rule: Schema = {"not": {"required": names}}
        if field.is_required():
            found["required"].remove(names[0])
            rule = {"oneOf": [{"required": [name]} for name in names]}
        found.setdefault("allOf", []).append(rule)
