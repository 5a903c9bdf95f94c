"""The JSON Schemas of all files: what the reader takes they take, what they refuse it refuses."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

import yaml12
from fmkwave.cli import app
from fmkwave.inputs import load_inputs
from fmkwave.starter.schemas import schema_name, schema_texts, schemas
from folders import FILES, Folder, with_tiles

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
GENERAL = schemas()


def complaints(name: str, text: str, known: dict[str, Any] = GENERAL) -> list[str]:
    """What the schema of a file finds wrong with its text."""
    check = Draft202012Validator(known[name])
    contents = _rows(text) if name.endswith(".csv") else [yaml12.load(text)]
    return [error.message for content in contents for error in check.iter_errors(content)]


def _rows(text: str) -> Iterator[dict[str | Any, str | Any]]:
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


@pytest.mark.parametrize("name", GENERAL)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(GENERAL[name])


@pytest.mark.parametrize("name", [one for one in GENERAL if (DATA / one).exists()])
def test_denmark_holds_to_it(name: str) -> None:
    text = (DATA / name).read_text("utf-8")
    assert complaints(name, text) == []
    if name.endswith(".yaml") and name != "plan.yaml":
        first = f"# yaml-language-server: $schema=schemas/{schema_name(name)}"
        assert text.startswith(f"{first}\n")


def test_the_committed_schemas_are_current() -> None:
    # If not: fmkwave schema --data data -o data/schemas
    made = schema_texts(load_inputs(DATA))
    committed = {one.name: one.read_text("utf-8") for one in (DATA / "schemas").iterdir()}
    assert committed == made


@pytest.mark.parametrize("name", FILES)
def test_the_small_folder_holds_to_it(folder: Folder, name: str) -> None:
    proposing = schemas(load_inputs(folder.path))
    assert complaints(name, folder.read(name)) == []
    assert complaints(name, folder.read(name), proposing) == []


VALID = [
    ("programme.yaml", "  - {quarter: 2014-Q2, size: 2}", "  - {period: 2014-K2, size: 2}"),
    ("programme.yaml", "{quarter: 2014-Q2, size: 2}", "{quarter: 2014q2, size: {min: 2, max: 2}}"),
    ("programme.yaml", "weight: 25", "weight: 0.7"),
    ("programme.yaml", "frozen: []", "frozen: []\nstability: 2.5"),
    ("programme.yaml", "frozen: []", "limits: {Two go first: {most: 2, quarters: [2014-Q2]}}"),
    ("programme.yaml", "frozen: []", "limits: {Twins: {municipalities: [0102, Ålev], wave: same}}"),
    ("programme.yaml", "frozen: []", "limits: {L: {region: Østland, most: 99999, by: citizens}}"),
    ("programme.yaml", "frozen: []", "limits: {L: {vendor: Vendor B, latest: 2014-Q4}}"),
    (
        "programme.yaml",
        "frozen: []",
        "periods: [2014-Q1, {label: 2014-Q2}, 2014-Q3, "
        "{label: 2014-Q4, start: 2014-10-01, end: 2014-12-31}]",
    ),
    ("municipalities.yaml", "    tile: [3, 4]\n", ""),
    ("municipalities.yaml", "Øster-Holm Kommune", '"3"'),
    ("adjacency.yaml", "ferry:\n  Øster-Holm: [Nordby]", "ferry: {}"),
    ("adjacency.yaml", "ferry:\n  Øster-Holm: [Nordby]", "ferry:"),
    ("adjacency.yaml", "[Søby, Ålev]", "[0102, ålev kommune]"),
    ("uptake.yaml", "Søby: 0.25", "0102: 0.250"),
    ("vendors.yaml", "    agreements: {Ålev: 2014-Q4}\n", "    agreements:\n"),
    ("vendors.yaml", "release: 2014-Q3", 'release: "2014-K3 "'),
    ("questionnaire.csv", "wished_quarter", "wished_period"),
    ("questionnaire.csv", "0102,Søby,yes,underway,no,", '0102,Søby kommune,JA,"Planlagt",,'),
    ("published.csv", "0101,Nordby,1", "0101,Nordby,1.0"),
]


@pytest.mark.parametrize(("name", "old", "new"), VALID)
def test_what_the_reader_takes_it_takes(folder: Folder, name: str, old: str, new: str) -> None:
    folder.replace(name, old, new)
    load_inputs(folder.path)
    assert complaints(name, folder.read(name)) == []


def test_codes_want_quotes_as_any_other_reader_of_yaml_does(folder: Folder) -> None:
    folder.replace("municipalities.yaml", '"0101"', "0101")
    load_inputs(folder.path)
    found = complaints("municipalities.yaml", folder.read("municipalities.yaml"))
    assert found == ["101 is not of type 'string'"]


BROKEN = [
    ("programme.yaml", "basis: documented", "basis: official"),
    ("programme.yaml", "source: Invented slides\n", ""),
    ("programme.yaml", "frozen: []", "frosen: []"),
    ("programme.yaml", "weight: 25", "weight: 1000001"),
    ("programme.yaml", "weight: 25", "weight: -1"),
    ("programme.yaml", "weight: 25", "weight: much"),
    ("programme.yaml", "credit: 0.8", "credit: 1.8"),
    ("programme.yaml", "per: region", "per: country"),
    ("programme.yaml", "dates: stated", "dates: guessed"),
    ("programme.yaml", "{quarter: 2014-Q2, size: 2}", "{quarter: 2014-Q5, size: 2}"),
    (
        "programme.yaml",
        "{quarter: 2014-Q2, size: 2}",
        "{quarter: 2014-Q2, period: 2014-Q2, size: 2}",
    ),
    ("programme.yaml", "{quarter: 2014-Q2, size: 2}", "{size: 2}"),
    ("programme.yaml", "{quarter: 2014-Q2, size: 2}", "{quarter: 2014-Q2, size: two}"),
    ("programme.yaml", "{min: 1, max: 3}", "{least: 1, max: 3}"),
    ("programme.yaml", "frozen: []", "limits: {L: {municipalities: [Søby], wave: last}}"),
    ("programme.yaml", "frozen: []", "limits: {L: {most: 2, by: heads}}"),
    ("municipalities.yaml", 'code: "0101"', 'code: "01 01"'),
    ("municipalities.yaml", "population: 9000", "population: many"),
    ("municipalities.yaml", "official_name: Nordby Kommune, ", ""),
    ("municipalities.yaml", "tile: [3, 4]", "tile: [3, 4, 5]"),
    ("municipalities.yaml", "tile: [3, 4]", "tiles: [3, 4]"),
    ("municipalities.yaml", "[Østland, Vestland]", "[]"),
    ("adjacency.yaml", "basis: public", "basis: known"),
    ("adjacency.yaml", "[Søby, Ålev]", "Søby"),
    ("uptake.yaml", "Søby: 0.25", "Søby: 25"),
    ("uptake.yaml", "Søby: 0.25", "Søby: 0,25"),
    ("vendors.yaml", "release: 2014-Q3", "release: 2014-Q9"),
    ("vendors.yaml", "release: 2014-Q3", "releases: 2014-Q3"),
    ("vendors.yaml", "2014-Q2: 2,", "2014-Q2: some,"),
    ("vendors.yaml", "{Ålev: 2014-Q4}", "{Ålev: 2014-Q0}"),
    ("questionnaire.csv", "wished_quarter", "wish"),
    ("published.csv", "0101,Nordby,1", "0101,Nordby,first"),
    ("published.csv", "municipality,wave", "municipality,waves"),
]


@pytest.mark.parametrize(("name", "old", "new"), BROKEN)
def test_what_it_refuses_the_reader_refuses(folder: Folder, name: str, old: str, new: str) -> None:
    folder.replace(name, old, new)
    assert complaints(name, folder.read(name)) != []
    assert any(fault.startswith(name) for fault in folder.faults())


def test_editors_are_told_what_things_are() -> None:
    weight = GENERAL["programme.yaml"]["$defs"]["Indicator"]["properties"]["weight"]
    assert weight == {
        "type": "number",
        "minimum": 0,
        "maximum": 1000000,
        "description": "Points: a multiple of 0.001.",
    }
    label = GENERAL["municipalities.yaml"]["properties"]["municipalities"]["items"]["properties"]
    assert label["label"]["description"] == (
        "A point inside it, latitude and longitude in degrees (WGS 84)."
    )


def keys(schema: object, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that a schema lists, with what it says of it."""
    if isinstance(schema, list):
        for part in schema:
            yield from keys(part, place)
    elif isinstance(schema, dict):
        for name, said in schema.get("properties", {}).items():
            yield f"{place}.{name}", said
        for name, part in schema.items():
            yield from keys(part, f"{place}.{name}")


@pytest.mark.parametrize("name", [one for one in GENERAL if one != "plan.yaml"])
def test_every_key_says_what_it_holds(name: str) -> None:
    silent = [place for place, said in keys(GENERAL[name]) if not said.get("description")]
    assert silent == []


def test_the_names_of_a_folder_are_proposed_and_not_enforced(folder: Folder) -> None:
    known = schemas(load_inputs(folder.path))
    everyone = ["Møborg", "Nordby", "Søby", "Vestrup", "Øster-Holm", "Ålev"]
    assert known["vendors.yaml"]["$defs"]["municipality"]["examples"] == everyone
    assert list(known["adjacency.yaml"]["$defs"]["section"]["properties"]) == everyone
    assert list(known["uptake.yaml"]["properties"]) == ["basis", "source", "hospitals", "practice"]
    assert known["uptake.yaml"]["properties"]["hospitals"]["properties"].keys() == {
        "Vestland",
        "Østland",
    }
    assert known["questionnaire.csv"]["properties"]["budget"] == {
        "type": "string",
        "description": "Is there a budget?",
        "examples": ["yes", "underway", "no"],
    }
    assert known["vendors.yaml"]["$defs"]["period"]["examples"] == ["2014-Q2", "2014-Q3", "2014-Q4"]
    folder.replace("adjacency.yaml", "Vestrup: [Møborg]", "Vestrup: [Newtown]\n  Newtown: []")
    assert complaints("adjacency.yaml", folder.read("adjacency.yaml"), known) == []


# --- The command ----------------------------------------------------------------------------------


def test_all_of_them_as_one_object() -> None:
    done = CliRunner().invoke(app, ["schema"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout) == GENERAL


def test_a_file_for_each(folder: Folder) -> None:
    with_tiles(folder)
    target = folder.path / "schemas"
    arguments = ["schema", "--data", str(folder.path), "-o", str(target)]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.stderr
    assert done.stderr.endswith(f"Written: 8 files in {target}\n")
    written = {one.name: one.read_text("utf-8") for one in target.iterdir()}
    assert written == schema_texts(load_inputs(folder.path))


def test_a_folder_is_needed_for_them(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["schema", "-o", str(tmp_path / "all.json")])
    assert done.exit_code == 2
    assert (
        done.stderr == f"{tmp_path / 'all.json'} names a file; name a folder to write files in.\n"
    )
    assert list(tmp_path.iterdir()) == []
