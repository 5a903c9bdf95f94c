"""JSON Schemas (draft 2020-12) of all files, so that editors complete and check them.

A schema refuses what no folder may hold. The names of one folder are proposed and never enforced:
they may be spelt in several ways, and the files change after the schemas were written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from fmkwave import planfile
from fmkwave.model import Basis, Inputs, Municipality, Programme, Vendor, Weight
from fmkwave.names import danish_key
from fmkwave.parts import (
    ADJACENCY,
    MUNICIPALITIES,
    PLAN,
    PROGRAMME,
    PUBLISHED,
    QUESTIONNAIRE,
    UPTAKE,
    VENDORS,
    WISHES,
)
from fmkwave.starter.fromtypes import PERIOD, Schema, attributes, from_type

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string", "minLength": 1}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1, "description": "A share: 0 to 1."}
_COUNT: Schema = {"type": "integer", "minimum": 0}

_WHO = ("code", "municipality")
_LINKS = "Who is close to whom, in a section for each kind of link that the programme weighs."
_SHARES = "How far others use it, in a section for each uptake weight of the programme."
_VENDORS = "By name. Every municipality has a vendor, or none has."

_ORIGIN: Schema = {
    "basis": {
        "enum": [basis.value for basis in Basis],
        "description": "The standing of the data. What is reconstructed is no real answer, and "
        "every plan that rests on it says so.",
    },
    "source": {**_TEXT, "description": "In words, where the data comes from."},
}


def schema_name(file: str) -> str:
    """The name of a file's schema: ``programme.schema.json``."""
    return f"{PurePosixPath(file).stem}.schema.json"


def schema_texts(inputs: Inputs | None = None) -> dict[str, str]:
    """The text of each file's schema, by the schema's name; see `schemas`."""
    return {schema_name(file): dumps(found) for file, found in schemas(inputs).items()}


def dumps(content: Mapping[str, object]) -> str:
    """Schemas as JSON that people can read."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def schemas(inputs: Inputs | None = None) -> dict[str, Schema]:
    """The schema of each file, by its name; of a CSV file, that of a row.

    Args:
        inputs: A folder whose names are proposed.
    """
    names = _names(inputs)
    return {
        file: {"$schema": _DRAFT, "title": file, **made(names, inputs)}
        for file, made in (
            (PROGRAMME, _programme),
            (MUNICIPALITIES, _municipalities),
            (ADJACENCY, _adjacency),
            (QUESTIONNAIRE, _questionnaire),
            (UPTAKE, _uptake),
            (VENDORS, _vendors),
            (PUBLISHED, _published),
            (PLAN, _plan),
        )
    }


class _Names(NamedTuple):
    """What is proposed where a municipality, a region, a vendor or a period is named."""

    municipality: Schema
    region: Schema
    vendor: Schema
    period: Schema


def _names(inputs: Inputs | None) -> _Names:
    name = {"type": ["string", "integer"], "description": "A municipality, by name or code."}
    region = {**_TEXT, "description": "A region, as municipalities.yaml lists them."}
    vendor = {**_TEXT, "description": "A vendor, as vendors.yaml lists them."}
    if inputs is None:
        return _Names(name, region, vendor, PERIOD)
    everyone = map(inputs.name, inputs.in_danish_order(inputs.municipalities))
    return _Names(
        _proposing(name, everyone),
        _proposing(region, _regions(inputs)),
        _proposing(vendor, (one.name for one in inputs.vendors)),
        _proposing(PERIOD, inputs.programme.quarters),
    )


def _proposing(schema: Schema, names: Iterable[str]) -> Schema:
    return {**schema, "examples": list(names)}


def _examples(schema: Schema) -> Schema:
    """What a schema proposes, as a part of another."""
    return {key: schema[key] for key in ("examples",) if key in schema}


def _regions(inputs: Inputs) -> list[str]:
    return sorted({one.region for one in inputs.municipalities.values()}, key=danish_key)


def _object(
    properties: Schema, required: Iterable[str] = (), *, others: Schema | bool = False
) -> Schema:
    """A group with some keys; others may stand there only where their schema is given."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": others,
    }


def _group(values: Schema, keys: Iterable[str] = (), *, about: str = "") -> Schema:
    """A group with any keys, of which some are proposed; or nothing at all."""
    found = {
        "type": ["object", "null"],
        "properties": dict.fromkeys(keys, values),
        "additionalProperties": values,
    }
    return {"description": about, **found} if about else found


# --- Each file -----------------------------------------------------------------------------------


def _programme(names: _Names, inputs: Inputs | None) -> Schema:
    found = from_type(Programme, names.period)
    found["properties"] = {**_ORIGIN, **found["properties"]}
    found["required"] = [*_ORIGIN, *found["required"]]
    limit = found["$defs"]["GroupLimit"]["properties"]
    limit["municipalities"]["items"] = names.municipality
    limit["region"]["anyOf"][0] |= names.region
    limit["vendor"]["anyOf"][0] |= names.vendor
    shares = found["$defs"]["Prerequisite"]["properties"]["uptake"]
    if inputs is not None:
        weights = inputs.programme.weights.uptake
        shares["properties"] = dict.fromkeys(weights, shares["additionalProperties"])
    return found


def _municipalities(names: _Names, _inputs: Inputs | None) -> Schema:
    one = from_type(Municipality)
    one["properties"]["region"] = names.region
    regions = {"type": "array", "items": _TEXT, "minItems": 1, "description": "All regions."}
    return _object(
        {
            **_ORIGIN,
            "regions": regions,
            "municipalities": {
                "type": "array",
                "items": one,
                "minItems": 1,
                "description": "Those whom it is rolled out to.",
            },
        },
        (*_ORIGIN, "regions", "municipalities"),
    )


def _adjacency(names: _Names, inputs: Inputs | None) -> Schema:
    ends = {
        "type": ["array", "null"],
        "items": {"$ref": "#/$defs/municipality"},
        "description": "Those it is linked to; each pair is written once.",
    }
    section = _group({"$ref": "#/$defs/ends"}, names.municipality.get("examples", ()))
    kinds = {} if inputs is None else _reasons(inputs.programme.weights.links)
    found = _object(
        {**_ORIGIN, **{kind: {"$ref": "#/$defs/section", **said} for kind, said in kinds.items()}},
        _ORIGIN,
        others={"$ref": "#/$defs/section"},
    )
    defs = {"section": section, "ends": ends, "municipality": names.municipality}
    return {"description": _LINKS, **found, "$defs": defs}


def _questionnaire(names: _Names, inputs: Inputs | None) -> Schema:
    questions = {} if inputs is None else inputs.programme.weights.readiness
    answers = [] if inputs is None else list(inputs.programme.answers)
    columns = {
        name: {"type": "string", "description": one.question.original, "examples": answers}
        for name, one in questions.items()
    }
    wish = {
        "type": "string",
        "description": "The period wished for, or nothing.",
        **_examples(names.period),
    }
    found = _object(
        {**_who(names), **columns, **dict.fromkeys(WISHES, wish)},
        (*_WHO, *columns),
        others={"type": "string"},
    )
    either = [{"required": [name]} for name in WISHES]
    return {"description": "A row, by column.", **found, "oneOf": either}


def _uptake(names: _Names, inputs: Inputs | None) -> Schema:
    weights = {} if inputs is None else inputs.programme.weights.uptake
    whose = {"municipality": names.municipality, "region": names.region}
    sections = {
        name: _group(
            {"$ref": "#/$defs/share"}, whose[one.per].get("examples", ()), about=one.reason
        )
        for name, one in weights.items()
    }
    found = _object({**_ORIGIN, **sections}, _ORIGIN, others=_group({"$ref": "#/$defs/share"}))
    return {"description": _SHARES, **found, "$defs": {"share": _SHARE}}


def _vendors(names: _Names, _inputs: Inputs | None) -> Schema:
    told = attributes(Vendor)
    everyone = names.municipality.get("examples", ())
    period: Schema = {"$ref": "#/$defs/period"}
    vendor = _object(
        {
            "release": {**period, "description": told["release"]},
            "go_lives": _group(_COUNT, names.period.get("examples", ()), about=told["go_lives"]),
            "customers": {
                "type": ["array", "null"],
                "items": {"$ref": "#/$defs/municipality"},
                "description": "The municipalities it serves, by name or code.",
            },
            "agreements": _group(period, everyone, about="The period agreed with a customer."),
        },
        ("release", "customers"),
    )
    found = _object(
        {**_ORIGIN, "vendors": _group({"$ref": "#/$defs/vendor"}, about=_VENDORS)},
        (*_ORIGIN, "vendors"),
    )
    defs = {"vendor": vendor, "municipality": names.municipality, "period": names.period}
    return {**found, "$defs": defs}


def _published(names: _Names, _inputs: Inputs | None) -> Schema:
    wave = {"type": "string", "pattern": r"^\s*[0-9]{1,9}([.,]0+)?\s*$"}
    found = _object(
        {**_who(names), "wave": {**wave, "description": "The number of its wave."}},
        (*_WHO, "wave"),
    )
    return {"description": "A row, by column.", **found}


def _plan(_names: _Names, _inputs: Inputs | None) -> Schema:
    found = from_type(planfile.Written)
    found["properties"] = {"schema": {"const": planfile.SCHEMA}, **found["properties"]}
    found["required"] = ["schema", *found["required"]]
    return found


def _who(names: _Names) -> Schema:
    code = {"type": "string", "description": "The code; its leading zeros count."}
    return {"code": code, "municipality": {**names.municipality, "type": "string"}}


def _reasons(weights: Mapping[str, Weight]) -> dict[str, Schema]:
    return {name: {"description": one.reason} for name, one in weights.items()}
