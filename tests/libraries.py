"""Another invented programme: five waves of libraries, planned in months, with words of its own."""

from __future__ import annotations

from pathlib import Path

PROGRAMME = """\
basis: documented
source: Invented minutes of the library board
name: Night opening of the Lakeland libraries
periods:
  - {label: 2027-01, start: 2027-01-01, end: 2027-01-31}
  - {label: 2027-02, start: 2027-02-01, end: 2027-02-28}
  - {label: 2027-03, start: 2027-03-01, end: 2027-03-31}
  - {label: 2027-04, start: 2027-04-01, end: 2027-04-30}
  - {label: 2027-05, start: 2027-05-01, end: 2027-05-31}
  - {label: "Summer 2027, the first half", start: 2027-06-01, end: 2027-07-15}
  - {label: "Summer 2027, the second half", start: 2027-07-16, end: 2027-08-31}
  - label: Later
waves:
  - {period: 2027-02, size: 2}
  - {period: 2027-03, size: 2}
  - {period: 2027-05, size: {min: 1, max: 2}}
  - {period: "Summer 2027, the first half", size: {min: 1, max: 2}}
  - {period: "Summer 2027, the second half", size: 1}
answers:
  done: {credit: 1, words: [finished], reason: Nothing is left to do}
  started: {credit: 0.5, reason: Half of the way}
  not yet: {credit: 0, words: [open], reason: All is left to do}
blank_words: [unknown]
weights:
  readiness:
    doors:
      {weight: 40, tier: 1, question: "Do the doors open by card?", todo: Have the doors fitted.,
       reason: Nobody gets in without}
    catalogue: {weight: 25, tier: 2, question: "Is the catalogue online?", reason: Readers look}
    night_staff: {weight: 10.5, tier: 3, question: "Is there a guard?", reason: The board asked}
  uptake:
    readers: {weight: 30, per: region, label: Readers, reason: Who has a card}
  wish: {weight: 7, reason: The librarians know best}
  links:
    tramline: {weight: 70, reason: One tram serves both}
    footpath: {weight: 25, reason: A walk apart}
phases:
  - {name: Fitting of the doors, start: 2027-01, end: 2027-05, dates: stated, source: Minutes}
  - {name: Evaluation, start: Later, dates: stated, source: Minutes}
milestones:
  - {id: A, name: All are open at night, period: "Summer 2027, the second half", dates: stated,
     source: Minutes}
prerequisites:
  - {name: The cards are printed, state: met, period: 2027-01, dates: stated, source: Minutes}
  - {name: Readers have cards, uptake: {readers: 0.3}, source: Minutes}
support_products:
  - {name: The door handbook, source: Minutes}
preparation:
  - {name: Tell the neighbours, group: Beforehand, support: [The door handbook], source: Minutes}
"""

MUNICIPALITIES = """\
basis: collected
source: Invented address book
regions: [Eastshore, Westshore]
municipalities:
  - {code: E-A, name: Alder Lane, official_name: Alder Lane Library, region: Eastshore,
     population: 900, tile: [3, 0]}
  - {code: E-B, name: Birch Hill, official_name: Birch Hill Library, region: Eastshore,
     population: 700, tile: [4, 1]}
  - {code: E-C, name: Cedar Quay, official_name: Cedar Quay Library, region: Eastshore,
     population: 800, tile: [3, 2]}
  - {code: E-D, name: Dogwood Green, official_name: Dogwood Green Library, region: Eastshore,
     population: 300, tile: [4, 3]}
  - {code: W-E, name: Elm Corner, official_name: Elm Corner Library, region: Westshore,
     population: 400, tile: [1, 0]}
  - {code: W-F, name: Fir Gate, official_name: Fir Gate Library, region: Westshore,
     population: 600, tile: [0, 1]}
  - {code: W-G, name: Gorse Field, official_name: Gorse Field Library, region: Westshore,
     population: 500, tile: [1, 2]}
  - {code: W-H, name: Hazel Beck, official_name: Hazel Beck Library, region: Westshore,
     population: 200, tile: [2, 3]}
"""

ADJACENCY = """\
basis: collected
source: Invented timetable
tramline:
  Alder Lane: [Birch Hill, Elm Corner]
  Cedar Quay: [Dogwood Green]
  Fir Gate: [Gorse Field, Elm Corner]
footpath:
  Birch Hill: [Cedar Quay]
  Hazel Beck: [Gorse Field, Dogwood Green]
"""

QUESTIONNAIRE = """\
# basis: collected
# source: Invented letters
code,municipality,doors,catalogue,night_staff,wished_period
E-A,Alder Lane,done,done,started,2027-02
E-B,Birch Hill,not yet,done,done,"Summer 2027, the second half"
E-C,Cedar Quay,started,not yet,,2027-03
E-D,Dogwood Green,done,started,not yet,
W-E,Elm Corner,done,open,done,2027-05
W-F,Fir Gate,finished,done,unknown,
W-G,Gorse Field,started,started,started,"Summer 2027, the first half"
W-H,Hazel Beck,not yet,not yet,not yet,2027-02
"""

UPTAKE = """\
basis: collected
source: Invented card index
readers:
  Eastshore: 0.45
  Westshore: 0.25
"""

VENDORS = """\
basis: collected
source: Invented contracts
vendors:
  Locksmith:
    release: 2027-02
    go_lives: {2027-02: 2, 2027-03: 1}
    customers: [Alder Lane, Birch Hill, Cedar Quay, Dogwood Green]
    agreements: {Cedar Quay: 2027-03}
  Ironmonger:
    release: 2027-03
    customers: [Elm Corner, Fir Gate, Gorse Field, Hazel Beck]
"""

FILES = {
    "programme.yaml": PROGRAMME,
    "municipalities.yaml": MUNICIPALITIES,
    "adjacency.yaml": ADJACENCY,
    "questionnaire.csv": QUESTIONNAIRE,
    "uptake.yaml": UPTAKE,
    "vendors.yaml": VENDORS,
}


def write(path: Path) -> None:
    """Write all files into a folder."""
    for name, text in FILES.items():
        (path / name).write_text(text, encoding="utf-8")
