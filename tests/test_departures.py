"""Who left after a plan was made, and whose code changed, is told by name."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from fmkwave.cli import app
from folders import Folder


def run(folder: Folder, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--data", str(folder.path)])


@pytest.fixture
def planned(folder: Folder) -> Folder:
    assert run(folder, "plan", "--write").exit_code == 0
    return folder


def without(folder: Folder, *lines: tuple[str, str]) -> None:
    for file, line in lines:
        kept = [one for one in folder.read(file).splitlines() if line not in one]
        folder.write(file, "\n".join(kept) + "\n")


@pytest.fixture
def departed(planned: Folder) -> Folder:
    """Møborg, in the last wave, has left."""
    without(
        planned,
        ("municipalities.yaml", "Møborg"),
        ("questionnaire.csv", "Møborg"),
        ("published.csv", "Møborg"),
    )
    planned.replace("uptake.yaml", "  Møborg: 0\n", "")
    planned.replace("vendors.yaml", "Vestrup, Møborg, ", "Vestrup, ")
    planned.replace("adjacency.yaml", "  Vestrup: [Møborg]\n", "")
    planned.replace("adjacency.yaml", "Øster-Holm: [Nordby]", "Øster-Holm: [Nordby, Vestrup]")
    return planned


@pytest.fixture
def renumbered(planned: Folder) -> Folder:
    """The code of Nordby, in the first wave, is another one."""
    planned.replace("municipalities.yaml", '"0101"', '"0901"')
    planned.replace("questionnaire.csv", "0101,", "0901,")
    planned.replace("published.csv", "0101,", "0901,")
    return planned


def test_whoever_left_a_frozen_wave_is_named(departed: Folder) -> None:
    done = run(departed, "plan", "--freeze", "2014-Q4")
    assert done.exit_code == 1
    assert (
        "- wave 3 (2014-Q4) takes 2 municipalities\n"
        "- 2014-Q4 is frozen with 1 municipality: Møborg (0430) of plan.yaml is not in the inputs\n"
        "2014-Q4 needs 2 municipalities, and these limits let in 1.\n"
    ) in done.stderr
    done = run(departed, "plan", "--freeze", "2014-Q4", "--lang", "da")
    assert "Møborg (0430) i plan.yaml findes ikke i inddata" in done.stderr


def test_where_a_plan_exists_all_the_same_it_says_so(departed: Folder) -> None:
    departed.replace("programme.yaml", "2014-Q4, size: 2", "2014-Q4, size: {min: 1, max: 2}")
    done = run(departed, "plan", "--freeze", "2014-Q4", "--format", "json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["notices"][0] == (
        "What if, not what the files say: 2014-Q4 frozen (Møborg (0430) of plan.yaml is not in the "
        "inputs)."
    )


def test_whoever_left_a_wave_that_the_files_freeze_is_a_fault(departed: Folder) -> None:
    departed.replace("programme.yaml", "frozen: []", "frozen: [2014-Q4]")
    done = run(departed, "validate")
    assert done.exit_code == 2
    assert (
        "Møborg (0430) stands in a frozen wave, but municipalities.yaml does not have it; if it "
        "has left, take it out here\n"
    ) in done.output


def test_a_plan_with_whoever_left_is_compared(departed: Folder) -> None:
    done = run(departed, "compare", "committed", "best")
    assert done.exit_code == 1
    assert "\nMøborg (0430) of plan.yaml is not in the inputs.\n" in done.output


def test_a_code_that_changed_is_one_change(renumbered: Folder) -> None:
    done = run(renumbered, "check", "--format", "json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert [one["text"] for one in found["changes"]] == ["Nordby's code was 0101 and is 0901"]
    assert [one["file"] for one in found["changes"]] == ["municipalities.yaml"]
    assert (found["moves"], found["broken"], found["other"]) == ([], [], [])


def test_what_changed_beside_a_code_is_told(renumbered: Folder) -> None:
    renumbered.replace("questionnaire.csv", "0901,Nordby,yes", "0901,Nordby,no")
    renumbered.replace("municipalities.yaml", "population: 9000", "population: 9100")
    renumbered.replace("adjacency.yaml", "Nordby: [Søby, Ålev]", "Nordby: [Søby]")
    found = json.loads(run(renumbered, "check", "--format", "json").stdout)
    assert [one["text"] for one in found["changes"]] == [
        "link of Ålev and Nordby: land → none",
        "Nordby's code was 0101 and is 0901",
        "Nordby: population 9,000 → 9,100",
        "Nordby: signature yes → no",
    ]


def test_a_code_that_changed_in_a_frozen_wave_is_told(renumbered: Folder) -> None:
    done = run(renumbered, "plan", "--freeze", "2014-Q2")
    assert done.exit_code == 1
    assert (
        "2014-Q2 is frozen with 1 municipality: Nordby's code was 0101 and is 0901" in done.stderr
    )
    renumbered.replace("programme.yaml", "frozen: []", "frozen: [2014-Q2]")
    done = run(renumbered, "validate")
    assert "Nordby's code was 0101 and is 0901; write 0901 here\n" in done.output


def test_a_plan_with_a_code_that_changed_is_the_same_plan(renumbered: Folder) -> None:
    done = run(renumbered, "compare", "committed", "best")
    assert done.exit_code == 0, done.output
    assert "\nNordby's code was 0101 and is 0901.\n" in done.output
    done = run(renumbered, "score", "--wave", "1", "--format", "csv")
    assert "Nordby" in done.stdout
    assert "Not the committed plan" not in run(renumbered, "map").output
    done = run(renumbered, "plan", "--committed")
    assert done.exit_code == 0, done.output


def test_who_is_new_under_a_name_is_not_renumbered_while_the_old_one_is_there(
    planned: Folder,
) -> None:
    text = planned.read("plan.yaml")
    planned.write("plan.yaml", text.replace('"0102": Søby', '"0102": Søby\n      "0999": Nordby'))
    done = run(planned, "check")
    assert "the plan places 0999 Nordby, which the inputs do not have" in done.output
