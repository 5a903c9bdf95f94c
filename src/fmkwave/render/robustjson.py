"""How far a plan depends on the weights, as JSON.

Weights are points, credits parts of 1, shares parts of 1 to four decimals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmkwave.render import jsonform
from fmkwave.render.jsonform import points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fmkwave.model.robustness import Acceptability, Figure, Robustness, Sampling

_DECIMALS = 4


def document(found: Robustness) -> str:
    """All that the draws say; ``central`` is null for a wave that a municipality never takes."""
    return jsonform.dumps(
        {
            "programme": found.programme,
            **sampling(found.sampling),
            "draws": found.draws,
            "asked": found.asked,
            "same": found.same,
            "agreement": share(found.agreement),
            "best": points(found.best),
            "regret": points(found.regret),
            "worst_regret": points(found.worst_regret),
            "figures": figures(found.figures, found.given),
            "influences": [
                {
                    "group": None if one.figure is None else one.figure.group,
                    "name": None if one.figure is None else one.figure.name,
                    "share": share(one.share),
                }
                for one in found.influences
            ],
            "municipalities": [
                {
                    "code": row.code,
                    "name": row.name,
                    "wave": row.wave,
                    "waves": waves(row, found.quarters, found.draws),
                }
                for row in found.rows
            ],
            "inputs": dict(found.inputs),
            **jsonform.notices(found.notices),
        }
    )


def sampling(drawn: Sampling) -> dict[str, Any]:
    """What was drawn; ``within`` is null where only the order of importance bounds the weights."""
    return {
        "seed": drawn.seed,
        "within": None if drawn.within is None else float(drawn.within),
        "error_rate": float(drawn.error_rate),
    }


def figures(found: Sequence[Figure], given: Sequence[int]) -> list[dict[str, Any]]:
    """The figures drawn, with what is written down for each; ``central`` is in their order."""
    return [
        {"group": one.group, "name": one.name, "given": points(value)}
        for one, value in zip(found, given, strict=True)
    ]


def waves(row: Acceptability, quarters: Sequence[str], draws: int) -> list[dict[str, Any]]:
    """How often a municipality takes each wave, and the mean of the figures drawn where it does."""
    return [
        {
            "wave": wave,
            "quarter": quarter,
            "draws": count,
            "share": share(count / draws),
            "central": None if central is None else [points(one) for one in central],
        }
        for wave, (quarter, count, central) in enumerate(
            zip(quarters, row.counts, row.central, strict=True), start=1
        )
    ]


def share(exact: float) -> float:
    """A share with the decimals that say something."""
    return round(exact, _DECIMALS)
