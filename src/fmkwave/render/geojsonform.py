"""The plan on the user's own outlines as GeoJSON (RFC 7946), for a geographic system."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import shapely

from fmkwave.objective import scores
from fmkwave.render import jsonform
from fmkwave.render.jsonform import SCHEMA, points

if TYPE_CHECKING:
    from fmkwave.model import Inputs, Municipality, Plan
    from fmkwave.objective import Score
    from fmkwave.outlines import Outlines


def document(inputs: Inputs, plan: Plan, outlines: Outlines) -> str:
    """A feature for each municipality, in the order of the codes, a line each.

    The outlines are those of the user's file, none simplified; a municipality without one has
    the geometry null. What holds of all features stands beside them, as foreign members.

    Args:
        inputs: What the plan was made from.
        plan: The plan, with losses; ``loss`` is the least in another wave, null if there is none.
        outlines: The outlines.

    Raises:
        UsageError: if the plan has no losses.
    """
    head = {
        "type": "FeatureCollection",
        "schema": SCHEMA,
        "programme": plan.programme,
        **jsonform.notices((*plan.notices, *plan.remarks)),
    }
    vendors = inputs.vendor_of
    every = scores(inputs)
    features = [
        {
            "type": "Feature",
            "properties": {
                **_register(one),
                **_place(plan, every[code], plan.least_loss(code)),
                "vendor": vendors.get(code),
            },
            "geometry": _geometry(outlines, code),
        }
        for code, one in inputs.municipalities.items()
    ]
    return _lines(head, features)


def _register(one: Municipality) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "region": one.region,
        "population": one.population,
    }


def _place(plan: Plan, score: Score, loss: int | None) -> dict[str, Any]:
    """Where the plan has a municipality, and by what."""
    wave = plan.placement[score.code]
    return {
        "wave": wave,
        "quarter": plan.quarters[wave - 1],
        "readiness": points(score.readiness),
        "priority": points(score.priority),
        "points": points(plan.points[score.code]),
        "loss": None if loss is None else points(loss),
        "wish": score.wish,
    }


def _geometry(outlines: Outlines, code: str) -> dict[str, Any] | None:
    shape = outlines.shapes.get(code)
    return None if shape is None else shapely.geometry.mapping(shape)


def _lines(head: dict[str, Any], features: Sequence[dict[str, Any]]) -> str:
    """A document with a line for each feature; indented it would take one for each number."""
    lines = ",\n".join(map(_compact, features))
    return f'{_compact(head)[:-1]},"features":[\n{lines}\n]}}\n'


def _compact(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
