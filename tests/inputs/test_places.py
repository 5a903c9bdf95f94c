"""Where each part of the inputs stands."""

from __future__ import annotations

import pytest

from fmkwave.inputs import load_inputs
from fmkwave.model import Place
from fmkwave.parts import ORIGIN
from folders import Folder


@pytest.mark.parametrize(
    ("file", "part", "line"),
    [
        ("programme.yaml", ORIGIN, 1),
        ("programme.yaml", "name", 3),
        ("programme.yaml", "wave:2", 6),
        ("programme.yaml", "answer:underway", 10),
        ("programme.yaml", "weight:budget", 16),
        ("programme.yaml", "text:hospitals", 20),
        ("programme.yaml", "weight:wish", 21),
        ("programme.yaml", "weight:ferry", 24),
        ("programme.yaml", "phases", 26),
        ("programme.yaml", "prerequisite:1", 31),
        ("municipalities.yaml", "regions", 3),
        ("municipalities.yaml", "0440", 10),
        ("adjacency.yaml", "0101", 4),
        ("adjacency.yaml", "0430", 5),
        ("adjacency.yaml", "0440", 7),
        ("questionnaire.csv", ORIGIN, 1),
        ("questionnaire.csv", "0103", 6),
        ("uptake.yaml", "0103", 6),
        ("uptake.yaml", "Vestland", 12),
        ("vendors.yaml", "Vendor B", 9),
        ("vendors.yaml", "0101", 7),
        ("vendors.yaml", "agreement:0103", 8),
        ("published.csv", "0440", 9),
    ],
)
def test_a_part_stands_on_its_line(folder: Folder, file: str, part: str, line: int) -> None:
    assert load_inputs(folder.path).places[file, part] == Place(file, line)


def test_the_first_line_that_states_a_link_of_a_municipality_counts(folder: Folder) -> None:
    folder.replace("adjacency.yaml", "land:\n", "land:\n  Ålev: [Søby]\n")
    places = load_inputs(folder.path).places
    assert [places["adjacency.yaml", code].line for code in ("0101", "0102", "0103")] == [5, 4, 4]


def test_a_weight_in_lines_of_its_own_stands_on_the_line_of_its_points(folder: Folder) -> None:
    folder.replace(
        "programme.yaml",
        "wish: {weight: 25, reason: Slide 4}",
        "wish:\n    reason: Slide 4\n    weight: 25",
    )
    places = load_inputs(folder.path).places
    assert places["programme.yaml", "weight:wish"].line == 23
    assert places["programme.yaml", "text:wish"].line == 21
