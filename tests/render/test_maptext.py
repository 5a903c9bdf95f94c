"""The tile map for terminals and pipes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import plan
from mapped import mapped
from rich.cells import cell_len

from fmkwave.errors import UsageError
from fmkwave.render import maptext
from fmkwave.render.maptext import short_names
from fmkwave.thematic import theme

NOTICE = mapped().notices[0]

WIDE = f"""\
Prøveudrulning i Østland

The waves of the plan

           Ålev
              1
 Nordby            Søby
      1               2
Høje-Ba    Aaby
      2       1


                                Ærøstra
                                      2

 1  Wave 1 · 2031-Q2  3
 2  Wave 2 · 2031-Q3  3

{NOTICE}
Engine sweep was taken in jest.
"""


def drawn(width: int) -> str:
    made = plan(mapped())
    return maptext.text(mapped(), made, theme(mapped(), made, "wave"), width).plain


def test_a_map() -> None:
    assert drawn(80) == WIDE


@pytest.mark.parametrize("width", [14, 15, 20, 30, 80, 200])
def test_it_fits_the_width_and_leaves_no_blanks(width: int) -> None:
    field = drawn(width).split("\n\n", 2)[2].split("\n 1  ")[0].splitlines()
    assert max(map(len, field)) <= width
    assert all(line == line.rstrip() for line in field)


def test_a_narrow_terminal_is_told_what_the_map_takes() -> None:
    with pytest.raises(UsageError) as caught:
        drawn(13)
    assert str(caught.value) == (
        "The map takes 14 columns, and here are 13: widen the terminal, or draw it in a file "
        "with -o map.svg."
    )


def test_each_tile_has_its_colour_on_both_lines() -> None:
    made = plan(mapped())
    text = maptext.text(mapped(), made, theme(mapped(), made, "wave"), 80)
    styles = [str(span.style) for span in text.spans if " on #" in str(span.style)]
    # Two lines a tile, and a sample in the legend.
    assert styles.count("#000000 on #56b4e9") == 2 * 3 + 1
    assert styles.count("#000000 on #d55e00") == 2 * 3 + 1


def test_who_has_no_tile_is_named() -> None:
    found = mapped()
    bare = {
        code: one.model_copy(update={"tile": None}) if code in ("0103", "0105") else one
        for code, one in found.municipalities.items()
    }
    lacking = found.model_copy(update={"municipalities": bare})
    made = plan(lacking)
    with pytest.raises(UsageError) as caught:
        maptext.text(lacking, made, theme(lacking, made, "wave"), 80)
    assert str(caught.value) == (
        "These municipalities have no tile in municipalities.yaml: Søby, Aaby. Give each one as "
        "`tile: [column, row]`, counted from the upper left, or draw outlines with "
        "--outlines FILE."
    )


def test_short_names() -> None:
    names = ["Fredensborg", "Fredericia", "Frederiksberg", "Frederikshavn", "Frederikssund"]
    assert short_names([*names, "Ærø", "Høje-Taastrup"], 4) == [
        *("Fren", "Frec", "Freb", "Freh", "Fres", "Ærø", "Høje")
    ]


def test_a_letter_that_another_name_has_is_not_taken_again() -> None:
    assert short_names(["Holbæk", "Holstebro", "Hob"], 3) == ["Hoæ", "Hos", "Hob"]


def test_names_in_wide_letters_are_cut_to_the_columns_they_take() -> None:
    assert short_names(["千代田区", "Ærø 😀"], 5) == ["千代", "Ærø"]
    assert short_names(["千代田", "千代子"], 4) == ["千田", "千子"]


def test_tiles_and_legend_stand_in_columns_whatever_the_letters_and_marks() -> None:
    found = mapped()
    wide = found.municipalities["0102"].model_copy(update={"name": "千代田区"})
    inputs = found.model_copy(update={"municipalities": {**found.municipalities, "0102": wide}})
    made = plan(inputs)
    shown = theme(inputs, made, "wave")
    tenth = shown.classes[1].model_copy(update={"mark": "10"})
    shown = shown.model_copy(update={"classes": (shown.classes[0], tenth)})
    lines = maptext.text(inputs, made, shown, 80).plain.splitlines()
    assert [cell_len(line) for line in lines[4:8]] == [15, 15, 23, 23]
    assert lines[6] == " 千代田            Søby"
    assert lines[-5:-3] == ["  1  Wave 1 · 2031-Q2  3", " 10  Wave 2 · 2031-Q3  3"]


def test_names_that_no_letter_tells_apart_stay_alike() -> None:
    assert short_names(["Nord", "Nord 2"], 4) == ["Nord", "Nord"]


@given(
    st.lists(st.text("abcå -", min_size=1, max_size=8).map(lambda t: "A" + t), unique=True),
    st.integers(2, 7),
)
def test_short_names_are_short_and_begin_as_the_names_do(names: list[str], length: int) -> None:
    for name, short in zip(names, short_names(names, length), strict=True):
        assert 1 <= len(short) <= length
        assert name.startswith(short[:-1])


def test_wider_terminals_show_more_of_a_name() -> None:
    lengths = [len(drawn(width)) for width in (14, 20, 30, 40)]
    assert all(less < more for less, more in pairwise(lengths))
