"""`fmkwave explain`, and what-ifs, losses and near-ties of `fmkwave plan`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

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

EXPLAINED = f"""\
Møborg (0430), Vestland: wave 3, 2014-Q4

Invented roll-out
Møborg is in wave 3 (2014-Q4). Its own points would be 116.0 higher in wave 1,
but no plan has it there: Vendor B is released in 2014-Q3, so no customer goes
before it. Its own points would be 58.0 higher in wave 2, but others and the
links would together lose more: the best plan with it in wave 2 is worth 7.0
points less.

Its own points
  Term       Says        Weight  Points  Stands in            Without
  budget     yes         30 × 1    30.0  questionnaire.csv:8  stays
  signature  no          30 × 0     0.0  questionnaire.csv:8  stays
  resources  underway  20 × 0.8    16.0  questionnaire.csv:8  stays
  hospitals  60%       20 × 0.6    12.0  uptake.yaml:12       stays
  practice   0%          20 × 0     0.0  uptake.yaml:8        stays
  readiness                        46.0
  priority                         58.0
  Own points: 116.0 in wave 1, 58.0 in wave 2, 0.0 in wave 3. That is the
  priority for each period before the last wave, less what the wish loses.
  «Without» says where it would stand if this term alone earned it nothing.

Its wish and its vendor
  - It has no wish (questionnaire.csv:8).
  - Its vendor is Vendor B (vendors.yaml:11), whose release comes in 2014-Q3 and
    which has 1 go-live in 2014-Q4.
  - It has no agreement with its vendor.

Its neighbours
  Link  Neighbour  Wave  Kept  Lost
  land  Vestrup       2     -  10.0
  Kept 0.0 points, lost 10.0; a link is kept where both are in one wave.

The other waves
  - Møborg in wave 1 (2014-Q2) is impossible: Vendor B is released in 2014-Q3,
    so no customer goes before it.
  - Møborg in wave 2 (2014-Q3) costs 7.0 points (its own points +58.0, those of
    others -75.0, links +10.0): Øster-Holm moves to wave 3.
  To see the best plan with it in wave 2:
    fmkwave plan --pin Møborg=2

What would move it
  One change alone                   Moves it to  --set
  signature: yes instead of no       wave 2       Møborg.signature=yes
  signature: underway instead of no  wave 2       Møborg.signature=underway
  wish: 2014-Q2 instead of none      wave 2       Møborg.wish=2014-Q2
  wish: 2014-Q3 instead of none      wave 2       Møborg.wish=2014-Q3
  To see the best plan after the first of them:
    fmkwave plan --set Møborg.signature=yes
  The least rise of its own points in one wave alone that moves it there: 7.0 in
  wave 2.

What binds
  - Wave 1 (2014-Q2) takes 2 municipalities: 2 placed. With one more place there
    and one fewer here the best plan gains 68.0 points, and Møborg moves to wave
    2.
  - Wave 3 (2014-Q4) takes 2 municipalities: 2 placed.
  - Vendor B is released in 2014-Q3, so no customer goes before it. Without this
    limit the best plan gains nothing, and Møborg stays.

{NOTICE}
"""


@pytest.fixture
def run(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on the small folder."""
    monkeypatch.chdir(folder.path)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(app, [*arguments])

    return invoke


# --- explain ------------------------------------------------------------------------------------


def test_a_municipality_is_explained(run: Run) -> None:
    result = run("explain", "Møborg")
    assert result.exit_code == 0
    assert result.stdout == EXPLAINED


@pytest.mark.parametrize("name", ["0430", "møborg", "MØBORG", "Møborg Kommune", " Møborgs "])
def test_any_usual_spelling_will_do(run: Run, name: str) -> None:
    assert run("explain", name).stdout == EXPLAINED


def test_several_are_explained_each_once_in_the_order_asked(run: Run) -> None:
    result = run("explain", "Vestrup", "Møborg", "0420", "--format", "json")
    told = json.loads(result.stdout)
    assert told["schema"] == 1
    assert [one["name"] for one in told["municipalities"]] == ["Vestrup", "Møborg"]


def test_every_misspelt_name_is_told_in_one_run(run: Run) -> None:
    result = run("explain", "Vestrop", "Møborg", "Nordbi")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines()[1:] == [
        "No municipality is called 'Vestrop'; did you mean Vestrup?",
        "No municipality is called 'Nordbi'; did you mean Nordby?",
    ]


@pytest.mark.parametrize("arguments", [[], ["--all", "Møborg"]])
def test_either_names_or_all(run: Run, arguments: list[str]) -> None:
    result = run("explain", *arguments)
    assert result.exit_code == 2
    assert result.stderr.endswith("Name the municipalities to explain, or give --all; not both.\n")


def test_the_json_of_one(run: Run) -> None:
    told = json.loads(run("explain", "Møborg", "--format", "json").stdout)
    assert told["schema"] == 1
    assert (told["code"], told["name"], told["wave"], told["quarter"]) == (
        *("0430", "Møborg", 3, "2014-Q4"),
    )
    assert told["alternatives"][1] == {
        "wave": 2,
        "quarter": "2014-Q3",
        "loss": 7.0,
        "gains": {"own": 58.0, "others": -75.0, "links": 10.0, "stability": 0.0},
        "moves": [
            {"code": "0430", "name": "Møborg", "from": 3, "to": 2},
            {"code": "0440", "name": "Øster-Holm", "from": 2, "to": 3},
        ],
        "barred_by": [],
    }
    assert told["least_rise"] == {"1": None, "2": 7.0}
    assert [one["name"] for one in told["neighbours"]] == ["Vestrup"]
    assert told["flips"][0] == {
        "setting": "Møborg.signature=yes",
        "kind": "answer",
        "subject": "signature",
        "before": "no",
        "after": "yes",
        "wave": 2,
    }
    assert told["terms"][0]["place"] == {"file": "questionnaire.csv", "line": 8}


def test_all_go_to_a_folder_a_file_each(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "told"
    result = run("explain", "--all", "-o", str(target))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.endswith(f"Written: 6 files in {target}\n")
    assert sorted(path.name for path in target.iterdir()) == [
        *("0101-Nordby.md", "0102-Søby.md", "0103-Ålev.md"),
        *("0420-Vestrup.md", "0430-Møborg.md", "0440-Øster-Holm.md"),
    ]
    one = run("explain", "Søby", "--format", "markdown").stdout
    assert (target / "0102-Søby.md").read_text("utf-8") == one


@pytest.mark.parametrize(("form", "suffix"), [("json", "json"), ("table", "txt")])
def test_a_folder_that_is_there_takes_any_form(
    run: Run, tmp_path: Path, form: str, suffix: str
) -> None:
    target = tmp_path / "told"
    target.mkdir()
    run("explain", "Søby", "Møborg", "--format", form, "-o", str(target))
    names = {f"0102-Søby.{suffix}", f"0430-Møborg.{suffix}"}
    assert {path.name for path in target.iterdir()} == names


def test_a_file_is_no_folder_for_all(run: Run, tmp_path: Path) -> None:
    (target := tmp_path / "told").write_text("mine", "utf-8")
    result = run("explain", "--all", "-o", str(target))
    assert result.exit_code == 2
    assert result.stderr.endswith(f"{target} is a file; name a folder to write files in.\n")
    assert target.read_text("utf-8") == "mine"


def test_a_name_with_a_slash_is_no_folder(run: Run, folder: Folder, tmp_path: Path) -> None:
    for path in folder.path.iterdir():
        folder.write(path.name, folder.read(path.name).replace("Møborg", "Mø/Borg"))
    target = tmp_path / "told"
    assert run("explain", "--all", "-o", str(target)).exit_code == 0
    assert (target / "0430-Mø-Borg.md").is_file()


def test_all_in_one_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "told.md"
    run("explain", "--all", "-o", str(target))
    headings = [line for line in target.read_text("utf-8").splitlines() if line[:2] == "# "]
    assert len(headings) == 6


def test_a_stopped_plan_is_not_explained(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fmkwave.planner.make_plan

    def stopped(*arguments: object, **named: object) -> object:
        return whole(*arguments, **named).model_copy(update={"proof": "within gap"})  # type: ignore[arg-type]

    monkeypatch.setattr(fmkwave.planner, "make_plan", stopped)
    result = run("explain", "Møborg")
    assert result.exit_code == 2
    assert "Stopped before the best plan was proven" in result.stderr
    planned = run("plan", "--losses")
    assert planned.exit_code == 0
    assert "Stopped before it was known what each other wave would cost." in planned.stdout


def test_what_the_milp_explains_is_the_same(run: Run) -> None:
    assert run("explain", "Vestrup", "--engine", "milp").stdout == run("explain", "Vestrup").stdout


def test_without_any_plan_there_is_nothing_to_explain(run: Run) -> None:
    result = run("explain", "Møborg", "--pin", "Møborg=1")
    assert result.exit_code == 1
    assert "No plan exists" in result.stderr
    assert "Møborg is pinned to wave 1 (2014-Q2)" in result.stderr


def told(run: Run, *arguments: str) -> str:
    """An explanation as one line of words, however it was wrapped."""
    result = run("explain", *arguments)
    assert result.exit_code == 0, result.stderr
    return " ".join(result.stdout.split())


def test_a_missed_wish_that_costs_nothing_is_not_called_met(run: Run) -> None:
    text = told(run, "Søby", "--set", "weights.wish=0", "--set", "Søby.wish=2014-Q4")
    assert "It wishes for 2014-Q4 (questionnaire.csv:5), and does not get it" in text
    assert "which loses 0.0 points. Without the wish, it would stay." in text


def test_a_missed_wish_tells_what_it_loses(run: Run) -> None:
    text = told(run, "Øster-Holm")
    assert "(questionnaire.csv:9), and does not get it, which loses 25.0 points." in text


def test_the_verdict_where_another_plan_is_worth_as_much(run: Run) -> None:
    text = told(run, "Øster-Holm", "--set", "Møborg.practice=0.35")
    assert (
        "Its own points would be 75.0 higher in wave 2, but the best plan with it in wave 2 is "
        "worth just as much; among plans of equal worth, the one that reaches more "
        "citizens earlier wins, then the lowest code first." in text
    )
    assert "Øster-Holm in wave 2 (2014-Q3) costs nothing" in text
    assert "The best plan is worth 480.0 points, as much as without the change." in text


def test_the_verdict_where_it_has_most_and_a_tie_decides(run: Run, folder: Folder) -> None:
    folder.write("vendors.yaml", "basis: reconstructed\nsource: Nobody\nvendors: {}\n")
    folder.replace("questionnaire.csv", "0103,Ålev,no,no,yes,2014-Q4", "0103,Ålev,,,,")
    folder.replace("uptake.yaml", "  Ålev: 1\n", "  Ålev: 0\n")
    folder.replace("uptake.yaml", "Østland: 0.8", "Østland: 0")
    sizes = [f"--set=waves.{wave}=0..6" for wave in (1, 2, 3)]
    text = told(run, "Ålev", *sizes, "--set", "Nordby.link.Ålev=none")
    assert (
        "Ålev is in wave 1 (2014-Q2), where its own points are as high as anywhere; the best plan "
        "with it in wave 2 is worth just as much; among plans of equal worth" in text
    )


def test_the_verdict_where_rules_leave_one_other_wave(run: Run) -> None:
    text = told(run, "Nordby", "--forbid", "Nordby=2", "--set", "waves.1=1..2")
    assert (
        "Nordby is in wave 1 (2014-Q2), where its own points are highest; any other wave that the "
        "rules leave it would lower the best plan by at least" in text
    )


def test_the_verdict_where_its_own_points_are_the_same_everywhere(run: Run, folder: Folder) -> None:
    folder.replace("questionnaire.csv", "0430,Møborg,no,yes,underway,", "0430,Møborg,,,,")
    folder.replace("uptake.yaml", "Vestland: 0.6", "Vestland: 0")
    assert "where its own points are as high as anywhere; " in told(run, "Møborg")


def test_an_agreement_with_what_it_does(run: Run) -> None:
    text = told(run, "Ålev")
    assert (
        "It has agreed with its vendor on 2014-Q4 (vendors.yaml:8). Without the agreement," in text
    )
    # Who is placed stands in the rule's name already.
    assert "- Agreements with Vendor A place 1 in 2014-Q4: Ålev. Without this limit" in text


def test_what_binds_nothing_says_so(run: Run, folder: Folder) -> None:
    folder.write("vendors.yaml", "basis: reconstructed\nsource: Nobody\nvendors: {}\n")
    sizes = [f"--set=waves.{wave}=0..6" for wave in (1, 2, 3)]
    text = told(run, "Nordby", *sizes, "--set", "Møborg.wish=2014-Q4", "--set", "weights.wish=99")
    assert "What binds Nothing: every limit on it leaves room." in text


def test_a_plan_that_is_not_there_gains_nothing(run: Run) -> None:
    one = json.loads(run("explain", "Møborg", "--format", "json").stdout)["alternatives"][0]
    assert (one["loss"], one["gains"]) == (None, None)


def test_what_the_run_has_to_say_goes_to_stderr(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fmkwave.planner.make_plan

    def remarked(*arguments: object, **named: object) -> object:
        return whole(*arguments, **named).model_copy(update={"remarks": ("It was slow.",)})  # type: ignore[arg-type]

    monkeypatch.setattr(fmkwave.planner, "make_plan", remarked)
    result = run("explain", "Møborg")
    assert result.stderr.endswith("It was slow.\n")
    assert result.stdout == EXPLAINED


def test_a_command_is_quoted_where_the_shell_needs_it(run: Run, folder: Folder) -> None:
    for path in folder.path.iterdir():
        folder.write(path.name, folder.read(path.name).replace("Møborg", "Mø Borg"))
    assert "fmkwave plan --pin 'Mø Borg=2'" in told(run, "0430")


# --- What-ifs -----------------------------------------------------------------------------------


def test_a_what_if_shows_what_moved(run: Run) -> None:
    result = run("plan", "--pin", "Møborg=2")
    assert result.exit_code == 0
    assert (
        """\
What the change does
  The best plan is worth 473.0 points, -7.0 against 480.0 without the change.
  Who moves:
  - Møborg: wave 3 to wave 2
  - Øster-Holm: wave 2 to wave 3

What if, not what the files say: Møborg pinned to wave 2 (2014-Q3).
"""
        in result.stdout
    )


def test_a_what_if_that_moves_nobody_says_so(run: Run) -> None:
    result = run("plan", "--set", "Søby.budget=yes")
    assert (
        """\
What the change does
  The best plan is worth 492.0 points, +12.0 against 480.0 without the change.
  Nobody moves.
"""
        in result.stdout
    )


def test_the_json_tells_of_the_what_if(run: Run) -> None:
    result = run("plan", "--forbid", "Møborg=3", "--format", "json")
    assert json.loads(result.stdout)["what_if"] == {
        "total_before": 480.0,
        "total": 473.0,
        "stability_before": 0.0,
        "stability": 0.0,
        "moves": [
            {"code": "0430", "name": "Møborg", "from": 3, "to": 2},
            {"code": "0440", "name": "Øster-Holm", "from": 2, "to": 3},
        ],
    }
    explained = run("explain", "Søby", "--forbid", "Møborg=3", "--format", "json")
    assert json.loads(explained.stdout)["what_if"]["total"] == 473.0


def test_a_what_if_is_never_written_as_the_plan(run: Run, folder: Folder) -> None:
    result = run("plan", "--pin", "Møborg=2", "--write")
    assert result.exit_code == 2
    assert "--write takes no what-if" in result.stderr
    assert not (folder.path / "plan.yaml").exists()


def test_a_misspelt_setting_is_refused_with_a_suggestion(run: Run) -> None:
    for command in (["plan"], ["explain", "Søby"]):
        result = run(*command, "--set", "Møborg.signatur=yes", "--pin", "Soby=1")
        assert result.exit_code == 2
        assert "did you mean signature?" in result.stderr
        assert "did you mean Søby?" in result.stderr


# --- Losses, ties and near-ties -----------------------------------------------------------------


LOSSES = """\
Points that the best plan loses with a municipality in another wave
  Municipality   Wave 1   Wave 2   Wave 3
  Møborg        no plan      7.0     here
  Nordby           here  no plan  no plan
  Søby             here  no plan  no plan
  Vestrup       no plan     here     50.0
  Øster-Holm    no plan     here      7.0
  Ålev          no plan  no plan     here
"""


def test_the_losses_of_every_placement(run: Run) -> None:
    assert LOSSES in run("plan", "--losses").stdout


def test_losses_in_the_other_forms(run: Run) -> None:
    table = run("plan", "--losses", "--format", "csv").stdout
    assert table.splitlines()[0] == "code,municipality,wave,quarter,points,loss_1,loss_2,loss_3"
    assert "0430,Møborg,3,2014-Q4,0.0,,7.0,0.0" in table.splitlines()
    assert (
        "| Vestrup | no plan | here | 50.0 |"
        in run(*("plan", "--losses", "--format", "markdown")).stdout
    )
    waves = json.loads(run("plan", "--losses", "--format", "json").stdout)["waves"]
    (moborg,) = [one for one in waves[2]["municipalities"] if one["name"] == "Møborg"]
    assert moborg["losses"] == [None, 7.0, 0.0]


def test_losses_by_the_milp_are_the_same(run: Run) -> None:
    assert LOSSES in run("plan", "--engine", "milp", "--losses").stdout


NEAR = """\
Could stand elsewhere for 7.0 points or less
  Municipality  Stands in  Could be in  Loss
  Møborg        wave 3     wave 2        7.0
  Øster-Holm    wave 2     wave 3        7.0
"""


def test_what_is_near_the_plan(run: Run) -> None:
    assert NEAR in run("plan", "--near", "7").stdout
    near = json.loads(run("plan", "--near", "7", "--format", "json").stdout)["near"]
    assert near["within"] == 7.0
    assert near["placements"][0] == {"code": "0430", "name": "Møborg", "wave": 2, "loss": 7.0}


def test_nobody_is_near(run: Run) -> None:
    assert "Could stand elsewhere at no loss\n  Nobody.\n" in run("plan", "--near", "0").stdout


def test_near_takes_points(run: Run) -> None:
    assert run("plan", "--near", "-1").exit_code == 2
    result = run("plan", "--near", "0.0001")
    assert result.exit_code == 2
    assert "--near takes points: 0.0001 is more precise than 0.001" in result.stderr


def test_ties_name_those_who_could_stand_elsewhere(run: Run) -> None:
    tied = ("plan", "--set", "Møborg.practice=0.35")
    result = run(*tied)
    assert "no: among equals" in result.stdout
    assert "Could stand elsewhere at no loss" in result.stdout
    slow = run(*tied, "--engine", "milp")
    assert "no: among equals" in slow.stdout
    assert "at no loss" not in slow.stdout
    assert "`fmkwave plan --near 0 --set Møborg.practice=0.35` tells who" in slow.stderr
    assert (
        "Could stand elsewhere at no loss" in run(*tied, "--engine", "milp", "--near", "0").stdout
    )


def test_ties_that_two_sweeps_do_not_settle_are_listed_where_they_are_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fmkwave.losses.swept_totals", lambda *_arguments: None)
    tied = ("plan", "--set", "Møborg.practice=0.35")
    result = run(*tied)
    assert result.exit_code == 0
    assert "at no loss" not in result.stdout
    assert "`fmkwave plan --near 0 --set Møborg.practice=0.35` tells who" in result.stderr
    assert "Could stand elsewhere at no loss" in run(*tied, "--near", "0").stdout


def test_what_if_there_is_no_plan_without_it(run: Run, folder: Folder) -> None:
    barred = "limits: {L: {municipalities: [Søby], earliest: 2014-Q3}}"
    folder.replace("programme.yaml", "frozen: []", barred)
    assert run("plan").exit_code == 1
    result = run("plan", "--set", "limits.L=none")
    assert result.exit_code == 0
    assert "Without the change no plan exists." in result.stderr
    assert "What the change does" not in result.stdout
