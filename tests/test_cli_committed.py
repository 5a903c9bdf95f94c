"""What the commands say of plan.yaml where it is not the plan shown, and how they show it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import fmkwave.planner
from fmkwave.cli import app
from fmkwave.model import Inputs, Plan, Proof
from fmkwave.objective import total
from folders import Folder, with_tiles

Run = Callable[..., Result]

HEAD = "Not the committed plan: Møborg and Vestrup move; `fmkwave check` says why."
SHOWN = (
    "The committed plan, worth 401.0 points under the inputs of today: 88.0 less than the best "
    "plan, in which Møborg and Vestrup move."
)
TABLES = [("plan",), ("explain", "Vestrup"), ("timeline",), ("map",)]


@pytest.fixture
def run(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command beside the files; two answers changed since plan.yaml was written."""
    monkeypatch.setenv("FMKWAVE_DATA", str(folder.path))
    monkeypatch.chdir(folder.path)

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    with_tiles(folder)
    invoke("plan", "--write")
    folder.replace("questionnaire.csv", "Vestrup,underway,yes,no,2014-Q3", "Vestrup,no,no,no,")
    folder.replace("questionnaire.csv", "Møborg,no,yes,underway,", "Møborg,yes,yes,yes,2014-Q3")
    return invoke


def third_line(done: Result) -> str:
    return done.stdout.splitlines()[2]


@pytest.mark.parametrize("command", TABLES)
def test_whoever_moves_stands_below_the_title(run: Run, command: tuple[str, ...]) -> None:
    assert third_line(run(*command)) == HEAD
    assert third_line(run(*command, "--best")) == HEAD


@pytest.mark.parametrize("command", [*TABLES, ("checklist", "Vestrup")])
def test_nothing_is_said_of_the_committed_plan_itself(run: Run, command: tuple[str, ...]) -> None:
    run("plan", "--write")
    for option in ("--best", "--committed"):
        assert "committed plan:" not in run(*command, option).output
        assert "Not the committed" not in run(*command, option).output


@pytest.mark.parametrize("command", TABLES)
def test_without_plan_yaml_nothing_is_said(
    run: Run, folder: Folder, command: tuple[str, ...]
) -> None:
    (folder.path / "plan.yaml").unlink()
    done = run(*command)
    assert (done.exit_code, "ommitted" in done.output) == (0, False)


@pytest.mark.parametrize("command", [("plan",), ("explain", "Vestrup"), ("timeline",)])
def test_markdown_says_it_below_the_title(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command, "--format", "markdown")
    assert third_line(done) == f"> **{HEAD}**"


@pytest.mark.parametrize("name", ["map.svg", "plan.svg"])
def test_pictures_say_it(run: Run, folder: Folder, name: str) -> None:
    run("map" if name == "map.svg" else "timeline", "-o", name)
    assert "Not the committed plan: Møborg and Vestrup move" in folder.read(name)


@pytest.mark.parametrize(
    "command",
    [("plan",), ("explain", "Vestrup"), ("timeline",), ("checklist", "Vestrup", "--best")],
)
def test_programs_are_told_by_key(run: Run, command: tuple[str, ...]) -> None:
    found = json.loads(run(*command, "--format", "json").stdout)
    assert found["committed"]["shown"] is False
    assert found["committed"]["same"] is False
    assert found["committed"]["moves"] == [
        {"code": "0430", "name": "Møborg", "from": 3, "to": 2},
        {"code": "0420", "name": "Vestrup", "from": 2, "to": 3},
    ]
    assert "fmkwave" not in json.dumps(found["notices"])


def test_the_report_says_it_at_its_top(run: Run, folder: Folder) -> None:
    run("report", "-o", "plan.html")
    assert f'</h1>\n<p class="notice">{HEAD}</p>' in folder.read("plan.html")
    run("report", "-o", "plan.html", "--committed")
    text = folder.read("plan.html")
    assert f'</h1>\n<p class="notice">{SHOWN}</p>' in text
    assert "Vestrup (0420), Vestland: committed to wave 2, 2014-Q3" in text


@pytest.mark.parametrize("command", TABLES)
def test_the_committed_plan_is_shown_with_its_price(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command, "--committed")
    assert done.exit_code == 0
    assert third_line(done) == SHOWN


def test_the_committed_plan_beside_the_best(run: Run) -> None:
    text = run("plan", "--committed", "--losses").stdout
    assert "Total       401.0 points\nBest plan   489.0 points, +88.0\nLinks kept" in text
    assert "Proof" not in text
    row = next(line for line in text.splitlines() if line.strip().startswith("Vestrup  "))
    assert row.split() == ["Vestrup", "no", "plan", "here,", "36.0", "0.0"]
    found = json.loads(run("plan", "--committed", "--format", "json").stdout)
    assert (found["total"], found["bound"], found["proof"]) == (401.0, 489.0, "within gap")
    assert found["committed"]["loss"] == 88.0


def test_an_explanation_keeps_the_two_plans_apart(run: Run) -> None:
    text = " ".join(run("explain", "Vestrup", "--committed").stdout.split())
    assert text.startswith("Vestrup (0420), Vestland: committed to wave 2, 2014-Q3 ")
    assert (
        "The committed plan has it in wave 2 (2014-Q3), where its own points are 29.0. That costs "
        "36.0 points: so much less is the best plan with it there worth. All below is of the best "
        "plan. In the best plan: Vestrup is in wave 3 (2014-Q4)"
    ) in text
    for heading in ("Its own points", "Its wish and its vendor", "Its neighbours", "What binds"):
        assert f" {heading} (in the best plan) " in text
    danish = " ".join(run("explain", "Vestrup", "--committed", "--lang", "da").stdout.split())
    assert "Alt nedenfor gælder den bedste plan. I den bedste plan: Vestrup " in danish
    assert danish.count(" (i den bedste plan) ") == 6
    assert "in the best plan)" not in run("explain", "Vestrup").stdout
    nordby = " ".join(run("explain", "Nordby", "--committed").stdout.split())
    assert "The committed plan has it in wave 1 (2014-Q2), as the best plan has." in nordby
    found = json.loads(run("explain", "Vestrup", "--committed", "--format", "json").stdout)
    assert found["committed_wave"] == {"wave": 2, "quarter": "2014-Q3", "loss": 36.0}


def test_checklists_and_calendars_are_of_the_committed_plan(run: Run, folder: Folder) -> None:
    title = "Vestrup (0420), Vestland: to do before wave "
    assert run("checklist", "Vestrup").stdout.startswith(f"{title}2, 2014-Q3\n\n{SHOWN}\n")
    assert run("checklist", "Vestrup", "--best").stdout.startswith(f"{title}3, 2014-Q4\n\n{HEAD}\n")
    assert run("checklist", "Vestrup", "--set", "Vestrup.wish=none").stdout.startswith(title + "3")
    assert run("checklist", "--wave", "2").stdout.count("Vestrup (0420)") == 1
    pytest.importorskip("icalendar")
    run("checklist", "Vestrup", "-o", "todo.ics")
    assert "The committed plan\\, worth 401.0" in folder.read("todo.ics")


def test_a_checklist_needs_no_best_plan(run: Run, folder: Folder) -> None:
    folder.replace("vendors.yaml", "{2014-Q2: 2, 2014-Q3: 2}", "{2014-Q2: 1, 2014-Q3: 0}")
    done = run("checklist", "Vestrup")
    assert done.exit_code == 0
    assert (
        "The committed plan. The best plan under the inputs of today is not known." in done.stdout
    )
    assert "The committed plan breaks a rule: Vendor A carries at most 1 go-live" in done.stdout
    assert run("checklist", "Vestrup", "--best").exit_code == 1


def test_a_what_if_is_another_plan_on_purpose(run: Run) -> None:
    assert third_line(run("plan", "--set", "Nordby.resources=no")) == (
        "Without the what-if, the best plan is not the committed one either: Møborg and Vestrup "
        "move; `fmkwave check` says why."
    )
    assert "ommitted plan" not in run("timeline", "--set", "Nordby.resources=no").stdout
    assert "ommitted plan" not in run("checklist", "Vestrup", "--pin", "Vestrup=3").stdout


def test_a_what_if_that_gives_the_committed_plan_says_so(run: Run) -> None:
    done = run("plan", "--pin", "Møborg=3", "--pin", "Vestrup=2")
    assert third_line(done) == (
        "With the what-if, this is the committed plan. Without it, the best plan is another one: "
        "Møborg and Vestrup move; `fmkwave check` says why."
    )
    danish = run("plan", "--pin", "Møborg=3", "--pin", "Vestrup=2", "--lang", "da")
    assert third_line(danish) == (
        "Med ændringen er dette den vedtagne plan. Uden den er den bedste plan en anden: Møborg og "
        "Vestrup flytter; `fmkwave check --lang da` viser hvorfor."
    )


@pytest.mark.parametrize("option", [("--pin", "Nordby=1"), ("--freeze", "1"), ("--write",)])
def test_the_committed_plan_takes_no_what_if(run: Run, option: tuple[str, ...]) -> None:
    done = run("plan", "--committed", *option)
    assert (done.exit_code, done.stdout) == (2, "")


BROKEN = "Not compared with plan.yaml: plan.yaml:1: broken YAML"


@pytest.mark.parametrize("command", [*TABLES, ("checklist", "Vestrup")])
def test_a_plan_that_cannot_be_read_is_told_and_not_fatal(
    run: Run, folder: Folder, command: tuple[str, ...]
) -> None:
    folder.write("plan.yaml", "x: [")
    done = run(*command)
    assert done.exit_code == 0
    assert third_line(done).startswith(BROKEN)
    assert run(*command, "--committed").exit_code == 2
    (folder.path / "plan.yaml").unlink()
    asked = run(*command, "--committed")
    assert asked.exit_code == 2
    assert asked.stderr.endswith(
        f"There is no committed plan: {Path(folder.path, 'plan.yaml')} is missing; "
        "`fmkwave plan --write` writes it.\n"
    )


def test_a_plan_of_another_programme_is_told(run: Run, folder: Folder) -> None:
    text = folder.read("plan.yaml").replace("programme: Invented", "programme: Another")
    folder.write("plan.yaml", re.sub(r'( {6})"0(\d+)": ', r'\1"9\2": Other ', text))
    told = "it is of another programme, 'Another roll-out'"
    assert third_line(run("plan")) == f"Not compared with plan.yaml: {told}."
    assert f"The committed plan cannot be shown: {told}.\n" in run("plan", "--committed").stderr


def test_a_municipality_that_the_committed_plan_does_not_place(run: Run, folder: Folder) -> None:
    folder.replace("plan.yaml", '      "0101": Nordby\n', "")
    assert third_line(run("plan")) == (
        "Not the committed plan: Møborg and Vestrup move; Nordby is new; `fmkwave check` says why."
    )
    told = "The committed plan cannot be shown: it has no wave for Nordby.\n"
    assert run("plan", "--committed").stderr.endswith(told)
    assert run("checklist", "Nordby").exit_code == 0


def test_it_is_said_in_danish(run: Run) -> None:
    done = run("plan", "--lang", "da")
    assert third_line(done) == (
        "Ikke den vedtagne plan: Møborg og Vestrup flytter; "
        "`fmkwave check --lang da` viser hvorfor."
    )


def test_robustness_says_which_plan_it_is_of(run: Run) -> None:
    done = run("robustness", "--draws", "2", "--jobs", "1")
    assert third_line(done) == HEAD
    found = json.loads(run("robustness", "--draws", "2", "--jobs", "1", "--format", "json").stdout)
    assert found["committed"]["same"] is False


def test_scores_of_a_wave_say_that_the_plan_is_of_other_inputs(run: Run, folder: Folder) -> None:
    told = (
        "The waves are those of plan.yaml, which was made from other inputs; `fmkwave check` says "
        "what changed.\n"
    )
    assert told in run("score", "--wave", "2").stdout
    assert told not in run("score").output
    run("plan", "--write")
    assert told not in run("score", "--wave", "2").output


def test_scores_need_no_plan_that_can_be_read(run: Run, folder: Folder) -> None:
    folder.write("plan.yaml", "x: [")
    done = run("score")
    assert done.exit_code == 0
    assert "The waves of the committed plan are left out: plan.yaml:1: broken YAML" in done.stderr
    assert run("score", "--wave", "2").exit_code == 2


@pytest.fixture
def stopped(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command whose plan is stopped at one worth 50 points less than the committed one."""
    run("plan", "--write")
    real = fmkwave.planner.make_plan

    def make_plan(inputs: Inputs, **options: Any) -> Plan:
        made = real(inputs, **options)
        waves = {**made.placement, "0430": made.placement["0420"], "0420": made.placement["0430"]}
        update = {
            "placement": waves,
            "total": total(inputs, waves),
            "proof": Proof.WITHIN_GAP,
            "unique": None,
        }
        return made.model_copy(update=update)

    monkeypatch.setattr(fmkwave.planner, "make_plan", make_plan)
    return run


@pytest.mark.parametrize("option", ["--write", "--dry-run"])
def test_a_stopped_plan_does_not_replace_a_better_one(
    stopped: Run, folder: Folder, option: str
) -> None:
    before = folder.read("plan.yaml")
    done = stopped("plan", option)
    assert done.exit_code == 2
    assert done.stderr.endswith(
        "Who moves against the former plan.yaml: Møborg 2 → 3, Vestrup 3 → 2.\n"
        f"Not written: planning was stopped, and the plan in {folder.path / 'plan.yaml'} is worth "
        "88.0 points more.\n"
    )
    assert folder.read("plan.yaml") == before


def test_a_stopped_plan_replaces_one_that_breaks_a_rule_now(stopped: Run, folder: Folder) -> None:
    only = "{municipalities: [Møborg], least: 1, quarters: [2014-Q4], reason: Slide 9}"
    limit = f"limits:\n  Late: {only}\n"
    folder.write("programme.yaml", folder.read("programme.yaml") + limit)
    done = stopped("plan", "--write")
    assert (done.exit_code, "Written: " in done.stderr) == (0, True), done.stderr


def test_a_stopped_plan_says_that_the_committed_one_is_worth_more(stopped: Run) -> None:
    assert third_line(stopped("plan")) == (
        "Not the committed plan, which is worth 88.0 points more: Møborg and Vestrup move; "
        "`fmkwave check` says why."
    )


def test_a_stopped_run_is_not_the_best_beside_the_committed_plan(stopped: Run) -> None:
    shown = stopped("plan", "--committed").stdout
    assert "No better plan is known" in shown
    assert "est plan " not in shown.replace("No better plan is known", "")


def test_scores_have_the_waves_that_now_have_the_periods_of_the_plan(
    run: Run, folder: Folder
) -> None:
    first = "  - {quarter: 2014-Q2, size: 2}\n"
    folder.replace("programme.yaml", first, "  - {quarter: 2014-Q1, size: 0}\n" + first)
    found = run("score", "--wave", "2", "--format", "csv").stdout
    assert re.findall(r"^\d{4}", found, re.MULTILINE) == ["0101", "0102"]
