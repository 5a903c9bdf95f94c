"""The tile map as SVG: what it says to eyes, to screen readers, and to the page around it."""

from __future__ import annotations

import re
from typing import get_args
from xml.etree import ElementTree

import pytest
from invented import plan
from mapped import mapped

from fmkwave import language
from fmkwave.model import Basis, Inputs, Link
from fmkwave.render import mapsvg, tiles
from fmkwave.render.lettering import text_width
from fmkwave.thematic import By, theme

SVG = "{http://www.w3.org/2000/svg}"


def document(inputs: Inputs, by: By = "wave") -> str:
    made = plan(inputs)
    known = made.model_copy(update={"losses": dict.fromkeys(made.placement, (0, 9_500))})
    return mapsvg.document(inputs, known, theme(inputs, known, by))


def figure(inputs: Inputs, *, linked: bool = False, prefix: str = "map") -> str:
    made = plan(inputs)
    return mapsvg.figure(inputs, made, theme(inputs, made, "wave"), linked=linked, prefix=prefix)


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def tile_groups(root: ElementTree.Element) -> list[ElementTree.Element]:
    return [one for one in root.iter(f"{SVG}g") if "tile" in one.get("class", "").split()]


def texts(root: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def test_each_municipality_is_a_tile() -> None:
    groups = tile_groups(parsed(document(mapped())))
    assert {
        group.get("data-code"): (group.get("class"), group.findtext(f"{SVG}title"))
        for group in groups
    } == {
        "0101": ("tile k1", "Ålev, wave 1 (2031-Q2), 31.45 points"),
        "0102": ("tile k1", "Nordby, wave 1 (2031-Q2), 70.45 points"),
        "0103": ("tile k2", "Søby, wave 2 (2031-Q3), -25.0 points"),
        "0104": ("tile k2", "Høje-Bakkerup, wave 2 (2031-Q3), 0.0 points"),
        "0105": ("tile k1", "Aaby, wave 1 (2031-Q2), 56.228 points"),
        "0106": ("tile k2", "Ærøstrand, wave 2 (2031-Q3), 0.0 points"),
    }


def test_what_it_is_called_and_what_its_legend_says() -> None:
    root = parsed(document(mapped()))
    assert root.get("role") == "img"
    named = [root.find(f"*[@id='{name}']") for name in root.get("aria-labelledby", "").split()]
    assert [one.text for one in named if one is not None] == [
        "The waves of the plan",
        "6 municipalities: Wave 1 · 2031-Q2: 3, Wave 2 · 2031-Q3: 3.",
    ]
    said = texts(root)
    assert said[:2] == ["The waves of the plan", "Prøveudrulning i Østland"]
    assert said[2:8] == [
        *("1", "Wave 1 · 2031-Q2 (3)", "2", "Wave 2 · 2031-Q3 (3)"),
        *("Link kept (1)", "Link lost (1)"),
    ]
    assert "Reconstructed inputs, not real answers: questionnaire.csv" in " ".join(said)
    assert said[-1] == "Engine sweep was taken in jest."


def test_real_answers_leave_no_notice() -> None:
    assert "Reconstructed" not in document(mapped(basis=Basis.COLLECTED))


def test_links_kept_and_lost_lie_between_the_middles_of_tiles() -> None:
    paths = list(parsed(figure(mapped())).iter(f"{SVG}path"))
    assert [(one.get("class"), one.get("d"), one.get("stroke-width")) for one in paths] == [
        ("lost", "M35 86L191 86", "1.2"),
        ("kept", "M113 26L113 146", "4"),
    ]


def test_each_kind_of_link_is_drawn_in_its_own_way() -> None:
    found = mapped()
    weights = found.programme.weights
    lightest = weights.links["land"].model_copy(update={"weight": 1})
    kinds = {**weights.links, "bridge": weights.links["land"], "ferry": lightest}
    more = weights.model_copy(update={"links": kinds})
    programme = found.programme.model_copy(update={"weights": more})
    links = (Link("0101", "0102", "bridge"), Link("0103", "0104", "ferry"), *found.links)
    text = document(found.model_copy(update={"programme": programme, "links": links}))
    patterns = [one.get("stroke-dasharray") for one in parsed(text).iter(f"{SVG}path")]
    # First in the legend: kept, lost, bridge, ferry. Then on the map: lost, and on top of it kept.
    assert patterns == [*(None, None, "7 6", "0.1 5.5"), *(None, "7 6", None, "0.1 5.5")]


@pytest.mark.parametrize("by", get_args(By))
def test_every_theme_has_a_mark_on_each_tile(by: By) -> None:
    root = parsed(document(mapped(), by))
    marks = [one.text for one in root.iter(f"{SVG}text") if one.get("class") == "mark"]
    assert len(marks) == 6
    legend = root.find(f"{SVG}g[@class='legend']")
    assert legend is not None
    assert set(texts(legend)[: 2 * len(set(marks)) : 2]) == set(marks)


def test_a_figure_fits_a_page_with_a_strict_policy() -> None:
    text = figure(mapped(), linked=True)
    assert "style" not in re.sub(r'font-style="[a-z]+"', "", text)
    assert "<script" not in text
    root = parsed(text)
    # A picture that is one to a screen reader would hide its links.
    assert root.get("role") == "group"
    links = list(root.iter(f"{SVG}a"))
    assert [one.get("href") for one in links] == [
        *("#0101", "#0102", "#0103", "#0104", "#0105", "#0106")
    ]
    assert links[0].get("aria-label") == "Ålev, wave 1 (2031-Q2), 31.45 points"


def test_ids_carry_the_prefix() -> None:
    ids = re.findall(r'\bid="([^"]*)"', figure(mapped(), prefix="waves"))
    assert ids == ["waves-title", "waves-desc"]


def test_names_are_escaped() -> None:
    found = mapped()
    hostile = found.municipalities["0101"].model_copy(
        update={"name": '</title><script>alert("1")</script>'}
    )
    inputs = found.model_copy(update={"municipalities": {**found.municipalities, "0101": hostile}})
    for text in (document(inputs), figure(inputs, linked=True)):
        assert not list(parsed(text).iter(f"{SVG}script"))
        assert "&lt;script&gt;" in text


def test_the_same_bytes_every_time() -> None:
    assert document(mapped()) == document(mapped())


def test_in_danish() -> None:
    with language.reading("da"):
        root = parsed(document(mapped()))
    assert root.get("lang") == "da"
    assert "2.\N{NO-BREAK SPACE}kvartal 2031" in " ".join(texts(root))


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Ærø", ["Ærø"]),
        ("Ringkøbing-Skjern", ["Ringkøbing-", "Skjern"]),
        ("Høje-Taastrup", ["Høje-", "Taastrup"]),
        ("Sankt Peder Ording", ["Sankt Peder", "Ording"]),
        ("Vesthimmerlands", ["Vesthimmerlands"]),
        ("Llanfairpwllgwyngyllgogerych", ["Llanfairpwllgwy…"]),
        ("千代田区千代田区千代田区", ["千代田区千代田区…"]),
    ],
)
def test_long_names_break_at_hyphens_and_blanks_and_else_are_cut(
    name: str, lines: list[str]
) -> None:
    found = tiles.name_lines(name)
    assert [line.text for line in found] == lines
    assert all(text_width(line.text, line.size) <= tiles.WIDE for line in found)


def test_a_long_heading_widens_a_small_map() -> None:
    found = mapped()
    long = found.programme.model_copy(update={"name": "A programme in so many words " * 5})
    inputs = found.model_copy(update={"programme": long})
    root = parsed(document(inputs))
    said = next(one for one in root.iter(f"{SVG}text") if (one.text or "").startswith("A prog"))
    room = float(root.get("width", "0")) - float(said.get("x", "0"))
    assert text_width(said.text or "", float(said.get("font-size", "0"))) <= room


def test_the_legend_covers_no_tile() -> None:
    text = document(mapped())
    legend = re.search(r'class="legend".*?translate\((\d+) (\d+)\)', text)
    field = re.search(r'<g transform="translate\(20 (\d+)\)">\s*<g class="links"', text)
    assert legend is not None
    assert field is not None
    left, top = map(int, legend.groups())
    bottom = top + 4 * 26
    for group in tile_groups(parsed(text)):
        x, y = map(int, re.findall(r"\d+", group.get("transform", "")))
        beside = 20 + x + tiles.WIDE < left
        assert beside or int(field[1]) + y > bottom
