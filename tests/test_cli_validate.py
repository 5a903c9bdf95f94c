"""`fmkwave validate`: every file that would be read, and everything wrong with it, in one run."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from fmkwave.cli import app
from folders import Folder

Run = Callable[..., Result]


@pytest.fixture
def run(folder: Folder) -> Run:
    """Runs a command on the small folder."""

    def invoke(command: str, *arguments: str) -> Result:
        return CliRunner().invoke(app, [command, "--data", str(folder.path), *arguments])

    return invoke


def test_the_plan_and_the_draws_are_read_too(run: Run, folder: Folder) -> None:
    folder.write("plan.yaml", "x: [")
    folder.write("robustness.jsonl", "garbage\n")
    done = run("validate")
    assert done.exit_code == 2
    assert done.stdout.splitlines() == [
        "plan.yaml:1: broken YAML: a value, or the closing ] or } of an open bracket, is missing "
        f"here; `fmkwave plan --write --data {folder.path}` writes a new one",
        "programme.yaml:31: warning: it is not known whether prerequisite 'The card works' holds "
        "when these waves start: wave 1 (2014-Q2), wave 2 (2014-Q3), wave 3 (2014-Q4)",
        "robustness.jsonl:1: this is no head of a file of draws; to begin anew, remove the file",
        "2 faults, 1 warning",
    ]


def test_faults_and_warnings_are_told_together(run: Run, folder: Folder) -> None:
    folder.replace("questionnaire.csv", "0102,Søby,yes,underway", "0102,Søby,,maybe")
    (folder.path / "vendors.yaml").unlink()
    done = run("validate")
    assert done.exit_code == 2
    assert done.stdout.splitlines() == [
        "questionnaire.csv:5: warning: Søby left unanswered: signature",
        "questionnaire.csv:5: unknown answer 'maybe' to budget (allowed: yes, underway, no, ja, "
        "under etablering, planlagt, nej, ved ikke)",
        "vendors.yaml: warning: there is no such file, so nothing is known of vendors; if there "
        "are none, one with 'vendors: {}' says so",
        "1 fault, 2 warnings",
    ]


def test_many_faults_of_one_cause_are_a_line_and_in_json_each(run: Run, folder: Folder) -> None:
    names = "[Aa, Bb, Cc, Dd, Ee, Ff, Gg]"
    folder.replace("vendors.yaml", "[Vestrup, Møborg, Øster-Holm]", names)
    told = run("validate").stdout.splitlines()
    assert "vendors.yaml:11: unknown municipality 'Aa' (6 more like it, such as 'Bb', 'Cc')" in told
    faults = json.loads(run("validate", "--format", "json").stdout)["faults"]
    assert [fault["message"] for fault in faults if fault["line"] == 11] == [
        f"unknown municipality '{letter}{letter.lower()}'" for letter in "ABCDEFG"
    ]


def test_a_name_in_a_language_that_there_is_not(run: Run, folder: Folder) -> None:
    folder.replace(
        "programme.yaml", "{weight: 25, reason", "{weight: 25, names: {dk: Ønske}, reason"
    )
    assert run("validate").stdout.splitlines() == [
        "programme.yaml:21: warning: there is no language 'dk', so nobody reads this name "
        "(allowed: da, en)",
        "programme.yaml:31: warning: it is not known whether prerequisite 'The card works' holds "
        "when these waves start: wave 1 (2014-Q2), wave 2 (2014-Q3), wave 3 (2014-Q4)",
        "no faults, 2 warnings",
    ]


@pytest.mark.parametrize(
    ("command", "arguments", "told"),
    [
        ("score", ["--region", ""], "--region is given no value; leave it out, or say one"),
        ("score", ["--region="], "--region is given no value; leave it out, or say one"),
        ("plan", ["--pin", " "], "--pin is given no value; leave it out, or say one"),
        ("explain", [""], "an argument is empty; leave it out, or say one"),
    ],
)
def test_an_empty_value_is_refused(run: Run, command: str, arguments: list[str], told: str) -> None:
    done = run(command, *arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"{told}\n")


def test_a_programme_without_questions_has_a_report_and_checklists(
    run: Run, folder: Folder
) -> None:
    text = folder.read("programme.yaml")
    begin, end = text.index("answers:"), text.index("blank_words")
    text = text[:begin] + "answers: {}\n" + text[end:]
    begin, end = text.index("  readiness:"), text.index("  uptake:")
    folder.write("programme.yaml", text[:begin] + "  readiness: {}\n" + text[end:])
    rows = (row.split(",") for row in folder.read("questionnaire.csv").splitlines()[2:])
    kept = "\n".join(",".join([row[0], row[1], row[-1]]) for row in rows)
    folder.write("questionnaire.csv", f"# basis: reconstructed\n# source: Invented\n{kept}\n")
    assert run("validate").exit_code == 0
    assert run("checklist", "Nordby").exit_code == 0
    assert run("report").exit_code == 0
