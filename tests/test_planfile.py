"""plan.yaml: written alike by every run, read back as it was, and refused when it is no plan."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs
from fmkwave.model import CommittedPlan, Plan, Proof
from fmkwave.planfile import dumps, read_plan
from folders import Folder

PLAN = Plan(
    programme="Invented roll-out",
    quarters=("2014-Q2", "2014-Q3", "2014-Q4"),
    placement={"0101": 1, "0102": 1, "0103": 3, "0420": 2, "0430": 2, "0440": 3},
    points={},
    total=512_340,
    bound=512_340,
    proof=Proof.OPTIMAL,
    unique=True,
    engine="sweep",
    links_kept=2,
    links_total=4,
    inputs={"vendors.yaml": "ab12", "adjacency.yaml": "0e34"},
    notices=("Reconstructed inputs: beware.",),
)

TEXT = """\
# The plan that the inputs give: written by `fmkwave plan --write`, compared with the inputs by
# `fmkwave check`. Under `inputs` stands the SHA-256 of what each file means: comments, the order
# of rows and the spelling of an answer do not change it.
schema: 1
programme: Invented roll-out
total: 512.34
bound: 512.34
proof: optimal
unique: true
notices:
  - 'Reconstructed inputs: beware.'
inputs:
  adjacency.yaml: "ab"
  vendors.yaml: "cd"
waves:
  - wave: 1
    quarter: 2014-Q2
    size: 2
    municipalities:
      "0101": Nordby
      "0102": Søby
  - wave: 2
    quarter: 2014-Q3
    size: 2
    municipalities:
      "0430": Møborg
      "0420": Vestrup
  - wave: 3
    quarter: 2014-Q4
    size: 2
    municipalities:
      "0440": Øster-Holm
      "0103": Ålev
"""


@pytest.fixture
def text(folder: Folder) -> str:
    plan = PLAN.model_copy(update={"inputs": {"vendors.yaml": "cd", "adjacency.yaml": "ab"}})
    return dumps(load_inputs(folder.path), plan)


def faults(path: Path) -> list[str]:
    with pytest.raises(InputError) as error:
        read_plan(path)
    return [str(fault) for fault in error.value.faults]


def changed(tmp_path: Path, old: str, new: str) -> Path:
    assert TEXT.count(old) == 1
    path = tmp_path / "changed.yaml"
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    return path


def test_the_whole_text(text: str) -> None:
    assert text == TEXT


def test_any_yaml_reader_takes_the_codes_as_text(text: str) -> None:
    assert list(yaml.safe_load(text)["waves"][0]["municipalities"]) == ["0101", "0102"]


def test_written_then_read_is_the_same_plan(tmp_path: Path, folder: Folder) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(dumps(load_inputs(folder.path), PLAN), encoding="utf-8")
    common = PLAN.model_dump(include=set(CommittedPlan.model_fields))
    assert read_plan(path) == CommittedPlan(**common)


@pytest.mark.parametrize("unique", [True, False, None])
def test_whether_a_plan_is_unique_is_read_back(
    tmp_path: Path, folder: Folder, unique: bool | None
) -> None:
    path = tmp_path / "plan.yaml"
    plan = PLAN.model_copy(update={"unique": unique, "proof": Proof.WITHIN_GAP})
    path.write_text(dumps(load_inputs(folder.path), plan), encoding="utf-8")
    found = read_plan(path)
    assert (found.unique, found.proof) == (unique, Proof.WITHIN_GAP)


def test_no_file(tmp_path: Path) -> None:
    assert faults(tmp_path / "plan.yaml") == ["plan.yaml: the file is missing"]


def test_a_newer_schema(tmp_path: Path) -> None:
    path = changed(tmp_path, "schema: 1", "schema: 2")
    assert faults(path) == ["changed.yaml:4: 'schema' is 2; this fmkwave reads 1"]


def test_something_else_than_a_plan(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text("hello: world\n", encoding="utf-8")
    assert faults(path) == ["other.yaml:1: 'schema' is missing; this fmkwave reads 1"]


def test_a_municipality_in_two_waves(tmp_path: Path) -> None:
    path = changed(
        tmp_path, '      "0430": Møborg\n', '      "0430": Møborg\n      "0101": Nordby\n'
    )
    assert faults(path) == ["changed.yaml:27: 0101 Nordby stands twice, first on line 20"]


def test_a_truncated_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(TEXT[: TEXT.index("  - wave: 2")], encoding="utf-8")
    assert read_plan(path).members(2) == ()


def test_waves_out_of_order(tmp_path: Path) -> None:
    path = changed(tmp_path, "- wave: 2", "- wave: 3")
    assert "changed.yaml:22: 'wave' is 3, but 2 comes next" in faults(path)


def test_a_total_that_is_no_number(tmp_path: Path) -> None:
    path = changed(tmp_path, "total: 512.34", "total: much")
    assert faults(path) == ["changed.yaml:6: 'total' is 'much', but a number is expected"]
