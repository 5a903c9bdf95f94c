from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import shapely

from fmkwave import language, planner
from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs, Plan
from fmkwave.outlines import Outlines, read_outlines
from fmkwave.render import geoinset, geolabels, geolayout, geosvg
from fmkwave.render.lettering import text_width
from fmkwave.thematic import By, theme
from folders import Folder
from squares import CORNERS, collection, feature, polygon, squares

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "geometry" / "kommuner.geojson"


class Map:
    """Draws the small folder's plan on outlines that a test makes up."""

    def __init__(self, folder: Folder) -> None:
        self.path = folder.path / "o.geojson"
        self.inputs = load_inputs(folder.path)
        self.plan = planner.make_plan(self.inputs)

    def outlines(self, document: object) -> Outlines:
        self.path.write_text(json.dumps(document), encoding="utf-8")
        return read_outlines(self.path, self.inputs)

    def __call__(self, document: object, by: By = "wave") -> str:
        shown = theme(self.inputs, self.plan, by)
        return geosvg.document(self.inputs, self.plan, shown, self.outlines(document))


@pytest.fixture
def draw(folder: Folder) -> Map:
    return Map(folder)


def words(svg: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


def paths(svg: str) -> dict[str, str]:
    return {
        path.attrib["data-code"]: path.attrib["d"] for path in ET.fromstring(svg).iter(f"{SVG}path")
    }


def corners(path: str) -> list[tuple[float, float]]:
    """The corners of a path of one ring."""
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    x, y = numbers[:2]
    found = [(x, y)]
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        x, y = round(x + dx, 1), round(y + dy, 1)
        found.append((x, y))
    return found


# --- The document ---------------------------------------------------------------------------------


def test_everyone_is_drawn_in_the_colour_of_its_wave(draw: Map) -> None:
    root = ET.fromstring(draw(squares()))
    classes = {
        path.attrib["data-code"]: group.attrib["class"]
        for group in root.iter(f"{SVG}g")
        for path in group.findall(f"{SVG}path")
    }
    assert classes == {code: f"k{wave}" for code, wave in draw.plan.placement.items()}


def test_what_a_pointer_is_told(draw: Map) -> None:
    titles = [title.text for title in ET.fromstring(draw(squares())).iter(f"{SVG}title")]
    assert titles[0] == "The waves of the plan"
    assert "Nordby, wave 1 (2014-Q2), 212.0 points" in titles
    assert len(titles) == 1 + len(CORNERS)


def test_title_programme_legend_names_and_notices(draw: Map) -> None:
    said = words(draw(squares()))
    assert said[:2] == ["The waves of the plan", "Invented roll-out"]
    assert said[2:8] == ["1", "Wave 1 · 2014-Q2 (2)", "2", "Wave 2 · 2014-Q3 (2)", "3",
                         "Wave 3 · 2014-Q4 (2)"]  # fmt: skip
    assert {f"{name} {wave}" for name, wave in (("Nordby", 1), ("Ålev", 3))} <= {*said}
    assert "Reconstructed inputs, not real answers: questionnaire.csv" in " ".join(said)
    assert said[-1] == "Outlines: o.geojson. Equal-area projection."


def test_who_has_no_outline_is_named_on_the_map(draw: Map) -> None:
    said = words(draw(squares(_0103=None, _0440=None)))
    assert "Not drawn, as the file has no outline of it: Øster-Holm, Ålev." in said


def test_in_danish(draw: Map) -> None:
    english = draw(squares())
    with language.reading("da"):
        danish = draw(squares())
    assert ET.fromstring(danish).attrib["lang"] == "da"
    assert "2.\N{NO-BREAK SPACE}kvartal 2014" in danish
    assert paths(danish) == paths(english)


def test_the_same_bytes_every_time_and_no_style_attribute(draw: Map) -> None:
    svg = draw(squares())
    assert draw(squares()) == svg
    assert " style=" not in svg
    ids = re.findall(r' id="([^"]*)"', svg)
    assert ids == ["geo-title", "geo-desc"]


def test_names_are_escaped(folder: Folder) -> None:
    folder.replace("programme.yaml", "Invented roll-out", '<Roll-out> & \\"more\\"')
    folder.replace(
        "programme.yaml", 'name: <Roll-out> & \\"more\\"', "name: '<Roll-out> & \"more\"'"
    )
    assert words(Map(folder)(squares()))[1] == '<Roll-out> & "more"'


def test_a_narrow_country_leaves_room_for_words(draw: Map) -> None:
    strip = {f"_{code}": polygon(10, 50 + n, 1) for n, code in enumerate(CORNERS)}
    assert float(ET.fromstring(draw(squares(**strip))).attrib["width"]) == 528


@pytest.mark.parametrize(
    ("file", "name", "size", "before"),
    [("programme.yaml", "Invented roll-out", 15, 24), ("vendors.yaml", "Vendor B", 14, 24 + 40)],
)
def test_long_words_widen_a_narrow_map(
    file: str, name: str, size: int, before: int, folder: Folder
) -> None:
    folder.replace(file, name, "in so many words " * 8 + "B")
    svg = Map(folder)(squares(), "vendor")
    (long,) = (word for word in words(svg) if word.startswith("in so"))
    assert before + text_width(long, size) <= float(ET.fromstring(svg).attrib["width"])


def test_outlines_that_overlap_are_drawn(draw: Map) -> None:
    # Simplified together, these two cross themselves.
    one = [[12.9, 57.7], [9.4, 56.9], [9, 57.4], [10.7, 55.2], [12.9, 57.7]]
    other = [[10.3, 54.1], [10.2, 57.8], [8.3, 56.2], [8.4, 57.8], [10.3, 54.1]]
    document = collection(
        feature({"type": "Polygon", "coordinates": [one]}, code="0101"),
        feature({"type": "Polygon", "coordinates": [other]}, code="0102"),
    )
    assert {*paths(draw(document))} == {"0101", "0102"}


def test_a_ring_of_less_than_a_tenth_of_a_pixel_is_not_drawn(draw: Map) -> None:
    west, south = CORNERS["0420"]
    rings = [*polygon(west, south)["coordinates"], *polygon(11.5, 56.5, 1e-5)["coordinates"]]
    svg = draw(squares(_0420={"type": "Polygon", "coordinates": rings}))
    assert paths(svg)["0420"].count("M") == 1


def test_a_hole_stays_a_hole(draw: Map) -> None:
    west, south = CORNERS["0420"]
    rings = [*polygon(west, south)["coordinates"], *polygon(11.25, 56.25, 0.5)["coordinates"]]
    svg = draw(squares(_0420={"type": "Polygon", "coordinates": rings}))
    assert paths(svg)["0420"].count("M") == 2
    assert 'fill-rule="evenodd"' in svg


def test_borders_are_shared_to_the_tenth(draw: Map) -> None:
    found = paths(draw(squares()))
    assert len({*corners(found["0101"])} & {*corners(found["0102"])}) >= 2


# --- The drawing ----------------------------------------------------------------------------------


def grid(
    columns: int, rows: int, side: float, west: float = 10.0, south: float = 55.0
) -> dict[str, shapely.Polygon]:
    return {
        f"{column:02}{row:02}": square(west + column * side, south + row * side, side)
        for column in range(columns)
        for row in range(rows)
    }


def square(west: float, south: float, side: float) -> shapely.Polygon:
    return shapely.box(west, south, west + side, south + side)


@pytest.mark.parametrize("west", [10.0, 178.0])
@pytest.mark.parametrize("south", [-60.0, 0.0, 60.0])
def test_areas_are_true_wherever_they_lie(west: float, south: float) -> None:
    # Cells between the same circles of latitude have the same area on the globe.
    shapes = {}
    for column in range(6):
        left = west + column
        left = left if left < 180 else left - 360
        shapes[f"{column:04}"] = shapely.segmentize(
            shapely.box(left, south, left + 1, south + 2), 0.1
        )
    areas = [shape.area for shape in geolayout.draw(shapes).shapes.values()]
    assert max(areas) / min(areas) < 1.002


def test_it_fits_the_page() -> None:
    drawing = geolayout.draw(grid(3, 1, 1.0))
    assert shapely.total_bounds([*drawing.shapes.values()]) == pytest.approx(
        (0, 0, drawing.width, drawing.height), abs=1
    )
    assert max(drawing.width, drawing.height) == pytest.approx(1160)


def test_shared_borders_stay_shared_when_simplified() -> None:
    wavy = [(11 + 0.00004 * (-1) ** n, 55 + n / 400) for n in range(401)]
    left = shapely.Polygon([(10, 55), *wavy, (10, 56)])
    right = shapely.Polygon([*wavy, (12, 56), (12, 55)])
    drawn = geolayout.draw({"0101": left, "0102": right}).shapes
    assert shapely.get_num_coordinates([*drawn.values()]).max() < 100
    assert shapely.coverage_is_valid([*drawn.values()])


def test_islets_are_left_out_unless_they_are_all_there_is() -> None:
    islet = square(10, 57, 0.0005)
    shapes: dict[str, shapely.Polygon | shapely.MultiPolygon] = {
        "0101": shapely.MultiPolygon([square(10, 55, 1), islet]),
        "0102": islet,
    }
    drawn = geolayout.draw(shapes).shapes
    assert shapely.get_num_geometries(drawn["0101"]) == 1
    assert drawn["0102"].area > 0


def test_no_crowd_no_inset() -> None:
    assert geolayout.draw(grid(4, 4, 1.0)).inset is None


def crowded() -> geolayout.Shapes:
    """Four large squares in the west, and nine small ones in the south-east."""
    large, small = grid(2, 2, 1.5), grid(3, 3, 0.05, 13.5)
    return {
        **{f"9{code}": shape for code, shape in large.items()},
        **{f"8{code}": shape for code, shape in small.items()},
    }


def test_a_crowd_is_enlarged_where_there_is_room() -> None:
    drawing = geolayout.draw(crowded())
    inset = drawing.inset
    assert inset is not None
    assert sorted(inset.within) == sorted(code for code in crowded() if code.startswith("8"))
    assert inset.scale > 2.5
    frame = shapely.box(*inset.frame)
    # Nothing is covered: no ground, nor what is enlarged.
    assert not any(frame.intersects(shape) for shape in drawing.shapes.values())
    assert not frame.intersects(shapely.box(*inset.source))
    assert all(frame.buffer(0.001).contains(shape) for shape in inset.shapes.values())
    assert frame.bounds[3] <= drawing.height + 0.001


def test_without_room_the_inset_stands_beside_the_map() -> None:
    cells = {f"8{code}": cell for code, cell in grid(4, 4, 0.03, 11.5, 56.5).items()}
    hole = shapely.box(11.5, 56.5, 11.62, 56.62).exterior
    around = shapely.Polygon(square(11, 56, 1).exterior, [hole])
    drawing = geolayout.draw({**grid(3, 3, 1.0), "0101": around, **cells})
    assert drawing.inset is not None
    assert drawing.inset.frame[0] > shapely.total_bounds([*drawing.shapes.values()])[2]
    assert drawing.width == pytest.approx(drawing.inset.frame[2])


def test_two_small_ones_are_no_crowd() -> None:
    shapes = grid(2, 2, 100.0, 0.0, 0.0)
    drawn = {code: shapely.MultiPolygon([shape]) for code, shape in shapes.items()}
    drawn["8"] = shapely.MultiPolygon([shapely.box(300, 0, 305, 5)])
    drawn["9"] = shapely.MultiPolygon([shapely.box(305, 0, 310, 5)])
    assert geoinset.crowd(drawn) == ()


# --- Names ----------------------------------------------------------------------------------------

PAGE = (0.0, 0.0, 400.0, 400.0)


def label(shape: shapely.Polygon, name: str) -> geolabels.Label | None:
    found = geolabels.labels(
        {"1": shapely.MultiPolygon([shape])}, {"1": geolabels.Text(name, "2")}, PAGE
    )
    return found[0] if found else None


@pytest.mark.parametrize(
    ("shape", "lines", "inside"),
    [
        (shapely.box(100, 100, 300, 300), ("Ærøstrand 2",), True),
        (shapely.box(100, 100, 148, 160), ("Ærøstrand", "2"), True),
        (shapely.box(100, 100, 120, 120), ("Ærøstrand 2",), False),
    ],
)
def test_a_name_stands_where_it_fits(
    shape: shapely.Polygon, lines: tuple[str, ...], inside: bool
) -> None:
    found = label(shape, "Ærøstrand")
    assert found is not None
    assert found.lines == lines
    assert found.inside is inside
    assert shape.contains(shapely.box(*found.box)) is inside


@pytest.mark.parametrize(
    ("shape", "middle"),
    [
        (shapely.box(0, 100, 400, 180), (200, 140)),
        (shapely.box(100, 0, 200, 400), (150, 200)),
        # Around the centroid, at (125, 70), is less ground than in the thick part.
        (shapely.union(shapely.box(0, 0, 400, 40), shapely.box(0, 40, 100, 200)), (54, 120)),
    ],
)
def test_a_name_stands_in_the_middle(shape: shapely.Polygon, middle: tuple[float, float]) -> None:
    found = label(shape, "Nordby")
    assert found is not None
    assert (found.x, found.y) == pytest.approx(middle, abs=1)


def test_without_room_for_a_name_there_is_the_mark() -> None:
    found = label(shapely.box(0, 0, 20, 400), "Ærøstrand-Strandby" * 4)
    assert found is not None
    assert (found.lines, found.whole) == (("2",), False)


def test_a_long_name_is_broken_at_its_hyphen() -> None:
    found = label(shapely.box(100, 100, 165, 160), "Lyngby-Taarbæk")
    assert found is not None
    assert found.lines == ("Lyngby-", "Taarbæk 2")


def test_names_do_not_cover_each_other() -> None:
    dots = {
        f"{n}": shapely.MultiPolygon([shapely.box(200, 8 * n, 204, 8 * n + 4)])
        for n in range(1, 40)
    }
    placed = geolabels.labels(dots, {c: geolabels.Text("Name", "1") for c in dots}, PAGE)
    boxes = [shapely.box(*one.box) for one in placed]
    assert 20 < len(boxes) < 40
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])


# --- Denmark --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def denmark() -> tuple[Inputs, Plan, Outlines]:
    if not SHARED.exists():
        pytest.skip("no outlines of Denmark here")
    inputs = load_inputs(ROOT / "data")
    return inputs, planner.make_plan(inputs), read_outlines(SHARED, inputs)


def test_the_area_of_copenhagen_is_enlarged(denmark: tuple[Inputs, Plan, Outlines]) -> None:
    inputs, plan, outlines = denmark
    svg = geosvg.document(inputs, plan, theme(inputs, plan, "wave"), outlines)
    inset = geolayout.draw(outlines.shapes).inset
    assert inset is not None
    within = {inputs.name(code) for code in inset.within}
    assert {"København", "Frederiksberg", "Vallensbæk", "Gentofte", "Dragør"} <= within
    assert not {"Aarhus", "Odense", "Bornholm", "Helsingør"} & within
    assert any(re.fullmatch(r"Around København, enlarged \d\.\d times", w) for w in words(svg))
    assert len(svg.encode()) < 150_000
    assert {*paths(svg)} == {*inputs.municipalities}


def test_most_are_named(denmark: tuple[Inputs, Plan, Outlines]) -> None:
    inputs, plan, outlines = denmark
    svg = geosvg.document(inputs, plan, theme(inputs, plan, "wave"), outlines)
    text = " ".join(words(svg))
    named = [one.name for one in inputs.municipalities.values() if one.name in text]
    assert len(named) > 75
    assert {"København", "Aarhus", "Odense", "Aalborg", "Bornholm", "Læsø"} <= {*named}
