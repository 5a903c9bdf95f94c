"""A timeline as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmkwave.render import jsonform

if TYPE_CHECKING:
    from fmkwave.model import Inputs, Noted
    from fmkwave.prerequisites import Below, Outcome, Standing
    from fmkwave.timeline import Timeline

_DECIMALS = 4


def document(inputs: Inputs, timeline: Timeline) -> str:
    """A timeline as JSON; a date that is not known is null, and so are days nobody gave."""
    return jsonform.dumps(
        {
            "programme": timeline.programme,
            **jsonform.notices(timeline.notices),
            "periods": [_period(inputs, period) for period in timeline.periods],
            "phases": [
                {**_noted(one), "start": one.start, "end": one.end, "dates": one.dates}
                for one in timeline.phases
            ],
            "waves": [wave.model_dump() for wave in timeline.waves],
            "milestones": [
                {"id": one.id, **_noted(one), "quarter": one.quarter, "dates": one.dates}
                for one in timeline.milestones
            ],
            "reached": [
                {
                    "period": one.period,
                    "municipalities": one.municipalities,
                    "citizens": one.citizens,
                    "share": None if one.share is None else round(float(one.share), _DECIMALS),
                }
                for one in timeline.reached
            ],
            "prerequisites": [_prerequisite(inputs, one) for one in timeline.prerequisites],
            "warnings": jsonform.fault_list(timeline.warnings),
        }
    )


def _period(inputs: Inputs, period: str) -> dict[str, Any]:
    span = inputs.programme.calendar.span(period)
    return {
        "period": period,
        "first_day": None if span is None else span.first.isoformat(),
        "last_day": None if span is None else span.last.isoformat(),
    }


def _noted(one: Noted) -> dict[str, Any]:
    note = None if one.note is None else one.note.original
    return {"name": one.name, "note": note, "source": one.source}


def _prerequisite(inputs: Inputs, standing: Standing) -> dict[str, Any]:
    one = standing.prerequisite
    return {
        "number": standing.number,
        **_noted(one),
        "state": None if one.uptake else one.state,
        "quarter": one.quarter,
        "dates": one.dates,
        "uptake": {name: float(share) for name, share in one.uptake.items()},
        "waves": [_outcome(inputs, outcome) for outcome in standing.outcomes],
    }


def _outcome(inputs: Inputs, outcome: Outcome) -> dict[str, Any]:
    return {
        "wave": outcome.wave,
        "holds": outcome.holds,
        "below": [_below(inputs, low) for low in outcome.below],
    }


def _below(inputs: Inputs, low: Below) -> dict[str, Any]:
    return {
        "uptake": low.measure,
        "least": float(low.least),
        "municipalities": [
            {"code": code, "name": inputs.name(code), "share": float(share)}
            for code, share in low.municipalities.items()
        ],
        "regions": [
            {"name": region, "share": float(share), "municipalities": low.affected[region]}
            for region, share in low.regions.items()
        ],
    }
