"""Pages: the same headings, sentences and grids as text of any width and as Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fmkwave.render import lines, markdown, pagetext
from fmkwave.render.pages import Bullets, Grid, Page, Part, Section

GRID = Grid(
    headings=("Name", "Why it stands there", "Points"),
    rows=[
        ("Ærø", "It has wished for the last wave of all", "12.5"),
        ("Høje-Taastrup", "Nothing", "-7.0"),
    ],
    right=frozenset({2}),
)

PAGE = Page(
    title="A page",
    sections=[
        Section("", ["A sentence that opens the page and runs on.", "Another."]),
        Section("In a grid", [GRID]),
        Section("In a list", [Bullets(["the first of two, which is long", "the second"])]),
    ],
    notices=["A notice is one line, however long it is, for a terminal wraps it and a pipe must."],
)

AT_80 = """\
A page

A sentence that opens the page and runs on.
Another.

In a grid
  Name           Why it stands there                     Points
  Ærø            It has wished for the last wave of all    12.5
  Høje-Taastrup  Nothing                                   -7.0

In a list
  - the first of two, which is long
  - the second

A notice is one line, however long it is, for a terminal wraps it and a pipe must.
"""

AT_40 = """\
A page

A sentence that opens the page and runs
on.
Another.

In a grid
  Name           Why it stands    Points
                 there
  Ærø            It has wished      12.5
                 for the last
                 wave of all
  Høje-Taastrup  Nothing            -7.0

In a list
  - the first of two, which is long
  - the second

A notice is one line, however long it is, for a terminal wraps it and a pipe must.
"""

MARKDOWN = """\
# A page

A sentence that opens the page and runs on.

Another.

## In a grid

| Name | Why it stands there | Points |
| :-- | :-- | --: |
| Ærø | It has wished for the last wave of all | 12.5 |
| Høje-Taastrup | Nothing | -7.0 |

## In a list

- the first of two, which is long
- the second

> A notice is one line, however long it is, for a terminal wraps it and a pipe must.
"""


def shown(*parts: Part, width: int = 80) -> str:
    text = pagetext.text(Page("T", [Section("", parts)]), width).plain
    return text.removeprefix("T\n").removeprefix("\n")


@pytest.mark.parametrize(("width", "text"), [(80, AT_80), (40, AT_40)])
def test_a_page_as_text(width: int, text: str) -> None:
    assert pagetext.text(PAGE, width).plain == text


def test_a_page_as_markdown() -> None:
    assert markdown.page(PAGE) == MARKDOWN


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (Grid(("", ""), [("a", "1"), ("bb", "22")], frozenset({1})), "a    1\nbb  22\n"),
        (Grid(("One", ""), [("a", "b")]), "One\na    b\n"),
        (Grid(("Name", "n"), [("Å", ""), ("日本", "1")]), "Name  n\nÅ\n日本  1\n"),
        (Grid(("a",), [("  1.5 ",), (" 12.25",)], frozenset({0})), "     a\n  1.5\n 12.25\n"),
    ],
    ids=["no headings", "one heading", "wide letters", "decimals aligned already"],
)
def test_a_part_as_text(part: Part, text: str) -> None:
    assert shown(part) == text


PATH = "some/where/rather/far/away/plan.yaml"


def test_a_path_is_broken_only_in_a_column_without_room() -> None:
    grid = Grid(("", PATH), [("Total", "1.0")], frozenset({1}))
    assert shown(grid) == f"       {PATH}\nTotal  {'1.0':>36}\n"
    assert shown(grid, width=36) == (
        "       some/where/rather/far/away/pl\n"
        "                             an.yaml\n"
        "Total                            1.0\n"
    )
    assert shown(f"See {PATH} for more.", width=20) == f"See\n{PATH}\nfor more.\n"


def test_a_grid_too_wide_for_any_terminal_keeps_its_words() -> None:
    grid = Grid(("Municipality", "Region"), [("Ringkøbing-Skjern", "Midtjylland")])
    assert shown(grid, width=10) == ("Municipality       Region\nRingkøbing-Skjern  Midtjylland\n")


def test_what_holds_nothing_is_not_shown() -> None:
    nothing: list[Part] = [Grid(("Name", "n"), []), Bullets([])]
    page = Page("T", [Section("", [*nothing, "Something."])])
    assert pagetext.text(page, 80).plain == "T\n\nSomething.\n"
    assert markdown.page(page) == "# T\n\nSomething.\n"


def test_a_bar_does_not_end_a_cell_in_markdown() -> None:
    text = markdown.page(Page("T", [Section("", [Grid(("a|b",), [("c|d",)])])]))
    assert text == "# T\n\n| a\\|b |\n| :-- |\n| c\\|d |\n"


WORDS = st.text("aÅø日.", min_size=1, max_size=30)
SENTENCES = st.lists(WORDS, max_size=12).map(" ".join)


@given(SENTENCES, st.integers(1, 60))
def test_a_wrapped_sentence_says_the_same_in_lines_that_fit(text: str, width: int) -> None:
    wrapped = lines.wrapped(text, width)
    assert " ".join(wrapped) == text
    assert all(cell_len(line) <= width or " " not in line for line in wrapped)


@given(SENTENCES, st.integers(2, 60))
def test_a_broken_cell_fits_and_loses_no_letter(text: str, width: int) -> None:
    broken = lines.broken(text, width)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width for line in broken)


CELLS = st.text("aø日 ", max_size=40).map(str.strip)
GRIDS = st.integers(1, 4).flatmap(
    lambda columns: st.builds(
        Grid,
        st.tuples(*[CELLS] * columns),
        st.lists(st.tuples(*[CELLS] * columns), min_size=1, max_size=4),
        st.frozensets(st.integers(0, columns - 1)),
    )
)


@given(GRIDS, st.integers(110, 200))
def test_a_grid_fits_where_its_longest_words_do_and_loses_no_letter(grid: Grid, width: int) -> None:
    text = shown(grid, width=width)
    assert all(cell_len(line) <= width for line in text.splitlines())
    cells = [*grid.headings, *(cell for row in grid.rows for cell in row)]
    assert sorted(text.replace(" ", "").replace("\n", "")) == sorted(
        "".join(cells).replace(" ", "")
    )
