"""A small invented data folder that is valid in every respect, for tests to change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs

PROGRAMME = """\
basis: documented
source: Invented slides
name: Invented roll-out
waves:
  - {quarter: 2014-Q2, size: 2}
  - {quarter: 2014-Q3, size: {min: 1, max: 3}}
  - {quarter: 2014-Q4, size: 2}
answers:
  yes: {credit: 1, words: [ja], reason: Done}
  underway: {credit: 0.8, words: [under etablering, planlagt], nearly_as: yes, reason: Soon}
  no: {credit: 0, words: [nej], reason: Not done}
blank_words: [ved ikke]
weights:
  readiness:
    signature: {weight: 30, tier: 1, question: "Is there a signature?", reason: Slide 1}
    budget: {weight: 30, tier: 1, question: "Is there a budget?", reason: Slide 1}
    resources: {weight: 20, tier: 2, question: "Are there people?", reason: Slide 2}
  uptake:
    practice: {weight: 20, per: municipality, label: GPs, reason: Slide 3}
    hospitals: {weight: 20, per: region, label: Hospitals, reason: Slide 3}
  wish: {weight: 25, reason: Slide 4}
  links:
    land: {weight: 10, reason: Slide 5}
    ferry: {weight: 5, reason: Slide 5}
frozen: []
phases:
  - {name: Pilots, start: 2014-Q1, end: 2014-Q2, dates: read off, note: Slide 5, source: Slide 6}
milestones:
  - {id: M1, name: All are live, quarter: 2014-Q4, dates: stated, source: Slide 6}
prerequisites:
  - {name: The card works, source: Slide 7}
support_products:
  - {name: A handbook, source: Slide 7}
preparation:
  - {name: Read the handbook, source: Slide 7}
"""

MUNICIPALITIES = """\
basis: public
source: Invented register
regions: [Østland, Vestland]
municipalities:
  - {code: "0101", name: Nordby, official_name: Nordby Kommune, region: Østland, population: 9000}
  - {code: "0102", name: Søby, official_name: Søby Kommune, region: Østland, population: 8000}
  - {code: "0103", name: Ålev, official_name: Ålev Kommune, region: Østland, population: 7000}
  - {code: "0420", name: Vestrup, official_name: Vestrup Kommune, region: Vestland, population: 600}
  - {code: "0430", name: Møborg, official_name: Møborgs Kommune, region: Vestland, population: 500}
  - code: "0440"
    name: Øster-Holm
    official_name: Øster-Holm Kommune
    region: Vestland
    population: 400
    label: [55.5, 12.25]
    tile: [3, 4]
"""

ADJACENCY = """\
basis: public
source: Invented map
land:
  Nordby: [Søby, Ålev]
  Vestrup: [Møborg]
ferry:
  Øster-Holm: [Nordby]
"""

QUESTIONNAIRE = """\
# basis: reconstructed
# source: Invented answers
code,municipality,signature,budget,resources,wished_quarter
0101,Nordby,yes,yes,yes,2014-Q2
0102,Søby,yes,underway,no,
0103,Ålev,no,no,yes,2014-Q4
0420,Vestrup,underway,yes,no,2014-Q3
0430,Møborg,no,yes,underway,
0440,Øster-Holm,yes,no,no,2014-Q2
"""

UPTAKE = """\
basis: reconstructed
source: Invented shares
practice:
  Nordby: 0.5
  Søby: 0.25
  Ålev: 1
  Vestrup: 0.85
  Møborg: 0
  Øster-Holm: 0.4
hospitals:
  Østland: 0.8
  Vestland: 0.6
"""

VENDORS = """\
basis: reconstructed
source: Invented vendors
vendors:
  Vendor A:
    release: 2014-Q2
    go_lives: {2014-Q2: 2, 2014-Q3: 2}
    customers: [Nordby, Søby, Ålev]
    agreements: {Ålev: 2014-Q4}
  Vendor B:
    release: 2014-Q3
    customers: [Vestrup, Møborg, Øster-Holm]
"""

PUBLISHED = """\
# basis: documented
# source: Invented draft
code,municipality,wave
0101,Nordby,1
0102,Søby,1
0103,Ålev,3
0420,Vestrup,2
0430,Møborg,2
0440,Øster-Holm,3
"""

PLAN = """\
schema: 1
waves:
  - {wave: 1, quarter: 2014-Q2, size: 2, municipalities: {"0101": Nordby, "0102": Søby}}
  - {wave: 2, quarter: 2014-Q3, size: 2, municipalities: {"0420": Vestrup, "0430": Møborg}}
  - {wave: 3, quarter: 2014-Q4, size: 2, municipalities: {"0103": Ålev, "0440": Øster-Holm}}
"""

FILES: Mapping[str, str] = {
    "programme.yaml": PROGRAMME,
    "municipalities.yaml": MUNICIPALITIES,
    "adjacency.yaml": ADJACENCY,
    "questionnaire.csv": QUESTIONNAIRE,
    "uptake.yaml": UPTAKE,
    "vendors.yaml": VENDORS,
    "published.csv": PUBLISHED,
}
"""The text of each input file."""


class Folder:
    """The small folder, written to disk, whose files a test can change.

    Attributes:
        path: Where it lies.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, content: str | bytes) -> None:
        """Write one file, whatever it held before."""
        data = content.encode() if isinstance(content, str) else content
        (self.path / name).write_bytes(data)

    def read(self, name: str) -> str:
        """The text of one file."""
        return (self.path / name).read_bytes().decode()

    def faults(self) -> list[str]:
        """What loading says is wrong, as people are told; a folder without a fault fails."""
        with pytest.raises(InputError) as caught:
            load_inputs(self.path)
        return str(caught.value).splitlines()

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace the only occurrence of a text in one file."""
        text = self.read(name)
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times in {name}")
        self.write(name, text.replace(old, new))


def with_tiles(folder: Folder) -> None:
    """Give each municipality of the folder a tile."""
    for name, tile in (
        *(("Nordby", "[3, 0]"), ("Søby", "[4, 0]"), ("Ålev", "[4, 1]")),
        *(("Vestrup", "[0, 1]"), ("Møborg", "[1, 2]")),
    ):
        lines = folder.read("municipalities.yaml").splitlines()
        line = next(one for one in lines if f"name: {name}," in one)
        folder.replace("municipalities.yaml", line, f"{line[:-1]}, tile: {tile}}}")
    folder.replace("municipalities.yaml", "tile: [3, 4]", "tile: [2, 3]")


def with_steps(folder: Folder) -> None:
    """Give the programme of the folder steps under headings, and a question words for a task."""
    folder.replace(
        "programme.yaml",
        'question: "Is there a budget?"',
        'question: "Is there a budget?", todo: Set money aside',
    )
    folder.replace(
        "programme.yaml",
        "  - {name: Read the handbook, source: Slide 7}\n",
        """\
  - {name: The vendor, group: {da: Aftaler, en: Agreements}, done_by: agreement, source: Slide 8}
  - name: Read the handbook
    support: [A handbook]
    text: All of it
    weeks_before: 2
    source: Slide 7
  - {name: The doctors, group: {da: Aftaler, en: Agreements}, source: Slide 9}
""",
    )
