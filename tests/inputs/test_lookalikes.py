"""Files that nobody reads though their names are nearly those of input files."""

from __future__ import annotations

import pytest

from fmkwave.inputs import load_inputs
from folders import FILES, Folder


def warnings(folder: Folder) -> list[str]:
    return [str(warning) for warning in load_inputs(folder.path).warnings]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Published.csv", "published.csv"),
        ("PLAN.YML", "plan.yaml"),
        ("plan.yaml.txt", "plan.yaml"),
        ("robustnes.jsonl", "robustness.jsonl"),
        ("publised.csv", "published.csv"),
    ],
)
def test_a_file_that_is_not_read_is_told_of(folder: Folder, name: str, meant: str) -> None:
    (folder.path / "published.csv").unlink()
    folder.write(name, "x")
    assert warnings(folder) == [
        f"{name}: warning: no file of this name is read; did you mean {meant}?"
    ]


def test_other_capitals_are_told_of_beside_the_file_too(folder: Folder) -> None:
    folder.write("Vendors.yaml", "x")
    assert warnings(folder) == [
        "Vendors.yaml: warning: no file of this name is read; did you mean vendors.yaml?"
    ]


@pytest.mark.parametrize(
    "name",
    ["SOURCES.md", "questionnaire-2013.csv", "uptake.yaml.bak", ".plan.yaml.x7q", "questions.csv"],
)
def test_copies_and_other_files_are_not(folder: Folder, name: str) -> None:
    folder.write(name, "x")
    assert warnings(folder) == []


@pytest.mark.parametrize("name", ["adjacency.csv", "adjacency.gal", "adjacency.xlsx"])
def test_a_file_of_another_form_is_not_to_be_renamed(folder: Folder, name: str) -> None:
    (folder.path / "adjacency.yaml").unlink()
    folder.write(name, "x")
    assert folder.faults() == [
        f"adjacency.yaml: the file is missing, and {name} is of another form; adjacency.yaml is "
        "written like the one that `fmkwave init` makes"
    ]


@pytest.mark.parametrize("name", ["adjacency.yml", "Adjacency.YAML", "adjacency.yaml.txt"])
def test_a_file_of_the_same_form_is(folder: Folder, name: str) -> None:
    (folder.path / "adjacency.yaml").unlink()
    folder.write(name, FILES["adjacency.yaml"])
    assert folder.faults() == [
        f"adjacency.yaml: the file is missing, but there is {name}; rename it"
    ]
