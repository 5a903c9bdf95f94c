"""`fmkwave check`, and what CI is told of faults: what is printed where, and the exit codes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

import fmkwave.planner
from fmkwave.cli import app
from folders import Folder

Run = Callable[..., Result]

NOTICE = (
    "Reconstructed inputs, not real answers: questionnaire.csv, uptake.yaml, vendors.yaml. "
    "Agreement with any published plan is by construction and proves nothing."
)

DIFFERENT = """\
What changed
  questionnaire.csv:7: Vestrup: budget yes → no
  questionnaire.csv:7: Vestrup: signature underway → no
  questionnaire.csv:7: Vestrup: wish 2014-Q3 → none
  questionnaire.csv:8: Møborg: resources underway → yes
  questionnaire.csv:8: Møborg: signature no → yes
  questionnaire.csv:8: Møborg: wish none → 2014-Q3

Who would move
  plan.yaml:37: Møborg: committed wave 3 (2014-Q4), inputs say wave 2 (2014-Q3)
  plan.yaml:31: Vestrup: committed wave 2 (2014-Q3), inputs say wave 3 (2014-Q4)

What else differs
  plan.yaml:6: 'total' is 480.0, the inputs give 489.0

Different: 6 changes, 2 moves, 1 other difference
`fmkwave plan --write` makes the plan what the inputs say.
"""


@pytest.fixture
def run(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command beside the small folder's files; its plan.yaml is there."""
    monkeypatch.setenv("FMKWAVE_DATA", str(folder.path))
    monkeypatch.chdir(folder.path)

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    invoke("plan", "--write")
    return invoke


def change(folder: Folder) -> None:
    """Give two municipalities answers that make them change places."""
    folder.replace("questionnaire.csv", "Vestrup,underway,yes,no,2014-Q3", "Vestrup,no,no,no,")
    folder.replace("questionnaire.csv", "Møborg,no,yes,underway,", "Møborg,yes,yes,yes,2014-Q3")


def spoil(folder: Folder) -> None:
    """Put a fault into two input files and the plan."""
    folder.replace("questionnaire.csv", "0102,Søby,yes", "0102,Søby,maybe")
    folder.replace("uptake.yaml", "Ålev: 1", "Ålev: 2")
    folder.replace("plan.yaml", "total: 480.0", "total: much")


def test_the_plan_just_written(run: Run, folder: Folder) -> None:
    done = run("check")
    assert (done.exit_code, done.stdout) == (0, "Identical: the inputs give the committed plan.\n")
    assert done.stderr == (
        f"Inputs: {folder.path}\n"
        f"Compared with the inputs: nothing changed, no rule is broken.\n{NOTICE}\n"
    )


def test_what_changed_and_who_would_move(run: Run, folder: Folder) -> None:
    change(folder)
    done = run("check")
    assert (done.exit_code, done.stdout) == (1, DIFFERENT)
    found = json.loads(run("check", "--format", "json").stdout)
    assert found["moves"][0] == {"code": "0430", "name": "Møborg", "from": 3, "to": 2}
    assert found["changes"][5] == {
        "file": "questionnaire.csv",
        "line": 8,
        "part": "0430",
        "text": "Møborg: wish none → 2014-Q3",
        "field": "wished_quarter",
        "before": None,
        "after": "2014-Q3",
    }


def test_any_plan_can_be_checked(run: Run, folder: Folder) -> None:
    elsewhere = folder.path / "plans" / "elsewhere.yaml"
    elsewhere.parent.mkdir()
    (folder.path / "plan.yaml").rename(elsewhere)
    assert run("check", elsewhere).exit_code == 0
    assert run("check").exit_code == 2
    text = elsewhere.read_text(encoding="utf-8")
    elsewhere.write_text(text.replace("total: 480.0", "total: 481.0"), encoding="utf-8")
    assert run("check", elsewhere, "--format", "github").stdout.startswith(
        "::error file=plans/elsewhere.yaml,line=6,title=Plan differs::plans/elsewhere.yaml:6: "
    )
    elsewhere.write_text(text.replace("schema: 3", "schema: 99"), encoding="utf-8")
    assert run("check", elsewhere).exit_code == 2


@pytest.mark.parametrize("suffix", [".json", ".sarif", ".xml", ".txt"])
def test_a_suffix_stands_for_a_form(run: Run, folder: Folder, suffix: str) -> None:
    change(folder)
    done = run("check", "-o", f"found{suffix}")
    written = folder.read(f"found{suffix}")
    form = {".json": "json", ".sarif": "sarif", ".xml": "junit", ".txt": "table"}[suffix]
    assert (done.exit_code, done.stdout) == (1, "")
    assert written == run("check", "--format", form).stdout


def test_a_form_that_a_suffix_stands_for_may_be_another_command_s(run: Run) -> None:
    done = run("validate", "-o", "faults.sarif")
    assert done.exit_code == 2
    assert done.stderr == (
        "This command does not write sarif, which .sarif stands for; "
        "name another form with --format: table, json, github.\n"
    )


# --- Why nothing was checked ----------------------------------------------------------------------


def test_faults_of_inputs_and_plan_come_in_one_run(run: Run, folder: Folder) -> None:
    spoil(folder)
    done = run("check")
    assert (done.exit_code, done.stdout) == (2, "")
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == [
        *("Inputs", "plan.yaml:6", "questionnaire.csv:5", "uptake.yaml:6"),
        "3 faults, no warnings",
    ]


@pytest.mark.parametrize("command", ["check", "plan", "score", "explain"])
def test_warnings_come_with_the_faults(run: Run, folder: Folder, command: str) -> None:
    folder.replace("questionnaire.csv", "0102,Søby,yes", "0102,Søby,maybe")
    (folder.path / "vendors.yaml").unlink()
    done = run(command, *(["Nordby"] if command == "explain" else []))
    assert (done.exit_code, done.stdout) == (2, "")
    found = done.stderr.splitlines()[1:]
    assert found[0].startswith("questionnaire.csv:5: unknown answer 'maybe'")
    assert found[1].startswith("vendors.yaml: warning: there is no such file")
    assert found[2:] == ["1 fault, 1 warning"]


def test_files_for_ci_tell_the_warnings_beside_the_faults(run: Run, folder: Folder) -> None:
    folder.replace("questionnaire.csv", "0102,Søby,yes", "0102,Søby,maybe")
    (folder.path / "vendors.yaml").unlink()
    levels = [line.split(" ")[0] for line in run("check", "--format", "github").stdout.splitlines()]
    assert levels == ["::error", "::warning"]
    # A warning is no failed test.
    assert 'tests="1" failures="0" errors="1"' in run("check", "--format", "junit").stdout


def test_faults_as_workflow_commands_are_said_once(run: Run, folder: Folder) -> None:
    spoil(folder)
    done = run("check", "--format", "github")
    assert done.exit_code == 2
    assert done.stderr == f"Inputs: {folder.path}\n"
    assert done.stdout == (
        "::error file=plan.yaml,line=6,title=Faulty input::"
        "plan.yaml:6: 'total' is 'much', but a number is expected\n"
        "::error file=questionnaire.csv,line=5,title=Faulty input::"
        "questionnaire.csv:5: unknown answer 'maybe' to signature (allowed: yes, underway, no, ja, "
        "under etablering, planlagt, nej, ved ikke)\n"
        "::error file=uptake.yaml,line=6,title=Faulty input::uptake.yaml:6: a share lies between "
        "0 and 1, but this is 2 (2 %25 is written 0.02)\n"
    )


def test_validate_tells_of_faults_as_workflow_commands_too(run: Run, folder: Folder) -> None:
    spoil(folder)
    done = run("validate", "--format", "github")
    assert done.exit_code == 2
    assert [line.split("::")[1] for line in done.stdout.splitlines()[:-1]] == [
        "error file=plan.yaml,line=6,title=Faulty input",
        "error file=questionnaire.csv,line=5,title=Faulty input",
        "error file=uptake.yaml,line=6,title=Faulty input",
    ]
    assert done.stdout.endswith("\n3 faults, no warnings\n")


@pytest.mark.parametrize("name", ["found.sarif", "found.xml", "found.txt"])
def test_a_file_for_ci_tells_of_faults_and_so_does_stderr(
    run: Run, folder: Folder, name: str
) -> None:
    spoil(folder)
    form = ["--format", "github"] if name.endswith("txt") else []
    done = run("check", "-o", name, *form)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'total' is 'much'" in folder.read(name)
    assert "plan.yaml:6: 'total' is 'much', but a number is expected\n" in done.stderr
    assert done.stderr.endswith("3 faults, no warnings\n")


def test_where_no_plan_exists_all_else_is_told(run: Run, folder: Folder) -> None:
    folder.replace("vendors.yaml", "{2014-Q2: 2, 2014-Q3: 2}", "{2014-Q2: 1, 2014-Q3: 0}")
    done = run("check")
    assert done.exit_code == 1
    assert done.stdout.startswith("No plan exists: these limits cannot hold together\n  wave 1 ")
    assert "  vendors.yaml:4: Vendor A: go-lives in 2014-Q3: 2 → 0\n" in done.stdout
    assert NOTICE in done.stderr
    root = ElementTree.fromstring(run("check", "--format", "junit").stdout)
    assert root.get("failures") == "3"


def test_a_plan_that_keeps_no_values(run: Run, folder: Folder) -> None:
    text = folder.read("plan.yaml").replace("schema: 3", "schema: 2")
    folder.write("plan.yaml", re.sub("# The values.*?(?=# The first)", "", text, flags=re.DOTALL))
    assert "The plan keeps no values" not in run("check").stderr
    change(folder)
    done = run("check")
    assert "questionnaire.csv:7: Vestrup changed since the plan was made\n" in done.stdout
    assert (
        "The plan keeps no values, so it is not known what they were; "
        "`fmkwave plan --write` keeps them.\n"
    ) in done.stderr


@pytest.fixture
def stopped(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command whose plan is as good as it gets before it is proven."""
    real = fmkwave.planner.make_plan

    def make_plan(*arguments: object, **options: object) -> object:
        made = real(*arguments, **options)  # type: ignore[arg-type]
        return made.model_copy(update={"proof": "within gap", "bound": made.bound + 5000})

    monkeypatch.setattr(fmkwave.planner, "make_plan", make_plan)
    return run


def test_a_check_that_was_stopped_before_it_found_anything(stopped: Run) -> None:
    done = stopped("check")
    verdict = (
        "Not settled: no input changed and no rule is broken, but it was stopped before the "
        "best plan was proven.\n"
    )
    assert (done.exit_code, done.stdout) == (2, verdict)
    told = stopped("check", "--format", "github")
    assert (told.exit_code, told.stdout) == (
        2,
        f"::error file=plan.yaml,title=Could not check::plan.yaml: {verdict}",
    )
    root = ElementTree.fromstring(stopped("check", "--format", "junit").stdout)
    assert (root.get("failures"), root.get("errors")) == ("0", "1")
    found = json.loads(stopped("check", "--format", "json").stdout)
    assert (found["identical"], found["stopped"], found["gap"]) == (False, True, None)


def test_a_check_that_was_stopped_tells_what_it_found(stopped: Run, folder: Folder) -> None:
    folder.replace("questionnaire.csv", "Ålev,no,no,yes", "Ålev,no,no,no")
    folder.replace("programme.yaml", "{min: 1, max: 3}", "{min: 1, max: 1}")
    folder.replace("programme.yaml", "2014-Q4, size: 2", "2014-Q4, size: {min: 2, max: 4}")
    done = stopped("check", "--time-limit", "60")
    assert done.exit_code == 1
    assert (
        done.stdout
        == """\
What changed
  programme.yaml:6: wave 2: size 1-3 → 1
  programme.yaml:7: wave 3: size 2 → 2-4
  questionnaire.csv:6: Ålev: resources yes → no

Broken rules
  plan.yaml:27: wave 2 (2014-Q3) takes 1 municipality; 2 placed in 2014-Q3: Vestrup, Øster-Holm

Different: 3 changes, 1 broken rule; stopped before it was known who moves
`fmkwave plan --write` makes the plan what the inputs say.
"""
    )
    assert "Compared with the inputs: 3 changes, 1 broken rule.\n" in done.stderr


@pytest.mark.parametrize("form", ["table", "github"])
def test_a_plan_proven_within_a_gap_is_what_it_says(
    stopped: Run, folder: Folder, form: str
) -> None:
    folder.replace("plan.yaml", "bound: 480.0\nproof: optimal", "bound: 483.5\nproof: within gap")
    folder.replace("plan.yaml", "unique: true", "unique: null")
    done = stopped("check", "--format", form)
    assert (done.exit_code, done.stdout) == (
        0,
        "No input changed and no rule is broken. The plan itself says that at most 3.5 points are "
        "left to gain; stopped before that was confirmed.\n",
    )
    found = json.loads(stopped("check", "--format", "json").stdout)
    assert (found["stopped"], found["gap"], found["confirmed"]) == (True, 3.5, False)


def test_a_check_without_time_tells_what_needs_none(run: Run, folder: Folder) -> None:
    change(folder)
    done = run("check", "--time-limit", "0")
    assert done.exit_code == 1
    assert "  questionnaire.csv:8: Møborg: wish none → 2014-Q3\n" in done.stdout


def test_another_folder_that_does_not_exist(run: Run) -> None:
    done = run("check", "--data", "nowhere", "--format", "github")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "The data folder nowhere does not exist.\n"


@pytest.mark.parametrize("length", [0, 100, 700, 1500, 2500, 4000])
def test_a_plan_that_was_cut_short_is_no_traceback(run: Run, folder: Folder, length: int) -> None:
    path = Path("plan.yaml")
    path.write_bytes(path.read_bytes()[:length])
    done = run("check")
    assert done.exit_code in (1, 2)
    assert "plan.yaml" in done.output
    assert "report it" not in done.output
