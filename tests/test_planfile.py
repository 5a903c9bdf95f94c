"""plan.yaml: written alike by every run, read back as it was, and refused when it is no plan."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs
from fmkwave.inputs.digest import whole
from fmkwave.model import CommittedPlan, Place, Plan, Proof
from fmkwave.planfile import dumps, read_plan
from fmkwave.planner import make_plan
from fmkwave.recorded import differing, recorded
from fmkwave.whatif import changed
from folders import FILES, MUNICIPALITIES, Folder

PARTS = {
    "vendors.yaml": {"Vendor A": "0123456789ab", "0101": "12e345678901"},
    "adjacency.yaml": {"basis and source": "ffffffffffff"},
}

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
    inputs={file: whole(parts) for file, parts in PARTS.items()},
    parts=PARTS,
    notices=("Reconstructed inputs: beware.",),
)

TEXT = """\
# The plan that the inputs give: written by `fmkwave plan --write`, compared with the inputs by
# `fmkwave check`. Under `inputs` stands the SHA-256 of what each file means: comments, the order
# of rows and the spelling of an answer do not change it.
schema: 3
programme: Invented roll-out
total: 512.34
bound: 512.34
proof: optimal
unique: true
notices:
  - 'Reconstructed inputs: beware.'
inputs:
  adjacency.yaml: "00aea854d05b40ec2e0f6bc708a0944e446f9855a5fece9191e4111774173577"
  vendors.yaml: "f0f41b7d2e071fa8dca8369ee97aff6d6cb2b2811f86776bd9dc36bf9a1b5ba2"
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
# The values that the plan was made from, by which `check` tells what each change was.
values:
  adjacency.yaml:
    "0101": {'0102': land, '0103': land, '0440': ferry}
    "0420": {'0430': land}
  municipalities.yaml:
    "0101": {population: 9000, region: Østland}
    "0102": {population: 8000, region: Østland}
    "0103": {population: 7000, region: Østland}
    "0420": {population: 600, region: Vestland}
    "0430": {population: 500, region: Vestland}
    "0440": {population: 400, region: Vestland}
  programme.yaml:
    "answer:no": 0
    "answer:underway": 0.8
    "answer:yes": 1
    "frozen": null
    "stability": 0
    "wave:1": {quarter: 2014-Q2, size: 2}
    "wave:2": {quarter: 2014-Q3, size: 1-3}
    "wave:3": {quarter: 2014-Q4, size: 2}
    "weight:budget": 30
    "weight:ferry": 5
    "weight:hospitals": 20
    "weight:land": 10
    "weight:practice": 20
    "weight:resources": 20
    "weight:signature": 30
    "weight:wish": 25
  questionnaire.csv:
    "0101": {budget: 'yes', resources: 'yes', signature: 'yes', wished_quarter: 2014-Q2}
    "0102": {budget: underway, resources: 'no', signature: 'yes', wished_quarter: null}
    "0103": {budget: 'no', resources: 'yes', signature: 'no', wished_quarter: 2014-Q4}
    "0420": {budget: 'yes', resources: 'no', signature: underway, wished_quarter: 2014-Q3}
    "0430": {budget: 'yes', resources: underway, signature: 'no', wished_quarter: null}
    "0440": {budget: 'no', resources: 'no', signature: 'yes', wished_quarter: 2014-Q2}
  uptake.yaml:
    "0101": {practice: 0.5}
    "0102": {practice: 0.25}
    "0103": {practice: 1}
    "0420": {practice: 0.85}
    "0430": {practice: 0}
    "0440": {practice: 0.4}
    "Vestland": {hospitals: 0.6}
    "Østland": {hospitals: 0.8}
  vendors.yaml:
    "0101": Vendor A
    "0102": Vendor A
    "0103": Vendor A
    "0420": Vendor B
    "0430": Vendor B
    "0440": Vendor B
    "Vendor A": {2014-Q2: 2, 2014-Q3: 2, release: 2014-Q2}
    "Vendor B": {release: 2014-Q3}
    "agreement:0103": 2014-Q4
# The first digits of the SHA-256 for each part of a file, by which `check` tells what changed.
parts:
  adjacency.yaml:
    "basis and source": "ffffffffffff"
  vendors.yaml:
    "0101": "12e345678901"
    "Vendor A": "0123456789ab"
"""

RENEW = "`fmkwave plan --write` writes a new one"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plan file that is valid in every respect."""
    path = tmp_path / "plan.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(InputError) as error:
        read_plan(path)
    return [str(fault) for fault in error.value.faults]


def replace(path: Path, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    path.write_text(TEXT.replace(old, new), encoding="utf-8")


def as_read(plan: Plan) -> CommittedPlan:
    """What reading gives of a plan, its places and names apart."""
    return CommittedPlan(**plan.model_dump(include=set(CommittedPlan.model_fields)))


def without_spelling(plan: CommittedPlan) -> CommittedPlan:
    return plan.model_copy(update={"names": {}, "places": {}, "values": {}, "keeps_values": False})


# --- Writing ------------------------------------------------------------------------------------


def test_the_whole_text(folder: Folder) -> None:
    assert dumps(load_inputs(folder.path), PLAN) == TEXT


def test_any_yaml_reader_takes_codes_and_digests_as_text() -> None:
    plan = yaml.safe_load(TEXT)
    assert list(plan["waves"][0]["municipalities"]) == ["0101", "0102"]
    assert plan["parts"]["vendors.yaml"] == PARTS["vendors.yaml"]


def test_written_then_read_is_the_same_plan(folder: Folder) -> None:
    inputs = load_inputs(folder.path)
    made = make_plan(inputs)
    folder.write("plan.yaml", dumps(inputs, made))
    found = read_plan(folder.path / "plan.yaml")
    assert without_spelling(found) == as_read(made)
    assert found.names == {code: one.name for code, one in inputs.municipalities.items()}
    assert set(found.parts) == set(FILES)
    kept = recorded(inputs)
    assert set(kept) == set(FILES) - {"published.csv"}
    assert not [one for file in kept for one in differing(file, found.values[file], kept[file])]


def test_a_what_if_keeps_no_values(folder: Folder) -> None:
    asked = changed(load_inputs(folder.path), ["Nordby.resources=no"])
    assert dumps(asked, make_plan(asked)).count("\nvalues: {}\n") == 1


def test_the_order_and_spelling_of_the_inputs_change_no_byte(folder: Folder) -> None:
    inputs = load_inputs(folder.path)
    before = dumps(inputs, make_plan(inputs))
    folder.replace("questionnaire.csv", "Søby,yes,underway,no,", "Søby,ja,planlagt,nej,ved ikke")
    folder.replace("uptake.yaml", "Nordby: 0.5", "Nordby: 0.50")
    folder.replace("adjacency.yaml", "Vestrup: [Møborg]", "Møborg: [Vestrup]")
    folder.replace("programme.yaml", "size: {min: 1, max: 3}", "size: {max: 3, min: 1}")
    inputs = load_inputs(folder.path)
    assert dumps(inputs, make_plan(inputs)) == before


@pytest.mark.parametrize("name", ["12e3", "1.5E-2", "0420", "12", ".5", "0o17", "null", "yes"])
def test_a_name_that_looks_like_a_number_stays_a_name(folder: Folder, name: str) -> None:
    inputs = load_inputs(folder.path)
    renamed = inputs.municipalities["0420"].model_copy(update={"name": name})
    everyone = {**inputs.municipalities, "0420": renamed}
    text = dumps(inputs.model_copy(update={"municipalities": everyone}), PLAN)
    assert f"\n      \"0420\": '{name}'\n" in text
    folder.write("plan.yaml", text)
    assert read_plan(folder.path / "plan.yaml").names["0420"] == name


@pytest.mark.parametrize("unique", [True, False, None])
def test_whether_a_plan_is_unique_is_read_back(folder: Folder, unique: bool | None) -> None:
    plan = PLAN.model_copy(update={"unique": unique, "proof": Proof.WITHIN_GAP})
    folder.write("plan.yaml", dumps(load_inputs(folder.path), plan))
    found = read_plan(folder.path / "plan.yaml")
    assert (found.unique, found.proof) == (unique, Proof.WITHIN_GAP)


@pytest.mark.parametrize(
    "name", ["#1", '"A": \\', "null", "0420", "[x]", "A B", "Ålev 🎈", "x" * 300]
)
def test_a_part_may_be_called_anything(folder: Folder, name: str) -> None:
    parts = {"vendors.yaml": {name: "0" * 12}}
    digests = {"vendors.yaml": whole(parts["vendors.yaml"])}
    plan = PLAN.model_copy(update={"parts": parts, "inputs": digests})
    folder.write("plan.yaml", dumps(load_inputs(folder.path), plan))
    found = read_plan(folder.path / "plan.yaml")
    assert (found.parts, found.warnings) == (parts, ())


# --- Places -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (["schema:"], 4),
        (["total:"], 6),
        (["notices:"], 10),
        (["waves:"], 15),
        (["wave 2"], 22),
        (["0102"], 21),
        (["0103"], 33),
        (["values:"], 35),
        (["parts:"], 90),
        (["0999", "wave 3", "waves:"], 28),
        (["0999"], 0),
        ([], 0),
    ],
)
def test_a_line_of_the_plan_is_found(path: Path, keys: list[str], line: int) -> None:
    assert read_plan(path).place(*keys) == Place("plan.yaml", line)


def test_a_plan_just_made_stands_nowhere_yet() -> None:
    assert str(PLAN.place("total:")) == "plan.yaml"


# --- Other schemas, other files -------------------------------------------------------------------


def test_no_file(tmp_path: Path) -> None:
    assert faults(tmp_path / "plan.yaml") == [f"plan.yaml: the file is missing; {RENEW}"]


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ("1", f"'schema' is 1, that of an older fmkwave; {RENEW}"),
        ("4", "'schema' is 4, that of a newer fmkwave; this one reads 3"),
        ("two", f"'schema' is 'two', but 3 is expected; {RENEW}"),
        ("2.5", f"'schema' is 2.5, but 3 is expected; {RENEW}"),
        ("", f"this is no plan: it has no 'schema'; {RENEW}"),
    ],
)
def test_another_schema(path: Path, schema: str, message: str) -> None:
    replace(path, "schema: 3", f"schema: {schema}")
    assert faults(path) == [f"plan.yaml:4: {message}"]


def test_a_file_that_is_no_plan(path: Path) -> None:
    path.write_text(MUNICIPALITIES, encoding="utf-8")
    assert faults(path) == [f"plan.yaml:1: this is no plan: it has no 'schema'; {RENEW}"]


def test_a_file_that_is_no_yaml(path: Path) -> None:
    path.write_text("code,wave\n0101,1\n", encoding="utf-8")
    assert faults(path) == [
        f"plan.yaml:1: the file must consist of lines of the form 'key: value'; {RENEW}"
    ]


# --- Edited by hand -------------------------------------------------------------------------------


def test_a_municipality_in_two_waves(path: Path) -> None:
    replace(path, '      "0430": Møborg\n', '      "0430": Møborg\n      "0101": Nordby\n')
    assert faults(path) == ["plan.yaml:27: 0101 Nordby stands twice, first on line 20"]


def test_a_municipality_twice_in_one_wave(path: Path) -> None:
    replace(path, '      "0430": Møborg\n', '      "0430": Møborg\n      "0430": Møborg\n')
    assert faults(path) == ["plan.yaml:27: key '0430' is written twice, on lines 26 and 27"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("- wave: 2", "- wave: 3", ["22: 'wave' is 3, but 2 comes next"]),
        ("total: 512.34", "total: much", ["6: 'total' is 'much', but a number is expected"]),
        (
            "proof: optimal",
            "proof: optimum",
            ["8: 'proof' cannot be 'optimum' (allowed: optimal, within gap)"],
        ),
        ("bound: 512.34\n", "", ["4: key 'bound' is missing"]),
        (
            "quarter: 2014-Q3\n    size",
            "quarter: 2014\n    size",
            ["23: 'quarter' is 2014, but a text is expected; put it in quotes"],
        ),
        (': "0123456789ab"', ":", ["95: 'Vendor A' is empty, but a text is expected"]),
    ],
)
def test_what_no_plan_can_say(path: Path, old: str, new: str, found: list[str]) -> None:
    replace(path, old, new)
    assert faults(path) == [f"plan.yaml:{fault}" for fault in found]


def test_all_faults_come_in_one_run(path: Path) -> None:
    text = TEXT.replace("wave: 2", "wave: 7").replace('"0103": Ålev', '"0101": Ålev')
    path.write_text(text, encoding="utf-8")
    assert faults(path) == [
        "plan.yaml:22: 'wave' is 7, but 2 comes next",
        "plan.yaml:33: 0101 Ålev stands twice, first on line 20",
    ]


def test_a_size_that_is_not_what_is_listed_is_doubtful(path: Path) -> None:
    replace(path, '      "0430": Møborg\n', "")
    found = read_plan(path)
    assert found.placement == {"0101": 1, "0102": 1, "0103": 3, "0420": 2, "0440": 3}
    assert [str(fault) for fault in found.warnings] == [
        "plan.yaml:24: warning: 'size' of wave 2 is 2, but the wave lists 1"
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "file"),
    [
        ('"0101": "12e', '"0101": "12f', 14, "vendors.yaml"),
        ('adjacency.yaml: "0', 'adjacency.yaml: "1', 13, "adjacency.yaml"),
        ('    "0101": "12e345678901"\n', "", 14, "vendors.yaml"),
        ('  adjacency.yaml:\n    "basis and source": "ffffffffffff"\n', "", 13, "adjacency.yaml"),
        ("parts:\n", "parts:\n  other.csv: {}\n", 91, "other.csv"),
    ],
)
def test_digests_that_do_not_belong_together_are_doubtful_and_not_relied_on(
    path: Path, old: str, new: str, line: int, file: str
) -> None:
    replace(path, old, new)
    found = read_plan(path)
    assert [str(fault) for fault in found.warnings] == [
        f"plan.yaml:{line}: warning: the digests of {file} under 'inputs' and under 'parts' do not "
        "belong together: the plan was edited, merged or cut short"
    ]
    assert set(found.parts) == set(PARTS) - {file}


# --- Cut short ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "fault"),
    [
        ("", f": the file is empty; {RENEW}"),
        ("# of", f": the file is empty; {RENEW}"),
        ("sche", f":1: the file must consist of lines of the form 'key: value'; {RENEW}"),
        (
            "total: 5",
            ":6: the file ends without 'bound', 'proof', 'unique', 'notices', 'inputs', 'waves', "
            f"'values', 'parts', so it was cut short; {RENEW}",
        ),
        (
            '"0430": Møb',
            f":26: the file ends without 'values', 'parts', so it was cut short; {RENEW}",
        ),
        (
            '"0101": "12e',
            ":94: broken YAML: the quote that opens here is never closed (noticed on line 94); "
            f"{RENEW}",
        ),
        ("parts:\n", ":90: 'parts' is empty, but a group of 'key: value' lines is expected"),
    ],
)
def test_what_is_told_of_a_file_that_was_cut_short(path: Path, end: str, fault: str) -> None:
    path.write_text(TEXT[: TEXT.index(end) + len(end)], encoding="utf-8")
    assert faults(path) == [f"plan.yaml{fault}"]


def outcome(path: Path) -> CommittedPlan | list[str]:
    """The plan that is read, or what is wrong with the file."""
    try:
        return read_plan(path)
    except InputError as error:
        return [str(fault) for fault in error.faults]


def test_wherever_a_file_is_cut_short_it_shows(path: Path) -> None:
    content = TEXT.encode()
    plan = read_plan(path)
    ends = [at for at, byte in enumerate(content[:-1]) if byte in b"\n "]
    # Before and behind each line end and space, and in the middle of some words.
    for length in sorted(
        {*ends[::2], *(at + 1 for at in ends[1::2]), *range(0, len(content) - 1, 7)}
    ):
        path.write_bytes(content[:length])
        found = outcome(path)
        if isinstance(found, CommittedPlan):
            assert found.warnings
            assert found.placement == plan.placement
        else:
            assert found
            assert all(fault.startswith("plan.yaml:") for fault in found)
    # Nothing is lost with the last line end.
    path.write_bytes(content[:-1])
    assert read_plan(path) == plan
