"""published.csv: a plan published earlier."""

from __future__ import annotations

import pytest

from fmkwave.inputs import load_inputs
from folders import Folder

FILE = "published.csv"

# What stands in the file, what someone writes instead, and all that is then said.
FAULTS = [
    (
        "Vestrup,2",
        "Vestrup,4",
        [
            "published.csv:7: the wave is '4', but a number from 1 to 3 is expected",
        ],
    ),
    (
        "Vestrup,2",
        "Vestrup,",
        [
            "published.csv:7: the wave is blank, but a number from 1 to 3 is expected",
        ],
    ),
    (
        "Vestrup,2",
        "Vestrup,two",
        [
            "published.csv:7: the wave is 'two', but a number from 1 to 3 is expected",
        ],
    ),
    (
        "0420",
        "420",
        [
            (
                "published.csv:7: code 420 is unknown; did you mean 0420 (a spreadsheet may "
                "have dropped the leading zero)?"
            ),
        ],
    ),
    (
        "wave\n",
        "bølge\n",
        [
            "published.csv:3: column 'wave' is missing",
            "published.csv:3: unknown column 'bølge' (columns: code, municipality, wave)",
        ],
    ),
    (
        "0103,Ålev,3\n",
        "",
        [
            "published.csv: no row for Ålev (0103)",
        ],
    ),
    (
        "0103,Ålev,3\n",
        "0102,Søby,3\n",
        [
            "published.csv: no row for Ålev (0103)",
            "published.csv:6: Søby (0102) has a row already, on line 5",
        ],
    ),
    (
        "0103,Ålev,3\n",
        "0103,Ålev,3,3\n",
        [
            "published.csv:6: the row has 4 cells, but the header has 3: '3' stands "
            "under no heading",
        ],
    ),
    (
        "0103,Ålev,3\n",
        "0103,Ålev,0\n",
        [
            "published.csv:6: the wave is '0', but a number from 1 to 3 is expected",
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "messages"), FAULTS, ids=[new for _, new, _ in FAULTS])
def test_a_fault_is_told_with_its_line(
    folder: Folder, old: str, new: str, messages: list[str]
) -> None:
    folder.replace(FILE, old, new)
    assert folder.faults() == messages


def test_the_file_may_be_absent(folder: Folder) -> None:
    (folder.path / FILE).unlink()
    inputs = load_inputs(folder.path)
    assert inputs.published == {}
    assert FILE not in inputs.sources


def test_a_wave_may_be_written_as_spreadsheets_do(folder: Folder) -> None:
    folder.replace(FILE, "Vestrup,2", 'Vestrup,"2,0"')
    assert load_inputs(folder.path).published["0420"] == 2
