"""Outlines to the units of a new programme, and who is whose neighbour."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import shapely

from fmkwave.errors import InputError, UsageError
from fmkwave.inputs import load_inputs
from fmkwave.outlines.contiguity import Contiguity, contiguity
from fmkwave.outlines.units import Unit, Units, read_units
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
            [
                "Holm (code 1) and Holm (code many) count as the same name, but each needs one of "
                "its own",
                "the features of 1 differ in 'name': 'Holm', empty",
            ],
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
            {"code": "3", "name": "holm kommune"},
            "Holm (code 1) and holm kommune (code 3) count as the same name, but each needs "
            "one of its own",
        ),
        (
            {"code": "3", "name": "1"},
            "the name of code 3 is 1, which is the code of another one",
        ),
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
    monkeypatch.setitem(sys.modules, "libpysal", None)
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
        }
    )
    assert found == Contiguity(
        borders=(("01", "02"), ("01", "04"), ("02", "03"), ("03", "04")),
        points=(("01", "03"), ("02", "04")),
        near={("02", "05"): 13, ("04", "06"): 0},
        islands=("05", "06", "07"),
    )


def test_a_border_needs_no_corners_in_common() -> None:
    found = contiguity({"01": square(10, 55), "02": square(11, 55.25, 0.5)})
    assert found.borders == (("01", "02"),)


@pytest.mark.parametrize("codes", [(), ("01",)])
def test_nobody_to_touch(codes: tuple[str, ...]) -> None:
    found = contiguity({code: square(10, 55) for code in codes})
    assert found == Contiguity((), (), {}, codes)


@pytest.mark.skipif(not SHARED.exists(), reason="the outlines of Denmark are not here")
def test_the_land_borders_of_denmark() -> None:
    inputs = load_inputs()
    found = contiguity(read_units(SHARED, {}).shapes)
    assert set(found.borders) == {link[:2] for link in inputs.links if link.kind == "land"}
    assert (found.points, found.near) == ((), {})
    names = [inputs.name(code) for code in found.islands]
    assert names == ["Bornholm", "Langeland", "Ærø", "Fanø", "Samsø", "Morsø", "Læsø"]
