"""The bundled data: the plan equals the published draft, and the data is no disguised copy."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import pytest
import yaml

from fmkwave.check import check
from fmkwave.inputs import load_inputs
from fmkwave.model import Basis, Inputs, Plan
from fmkwave.objective import scores
from fmkwave.optimise.problem import Control
from fmkwave.optimise.sweep import sweep_choices
from fmkwave.planfile import read_plan
from fmkwave.planner import build_problem, make_plan

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return load_inputs(DATA)


@pytest.fixture(scope="module")
def plan(inputs: Inputs) -> Plan:
    return make_plan(inputs)


def test_the_country_is_whole(inputs: Inputs) -> None:
    kinds = [link.kind for link in inputs.links]
    assert len(inputs.municipalities) == 98
    assert {kind: kinds.count(kind) for kind in kinds} == {"land": 186, "bridge": 6, "ferry": 14}
    assert sum(m.population for m in inputs.municipalities.values()) == 5_627_145
    waves = list(inputs.published.values())
    assert [waves.count(wave) for wave in (1, 2, 3)] == [28, 35, 35]


def test_every_file_states_its_basis(inputs: Inputs) -> None:
    assert {file: source.basis for file, source in inputs.sources.items()} == {
        "adjacency.yaml": Basis.PUBLIC,
        "municipalities.yaml": Basis.PUBLIC,
        "programme.yaml": Basis.DOCUMENTED,
        "published.csv": Basis.DOCUMENTED,
        "questionnaire.csv": Basis.RECONSTRUCTED,
        "uptake.yaml": Basis.RECONSTRUCTED,
        "vendors.yaml": Basis.RECONSTRUCTED,
    }


def test_the_plan_is_the_published_draft_and_unique(inputs: Inputs, plan: Plan) -> None:
    assert plan.placement == inputs.published
    assert plan.total == plan.bound
    assert plan.unique


def test_every_other_choice_costs_at_least_a_point(inputs: Inputs, plan: Plan) -> None:
    # Even where a vendor's go-lives would rule the other choice out.
    placed = [wave - 1 for wave in plan.placement.values()]
    for choice in sweep_choices(build_problem(inputs), Control()):
        if choice.wave == placed[choice.unit]:
            assert choice.total == plan.total
        else:
            assert choice.total <= plan.total - 1000


def test_the_committed_plan_is_what_the_inputs_say(inputs: Inputs, plan: Plan) -> None:
    assert check(inputs, plan, read_plan(DATA / "plan.yaml")).identical


def test_readiness_overlaps_between_waves(inputs: Inputs, plan: Plan) -> None:
    readiness = {wave: _readiness(inputs, plan, wave) for wave in (1, 2, 3)}
    for wave in (2, 3):
        assert sum(r > min(readiness[wave - 1]) for r in readiness[wave]) >= 10
    assert all(len(set(values)) >= 6 for values in readiness.values())


def _readiness(inputs: Inputs, plan: Plan, wave: int) -> list[int]:
    found = scores(inputs)
    return [found[code].readiness for code in plan.members(wave)]


def test_many_have_no_wish_and_some_do_not_get_theirs(inputs: Inputs, plan: Plan) -> None:
    wishes = {code: row.wish for code, row in inputs.questionnaires.items()}
    unmet = [
        code
        for code, wish in wishes.items()
        if wish is not None and wish != plan.quarters[plan.placement[code] - 1]
    ]
    assert list(wishes.values()).count(None) >= 25
    assert len(unmet) >= 3


def test_uptake_keeps_to_the_public_aggregates(inputs: Inputs) -> None:
    practice = inputs.uptake["general_practice"]
    citizens = {code: m.population for code, m in inputs.municipalities.items()}
    mean = sum(citizens[c] * share for c, share in practice.items()) / sum(citizens.values())
    # "Almost half of the doctors" were not yet connected, and two of the five regions.
    assert 0.5 < mean <= 0.55
    assert list(inputs.uptake["hospitals"].values()).count(0) == 2  # type: ignore[arg-type]
    syddanmark = [c for c, m in inputs.municipalities.items() if m.region == "Syddanmark"]
    assert max(practice[code] for code in syddanmark) <= 0.85  # reached only in June 2014


def test_no_vendor_is_a_real_company(inputs: Inputs) -> None:
    assert [vendor.name for vendor in inputs.vendors] == [f"Leverandør {x}" for x in "ABC"]


def test_a_binding_vendor_limit_is_kept_by_both_engines(inputs: Inputs) -> None:
    # The draft has some of Leverandør C's customers in Q3; let it carry two fewer.
    late = next(v for v in inputs.vendors if v.name == "Leverandør C")
    there = sum(inputs.published[code] == 2 for code in late.customers)
    tight = late.model_copy(update={"go_lives": {"2014-Q3": there - 2}})
    vendors = tuple(tight if v.name == late.name else v for v in inputs.vendors)
    limited = inputs.model_copy(update={"vendors": vendors})
    sweep, milp = make_plan(limited, engine="sweep"), make_plan(limited, engine="milp")
    assert sweep.placement == milp.placement
    assert (sweep.total, sweep.unique) == (milp.total, milp.unique)
    assert sum(sweep.placement[code] == 2 for code in tight.customers) <= there - 2
    assert sweep.total < make_plan(inputs).total


def test_where_the_sweep_does_not_fit_auto_takes_the_search_and_says_so(
    inputs: Inputs, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fmkwave.optimise.sweep.QUICK", 2**20)
    other = make_plan(inputs)
    assert other.engine == "search"
    assert other.placement == plan.placement
    (remark,) = other.remarks
    assert remark.startswith("Engine search was taken because the sweep would need ")
    assert remark.endswith(" MiB of tables and may use 1.")


# --- The same bytes, whatever the order ----------------------------------------------------------


class _Plain(yaml.SafeDumper):
    """Writes text without quotes, also where it looks like a number, as the files do."""

    yaml_implicit_resolvers: ClassVar[dict[str, object]] = {}  # type: ignore[misc]


def _shuffled_yaml(rng: random.Random, node: object) -> object:
    if isinstance(node, dict):
        items = list(node.items())
        rng.shuffle(items)
        return {key: _shuffled_yaml(rng, value) for key, value in items}
    return [_shuffled_yaml(rng, value) for value in node] if isinstance(node, list) else node


def _shuffled_rows(rng: random.Random, text: str) -> str:
    lines = text.splitlines()
    notes = [line for line in lines if line.startswith("#")]
    columns, *rows = [line for line in lines if not line.startswith("#")]
    rng.shuffle(rows)
    return "\n".join([*notes, columns, *rows]) + "\n"


def _shuffle(folder: Path, seed: int) -> None:
    rng = random.Random(seed)
    for path in sorted(folder.iterdir()):
        if path.suffix == ".csv":
            path.write_text(_shuffled_rows(rng, path.read_text("utf-8")), "utf-8")
        elif path.suffix == ".yaml" and path.name != "plan.yaml":
            content = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
            if path.name == "municipalities.yaml":
                rng.shuffle(content["municipalities"])
            shuffled = _shuffled_yaml(rng, content)
            text = yaml.dump(shuffled, Dumper=_Plain, allow_unicode=True, sort_keys=False)
            path.write_text(text, "utf-8")


def _run(folder: Path, *arguments: str, seed: str = "0") -> str:
    return subprocess.run(
        [sys.executable, "-m", "fmkwave", *arguments, "--data", str(folder)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "copy"))


@pytest.fixture(scope="module")
def expected() -> dict[str, str]:
    return {form: _run(DATA, "plan", "--format", form) for form in ("json", "csv", "yaml")}


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_rows_and_keys_in_every_file_give_the_same_bytes(
    copy: Path, seed: int, expected: dict[str, str]
) -> None:
    _shuffle(copy, seed)
    assert (copy / "vendors.yaml").read_text("utf-8") != (DATA / "vendors.yaml").read_text("utf-8")
    assert {form: _run(copy, "plan", "--format", form) for form in expected} == expected


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_the_hash_seed_gives_the_same_bytes(seed: str, expected: dict[str, str]) -> None:
    assert _run(DATA, "plan", "--format", "json", seed=seed) == expected["json"]


def test_a_read_only_folder_gives_the_same_bytes(copy: Path, expected: dict[str, str]) -> None:
    for path in copy.iterdir():
        path.chmod(0o444)
    copy.chmod(0o555)
    try:
        assert _run(copy, "plan", "--format", "json") == expected["json"]
    finally:
        copy.chmod(0o755)


def test_the_plan_written_is_the_one_committed(expected: dict[str, str]) -> None:
    assert expected["yaml"] == (DATA / "plan.yaml").read_text("utf-8")
