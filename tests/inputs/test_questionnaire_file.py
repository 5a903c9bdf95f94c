"""questionnaire.csv: rows, answers and wishes."""

from __future__ import annotations

import re

import pytest

from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs
from folders import Folder

FILE = "questionnaire.csv"

# What stands in the file, what someone writes instead, and all that is then said.
FAULTS = [
    (
        "0101,Nordby,yes",
        "0199,Nordby,yes",
        [
            "questionnaire.csv:4: code 0199 is unknown; the code of Nordby is 0101",
        ],
    ),
    (
        "0101,Nordby,yes",
        "101,Nordby,yes",
        [
            (
                "questionnaire.csv:4: code 101 is unknown; did you mean 0101 (a spreadsheet "
                "may have dropped the leading zero)?"
            ),
        ],
    ),
    (
        "0101,Nordby",
        "0101,Søby",
        [
            ("questionnaire.csv:4: code 0101 belongs to Nordby, but the row names Søby (0102)"),
        ],
    ),
    (
        "0101,Nordby",
        "0101,Norby",
        [
            "questionnaire.csv:4: code 0101 belongs to Nordby, but the row names 'Norby'",
        ],
    ),
    (
        "0101,Nordby",
        "0199,Norby",
        [
            (
                "questionnaire.csv:4: code 0199 is unknown, and so is municipality 'Norby'; "
                "did you mean Nordby?"
            ),
        ],
    ),
    (
        "0101,Nordby",
        ",Nordby",
        [
            "questionnaire.csv:4: the code is blank; the code of Nordby is 0101",
        ],
    ),
    (
        "0101,Nordby",
        "0101,",
        [
            ("questionnaire.csv:4: code 0101 belongs to Nordby, but the row names no municipality"),
        ],
    ),
    (
        "0101,Nordby",
        ",",
        [
            "questionnaire.csv: no row for Nordby (0101)",
            "questionnaire.csv:4: the code is blank, and no municipality is named",
        ],
    ),
    (
        "0101,Nordby,yes,yes,yes,2014-Q2\n",
        "",
        [
            "questionnaire.csv: no row for Nordby (0101)",
        ],
    ),
    (
        "0101,Nordby,yes,yes,yes,2014-Q2\n",
        "0101,Nordby,yes,yes,yes,2014-Q2\n0101,Nordby,no,yes,yes,2014-Q2\n",
        [
            "questionnaire.csv:5: Nordby (0101) has a row already, on line 4",
        ],
    ),
    (
        "0101,Nordby,yes",
        "0101,Nordby,yess",
        [
            (
                "questionnaire.csv:4: unknown answer 'yess' to signature; did you mean yes? "
                "(allowed: yes, underway, no, ja, under etablering, planlagt, nej, ved ikke)"
            ),
        ],
    ),
    (
        "0101,Nordby,yes",
        "0101,Nordby,perhaps",
        [
            (
                "questionnaire.csv:4: unknown answer 'perhaps' to signature (allowed: yes, "
                "underway, no, ja, under etablering, planlagt, nej, ved ikke)"
            ),
        ],
    ),
    (
        "0101,Nordby,yes,yes,yes,2014-Q2",
        "0101,Nordby,yes,yes,yes,2015-Q2",
        [
            (
                "questionnaire.csv:4: the wish is '2015-Q2', but only the waves' "
                "periods are allowed: 2014-Q2, 2014-Q3, 2014-Q4"
            ),
        ],
    ),
    (
        "0101,Nordby,yes,yes,yes,2014-Q2",
        "0101,Nordby,yes,yes,yes,Q2 2014",
        [
            (
                "questionnaire.csv:4: the wish is 'Q2 2014', but only the waves' "
                "periods are allowed: 2014-Q2, 2014-Q3, 2014-Q4"
            ),
        ],
    ),
    (
        "0101,Nordby,yes",
        "0101,Nordby,yes,yes",
        [
            "questionnaire.csv:4: the row has 7 cells, but the header has 6: '2014-Q2' stands "
            "under no heading",
        ],
    ),
    (
        "0101,Nordby,yes",
        "0101,Nordby",
        [
            "questionnaire.csv:4: the row has 5 cells, but the header has 6",
        ],
    ),
    (
        "signature,",
        "signatur,",
        [
            (
                "questionnaire.csv:3: unknown column 'signatur'; did you mean signature? "
                "(columns: code, municipality, budget, signature, resources, wished_quarter)"
            ),
        ],
    ),
    (
        "signature,",
        "budget,",
        [
            "questionnaire.csv:3: column 'budget' stands twice",
            "questionnaire.csv:3: column 'signature' is missing",
        ],
    ),
    (
        "signature,",
        "height,signature,",
        [
            (
                "questionnaire.csv:3: unknown column 'height' (columns: code, municipality, "
                "budget, signature, resources, wished_quarter)"
            ),
            (
                "questionnaire.csv:4: the row has 6 cells, but the header has 7 (5 more like "
                "it, on lines 5, 6, 7, 8, 9)"
            ),
        ],
    ),
    (
        "signature,",
        ",signature,",
        [
            "questionnaire.csv:3: column 3 has no name",
            (
                "questionnaire.csv:4: the row has 6 cells, but the header has 7 (5 more like "
                "it, on lines 5, 6, 7, 8, 9)"
            ),
        ],
    ),
    (
        "0101,Nordby",
        '"0101,Nordby',
        [
            "questionnaire.csv:4: a quote that opens in this row is never closed",
        ],
    ),
    (
        "0101,Nordby",
        '"0101"x,Nordby',
        [
            (
                "questionnaire.csv:4: text follows a closing quote; inside quotes, a quote "
                'is written twice: ""'
            ),
        ],
    ),
    (
        "# basis: reconstructed\n",
        "",
        [
            (
                "questionnaire.csv: the line '# basis: …' is missing at the top; it states "
                "the standing of the data: documented, public, collected or reconstructed"
            ),
        ],
    ),
    (
        "# basis: reconstructed",
        "# basis: reconstrcted",
        [
            (
                "questionnaire.csv:1: unknown basis 'reconstrcted'; did you mean "
                "reconstructed? (allowed: documented, public, collected, reconstructed)"
            ),
        ],
    ),
    (
        "# basis: reconstructed",
        "# basis:",
        [
            (
                "questionnaire.csv:1: 'basis' is empty, but must state the standing of the "
                "data: documented, public, collected or reconstructed"
            ),
        ],
    ),
    (
        "# basis: reconstructed",
        "# basis: public\n# basis: public",
        [
            "questionnaire.csv:2: '# basis:' is written twice, first on line 1",
        ],
    ),
    (
        "code,",
        "koden,",
        [
            (
                "questionnaire.csv:3: unknown column 'koden'; did you mean code? (columns: "
                "code, municipality, budget, signature, resources, wished_quarter)"
            ),
        ],
    ),
    (
        "code,municipality,signature,budget,resources,wished_quarter",
        "code\tmunicipality\tsignature\tbudget\tresources\twished_quarter",
        [
            (
                "questionnaire.csv:3: columns are parted by tabs; save the file with , or ; "
                "between them"
            ),
        ],
    ),
    (
        "2014-Q2\n0102",
        "2014-Q2\n0199",
        [
            "questionnaire.csv:5: code 0199 is unknown; the code of Søby is 0102",
        ],
    ),
    (
        "0101,Nordby,yes,yes,yes,2014-Q2\n0102,Søby",
        "101,Nordby,yes,yes,yes,2014-Q2\n102,Søby",
        [
            (
                "questionnaire.csv:4: code 101 is unknown; did you mean 0101 (a spreadsheet "
                "may have dropped the leading zero)?"
            ),
            (
                "questionnaire.csv:5: code 102 is unknown; did you mean 0102 (a spreadsheet "
                "may have dropped the leading zero)?"
            ),
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "messages"), FAULTS, ids=[new for _, new, _ in FAULTS])
def test_a_fault_is_told_with_its_line(
    folder: Folder, old: str, new: str, messages: list[str]
) -> None:
    folder.replace(FILE, old, new)
    assert folder.faults() == messages


def test_unanswered_questions_are_warnings_and_a_blank_wish_is_none(folder: Folder) -> None:
    folder.replace(FILE, "Nordby,yes,yes,yes,2014-Q2", "Nordby,,Ved  ikke,yes,")
    folder.replace(FILE, "Ålev,no,no,yes,2014-Q4", "Ålev,no,no,,ved ikke")
    inputs = load_inputs(folder.path)
    assert [str(warning) for warning in inputs.warnings] == [
        "questionnaire.csv:4: warning: Nordby left unanswered: budget, signature",
        "questionnaire.csv:6: warning: Ålev left unanswered: resources",
    ]
    assert inputs.questionnaires["0101"].answers == {
        "budget": None,
        "signature": None,
        "resources": "yes",
    }
    assert inputs.questionnaires["0103"].wish is None


def test_codes_that_all_lost_their_zero_are_told_once(folder: Folder) -> None:
    folder.write(FILE, folder.read(FILE).replace("\n0", "\n"))
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert str(caught.value) == (
        "questionnaire.csv:4: code 101 is unknown; did you mean 0101 (a spreadsheet may have "
        "dropped the leading zero)? (5 more like it, such as 102, 103, on lines 5, 6, 7, 8, 9)"
    )


def test_one_wrong_word_in_every_row_is_told_once(folder: Folder) -> None:
    text = folder.read(FILE)
    folder.write(FILE, re.sub(",(yes|underway|no)(?=,)", ",nope", text))
    assert folder.faults() == [
        f"questionnaire.csv:4: unknown answer 'nope' to {question} (allowed: "
        "yes, underway, no, ja, under etablering, planlagt, nej, ved ikke) (5 more like it, on "
        "lines 5, 6, 7, 8, 9)"
        for question in ("budget", "resources", "signature")
    ]


def test_a_file_without_rows_is_told_once(folder: Folder) -> None:
    folder.write(FILE, "\n".join(folder.read(FILE).splitlines()[:3]))
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert str(caught.value) == (
        "questionnaire.csv: no row for 6 municipalities: Møborg (0430), Nordby (0101), Søby "
        "(0102), Vestrup (0420), Øster-Holm (0440) and 1 more"
    )


def test_a_file_without_header(folder: Folder) -> None:
    folder.write(FILE, "\n".join(folder.read(FILE).splitlines()[:2]))
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert str(caught.value) == "questionnaire.csv: the file has no header line"


def test_answers_are_not_judged_when_programme_yaml_has_none(folder: Folder) -> None:
    text = folder.read("programme.yaml")
    broken = re.sub("answers:.*?blank", "answers: x\nblank", text, flags=re.DOTALL)
    folder.write("programme.yaml", broken)
    folder.replace(FILE, "0102,Søby,yes", "0102,Søby,perhaps")
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert str(caught.value) == (
        "programme.yaml:8: 'answers' is 'x', but a group of 'key: value' lines is expected"
    )
