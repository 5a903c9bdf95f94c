"""The models and the tables by which fmkwave is compared with other solvers."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given
from strategies import LAW, problems

import peers
from fmkwave.optimise import solve
from fmkwave.optimise.problem import Problem
from measure import NOT_INSTALLED, in_process, machine, table, times, with_block
from models import plain_highs

ROOT = Path(__file__).parents[2]


@LAW
@given(problem=problems)
def test_the_plain_model_is_the_same_problem(problem: Problem) -> None:
    best = solve(problem)
    assume(best.assignment is not None)

    found = plain_highs(problem, seconds=10)

    assert found.assignment is not None
    assert problem.feasible(found.assignment)
    assert problem.total(found.assignment) == best.total
    assert found.bound == pytest.approx(best.total, abs=peers.HALF)


@pytest.mark.parametrize("solver", ["sweep", "milp", "plain", "tuned"])
def test_every_solver_is_asked_for_the_same_plan_of_denmark(solver: str) -> None:
    asked = {"drawn": False, "vendors": True, "points": 5}
    run = in_process(peers.solve, 60, solver=solver, limit=50, **asked)
    if run.failure == NOT_INSTALLED:
        pytest.skip(NOT_INSTALLED)

    assert run.failure == ""
    assert run.answer is not None
    assert run.answer["proven"]
    assert run.answer["total"] == solve(peers.committed_problem(5, vendors=True)).total
    assert run.memory > 1 << 24


def test_who_takes_too_long_is_ended_and_told() -> None:
    assert in_process(peers.solve, 0.0).failure == "ended after 0 s"


def test_who_fails_is_told() -> None:
    assert "missing 2 required" in in_process(peers.solve, 60).failure


def test_a_table_is_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    assert table(("case", "seconds", ""), [["one", "0.5", times(0.5, 0.25)]]) == (
        "| case | seconds |  |\n| --- | --: | --: |\n| one | 0.5 | × 2.00 |"
    )
    assert capsys.readouterr().err == "     0 s  one\n"


def test_text_is_put_between_markers() -> None:
    page = "a\n<!-- begin x -->\nold\n<!-- end x -->\nb\n"

    assert with_block(page, "x", r"\1 new") == (
        "a\n<!-- begin x -->\n\n\\1 new\n\n<!-- end x -->\nb\n"
    )
    with pytest.raises(ValueError, match="0 places named y"):
        with_block(page, "y", "new")


def test_the_page_has_a_place_for_every_part() -> None:
    page = (ROOT / "docs" / "performance.md").read_text("utf-8")
    told = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks"), "nothing"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    parts = told.stderr.rpartition("there are ")[2].strip().split(", ")

    assert re.findall("<!-- begin (.*) -->", page) == ["machine", *parts]


def test_the_machine_is_named_without_its_host() -> None:
    assert re.fullmatch(r"\d+ cores of .+, \d+ GiB of memory, \w+ [\d.]+, Python .+", machine())
