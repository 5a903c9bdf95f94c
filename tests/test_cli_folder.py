"""Which folder commands read, what they say of it, and that nothing is written to the example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fmkwave import folder as module
from fmkwave.cli import app
from folders import Folder, with_tiles
from marked import text_of_workbook

LOOKED_AT = (
    "No folder of inputs was found here, so this is the example that comes with fmkwave; name your "
    "folder with --data DIR."
)
REFUSED = (
    "No folder of inputs was found here, and the example that comes with fmkwave is only for "
    "looking; name your folder with --data DIR."
)
EXAMPLE = "The example that comes with fmkwave, not data of anybody's own."


@pytest.fixture(autouse=True)
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package, whose example is the small folder with its plan."""
    package = tmp_path / "site" / "fmkwave"
    (package / "data").mkdir(parents=True)
    with_tiles(Folder(package / "data"))
    monkeypatch.setattr(module, "_PACKAGE", package)
    assert run("plan", "--format", "yaml", "-o", str(package / "data" / "plan.yaml")).exit_code == 0
    return package


@pytest.fixture(autouse=True)
def here(tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def made(path: Path) -> Folder:
    """A folder of one's own, with its plan."""
    path.mkdir(parents=True)
    folder = Folder(path)
    with_tiles(folder)
    assert run("plan", "--write", "--data", str(path)).exit_code == 0
    return folder


def made_stale(path: Path) -> Folder:
    """The same after an answer changed that moves somebody."""
    folder = made(path)
    folder.replace("questionnaire.csv", "0430,Møborg,no", "0430,Møborg,yes")
    return folder


# --- Where the inputs are looked for -------------------------------------------------------------


@pytest.mark.parametrize("name", ["rollout", "my plans/data", "plans/data"])
def test_a_stale_programme_is_never_taken_for_the_example(here: Path, name: str) -> None:
    made_stale(here / name)
    checked = run("check")
    assert checked.exit_code == 2
    option = f"'{name}'" if " " in name else name
    assert checked.stderr == f"{REFUSED} Did you mean `--data {option}`?\n"
    assert checked.stdout == ""


def test_inside_the_folder_it_is_the_one(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_stale(here / "rollout")
    monkeypatch.chdir(here / "rollout")
    checked = run("check")
    assert checked.exit_code == 1
    assert checked.stderr.startswith("Inputs: .\n")
    assert run("plan", "--write").exit_code == 0
    assert run("check").exit_code == 0


def test_the_current_folder_comes_before_one_called_data(here: Path) -> None:
    made(here / "data")
    Folder(here).replace("programme.yaml", "Invented roll-out", "Of the current folder")
    assert "Of the current folder" in run("plan").stdout


def test_the_variable_comes_before_both(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(here / "data")
    made_stale(here / "rollout")
    monkeypatch.setenv("FMKWAVE_DATA", "rollout")
    checked = run("check")
    assert checked.exit_code == 1
    assert checked.stderr.startswith("Inputs: rollout\n")


def test_from_within_a_folder_below_the_programme(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(here / "rollout")
    (here / "rollout" / "letters").mkdir()
    monkeypatch.chdir(here / "rollout" / "letters")
    assert run("check").stderr == f"{REFUSED} Did you mean `--data ..`?\n"


def test_of_several_none_is_taken(here: Path) -> None:
    made(here / "east")
    made(here / "west")
    for command in ("check", "compare"):
        assert run(command).stderr == (
            f"{REFUSED} Did you mean one of these: `--data east`, `--data west`?\n"
        )
    shown = run("score")
    assert shown.exit_code == 0
    assert shown.stderr.splitlines()[0] == (
        f"{LOOKED_AT} Did you mean one of these: `--data east`, `--data west`?"
    )


# --- Beside a plan that was named ----------------------------------------------------------------


def test_the_inputs_beside_a_plan(here: Path) -> None:
    made_stale(here / "rollout")
    checked = run("check", "rollout/plan.yaml")
    assert checked.exit_code == 1
    assert checked.stderr.startswith("Inputs: rollout\n")
    assert "`fmkwave plan --write --data rollout` makes the plan" in checked.stdout
    assert run("compare", "rollout/plan.yaml").exit_code == 1


@pytest.mark.parametrize("by_variable", [True, False])
def test_it_is_not_guessed_which_inputs_count(
    here: Path, monkeypatch: pytest.MonkeyPatch, *, by_variable: bool
) -> None:
    made(here / ("known" if by_variable else "data"))
    made_stale(here / "roll out")
    if by_variable:
        monkeypatch.setenv("FMKWAVE_DATA", "known")
    known = "known" if by_variable else "data"
    for command in ("check", "compare"):
        done = run(command, "roll out/plan.yaml")
        assert done.exit_code == 2
        assert done.stderr == (
            "A plan lies beside inputs of its own, and others could be meant. Say which count: "
            f"`--data {known}`, `--data 'roll out'`.\n"
        )
    assert run("check", "roll out/plan.yaml", "--data", "roll out").exit_code == 1
    assert run("check", "roll out/plan.yaml", "--data", known).exit_code == 0


def test_plans_of_two_folders_and_no_inputs_here(here: Path) -> None:
    made(here / "east")
    made(here / "west")
    done = run("compare", "east/plan.yaml", "west/plan.yaml")
    assert done.exit_code == 2
    assert done.stderr.endswith("Say which count: `--data east`, `--data west`.\n")


def test_a_plan_in_the_folder_itself_or_beside_no_inputs(here: Path) -> None:
    folder = made(here / "data")
    (here / "old.yaml").write_bytes((folder.path / "plan.yaml").read_bytes())
    for plan in ("data/plan.yaml", "../here/data/plan.yaml", "old.yaml"):
        assert run("check", plan).stderr.startswith("Inputs: data\n")


@pytest.mark.parametrize("lang", ["en", "da"])
def test_a_command_names_the_folder_of_the_variable(
    here: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    made(here / "data")
    made_stale(here / "roll out")
    monkeypatch.setenv("FMKWAVE_LANG", lang)
    monkeypatch.setenv("FMKWAVE_DATA", "roll out")
    told = "`fmkwave plan --write --data 'roll out'`"
    assert told in run("check").stdout
    assert told in run("check", "roll out/plan.yaml").stdout
    # A bare call finds it here as well, by whatever name the variable gives it.
    monkeypatch.chdir(here / "roll out")
    monkeypatch.setenv("FMKWAVE_DATA", str(here / "roll out"))
    assert "`fmkwave plan --write`" in run("check").stdout
    monkeypatch.chdir(here)
    monkeypatch.setenv("FMKWAVE_DATA", "../here/data")
    made_stale(here / "west")
    assert run("check").exit_code == 0
    Folder(here / "data").replace("questionnaire.csv", "0430,Møborg,no", "0430,Møborg,yes")
    assert "`fmkwave plan --write`" in run("check").stdout


# --- The example ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("check", "--format", "github"),
        ("validate",),
        ("validate", "--format", "github"),
        ("compare",),
        ("compare", "committed", "best"),
        ("plan", "--write"),
        ("robustness", "--write", "--draws", "2"),
    ],
)
@pytest.mark.parametrize("way", ["found", "option", "variable", "inside", "beside", "link"])
def test_the_example_is_only_for_looking(
    package: Path, here: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], way: str
) -> None:
    example, named = package / "data", list(command)
    match way:
        case "option":
            named += ["--data", str(example)]
        case "variable":
            monkeypatch.setenv("FMKWAVE_DATA", str(example))
        case "inside":
            monkeypatch.chdir(example)
        case "beside":
            monkeypatch.chdir(package)
        case "link":
            (here / "data").symlink_to(example)
    before = {path.name: path.read_bytes() for path in example.iterdir()}
    done = run(*named)
    assert done.exit_code == 2
    assert "only for looking" in done.stderr
    assert done.stdout == ""
    assert {path.name: path.read_bytes() for path in example.iterdir()} == before


def test_the_example_named_by_its_own_path(package: Path) -> None:
    example = package / "data"
    assert run("check", "--data", str(example)).stderr == (
        f"{example} is the example that comes with fmkwave, which is only for looking; "
        "`fmkwave init DIR` makes a folder of your own.\n"
    )
    assert run("plan", "--data", str(example)).stderr.startswith(
        "This is the example that comes with fmkwave, not data of your own.\n"
    )


@pytest.mark.parametrize(
    "command",
    [
        ("score",),
        ("plan",),
        ("explain", "Nordby"),
        ("checklist", "Nordby"),
        ("map",),
        ("timeline",),
        ("report",),
        ("robustness", "--draws", "2", "--jobs", "1"),
    ],
)
def test_what_looks_says_first_that_it_is_the_example(command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.exit_code == 0, done.stderr
    assert done.stderr.splitlines()[0] == LOOKED_AT


@pytest.mark.parametrize(
    ("command", "file"),
    [
        (("score",), "score.json"),
        (("score",), "score.md"),
        (("plan",), "plan.md"),
        (("plan",), "plan.json"),
        (("plan",), "plan.yaml"),
        (("explain", "Nordby"), "letter.md"),
        (("explain", "Nordby"), "letter.json"),
        (("checklist", "Nordby"), "list.md"),
        (("checklist", "Nordby"), "list.ics"),
        (("map",), "map.svg"),
        (("timeline",), "timeline.svg"),
        (("timeline",), "timeline.md"),
        (("report",), "report.html"),
        (("robustness", "--draws", "2", "--jobs", "1"), "draws.svg"),
    ],
)
def test_a_saved_document_says_that_it_is_of_the_example(
    here: Path, command: tuple[str, ...], file: str
) -> None:
    assert run(*command, "-o", file).exit_code == 0
    text = (here / file).read_text("utf-8").replace("\n ", "").replace("\\,", ",")
    text = re.sub(r"</text>\s*<text[^>]*>", " ", text)
    assert EXAMPLE in text.replace("&#39;", "'").replace("''", "'").replace("\\u2019", "'")
    assert EXAMPLE not in run(*command, "--data", str(made(here / "own").path)).output


@pytest.mark.parametrize("command", ["score", "plan", "explain"])
def test_a_saved_workbook_says_that_it_is_of_the_example(here: Path, command: str) -> None:
    who = ["Nordby"] if command == "explain" else []
    assert run(command, *who, "-o", "saved.xlsx").exit_code == 0
    assert EXAMPLE in text_of_workbook(here / "saved.xlsx")


def test_there_is_no_example_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PACKAGE", tmp_path / "nowhere" / "fmkwave")
    done = run("plan")
    assert done.exit_code == 2
    assert done.stderr == "No data folder was found; name one with --data.\n"
