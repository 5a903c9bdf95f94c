from __future__ import annotations

import json
from typing import Any

import pytest
import shapely

from fmkwave import language, planner
from fmkwave.errors import UsageError
from fmkwave.inputs import load_inputs
from fmkwave.losses import with_losses
from fmkwave.outlines import Outlines, read_outlines
from fmkwave.render import geojsonform
from folders import Folder
from squares import CORNERS, ring, squares


class Written:
    """Writes the small folder's plan on outlines that a test makes up."""

    def __init__(self, folder: Folder) -> None:
        self.path = folder.path / "o.geojson"
        self.inputs = load_inputs(folder.path)
        self.plan = with_losses(self.inputs, planner.make_plan(self.inputs))

    def outlines(self, text: str) -> Outlines:
        self.path.write_text(text, encoding="utf-8")
        return read_outlines(self.path, self.inputs)

    def text(self, document: object) -> str:
        outlines = self.outlines(json.dumps(document))
        return geojsonform.document(self.inputs, self.plan, outlines)

    def __call__(self, document: object) -> Any:
        return json.loads(self.text(document))


@pytest.fixture
def written(folder: Folder) -> Written:
    return Written(folder)


def test_what_a_feature_holds(written: Written) -> None:
    found = written(squares())
    assert [one["properties"]["code"] for one in found["features"]] == sorted(CORNERS)
    assert found["features"][3] == {
        "type": "Feature",
        "properties": {
            "code": "0420",
            "name": "Vestrup",
            "region": "Vestland",
            "population": 600,
            "wave": 2,
            "quarter": "2014-Q3",
            "readiness": 54.0,
            "priority": 83.0,
            "points": 83.0,
            "loss": 50.0,
            "wish": "2014-Q3",
            "vendor": "Vendor B",
        },
        "geometry": {"type": "Polygon", "coordinates": [ring(11, 56)]},
    }


def test_what_holds_of_all_stands_beside_them(written: Written) -> None:
    found = written(squares())
    del found["features"]
    assert found == {
        "type": "FeatureCollection",
        "schema": 1,
        "programme": "Invented roll-out",
        "notices": [
            "Reconstructed inputs, not real answers: questionnaire.csv, uptake.yaml, vendors.yaml. "
            "Agreement with any published plan is by construction and proves nothing."
        ],
    }


def test_nothing_known_is_null(written: Written) -> None:
    found = written(squares(_0102=None))
    one = found["features"][1]
    assert one["geometry"] is None
    assert one["properties"]["wish"] is None
    # An agreement leaves it no other wave.
    assert found["features"][2]["properties"]["loss"] is None


def test_rings_follow_the_right_hand_rule(written: Written) -> None:
    clockwise = {"type": "Polygon", "coordinates": [ring(10, 55)[::-1], ring(10.25, 55.25, 0.5)]}
    outer, hole = written(squares(_0101=clockwise))["features"][0]["geometry"]["coordinates"]
    assert shapely.LinearRing(outer).is_ccw
    assert not shapely.LinearRing(hole).is_ccw


def test_other_coordinate_systems_become_wgs84(written: Written) -> None:
    square = {"type": "Polygon", "coordinates": [ring(500000, 6200000, 1000)]}
    geometries = {**{f"_{code}": None for code in CORNERS}, "_0101": square}
    crs = {"type": "name", "properties": {"name": "EPSG:25832"}}
    found = written({**squares(**geometries), "crs": crs})
    assert "crs" not in found
    corner = found["features"][0]["geometry"]["coordinates"][0][0]
    assert corner == pytest.approx([9, 55.9454], abs=0.0001)
    assert corner == [round(value, 7) for value in corner]


def test_it_is_read_as_it_was_written(written: Written) -> None:
    once = written.text(squares())
    outlines = written.outlines(once)
    assert outlines.warnings == ()
    assert geojsonform.document(written.inputs, written.plan, outlines) == once


def test_it_is_the_same_in_any_language(written: Written) -> None:
    english = written.text(squares())
    with language.reading("da"):
        assert written.text(squares()) == english


def test_a_line_for_each(written: Written) -> None:
    head, *lines, last = written.text(squares()).splitlines()
    assert head.endswith('"features":[')
    assert [json.loads(line.rstrip(","))["type"] for line in lines] == ["Feature"] * len(CORNERS)
    assert last == "]}"


def test_losses_are_needed(written: Written) -> None:
    written.plan = written.plan.model_copy(update={"losses": None})
    with pytest.raises(UsageError, match="losses of this plan are not known"):
        written(squares())
