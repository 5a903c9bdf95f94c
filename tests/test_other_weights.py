"""What `fmkwave explain` and `fmkwave report` tell of draws of the weights, where there are any."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from fmkwave.cli import app
from fmkwave.explanation import Explanation, explain_all
from fmkwave.inputs import load_inputs
from fmkwave.model.robustness import Acceptability, Figure, Robustness, Sampling
from fmkwave.planner import make_plan
from fmkwave.render import explaining, pagetext
from folders import Folder

OUTDATED = (
    "The draws in robustness.jsonl are of other inputs; "
    "`fmkwave robustness --write --data {folder}` makes new ones.\n"
)

FIGURES = (
    Figure(group="answers", name="underway"),
    Figure(group="readiness", name="budget"),
    Figure(group="wish", name="wish"),
    Figure(group="links", name="land"),
    Figure(group="links", name="ferry"),
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments], env={"COLUMNS": "80"})


@pytest.fixture
def drawn(folder: Folder) -> Folder:
    """The small folder with a few draws."""
    data = str(folder.path)
    done = run("robustness", "--data", data, "--draws", "25", "--jobs", "1", "--write")
    assert done.exit_code == 0, done.stderr
    return folder


def explained(folder: Folder, *counts: int, draws: int = 1000) -> str:
    """What is told of Møborg, which the plan has in wave 3, when it took the waves so often."""
    inputs = load_inputs(folder.path)
    plan = make_plan(inputs)
    (told,) = explain_all(inputs, plan, ["0430"])
    return section(told.with_draws(found(told, counts, draws)))


def found(told: Explanation, counts: tuple[int, ...], draws: int) -> Robustness:
    means = (
        (810, 31_000, 24_000, 11_000, 6_040),
        (820, 30_000, 12_000, 22_000, 6_960),
        (830, 29_000, 36_000, 11_500, 6_000),
    )
    central = tuple(one if count else None for one, count in zip(means, counts, strict=True))
    row = Acceptability(code=told.code, name=told.name, wave=3, counts=counts, central=central)
    return Robustness(
        programme=told.programme,
        sampling=Sampling(),
        draws=draws,
        asked=draws,
        quarters=told.quarters,
        figures=FIGURES,
        given=(800, 30_000, 25_000, 10_000, 5_000),
        rows=(row,),
        same=0,
        agreement=0.5,
        best=0,
        regret=0,
        worst_regret=0,
        influences=(),
        inputs={},
    )


def section(told: Explanation) -> str:
    """The section about other weights, as a screen shows it."""
    (one,) = (s for s in explaining.page(told).sections if s.heading == "Under other weights")
    return "\n".join(line.plain.rstrip() for line in pagetext.section(one, 80)) + "\n"


def test_a_wave_that_is_not_sure(folder: Folder) -> None:
    assert (
        explained(folder, 30, 220, 750)
        == """\
Under other weights
  It takes wave 3 (2014-Q4) in 75% of 1,000 draws of the weights, wave 1 in 3%
  and wave 2 in 22%. The weights drawn have the sum of those written down and
  keep the order of importance where programme.yaml gives one; all such weights
  are equally likely.
  The weights that differ most between the draws with each wave, on average:
  Weight                     As written  Mean drawn  Wave 2  Wave 3
  each period from the wish        25.0        30.4    12.0    36.0
  link kept: land                  10.0        13.8    22.0    11.5
  link kept: ferry                  5.0         6.2     7.0     6.0
"""
    )


def test_a_wave_that_is_sure(folder: Folder) -> None:
    text = explained(folder, 0, 0, 1000)
    assert "It takes wave 3 (2014-Q4) in all of 1,000 draws of the weights." in text
    assert "differ most" not in text


def test_a_wave_that_it_never_takes_under_other_weights(folder: Folder) -> None:
    text = explained(folder, 400, 600, 0)
    assert "in 0% of 1,000 draws of the weights, wave 1 in 40%\n  and wave 2 in 60%." in text
    assert "Weight                     As written  Mean drawn  Wave 1  Wave 2\n" in text


def test_means_of_few_draws_are_not_shown(folder: Folder) -> None:
    assert "differ most" not in explained(folder, 0, 19, 81, draws=100)
    assert "differ most" in explained(folder, 0, 20, 80, draws=100)


def test_explain_tells_what_the_draws_in_the_folder_say(drawn: Folder) -> None:
    done = run("explain", "Nordby", "--data", str(drawn.path))
    assert "It takes wave 1 (2014-Q2) in all of 25 draws of the weights." in done.stdout
    as_json = run("explain", "Nordby", "--data", str(drawn.path), "--format", "json")
    told = json.loads(as_json.stdout)["robustness"]
    assert (told["seed"], told["draws"]) == (1, 25)
    assert [one["draws"] for one in told["waves"]] == [25, 0, 0]
    assert [len(one["central"] or ()) for one in told["waves"]] == [len(told["figures"]), 0, 0]


def test_a_spreadsheet_has_a_sheet_of_them(drawn: Folder) -> None:
    path = drawn.path / "all.xlsx"
    assert run("explain", "--all", "--data", str(drawn.path), "-o", str(path)).exit_code == 0
    rows = [*load_workbook(path)["Under other weights"].values]
    assert rows[0] == ("Code", "Municipality", "Stands in", "Wave 1", "Wave 2", "Wave 3")
    assert ("0101", "Nordby", 1, 1, 0, 0) in rows


def test_the_report_has_a_chapter_on_them(drawn: Folder) -> None:
    page = run("report", "--data", str(drawn.path)).stdout
    assert '<section id="_weights"' in page
    assert page.count('class="strip"') == 3
    assert '<a href="#_weights">Other weights</a>' in page
    assert page.count("draws of the weights") == 6


def test_of_a_single_draw_nothing_tells_which_weight_matters(
    folder: Folder, tmp_path: Path
) -> None:
    sheet, path = tmp_path / "one.xlsx", str(folder.path)
    one = ["robustness", "--data", path, "--draws", "1", "--jobs", "1"]
    assert "Which weight matters most" not in run(*one, "--write").stdout
    run(*one, "-o", str(sheet))
    assert "Which weight matters most" not in load_workbook(sheet).sheetnames
    page = run("report", "--data", path).stdout
    assert '<section id="_weights"' in page
    assert "Which weight matters most" not in page


def test_without_draws_nothing_is_said(folder: Folder) -> None:
    told = run("explain", "--all", "--data", str(folder.path))
    page = run("report", "--data", str(folder.path))
    as_json = run("explain", "Nordby", "--data", str(folder.path), "--format", "json")
    for said in (told.output, page.output, as_json.output):
        assert "draws of" not in said
        assert "robustness" not in said
    assert "weights-title" not in page.stdout


@pytest.mark.parametrize("command", [["explain", "Nordby"], ["report"]])
def test_draws_of_other_inputs_are_told_of_and_not_used(drawn: Folder, command: list[str]) -> None:
    drawn.replace("uptake.yaml", "Søby: 0.25", "Søby: 0.5")
    done = run(*command, "--data", str(drawn.path))
    assert done.exit_code == 0
    assert OUTDATED.format(folder=drawn.path) in done.stderr
    assert "draws of the weights" not in done.stdout


@pytest.mark.parametrize("command", [["explain", "Nordby"], ["report"]])
def test_a_what_if_has_no_draws(drawn: Folder, command: list[str]) -> None:
    done = run(*command, "--data", str(drawn.path), "--set", "weights.budget=31")
    assert done.exit_code == 0
    assert "draws of" not in done.output
    assert "robustness" not in done.output


def test_a_faulty_file_is_told_of(drawn: Folder) -> None:
    path = Path(drawn.path / "robustness.jsonl")
    path.write_text(path.read_text("utf-8").replace('"number":3,', '"number":"x",'), "utf-8")
    done = run("explain", "Nordby", "--data", str(drawn.path))
    assert done.exit_code == 2
    assert "robustness.jsonl:5: " in done.stderr
