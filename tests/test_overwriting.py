"""No result replaces what a command reads, however its path is spelt."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fmkwave.cli import app
from folders import Folder
from squares import squares

Run = Callable[..., Result]


@pytest.fixture
def run(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in the small folder, which holds a plan."""
    monkeypatch.chdir(folder.path)
    monkeypatch.setenv("FMKWAVE_DATA", ".")

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    assert invoke("plan", "--write").exit_code == 0
    return invoke


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def refused(run: Run, folder: Folder, *arguments: object) -> str:
    """What a refusal says; no file is another than before."""
    before = contents(folder.path)
    done = run(*arguments)
    assert done.exit_code == 2, done.output
    assert contents(folder.path) == before
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (("plan", "--format", "csv"), "municipalities.yaml"),
        (("score",), "questionnaire.csv"),
        (("compare", "plan.yaml", "best"), "published.csv"),
        (("explain", "Nordby", "--format", "json"), "vendors.yaml"),
        (("map", "--format", "svg"), "uptake.yaml"),
        (("timeline", "--format", "json"), "programme.yaml"),
        (("checklist", "Nordby", "--format", "json"), "adjacency.yaml"),
        (("robustness", "--draws", "1", "--format", "json"), "programme.yaml"),
        (("check", "--format", "json"), "programme.yaml"),
        (("validate", "--format", "json"), "programme.yaml"),
    ],
)
def test_a_file_of_the_folder_is_not_replaced(
    arguments: tuple[str, ...], output: str, run: Run, folder: Folder
) -> None:
    said = refused(run, folder, *arguments, "-o", output)
    assert said == f"{output} is one of the files read; name another file to write."


@pytest.mark.parametrize("output", ["plan.yaml", "PLAN.yaml", "./plan.yaml", "robustness.jsonl"])
def test_what_commands_make_is_written_by_them_alone(output: str, run: Run, folder: Folder) -> None:
    (folder.path / "plan.yaml").unlink()
    said = refused(run, folder, "plan", "--set", "weights.wish=3", "--format", "yaml", "-o", output)
    command = "robustness" if output == "robustness.jsonl" else "plan"
    name = Path(output)
    assert said == f"{name} is written by `fmkwave {command} --write` alone; name another file."


@pytest.mark.parametrize(
    "output", ["questionnaire.xlsx", "published.csv", "Uptake.yaml", "schemas/new.schema.json"]
)
def test_no_result_becomes_an_input(output: str, run: Run, folder: Folder) -> None:
    (folder.path / "published.csv").unlink()
    (folder.path / "uptake.yaml").rename(folder.path / "away")
    (folder.path / "schemas").mkdir()
    said = refused(run, folder, "plan", "--format", "csv", "-o", output)
    assert said == f"{output} is a file of the inputs; name another file to write."


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="links as Unix has them")
def test_links_are_the_file_that_they_lead_to(run: Run, folder: Folder) -> None:
    link, other, plan = (folder.path / name for name in ("link.csv", "hard.csv", "plan.csv"))
    link.symlink_to("questionnaire.csv")
    other.hardlink_to(folder.path / "questionnaire.csv")
    plan.symlink_to("plan.yaml")
    for path in (link, other):
        said = refused(run, folder, "score", "-o", path)
        assert said == f"{path} is one of the files read; name another file to write."
    assert "`fmkwave plan --write` alone" in refused(run, folder, "score", "-o", plan)


def test_a_plan_that_is_compared_is_not_replaced(run: Run, folder: Folder) -> None:
    run("plan", "-o", "mine.csv")
    said = refused(run, folder, "compare", "mine.csv", "best", "-o", "mine.csv")
    assert said == "mine.csv is one of the files read; name another file to write."


def test_outlines_are_not_replaced(run: Run, folder: Folder) -> None:
    pytest.importorskip("shapely")
    outlines = folder.path / "outlines.geojson"
    outlines.write_text(json.dumps(squares()), "utf-8")
    said = refused(run, folder, "map", "--outlines", outlines, "-o", outlines)
    assert said == f"{outlines} is one of the files read; name another file to write."


def test_no_file_of_a_folder_of_results_is_one_that_was_read(run: Run, folder: Folder) -> None:
    letters = folder.path / "letters"
    letters.mkdir()
    (letters / "0102-Søby.md").symlink_to("../vendors.yaml")
    said = refused(run, folder, "explain", "--all", "-o", letters)
    assert (
        said == f"{letters / '0102-Søby.md'} is one of the files read; name another file to write."
    )


def test_other_files_are_replaced_again_and_again(run: Run, folder: Folder) -> None:
    for _time in range(2):
        assert run("plan", "-o", "mine.csv").exit_code == 0
        assert run("compare", "mine.csv", "best").exit_code == 0
    assert run("plan", "--write", "-o", "mine.csv").exit_code == 0


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="links as Unix has them")
@pytest.mark.parametrize("arguments", [("plan",), ("explain", "--all")])
def test_no_result_goes_to_a_link_that_leads_back_to_itself(
    arguments: tuple[str, ...], run: Run, folder: Folder
) -> None:
    (folder.path / "loop").symlink_to("loop")
    said = refused(run, folder, *arguments, "-o", "loop")
    assert said == "loop: Too many levels of symbolic links"


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="links as Unix has them")
def test_no_plan_goes_to_a_link_that_leads_back_to_itself(run: Run, folder: Folder) -> None:
    plan = folder.path / "plan.yaml"
    plan.unlink()
    plan.symlink_to("plan.yaml")
    assert refused(run, folder, "plan", "--write") == "plan.yaml: Too many levels of symbolic links"
    assert plan.is_symlink()
