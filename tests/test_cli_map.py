"""`fmkwave map`, as a user meets it."""

from __future__ import annotations

from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from fmkwave import thematic
from fmkwave.cli import app
from fmkwave.cli import map as maps
from folders import Folder, with_tiles

NOTICE = "Reconstructed inputs, not real answers: questionnaire.csv, uptake.yaml, vendors.yaml."

MAP = """\
                         Nordby    Søby
                              1       1
Vestrup                            Ålev
      2                               3
         Møborg
              3
                Øster-H
                      2
"""


@pytest.fixture
def tiled(folder: Folder) -> Folder:
    """The small folder, with a tile for each municipality."""
    with_tiles(folder)
    return folder


def run(folder: Folder, *arguments: str, **environment: str) -> Result:
    command = ["map", "--data", str(folder.path), *arguments]
    return CliRunner().invoke(app, command, env={"COLUMNS": "80", **environment})


def test_the_best_plan_as_a_map(tiled: Folder) -> None:
    result = run(tiled)
    assert result.exit_code == 0
    title, by, drawn = result.stdout.split("\n\n", 2)
    assert (title, by) == ("Invented roll-out", "The waves of the plan")
    assert drawn == (
        f"{MAP}\n 1  Wave 1 · 2014-Q2  2\n 2  Wave 2 · 2014-Q3  2\n 3  Wave 3 · 2014-Q4  2\n\n"
        f"{NOTICE} Agreement with any published plan is by construction and proves nothing.\n"
    )
    assert NOTICE not in result.stderr


@pytest.mark.parametrize(
    ("by", "legend"),
    [
        ("readiness", " 1  20 to under 30  1"),
        ("loss", " -  Possible in no other wave  3"),
        ("wish", " -  No wish           2"),
        ("vendor", " A  Vendor A  3"),
    ],
)
def test_what_else_it_shows(by: str, legend: str, tiled: Folder) -> None:
    result = run(tiled, "--by", by)
    assert result.exit_code == 0
    assert legend in result.stdout.splitlines()


def test_without_colour_it_is_what_a_pipe_gets(tiled: Folder) -> None:
    plain = run(tiled).stdout
    assert run(tiled, NO_COLOR="1").stdout == plain
    coloured = run(tiled, FORCE_COLOR="1", COLORTERM="truecolor").stdout
    assert "\x1b[38;2;0;0;0;48;2;86;180;233m" in coloured


def test_a_what_if_is_drawn_and_said(tiled: Folder) -> None:
    result = run(tiled, "--pin", "Vestrup=3")
    assert "Vestrup                            Ålev\n      3" in result.stdout
    assert "What if, not what the files say: " in result.stdout


def test_a_file_of_svg(tiled: Folder, tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    result = run(tiled, "--by", "vendor", "-o", str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    assert NOTICE in result.stderr
    root = ElementTree.fromstring(file.read_text("utf-8"))
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "The municipalities' vendors"
    before = file.read_bytes()
    run(tiled, "--by", "vendor", "--engine", "milp", "-o", str(file))
    assert file.read_bytes() == before


def test_svg_on_stdout(tiled: Folder) -> None:
    assert run(tiled, "--format", "svg").stdout.startswith("<svg xmlns=")


def test_who_has_no_tile_is_named_and_nothing_is_written(folder: Folder, tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    result = run(folder, "-o", str(file))
    assert result.exit_code == 2
    assert result.stderr.endswith(
        "These municipalities have no tile in municipalities.yaml: Møborg, Nordby, Søby, Vestrup, "
        "Ålev. Give each one as `tile: [column, row]`, counted from the upper left, or draw "
        "outlines with --outlines FILE.\n"
    )
    assert not file.exists()


def test_a_terminal_too_narrow_is_told_so(tiled: Folder) -> None:
    result = run(tiled, COLUMNS="13")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "The map takes 14 columns, and here are 13" in result.stderr


def test_a_picture_that_it_does_not_draw_is_not_written_as_text(
    tiled: Folder, tmp_path: Path
) -> None:
    file = tmp_path / "map.png"
    result = run(tiled, "-o", str(file))
    assert (result.exit_code, file.exists()) == (2, False)
    said = ".png stands for no form; name one with --format: table, svg, geojson.\n"
    assert result.stderr == said
    assert run(tiled, "--format", "svg", "-o", str(file)).exit_code == 0


def test_no_plan_no_map(tiled: Folder) -> None:
    result = run(tiled, "--pin", "Ålev=1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "No plan exists" in result.stderr


def test_an_unknown_theme_is_told_which_there_are(tiled: Folder) -> None:
    result = run(tiled, "--by", "region")
    assert result.exit_code == 2
    assert "'wave', 'readiness', 'loss', 'wish', 'vendor'" in result.stderr.replace("\n", " ")


def test_the_option_names_every_theme() -> None:
    assert get_args(maps.By) == get_args(thematic.By)
