"""Results as JSON: schema 1, UTF-8, two spaces, a line end at the end.

Points, credits and shares are JSON numbers with the very decimals they have: a whole number of
points is written 12.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fmkwave.points import in_points
from fmkwave.recorded import plain
from fmkwave.render import words
from fmkwave.render.planning import NOTHING, Beyond
from fmkwave.texts import Head

if TYPE_CHECKING:
    from fmkwave.changes import Change
    from fmkwave.check import Check
    from fmkwave.compare import Comparison, Side
    from fmkwave.errors import Fault
    from fmkwave.model import Inputs, Place, Plan
    from fmkwave.moves import Move, Shift
    from fmkwave.objective import Term
    from fmkwave.ranking import Ranked
    from fmkwave.replanning import Replanning

SCHEMA = 1


def plan(inputs: Inputs, plan: Plan, beyond: Beyond = NOTHING) -> str:
    """A plan as JSON, with whatever else was asked for."""
    return dumps(
        {
            "programme": plan.programme,
            "total": points(plan.total),
            "stability": points(plan.stability),
            "bound": points(plan.bound),
            "proof": plan.proof.value,
            "unique": plan.unique,
            "engine": plan.engine,
            "links": {"kept": plan.links_kept, "of": plan.links_total},
            **notices(words.notices(plan)),
            "waves": [_wave(inputs, plan, wave) for wave in plan.wave_numbers],
            **_beyond(beyond),
        }
    )


def scores(inputs: Inputs, rows: Sequence[Ranked], notices: Sequence[str] = ()) -> str:
    """Scores as JSON, every term kept."""
    return dumps(
        {
            "programme": inputs.programme.name,
            "notices": [*notices, *inputs.notices],
            "municipalities": [_score(row) for row in rows],
        }
    )


def check(result: Check) -> str:
    """The outcome of a check as JSON; a line is null where nothing stands any more."""
    return dumps(
        {
            "identical": result.identical,
            "stopped": result.stopped,
            "gap": None if result.gap is None else points(result.gap),
            "confirmed": None if result.gap is None else result.confirmed,
            "changes": [_change(change) for change in result.changes],
            "changed_inputs": result.changed_inputs,
            "moves": [move(one) for one in result.moves],
            "conflict": result.conflict,
            "decisive": result.decisive,
            "broken": [broken.model_dump() for broken in result.broken],
            "other": [one.text for one in result.other],
            "quarters": result.quarters,
        }
    )


def comparison(inputs: Inputs, found: Comparison, notices: Sequence[str]) -> str:
    """A comparison of two plans as JSON; a total is null where somebody is in no wave."""
    return dumps(
        {
            "programme": inputs.programme.name,
            "identical": found.identical,
            "from": _side(inputs, found, found.before),
            "to": _side(inputs, found, found.after),
            "moves": [move(one) for one in found.moves],
            "agreement": {
                "same": found.same,
                "of": len(inputs.municipalities),
                "regions": [region.model_dump() for region in found.agreement],
            },
            "notices": notices,
        }
    )


def _side(inputs: Inputs, found: Comparison, side: Side) -> dict[str, Any]:
    worth, without = side.worth, side.without
    waves = enumerate(zip(inputs.programme.quarters, side.sizes, strict=True), start=1)
    return {
        "name": side.name,
        "total": None if worth.total is None else points(worth.total),
        "total_without_change": None if without is None else points(without),
        "own_points": points(sum(worth.own.values())),
        "link_points": points(worth.links),
        "stability": points(worth.staying),
        "links": {
            "kept": sum(worth.kept.values()),
            "of": sum(found.links.values()),
            "kinds": {
                kind: {"kept": worth.kept[kind], "of": of} for kind, of in found.links.items()
            },
        },
        "waves": [{"wave": n, "quarter": quarter, "size": size} for n, (quarter, size) in waves],
        "in_no_wave": [{"code": code, "name": inputs.name(code)} for code in side.left_out],
        "broken": [broken.model_dump() for broken in side.broken],
        "what_if": None if side.shift is None else shift(side.shift),
    }


def faults(found: Sequence[Fault]) -> str:
    """Faults and warnings as JSON; the line is null where the whole file is meant."""
    return dumps(
        {
            "valid": all(fault.warning for fault in found),
            "faults": fault_list([fault for fault in found if not fault.warning]),
            "warnings": fault_list([fault for fault in found if fault.warning]),
        }
    )


def dumps(content: dict[str, Any]) -> str:
    """Content as a JSON document."""
    text = json.dumps({"schema": SCHEMA, **content}, ensure_ascii=False, indent=2, allow_nan=False)
    return text + "\n"


def notices(given: Iterable[str]) -> dict[str, Any]:
    """Notices, and what those at the head of a result say, by its key: no command is in it."""
    given = [*given]
    heads = [one for one in given if isinstance(one, Head)]
    rest = [one for one in given if not isinstance(one, Head)]
    return {"notices": rest, **{key: value for one in heads for key, value in one.data.items()}}


def points(points: int) -> float:
    """Thousandths of a point as a number of points."""
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
            {
                "code": code,
                "name": inputs.name(code),
                "points": points(plan.points[code]),
                **_losses(plan, code),
            }
            for code in members
        ],
    }


def _losses(plan: Plan, code: str) -> dict[str, Any]:
    """The loss in each wave, first wave first; null where no plan has the municipality there."""
    if plan.losses is None:
        return {}
    return {"losses": [None if loss is None else points(loss) for loss in plan.losses[code]]}


def _beyond(beyond: Beyond) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if beyond.near is not None:
        within, near = beyond.near
        placements = [{**one.model_dump(), "loss": points(one.loss)} for one in near]
        found["near"] = {"within": points(within), "placements": placements}
    if beyond.shift is not None:
        found["what_if"] = shift(beyond.shift)
    if beyond.replanning is not None:
        found["replanning"] = _replanning(beyond.replanning)
    return found


def _replanning(told: Replanning) -> dict[str, Any]:
    """What a plan keeps of the one announced; ``least`` is null where nothing keeps everybody."""
    return {
        "announced": told.announced,
        "moves": [{**move(one), **_staying(told, one)} for one in told.moves],
        "citizens": told.citizens,
        "stability": points(told.stability),
        "total_without": points(told.total_without),
        "given_up": points(told.given_up),
        "least_stability": None if told.least is None else points(told.least),
        "barred_by": told.barred_by,
    }


def _staying(told: Replanning, one: Move) -> dict[str, float | None]:
    """What the best plan with a mover left where it was would be worth less, if it is known."""
    if not told.staying:
        return {}
    loss = told.staying[one.code]
    return {"loss_of_staying": None if loss is None else points(loss)}


def shift(told: Shift) -> dict[str, Any]:
    """What a what-if does to the best plan."""
    return {
        "total_before": points(told.total_before),
        "total": points(told.total),
        "stability_before": points(told.stability_before),
        "stability": points(told.stability),
        "moves": [move(one) for one in told.moves],
    }


def move(told: Move) -> dict[str, Any]:
    """A move; null stands for no wave at all."""
    return {"code": told.code, "name": told.name, "from": told.before, "to": told.after}


def _score(row: Ranked) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "region": row.region,
        "vendor": row.vendor,
        "wave": row.wave,
        "wish": row.score.wish,
        "readiness": points(row.score.readiness),
        "priority": points(row.score.priority),
        "terms": [term(one) for one in row.score.terms],
    }


def term(term: Term) -> dict[str, Any]:
    """A term with weight, credit and points."""
    return {
        "name": term.name,
        "group": term.group,
        "answer": term.answer,
        "weight": points(term.weight),
        "credit": _number(term.credit),
        "points": points(term.points),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "file": change.file,
        "line": change.line or None,
        **cell(change.cell),
        "part": change.part or None,
        "text": change.text,
        **_old_and_new(change),
    }


def _old_and_new(change: Change) -> dict[str, Any]:
    """The value that changed, where the plan keeps it; null where there was, or is, none."""
    if not change.field:
        return {}
    return {"field": change.field, "before": plain(change.before), "after": plain(change.after)}


def fault_list(found: Sequence[Fault]) -> list[dict[str, Any]]:
    """Faults with their places; the line is null where the whole file is meant."""
    return [
        {
            "file": fault.file,
            "line": fault.line or None,
            **cell(fault.cell),
            "message": fault.message,
        }
        for fault in found
    ]


def place(found: Place | None) -> dict[str, Any] | None:
    """Where something stands in a file; null where that is not known."""
    if found is None:
        return None
    return {"file": found.file, "line": found.line, **cell(found.cell)}


def cell(name: str) -> dict[str, str]:
    """Sheet and cell of a place, if it lies in a workbook."""
    return {"cell": name} if name else {}
