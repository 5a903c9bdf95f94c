"""`fmkwave init`: a new folder plans at once, explains itself, and is whole or not there."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import yaml12
from fmkwave import files
from fmkwave.cli import app
from fmkwave.inputs import load_inputs
from fmkwave.planner import make_plan
from fmkwave.starter.schemas import schemas
from squares import collection, feature, polygon
from test_schemas import complaints

OPTIONAL = re.compile(r"^#(?=\w)|^#(?=  )", re.MULTILINE)
"""The sign in front of a setting that is left out; in front of words stands ``# ``."""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "new"


def content(folder: Path) -> dict[str, str]:
    """Every file below a folder."""
    found = (one for one in folder.rglob("*") if one.is_file())
    return {str(one.relative_to(folder)): one.read_text("utf-8") for one in found}


def test_an_example_that_plans_at_once(new: Path) -> None:
    done = run("init", new)
    assert done.exit_code == 0, done.stderr
    assert done.stderr == f"Written: 15 files in {new}\n"
    assert done.stdout == (
        "A roll-out to 12 municipalities, to be changed in any editor. What to do next:\n"
        "\n"
        f"  fmkwave validate --data {new}\n"
        f"  fmkwave plan --write --data {new}\n"
        f"  fmkwave explain Aspenwick --data {new}\n"
    )
    inputs = load_inputs(new)
    assert inputs.warnings == ()
    # Everything in it is invented, and says so.
    assert set(inputs.reconstructed) == inputs.sources.keys()
    for line in done.stdout.splitlines()[2:]:
        _program, *arguments = shlex.split(line)
        assert run(*arguments).exit_code == 0, line
    for command in (["check"], ["map"], ["score"], ["timeline"], ["checklist", "Larkenfleet"]):
        assert run(*command, "--data", new).exit_code == 0, command


def test_what_is_left_out_is_valid_when_taken_in(new: Path) -> None:
    run("init", new)
    assert run("plan", "--write", "--data", new).exit_code == 0
    programme = new / "programme.yaml"
    text = programme.read_text("utf-8")
    whole = OPTIONAL.sub("", text)
    for section in ("periods", "limits", "stability"):
        assert f"\n#{section}:" in text
        assert f"\n{section}:" in whole
    programme.write_text(whole, "utf-8")
    assert complaints("programme.yaml", whole) == []
    inputs = load_inputs(new)
    assert len(inputs.programme.limits) == 4
    assert len(inputs.programme.prerequisites) == 2
    assert make_plan(inputs).proof == "optimal"


def test_every_section_of_a_programme_is_in_it(new: Path) -> None:
    run("init", new)
    programme = yaml12.load(OPTIONAL.sub("", (new / "programme.yaml").read_text("utf-8")))
    assert isinstance(programme, dict)
    assert programme.keys() == schemas()["programme.yaml"]["properties"].keys()


def test_its_files_name_their_schemas(new: Path) -> None:
    run("init", new)
    known = {
        name: json.loads((new / "schemas" / f"{name.partition('.')[0]}.schema.json").read_text())
        for name in schemas()
    }
    assert known == schemas(load_inputs(new))
    for file in new.glob("*.yaml"):
        text = file.read_text("utf-8")
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert named is not None
        assert (new / named[1]).is_file()
        assert complaints(file.name, text, known) == []


def test_a_blank_one(new: Path) -> None:
    assert run("init", new, "--blank", "--name", 'The "card": #1').exit_code == 0
    lines = (new / "questionnaire.csv").read_text("utf-8").splitlines()
    assert lines[2:5] == [
        "code,municipality,contact,funding,training,wished_quarter",
        "01,Aspenwick,,,,",
        "02,Brindlecombe,,,,",
    ]
    inputs = load_inputs(new)
    assert inputs.programme.name == 'The "card": #1'
    assert {one.wish for one in inputs.questionnaires.values()} == {None}
    assert run("plan", "--data", new).exit_code == 0


@pytest.mark.parametrize(
    ("name", "written"), [(" two\nlines ", "two lines"), ("a\a", '"a\\\\u0007"')]
)
def test_a_name_is_one_line_that_can_be_seen(new: Path, name: str, written: str) -> None:
    assert run("init", new, "--name", name).exit_code == 0
    assert f"\nname: {written}\n" in (new / "programme.yaml").read_text("utf-8")


def test_an_empty_folder_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", ".").exit_code == 0
    assert load_inputs(".").programme.name == "Shared library card, an invented example"
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["full"], "The folder full is not empty; name a new one."),
        (["full/file"], "full/file is no folder; name a new one."),
        (["no/where"], "There is no folder no to make where in."),
        (["new", "--name", " "], "--name is given no value; leave it out, or say one"),
        (
            ["new", "--code-property", "a", "--region-property", "b"],
            "A file of outlines is needed for --code-property, --region-property: name it with "
            "--from-outlines.",
        ),
        (
            ["new", "--tolerance", "5"],
            "A file of outlines is needed for --tolerance: name it with --from-outlines.",
        ),
        (["new", "--from-outlines", "o.json"], "o.json: the file is missing\n1 fault, no warnings"),
    ],
)
def test_what_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("mine")
    done = run("init", *arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"{said}\n")
    assert content(tmp_path) == {"full/file": "mine"}


@pytest.mark.parametrize("there", [True, False])
def test_it_is_written_whole_or_not_at_all(
    new: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    written = files.write_atomically

    def fail(path: Path, text: str | bytes) -> None:
        if new.parent in path.parents and path.name == "vendors.yaml":
            raise OSError(28, "No space left on device", str(path))
        written(path, text)

    if there:
        new.mkdir()
    monkeypatch.setattr("fmkwave.starter.write.write_atomically", fail)
    done = run("init", new)
    assert (done.exit_code, done.stderr) == (2, f"{new}: No space left on device\n")
    assert content(new.parent) == {}
    assert new.exists() == there
    assert list(new.parent.iterdir()) == [new] * there


# --- From outlines --------------------------------------------------------------------------------


@pytest.fixture
def outlines(tmp_path: Path) -> Path:
    """Two neighbours, a third across a corner, one a few metres off, and an island."""
    path = tmp_path / "outlines.geojson"
    corners = {
        "Holm": (10, 55),
        "no": (11, 55),
        "Ny, by": (11, 56),
        "Å": (12.0002, 55.25),
        "Ø": (1, 1),
    }
    made = collection(
        *(
            feature(polygon(*corner, 0.5 if name == "Å" else 1), code=f"0{at}", name=name)
            for at, (name, corner) in enumerate(corners.items(), start=1)
        )
    )
    path.write_text(json.dumps(made), encoding="utf-8")
    return path


def test_the_units_of_a_file_of_outlines(new: Path, outlines: Path) -> None:
    done = run("init", new, "--from-outlines", outlines)
    assert done.exit_code == 0, done.stderr
    assert done.stderr.splitlines() == [
        "5 units have no region that a property tells; they are put into Everywhere.",
        "5 units have no population that a property tells; it is written as 0.",
        "2 pairs come near each other without a clear border in common and are not linked; take "
        "away the # of those who are neighbours in adjacency.yaml: Holm–Ny, by (they meet in a "
        "point), no–Å (13 m apart)",
        "2 units share no border with any other; write their bridges and ferries under 'crossing' "
        "by hand: Å, Ø",
        f"Written: 15 files in {new}",
    ]
    inputs = load_inputs(new)
    assert inputs.programme.name == "new"
    assert [one.name for one in inputs.municipalities.values()] == [
        "Holm",
        "no",
        "Ny, by",
        "Å",
        "Ø",
    ]
    assert inputs.links == (("01", "02", "land"), ("02", "03", "land"))
    assert inputs.municipalities["01"].label == (55.5, 10.5)
    assert inputs.reconstructed == (
        *("programme.yaml", "questionnaire.csv", "uptake.yaml", "vendors.yaml"),
    )
    assert (new / "adjacency.yaml").read_text("utf-8").partition("basis: ")[2] == (
        "public\n"
        'source: "The outlines in outlines.geojson; say here who publishes them"\n'
        "\n"
        "# Pairs that come near each other without a clear border in common are left out by a #; "
        "take it away\n"
        "# from those who are neighbours.\n"
        "land:\n"
        '  Holm: ["no",\n'
        '#    "Ny, by",  # they meet in a point\n'
        "    ]\n"
        '  "no": ["Ny, by",\n'
        "#    Å,  # 13 m apart\n"
        "    ]\n"
        "\n"
        "# 2 units share no border with any other; write their bridges and ferries under "
        "'crossing' by hand:\n"
        "# Å, Ø\n"
        "crossing: {}\n"
    )
    for command in (["validate"], ["plan", "--write"], ["check"], ["explain", "Ny, by"]):
        assert run(*command, "--data", new).exit_code == 0, command


@pytest.mark.parametrize("taken", [(), (0,), (1,), (0, 1)])
def test_a_doubtful_pair_is_linked_by_taking_away_its_sign(
    new: Path, outlines: Path, taken: tuple[int, ...]
) -> None:
    run("init", new, "--from-outlines", outlines)
    file = new / "adjacency.yaml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    doubtful = [at for at, line in enumerate(lines) if line.startswith("#  ")]
    assert len(doubtful) == 2
    for which in taken:
        lines[doubtful[which]] = lines[doubtful[which]].replace("#", "", 1)
    text = "".join(lines)
    file.write_text(text, "utf-8")
    assert complaints("adjacency.yaml", text) == []
    more = [("01", "03", "land"), ("02", "04", "land")]
    assert load_inputs(new).links == tuple(
        sorted([("01", "02", "land"), ("02", "03", "land"), *(more[which] for which in taken)])
    )


def test_who_has_no_other_links_is_linked_in_the_same_way(new: Path, tmp_path: Path) -> None:
    path = tmp_path / "o.json"
    made = collection(
        feature(polygon(10, 55), code="1", name="Holm"),
        feature(polygon(11.0002, 55), code="2", name="Ny"),
    )
    path.write_text(json.dumps(made), encoding="utf-8")
    assert run("init", new, "--from-outlines", path).exit_code == 0
    file = new / "adjacency.yaml"
    text = file.read_text("utf-8")
    assert "land:\n  Holm: [\n#    Ny,  # 12 m apart\n    ]\n" in text
    assert load_inputs(new).links == ()
    file.write_text(text.replace("#    Ny", "    Ny"), "utf-8")
    assert load_inputs(new).links == (("1", "2", "land"),)


def test_the_tolerance_is_told(new: Path, outlines: Path) -> None:
    assert run("init", new, "--from-outlines", outlines, "--tolerance", "15").exit_code == 0
    assert load_inputs(new).links[-1] == ("02", "04", "land")


def test_regions_that_files_cannot_tell_apart_are_one(new: Path, tmp_path: Path) -> None:
    path = tmp_path / "o.json"
    rows = enumerate(("North", "north ", "everywhere", None))
    made = collection(
        *(feature(polygon(at, 55), code=f"{at}", name="abcd"[at], region=one) for at, one in rows)
    )
    path.write_text(json.dumps(made), encoding="utf-8")
    assert run("init", new, "--from-outlines", path).exit_code == 0
    regions = [one.region for one in load_inputs(new).municipalities.values()]
    assert regions == ["North", "North", "everywhere", "everywhere"]


def test_a_name_that_no_file_may_hold_is_told_before_one_is_there(
    new: Path, tmp_path: Path
) -> None:
    path = tmp_path / "o.json"
    made = collection(
        feature(polygon(1, 55), code="1", name="x" * 201, region="A\u202eB"),
        feature(polygon(2, 55), code="2", name="a=b", region="A\n B"),
    )
    path.write_text(json.dumps(made), encoding="utf-8")
    done = run("init", new, "--from-outlines", path)
    assert done.exit_code == 2
    assert [line.partition(": ")[2] for line in done.stderr.splitlines()[:3]] == [
        f"the name or region of 1: '{'x' * 39}…' has 201 characters, but 200 are the most that a "
        "name may have",
        "the name or region of 1: the invisible character U+202E stands here; take it out",
        "the name or region of 2: 'a=b' holds '=', at which options such as --set would part it; "
        "leave it out",
    ]
    assert not new.exists()


def test_what_its_properties_tell(new: Path, tmp_path: Path) -> None:
    path = tmp_path / "o.json"
    made = collection(
        feature(polygon(10, 55), nr="a", label="Holm", part="East", people=12),
        feature(polygon(11, 55), nr="b", label="Ny", part="West", people=34),
    )
    path.write_text(json.dumps(made), encoding="utf-8")
    told = ("--code-property", "nr", "--name-property", "label", "--region-property", "part")
    more = ("--population-property", "people", "--name", "Cards")
    done = run("init", new, "--from-outlines", path, *told, *more)
    assert done.exit_code == 0, done.stderr
    assert done.stderr == f"Written: 15 files in {new}\n"
    inputs = load_inputs(new)
    assert inputs.programme.name == "Cards"
    assert [(one.region, one.population) for one in inputs.municipalities.values()] == [
        ("East", 12),
        ("West", 34),
    ]
