"""Programmes that are not the one it was made for: other waves, periods, words and files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import libraries
from fmkwave.cli import app
from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs, Period, Placement, Programme
from fmkwave.objective import citizen_quarters, scores
from fmkwave.optimise import Engine
from fmkwave.periods import QUARTERS
from fmkwave.planner import make_plan
from fmkwave.rules import broken
from folders import Folder, with_tiles
from marked import text_of_markup, text_of_workbook

SOURCE = Path(__file__).parents[1] / "src" / "fmkwave"
DATA = Path(__file__).parents[1] / "data"

PLACEMENT = {
    "E-A": 1,
    "E-D": 1,
    "E-C": 2,
    "W-E": 2,
    "W-F": 3,
    "W-G": 3,
    "E-B": 4,
    "W-H": 5,
}


@pytest.fixture
def lakeland(tmp_path: Path) -> Path:
    """The folder of the libraries."""
    libraries.write(tmp_path)
    return tmp_path


def run(folder: Path, *arguments: str, code: int = 0) -> str:
    """What a command prints, notices and all."""
    done = CliRunner().invoke(app, [*arguments, "--data", str(folder)], env={"COLUMNS": "100"})
    assert done.exit_code == code, done.output
    return done.output


# --- The plan ------------------------------------------------------------------------------------


def placements(inputs: Inputs, codes: tuple[str, ...], wave: int = 1) -> Iterator[Placement]:
    """Every way to fill the waves from one on with what their sizes allow."""
    waves = inputs.programme.waves
    if wave > len(waves):
        yield from [{}] if not codes else []
        return
    size = waves[wave - 1].size
    for members in (m for n in range(size.min, size.max + 1) for m in combinations(codes, n)):
        rest = tuple(code for code in codes if code not in members)
        for further in placements(inputs, rest, wave + 1):
            yield {**dict.fromkeys(members, wave), **further}


def best_by_hand(inputs: Inputs) -> Placement:
    """The best plan, found by trying every one."""
    codes, weights = tuple(inputs.municipalities), inputs.programme.weights.links
    values = {code: score.values for code, score in scores(inputs).items()}

    def worth(plan: Placement) -> tuple[int, int, tuple[int, ...]]:
        own = sum(values[code][wave - 1] for code, wave in plan.items())
        links = sum(weights[kind].weight for a, b, kind in inputs.links if plan[a] == plan[b])
        early = sum(citizen_quarters(inputs, code, wave) for code, wave in plan.items())
        return own + links, early, tuple(-plan[code] for code in codes)

    by_worth = sorted(placements(inputs, codes), key=worth, reverse=True)
    return next(plan for plan in by_worth if not broken(inputs, plan))


@pytest.mark.parametrize("engine", ["auto", "sweep", "milp"])
def test_five_waves_of_libraries_are_planned(lakeland: Path, engine: Engine) -> None:
    plan = make_plan(load_inputs(lakeland), engine=engine)
    assert plan.placement == PLACEMENT
    assert (plan.total, plan.bound, plan.unique) == (1406250, 1406250, True)


def test_no_other_plan_is_better(lakeland: Path) -> None:
    assert best_by_hand(load_inputs(lakeland)) == PLACEMENT


def test_distances_count_the_periods_listed_whether_a_wave_lies_in_them_or_not(
    lakeland: Path,
) -> None:
    programme = load_inputs(lakeland).programme
    assert [programme.lead(wave) for wave in programme.wave_numbers] == [5, 4, 2, 1, 0]


# --- What people see -----------------------------------------------------------------------------

# Of the programme it was made for, and of what only some programmes are planned in.
_STRANGE = re.compile(
    r"\b(FMK|EOJ|MedCom|Danmark|Denmark|Danish|dansk\w*|quarters?|kvartal\w*|20\d\d-Q\d|hospitals?|"
    r"general practice|signature|budget|land|ferry|bridge)\b",
    re.IGNORECASE,
)

SEEN = (
    ("validate",),
    ("score",),
    ("plan", "--losses"),
    ("plan", "--format", "markdown"),
    ("plan", "--pin", "Hazel Beck=2027-05", "--set", "Locksmith.2027-03=2"),
    ("explain", "--all"),
    ("explain", "birch hill", "--format", "markdown"),
    ("compare", "best", "committed"),
    ("check",),
    ("map",),
    ("map", "--by", "wish"),
    ("timeline",),
    ("checklist", "--all"),
)


def without_folder(text: str) -> str:
    """A text without the name of the folder."""
    return re.sub(r"(Inputs|Inddata): .*", "", text)


def strange(text: str) -> list[str]:
    return [found[0] for found in _STRANGE.finditer(without_folder(text))]


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("command", SEEN, ids=" ".join)
def test_nothing_strange_is_said(lakeland: Path, command: tuple[str, ...], language: str) -> None:
    run(lakeland, "plan", "--write")
    shown = run(lakeland, *command, "--lang", language)
    assert shown.strip()
    assert strange(shown) == []


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("map",), "map.svg"),
        (("timeline",), "timeline.svg"),
        (("report",), "report.html"),
        (("score",), "score.xlsx"),
        (("plan", "--losses"), "plan.xlsx"),
        (("explain", "--all"), "explanations.xlsx"),
        (("compare", "best", "committed"), "comparison.xlsx"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else one,
)
def test_nothing_strange_stands_in_a_file(
    lakeland: Path, command: tuple[str, ...], name: str
) -> None:
    run(lakeland, "plan", "--write")
    file = lakeland / name
    run(lakeland, *command, "-o", str(file))
    shown = (
        text_of_workbook(file)
        if file.suffix == ".xlsx"
        else text_of_markup(file.read_text("utf-8"))
    )
    assert "Summer 2027" in shown
    assert strange(shown) == []


def test_an_explanation_speaks_of_the_programme_s_own_things(lakeland: Path) -> None:
    told = run(lakeland, "explain", "Hazel Beck")
    for phrase in (
        "Hazel Beck (W-H), Westshore: wave 5, Summer 2027, the second half",
        "It wishes for 2027-02 (questionnaire.csv:11), and does not get it, which loses 35.0",
        "Its vendor is Ironmonger (vendors.yaml:11), whose release comes in 2027-03",
        "footpath  Gorse Field",
        "doors: done instead of not yet",
    ):
        assert phrase in told


def test_long_labels_do_not_keep_waves_from_standing_side_by_side(lakeland: Path) -> None:
    done = CliRunner().invoke(app, ["plan", "--data", str(lakeland)], env={"COLUMNS": "80"})
    assert done.stdout.splitlines()[7:12] == [
        "Wave 4 · Summer         Wave 5 · Summer",
        "2027, the first half    2027, the second",
        "1 municipality          half",
        "                        1 municipality",
        "Birch Hill     42.0     Hazel Beck    -35.0",
    ]


# --- More and fewer waves, gaps, and files that a programme does not need ------------------------


def with_waves(folder: Folder, waves: Mapping[str, str]) -> None:
    """Give the small folder other waves, each with its size, and take out what names quarters."""
    programme = folder.read("programme.yaml")
    begin, end = programme.index("  - {quarter: 2014-Q2"), programme.index("answers:")
    lines = "".join(f"  - {{quarter: {q}, size: {size}}}\n" for q, size in waves.items())
    programme = programme[:begin] + lines + programme[end:]
    folder.write("programme.yaml", programme[: programme.index("frozen:")])
    folder.write("vendors.yaml", "basis: collected\nsource: Nobody\nvendors: {}\n")
    questionnaire = re.sub("2014-Q[34]", next(iter(waves)), folder.read("questionnaire.csv"))
    folder.write("questionnaire.csv", questionnaire)
    (folder.path / "published.csv").unlink()


WAVES = {
    "two": {"2014-Q2": "3", "2014-Q3": "3"},
    "two with a gap": {"2014-Q2": "{min: 1, max: 5}", "2016-Q1": "{min: 1, max: 5}"},
    "eight, some of them empty": {
        "2014-Q2": "3",
        "2014-Q3": "2",
        **dict.fromkeys(QUARTERS.reach("2014-Q4", "2016-Q1"), "{min: 0, max: 1}"),
    },
}


@pytest.mark.parametrize("waves", WAVES.values(), ids=WAVES)
def test_other_numbers_of_waves(folder: Folder, waves: Mapping[str, str]) -> None:
    with_waves(folder, waves)
    with_tiles(folder)
    inputs = load_inputs(folder.path)
    plans = {engine: make_plan(inputs, engine=engine) for engine in ("sweep", "milp")}
    assert plans["sweep"].placement == plans["milp"].placement == best_by_hand(inputs)
    for command in (("plan", "--losses"), ("explain", "--all"), ("map",), ("report",)):
        assert "2014-Q2" in run(folder.path, *command)


def bare(folder: Folder) -> None:
    """Leave of the small folder what no programme can do without."""
    for name in ("adjacency.yaml", "uptake.yaml", "vendors.yaml", "published.csv"):
        (folder.path / name).unlink()
    programme = folder.read("programme.yaml")
    begin, end = programme.index("  uptake:"), programme.index("  wish:")
    programme = programme[:begin] + programme[end:]
    folder.write("programme.yaml", programme[: programme.index("  links:")])
    answers = re.sub(r",2014-Q\d\n", ",\n", folder.read("questionnaire.csv"))
    folder.write("questionnaire.csv", answers)


def test_without_links_uptake_vendors_and_wishes(folder: Folder) -> None:
    bare(folder)
    with_tiles(folder)
    inputs = load_inputs(folder.path)
    assert sorted(inputs.sources) == ["municipalities.yaml", "programme.yaml", "questionnaire.csv"]
    assert make_plan(inputs).placement == best_by_hand(inputs)
    run(folder.path, "plan", "--write")
    assert "Identical" in run(folder.path, "check")
    for command in (
        *(("validate",), ("score",), ("plan", "--losses"), ("explain", "--all"), ("report",)),
        *(("compare", "best", "committed"), ("map", "--by", "vendor"), ("map", "--by", "wish")),
    ):
        run(folder.path, *command)


def test_a_file_that_goes_missing_is_told_by_check(folder: Folder) -> None:
    run(folder.path, "plan", "--write")
    (folder.path / "vendors.yaml").unlink()
    assert "vendors.yaml: the file is missing, but was there when the plan was made" in run(
        folder.path, "check", code=1
    )
    assert (
        "vendors.yaml: warning: there is no such file, so nothing is known of vendors; if there "
        "are none, one with 'vendors: {}' says so\n"
    ) in run(folder.path, "validate")


@pytest.mark.parametrize("name", ["adjacency.yaml", "uptake.yaml"])
def test_a_file_that_the_weights_need_cannot_be_left_out(folder: Folder, name: str) -> None:
    (folder.path / name).unlink()
    assert folder.faults() == [f"{name}: the file is missing"]


# --- Periods by any name -------------------------------------------------------------------------

LABELS = st.lists(
    st.text("abcÆØÅ 2027-.,:;#'\"", min_size=1, max_size=12).map(lambda s: " ".join(s.split())),
    min_size=3,
    max_size=3,
    unique_by=str.casefold,
)


def relabelled(inputs: Inputs, labels: Mapping[str, str]) -> Inputs:
    """The same inputs with another label for each quarter."""
    periods = tuple(Period(label=label) for label in labels.values())
    old = inputs.programme
    waves = tuple(wave.model_copy(update={"quarter": labels[wave.quarter]}) for wave in old.waves)
    programme: Programme = old.model_copy(update={"waves": waves, "periods": periods})
    rows = {
        code: row.model_copy(update={"wish": row.wish and labels[row.wish]})
        for code, row in inputs.questionnaires.items()
    }
    vendors = tuple(
        vendor.model_copy(
            update={
                "release": labels[vendor.release],
                "go_lives": {labels[q]: most for q, most in vendor.go_lives.items()},
                "agreements": {code: labels[q] for code, q in vendor.agreements.items()},
            }
        )
        for vendor in inputs.vendors
    )
    return inputs.model_copy(
        update={"programme": programme, "questionnaires": rows, "vendors": vendors}
    )


@pytest.fixture(scope="module")
def quarterly(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """The small folder, as it is."""
    return load_inputs(Folder(tmp_path_factory.mktemp("quarterly")).path)


@given(labels=LABELS.filter(all))
def test_other_labels_give_the_same_plan(quarterly: Inputs, labels: list[str]) -> None:
    by_quarter = dict(zip(quarterly.programme.quarters, labels, strict=True))
    plan, other = make_plan(quarterly), make_plan(relabelled(quarterly, by_quarter))
    assert other.quarters == tuple(labels)
    for what in ("placement", "points", "total", "bound", "unique", "links_kept"):
        assert getattr(other, what) == getattr(plan, what)


# --- What the source knows -----------------------------------------------------------------------

# To look names up, å is aa and titles do not count; a new folder has links by land.
_ALLOWED = {
    "names.py": {"kommune", "Aarhus", "København", "Nordfyns"},
    "shapes.py": {"Denmark"},
    "report.js": {"kommune"},
    **{name: {"land"} for name in ("init.py", "outlined.py", "example.py")},
}


def own_words() -> set[str]:
    """Words that only the files may know."""
    inputs = load_inputs(DATA)
    weights = inputs.programme.weights
    named = {*weights.readiness, *weights.uptake, *weights.links} - {"resources"}
    regions = {one.region for one in inputs.municipalities.values()}
    names = {one.name for one in inputs.municipalities.values()}
    vendors = {vendor.name for vendor in inputs.vendors}
    others = {"FMK", "EOJ", "MedCom", "NSI", "PLO", "Medicinkort", "kommune", "Denmark", "Danmark"}
    return {*named, *regions, *names, *vendors, *others}


def test_the_source_knows_nothing_of_the_programme_it_was_made_for() -> None:
    words = "|".join(sorted(map(re.escape, own_words())))
    pattern = re.compile(rf"(?<![\w-])({words})(?![\w-])")
    kinds = {".py", ".html", ".svg", ".js", ".css"}
    files = [path for path in SOURCE.rglob("*") if path.suffix in kinds]
    found = {
        f"{path.relative_to(SOURCE)}: {one[0]}"
        for path in files
        for one in pattern.finditer(path.read_text("utf-8"))
        if one[0] not in _ALLOWED.get(path.name, set())
    }
    assert found == set()
