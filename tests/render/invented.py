"""A small invented programme: six municipalities, two waves, nothing read from a file."""

from __future__ import annotations

from decimal import Decimal

from fmkwave.model import (
    Answer,
    Basis,
    Indicator,
    Inputs,
    Link,
    Municipality,
    Plan,
    Programme,
    Proof,
    Questionnaire,
    Size,
    Source,
    UptakeWeight,
    Vendor,
    Wave,
    Weight,
    Weights,
)
from fmkwave.objective import kept_links, scores

WHY = "because"

NAMES = {
    "0101": "Ålev",
    "0102": "Nordby",
    "0103": "Søby",
    "0104": "Høje-Bakkerup",
    "0105": "Aaby",
    "0106": "Ærøstrand",
}

ANSWERS = {
    "0101": ("yes", "underway"),
    "0102": ("yes", "yes"),
    "0103": ("no", None),
    "0104": ("underway", "no"),
    "0105": ("yes", "underway"),
    "0106": (None, None),
}

SHARES = {
    "0101": "0.5",
    "0102": "1",
    "0103": "0",
    "0104": "0.125",
    "0105": "0.5",
    "0106": "0.37",
}

WISHES = {"0101": "2031-Q3", "0103": "2031-Q2"}


def programme() -> Programme:
    return Programme(
        name="Prøveudrulning i Østland",
        waves=(
            Wave(quarter="2031-Q2", size=Size(min=2, max=4)),
            Wave(quarter="2031-Q3", size=Size(min=2, max=4)),
        ),
        answers={
            "yes": Answer(credit=Decimal(1), reason=WHY),
            "underway": Answer(credit=Decimal("0.8"), reason=WHY),
            "no": Answer(credit=Decimal(0), reason=WHY),
        },
        weights=Weights(
            readiness={
                "signature": Indicator(weight=30, tier=1, question="?", reason=WHY),
                "project_leader": Indicator(weight=20, tier=2, question="?", reason=WHY),
            },
            uptake={
                "general_practice": UptakeWeight(
                    weight=20, per="municipality", label="General practice", reason=WHY
                ),
                "hospitals": UptakeWeight(
                    weight=Decimal("0.5"), per="region", label="Hospitals", reason=WHY
                ),
            },
            wish=Weight(weight=25, reason=WHY),
            links={"land": Weight(weight=10, reason=WHY)},
        ),
    )


def inputs(*, basis: Basis = Basis.RECONSTRUCTED) -> Inputs:
    """The whole programme; with another basis than reconstructed it has no notice."""
    regions = {code: "Øst" if code < "0104" else "Vest" for code in NAMES}
    return Inputs(
        programme=programme(),
        municipalities={
            code: Municipality(
                code=code,
                name=name,
                official_name=f"{name} Kommune",
                region=regions[code],
                population=1000,
            )
            for code, name in NAMES.items()
        },
        links=(Link("0101", "0105", "land"), Link("0102", "0103", "land")),
        questionnaires={
            code: Questionnaire(
                answers=dict(zip(("signature", "project_leader"), answers, strict=True)),
                wish=WISHES.get(code),
            )
            for code, answers in ANSWERS.items()
        },
        uptake={
            "general_practice": {code: Decimal(share) for code, share in SHARES.items()},
            "hospitals": {"Øst": Decimal("0.9"), "Vest": Decimal("0.455")},
        },
        vendors=(
            Vendor(
                name="Leverandør A",
                release="2031-Q1",
                go_lives={},
                customers=("0101", "0102", "0103"),
                agreements={},
            ),
            Vendor(
                name="Leverandør B",
                release="2031-Q1",
                go_lives={},
                customers=("0104", "0105", "0106"),
                agreements={},
            ),
        ),
        sources={"questionnaire.csv": Source(basis=basis, source="invented", meaning="0" * 64)},
    )


PLACEMENT = {"0101": 1, "0102": 1, "0103": 2, "0104": 2, "0105": 1, "0106": 2}


def plan(found: Inputs | None = None) -> Plan:
    """A plan of the programme; its total and bound are made up."""
    found = inputs() if found is None else found
    return Plan(
        programme=found.programme.name,
        quarters=found.programme.quarters,
        placement=PLACEMENT,
        points={c: s.values[PLACEMENT[c] - 1] for c, s in scores(found).items()},
        total=174_450,
        bound=174_450,
        proof=Proof.OPTIMAL,
        unique=True,
        engine="sweep",
        links_kept=len(kept_links(found, PLACEMENT)),
        links_total=len(found.links),
        inputs={"questionnaire.csv": "0" * 64},
        notices=found.notices,
        remarks=("Engine sweep was taken in jest.",),
    )
