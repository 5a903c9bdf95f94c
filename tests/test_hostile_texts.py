"""Whatever a file, a folder or an option holds, no terminal or CI service obeys it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fmkwave.cli import app
from folders import Folder

ESCAPE = "\x1b[2J"
COMMAND = "::error::x"


def said(*words: str, code: int = 2) -> str:
    """All that is printed, which holds no control character and no workflow command."""
    done = CliRunner().invoke(app, list(words), prog_name="fmkwave", env={"COLUMNS": "80"})
    assert done.exit_code == code, done.output
    printed = done.stdout + done.stderr
    assert all(letter == "\n" or letter.isprintable() for letter in printed)
    assert not any(line.lstrip().startswith("::") for line in printed.splitlines())
    return printed


@pytest.mark.parametrize(
    "words",
    [
        (ESCAPE,),
        ("plan", f"--{ESCAPE}"),
        ("plan", "--engine", ESCAPE),
        ("plan", "--time-limit", ESCAPE),
        ("plan", "--format", ESCAPE),
        ("plan", "--data", ESCAPE),
        ("plan", "--data", f"\n{COMMAND}"),
        ("plan", "--set", f"{ESCAPE}=1"),
        ("plan", "--set", f"weights.{ESCAPE}=1"),
        ("plan", "--set", f"weights.wish={ESCAPE}"),
        ("plan", "--pin", f"{ESCAPE}=1"),
        ("plan", "--pin", f"Nordby={ESCAPE}"),
        ("plan", "--freeze", ESCAPE),
        ("plan", "--stability", ESCAPE),
        ("explain", ESCAPE),
        ("score", "--region", ESCAPE),
        ("score", "--vendor", ESCAPE),
        ("compare", ESCAPE),
        ("compare", f"{ESCAPE}.csv"),
        ("check", f"{ESCAPE}.yaml"),
        ("map", "--outlines", f"{ESCAPE}.geojson"),
        ("init", f"{ESCAPE}/{ESCAPE}"),
        ("plan", "-o", f"{ESCAPE}/x"),
    ],
)
def test_an_option_is_shown_with_what_it_hides(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("FMKWAVE_DATA", str(folder.path))
    assert said(*words)


def test_what_a_name_hides_is_written_out() -> None:
    assert said("plan", "--data", f"x{ESCAPE}") == ("The data folder x\\u001b[2J does not exist.\n")
    assert said("plan", "--data", f"\n{COMMAND}") == (
        "The data folder \\u000a::error::x does not exist.\n"
    )


def test_a_folder_is_used_whatever_it_is_called(folder: Folder, tmp_path: Path) -> None:
    strange = tmp_path / f"x{ESCAPE}"
    shutil.copytree(folder.path, strange, ignore=shutil.ignore_patterns("x*"))
    said("validate", "--data", str(strange), code=0)
    said("plan", "--data", str(strange), "--write", code=0)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (r"\<script>", r"\\\<script>"),
        (r"\\<b>", r"\\\\\<b>"),
        (r"\[x](javascript:y)", r"\\\[x](javascript:y)"),
        ("&lt;b&gt;", r"\&lt;b\&gt;"),
        (r"a\b & c", r"a\b & c"),
        (r"A\|B", r"A\\\|B"),
    ],
)
def test_no_name_is_more_than_itself_in_markdown(folder: Folder, name: str, shown: str) -> None:
    for file in ("municipalities.yaml", "adjacency.yaml", "uptake.yaml", "vendors.yaml"):
        text = folder.read(file).replace("Nordby Kommune", "Nordby")
        folder.write(file, text.replace("Nordby", f"'{name}'"))
    for file in ("questionnaire.csv", "published.csv"):
        folder.write(file, folder.read(file).replace("Nordby", name))
    printed = said("plan", "--data", str(folder.path), "--format", "markdown", code=0)
    assert f"| {shown} | " in printed


def test_no_line_of_a_table_is_a_workflow_command(folder: Folder) -> None:
    for file in ("municipalities.yaml", "adjacency.yaml", "uptake.yaml", "vendors.yaml"):
        text = folder.read(file).replace("Nordby Kommune", "Nordby")
        folder.write(file, text.replace("Nordby", "'::error::##[x]'"))
    for file in ("questionnaire.csv", "published.csv"):
        folder.write(file, folder.read(file).replace("Nordby", "::error::##[x]"))
    for words in (["score"], ["plan"], ["explain", "0101"], ["checklist", "--all"], ["validate"]):
        printed = said(*words, "--data", str(folder.path), code=0)
        assert "##[" not in printed
    assert "\\::error::##\\[x]" in said("score", "--data", str(folder.path), code=0)


@pytest.mark.parametrize("place", ['"x\\e[2J": 1', '"x\\n::error::y": 1', '? "\\u202e"\n: [a]'])
@pytest.mark.parametrize(
    "file",
    ["programme.yaml", "municipalities.yaml", "adjacency.yaml", "uptake.yaml", "vendors.yaml"],
)
def test_a_key_is_told_with_what_it_hides(folder: Folder, file: str, place: str) -> None:
    folder.write(file, f"{folder.read(file)}{place}\n")
    assert file in said("validate", "--data", str(folder.path))
    said("plan", "--data", str(folder.path))


def test_a_name_is_told_by_the_files_that_lack_it(folder: Folder) -> None:
    folder.replace("municipalities.yaml", "name: Søby,", 'name: "S\\e[2J",')
    printed = said("validate", "--data", str(folder.path))
    assert "a backslash stands for the invisible character U+001B here" in printed


@pytest.mark.parametrize("column", ["signature", "0102", "2014-Q3", "Søby"])
@pytest.mark.parametrize("odd", [ESCAPE, "\u202e", "\u2028", COMMAND])
def test_a_cell_is_told_with_what_it_hides(folder: Folder, column: str, odd: str) -> None:
    folder.write("questionnaire.csv", folder.read("questionnaire.csv").replace(column, odd, 1))
    assert "questionnaire.csv:" in said("validate", "--data", str(folder.path))


def test_a_plan_and_draws_are_told_with_what_they_hide(folder: Folder) -> None:
    said("plan", "--write", "--data", str(folder.path), code=0)
    plan = folder.read("plan.yaml")
    for old, new in (("Nordby", '"N\\e[2J"'), ("programme:", '"p\\e[2J":'), ("total:", "\u202e:")):
        folder.write("plan.yaml", plan.replace(old, new, 1))
        assert "plan.yaml" in said("check", "--data", str(folder.path))
    folder.write("plan.yaml", plan)
    folder.write("robustness.jsonl", f'{{"schema": 1, "programme": "\\u001b[2J"}}\n{ESCAPE}\n')
    said("robustness", "--write", "--data", str(folder.path))


@pytest.mark.parametrize(
    "words",
    [
        ("explain", COMMAND),
        ("explain", "--all"),
        ("checklist", COMMAND),
        ("plan",),
        ("score",),
    ],
)
def test_no_line_of_markdown_is_a_command(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("FMKWAVE_DATA", str(folder.path))
    folder.replace("municipalities.yaml", "name: Nordby,", f"name: '{COMMAND}',")
    for file in ("adjacency.yaml", "vendors.yaml", "uptake.yaml", "questionnaire.csv"):
        folder.write(file, folder.read(file).replace("Nordby", f"'{COMMAND}'"))
    folder.write("questionnaire.csv", folder.read("questionnaire.csv").replace("'", ""))
    folder.write("published.csv", folder.read("published.csv").replace("Nordby", COMMAND))
    assert COMMAND in said(*words, "--format", "markdown", code=0)
