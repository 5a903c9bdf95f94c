"""From outlines to a map: a new roll-out to an invented county, as somebody would begin it."""

from __future__ import annotations

import json
from math import sin
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner, Result

from fmkwave.cli import app
from fmkwave.inputs import load_inputs
from squares import collection, feature

COLUMNS, ROWS, SIDE = 5, 4, 0.1


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def bent(x: float, y: float) -> tuple[float, float]:
    """Where a corner of the grid lies in the county, whose borders run in bends."""
    return 9 + SIDE * (x + 0.15 * sin(3 * y)), 56 - SIDE / 2 * (y + 0.15 * sin(2 * x))


def outline(column: int, row: int) -> list[list[float]]:
    """A unit as drawn by itself: rounded, and with its own corners along the sides."""
    steps = 4 + (column + row) % 3
    corners = [(column, row), (column, row + 1), (column + 1, row + 1), (column + 1, row)]
    ring = []
    for (x, y), (to_x, to_y) in zip(corners, corners[1:] + corners[:1], strict=True):
        for step in range(steps):
            share = step / steps
            ring.append(bent(x + share * (to_x - x), y + share * (to_y - y)))
    return [[round(x, 6), round(y, 6)] for x, y in [*ring, ring[0]]]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Twenty units, two of them called Nes, and an island; its codes are the features' ids."""
    features = []
    for number in range(COLUMNS * ROWS):
        column, row = number % COLUMNS, number // COLUMNS
        geometry = {"type": "Polygon", "coordinates": [outline(column, row)]}
        name = "Nes" if number in (3, 17) else f"{chr(65 + number)}vik"
        side = "West" if column < 2 else "East"
        made = feature(geometry, name=name, region=side, population=1000 * (number + 1))
        features.append({**made, "id": f"{number + 1:02}"})
    island = {"type": "Polygon", "coordinates": [outline(7, 1)]}
    features.append({**feature(island, name="Holmen", region="East", population=300), "id": "21"})
    path = tmp_path / "county.geojson"
    path.write_text(json.dumps(collection(*features)), encoding="utf-8")
    return path


def test_from_outlines_to_a_map(county: Path, tmp_path: Path) -> None:
    folder = tmp_path / "county"
    done = run("init", folder, "--from-outlines", county, "--tolerance", "200")
    assert done.exit_code == 0, done.stderr
    assert "they are called Nes (04), Nes (18)" in done.stderr
    assert "1 unit shares no border with any other" in done.stderr
    file = folder / "adjacency.yaml"
    file.write_text(
        file.read_text("utf-8").replace("crossing: {}", "crossing: {Holmen: [Jvik]}"), "utf-8"
    )

    done = run("validate", "--data", folder)
    assert done.exit_code == 0, done.output
    inputs = load_inputs(folder)
    land = {link[:2] for link in inputs.links if link.kind == "land"}
    grid = {
        (column, row): f"{row * COLUMNS + column + 1:02}" for column in range(5) for row in range(4)
    }
    assert land == {
        (code, grid[other])
        for (column, row), code in grid.items()
        for other in ((column + 1, row), (column, row + 1))
        if other in grid
    }
    tiles = {code: one.tile for code, one in inputs.municipalities.items()}
    assert None not in tiles.values()
    assert len({*tiles.values()}) == 21

    assert run("plan", "--write", "--data", folder).exit_code == 0
    assert run("check", "--data", folder).exit_code == 0
    shown = run("map", "--data", folder)
    assert shown.exit_code == 0, shown.output
    assert "Holm" in shown.stdout
    for target, arguments in (("tiles.svg", ()), ("geo.svg", ("--outlines", county))):
        done = run("map", "--data", folder, *arguments, "-o", tmp_path / target)
        assert done.exit_code == 0, done.stderr
        assert "Nes (04)" in " ".join(ET.parse(tmp_path / target).getroot().itertext())
