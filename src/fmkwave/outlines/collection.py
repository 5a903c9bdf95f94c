"""Text to features: what is no GeoJSON, or another kind of it, is a fault."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from fmkwave.inputs.content import read_text
from fmkwave.inputs.report import Report
from fmkwave.inputs.sizes import MOST_OF_OUTLINES
from fmkwave.inputs.wording import show, some
from fmkwave.texts import counted, message

ID = "id"
"""What a feature's own identifier is called, beside the names of its properties."""

_COLLECTION = "FeatureCollection"


class Feature(NamedTuple):
    """A feature as the file has it.

    Attributes:
        number: Where it stands among the features, from 1.
        geometry: Its geometry, not looked into yet.
        id: The identifier that it has beside its properties; None if it has none.
    """

    number: int
    properties: Mapping[str, Any]
    geometry: Any
    id: Any = None

    def value(self, name: str) -> Any:  # noqa: ANN401 - whatever the file holds
        """What it says under a property; under `ID` its identifier, if that is no property."""
        return self.properties.get(name, self.id if name == ID else None)


class Collection(NamedTuple):
    """The features of a file, and the coordinate system it names, if it does."""

    features: Sequence[Feature]
    crs: Any


def property_names(features: Iterable[Feature]) -> list[str]:
    """The names of all properties in order; last, if features have one, their own identifier."""
    names, with_id = set[str](), False
    for feature in features:
        names |= feature.properties.keys()
        with_id = with_id or feature.id is not None
    return sorted(names) + [ID] * (with_id and ID not in names)


def read_collection(path: Path, report: Report) -> Collection | None:
    """The features of a GeoJSON file; None, with a fault, for a file that is none."""
    text = read_text(path, report, MOST_OF_OUTLINES)
    document = None if text is None else _parsed(text, report)
    if not isinstance(document, dict):
        if text is not None and not report.faults:
            report.fault(0, message("this is JSON, but no GeoJSON"))
        return None
    return _collection(document, report)


def _parsed(text: str, report: Report) -> object:
    try:
        document: object = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        found = message("this is no GeoJSON: not JSON at column {column}", column=error.colno)
        report.fault(error.lineno, found)
    except (RecursionError, ValueError):
        # What JSON allows and nobody writes: numbers of thousands of digits, endless nesting.
        report.fault(0, message("this is no GeoJSON: it holds what cannot be read"))
    else:
        return document
    return None


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _collection(document: dict[str, Any], report: Report) -> Collection | None:
    kind = document.get("type")
    features = document.get("features")
    if kind == "Topology":
        text = message(
            "this is TopoJSON, but GeoJSON is expected; convert it, as with {command}",
            command="mapshaper in.json -o format=geojson out.geojson",
        )
        report.fault(0, text)
    elif kind != _COLLECTION:
        text = message(
            "the type is {found}, but a {expected} is expected",
            found=show(kind),
            expected=_COLLECTION,
        )
        report.fault(0, text)
    elif not isinstance(features, list):
        text = message("'features' is {found}, but a list is expected", found=show(features))
        report.fault(0, text)
    elif not features:
        report.fault(0, message("the file has no features"))
    else:
        found = _features(features, report)
        return Collection(found, document.get("crs")) if found else None
    return None


def _features(entries: Sequence[object], report: Report) -> list[Feature]:
    features, odd = [], []
    for number, entry in enumerate(entries, start=1):
        if isinstance(entry, dict) and entry.get("type") == "Feature":
            properties = entry.get("properties")
            told = properties if isinstance(properties, dict) else {}
            features.append(Feature(number, told, entry.get("geometry"), entry.get(ID)))
        else:
            odd.append(number)
    if odd:
        text = counted(
            "entry {entries} of 'features' is no Feature",
            "entries {entries} of 'features' are no Features",
            len(odd),
            entries=some(odd),
        )
        report.fault(0, text)
    return features
