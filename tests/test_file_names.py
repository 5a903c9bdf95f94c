"""What the files of municipalities are called in a folder, on any system."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from fmkwave.cli import app
from fmkwave.cli.shared import file_names
from folders import Folder


def test_a_file_has_the_code_and_the_name() -> None:
    names = {"0860": "Hjørring", "0101": "A/B", "c": 'a\\b:c*d?e"f<g>h|i.', "con": "."}
    assert file_names(names, "markdown") == {
        "0860": "0860-Hjørring.md",
        "0101": "0101-A-B.md",
        "c": "c-a-b-c-d-e-f-g-h-i.md",
        "con": "con-.md",
    }


def test_a_long_name_is_cut_between_letters_and_stays_one_of_its_own() -> None:
    names = {"a": "æ" * 200, "A": "Æ" * 200}
    assert file_names(names, "json") == {
        "a": f"a-{'æ' * 89}.json",
        "A": f"A-{'Æ' * 89}-2.json",
    }


@given(st.dictionaries(st.text("aB-1", min_size=1), st.text("aÅ🎈/:. ", max_size=200), max_size=6))
def test_no_two_files_are_one_on_any_system(names: dict[str, str]) -> None:
    found = file_names(names, "ics")
    assert found.keys() == names.keys()
    assert len({file.casefold() for file in found.values()}) == len(names)
    assert all(len(file.encode()) <= 200 and file.endswith(".ics") for file in found.values())
    assert not any(sign in file for file in found.values() for sign in "/:")


def test_letters_are_written_whatever_the_names_are(folder: Folder, tmp_path: Path) -> None:
    for file in ("municipalities.yaml", "adjacency.yaml", "uptake.yaml", "vendors.yaml"):
        folder.write(file, folder.read(file).replace("Nordby", "Nord" + "ø" * 180))
    for file in ("questionnaire.csv", "published.csv"):
        folder.write(file, folder.read(file).replace("Nordby", "Nord" + "ø" * 180))
    out = tmp_path / "letters"
    for command in ("explain", "checklist"):
        words = [command, "--all", "--data", str(folder.path), "-o", str(out)]
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, done.stderr
        assert len(list(out.iterdir())) == 6
