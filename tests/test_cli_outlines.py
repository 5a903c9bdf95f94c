from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner, Result

from fmkwave.cli import app
from folders import Folder
from squares import polygon, squares


def run(folder: Folder, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["map", "--data", str(folder.path), *arguments])


@pytest.fixture
def outlines(folder: Folder) -> Path:
    path = folder.path / "kommuner.geojson"
    path.write_text(json.dumps(squares(_0103=None)), encoding="utf-8")
    return path


def test_a_picture(folder: Folder, outlines: Path) -> None:
    target = folder.path / "map.svg"
    # Most of the small folder's municipalities have no tile; outlines need none.
    result = run(folder, "--outlines", str(outlines), "-o", str(target))
    assert result.exit_code == 0, result.stderr
    assert ET.fromstring(target.read_text(encoding="utf-8")).tag.endswith("svg")
    assert f"{outlines}: warning: 1 municipality has no outline here" in result.stderr


def test_for_a_map_program(folder: Folder, outlines: Path) -> None:
    target = folder.path / "plan.geojson"
    result = run(folder, "--outlines", str(outlines), "-o", str(target))
    assert result.exit_code == 0, result.stderr
    found = json.loads(target.read_text(encoding="utf-8"))
    assert {one["properties"]["wave"] for one in found["features"]} == {1, 2, 3}
    assert {one["properties"]["loss"] for one in found["features"]} != {None}


def test_by_loss(folder: Folder, outlines: Path) -> None:
    result = run(folder, "--outlines", str(outlines), "--by", "loss", "--format", "svg")
    assert result.exit_code == 0, result.stderr
    assert "Least loss in another wave" in result.stdout


def test_a_what_if_is_said_in_it(folder: Folder, outlines: Path) -> None:
    arguments = ("--outlines", str(outlines), "--format", "geojson", "--pin", "Vestrup=3")
    result = run(folder, *arguments)
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["notices"][0].startswith("What if, not what the files say: ")
    vestrup = found["features"][3]["properties"]
    assert (vestrup["name"], vestrup["wave"]) == ("Vestrup", 3)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--format", "geojson"],
            "GeoJSON needs the municipalities' outlines: name a file of them with --outlines.",
        ),
        (
            ["--outlines", "kommuner.geojson"],
            "Outlines are drawn as a picture or written for a map program: "
            "-o map.svg, -o map.geojson.",
        ),
    ],
)
def test_outlines_and_forms_that_do_not_go_together(
    folder: Folder, arguments: list[str], said: str
) -> None:
    result = run(folder, *arguments)
    assert result.exit_code == 2
    # Before anything is read.
    assert result.stderr == f"{said}\n"


def test_bad_outlines_write_nothing(folder: Folder) -> None:
    source, target = folder.path / "in.geojson", folder.path / "map.svg"
    source.write_text(json.dumps(polygon(10, 55)), encoding="utf-8")
    result = run(folder, "--outlines", str(source), "-o", str(target))
    assert result.exit_code == 2
    assert f"{source}: the type is 'Polygon', but a FeatureCollection is expected" in result.stderr
    assert not target.exists()
