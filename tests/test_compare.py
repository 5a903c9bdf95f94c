"""How two plans differ: the comparison itself, and the command."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

import fmkwave.planner
from fmkwave.cli import app
from fmkwave.compare import Agreement, Candidate, Comparison, compare
from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs, Placement, Plan, Proof
from fmkwave.moves import Move, Shift, moves
from fmkwave.objective import kept_links, total
from fmkwave.rules import broken
from folders import Folder

# What published.csv of the small folder holds, and the best plan there.
PUBLISHED = {"0101": 1, "0102": 1, "0103": 3, "0420": 2, "0430": 2, "0440": 3}
BEST = {"0101": 1, "0102": 1, "0103": 3, "0420": 2, "0430": 3, "0440": 2}


@cache
def inputs() -> Inputs:
    with tempfile.TemporaryDirectory() as folder:
        return load_inputs(Folder(Path(folder)).path)


def compared(before: Placement, after: Placement) -> Comparison:
    return compare(inputs(), Candidate("before", before), Candidate("after", after))


# --- The comparison -------------------------------------------------------------------------------


def test_two_plans() -> None:
    found = compared(PUBLISHED, BEST)
    assert found.moves == (
        Move(code="0430", name="Møborg", before=2, after=3),
        Move(code="0440", name="Øster-Holm", before=3, after=2),
    )
    assert found.agreement == (
        Agreement(region="Vestland", same=1, of=3),
        Agreement(region="Østland", same=3, of=3),
    )
    assert (found.identical, found.same) == (False, 4)
    assert found.links == {"land": 3, "ferry": 1}
    assert [side.name for side in (found.before, found.after)] == ["before", "after"]
    assert [side.worth.kept for side in (found.before, found.after)] == [
        {"land": 2, "ferry": 0},
        {"land": 1, "ferry": 0},
    ]
    assert [side.worth.links for side in (found.before, found.after)] == [20_000, 10_000]
    assert [side.worth.total for side in (found.before, found.after)] == [473_000, 480_000]
    assert [side.sizes for side in (found.before, found.after)] == [(2, 2, 2), (2, 2, 2)]


def test_a_plan_that_leaves_somebody_out_has_points_but_no_total() -> None:
    found = compared(BEST, {"0101": 1, "0102": 1, "0430": 2})
    after = found.after
    assert after.left_out == ("0420", "0440", "0103")
    assert after.worth.total is None
    assert after.worth.own == {"0101": 212_000, "0102": 150_000, "0430": 58_000}
    assert after.worth.placed == 212_000 + 150_000 + 58_000 + 10_000
    assert after.sizes == (2, 1, 0)
    assert after.broken[0].found == "Vestrup, Øster-Holm, Ålev in none"
    assert found.same == 2
    assert Move(code="0103", name="Ålev", before=3, after=None) in found.moves


def test_without_a_what_if_there_is_nothing_to_compare_a_total_with() -> None:
    found = compared(PUBLISHED, BEST)
    assert (found.before.without, found.after.without, found.after.shift) == (None, None, None)


def test_under_a_what_if_a_plan_has_two_totals() -> None:
    wish = inputs().programme.weights.wish.model_copy(update={"weight": 0})
    weights = inputs().programme.weights.model_copy(update={"wish": wish})
    programme = inputs().programme.model_copy(update={"weights": weights})
    changed = inputs().model_copy(update={"programme": programme})
    shift = Shift(total_before=480_000, total=500_000, moves=moves(changed, BEST, PUBLISHED))
    best = Candidate("best", PUBLISHED, shift)
    found = compare(changed, Candidate("mine", PUBLISHED), best, files=inputs())
    assert found.before.worth.total == total(changed, PUBLISHED) != total(inputs(), PUBLISHED)
    assert found.before.without == total(inputs(), PUBLISHED)
    assert found.after.without == 480_000
    assert (found.before.shift, found.after.shift) == (None, shift)


PLACEMENTS = st.fixed_dictionaries({code: st.integers(0, 3) for code in BEST}).map(
    lambda waves: {code: wave for code, wave in waves.items() if wave}
)


@given(PLACEMENTS, PLACEMENTS)
def test_laws(before: Placement, after: Placement) -> None:
    found, back = compared(before, after), compared(after, before)
    assert found.before == back.after.model_copy(update={"name": "before"})
    assert {(m.code, m.before, m.after) for m in found.moves} == {
        (m.code, m.after, m.before) for m in back.moves
    }
    assert found.identical == (before == after)
    unplaced_in_both = len(inputs().municipalities.keys() - before.keys() - after.keys())
    assert len(found.moves) + found.same + unplaced_in_both == len(inputs().municipalities)
    assert found.agreement == back.agreement
    assert sum(found.after.sizes) + len(found.after.left_out) == len(inputs().municipalities)
    assert found.after.broken == broken(inputs(), after)
    turned = {code: after[code] for code in sorted(after, reverse=True)}
    assert compared(before, turned) == found


@given(st.fixed_dictionaries({code: st.integers(1, 3) for code in BEST}))
def test_a_whole_plan_is_worth_what_the_objective_says(placement: Placement) -> None:
    side = compared(BEST, placement).after
    assert side.worth.total == total(inputs(), placement)
    assert sum(side.worth.kept.values()) == len(kept_links(inputs(), placement))


# --- The command ----------------------------------------------------------------------------------

Run = Callable[..., Result]

EDITED = """\
Invented roll-out: committed and edited.csv

Different: 3 of 6 municipalities stand elsewhere in edited.csv than in
committed.
edited.csv has no total: 1 municipality is in no wave; the others bring 438.0
points.

Rules that edited.csv breaks
  - every municipality is in one wave; Øster-Holm in none
  - wave 1 (2014-Q2) takes 2 municipalities; 1 placed in 2014-Q2
  - wave 3 (2014-Q4) takes 2 municipalities; 1 placed in 2014-Q4

Who stands elsewhere
  Municipality  Region    committed    edited.csv   Own points gained
  Møborg        Vestland  3 · 2014-Q4  2 · 2014-Q3              +58.0
  Søby          Østland   1 · 2014-Q2  2 · 2014-Q3              -75.0
  Øster-Holm    Vestland  2 · 2014-Q3  none

Under the inputs as they are now
                       committed  edited.csv  Difference
  Total                    480.0        none
  Own points               470.0       428.0       -42.0
  Points of links           10.0        10.0
  Links kept              1 of 4      1 of 4
  of these land           1 of 3      1 of 3
  of these ferry          0 of 1      0 of 1
  In wave 1 · 2014-Q2          2           1          -1
  In wave 2 · 2014-Q3          2           3          +1
  In wave 3 · 2014-Q4          2           1          -1
  In no wave                   0           1          +1
  Rules broken                 0           3          +3

How many stand in the same wave
  Region    Same wave
  Vestland     1 of 3
  Østland      2 of 3
  All          3 of 6

"""


@pytest.fixture
def run(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `compare` on the small folder, which is found by its variable."""
    monkeypatch.setenv("FMKWAVE_DATA", str(folder.path))
    monkeypatch.chdir(folder.path)
    for name in ("COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(app, ["compare", *map(str, arguments)])

    CliRunner().invoke(app, ["plan", "--write"])
    return invoke


def test_the_committed_plan_is_compared_with_the_best(run: Run) -> None:
    done = run()
    assert done.exit_code == 0
    assert done.stdout.startswith("Invented roll-out: committed and best\n\nIdentical: ")
    assert done.stderr.startswith("Inputs: ")


def test_help(run: Run) -> None:
    assert "Exit codes: 0 identical, 1 different, 2 could not.\n" in run("--help").stdout


@pytest.mark.parametrize(
    "arguments", [["published"], ["published", "best"], ["--against", "published"]]
)
def test_plans_that_differ_end_with_1(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 1
    assert "Different: 2 of 6 municipalities stand elsewhere in " in done.stdout


def test_a_plan_edited_by_hand(run: Run, folder: Folder) -> None:
    text = folder.read("published.csv").replace("0440,Øster-Holm,3\n", "")
    folder.write("edited.csv", text.replace("Søby,1", "Søby,2"))
    done = run("committed", "edited.csv")
    assert done.exit_code == 1
    assert done.stdout.startswith(EDITED)


def test_a_stale_total_in_a_plan_edited_by_hand_is_no_fault(run: Run, folder: Folder) -> None:
    text = (
        folder.read("plan.yaml").replace("total: 480.0", "total: 1.0").replace("size: 2", "size: 9")
    )
    folder.write("edited.yaml", text)
    assert run("edited.yaml", "committed").exit_code == 0


@pytest.mark.parametrize("name", ["out.json", "out.csv", "out.md", "out.txt"])
def test_it_is_written_in_the_form_of_the_file(run: Run, folder: Folder, name: str) -> None:
    done = run("published", "-o", name)
    assert (done.exit_code, done.stdout) == (1, "")
    begins = {
        "out.json": '{\n  "schema": 1,\n  "programme": "Invented roll-out",',
        "out.csv": "code,municipality,region,from,to,moved,from_points,to_points\n0430,Møborg,",
        "out.md": "# Invented roll-out: published and best\n",
        "out.txt": "Invented roll-out: published and best\n",
    }
    assert folder.read(name).startswith(begins[name])
    assert "Reconstructed inputs, not real answers" in done.stderr


def test_a_what_if_changes_what_both_are_scored_under(run: Run) -> None:
    done = run("published", "--pin", "Møborg=2", "--format", "json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    best = told["to"]
    assert told["notices"][0].startswith("What if, not what the files say: Møborg pinned to wave 2")
    assert (best["total_without_change"], best["total"]) == (480.0, 473.0)
    assert [move["name"] for move in best["what_if"]["moves"]] == ["Møborg", "Øster-Holm"]
    assert told["from"]["what_if"] is None


def messages(done: Result) -> list[str]:
    """What is said on stderr once the inputs are found, of a run that could not be."""
    assert (done.exit_code, done.stdout) == (2, "")
    return [line for line in done.stderr.splitlines() if not line.startswith("Inputs: ")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a", "b", "--against", "c"], ["B is given twice: b, and --against c."]),
        (
            ["comitted", "elsewhere.csv"],
            [
                "There is no file 'comitted'; did you mean committed?",
                "There is no file 'elsewhere.csv'; a plan is a file, or one of best, "
                "committed, published.",
            ],
        ),
        (
            ["--set", "weights.wsh=0"],
            [
                "--set weights.wsh=0: There is no weight 'wsh'; did you mean wish? (Allowed: "
                "budget, signature, resources, hospitals, practice, wish, land, ferry.)"
            ],
        ),
        (
            ["programme.yaml", "questionnaire.csv"],
            [
                "programme.yaml: this is no plan: it has no municipality in any wave",
                "questionnaire.csv:3: column 'wave' is missing",
                "2 faults, no warnings",
            ],
        ),
    ],
)
def test_what_cannot_be_compared(run: Run, arguments: list[str], said: list[str]) -> None:
    assert messages(run(*arguments)) == said


def test_a_folder_without_plans(run: Run, folder: Folder) -> None:
    for name in ("plan.yaml", "published.csv"):
        (folder.path / name).unlink()
    assert messages(run("--against", "published")) == [
        f"There is no committed plan: {folder.path / 'plan.yaml'} is missing; "
        "`fmkwave plan --write` writes it.",
        f"There is no published plan: {folder.path / 'published.csv'} is missing.",
    ]


def test_no_best_plan_to_compare_with(run: Run, folder: Folder) -> None:
    folder.replace("vendors.yaml", "{2014-Q2: 2, 2014-Q3: 2}", "{2014-Q2: 1, 2014-Q3: 0}")
    said = messages(run())
    assert said[0] == (
        "There is no best plan to compare with. No plan exists: these limits cannot hold together."
    )
    assert len(said) > 1


def test_a_plan_that_is_not_proven_best_is_not_compared(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fmkwave.planner.make_plan

    def stopped(*arguments: Any, **options: Any) -> Plan:
        return real(*arguments, **options).model_copy(update={"proof": Proof.WITHIN_GAP})

    monkeypatch.setattr(fmkwave.planner, "make_plan", stopped)
    assert "Stopped before the best plan was proven" in messages(run())[0]
    assert run("committed", "published").exit_code == 1


ENGINES = {"highspy", "networkx", "numpy", "fmkwave.planner", "fmkwave.optimise.sweep"}


@pytest.mark.parametrize(("after", "engines"), [("published", False), ("best", True)])
def test_only_planning_imports_an_engine(
    run: Run, folder: Folder, after: str, engines: bool
) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "fmkwave", "compare", "plan.yaml", after]
    done = subprocess.run(
        command, cwd=folder.path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert done.stdout.startswith("Invented roll-out: plan.yaml and ")
    assert "fmkwave.compare" in imported
    assert bool(imported & ENGINES) == engines
