"""All files together: what a valid folder gives, and every fault of every file in one run."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from fmkwave.alike import gathered
from fmkwave.errors import Fault, InputError
from fmkwave.inputs import find_folder, load_inputs
from fmkwave.inputs.adjacency import read_adjacency
from fmkwave.inputs.frame import Frame
from fmkwave.inputs.municipalities import read_municipalities
from fmkwave.inputs.published import read_published
from fmkwave.inputs.report import Report
from fmkwave.texts import message
from folders import FILES, Folder


def test_a_valid_folder(folder: Folder) -> None:
    inputs = load_inputs(str(folder.path))
    assert inputs.programme.quarters == ("2014-Q2", "2014-Q3", "2014-Q4")
    assert (inputs.programme.waves[1].size.min, inputs.programme.waves[1].size.max) == (1, 3)
    assert inputs.name("0440") == "Øster-Holm"
    assert inputs.questionnaires["0102"].answers == {
        "budget": "underway",
        "signature": "yes",
        "resources": "no",
    }
    assert inputs.questionnaires["0103"].wish == "2014-Q4"
    assert inputs.published == {"0101": 1, "0102": 1, "0103": 3, "0420": 2, "0430": 2, "0440": 3}
    assert inputs.frozen == {}
    assert set(inputs.sources) == set(FILES)
    assert inputs.reconstructed == ("questionnaire.csv", "uptake.yaml", "vendors.yaml")
    assert inputs.warnings == ()


def test_places(folder: Folder) -> None:
    places = load_inputs(folder.path).places
    assert str(places["questionnaire.csv", "0101"]) == "questionnaire.csv:4"
    assert str(places["published.csv", "0440"]) == "published.csv:9"
    assert str(places["uptake.yaml", "Østland"]) == "uptake.yaml:11"


def test_faults_of_all_files_come_in_one_run(folder: Folder) -> None:
    folder.replace("programme.yaml", "weight: 25", "weight: .nan")
    folder.replace("municipalities.yaml", "population: 9000", "population: many")
    folder.replace("adjacency.yaml", "[Søby, Ålev]", "[Søby, Ålev, Nordby]")
    folder.replace("questionnaire.csv", "0101,Nordby", "0101,Søby")
    folder.replace("questionnaire.csv", "0440,Øster-Holm,yes,no,no,2014-Q2\n", "")
    folder.replace("uptake.yaml", "Søby: 0.25", "Søby: 85 %")
    folder.replace("vendors.yaml", "{Ålev: 2014-Q4}", "{Møborg: 2014-Q4}")
    folder.replace("published.csv", "0420,Vestrup", "420,Vestrup")
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert str(caught.value).splitlines() == [
        "adjacency.yaml:4: Nordby is linked to itself",
        "municipalities.yaml:5: 'population' is 'many', but a whole number is expected",
        "programme.yaml:21: 'weight' is not a number (.nan), but a number is expected",
        "published.csv:7: code 420 is unknown; did you mean 0420 (a spreadsheet may have dropped "
        "the leading zero)?",
        "questionnaire.csv: no row for Øster-Holm (0440)",
        "questionnaire.csv:4: code 0101 belongs to Nordby, but the row names Søby (0102)",
        "uptake.yaml:5: a share lies between 0 and 1, but this is '85 %'; write 0.85",
        "vendors.yaml:8: Vendor A has an agreement with Møborg (0430), which is not among its "
        "customers",
    ]


def test_without_municipalities_the_rest_is_checked_for_its_form(folder: Folder) -> None:
    (folder.path / "municipalities.yaml").unlink()
    folder.replace("programme.yaml", "weight: 25", "weight: -25")
    folder.replace("published.csv", "Vestrup,2", "Vestrup")
    folder.replace("uptake.yaml", "practice:", "practise:")
    folder.replace("vendors.yaml", "release: 2014-Q3", "release: 2015-Q3")
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert str(caught.value).splitlines() == [
        "municipalities.yaml: the file is missing",
        "programme.yaml:21: 'weight' is -25, but must be 0 or more",
        "published.csv:7: the row has 2 cells, but the header has 3",
        "uptake.yaml:3: unknown key 'practise'; did you mean practice? (allowed: basis, source, "
        "practice, hospitals)",
        "vendors.yaml:10: Vendor B releases in 2015-Q3, which is after the last wave in 2014-Q4",
    ]


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_inputs(tmp_path)
    missing = dict.fromkeys(
        sorted({*FILES} - {"published.csv", "vendors.yaml"}), "the file is missing"
    )
    missing["questionnaire.csv"] += "; questionnaire.xlsx is read too"
    assert caught.value.faults == tuple(
        Fault(file, 0, text) for file, text in sorted(missing.items())
    )
    assert [fault.file for fault in caught.value.warnings] == ["vendors.yaml"]


@pytest.mark.parametrize("number", [5, 6])
def test_faults_of_one_kind_are_told_together_when_many(number: int) -> None:
    report = Report("file")
    for line in range(1, number + 1):
        report.fault(line, "wrong")
        report.fault(line, "wrong")
    told = [str(fault) for fault in gathered(report.faults)]
    assert told == (
        [f"file:{line}: wrong" for line in range(1, 6)]
        if number == 5
        else ["file:1: wrong (5 more like it, on lines 2, 3, 4, 5, 6)"]
    )


def test_the_lines_of_very_many_faults_are_not_all_named() -> None:
    report = Report("file")
    for line in range(1, 99):
        report.fault(line, message("wrong {number}", number=line))
    assert [str(fault) for fault in gathered(report.faults)] == [
        "file:1: wrong 1 (97 more like it, such as 2, 3, on lines 2, 3, 4, 5, 6 and 92 more)"
    ]
    assert len(report.faults) == 98


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder shipped with the package."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FMKWAVE_DATA", raising=False)
    return find_folder()


def test_the_public_facts_of_denmark(bundled: Path) -> None:
    """The counts that the sources state, before any plan is made of them."""
    report = Report("any")
    facts, register = read_municipalities(bundled / "municipalities.yaml", report)
    assert len(facts.value) == len(register.names) == 98
    # Statistics Denmark's total of 5,627,235 without the 90 residents of Christiansø.
    assert sum(one.population for one in facts.value) == 5_627_145
    assert len(register.regions) == 5
    frame = Frame(links=("land", "bridge", "ferry"), quarters=("2014-Q2", "2014-Q3", "2014-Q4"))
    links = read_adjacency(bundled / "adjacency.yaml", register, frame, report).value
    assert Counter(link.kind for link in links) == {"land": 186, "bridge": 6, "ferry": 14}
    waves = read_published(bundled / "published.csv", register, frame, report).value
    assert Counter(waves.values()) == {1: 28, 2: 35, 3: 35}
    assert report.faults == []
    assert report.warnings == []
