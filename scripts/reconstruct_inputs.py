"""Reconstruct the inputs that were not found: questionnaire.csv, uptake.yaml and vendors.yaml.

A seeded draw that keeps to the public aggregates, then the fewest repairs to the questionnaire
under which the published draft is the unique optimum and every other choice costs at least one
point. Writes the same bytes on every run. What this does and does not show: data/SOURCES.md.

The repairs are an inverse optimisation (Ahuja and Orlin, Operations Research 49, 2001): find the
least change of the data under which a given solution is optimal. A MILP over the rows' possible
contents and the dual prices of the planning problem finds it; the planner's own losses then
confirm the margin, and undo every repair that they show to be needless.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import highspy
import yaml

from fmkwave.files import write_atomically
from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs, Questionnaire
from fmkwave.names import danish_key
from fmkwave.objective import score
from fmkwave.optimise.domains import domains
from fmkwave.optimise.problem import Assignment, Control, Problem
from fmkwave.optimise.sweep import sweep_choices
from fmkwave.planner import build_problem

SEED = 20  # of 1 to 35, the one that needs the fewest repairs
MARGIN = 1000  # every other choice costs at least this many thousandths of a point
# What each municipality by itself is to prefer its wave by, in the model that picks the repairs.
# Half the margin would be enough for certain; less is enough here, as the losses confirm.
PREFERENCE = 300
LEAST_BLANK_WISHES = 25  # a quarter of the municipalities has no wish
LEAST_UNMET_WISHES = 3
PRICE_LIMIT = 1000  # points; far above any municipality's value

KNOWN = ("programme.yaml", "municipalities.yaml", "adjacency.yaml", "published.csv", "SOURCES.md")
SOURCE = "scripts/reconstruct_inputs.py; the real figures were not found, see SOURCES.md"

ANSWERS = ("yes", "underway", "no", "")
# Chances of the four answers where a region stands early in the draft, and where it stands late.
EARLY = {
    "signature": (0.60, 0.25, 0.10, 0.05),
    "budget": (0.60, 0.25, 0.10, 0.05),
    "project_leader": (0.65, 0.20, 0.10, 0.05),
    "resources": (0.55, 0.30, 0.10, 0.05),
}
LATE = {
    "signature": (0.25, 0.30, 0.35, 0.10),
    "budget": (0.25, 0.30, 0.35, 0.10),
    "project_leader": (0.40, 0.20, 0.30, 0.10),
    "resources": (0.25, 0.30, 0.35, 0.10),
}
NO_WISH = 0.5
LOOK_AT_OWN = 1 / 3

# Two of five regions were not yet connected in 2013; which two is not public.
NOT_CONNECTED = ("Hovedstaden", "Syddanmark")
# Almost half of the doctors were not yet connected in 2013.
GP_MEAN = (0.51, 0.55)
# 85 % of the GPs in Region Syddanmark used FMK in June 2014, half a year later.
GP_CEILING = {"Syddanmark": 0.85}

LATE_VENDOR = "Leverandør C"
# The late vendor serves one region only: one from which the draft has nobody in the first wave.
LATE_REGION = "Hovedstaden"
RELEASES = {"Leverandør A": "2014-Q1", "Leverandør B": "2014-Q2", LATE_VENDOR: "2014-Q3"}
LATE_SHARE = 0.4
EARLY_VENDORS = ("Leverandør A", "Leverandør B")
EARLY_SHARES = (0.55, 0.45)
SPARE_GO_LIVES = 4
AGREEMENTS = 5


# --- The draw ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """What the draw knows of a municipality; the wave is used for vendors' limits alone."""

    code: str
    name: str
    region: str
    population: int
    quarter: str


def draw(rng: random.Random, places: Sequence[Place]) -> dict[str, str]:
    """The text of the three files, before any repair."""
    answers = {place.code: _row(rng, place, places) for place in places}
    return {
        "questionnaire.csv": questionnaire_text(places, answers),
        "uptake.yaml": _uptake_text(rng, places),
        "vendors.yaml": _vendors_text(rng, places),
    }


def _row(rng: random.Random, place: Place, places: Sequence[Place]) -> tuple[str, ...]:
    """Answers and wish of a municipality, leaning on the draft.

    Each answer and the wish look at the quarter of one place: now and then the municipality's
    own, else one drawn at random from its region.
    """
    region = [other for other in places if other.region == place.region]
    first, last = min(p.quarter for p in places), max(p.quarter for p in places)

    def example() -> str:
        own = rng.random() < LOOK_AT_OWN
        return place.quarter if own else region[int(rng.random() * len(region))].quarter

    answers = []
    for early, late in zip(EARLY.values(), LATE.values(), strict=True):
        quarter = example()
        if quarter == first:
            chances: Sequence[float] = early
        elif quarter == last:
            chances = late
        else:
            chances = [sum(both) / 2 for both in zip(early, late, strict=True)]
        answers.append(_pick(rng, ANSWERS, chances))
    wish = "" if rng.random() < NO_WISH else example()
    return (*answers, wish)


def _pick(rng: random.Random, values: Sequence[str], chances: Sequence[float]) -> str:
    point = rng.random()
    for value, chance in zip(values, chances, strict=True):
        point -= chance
        if point < 0:
            return value
    return values[-1]


def _uptake_text(rng: random.Random, places: Sequence[Place]) -> str:
    regions = list(dict.fromkeys(place.region for place in places))
    hospitals = {
        region: 0 if region in NOT_CONNECTED else round(50 + 45 * rng.random())
        for region in regions
    }
    practice = _practice_shares(rng, places)
    lines = [
        "# yaml-language-server: $schema=schemas/uptake.schema.json",
        "# Uptake of FMK at the end of 2013, as shares between 0 and 1. Keeps to what is public:",
        "# two of five regions not yet connected, almost half of the doctors not yet connected,",
        "# 85 % of the GPs in Region Syddanmark half a year later.",
        "basis: reconstructed",
        f"source: {SOURCE}",
        "hospitals:",
        *(f"  {region}: {share / 100:.2f}" for region, share in hospitals.items()),
        "general_practice:",
        *(
            f"  {place.name}: {practice[place.code] / 100:.2f}"
            for place in sorted(places, key=lambda place: danish_key(place.name))
        ),
    ]
    return "\n".join(lines) + "\n"


def _practice_shares(rng: random.Random, places: Sequence[Place]) -> dict[str, int]:
    """Per cent by code, drawn anew until the mean over citizens is what was public."""
    citizens = sum(place.population for place in places)
    while True:
        shares = {}
        for place in places:
            share = sum(rng.random() for _ in range(3)) / 3  # a hill around one half
            ceiling = GP_CEILING.get(place.region, 1.0)
            shares[place.code] = min(round(100 * (0.06 + 0.94 * share)), round(100 * ceiling))
        mean = sum(place.population * shares[place.code] for place in places) / citizens / 100
        if GP_MEAN[0] <= mean <= GP_MEAN[1]:
            return shares


def _vendors_text(rng: random.Random, places: Sequence[Place]) -> str:
    customers: dict[str, list[Place]] = {vendor: [] for vendor in RELEASES}
    for place in places:
        late = place.region == LATE_REGION and rng.random() < LATE_SHARE
        early = _pick(rng, EARLY_VENDORS, EARLY_SHARES)
        customers[LATE_VENDOR if late else early].append(place)
    agreed = {place.code for place in rng.sample(list(places), AGREEMENTS)}
    lines = [
        "# yaml-language-server: $schema=schemas/vendors.schema.json",
        "# Three placeholders: no real company is given facts that nobody sourced.",
        "# go_lives is the most that a vendor can carry in a quarter.",
        "basis: reconstructed",
        f"source: {SOURCE}",
        "vendors:",
    ]
    for vendor, served in customers.items():
        in_order = sorted(served, key=lambda place: danish_key(place.name))
        quarters = sorted({place.quarter for place in places if place.quarter >= RELEASES[vendor]})
        most = {
            quarter: sum(place.quarter == quarter for place in served)
            + 1
            + int(rng.random() * SPARE_GO_LIVES)
            for quarter in quarters
        }
        lines += [
            f"  {vendor}:",
            f"    release: {RELEASES[vendor]}",
            "    go_lives: {" + ", ".join(f"{q}: {n}" for q, n in most.items()) + "}",
            "    customers:",
            *(f"      - {place.name}" for place in in_order),
            "    agreements:",
            *(f"      {place.name}: {place.quarter}" for place in in_order if place.code in agreed),
        ]
        if not agreed & {place.code for place in served}:
            lines[-1] += " {}"
    return "\n".join(lines) + "\n"


def questionnaire_text(places: Sequence[Place], answers: Mapping[str, Sequence[str]]) -> str:
    """questionnaire.csv: one row per municipality, in the order of the codes."""
    rows = [f"{place.code},{place.name},{','.join(answers[place.code])}" for place in places]
    head = f"# basis: reconstructed\n# source: {SOURCE}\n"
    columns = ",".join(("code", "municipality", *EARLY, "wished_quarter"))
    return head + "\n".join((columns, *rows)) + "\n"


def read_places(folder: Path) -> list[Place]:
    """The municipalities and their quarter in the published draft, in the order of the codes."""
    register = yaml.safe_load((folder / "municipalities.yaml").read_text("utf-8"))
    programme = yaml.safe_load((folder / "programme.yaml").read_text("utf-8"))
    published = (folder / "published.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in published if not line.startswith("#"))
    quarters = {r["code"]: programme["waves"][int(r["wave"]) - 1]["quarter"] for r in rows}
    return [
        Place(m["code"], m["name"], m["region"], m["population"], quarters[m["code"]])
        for m in register["municipalities"]
    ]


# --- The repairs -------------------------------------------------------------------------------


class Edit(NamedTuple):
    """A row of the questionnaire as it might be, what that costs, and its points in each wave."""

    row: Questionnaire
    cost: float
    values: tuple[int, ...]


def repair(inputs: Inputs) -> Inputs:
    """The inputs with few rows changed, under which the draft wins by the margin.

    Raises:
        RuntimeError: if no change of the rows makes the draft win.
    """
    draft = tuple(wave - 1 for wave in inputs.published.values())
    chosen = fewest_changes(_unlimited(inputs), draft)
    rows = dict(zip(inputs.municipalities, chosen, strict=True))
    if not _wins(inputs, rows, draft):
        raise RuntimeError("the draft does not win after the repairs")
    for code, drawn in inputs.questionnaires.items():
        undone = {**rows, code: drawn}
        if rows[code] != drawn and _wins(inputs, undone, draft):
            rows = undone
    return inputs.model_copy(update={"questionnaires": rows})


def _wins(inputs: Inputs, rows: Mapping[str, Questionnaire], draft: Assignment) -> bool:
    """Whether every choice but the draft's costs the margin, and enough wishes are open or unmet.

    Vendors may carry any number of go-lives here: the draft is to win by its points, not because
    its rivals are more than a vendor carries.
    """
    problem = build_problem(_unlimited(inputs.model_copy(update={"questionnaires": rows})))
    target = problem.total(draft) - MARGIN
    ahead = all(
        choice.total <= target or choice.wave == draft[choice.unit]
        for choice in sweep_choices(replace(problem, tiebreak=()), Control())
    )
    wishes = [row.wish for row in rows.values()]
    quarters = [inputs.programme.quarters[wave] for wave in draft]
    unmet = sum(w not in (None, quarter) for w, quarter in zip(wishes, quarters, strict=True))
    return ahead and wishes.count(None) >= LEAST_BLANK_WISHES and unmet >= LEAST_UNMET_WISHES


def _unlimited(inputs: Inputs) -> Inputs:
    vendors = tuple(vendor.model_copy(update={"go_lives": {}}) for vendor in inputs.vendors)
    return inputs.model_copy(update={"vendors": vendors})


def _edits(inputs: Inputs, code: str) -> list[Edit]:
    """The row with any wish and answers; for each effect on the points, with the fewest changed."""
    row = inputs.questionnaires[code]
    questions = inputs.programme.weights.readiness
    wishes = (None, *inputs.programme.quarters)
    choices = [dict.fromkeys((row.answers[q], *inputs.programme.answers)) for q in questions]
    answers = [dict(zip(questions, chosen, strict=True)) for chosen in product(*choices)]
    found: dict[tuple[str | None, tuple[int, ...]], Edit] = {}
    for wish, answered in product(wishes, answers):
        cells = (wish != row.wish) + sum(answered[q] != row.answers[q] for q in questions)
        changed = Questionnaire(answers=answered, wish=wish)
        values = score(inputs.model_copy(update={"questionnaires": {code: changed}}), code).values
        # Rows first, cells second: a second cell in a row never costs as much as another row.
        edit = Edit(changed, 0 if not cells else 1 + 0.001 * (cells - 1), values)
        if edit.cost < found.get((wish, values), Edit(row, float("inf"), values)).cost:
            found[wish, values] = edit
    return list(found.values())


def fewest_changes(inputs: Inputs, draft: Assignment) -> list[Questionnaire]:
    """One row per municipality: the fewest changes that dual prices can show to be enough.

    With a price for each wave and a split of each link's points between its ends, wave by wave,
    every municipality by itself is to prefer its wave in the draft. As sizes are exact, another
    plan moves at least two municipalities and loses at least twice the preference.
    """
    edits = [_edits(inputs, code) for code in inputs.municipalities]
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (("output_flag", False), ("random_seed", 0), ("threads", 1)):
        model.setOptionValue(option, value)
    take = [[model.addBinary(obj=edit.cost) for edit in options] for options in edits]
    for options in take:
        model.addConstr(model.qsum(options) == 1)
    _prefer_draft(model, build_problem(inputs), draft, edits, take)
    _keep_wishes_open(model, inputs, draft, edits, take)
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError("no set of repairs makes the published draft the best plan")
    chosen = [[round(value) for value in model.vals(options)] for options in take]
    return [options[taken.index(1)].row for options, taken in zip(edits, chosen, strict=True)]


def _prefer_draft(
    model: highspy.Highs,
    problem: Problem,
    draft: Assignment,
    edits: Sequence[Sequence[Edit]],
    take: Sequence[Sequence[Any]],
) -> None:
    """Let every unit prefer its wave in the draft, at some dual prices."""
    allowed = domains(problem)
    if allowed is None:
        raise RuntimeError("no plan satisfies the drawn limits")
    price = [model.addVariable(lb=-PRICE_LIMIT, ub=PRICE_LIMIT) for _ in range(problem.waves)]
    gains = _link_gains(model, problem, draft)
    for unit, here in enumerate(draft):
        for there in range(problem.waves):
            if there == here or not allowed[unit][there]:
                continue
            own = model.qsum(
                (edit.values[here] - edit.values[there]) / 1000 * taken
                for edit, taken in zip(edits[unit], take[unit], strict=True)
            )
            links = model.qsum(gains[unit, here]) - model.qsum(gains[unit, there])
            model.addConstr(own + links - price[here] + price[there] >= PREFERENCE / 1000)


def _keep_wishes_open(
    model: highspy.Highs,
    inputs: Inputs,
    draft: Assignment,
    edits: Sequence[Sequence[Edit]],
    take: Sequence[Sequence[Any]],
) -> None:
    """Keep enough municipalities without a wish, and enough wishes that the draft does not meet."""
    blank, unmet = [], []
    for wave, options, rows in zip(draft, take, edits, strict=True):
        for taken, edit in zip(options, rows, strict=True):
            if edit.row.wish is None:
                blank.append(taken)
            elif edit.row.wish != inputs.programme.quarters[wave]:
                unmet.append(taken)
    model.addConstr(model.qsum(blank) >= LEAST_BLANK_WISHES)
    model.addConstr(model.qsum(unmet) >= LEAST_UNMET_WISHES)


def _link_gains(
    model: highspy.Highs, problem: Problem, draft: Assignment
) -> dict[tuple[int, int], list[Any]]:
    """What each unit may count on from its links in each wave, in points."""
    gains: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for first, second, thousandths in problem.links:
        points = thousandths / 1000
        for wave in range(problem.waves):
            kept = draft[first] == draft[second]
            # A link that the draft breaks gives nothing to the end that is in the wave, and
            # everything to the other, were it to join.
            least = points if not kept and wave == draft[second] else 0
            most = 0 if not kept and wave == draft[first] else points
            share = model.addVariable(lb=least, ub=most)
            gains[first, wave].append(1 * share)
            gains[second, wave].append(points - share)
    return gains


# --- The files ---------------------------------------------------------------------------------


def reconstruct(data: Path) -> dict[str, str]:
    """The text of the three files, repaired; prints what it had to repair."""
    places = read_places(data)
    texts = draw(random.Random(SEED), places)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in KNOWN:
            shutil.copy(data / name, folder)
        for name, text in texts.items():
            write_atomically(folder / name, text)
        drawn = load_inputs(folder)
    repaired = repair(drawn)
    _report(drawn, repaired)
    answers = {
        code: (*(row.answers[q] or "" for q in EARLY), row.wish or "")
        for code, row in repaired.questionnaires.items()
    }
    return {**texts, "questionnaire.csv": questionnaire_text(places, answers)}


def _report(drawn: Inputs, repaired: Inputs) -> None:
    wishes = answers = rows = 0
    for code, row in drawn.questionnaires.items():
        new = repaired.questionnaires[code]
        rows += new != row
        wishes += new.wish != row.wish
        answers += new.answers != row.answers
    print(
        f"repaired {rows} of {len(drawn.questionnaires)} rows: {wishes} wishes, {answers} answers"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, or with --check compare them; exit code 1 when they differ."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[1] / "data")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args(arguments)
    differ = []
    for name, text in reconstruct(options.data).items():
        path = options.data / name
        if options.check and (not path.exists() or path.read_text("utf-8") != text):
            differ.append(name)
        elif not options.check:
            write_atomically(path, text)
    if differ:
        print(f"not what this script writes: {', '.join(differ)}", file=sys.stderr)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
