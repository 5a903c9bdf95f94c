"""No text escapes the catalogues; and what programs read is the same in any language."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner, Result

from fmkwave import console, language, placements, planner
from fmkwave.cli import app
from fmkwave.errors import StoppedError
from fmkwave.explanation import explain_all
from fmkwave.inputs import load_inputs
from fmkwave.language import _
from fmkwave.optimise import Engine
from fmkwave.optimise.problem import Control, Progress
from fmkwave.planner import make_plan
from fmkwave.render import checking, words
from fmkwave.texts import message
from folders import PLAN, Folder, with_steps, with_tiles
from marked import (
    Marked,
    is_marked,
    mark,
    text_of_calendar,
    text_of_markup,
    text_of_workbook,
    unmarked,
    with_marked_names,
)
from squares import Document, collection, feature, polygon, squares
from test_timeline import SEASONS, periods_of_its_own

Change = Callable[[Folder], object]


class Case(NamedTuple):
    """A command, and what it finds in the small folder.

    Attributes:
        arguments: The command; ``{data}`` stands for the folder.
        code: The exit code.
        changes: What is changed in the folder before.
        data: Words of the folder, or typed by the user, that may be seen.
        environment: Variables that are set.
    """

    arguments: Sequence[str]
    code: int = 0
    changes: Sequence[Change] = ()
    data: tuple[str, ...] = ()
    environment: Mapping[str, str] = {}


def replaced(name: str, old: str, new: str) -> Change:
    return lambda folder: folder.replace(name, old, new)


def written(name: str, content: str) -> Change:
    return lambda folder: folder.write(name, content)


def gone(name: str) -> Change:
    return lambda folder: (folder.path / name).unlink()


def planned(folder: Folder) -> None:
    """Write the plan of the folder."""
    done = CliRunner().invoke(app, ["plan", "--write", "--data", str(folder.path)])
    assert done.exit_code == 0, done.stderr


def drawn(folder: Folder) -> None:
    """Keep a few draws of the weights in the folder."""
    command = [*DRAWS, "--write", "--data", str(folder.path)]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.stderr


DRAWS = ("robustness", "--draws", "25", "--jobs", "1")

PLAN_BY_HAND = "code,wave\n0101,1\n0102,1\n0103,1\n0420,1\n0430,2\n"


def by_hand(folder: Folder) -> None:
    """Change what the committed plan says of itself, and who stands in it, by hand."""
    for old, new in (
        ("unique: true", "unique: false"),
        ("total: 480.0", "total: 481.5"),
        ("programme: Invented", "programme: Another"),
        ("Reconstructed inputs", "Invented inputs"),
        ('      "0102": Søby\n', ""),
        ('"0420": Vestrup', '"0420": Atlantis'),
        ('"0430": Møborg', '"0999": Atlantis'),
        ("quarter: 2014-Q4\n", "quarter: 2015-Q1\n"),
    ):
        folder.replace("plan.yaml", old, new)


FAULTS = (
    replaced("questionnaire.csv", "0101,Nordby,yes,yes,yes", "0101,Nordbi,yess,yes,maybe"),
    replaced("adjacency.yaml", "Vestrup: [Møborg]", "Vestrup: [Møborg, Atlantis]"),
    replaced("vendors.yaml", "release: 2014-Q3", "release: 2014-Q9"),
    replaced("uptake.yaml", "Søby: 0.25", "Søby: 25"),
    gone("published.csv"),
)
FAULTY = (
    *("Nordbi", "yess", "maybe", "Atlantis", "2014-Q9", "release", "practice", "resources"),
    *(
        "signature",
        "yes",
        "ja",
        "under etablering",
        "underway",
        "planlagt",
        "no",
        "nej",
        "ved ikke",
    ),
)

KEYS = (
    *("budget", "signature", "resources", "practice", "wish", "agreement", "link.<municipality>"),
    *("land", "ferry"),
)
FORMS = ("table", "json", "csv", "markdown", "xlsx")

IMPOSSIBLE = ("--pin", "Nordby=1", "--pin", "Søby=1", "--pin", "Vestrup=1")

SETTINGS = (
    *("--set", "Møborg.wish=2014-Q3", "--set", "Øster-Holm.link.Nordby=none"),
    *("--set", "Nordby.practice=0.9", "--set", "Østland.hospitals=0.9"),
    *("--set", "Vendor A.2014-Q3=1", "--set", "Vendor B.release=2014-Q2"),
    *("--set", "weights.budget=40", "--set", "answers.underway=0.9"),
    *("--set", "waves.2=1..2", "--set", "Ålev.agreement=none", "--set", "Møborg.budget=no"),
    *("--pin", "Vestrup=2", "--forbid", "Søby=3"),
)

ANNOUNCED = written("plan.yaml", PLAN)
KEPT = ("--stability", "3", "--freeze", "1")
STAYING = ("stability",)

DIAGRAM = (
    *("gantt", "title", "section", "milestone", "0d", "dateFormat", "YYYY-MM-DD", "axisFormat"),
    *("Y", "m", "tickInterval", "3month", "todayMarker", "off"),
)
"""Words of Mermaid."""

BY_SHARES = replaced(
    "programme.yaml", "works, source", "works, uptake: {practice: 0.5, hospitals: 0.7}, source"
)

MAP = ("map", "--outlines", "{data}/o.geojson", "-o", "{data}/map.svg")


def outlines(document: object) -> Change:
    return written("o.geojson", json.dumps(document))


def stranger(document: dict[str, list[object]]) -> dict[str, list[object]]:
    """Outlines with one more feature, that of nobody."""
    document["features"].append(feature(None, kommunekode="0411"))
    return document


HOLMS = ("Holm", "Holmby", "Holmgate", "Holmwick")
NEW = ("Aspenwick", "Everywhere", "crossing", "m", *HOLMS)
PROPERTIES = ("--code-property", "code", "--name-property", "name")


def units(*geometries: object) -> Document:
    """Units that outlines show, by the names of HOLMS."""
    return collection(
        *(
            feature(geometry, code=f"0{at + 1}", name=HOLMS[at])
            for at, geometry in enumerate(geometries)
        )
    )


def odd_units() -> Document:
    """Units with everything wrong that properties can be."""
    told = (("a b", "Ho", 1), ("01", "Holm", "many"), ("02", "", 2), ("02", "Ho", 2))
    rows = (*told, ("03", "Holm", 1))
    return collection(
        *(feature(None, code=code, name=name, population=number) for code, name, number in rows)
    )


PLANS = ("best", "committed", "published")
"""As they are typed, and as headings for what was typed."""

STEPS = (
    *("Set money aside", "The vendor", "The doctors", "Read the handbook", "All of it"),
    *("A handbook", "Aftaler"),
)
"""What the programme of the small folder has municipalities do."""

PERIODS = "[2014-Q1, 2014-Q2, 2014-Q3, 2014-Q4]"

CASES = {
    "plan": Case(["plan", "--losses", "--near", "2"]),
    "plan, everything near": Case(["plan", "--near", "500"]),
    "plan, nobody near": Case(["plan", "--near", "0"]),
    "plan, what if": Case(["plan", "--pin", "Møborg=2", "--near", "0"]),
    "plan, nobody moves": Case(["plan", "--set", "Nordby.budget=no"]),
    "plan, every kind of setting": Case(["plan", *SETTINGS]),
    "plan, milp": Case(["plan", "--engine", "milp"]),
    "plan, markdown": Case(["plan", "--losses", "--near", "500", "--format", "markdown"]),
    "plan, written": Case(["plan", "--write"]),
    "plan, to a file": Case(["plan", "-o", "{data}/new.txt"]),
    "plan, impossible": Case(["plan", *IMPOSSIBLE], 1),
    "replanning": Case(["plan", *KEPT, "--near", "500"], 0, [ANNOUNCED], STAYING),
    "replanning, what if": Case(["plan", *KEPT, "--pin", "Møborg=2"], 0, [ANNOUNCED], STAYING),
    "replanning, all stay": Case(["plan", "--stability", "9"], 0, [ANNOUNCED], STAYING),
    "replanning, none could": Case(
        ["plan", *KEPT, "--forbid", "Møborg=2", "--format", "markdown"], 0, [ANNOUNCED], STAYING
    ),
    "replanning, workbook": Case(
        ["plan", *KEPT, "--near", "9", "-o", "{data}/p.xlsx"], 0, [ANNOUNCED], STAYING
    ),
    "replanning, none could, workbook": Case(
        ["plan", *KEPT, "--forbid", "Møborg=2", "-o", "{data}/p.xlsx"], 0, [ANNOUNCED], STAYING
    ),
    "replanning, explained": Case(["explain", "--all", *KEPT], 0, [ANNOUNCED], STAYING),
    "replanning, explained, all stay": Case(
        ["explain", "--all", "--stability", "3.5"], 0, [ANNOUNCED], STAYING
    ),
    "replanning, explained, workbook": Case(
        ["explain", "--all", *KEPT, "-o", "{data}/all.xlsx"], 0, [ANNOUNCED], STAYING
    ),
    "replanning, report": Case(["report", *KEPT, "-o", "{data}/r.html"], 0, [ANNOUNCED], STAYING),
    "replanning, check": Case(["check", *KEPT], 0, [planned], STAYING),
    "replanning, not written": Case(
        ["plan", "--write", *KEPT], 2, [ANNOUNCED], (*STAYING, "frozen")
    ),
    "replanning, compared": Case(
        ["compare", "published", "best", *KEPT], 1, [ANNOUNCED], (*STAYING, *PLANS)
    ),
    "replanning, stopped at once": Case(
        ["plan", *KEPT, "--engine", "milp", "--time-limit", "0"], 0, [ANNOUNCED], STAYING
    ),
    "replanning, announced in no wave": Case(
        ["plan", *KEPT], 2, [written("plan.yaml", PLAN.replace("2014", "2013"))]
    ),
    "replanning, begun": Case(
        ["check"],
        1,
        [planned, replaced("programme.yaml", "frozen: []", "frozen: [2014-Q2]\nstability: 9")],
        STAYING,
    ),
    "replanning, nothing announced": Case(["plan", *KEPT], 2),
    "replanning, what cannot be": Case(
        ["plan", "--freeze", "9", "--freeze", "3", "--stability", "2,5"],
        2,
        [written("plan.yaml", PLAN.replace("2014-Q4", "2013-Q4"))],
        STAYING,
    ),
    "replanning, the first plan": Case(
        ["validate"], 0, [replaced("programme.yaml", "frozen: []", "stability: 2")], STAYING
    ),
    "plan, narrow": Case(["plan"], environment={"COLUMNS": "58"}),
    "plan, stopped at once": Case(["plan", "--engine", "milp", "--time-limit", "0"]),
    "report": Case(["report", "-o", "{data}/report.html"]),
    "plan, workbook": Case(["plan", "--losses", "--near", "500", "-o", "{data}/plan.xlsx"]),
    "plan, what if, workbook": Case(["plan", *SETTINGS, "-o", "{data}/plan.xlsx"]),
    "score, workbook": Case(["score", "-o", "{data}/scores.xlsx"]),
    "explain, workbook": Case(["explain", "--all", "-o", "{data}/all.xlsx"]),
    "compare, workbook": Case(
        ["compare", "{data}/hand.csv", "best", "-o", "{data}/plans.xlsx"],
        1,
        [written("hand.csv", PLAN_BY_HAND)],
        PLANS,
    ),
    "score": Case(["score"]),
    "score, narrow": Case(["score"], environment={"COLUMNS": "60"}),
    "score, of a wave": Case(["score", "--wave", "1"], 0, [planned]),
    "score, markdown": Case(["score", "--region", "Østland", "--format", "markdown"]),
    "explain": Case(["explain", "--all"]),
    "explain, markdown": Case(["explain", "Nordby", "--format", "markdown"]),
    "explain, what if": Case(["explain", "Søby", "Møborg", "--pin", "Møborg=2"]),
    "explain, free of rules": Case(
        ["explain", "--all"],
        0,
        [
            replaced("programme.yaml", "quarter: 2014-Q2, size: 2", "quarter: 2014-Q2, size: 1"),
            replaced("programme.yaml", "size: {min: 1, max: 3}", "size: {min: 1, max: 5}"),
            replaced(
                "programme.yaml",
                "quarter: 2014-Q4, size: 2",
                "quarter: 2014-Q4, size: {min: 1, max: 5}",
            ),
        ],
    ),
    "explain, to a folder": Case(["explain", "--all", "-o", "{data}/letters"]),
    "explain, impossible": Case(["explain", "Nordby", *IMPOSSIBLE], 1),
    "checklist": Case(["checklist", "--all"], 0, [with_steps], ("x", *STEPS)),
    "checklist, markdown": Case(["checklist", "Ålev", "--format", "markdown"], 0, (), STEPS),
    "checklist, spreadsheet": Case(
        ["checklist", "--wave", "3", "-o", "{data}/list.xlsx"], 0, [with_steps], STEPS
    ),
    "checklist, calendar": Case(
        ["checklist", "Søby", "-o", "{data}/list.ics"], 0, [with_steps], STEPS
    ),
    "checklist, calendar of all": Case(
        ["checklist", "--all", "-o", "{data}/list.ics"], 0, [with_steps], STEPS
    ),
    "checklist, nobody": Case(["checklist"], 2, (), ("--wave", "--all")),
    "checklist, no days": Case(
        ["checklist", "--wave", "1", "--format", "ics"],
        2,
        [
            replaced("programme.yaml", "waves:\n", f"periods: {PERIODS}\nwaves:\n"),
        ],
        ("periods", "start", "end"),
    ),
    "checklist, an odd step": Case(
        ["checklist", "--all"],
        2,
        [with_steps, replaced("programme.yaml", "[A handbook]", "[A handbok]")],
        (*STEPS, "A handbok"),
    ),
    "compare": Case(["compare", "published", "best"], 1, (), PLANS),
    "compare, what if": Case(["compare", "published", "best", "--pin", "Vestrup=3"], 1, (), PLANS),
    "compare, by hand": Case(
        ["compare", "{data}/hand.csv", "best", "--format", "markdown"],
        1,
        [written("hand.csv", PLAN_BY_HAND)],
        PLANS,
    ),
    "compare, identical": Case(["compare", "committed", "best"], 0, [planned], PLANS),
    "check": Case(["check"], 0, [planned]),
    "check, changed": Case(
        ["check"],
        1,
        [
            planned,
            replaced("questionnaire.csv", "0430,Møborg,no,yes,underway", "0430,Møborg,yes,yes,yes"),
            replaced("uptake.yaml", "Søby: 0.25", "Søby: 0.5"),
            replaced("programme.yaml", "weight: 25", "weight: 20"),
            replaced("programme.yaml", "credit: 0.8", "credit: 0.9"),
            gone("published.csv"),
        ],
        ("wish", "underway", "total"),
    ),
    "check, by hand": Case(
        ["check"],
        1,
        [planned, by_hand],
        ("Atlantis", "Another roll-out", "total", "bound", "unique", "true", "false", "notices"),
    ),
    "check, no plan": Case(
        ["check"],
        1,
        [planned, replaced("vendors.yaml", "2014-Q2: 2, 2014-Q3: 2", "2014-Q2: 1, 2014-Q3: 2")],
    ),
    "check, nothing committed": Case(["check"], 2),
    "timeline": Case(["timeline"]),
    "timeline, narrow": Case(["timeline"], 2, environment={"COLUMNS": "9"}),
    "timeline, markdown": Case(["timeline", "--format", "markdown"]),
    "timeline, picture": Case(["timeline", "-o", "{data}/timeline.svg"]),
    "timeline, mermaid": Case(
        ["timeline", "--pin", "Vestrup=3", "--format", "mermaid"], 0, (), DIAGRAM
    ),
    "timeline, strict": Case(["timeline", "--strict"], 2),
    "timeline, little known": Case(
        ["timeline", "--format", "mermaid"],
        0,
        [
            replaced(
                "programme.yaml",
                "start: 2014-Q1, end: 2014-Q2, dates: read",
                "end: 2014-Q2, dates: read",
            ),
            replaced("programme.yaml", "quarter: 2014-Q4, dates: stated", "dates: not known"),
        ],
        DIAGRAM,
    ),
    "timeline, half known": Case(
        ["timeline"],
        0,
        [
            replaced(
                "programme.yaml",
                "start: 2014-Q1, end: 2014-Q2, dates: read",
                "start: 2014-Q2, dates: read",
            ),
            replaced("programme.yaml", "quarter: 2014-Q4, dates: stated", "dates: not known"),
            replaced(
                "programme.yaml",
                "works, source",
                "works, state: met, quarter: 2014-Q3, dates: stated, source",
            ),
        ],
    ),
    "timeline, a day": Case(
        ["timeline"],
        0,
        [
            replaced(
                "programme.yaml",
                "start: 2014-Q1, end: 2014-Q2, dates: read",
                "start: 2014-Q2, end: 2014-Q2, dates: read",
            ),
            replaced(
                "programme.yaml",
                "quarter: 2014-Q4, dates: stated",
                "quarter: 2014-Q4, note: Slide 6, dates: read off",
            ),
            replaced(
                "programme.yaml",
                "works, source",
                "works, state: not met, quarter: 2014-Q4, dates: stated, note: Slide 7, source",
            ),
        ],
    ),
    "timeline, not met": Case(
        ["timeline"],
        0,
        [replaced("programme.yaml", "works, source", "works, state: not met, source")],
    ),
    "timeline, shares": Case(["timeline"], 0, [BY_SHARES]),
    "validate, shares": Case(["validate"], 0, [BY_SHARES]),
    "timeline, no days": Case(
        ["timeline", "--format", "mermaid"], 2, [periods_of_its_own], SEASONS
    ),
    "validate": Case(["validate"]),
    "validate, warnings": Case(
        ["validate"],
        0,
        [
            replaced("questionnaire.csv", "0102,Søby,yes,underway,no", "0102,Søby,yes,,no"),
            replaced("adjacency.yaml", "  Vestrup: [Møborg]\n", ""),
        ],
        ("budget",),
    ),
    "validate, faults": Case(["validate"], 2, FAULTS, FAULTY),
    "no such municipality": Case(["explain", "Nordbi", "Atlantis"], 2, (), ("Nordbi", "Atlantis")),
    "no such region": Case(["score", "--region", "Atlantis"], 2, (), ("Atlantis",)),
    "no such vendor": Case(["score", "--vendor", "Atlantis"], 2, (), ("Atlantis",)),
    "no committed wave": Case(["score", "--wave", "1"], 2),
    "no such setting": Case(
        ["plan", "--set", "Nordby.budgett=yes", "--set", "Atlantis.wish=none", "--pin", "Nordby=9"],
        2,
        (),
        ("Atlantis", "budgett", *KEYS),
    ),
    "no what-if is written": Case(["plan", "--write", "--pin", "Nordby=3"], 2),
    "nobody to explain": Case(["explain"], 2),
    "no such folder": Case(["plan", "--data", "/nowhere"], 2),
    "no folder to write in": Case(["plan", "-o", "/nowhere/x.csv"], 2),
    "a folder to write to": Case(["plan", "-o", "{data}"], 2),
    "a file for a folder": Case(
        ["explain", "--all", "-o", "{data}/plan"], 2, [written("plan", "")]
    ),
    "no such form": Case(["score", "-o", "{data}/x.xml"], 2, (), ("junit", ".xml", *FORMS)),
    "too precise": Case(["plan", "--near", "0.0001"], 2),
    "no such plan": Case(["compare", "Atlantis"], 2, (), ("Atlantis", *PLANS)),
    "no committed plan": Case(["compare", "committed", "bets"], 2, (), ("bets", *PLANS)),
    "no published plan": Case(["compare", "published"], 2, [gone("published.csv")]),
    "two plans B": Case(["compare", "best", "a", "--against", "b"], 2, (), ("a", "b")),
    "no best plan": Case(["compare", "published", "best", *IMPOSSIBLE], 2),
    "robustness": Case(DRAWS),
    "robustness, narrow": Case(DRAWS, environment={"COLUMNS": "60"}),
    "robustness, markdown": Case([*DRAWS, "--format", "markdown"]),
    "robustness, near, with errors": Case([*DRAWS, "--within", "20", "--errors", "2.5"]),
    "robustness, picture": Case([*DRAWS, "-o", "{data}/strip.svg"]),
    "robustness, workbook": Case([*DRAWS, "-o", "{data}/draws.xlsx"]),
    "robustness, one draw": Case(["robustness", "--draws", "1", "--jobs", "1"]),
    "robustness, explained": Case(["explain", "--all"], 0, [drawn]),
    "robustness, explained, workbook": Case(
        ["explain", "--all", "-o", "{data}/all.xlsx"], 0, [drawn]
    ),
    "robustness, report": Case(["report", "-o", "{data}/report.html"], 0, [drawn]),
    "robustness, outdated": Case(
        ["explain", "Nordby"], 0, [drawn, replaced("uptake.yaml", "Søby: 0.25", "Søby: 0.5")]
    ),
    "outlines": Case(
        MAP, 0, [outlines(stranger(squares(_0103=None)))], ("kommunekode", "o", "geojson")
    ),
    "map": Case(["map", "--by", "readiness"], 0, [with_tiles], ("Øster-H",)),
    "map, picture": Case(["map", "--by", "loss", "-o", "{data}/map.svg"], 0, [with_tiles]),
    "map, wishes": Case(["map", "--by", "wish"], 0, [with_tiles], ("Øster-H",)),
    "map, vendors": Case(["map", "--by", "vendor"], 0, [with_tiles], ("Øster-H", "A", "B")),
    "map, narrow": Case(["map"], 2, [with_tiles], environment={"COLUMNS": "9"}),
    "map, no tiles": Case(["map"], 2),
    "no outlines": Case(["map", "--format", "geojson"], 2),
    "outlines, no picture": Case(MAP[:3], 2, (), ("o", "map", "svg", "geojson")),
    "outlines, no code": Case(
        MAP, 2, [outlines(collection(feature(polygon(10, 55), area=1)))], ("area",)
    ),
    "outlines, odd": Case(
        MAP,
        2,
        [outlines(squares(_0101={"type": "Circle"}, _0102=polygon(999, 0)))],
        ("ogr2ogr", "SYSTEM", "-s_srs", "-t_srs", "EPSG", "out.geojson", "in.geojson"),
    ),
    "outlines, TopoJSON": Case(
        MAP, 2, [outlines({"type": "Topology"})], ("mapshaper", "in", "out", "json", "o", "geojson")
    ),
    "outlines, no JSON": Case(MAP, 2, [written("o.geojson", "none")]),
    "init": Case(["init", "{data}/new"], 0, (), NEW),
    "init, outlines": Case(
        ["init", "{data}/new", "--from-outlines", "{data}/o.geojson"],
        0,
        [outlines(units(polygon(10, 55), polygon(11, 56), polygon(12.0002, 56), None))],
        (*NEW, "adjacency"),
    ),
    "init, odd outlines": Case(
        ["init", "{data}/new", "--from-outlines", "{data}/o.geojson", "--code-property", "kode"],
        2,
        [outlines(squares())],
        ("kode", "kommunekode"),
    ),
    "init, no codes": Case(
        ["init", "{data}/new", "--from-outlines", "{data}/o.geojson"],
        2,
        [outlines(squares())],
        ("kommunekode",),
    ),
    "init, codes that are none": Case(
        ["init", "{data}/new", "--from-outlines", "{data}/o.geojson", *PROPERTIES],
        2,
        [outlines(odd_units())],
        ("a b", "Ho", "Holm", "many", "code", "name"),
    ),
    "init, not empty": Case(["init", "{data}"], 2),
    "init, a file": Case(["init", "{data}/programme.yaml"], 2),
    "init, nowhere": Case(["init", "/nowhere/at/all"], 2, (), ("all",)),
    "init, no name": Case(["init", "{data}/new", "--name", " "], 2),
    "init, no outlines": Case(["init", "{data}/new", "--code-property", "x"], 2),
    "schema, a file": Case(["schema", "-o", "{data}/x.json"], 2),
    "outlines, unknown system": Case(
        MAP, 2, [outlines(squares() | {"crs": "Nowhere"})], ("Nowhere", "EPSG")
    ),
}
"""What people can be shown. A new command, or a new form of an old one, gets its cases here."""


@pytest.fixture
def in_marks(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """The small folder, read by somebody whose language marks every text."""
    monkeypatch.setattr(language, "_catalogue", lambda _language: Marked())
    # What is kept of a catalogue would else be kept of this one, for the tests to come.
    for kept in ("_headings", "_called"):
        monkeypatch.setattr(placements, kept, getattr(placements, kept).__wrapped__)
    with_marked_names(folder)
    return folder


def run(folder: Folder, case: Case, chosen: str) -> Result:
    """A command of a case, in a language."""
    for change in case.changes:
        change(folder)
    arguments = [one.replace("{data}", str(folder.path)) for one in case.arguments]
    data = [] if "--data" in arguments or "init" in arguments else ["--data", str(folder.path)]
    environment = {"COLUMNS": "300", "FMKWAVE_LANG": chosen, **case.environment}
    return CliRunner().invoke(app, [*arguments, *data], env=environment)


def seen(done: Result, case: Case, folder: Folder) -> str:
    """All that people see of a command: on the screen, and in what it wrote for them."""
    if "-o" not in case.arguments or done.exit_code == 2:
        return done.output
    target = Path(case.arguments[case.arguments.index("-o") + 1].format(data=folder.path))
    files = sorted(target.iterdir()) if target.is_dir() else [target]
    return "\n".join([done.output, *map(_read, files)])


def _read(file: Path) -> str:
    """What people see of a file."""
    match file.suffix:
        case ".html" | ".svg":
            return text_of_markup(file.read_text("utf-8"))
        case ".xlsx":
            return text_of_workbook(file)
        case ".ics":
            return text_of_calendar(file)
    return file.read_text("utf-8")


@pytest.mark.parametrize("name", CASES)
def test_everything_that_people_see_can_be_translated(in_marks: Folder, name: str) -> None:
    case = CASES[name]
    done = run(in_marks, case, "da")
    assert done.exit_code == case.code, done.output
    text = seen(done, case, in_marks)
    assert unmarked(text, case.data) == [], text
    assert is_marked(text), text


def test_many_findings_told_together(in_marks: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_MANY", 0)
    vendor = replaced("vendors.yaml", "  Vendor A:", "  Vendor C:")
    case = CASES["check, changed"]
    left_out = replaced("plan.yaml", '      "0102": Søby\n', "")
    case = case._replace(changes=(*case.changes, vendor, left_out))
    done = run(in_marks, case, "da")
    assert done.exit_code == 1, done.output
    assert unmarked(done.output, case.data) == [], done.output
    for told in ("parts changed since", "parts are gone", "parts are new since", "no wave"):
        assert mark(told) in done.output


@pytest.mark.parametrize("engine", ["sweep", "milp"])
def test_progress(in_marks: Folder, engine: Engine) -> None:
    made: list[Progress] = []
    control = Control(report=made.append)
    inputs = load_inputs(in_marks.path)
    plan = make_plan(inputs, engine=engine, control=control)
    list(explain_all(inputs, plan, list(inputs.municipalities), engine=engine, control=control))
    made.append(made[0]._replace(done=0.5, total=1000, bound=2000))
    with language.reading("da"):
        lines = [words.progress(one) for one in made]
    assert [line for line in lines if unmarked(line) or not is_marked(line)] == []


@pytest.mark.parametrize(
    ("error", "code", "data"),
    [
        (KeyboardInterrupt(), 130, ()),
        (RuntimeError("odd"), 2, ("RuntimeError", "odd", "FMKWAVE_DEBUG")),
        (StoppedError(message("stopped before a plan was found")), 2, ()),
    ],
)
def test_how_a_run_ends(
    in_marks: Folder,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    data: tuple[str, ...],
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise error

    monkeypatch.setattr(planner, "make_plan", fail)
    done = run(in_marks, Case(["plan"]), "da")
    assert done.exit_code == code
    last = done.stderr.splitlines()[-1]
    assert unmarked(last, data) == []
    assert is_marked(last)


def test_what_is_said_of_a_first_interrupt(
    in_marks: Folder, capfd: pytest.CaptureFixture[str]
) -> None:
    with language.reading("da"), console.watching() as control:
        signal.raise_signal(signal.SIGINT)
    assert control.stopped()
    assert capfd.readouterr().err == f"\n{mark('stopping (Ctrl-C again to give up)')}\n"


def test_a_text_that_no_catalogue_has_is_found() -> None:
    shown = f"{mark('Its own points')} 12,0 Nordby 2. kvartal 2014 uptake.yaml:3"
    assert unmarked(shown) == []
    assert unmarked(f"{shown} in wave") == ["in", "wave"]
    assert unmarked("Nordby stays") == ["stays"]


def test_a_mark_leaves_values_alone() -> None:
    assert mark("{name} is in Wave {wave}") == "{name} 𝗂𝗌 𝗂𝗇 𝖶𝖺𝗏𝖾 {wave}"


# --- What programs read --------------------------------------------------------------------------

MACHINE = {
    "plan": (["plan", "--losses", "--near", "500"], ["json", "csv", "yaml"]),
    "plan, what if": (["plan", *SETTINGS, "--near", "0"], ["json", "csv", "yaml"]),
    "replanning": (["plan", *KEPT, "--near", "500"], ["json", "csv", "yaml"]),
    "replanning, explained": (["explain", "--all", *KEPT], ["json"]),
    "score": (["score"], ["json", "csv"]),
    "explain": (["explain", "--all"], ["json"]),
    "checklist": (["checklist", "--all"], ["json"]),
    "explain, what if": (["explain", "Nordby", "--pin", "Møborg=2"], ["json"]),
    "compare": (["compare", "published", "best", "--pin", "Vestrup=3"], ["json", "csv"]),
    "check": (["check"], ["json", "github", "sarif", "junit"]),
    "check, changed": (["check"], ["json", "github", "sarif", "junit"]),
    "check, no plan": (["check"], ["json", "github", "sarif", "junit"]),
    "check, faults": (["check"], ["github", "sarif", "junit"]),
    "robustness": (DRAWS, ["json", "csv"]),
    "robustness, explained": (["explain", "--all"], ["json"]),
    "timeline": (["timeline"], ["json"]),
    "timeline, shares": (["timeline"], ["json"]),
    "validate": (["validate"], ["json", "github"]),
    "validate, shares": (["validate"], ["json", "github"]),
    "outlines": (MAP[:3], ["geojson"]),
    "validate, faults": (["validate"], ["json", "github"]),
}
"""Commands by the case above whose changes they find, if there is one, with their forms."""

MACHINE_FORMS = [(name, form) for name, (_command, forms) in MACHINE.items() for form in forms]


@pytest.mark.parametrize(("name", "form"), MACHINE_FORMS)
def test_what_programs_read_is_the_same_in_any_language(
    in_marks: Folder, name: str, form: str
) -> None:
    arguments, _forms = MACHINE[name]
    if name == "check, faults":
        planned(in_marks)
    same = CASES.get(name.replace("check, faults", "validate, faults"))
    changes = same.changes if same else ()
    case = Case([*arguments, "--format", form], changes=changes)
    danish = run(in_marks, case, "da")
    english = run(in_marks, case._replace(changes=()), "en")
    assert danish.exit_code == english.exit_code
    assert danish.stdout == english.stdout != ""


def test_the_plan_file_is_the_same_in_any_language(in_marks: Folder) -> None:
    content = []
    for chosen in language.LANGUAGES:
        assert run(in_marks, Case(["plan", "--write"]), chosen).exit_code == 0
        content.append(in_marks.read("plan.yaml"))
    assert content[0] == content[1]
    with language.reading("da"):
        assert _("Total") == mark("Total")
