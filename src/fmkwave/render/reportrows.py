"""What the report lists: the waves, and each municipality with its place in each order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.language import percent
from fmkwave.names import danish_key
from fmkwave.objective import scores

if TYPE_CHECKING:
    from fmkwave.model import Inputs, Plan


class Wave(NamedTuple):
    """A wave at a glance.

    Attributes:
        share: Its part of all citizens, as text; empty where nobody lives.
        codes: Its municipalities in Danish order.
    """

    number: int
    quarter: str
    citizens: int
    share: str
    codes: Sequence[str]


class Row(NamedTuple):
    """A municipality in the list; amounts are thousandths of a point.

    Attributes:
        loss: What the cheapest other wave costs; None where no plan has it in another.
    """

    code: str
    name: str
    official_name: str
    wave: int
    region: str
    vendor: str
    citizens: int
    readiness: int
    points: int
    wish: str
    loss: int | None


COLUMNS = ("name", "wave", "region", "vendor", "citizens", "readiness", "points", "wish", "loss")
"""The columns of the list, by the names of a row's attributes."""


def waves(inputs: Inputs, plan: Plan) -> list[Wave]:
    """The waves in order."""
    everyone = inputs.citizens(inputs.municipalities)
    found = []
    for number, quarter in enumerate(plan.quarters, start=1):
        codes = inputs.in_danish_order(plan.members(number))
        citizens = inputs.citizens(codes)
        share = percent(Decimal(citizens) / everyone) if everyone else ""
        found.append(Wave(number, quarter, citizens, share, codes))
    return found


def rows(inputs: Inputs, plan: Plan) -> list[Row]:
    """A row for each municipality, in Danish order; the plan has losses."""
    vendor_of = inputs.vendor_of
    readiness = {code: score.readiness for code, score in scores(inputs).items()}
    return [
        Row(
            code=code,
            name=inputs.name(code),
            official_name=inputs.municipalities[code].official_name,
            wave=plan.placement[code],
            region=inputs.municipalities[code].region,
            vendor=vendor_of.get(code, ""),
            citizens=inputs.municipalities[code].population,
            readiness=readiness[code],
            points=plan.points[code],
            wish=inputs.questionnaires[code].wish or "",
            loss=plan.least_loss(code),
        )
        for code in inputs.in_danish_order(inputs.municipalities)
    ]


def places(rows: Sequence[Row]) -> Mapping[str, str]:
    """Where each row stands when sorted by each column, as numbers by code.

    The page's script sorts by these numbers; so it needs no Danish alphabet, and equals share a
    number and stay in Danish order.
    """
    orders = []
    for column in COLUMNS:
        keys = {row.code: _key(getattr(row, column)) for row in rows}
        ranks = {key: rank for rank, key in enumerate(sorted(set(keys.values())))}
        orders.append({code: ranks[key] for code, key in keys.items()})
    return {row.code: " ".join(str(order[row.code]) for order in orders) for row in rows}


def _key(value: str | int | None) -> tuple[int, ...]:
    """What a cell is sorted by; nothing comes after everything."""
    if value in ("", None):
        return (1,)
    return (0, *danish_key(value)) if isinstance(value, str) else (0, int(value))
