"""municipalities.yaml: entries, and what must not occur twice."""

from __future__ import annotations

import pytest

from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs
from folders import Folder

FILE = "municipalities.yaml"

# What stands in the file, what someone writes instead, and all that is then said.
FAULTS = [
    (
        'code: "0102"',
        'code: "0101"',
        [
            ("municipalities.yaml:6: code 0101 stands twice: for Nordby, on line 5, and for Søby"),
        ],
    ),
    (
        'code: "0102"',
        "code: 102",
        [
            (
                "municipalities.yaml:6: 'code' is 102, but a text is expected; write codes "
                "in quotes, with their leading zeros"
            ),
        ],
    ),
    (
        'code: "0102"',
        "code: 0102x",
        [
            "published.csv:5: code 0102 is unknown; the code of Søby is 0102x",
            "questionnaire.csv:5: code 0102 is unknown; the code of Søby is 0102x",
        ],
    ),
    (
        'code: "0102"',
        'code: "01 02"',
        [
            (
                "municipalities.yaml:6: 'code' is '01 02', but only letters, digits and "
                "hyphens are allowed"
            ),
        ],
    ),
    (
        'code: "0102", ',
        "",
        [
            "municipalities.yaml:6: key 'code' is missing",
        ],
    ),
    (
        "name: Søby, ",
        "name: NORDBY, ",
        [
            (
                "municipalities.yaml:6: NORDBY is listed twice: with code 0101 on line 5, "
                "and with code 0102"
            ),
        ],
    ),
    (
        "name: Søby, ",
        "",
        [
            "municipalities.yaml:6: key 'name' is missing",
        ],
    ),
    (
        "region: Østland, population: 8000",
        "region: Østlnd, population: 8000",
        [
            (
                "municipalities.yaml:6: unknown region 'Østlnd'; did you mean Østland? "
                "(allowed: Østland, Vestland)"
            ),
        ],
    ),
    (
        "region: Østland, population: 8000",
        "region: [a], population: 8000",
        [
            "municipalities.yaml:6: 'region' is a list, but a text is expected",
        ],
    ),
    (
        "population: 8000",
        "population: 8.5",
        [
            "municipalities.yaml:6: 'population' is 8.5, but a whole number is expected",
        ],
    ),
    (
        "population: 8000",
        "population: 8 000",
        [
            ("municipalities.yaml:6: 'population' is '8 000', but a whole number is expected"),
        ],
    ),
    (
        "population: 8000",
        "population: -8",
        [
            "municipalities.yaml:6: 'population' is -8, but must be 0 or more",
        ],
    ),
    (
        "population: 8000",
        "population: 80000000000000",
        [
            (
                "municipalities.yaml:6: 'population' is 80000000000000, but must be "
                "1000000000 or less"
            ),
        ],
    ),
    (
        "population: 8000}",
        "population: 8000, tile: [3, 4]}\n",
        [
            "municipalities.yaml:11: tile [3, 4] is taken by Søby already, on line 6",
        ],
    ),
    (
        "label: [55.5, 12.25]",
        "label: [155.5, 12.25]",
        [
            (
                "municipalities.yaml:15: the latitude of 'label' is 155.5, but must lie "
                "between -90 and 90"
            ),
        ],
    ),
    (
        "label: [55.5, 12.25]",
        "label: [55.5]",
        [
            "municipalities.yaml:15: 'label' has 1 entry, but 2 are expected",
        ],
    ),
    (
        "label: [55.5, 12.25]",
        "label: [55.5, 12.25, 1]",
        [
            (
                "municipalities.yaml:15: 'label' has 3 entries, but 2 are expected; write "
                "decimals with a point"
            ),
        ],
    ),
    (
        "label: [55.5, 12.25]",
        "label: [55.5, .nan]",
        [
            (
                "municipalities.yaml:15: the longitude of 'label' is not a number (.nan), "
                "but must lie between -180 and 180"
            ),
        ],
    ),
    (
        "label: [55.5, 12.25]",
        "label: [55,5, 12,25]",
        [
            (
                "municipalities.yaml:15: 'label' has 4 entries, but 2 are expected; write "
                "decimals with a point"
            ),
        ],
    ),
    (
        "label: [55.5, 12.25]",
        'label: ["55,5", "12,25"]',
        [
            (
                "municipalities.yaml:15: entry 1 of 'label' is '55,5', but a number is "
                "expected; write 55.5, with a decimal point"
            ),
            (
                "municipalities.yaml:15: entry 2 of 'label' is '12,25', but a number is "
                "expected; write 12.25, with a decimal point"
            ),
        ],
    ),
    (
        "tile: [3, 4]",
        "tile: upper",
        [
            (
                "municipalities.yaml:16: 'tile' is 'upper', but a pair of numbers in "
                "brackets is expected"
            ),
        ],
    ),
    (
        "regions: [Østland, Vestland]",
        "regions: [Østland, Vestland, østland, 7]",
        [
            "municipalities.yaml:3: region 'østland' is listed twice",
            "municipalities.yaml:3: the name of a region is expected, but this is 7",
        ],
    ),
    (
        "regions: [Østland, Vestland]\n",
        "",
        [
            "municipalities.yaml:1: key 'regions' is missing",
        ],
    ),
    (
        (
            '  - {code: "0102", name: Søby, official_name: Søby Kommune, region: Østland, '
            "population: 8000}\n"
        ),
        "  - Søby\n",
        [
            (
                "municipalities.yaml:6: a municipality is written as {code: …, name: …, …}, "
                "but this is 'Søby'"
            ),
        ],
    ),
    (
        (
            '  - {code: "0102", name: Søby, official_name: Søby Kommune, region: Østland, '
            "population: 8000}\n"
        ),
        "",
        [
            "adjacency.yaml:4: unknown municipality 'Søby'",
            "published.csv:5: code 0102 is unknown, and so is municipality 'Søby'",
            "questionnaire.csv:5: code 0102 is unknown, and so is municipality 'Søby'",
            "uptake.yaml:5: unknown municipality 'Søby'",
            "vendors.yaml:7: unknown municipality 'Søby'",
        ],
    ),
    (
        "regions: [Østland, Vestland]",
        "regions: []",
        [
            "municipalities.yaml:3: no region is listed",
        ],
    ),
    (
        "name: Nordby, official_name: Nordby Kommune",
        'name: "", official_name: 7',
        [
            "municipalities.yaml:5: 'name' is empty, but a text is expected",
            (
                "municipalities.yaml:5: 'official_name' is 7, but a text is expected; put it "
                "in quotes"
            ),
        ],
    ),
    (
        "region: Østland, population: 8000",
        'region: "", population: 8000',
        [
            "municipalities.yaml:6: 'region' is empty, but a text is expected",
        ],
    ),
    (
        "region: Østland, population: 8000",
        "population: 8000",
        [
            "municipalities.yaml:6: key 'region' is missing",
        ],
    ),
    (
        "region: Østland, population: 8000",
        "region: Østland, population: 8000, mayor: x",
        [
            (
                "municipalities.yaml:6: unknown key 'mayor' (allowed: code, name, "
                "official_name, region, population, label, tile)"
            ),
        ],
    ),
    (
        "municipalities:",
        "municipality:",
        [
            (
                "municipalities.yaml:4: unknown key 'municipality'; did you mean "
                "municipalities? (allowed: basis, source, regions, municipalities)"
            ),
        ],
    ),
    (
        '  - {code: "0101", name: Nordby',
        '  - {code: "0101", code: "0102", name: Nordby',
        [
            "municipalities.yaml:5: key 'code' is written twice",
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "messages"), FAULTS, ids=[new for _, new, _ in FAULTS])
def test_a_fault_is_told_with_its_line(
    folder: Folder, old: str, new: str, messages: list[str]
) -> None:
    folder.replace(FILE, old, new)
    assert folder.faults() == messages


def test_the_register_is_read_in_the_order_of_the_codes(folder: Folder) -> None:
    inputs = load_inputs(folder.path)
    assert list(inputs.municipalities) == ["0101", "0102", "0103", "0420", "0430", "0440"]
    assert inputs.municipalities["0440"].model_dump() == {
        "code": "0440",
        "name": "Øster-Holm",
        "official_name": "Øster-Holm Kommune",
        "region": "Vestland",
        "population": 400,
        "label": (55.5, 12.25),
        "tile": (3, 4),
    }


def test_a_code_needs_no_quotes_where_yaml_reads_no_number(folder: Folder) -> None:
    before = load_inputs(folder.path)
    folder.replace(FILE, '"0101"', "0101")
    assert load_inputs(folder.path) == before


def test_a_region_is_written_as_the_list_of_regions_has_it(folder: Folder) -> None:
    folder.replace(FILE, "region: Østland, population: 8000", "region: østland, population: 8000")
    assert load_inputs(folder.path).municipalities["0102"].region == "Østland"


def test_a_key_missing_everywhere_is_told_once(folder: Folder) -> None:
    text = folder.read(FILE)
    folder.write(FILE, text.replace("population", "people"))
    assert folder.faults() == [
        "municipalities.yaml:5: key 'population' is missing (5 more like it, on lines 6, 7, 8, 9, "
        "10)",
        "municipalities.yaml:5: unknown key 'people' (allowed: code, name, official_name, region, "
        "population, label, tile) (5 more like it, on lines 6, 7, 8, 9, 14)",
    ]


def test_entries_that_cannot_be_known_do_not_make_others_wrong(folder: Folder) -> None:
    folder.replace(FILE, 'code: "0102", name: Søby, official_name: Søby Kommune,', "")
    folder.replace("adjacency.yaml", "[Nordby]", "[Nordbi]")
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert {fault.file for fault in caught.value.faults} == {FILE}


def test_a_misspelt_key_or_a_faulty_code_hides_no_unknown_name(folder: Folder) -> None:
    folder.replace(FILE, 'code: "0102", name: Søby,', 'cod: "01 02", nam: Søby,')
    folder.replace("adjacency.yaml", "[Nordby]", "[Nordbi]")
    assert folder.faults() == [
        "adjacency.yaml:7: unknown municipality 'Nordbi'; did you mean Nordby?",
        "municipalities.yaml:6: unknown key 'cod'; did you mean code? (allowed: code, name, "
        "official_name, region, population, label, tile)",
        "municipalities.yaml:6: unknown key 'nam'; did you mean name? (allowed: code, name, "
        "official_name, region, population, label, tile)",
    ]


def test_nothing_listed(folder: Folder) -> None:
    folder.write(FILE, "basis: public\nsource: x\nregions: []\nmunicipalities: []\n")
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert str(caught.value).splitlines() == [
        "municipalities.yaml:3: no region is listed",
        "municipalities.yaml:4: no municipality is listed",
    ]


def test_a_municipality_without_people_is_a_warning(folder: Folder) -> None:
    folder.replace("municipalities.yaml", "population: 9000", "population: 0")
    assert [str(warning) for warning in load_inputs(folder.path).warnings] == [
        "municipalities.yaml:5: warning: 'population' is 0, so nobody is counted as living here"
    ]
