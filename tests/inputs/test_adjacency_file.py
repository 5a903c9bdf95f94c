"""adjacency.yaml: links by name."""

from __future__ import annotations

import pytest

from fmkwave.inputs import load_inputs
from folders import Folder

FILE = "adjacency.yaml"

# What stands in the file, what someone writes instead, and all that is then said.
FAULTS = [
    (
        "[Søby, Ålev]",
        "[Søbye, Ålev]",
        [
            "adjacency.yaml:4: unknown municipality 'Søbye'; did you mean Søby?",
        ],
    ),
    (
        "[Søby, Ålev]",
        "[Søby, Nordby]",
        [
            "adjacency.yaml:4: Nordby is linked to itself",
        ],
    ),
    (
        "[Nordby]",
        "[Nordby]\n  Vestrup: [Møborg]",
        [
            (
                "adjacency.yaml:8: the link between Vestrup and Møborg is stated already, "
                "under 'land' on line 5; keep the kind that it has"
            ),
        ],
    ),
    (
        "ferry:",
        "fery:",
        [
            ("adjacency.yaml: section 'ferry' is missing; if there are none, write 'ferry: {}'"),
            (
                "adjacency.yaml:6: unknown section 'fery'; did you mean ferry? (allowed: "
                "land, ferry)"
            ),
        ],
    ),
    (
        "[Møborg]",
        "Møborg",
        [
            ("adjacency.yaml:5: 'Vestrup' is 'Møborg', but a list such as [Møborg] is expected"),
        ],
    ),
    (
        "  Vestrup: [Møborg]",
        "  - a",
        [
            (
                "adjacency.yaml:5: broken YAML: this line does not fit those above; check "
                "its indentation, quotes and brackets"
            ),
        ],
    ),
    (
        "[Møborg]",
        '[[a], 7, ""]',
        [
            "adjacency.yaml:5: the name of a municipality is expected, but this is ''",
            "adjacency.yaml:5: the name of a municipality is expected, but this is a list",
            "adjacency.yaml:5: unknown municipality '7'",
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "messages"), FAULTS, ids=[new for _, new, _ in FAULTS])
def test_a_fault_is_told_with_its_line(
    folder: Folder, old: str, new: str, messages: list[str]
) -> None:
    folder.replace(FILE, old, new)
    assert folder.faults() == messages


def test_a_municipality_without_any_link_is_a_warning(folder: Folder) -> None:
    folder.replace(FILE, "  Vestrup: [Møborg]\n", "")
    inputs = load_inputs(folder.path)
    assert [str(warning) for warning in inputs.warnings] == [
        "adjacency.yaml: warning: Møborg (0430) has no link to any other municipality",
        "adjacency.yaml: warning: Vestrup (0420) has no link to any other municipality",
    ]


def test_links_are_pairs_of_codes_in_order(folder: Folder) -> None:
    assert load_inputs(folder.path).links == (
        ("0101", "0102", "land"),
        ("0101", "0103", "land"),
        ("0101", "0440", "ferry"),
        ("0420", "0430", "land"),
    )


def test_names_may_be_spelt_in_any_way_or_be_codes(folder: Folder) -> None:
    before = load_inputs(folder.path)
    folder.replace(FILE, "Nordby: [Søby, Ålev]", '"0101": [SØBY KOMMUNE, Aalev]')
    folder.replace(FILE, "  Øster-Holm: [Nordby]", "  Øster Holm: [0101]")
    folder.replace(FILE, "  Vestrup: [Møborg]", "  Møborgs Kommune: [vestrup]")
    assert load_inputs(folder.path) == before


def test_a_section_may_hold_nothing(folder: Folder) -> None:
    folder.replace(FILE, "ferry:\n  Øster-Holm: [Nordby]\n", "ferry:\n")
    assert {link.kind for link in load_inputs(folder.path).links} == {"land"}


def test_a_link_stated_from_both_ends_is_one_with_a_warning(folder: Folder) -> None:
    before = load_inputs(folder.path)
    both = "  Søby: [Nordby]\n  Møborg: [Vestrup]\n"
    folder.replace(FILE, "  Vestrup: [Møborg]\n", f"  Vestrup: [Møborg]\n{both}")
    inputs = load_inputs(folder.path)
    assert inputs.links == before.links
    assert inputs.sources[FILE] == before.sources[FILE]
    assert [str(warning) for warning in inputs.warnings] == [
        "adjacency.yaml:6: warning: 2 links are stated more than once, and count once: Nordby and "
        "Søby on lines 4 and 6, Vestrup and Møborg on lines 5 and 7"
    ]


def test_a_link_of_two_kinds_is_a_fault(folder: Folder) -> None:
    folder.replace(FILE, "  Øster-Holm: [Nordby]\n", "  Øster-Holm: [Nordby]\n  Søby: [Nordby]\n")
    assert folder.faults() == [
        "adjacency.yaml:8: the link between Søby and Nordby is stated already, under 'land' on "
        "line 4; keep the kind that it has"
    ]
