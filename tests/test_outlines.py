from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import shapely

from fmkwave.errors import InputError, UsageError
from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs
from fmkwave.outlines import Outlines, read_outlines
from folders import Folder
from squares import CORNERS, collection, feature, polygon, ring, squares

SHARED = Path(__file__).parents[2] / "shared" / "geometry" / "kommuner.geojson"


@pytest.fixture
def inputs(folder: Folder) -> Inputs:
    return load_inputs(folder.path)


class Reader:
    """Reads outlines from a document that a test makes up."""

    def __init__(self, folder: Folder, inputs: Inputs) -> None:
        self.path = folder.path / "o.geojson"
        self.inputs = inputs

    def __call__(self, document: object) -> Outlines:
        text = document if isinstance(document, str) else json.dumps(document)
        self.path.write_text(text, encoding="utf-8")
        return read_outlines(self.path, self.inputs)

    def faults(self, document: object) -> list[str]:
        with pytest.raises(InputError) as caught:
            self(document)
        return [str(fault).removeprefix(str(self.path)) for fault in caught.value.faults]

    def warnings(self, document: object) -> list[str]:
        return [fault.message for fault in self(document).warnings]


@pytest.fixture
def read(folder: Folder, inputs: Inputs) -> Reader:
    return Reader(folder, inputs)


def with_codes(values: dict[str, object], name: str = "kommunekode") -> Any:
    return collection(
        *(feature(polygon(*corner), **{name: values[code]}) for code, corner in CORNERS.items())
    )


# --- Whose outline it is --------------------------------------------------------------------------


def test_a_square_for_each(read: Reader) -> None:
    found = read(squares())
    assert list(found.shapes) == sorted(CORNERS)
    assert found.shapes["0102"].equals(shapely.box(11, 55, 12, 56))
    assert found.file == "o.geojson"
    assert found.warnings == ()


@pytest.mark.parametrize("name", ["kommunekode", "KOMKODE", "code", "lau_1"])
@pytest.mark.parametrize(
    "written",
    [str, int, float, lambda code: f" {code} ", lambda code: str(int(code))],
    ids=["text", "whole number", "float", "blanks around", "no leading zero"],
)
def test_a_code_in_any_form_under_any_name(read: Reader, name: str, written: Any) -> None:
    found = read(with_codes({code: written(code) for code in CORNERS}, name))
    assert list(found.shapes) == sorted(CORNERS)


def test_the_property_that_names_most_is_taken(read: Reader) -> None:
    document = squares()
    for one in document["features"]:
        one["properties"] = {"area": 101, **one["properties"], "id": "0102", "part": None}
    assert list(read(document).shapes) == sorted(CORNERS)


def test_no_property_holds_the_codes(read: Reader) -> None:
    document = collection(
        feature(polygon(10, 55), name="Nordby", area=1.5, note=None),
        feature(polygon(11, 55), name="Søby", area=2.5, note=None),
    )
    assert read.faults(document) == [
        ": no property holds the municipalities' codes, such as 0101, 0102, 0103; found: "
        "area (1.5, 2.5), name ('Nordby', 'Søby'), note (empty)"
    ]


def test_a_number_that_looks_like_a_code_now_and_then_is_none(read: Reader) -> None:
    document = collection(*(feature(polygon(n, 55), area=100 + n) for n in range(1, 8)))
    # 101, 102 and 103 are codes of half of the municipalities; one of them alone is not enough.
    assert list(read(document).shapes) == ["0101", "0102", "0103"]
    document["features"] = document["features"][2:]
    assert "no property holds" in read.faults(document)[0]


def test_a_part_of_the_country_is_enough(read: Reader) -> None:
    found = read(collection(feature(polygon(10, 55), code="0101")))
    assert list(found.shapes) == ["0101"]
    assert [str(fault).removeprefix(str(read.path)) for fault in found.warnings] == [
        ": warning: 5 municipalities have no outline here and are not drawn: "
        "Møborg, Søby, Vestrup, Øster-Holm, Ålev"
    ]


def test_a_features_own_id_may_be_the_code(read: Reader) -> None:
    document = with_codes({code: f"name of {code}" for code in CORNERS}, "name")
    for one, code in zip(document["features"], CORNERS, strict=True):
        one["id"] = int(code)
    assert list(read(document).shapes) == sorted(CORNERS)


def test_no_properties_at_all(read: Reader) -> None:
    document = collection({"type": "Feature", "geometry": polygon(10, 55)})
    assert read.faults(document) == [
        ": the features have no properties, but one with codes such as 0101, 0102, 0103 is needed"
    ]


def test_features_of_others_are_left_out(read: Reader) -> None:
    document = squares()
    document["features"] += [feature(polygon(15, 55), kommunekode="0411"), feature(None)]
    assert read.warnings(document) == [
        "2 features are left out, as their 'kommunekode' is no municipality's code: '0411', empty"
    ]


def test_several_features_of_one_are_put_together(read: Reader) -> None:
    document = squares()
    document["features"] += [
        feature(polygon(9, 55), kommunekode="0101"),
        feature(polygon(5, 50), kommunekode="0101"),
    ]
    shape = read(document).shapes["0101"]
    # Those that share a border are merged.
    assert shape.equals(shapely.union(shapely.box(9, 55, 11, 56), shapely.box(5, 50, 6, 51)))
    assert shapely.get_num_geometries(shape) == 2


# --- Geometry -------------------------------------------------------------------------------------


def test_holes_heights_winding_and_several_parts(read: Reader) -> None:
    clockwise = [[x, y, 17.5] for x, y in ring(10, 55)][::-1]
    hole = ring(10.25, 55.25, 0.5)
    island = ring(9, 53)
    found = read(
        squares(_0101={"type": "MultiPolygon", "coordinates": [[clockwise, hole], [island]]})
    )
    shape = found.shapes["0101"]
    assert shape.area == pytest.approx(1.75)
    assert not shape.has_z
    assert found.warnings == ()
    for part in shapely.get_parts(shape):
        assert part.exterior.is_ccw
        assert not any(inner.is_ccw for inner in part.interiors)


def test_collections_count_by_their_areas(read: Reader) -> None:
    point = {"type": "Point", "coordinates": [1, 1]}
    inner = {"type": "GeometryCollection", "geometries": [polygon(10, 55), point]}
    outer = {"type": "GeometryCollection", "geometries": [inner, polygon(5, 50)]}
    assert read(squares(_0101=outer)).shapes["0101"].area == pytest.approx(2)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Point", "coordinates": [1, 1]},
        {"type": "LineString", "coordinates": [[1, 1], [2, 2]]},
        {"type": "Polygon", "coordinates": []},
        {"type": "MultiPolygon", "coordinates": []},
        {"type": "GeometryCollection", "geometries": []},
    ],
)
def test_what_has_no_area_is_no_outline(read: Reader, geometry: object) -> None:
    assert read.warnings(squares(_0102=geometry)) == [
        "1 municipality has no outline here and is not drawn: Søby"
    ]


def test_nobody_has_an_outline(read: Reader) -> None:
    document = squares(**{f"_{code}": None for code in CORNERS})
    assert read.faults(document) == [": no municipality's outline covers any ground"]


def test_a_ring_that_crosses_itself_is_repaired(read: Reader) -> None:
    bow = [[10, 55], [11, 56], [11, 55], [10, 56], [10, 55]]
    found = read(squares(_0101={"type": "Polygon", "coordinates": [bow]}))
    assert found.shapes["0101"].is_valid
    assert found.shapes["0101"].area == pytest.approx(0.5)
    assert [fault.message for fault in found.warnings] == [
        "the outline of 1 municipality crosses itself and was repaired: 0101"
    ]


@pytest.mark.parametrize(
    ("geometry", "fault"),
    [
        ({"type": "Polygon", "coordinates": [ring(10, 55)[:3]]},
         "a ring has 3 positions, but at least 4 are needed"),
        ({"type": "Polygon", "coordinates": [[[10, "x"]] * 4]},
         "its coordinates are no lists of number pairs"),
        ({"type": "Polygon", "coordinates": [[[10, None]] * 4]},
         "its coordinates are no lists of number pairs"),
        ({"type": "Polygon", "coordinates": [[[10]] * 4]},
         "its coordinates are no lists of number pairs"),
        ({"type": "Polygon", "coordinates": [[10, 55, 11, 56]]},
         "its coordinates are no lists of number pairs"),
        ({"type": "Polygon", "coordinates": [[{"x": 1}] * 4]},
         "its coordinates are no lists of number pairs"),
        ({"type": "Polygon", "coordinates": "10 55"},
         "its coordinates are no lists of number pairs"),
        ({"type": "Polygon"}, "its coordinates are no lists of number pairs"),
        ({"type": "MultiPolygon", "coordinates": 5},
         "its coordinates are no lists of number pairs"),
        ({"type": "GeometryCollection", "geometries": None},
         "its coordinates are no lists of number pairs"),
        ({"type": "Circle"}, "its geometry is of no known type"),
        ("POLYGON EMPTY", "its geometry is of no known type"),
        ({"type": "Polygon", "coordinates": [ring(1e400, 0)]}, "a coordinate is no finite number"),
        ({"type": "Polygon", "coordinates": [ring(720000, 6175000)]},
         "720000, 6175000 is no longitude and latitude in degrees, and the file does not say its "
         "coordinate system; ask its publisher (it may be EPSG:25832, which fits Denmark, or "
         "EPSG:3857, that of maps on the web), and convert it, as with "
         "ogr2ogr -s_srs SYSTEM -t_srs EPSG:4326 out.geojson in.geojson"),
        ({"type": "Polygon", "coordinates": [ring(601515.5, 6844624)]},
         "601515.5, 6844624 is no longitude and latitude in degrees, and the file does not say its "
         "coordinate system; ask its publisher (it may be EPSG:3857, that of maps on the web), and "
         "convert it, as with ogr2ogr -s_srs SYSTEM -t_srs EPSG:4326 out.geojson in.geojson"),
        ({"type": "Polygon", "coordinates": [ring(999, 0)]},
         "999, 0 is no longitude and latitude in degrees, and the file does not say its "
         "coordinate system; ask its publisher, and convert it, as with "
         "ogr2ogr -s_srs SYSTEM -t_srs EPSG:4326 out.geojson in.geojson"),
    ],
)  # fmt: skip
def test_a_geometry_that_cannot_be_read(read: Reader, geometry: object, fault: str) -> None:
    text = json.dumps(squares(_0103=geometry)).replace("Infinity", "1e400")
    assert read.faults(text) == [f": feature 3: {fault}"]


def test_what_is_wrong_with_many_is_told_once(read: Reader) -> None:
    document = squares(**{f"_{code}": {"type": "Circle"} for code in CORNERS})
    assert read.faults(document) == [
        ": features 1, 2, 3, 4, 5 and 1 more: its geometry is of no known type"
    ]


def test_collections_nested_without_end(read: Reader) -> None:
    depth = 2000
    nested = '{"type": "GeometryCollection", "geometries": [' * depth + "null" + "]}" * depth
    (fault,) = read.faults(json.dumps(squares(_0101="HERE")).replace('"HERE"', nested))
    # Whichever of the two gives up first: the reader of JSON, or that of geometries.
    assert "it holds what cannot be read" in fault or "nested too deeply" in fault


# --- Coordinates ----------------------------------------------------------------------------------


def crs(name: str) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": name}}


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:EPSG::25832", "EPSG:25832"])
def test_another_coordinate_system_is_honoured(read: Reader, name: str) -> None:
    # A square kilometre whose south-western corner lies on zone 32's central meridian, 9° east.
    document = squares(_0101=polygon(500000, 6200000, 1000))
    for one in document["features"][1:]:
        one["geometry"] = None
    west, south, east, north = read({**document, "crs": crs(name)}).shapes["0101"].bounds
    assert (west, south) == pytest.approx((9, 55.945), abs=0.001)
    # A degree of longitude is shorter than one of latitude: 62 km and 111 km.
    assert (east - west, north - south) == pytest.approx((0.016, 0.009), abs=0.0005)


@pytest.mark.parametrize(
    "name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"]
)
def test_wgs84_by_name_changes_nothing(read: Reader, name: str) -> None:
    assert read({**squares(), "crs": crs(name)}).shapes == read(squares()).shapes


@pytest.mark.parametrize(
    ("system", "shown"),
    [
        (crs("EPSG:99999"), "'EPSG:99999'"),
        (crs("Danish"), "'Danish'"),
        ("nonsense", "'nonsense'"),
        ({"type": "link"}, "\"{'type': 'link'}\""),
    ],
)
def test_a_coordinate_system_that_nobody_knows(read: Reader, system: object, shown: str) -> None:
    (fault,) = read.faults({**squares(), "crs": system})
    assert fault.startswith(": 'crs' names ")
    assert "which is no known coordinate system; EPSG:25832 is one" in fault
    assert shown.strip("\"'")[:10] in fault


def test_coordinates_outside_the_system(read: Reader) -> None:
    document = {**squares(_0101=polygon(1e12, 1e12)), "crs": crs("EPSG:25832")}
    for one in document["features"][1:]:
        one["geometry"] = None
    assert read.faults(document) == [": feature 1: 1e+12, 1e+12 is no place in the system of 'crs'"]


def test_latitude_first_is_told_by_the_known_points(read: Reader) -> None:
    swapped = {f"_{code}": polygon(south, west) for code, (west, south) in CORNERS.items()}
    assert read.faults(squares(**swapped)) == [
        ": the coordinates have latitude first, but GeoJSON has longitude first; swap them"
    ]


# --- Other files ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", ": the file is empty"),
        ("{\n  nothing", ":2: this is no GeoJSON: not JSON at column 3"),
        ("[1, 2]", ": this is JSON, but no GeoJSON"),
        ("null", ": this is JSON, but no GeoJSON"),
        ("[" * 100_000, ": this is no GeoJSON: it holds what cannot be read"),
        ("[NaN]", ": this is no GeoJSON: it holds what cannot be read"),
        ("[" + "9" * 5000 + "]", ": this is no GeoJSON: it holds what cannot be read"),
        ("{}", ": the type is empty, but a FeatureCollection is expected"),
        (json.dumps(polygon(1, 1)), ": the type is 'Polygon', but a FeatureCollection is expected"),
        ('{"type": "FeatureCollection"}', ": 'features' is empty, but a list is expected"),
        (json.dumps(collection()), ": the file has no features"),
        (json.dumps(collection(5)), ": entry 1 of 'features' is no Feature"),
        (json.dumps(collection(squares())), ": entry 1 of 'features' is no Feature"),
        (
            '{"type": "Topology", "objects": {}, "arcs": []}',
            ": this is TopoJSON, but GeoJSON is expected; convert it, as with "
            "mapshaper in.json -o format=geojson out.geojson",
        ),
    ],
)  # fmt: skip
def test_a_file_that_is_no_geojson(read: Reader, text: str, fault: str) -> None:
    assert read.faults(text) == [fault]


def test_what_cannot_be_seen_or_written_is_told_in_other_letters(read: Reader) -> None:
    odd = "a\x1b[31m\ud800"
    (fault,) = read.faults(collection(feature(polygon(10, 55), **{odd: odd})))
    assert fault.endswith(r"found: a\u001b[31m\ud800 ('a\u001b[31m\ud800')")
    (fault,) = read.faults({**squares(), "crs": crs(odd)})
    assert r": 'crs' names 'a\u001b[31m\ud800', which is no known" in fault
    read.path = read.path.with_name("o\x07.geojson")
    assert read(squares()).file == r"o\u0007.geojson"


def test_no_such_file(inputs: Inputs, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.geojson: the file is missing"):
        read_outlines(tmp_path / "none.geojson", inputs)


@pytest.mark.parametrize("package", ["shapely", "pyproj"])
def test_without_the_extra(read: Reader, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UsageError) as caught:
        read(squares())
    assert str(caught.value) == (
        "Outlines need packages that are not installed: pip install 'fmkwave[geo]'"
    )


@pytest.mark.skipif(not SHARED.exists(), reason="no outlines of Denmark here")
def test_denmark() -> None:
    inputs = load_inputs(Path(__file__).parents[1] / "data")
    found = read_outlines(SHARED, inputs)
    assert list(found.shapes) == list(inputs.municipalities)
    assert found.warnings == ()
    for code, shape in found.shapes.items():
        label = inputs.municipalities[code].label
        assert label is not None
        assert shape.contains(shapely.Point(label[::-1])), code
