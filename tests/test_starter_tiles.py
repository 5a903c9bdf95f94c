"""Tiles for the map of a new folder."""

from __future__ import annotations

from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from fmkwave.inputs import load_inputs
from fmkwave.starter.tiles import lay_out

DEGREES = st.tuples(st.floats(-89, 89), st.floats(-180, 180))
LABELS = st.lists(st.one_of(st.none(), DEGREES, st.just((55.0, 10.0))), max_size=25)


def test_a_grid_stays_a_grid() -> None:
    labels = {
        f"{row}{column}": (55 - 0.1 * row, 10 + 0.17 * column)
        for row in range(3)
        for column in range(4)
    }
    links = [(a, b) for a in labels for b in labels if int(b) - int(a) in (1, 10)]
    found = lay_out(labels, links)
    assert found == {code: [int(code[1]), int(code[0])] for code in labels}


def test_a_map_across_the_date_line_is_not_torn() -> None:
    found = lay_out({"a": (-17, 179), "b": (-17, 179.9), "c": (-17, -179.2)}, [("a", "b")])
    assert found == {"a": [0, 0], "b": [1, 0], "c": [2, 0]}


def test_a_place_far_off_is_drawn_near_by_on_its_side() -> None:
    near = {"a": (55, 10), "b": (55, 10.2), "c": (55, 10.4)}
    found = lay_out({**near, "far": (55, 80)}, [("a", "b"), ("b", "c")])
    assert found == {"a": [0, 0], "b": [1, 0], "c": [2, 0], "far": [4, 0]}


def test_a_place_that_nobody_knows_lies_below() -> None:
    assert lay_out({"a": (55, 10), "x": None, "b": (55, 10.2), "y": None}, [("a", "b")]) == {
        "a": [0, 0],
        "b": [1, 0],
        "x": [0, 2],
        "y": [1, 2],
    }
    assert lay_out({"x": None, "y": None}, []) == {"x": [0, 0], "y": [1, 0]}
    assert lay_out({}, []) == {}


@settings(deadline=None)
@given(LABELS, st.data())
def test_each_has_a_tile_of_its_own(
    labels: list[tuple[float, float] | None], data: st.DataObject
) -> None:
    named = {f"{at:02}": label for at, label in enumerate(labels)}
    pair = st.tuples(st.sampled_from(sorted(named) or [""]), st.sampled_from(sorted(named) or [""]))
    drawn = data.draw(st.lists(pair.filter(lambda two: two[0] < two[1]), max_size=20, unique=True))
    found = lay_out(named, drawn)
    assert found.keys() == named.keys()
    assert len({*map(tuple, found.values())}) == len(named)
    assert all(column >= 0 and row >= 0 for column, row in found.values())
    assert lay_out(named, drawn) == found


def test_denmark_keeps_its_neighbours_and_directions() -> None:
    inputs = load_inputs()
    land = [link[:2] for link in inputs.links if link.kind == "land"]
    labels = {code: one.label for code, one in inputs.municipalities.items()}
    found = lay_out(labels, land)
    apart = [hypot(found[a][0] - found[b][0], found[a][1] - found[b][1]) for a, b in land]
    assert sum(one < 1.5 for one in apart) / len(apart) > 0.75
    west, east, north, south = (found[code] for code in ("0563", "0400", "0825", "0482"))
    assert west[0] < east[0]
    assert north[1] < south[1]
