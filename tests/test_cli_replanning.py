"""`--freeze` and `--stability` on every command, and what `plan` says beside the plan announced."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from fmkwave.cli import app
from fmkwave.errors import StoppedError
from folders import PLAN, Folder

Run = Callable[..., Result]

NOTICES = """\
What if, not what the files say: 2014-Q2 frozen; stability = {points} (was 0.0).
Staying counts: each municipality that keeps the wave announced in plan.yaml earns {points} \
points, which decide with the total and are not in it.
Reconstructed inputs, not real answers: questionnaire.csv, uptake.yaml, vendors.yaml. Agreement \
with any published plan is by construction and proves nothing.
"""

MOVED = """\
Total       480.0 points
Staying     12.0 points, not in the total
Proof       optimal: no plan is worth more, with what staying earns
Unique      yes: every other plan is worth less
Links kept  1 of 4
Engine      sweep

Replanning
  2 of 6 municipalities announced in plan.yaml move, with 900 citizens:
  Municipality  Announced  Now     Citizens  Staying would cost
  Møborg        wave 2     wave 3       500                 1.0
  Øster-Holm    wave 3     wave 2       400                 1.0
  Staying earns 3.0 points each. The plan gives up nothing for that: no plan has
  a higher total. Nobody moves if staying earns 3.5 points each or more.
"""

KEPT = """\
Replanning
  Nobody moves: everybody stays in the wave announced in plan.yaml.
  Staying earns 4.0 points each. For that the plan gives up 7.0 points of its
  total, which would be 480.0 if staying earned nothing. Nobody moves if staying
  earns 3.5 points each or more.
"""

FIGURES = """\
  Total                          473.0   473.0
  Own points                     453.0   453.0
  Points of links                 20.0    20.0
  Staying, not in the total       24.0    24.0
"""

IMPOSSIBLE = """\
## Replanning

2 of 6 municipalities announced in plan.yaml move, with 900 citizens:

| Municipality | Announced | Now | Citizens |
| :-- | :-- | :-- | --: |
| Møborg | wave 2 | wave 3 | 500 |
| Øster-Holm | wave 3 | wave 2 | 400 |

No points for staying would keep everybody, since these limits do not allow it:

- Møborg is kept out of wave 2 (2014-Q3): 1 placed in 2014-Q3: Møborg
"""


@pytest.fixture
def run(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on the small folder, whose plan.yaml is not the best plan."""
    folder.write("plan.yaml", PLAN)
    monkeypatch.setenv("FMKWAVE_DATA", str(folder.path))

    def invoke(*arguments: object) -> Result:
        command = [str(argument) for argument in arguments]
        return CliRunner().invoke(app, command, env={"COLUMNS": "80"})

    return invoke


def test_who_moves_and_what_would_keep_everybody(run: Run) -> None:
    done = run("plan", "--stability", "3", "--freeze", "1", "--near", "0")
    assert done.exit_code == 0
    assert MOVED in done.stdout
    assert done.stdout.endswith(NOTICES.format(points="3.0"))


def test_the_points_given_up(run: Run) -> None:
    assert KEPT in run("plan", "--stability", "4").stdout


def test_a_frozen_wave_alone_earns_nothing(run: Run) -> None:
    shown = run("plan", "--freeze", "2014-Q2").stdout
    assert "Staying" not in shown
    assert "Nobody moves if staying earns 3.5 points each or more." in shown


def test_the_rules_that_the_announced_plan_breaks(run: Run) -> None:
    options = ("--forbid", "Møborg=2", "--format", "markdown")
    assert IMPOSSIBLE in run("plan", "--freeze", "1", *options).stdout


def test_without_either_nothing_is_said_of_it(run: Run) -> None:
    shown = run("plan").stdout
    assert "Replanning" not in shown
    assert "Staying" not in shown


def test_the_json(run: Run) -> None:
    told = json.loads(run("plan", "--stability", "3", "--losses", "--format", "json").stdout)
    assert (told["total"], told["stability"], told["bound"]) == (480.0, 12.0, 480.0)
    assert told["replanning"] == {
        "announced": 6,
        "moves": [
            {"code": "0430", "name": "Møborg", "from": 2, "to": 3, "loss_of_staying": 1.0},
            {"code": "0440", "name": "Øster-Holm", "from": 3, "to": 2, "loss_of_staying": 1.0},
        ],
        "citizens": 900,
        "stability": 3.0,
        "total_without": 480.0,
        "given_up": 0.0,
        "least_stability": 3.5,
        "barred_by": [],
    }


def test_a_what_if_beside_it_is_told_by_itself(run: Run) -> None:
    shown = run("plan", "--stability", "4", "--pin", "Møborg=3").stdout
    assert (
        "What the change does\n"
        "  The best plan is worth 480.0 points, +7.0 against 473.0 without the change.\n"
        "  What it earns by staying, which counts beside that, is 16.0 points, -8.0\n"
        "  against 24.0. Who moves:\n"
        "  - Møborg: wave 2 to wave 3\n"
        "  - Øster-Holm: wave 3 to wave 2\n"
    ) in shown


def test_the_verdict_says_what_the_announced_wave_earns(run: Run) -> None:
    shown = run("explain", "Møborg", "--stability", "4", "--format", "markdown")
    assert (
        "It was announced in wave 2, and keeping that earns 4.0 points, without which it would be "
        "in wave 3."
    ) in shown.stdout
    assert (
        "- Møborg in wave 3 (2014-Q4) costs 1.0 points (its own points -58.0, those of others "
        "+75.0, links -10.0, staying where announced -8.0): Øster-Holm moves to wave 2."
    ) in shown.stdout
    moved = run("explain", "Møborg", "--stability", "3", "--format", "markdown").stdout
    assert "It was announced in wave 2; staying there earns 3.0 points." in moved


def test_the_explanation_as_json(run: Run) -> None:
    told = json.loads(run("explain", "Møborg", "--stability", "4", "--format", "json").stdout)
    assert told["announced"] == {"wave": 2, "points": 4.0, "wave_without": 3}
    assert told["alternatives"][1]["gains"]["stability"] == -8.0


@pytest.mark.parametrize(
    "command", [["compare", "published", "best"], ["explain", "Søby"], ["map", "-o", "{}/m.svg"]]
)
def test_every_command_says_so(run: Run, folder: Folder, command: list[str]) -> None:
    arguments = [one.format(folder.path) for one in command]
    for line in folder.read("municipalities.yaml").splitlines():
        if line.startswith("  - {code"):
            tile = f"[{int(line[12:16]) % 7}, {int(line[12:16]) // 7 % 9}]"
            folder.replace("municipalities.yaml", line, f"{line[:-1]}, tile: {tile}}}")
    done = run(*arguments, "--stability", "4", "--freeze", "1")
    assert NOTICES.format(points="4.0").splitlines()[0] in done.output


def test_best_is_the_plan_beside_the_one_announced(run: Run) -> None:
    done = run("compare", "committed", "best", "--stability", "4")
    assert done.exit_code == 0
    assert FIGURES in done.stdout
    assert run("compare", "committed", "best").exit_code == 1


def test_a_total_is_the_same_with_and_without_what_staying_earns(run: Run) -> None:
    done = run("compare", "--stability", "4", "--set", "Søby.budget=yes")
    assert "Total without the change       473.0   473.0" in done.stdout
    told = json.loads(run("compare", "--stability", "4", "--format", "json").stdout)
    assert (told["to"]["total"], told["to"]["stability"]) == (473.0, 24.0)
    assert told["to"]["total_without_change"] is None


def test_check_knows_both(run: Run) -> None:
    assert run("plan", "--write").exit_code == 0
    assert run("check", "--stability", "4", "--freeze", "2014-Q2").exit_code == 0


def test_what_is_asked_is_not_written(run: Run, folder: Folder) -> None:
    done = run("plan", "--write", "--freeze", "2", "--freeze", "1", "--stability", "2.5")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == (
        "plan.yaml holds what the files say: put `frozen: [2014-Q2, 2014-Q3]`, `stability: 2.5` "
        "into programme.yaml first."
    )
    assert folder.read("plan.yaml") == PLAN


def test_what_the_programme_says_already_is_written(run: Run, folder: Folder) -> None:
    folder.replace("programme.yaml", "frozen: []", "frozen: [2014-Q2]\nstability: 4")
    options = ("--freeze", "2014-Q2", "--stability", "4.0")
    assert run("plan", "--write", *options).exit_code == 0
    assert run("check").exit_code == 0
    assert "total: 473.0" in folder.read("plan.yaml")
    shown = run("plan", "--stability", "0").stdout
    assert "stability = 0.0 (was 4.0)" in shown
    assert "Staying earns" not in shown


@pytest.mark.parametrize("options", [["--freeze", "1"], ["--stability", "2"]])
def test_without_a_plan_nothing_was_announced(run: Run, folder: Folder, options: list[str]) -> None:
    (folder.path / "plan.yaml").unlink()
    done = run("plan", *options)
    assert (done.exit_code, done.stdout) == (2, "")
    command = f"fmkwave plan --write --data {folder.path}"
    assert f"plan.yaml: the file is missing; `{command}` writes it" in done.stderr
    assert run("plan", "--stability", "0").exit_code == 0


STOPPED = "Stopped before it was known what the plan keeps of the one announced."


def test_stopped_the_plan_is_told_without_what_it_gives_up(run: Run) -> None:
    done = run("plan", "--stability", "2", "--engine", "milp", "--time-limit", "0")
    assert done.exit_code == 0
    assert "Replanning" not in done.stdout
    assert done.stdout.endswith(f"{STOPPED}\n")


def test_stopped_after_the_plan_was_made_it_is_told_as_well(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_arguments: object, **_options: object) -> None:
        raise StoppedError

    monkeypatch.setattr("fmkwave.replanning.replanning", stopped)
    done = run("plan", "--stability", "2", "--format", "json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (told["proof"], told["notices"][-1]) == ("optimal", STOPPED)
    assert "replanning" not in told


def test_points_that_are_none_are_refused_whether_there_is_a_plan_or_not(
    run: Run, folder: Folder
) -> None:
    (folder.path / "plan.yaml").unlink()
    assert run("plan", "--stability", "0.0").exit_code == 0
    done = run("plan", "--stability", "-1")
    assert done.exit_code == 2
    assert done.stderr.endswith(
        "--stability -1: The points are a number from 0 to 1000000, but this is '-1'.\n"
    )


@pytest.mark.parametrize("options", [["--stability", "4"], ["--freeze", "2"], ["--pin", "Søby=1"]])
def test_an_explanation_says_that_its_commands_need_the_same_options(
    run: Run, options: list[str]
) -> None:
    said = "give the commands below the same options."
    assert run("explain", "Møborg", *options, "--format", "markdown").stdout.count(said) == 1
    assert said not in run("explain", "Møborg", "--format", "markdown").stdout


def test_the_sheets(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    assert run("plan", "--stability", "3", "--losses", "-o", path).exit_code == 0
    book = load_workbook(path)
    assert list(book["Replanning"].values) == [
        ("Code", "Municipality", "Announced", "Now", "Citizens", "Region", "Staying would cost"),
        ("0430", "Møborg", 2, 3, 500, "Vestland", 1),
        ("0440", "Øster-Holm", 3, 2, 400, "Vestland", 1),
    ]
    about = list(book["About"].values)
    for row in (
        ("Staying", 12, "points, not in the total"),
        ("Given up for staying", 0, "points"),
        ("Nobody moves from", 3.5, "points each for staying"),
    ):
        assert row in about
