"""Results as JSON: schema 1, UTF-8, two spaces, a line end at the end.

Points, credits and shares are JSON numbers with the very decimals they have: a whole number of
points is written 12.0.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fmkwave.points import in_points
from fmkwave.render import words

if TYPE_CHECKING:
    from fmkwave.check import Check
    from fmkwave.errors import Fault
    from fmkwave.model import Inputs, Plan
    from fmkwave.objective import Term
    from fmkwave.ranking import Ranked

SCHEMA = 1


def plan(inputs: Inputs, plan: Plan) -> str:
    """A plan as JSON."""
    return _dumps(
        {
            "programme": plan.programme,
            "total": _points(plan.total),
            "bound": _points(plan.bound),
            "proof": plan.proof.value,
            "unique": plan.unique,
            "engine": plan.engine,
            "links": {"kept": plan.links_kept, "of": plan.links_total},
            "notices": words.notices(plan),
            "waves": [_wave(inputs, plan, wave) for wave in range(1, len(plan.quarters) + 1)],
        }
    )


def scores(inputs: Inputs, rows: Sequence[Ranked]) -> str:
    """Scores as JSON, every term kept."""
    return _dumps(
        {
            "programme": inputs.programme.name,
            "notices": inputs.notices,
            "municipalities": [_score(row) for row in rows],
        }
    )


def check(result: Check) -> str:
    """The outcome of a check as JSON."""
    return _dumps(
        {
            "identical": result.identical,
            "moves": [move.model_dump() for move in result.moves],
            "broken": [broken.model_dump() for broken in result.broken],
            "changed_inputs": result.changed_inputs,
            "other": result.other,
            "quarters": result.quarters,
        }
    )


def faults(found: Sequence[Fault]) -> str:
    """Faults and warnings as JSON; the line is null where the whole file is meant."""
    return _dumps(
        {
            "valid": all(fault.warning for fault in found),
            "faults": [_fault(fault) for fault in found if not fault.warning],
            "warnings": [_fault(fault) for fault in found if fault.warning],
        }
    )


def _dumps(content: dict[str, Any]) -> str:
    text = json.dumps({"schema": SCHEMA, **content}, ensure_ascii=False, indent=2, allow_nan=False)
    return text + "\n"


def _points(points: int) -> float:
    return _number(in_points(points))


def _number(exact: Decimal) -> float:
    # A float prints as the shortest decimal that reads back as the same float, and up to 15
    # digits that is the decimal it was made from.
    return float(exact)


def _wave(inputs: Inputs, plan: Plan, wave: int) -> dict[str, Any]:
    members = inputs.in_danish_order(plan.members(wave))
    return {
        "wave": wave,
        "quarter": plan.quarters[wave - 1],
        "size": len(members),
        "municipalities": [
            {"code": code, "name": inputs.name(code), "points": _points(plan.points[code])}
            for code in members
        ],
    }


def _score(row: Ranked) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "region": row.region,
        "vendor": row.vendor,
        "wave": row.wave,
        "wish": row.score.wish,
        "readiness": _points(row.score.readiness),
        "priority": _points(row.score.priority),
        "terms": [_term(term) for term in row.score.terms],
    }


def _term(term: Term) -> dict[str, Any]:
    return {
        "name": term.name,
        "group": term.group,
        "answer": term.answer,
        "weight": _points(term.weight),
        "credit": _number(term.credit),
        "points": _points(term.points),
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {"file": fault.file, "line": fault.line or None, "message": fault.message}
