"""Outlines to the units of a new programme, and who is whose neighbour."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from fmkwave.errors import InputError, UsageError
from fmkwave.inputs import load_inputs
from fmkwave.inputs.report import Report
from fmkwave.outlines.apart import Unit
from fmkwave.outlines.contiguity import Contiguity, Doubt, contiguity
from fmkwave.outlines.covering import check_covering
from fmkwave.outlines.units import Units, read_units
from squares import Document, collection, feature, polygon, ring

SHARED = Path(__file__).parents[2] / "shared" / "geometry" / "kommuner.geojson"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "o.geojson"


def read(file: Path, document: Document, **properties: str) -> Units:
    file.write_text(json.dumps(document), encoding="utf-8")
    return read_units(file, properties)


def faults(file: Path, document: Document, **properties: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(file, document, **properties)
    return [fault.message for fault in caught.value.faults]


def two(*rows: Mapping[str, object]) -> Document:
    """Squares side by side, with these properties."""
    return collection(*(feature(polygon(10 + at, 55), **row) for at, row in enumerate(rows)))


# --- Codes and names ------------------------------------------------------------------------------


def test_code_and_name_are_found(file: Path) -> None:
    document = two(
        {"nr": "01", "title": "Holm", "area": 12.5}, {"nr": "02", "title": "Ø by", "area": 7.25}
    )
    found = read(file, document)
    assert found.units == (Unit("01", "Holm", None, None), Unit("02", "Ø by", None, None))
    assert list(found.shapes) == ["01", "02"]
    assert found.warnings == ()


def test_a_code_may_be_a_number_and_a_name_a_word(file: Path) -> None:
    document = two({"Code": 2, "Name": "Holm", "rank": 1}, {"Code": 1.0, "Name": "Ny", "rank": 2})
    assert [(one.code, one.name) for one in read(file, document).units] == [
        ("1", "Ny"),
        ("2", "Holm"),
    ]


def test_features_of_one_code_are_one_unit(file: Path) -> None:
    document = collection(
        *(feature(polygon(at, 55), code="7", name="Holm") for at in (10, 12)),
        feature(polygon(11, 55), code="8", name="Ny"),
    )
    found = read(file, document)
    assert [one.code for one in found.units] == ["7", "8"]
    assert found.shapes["7"].area == 2


def test_region_and_population_are_taken_by_their_names_or_as_told(file: Path) -> None:
    rows: list[dict[str, object]] = [
        {"code": "01", "name": "Holm", "Region": "East", "population": 100.0, "part": "Up"},
        {"code": "02", "name": "Ny", "Region": "West", "population": "20", "part": "Down"},
    ]
    assert [one[2:] for one in read(file, two(*rows)).units] == [("East", 100), ("West", 20)]
    told = read(file, two(*rows), region="part").units
    assert [one.region for one in told] == ["Up", "Down"]


def test_what_is_not_certain_is_asked_for(file: Path) -> None:
    rows = [
        {"id": "1", "nr": "01", "label": "Holm", "title": "Holm by"},
        {"id": "2", "nr": "02", "label": "Ny", "title": "Ny by"},
    ]
    assert faults(file, two(*rows)) == [
        "which properties hold the units' codes and names is not certain; name them with "
        "--code-property and --name-property; found: id ('1', '2'), label ('Holm', 'Ny'), "
        "nr ('01', '02'), title ('Holm by', 'Ny by')"
    ]
    found = read(file, two(*rows), code="nr", name="title")
    assert [one[:2] for one in found.units] == [("01", "Holm by"), ("02", "Ny by")]


def test_of_a_region_there_are_fewer_codes_than_units(file: Path) -> None:
    rows = [{"nr": f"0{at}", "part": str(at % 2), "name": "ABC"[at]} for at in range(3)]
    assert [one.code for one in read(file, two(*rows)).units] == ["00", "01", "02"]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (
            {"code": "cod"},
            [
                "--code-property is 'cod', but no feature has such a property; did you mean code?; "
                "found: code ('01', 'a b', ''), name ('Holm', ''), size ('many', 1)",
            ],
        ),
        (
            {"code": "code", "name": "name"},
            [
                "feature 2: 'code' is 'a b', but a code of letters, digits and hyphens is expected",
                "feature 3: 'code' is empty, but a code of letters, digits and hyphens is expected",
            ],
        ),
        (
            {"code": "size", "name": "name"},
            ["the features of 1 differ in 'name': 'Holm', empty"],
        ),
        (
            {"code": "size", "name": "code", "population": "name"},
            [
                "the features of 1 differ in 'code': 'a b', empty",
                "the features of 1 differ in 'name': 'Holm', empty",
                "the population of 1 is 'Holm', but a whole number is expected",
                "the population of many is 'Holm', but a whole number is expected",
            ],
        ),
    ],
)
def test_every_fault_is_told(file: Path, properties: dict[str, str], expected: list[str]) -> None:
    document = two(
        {"code": "01", "name": "Holm", "size": "many"},
        {"code": "a b", "name": "Holm", "size": 1},
        {"code": "", "name": "", "size": 1},
    )
    assert faults(file, document, **properties) == expected


def test_what_is_called_code_and_name_is_taken_for_it_whatever_it_holds(file: Path) -> None:
    rows = [{"code": f"{at}", "name": f"District {at}", "nr": f"0{at}"} for at in (1, 2)]
    assert [one.name for one in read(file, two(*rows)).units] == ["District 1", "District 2"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            {"code": ["3"], "name": "Ø"},
            "feature 2: 'code' is a list, but a code of letters, digits and hyphens is expected",
        ),
        (
            {"code": "3", "name": "Ø", "population": 1.5},
            "the population of 3 is '1.5', but a whole number is expected",
        ),
    ],
)
def test_a_unit_that_cannot_be(file: Path, row: Mapping[str, object], expected: str) -> None:
    assert faults(file, two({"code": "1", "name": "Holm"}, row)) == [expected]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Våler", "Våler", "Elverum"], ["Våler (1)", "Våler (2)", "Elverum"]),
        (["Os", "os kommune", "O"], ["Os (1)", "os kommune (2)", "O (3)"]),
        (["Århus", "aarhus", "2"], ["Århus (1)", "aarhus (2)", "2 (3)"]),
        (["3", "Ny", "Holm"], ["3 (1)", "Ny", "Holm"]),
        (["Cole", "Coles", "Highland"], ["Cole", "Coles", "Highland"]),
        (["A", "A", "A (1)"], ["A (1)", "A (2)", "A (1) (3)"]),
    ],
)
def test_units_of_one_name_are_told_apart(
    file: Path, names: Sequence[str], expected: Sequence[str]
) -> None:
    rows = [{"code": str(at), "name": name} for at, name in enumerate(names, start=1)]
    assert [one.name for one in read(file, two(*rows)).units] == expected


def test_units_of_one_name_are_told_apart_by_region_where_that_does(file: Path) -> None:
    rows = [
        ("3114", "Våler", "Østfold"),
        ("3419", "Våler", "Innlandet"),
        ("1", "Nes", "North"),
        ("2", "Nes", "north"),
        ("3", "Sand", "North"),
        ("4", "Sand", None),
    ]
    found = read(file, two(*({"code": c, "name": n, "region": r} for c, n, r in rows)))
    assert {one.code: one.name for one in found.units} == {
        "3114": "Våler (Østfold)",
        "3419": "Våler (Innlandet)",
        "1": "Nes (1)",
        "2": "Nes (2)",
        "3": "Sand (3)",
        "4": "Sand (4)",
    }
    assert [fault.message for fault in found.warnings] == [
        "the names of 6 units are those of others too, or codes; to tell them apart, they are "
        "called Nes (1), Nes (2), Sand (3), Våler (Østfold), Våler (Innlandet) and 1 more"
    ]


def test_names_that_occur_twice_are_found_where_most_occur_once(file: Path) -> None:
    names = ["Våler", *"abcdefghij", "Våler"]
    rows = [{"nr": f"{at:02}", "title": name, "part": "x"} for at, name in enumerate(names)]
    found = read(file, two(*rows)).units
    assert [found[at].name for at in (0, 1, 11)] == ["Våler (00)", "a", "Våler (11)"]


def test_faults_of_one_kind_are_told_once(file: Path) -> None:
    rows = [{"code": f"{at}", "name": ""} for at in range(1, 9)]
    assert faults(file, two(*rows)) == [
        "code 1 has no name in 'name' (7 more like it: 2, 3, 4, 5, 6 and 2 more)"
    ]


def with_ids(document: Document, *ids: object) -> Document:
    for one, found in zip(document["features"], ids, strict=True):
        one["id"] = found
    return document


def test_a_features_own_id_may_be_the_code(file: Path) -> None:
    document = with_ids(two({"name": "Vest"}, {"name": "Øst"}), "0001", 2)
    for told in ({}, {"code": "id", "name": "name"}):
        found = read(file, document, **told).units
        assert [one[:2] for one in found] == [("0001", "Vest"), ("2", "Øst")]


def test_what_counts_people_is_no_code(file: Path) -> None:
    rows = [{"name": "Vest", "population": 300}, {"name": "Øst", "population": 400}]
    found = read(file, with_ids(two(*rows), "0001", "0002")).units
    assert [one[0] for one in found] == ["0001", "0002"]
    told = [{"name": "Vest", "people": 300}, {"name": "Øst", "people": 400}]
    document = with_ids(two(*told), "0001", "0002")
    assert "is not certain" in faults(file, document)[0]
    assert read(file, document, population="people").units[0] == ("0001", "Vest", None, 300)


def test_an_id_is_asked_only_where_no_property_is_a_code(file: Path) -> None:
    rows = [{"nr": "07", "title": "Vest"}, {"nr": "08", "title": "Øst"}]
    assert [one.code for one in read(file, with_ids(two(*rows), 0, 1)).units] == ["07", "08"]
    named = [{"id": "07", "title": "Vest"}, {"id": "08", "title": "Øst"}]
    assert [one.code for one in read(file, with_ids(two(*named), 0, 1)).units] == ["07", "08"]


def test_without_properties(file: Path) -> None:
    assert faults(file, two({}, {})) == [
        "the features have no properties, but codes and names are needed"
    ]


def test_a_name_must_be_there(file: Path) -> None:
    document = two({"code": "01", "name": None})
    assert faults(file, document, code="code", name="name") == ["code 01 has no name in 'name'"]


def test_a_unit_without_an_outline_is_told(file: Path) -> None:
    document = collection(
        feature(polygon(10, 55), code="01", name="Holm"), feature(None, code="02", name="Ny")
    )
    found = read(file, document)
    assert [one.code for one in found.units] == ["01", "02"]
    assert [fault.message for fault in found.warnings] == [
        "1 unit has no outline, and so no links: Ny"
    ]


def test_without_the_extra(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyproj", None)
    with pytest.raises(UsageError) as caught:
        read(file, two({"code": "01", "name": "Holm"}))
    assert str(caught.value) == (
        "Outlines need packages that are not installed: pip install 'fmkwave[geo]'"
    )


# --- Who is whose neighbour -----------------------------------------------------------------------


def square(west: float, south: float, side: float = 1.0) -> shapely.Polygon:
    return shapely.Polygon(ring(west, south, side))


def test_borders_points_gaps_and_islands() -> None:
    found = contiguity(
        {
            "01": square(10, 55),
            "02": square(11, 55),  # a border with 01
            "03": square(11, 56),  # a border with 02, a corner with 01
            "04": shapely.MultiPolygon([square(10, 56), square(20, 50)]),  # a corner with 02
            "05": square(12.0002, 55.25, 0.5),  # a gap to 02
            "06": square(20.9, 50.9),  # over 04
            "07": square(30, 50),
            "08": shapely.box(20, 51.0, 20.001, 51.5),  # 63 m of border with 04
        }
    )
    assert found == Contiguity(
        borders=(("01", "02"), ("01", "04"), ("02", "03"), ("03", "04")),
        doubtful={
            ("01", "03"): Doubt("point", 0),
            ("02", "04"): Doubt("point", 0),
            ("02", "05"): Doubt("gap", 13),
            ("04", "06"): Doubt("overlap", 0),
            ("04", "08"): Doubt("short", 72),
        },
        islands=("05", "06", "07", "08"),
    )


def test_a_corner_that_is_a_hair_off_is_no_gap() -> None:
    west = shapely.Polygon([(10, 55), (10.1, 55), (10.1, 55.05), (10.1, 55.1), (10, 55.1)])
    east = shapely.Polygon(
        [(10.1, 55), (10.2, 55), (10.2, 55.1), (10.1, 55.1), (10.099999999, 55.05)]
    )
    assert contiguity({"1": west, "2": east}) == Contiguity((("1", "2"),), {}, ())


HAIRS = st.floats(-3e-6, 3e-6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(HAIRS, HAIRS), min_size=4, max_size=4), min_size=9, max_size=9))
def test_no_hair_makes_or_unmakes_a_border(hairs: list[list[tuple[float, float]]]) -> None:
    # Nine squares of 600 by 1,100 m, of which no corner moves by half a metre.
    shapes = {}
    for at, moved in enumerate(hairs):
        west, south = 10 + 0.01 * (at % 3), 55 + 0.01 * (at // 3)
        corners = ring(west, south, 0.01)[:4]
        shapes[str(at)] = shapely.Polygon(
            [(x + dx, y + dy) for (x, y), (dx, dy) in zip(corners, moved, strict=True)]
        )
    found = contiguity(shapes)
    assert set(found.borders) == {
        (str(at), str(other))
        for at in range(9)
        for other in range(9)
        if (other == at + 1 and other % 3) or other == at + 3
    }
    assert {pair: doubt.kind for pair, doubt in found.doubtful.items()} == dict.fromkeys(
        [(a, b) for a, b in zip("01123445", "43547687", strict=True)], "point"
    )


@pytest.mark.parametrize(
    ("tolerance", "linked", "doubtful"),
    [(1.0, [], {("1", "2"): Doubt("gap", 12)}), (20.0, [("1", "2")], {})],
)
def test_how_far_apart_a_border_may_be_drawn(
    tolerance: float, linked: list[tuple[str, str]], doubtful: Mapping[tuple[str, str], Doubt]
) -> None:
    found = contiguity({"1": square(10, 55), "2": square(11.0002, 55)}, tolerance)
    assert (list(found.borders), found.doubtful) == (linked, doubtful)


def test_what_covers_the_other_is_no_neighbour() -> None:
    found = contiguity({"1": square(10, 55), "2": square(10, 55, 0.5), "3": square(10, 55)})
    assert found.borders == ()
    assert {doubt.kind for doubt in found.doubtful.values()} == {"overlap"}


def test_small_units_have_short_borders() -> None:
    # Blocks of a town, 60 m wide.
    found = contiguity({"1": square(0, 0, 0.0005), "2": square(0.0005, 0, 0.0005)})
    assert found.borders == (("1", "2"),)


def test_a_border_needs_no_corners_in_common() -> None:
    found = contiguity({"01": square(10, 55), "02": square(11, 55.25, 0.5)})
    assert found.borders == (("01", "02"),)


@pytest.mark.parametrize("codes", [(), ("01",)])
def test_nobody_to_touch(codes: tuple[str, ...]) -> None:
    found = contiguity({code: square(10, 55) for code in codes})
    assert found == Contiguity((), {}, codes)


@pytest.mark.skipif(not SHARED.exists(), reason="the outlines of Denmark are not here")
def test_the_land_borders_of_denmark() -> None:
    inputs = load_inputs()
    found = contiguity(read_units(SHARED, {}).shapes)
    assert set(found.borders) == {link[:2] for link in inputs.links if link.kind == "land"}
    assert found.doubtful == {}
    names = [inputs.name(code) for code in found.islands]
    assert names == ["Bornholm", "Langeland", "Ærø", "Fanø", "Samsø", "Morsø", "Læsø"]


# --- Outlines that cannot be those of units -------------------------------------------------------


def told_of(shapes: Mapping[str, shapely.Polygon]) -> list[str]:
    report = Report("units.geojson")
    check_covering(shapes, report)
    return [fault.message for fault in report.faults]


def test_an_outline_larger_than_any_country() -> None:
    assert told_of({"1": square(10, 55), "2": shapely.box(-180, -90, 0, 90)}) == [
        "the outline of 2 covers 255,032,236 km², which is more than any country has"
    ]


def test_outlines_that_cover_each_other() -> None:
    # The second lies within the first; the third lies half upon the fourth, and not quite so.
    shapes = {
        "1": square(10, 55),
        "2": square(10, 55, 0.5),
        "3": square(20, 55),
        "4": square(20.4, 55),
        "5": square(30, 55),
        "6": square(30.6, 55),
    }
    assert told_of(shapes) == ["the outlines of 3 and 4 cover each other for the most part"]
    assert told_of({one: shapes[one] for one in "1256"}) == []


def test_very_many_outlines_over_each_other_are_one_fault() -> None:
    crowd = {f"{number:02}": square(10 + number / 100, 55) for number in range(40)}
    assert told_of(crowd) == ["most of the outlines lie over each other; each unit needs its own"]


def test_outlines_that_cannot_be_are_told_at_once(file: Path) -> None:
    one = polygon(10, 55)
    features = [feature(one, code=f"0{number}", name=f"Unit {number}") for number in (1, 2)]
    assert faults(file, collection(*features)) == [
        "the outlines of 01 and 02 cover each other for the most part"
    ]
