"""Findings as CI services read them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from invented import inputs
from test_checking import FILES, FOUND, QUARTERS, SIZE

from fmkwave import __version__
from fmkwave.check import Check
from fmkwave.errors import Fault, FmkwaveError, InputError, StoppedError
from fmkwave.model import Place
from fmkwave.render import ci, forms
from fmkwave.render.findings import CHANGED, Finding, of_check
from fmkwave.render.paths import Files

IDENTICAL = Check(quarters=QUARTERS)
NO_PLAN = Check(
    conflict=("this", "that"),
    changes=FOUND.changes[:1],
    places={"": Place("plan.yaml", 0)},
    quarters=QUARTERS,
)
FAULTS = (
    Fault("plan.yaml", 6, "'total' is 'much'"),
    Fault("questionnaire.csv", 0, "the file is missing"),
)

GITHUB = """\
::error file=data/questionnaire.csv,line=4,title=Changed input::\
data/questionnaire.csv:4: Nordby changed since the plan was made
::error file=data/vendors.yaml,title=Changed input::\
data/vendors.yaml: Leverandør C is gone
::error file=data/published.csv,title=Changed input::\
data/published.csv: the file is new since the plan was made
::error file=data/plan.yaml,line=31,title=Municipality would move::\
data/plan.yaml:31: Nordby: committed wave 2 (2031-Q3), inputs say wave 1 (2031-Q2)
::error file=data/plan.yaml,line=20,title=Municipality would move::\
data/plan.yaml:20: Aaby: in no committed wave, inputs say wave 2 (2031-Q3)
::error file=data/plan.yaml,line=40,title=Municipality would move::\
data/plan.yaml:40: Ålev: committed wave 3, inputs say wave 1 (2031-Q2)
::error file=data/plan.yaml,line=21,title=Broken rule::\
data/plan.yaml:21: wave 1 (2031-Q2) takes 2 to 4 municipalities; 1 placed
::error file=data/plan.yaml,line=6,title=Plan differs::\
data/plan.yaml:6: 'total' is 1.0, the inputs give 2.0
::notice file=data/plan.yaml,title=fmkwave check::\
Different: 3 changes, 3 moves, 1 broken rule, 1 other difference. \
`fmkwave plan --write` makes the plan what the inputs say.
"""

JUNIT = """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="fmkwave check" tests="12" failures="8" errors="0">
  <testsuite name="plan" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="plan" name="as the inputs give it">
      <failure type="difference" message="'total' is 1.0, the inputs give 2.0">\
data/plan.yaml:6: 'total' is 1.0, the inputs give 2.0</failure>
    </testcase>
  </testsuite>
  <testsuite name="input files" tests="3" failures="3" errors="0" skipped="0">
    <testcase classname="input files" name="published.csv">
      <failure type="changed-input" message="the file is new since the plan was made">\
data/published.csv: the file is new since the plan was made</failure>
    </testcase>
    <testcase classname="input files" name="questionnaire.csv">
      <failure type="changed-input" message="Nordby changed since the plan was made">\
data/questionnaire.csv:4: Nordby changed since the plan was made</failure>
    </testcase>
    <testcase classname="input files" name="vendors.yaml">
      <failure type="changed-input" message="Leverandør C is gone">\
data/vendors.yaml: Leverandør C is gone</failure>
    </testcase>
  </testsuite>
  <testsuite name="municipalities" tests="6" failures="3" errors="0" skipped="0">
    <testcase classname="municipalities" name="Høje-Bakkerup" />
    <testcase classname="municipalities" name="Nordby">
      <failure type="move" message="Nordby: committed wave 2 (2031-Q3), \
inputs say wave 1 (2031-Q2)">data/plan.yaml:31: Nordby: committed wave 2 (2031-Q3), \
inputs say wave 1 (2031-Q2)</failure>
    </testcase>
    <testcase classname="municipalities" name="Søby" />
    <testcase classname="municipalities" name="Ærøstrand" />
    <testcase classname="municipalities" name="Aaby">
      <failure type="move" message="Aaby: in no committed wave, inputs say wave 2 (2031-Q3)">\
data/plan.yaml:20: Aaby: in no committed wave, inputs say wave 2 (2031-Q3)</failure>
    </testcase>
    <testcase classname="municipalities" name="Ålev">
      <failure type="move" message="Ålev: committed wave 3, inputs say wave 1 (2031-Q2)">\
data/plan.yaml:40: Ålev: committed wave 3, inputs say wave 1 (2031-Q2)</failure>
    </testcase>
  </testsuite>
  <testsuite name="rules" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="rules" name="wave 1 (2031-Q2) takes 2 to 4 municipalities">
      <failure type="broken-rule" message="wave 1 (2031-Q2) takes 2 to 4 municipalities; \
1 placed">data/plan.yaml:21: wave 1 (2031-Q2) takes 2 to 4 municipalities; 1 placed</failure>
    </testcase>
    <testcase classname="rules" name="wave 2 (2031-Q3) takes 2 to 4 municipalities" />
  </testsuite>
</testsuites>
"""

NO_JUNIT = """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="fmkwave check" tests="2" failures="0" errors="2">
  <testsuite name="inputs" tests="2" failures="0" errors="2" skipped="0">
    <testcase classname="inputs" name="plan.yaml:6">
      <error type="input-fault" message="'total' is 'much'">\
data/plan.yaml:6: 'total' is 'much'</error>
    </testcase>
    <testcase classname="inputs" name="questionnaire.csv">
      <error type="input-fault" message="the file is missing">\
data/questionnaire.csv: the file is missing</error>
    </testcase>
  </testsuite>
</testsuites>
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: an empty one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(form: str, result: Check) -> str:
    return str(forms.check(form, inputs(), result, FILES, 80))


# --- Paths --------------------------------------------------------------------------------------


def test_a_file_below_the_current_folder_is_named_from_there(here: Path) -> None:
    elsewhere = Files(here / "some" / ".." / "data", Path("plans", "2014.yaml"))
    assert elsewhere.path("vendors.yaml") == Path("data", "vendors.yaml")
    assert elsewhere.path("2014.yaml") == Path("plans", "2014.yaml")
    assert elsewhere.named(Place("vendors.yaml", 3)) == "data/vendors.yaml:3"
    assert elsewhere.named(Place("2014.yaml", 0)) == "plans/2014.yaml"


@pytest.mark.parametrize("work_tree", [False, True])
def test_in_a_repository_a_file_is_named_from_its_top(
    here: Path, monkeypatch: pytest.MonkeyPatch, work_tree: bool
) -> None:
    (here / ".git").write_text("gitdir: elsewhere") if work_tree else (here / ".git").mkdir()
    (here / "a" / "b").mkdir(parents=True)
    for current in (here, here / "a" / "b", here.parent):
        monkeypatch.chdir(current)
        files = Files(Path(os.path.relpath(here / "a" / "b" / "data")), here / "a" / "plan.yaml")
        assert files.named(Place("vendors.yaml", 3)) == "a/b/data/vendors.yaml:3"
        assert files.named(Place("plan.yaml", 0)) == "a/plan.yaml"


def test_a_file_elsewhere_is_named_in_full(
    here: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere")
    assert Files(folder, folder / "plan.yaml").path("plan.yaml") == folder.resolve() / "plan.yaml"


def test_a_folder_behind_a_link_is_named_as_it_was_given(
    here: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (here / "link").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    assert Files(Path("link"), Path("p.yaml")).path("a.csv") == Path("link", "a.csv")


def test_a_way_into_the_current_folder_by_a_link_is_seen_through(
    here: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    link = tmp_path_factory.mktemp("elsewhere") / "link"
    link.symlink_to(here)
    assert Files(link, Path("p.yaml")).path("a.csv") == Path("a.csv")


# --- GitHub -------------------------------------------------------------------------------------


def test_github() -> None:
    assert shown("github", FOUND) == GITHUB


def test_github_is_told_of_no_place_where_nothing_differs() -> None:
    assert shown("github", IDENTICAL) == "Identical: the inputs give the committed plan.\n"


def test_github_where_no_plan_exists() -> None:
    assert shown("github", NO_PLAN) == (
        "::error file=data/plan.yaml,title=No plan exists::data/plan.yaml: no plan exists: "
        "these limits cannot hold together: this; that\n"
        "::error file=data/questionnaire.csv,line=4,title=Changed input::"
        "data/questionnaire.csv:4: Nordby changed since the plan was made\n"
        "::notice file=data/plan.yaml,title=fmkwave check::No plan: 1 change\n"
    )


def test_what_means_something_to_github_is_escaped() -> None:
    files = Files(Path("a,b:c%d"), Path("plan.yaml"))
    found = [Finding(CHANGED, "50 %, so: a\r\nb", "", Place("x,y.csv", 1))]
    assert ci.github(found, files) == (
        "::error file=a%2Cb%3Ac%25d/x%2Cy.csv,line=1,title=Changed input::"
        "a,b:c%25d/x,y.csv:1: 50 %25, so: a%0D%0Ab\n"
    )


def test_faults_and_warnings_as_workflow_commands() -> None:
    found = (*FAULTS, Fault("vendors.yaml", 3, "left blank", warning=True))
    assert forms.faults("github", found, FILES) == (
        "::error file=data/plan.yaml,line=6,title=Faulty input::"
        "data/plan.yaml:6: 'total' is 'much'\n"
        "::error file=data/questionnaire.csv,title=Faulty input::"
        "data/questionnaire.csv: the file is missing\n"
        "::warning file=data/vendors.yaml,line=3,title=Doubtful input::"
        "data/vendors.yaml:3: left blank\n"
        "2 faults, 1 warning\n"
    )


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            InputError(FAULTS[:1]),
            "::error file=data/plan.yaml,line=6,title=Faulty input::"
            "data/plan.yaml:6: 'total' is 'much'\n",
        ),
        (
            StoppedError("Stopped."),
            "::error file=data/plan.yaml,title=Could not check::data/plan.yaml: Stopped.\n",
        ),
    ],
)
def test_github_is_told_why_nothing_was_checked(error: FmkwaveError, expected: str) -> None:
    assert forms.no_check("github", error, FILES) == expected


# --- SARIF --------------------------------------------------------------------------------------


def run(text: str) -> dict[str, Any]:
    log = json.loads(text)
    assert log["version"] == "2.1.0"
    (found,) = log["runs"]
    assert isinstance(found, dict)
    return found


def test_sarif_lists_each_finding_with_its_rule_and_line() -> None:
    found = run(shown("sarif", FOUND))
    driver = found["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("fmkwave", __version__)
    ids = [rule["id"] for rule in driver["rules"]]
    places = [result["locations"][0]["physicalLocation"] for result in found["results"]]
    assert [
        (
            result["ruleId"],
            result["level"],
            place["artifactLocation"]["uri"],
            place["region"]["startLine"],
        )
        for result, place in zip(found["results"], places, strict=True)
    ] == [
        ("changed-input", "error", "data/questionnaire.csv", 4),
        ("changed-input", "error", "data/vendors.yaml", 1),
        ("changed-input", "error", "data/published.csv", 1),
        ("move", "error", "data/plan.yaml", 31),
        ("move", "error", "data/plan.yaml", 20),
        ("move", "error", "data/plan.yaml", 40),
        ("broken-rule", "error", "data/plan.yaml", 21),
        ("difference", "error", "data/plan.yaml", 6),
    ]
    assert all(ids[result["ruleIndex"]] == result["ruleId"] for result in found["results"])
    assert found["results"][0]["message"] == {"text": "Nordby changed since the plan was made"}


def test_sarif_describes_each_rule() -> None:
    rules = run(shown("sarif", IDENTICAL))["tool"]["driver"]["rules"]
    texts = ("shortDescription", "fullDescription", "help")
    assert all(rule[text]["text"] for rule in rules for text in texts)
    assert len({rule["id"] for rule in rules}) == len(rules) == 8


def fingerprints(result: Check, files: Files = FILES) -> list[str]:
    found = run(ci.sarif(of_check(result), files))["results"]
    return [result["partialFingerprints"]["fmkwave/v1"] for result in found]


def test_a_finding_keeps_its_fingerprint_wherever_it_stands(here: Path) -> None:
    moved = {key: place._replace(line=place.line + 7) for key, place in FOUND.places.items()}
    changes = tuple(change.model_copy(update={"line": 99}) for change in FOUND.changes)
    other = tuple(
        one.model_copy(update={"text": "'total' is 7.0, the inputs give 2.0"})
        for one in FOUND.other
    )
    later = FOUND.model_copy(update={"places": moved, "changes": changes, "other": other})
    elsewhere = Files(here / "other", here / "other" / "plan.yaml")
    assert fingerprints(later, elsewhere) == fingerprints(FOUND)
    assert len(set(fingerprints(FOUND))) == 8


def test_a_path_is_a_uri(here: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    found = [Finding(CHANGED, "", "", Place("å b.csv", 1))]
    elsewhere = tmp_path_factory.mktemp("elsewhere").resolve()

    def uri(folder: Path) -> str:
        text = ci.sarif(found, Files(folder, Path("plan.yaml")))
        place = run(text)["results"][0]["locations"][0]["physicalLocation"]
        return str(place["artifactLocation"]["uri"])

    assert uri(here / "50 %") == "50%20%25/%C3%A5%20b.csv"
    assert uri(elsewhere) == f"{elsewhere.as_uri()}/%C3%A5%20b.csv"


def test_sarif_names_the_cell_of_a_workbook() -> None:
    fault = Fault("questionnaire.xlsx", 5, "unknown answer 'yess'", cell="Svar!C5")
    (found,) = run(forms.no_check("sarif", InputError([fault]), FILES))["results"]
    assert found["message"] == {"text": "Svar!C5: unknown answer 'yess'"}
    assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 5}


def test_sarif_tells_why_nothing_was_checked() -> None:
    found = run(forms.no_check("sarif", InputError(FAULTS), FILES))["results"]
    assert [(one["ruleId"], one["message"]["text"]) for one in found] == [
        ("input-fault", "'total' is 'much'"),
        ("input-fault", "the file is missing"),
    ]


# --- JUnit --------------------------------------------------------------------------------------


def test_junit() -> None:
    assert shown("junit", FOUND) == JUNIT


def test_junit_shows_all_that_passes() -> None:
    root = ElementTree.fromstring(shown("junit", IDENTICAL))
    assert (root.get("tests"), root.get("failures")) == ("10", "0")
    names = [case.get("name") for case in root.iter("testcase")]
    assert names[:3] == ["as the inputs give it", "questionnaire.csv", "Høje-Bakkerup"]
    assert SIZE in names


def test_junit_leaves_open_who_would_move_where_no_plan_exists() -> None:
    root = ElementTree.fromstring(shown("junit", NO_PLAN))
    assert [suite.get("skipped") for suite in root] == ["0", "0", "6", "0"]
    assert {one.get("message") for one in root.iter("skipped")} == {"no plan exists"}
    assert [one.get("type") for one in root.iter("failure")] == ["no-plan", "changed-input"]


def test_junit_tells_why_nothing_was_checked() -> None:
    assert forms.no_check("junit", InputError(FAULTS), FILES) == NO_JUNIT
    (error,) = ElementTree.fromstring(
        forms.no_check("junit", StoppedError("Stopped."), FILES)
    ).iter("error")
    assert (error.get("type"), error.text) == ("could-not-run", "data/plan.yaml: Stopped.")


def test_what_xml_cannot_hold_is_written_out_or_replaced() -> None:
    odd = "a\x07<b>&\ud800\"'ø🎈"
    move = FOUND.moves[0].model_copy(update={"name": odd})
    found = FOUND.model_copy(update={"moves": (move,)})
    root = ElementTree.fromstring(shown("junit", found))
    (failure,) = (one for one in root.iter("failure") if one.get("type") == "move")
    assert str(failure.text).startswith(
        "data/plan.yaml:31: a\\u0007<b>&\\ud800\"'ø🎈: committed wave 2"
    )


@pytest.mark.parametrize("form", ["github", "sarif", "junit"])
def test_a_form_is_the_same_each_time(form: str) -> None:
    assert shown(form, FOUND) == shown(form, FOUND)
    assert shown(form, FOUND).endswith("\n")
