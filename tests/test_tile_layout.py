"""The tiles in municipalities.yaml are those that the script lays out, and show Denmark."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs
from fmkwave.render import tiles as drawing
from fmkwave.render.lettering import text_width
from fmkwave.render.maptext import short_names

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "scripts" / "tile_layout.py"

Cell = tuple[int, int]


def test_the_script_lays_out_the_committed_tiles() -> None:
    run = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "7"},
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.endswith(
        "mean link 1.36 tiles, 81% of links adjacent, 99% of directions right\n"
    )


@pytest.fixture(scope="module")
def denmark() -> Inputs:
    return load_inputs(ROOT / "data")


@pytest.fixture(scope="module")
def tiles(denmark: Inputs) -> dict[str, Cell]:
    return {one.name: one.tile for one in denmark.municipalities.values() if one.tile is not None}


def test_everyone_has_a_tile_and_they_fill_a_terminal(tiles: dict[str, Cell]) -> None:
    assert len(set(tiles.values())) == len(tiles) == 98
    assert {column for column, _row in tiles.values()} == set(range(16))
    assert {row for _column, row in tiles.values()} == set(range(13))


def test_every_name_fits_its_tile(denmark: Inputs) -> None:
    for one in denmark.municipalities.values():
        for line in drawing.name_lines(one.name):
            assert text_width(line.text, line.size) <= drawing.WIDE, line
            assert not line.text.endswith("…")


@pytest.mark.parametrize("letters", [3, 4, 6])
def test_every_short_name_is_another(letters: int, denmark: Inputs) -> None:
    names = [one.name for one in denmark.municipalities.values()]
    assert len(set(short_names(names, letters))) == 98


@pytest.mark.parametrize(
    ("north", "south"),
    [
        ("Hjørring", "Aalborg"),
        ("Aalborg", "Aarhus"),
        ("Aarhus", "Kolding"),
        ("Kolding", "Aabenraa"),
        ("Helsingør", "København"),
        ("København", "Vordingborg"),
        ("Vordingborg", "Lolland"),
        ("Odense", "Svendborg"),
    ],
)
def test_north_is_up(north: str, south: str, tiles: dict[str, Cell]) -> None:
    assert tiles[north][1] < tiles[south][1]


@pytest.mark.parametrize(
    ("west", "east"),
    [
        ("Fanø", "Esbjerg"),
        ("Esbjerg", "Kolding"),
        ("Kolding", "Odense"),
        ("Odense", "Slagelse"),
        ("Slagelse", "Køge"),
        ("Roskilde", "København"),
        ("Tårnby", "Dragør"),
        ("Frederiksberg", "København"),
        ("Lolland", "Guldborgsund"),
        ("Frederikshavn", "Læsø"),
        ("Odder", "Kalundborg"),
    ],
)
def test_west_is_left(west: str, east: str, tiles: dict[str, Cell]) -> None:
    assert tiles[west][0] < tiles[east][0]


def test_bornholm_lies_farthest_to_the_south_east(tiles: dict[str, Cell]) -> None:
    assert tiles["Bornholm"][0] == max(column for column, _row in tiles.values())
    assert tiles["Bornholm"][1] > tiles["Vordingborg"][1]


def test_shores_meet_side_by_side_only_where_there_is_a_way_across(
    denmark: Inputs, tiles: dict[str, Cell]
) -> None:
    names = {tile: name for name, tile in tiles.items()}
    known = {
        frozenset((denmark.name(link.first), denmark.name(link.second))) for link in denmark.links
    }
    shores = shore_of(denmark)
    meeting = {
        frozenset((name, names[beside]))
        for name, (column, row) in tiles.items()
        for beside in ((column + 1, row), (column, row + 1))
        if beside in names and shores[name] != shores[names[beside]]
    }
    assert {tuple(sorted(pair)) for pair in meeting - known} == {
        ("Jammerbugt", "Morsø"),  # Thisted reaches Jammerbugt north of Mors; here it has no room
    }


def shore_of(denmark: Inputs) -> dict[str, int]:
    """The number of the piece of land of each municipality, by name."""
    import networkx as nx

    land: nx.Graph[str] = nx.Graph()
    land.add_nodes_from(one.name for one in denmark.municipalities.values())
    land.add_edges_from(
        (denmark.name(one.first), denmark.name(one.second))
        for one in denmark.links
        if one.kind == "land"
    )
    return {name: n for n, piece in enumerate(nx.connected_components(land)) for name in piece}
