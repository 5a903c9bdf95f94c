"""The report: one page of HTML that holds everything and loads nothing."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.checklist import checklist
from fmkwave.language import said
from fmkwave.names import danish_key
from fmkwave.render import (
    checklisting,
    explaining,
    palette,
    reportmap,
    reportmethod,
    reportrobust,
    reportrows,
    reporttimeline,
    words,
)
from fmkwave.render.pages import Bullets, Checks, Run
from fmkwave.render.templating import environment

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from fmkwave.explanation import Explanation
    from fmkwave.model import Inputs, Plan
    from fmkwave.model.robustness import Robustness
    from fmkwave.moves import Shift

# Where a narrow column may break ``questionnaire.csv:101``.
_BREAK = re.compile(r"(?<=[a-z])(?=[.:])")


def report(
    inputs: Inputs,
    plan: Plan,
    told: Sequence[Explanation],
    shift: Shift | None = None,
    robustness: Robustness | None = None,
) -> str:
    """The report of a plan, a whole document of HTML.

    It is the same whatever engine made the plan and whenever it was made.

    Args:
        inputs: What the plan was made from.
        plan: The best plan.
        told: The explanation of every municipality.
        shift: What a what-if does to the plan, if one was asked for.
        robustness: How far the plan depends on the weights, if that is known.
    """
    from markupsafe import Markup

    templates = _templates(inputs)
    colours = {wave: palette.kind(wave - 1) for wave in plan.wave_numbers}
    style = Markup(templates.get_template("report.css").render(colours=colours))
    script = Markup(templates.get_template("report.js").render())
    # What each wave costs stands in the explanations already.
    known = plan.model_copy(update={"losses": {one.code: _losses(one) for one in told}})
    listed = reportrows.rows(inputs, known)
    return templates.get_template("report.html").render(
        lang=language.current(),
        policy=_policy(style, script),
        style=style,
        script=script,
        inputs=inputs,
        plan=plan,
        notices=[said(notice) for notice in plan.notices],
        facts=words.facts(plan),
        map=reportmap.tile_map(inputs, known),
        waves=reportrows.waves(inputs, plan),
        timeline=reporttimeline.of(inputs, plan),
        robustness=None if robustness is None else reportrobust.of(inputs, robustness),
        rows=listed,
        places=reportrows.places(listed),
        regions=_in_order(row.region for row in listed),
        vendors=_in_order(row.vendor for row in listed if row.vendor),
        pages={one.code: explaining.page(one, shift) for one in told},
        checklists={one.code: checklisting.page(checklist(inputs, plan, one.code)) for one in told},
        method=reportmethod.method(inputs),
        sources=reportmethod.sources(inputs),
    )


def _templates(inputs: Inputs) -> Environment:
    """The templates, with what only this page's need."""
    found = environment()
    codes = {one.name: code for code, one in inputs.municipalities.items()}
    found.globals["amount"] = language.amount
    found.tests["bullets"] = lambda part: isinstance(part, Bullets)
    found.tests["run"] = lambda part: isinstance(part, Run)
    found.tests["checks"] = lambda part: isinstance(part, Checks)
    found.filters["breakable"] = _breakable
    found.filters["code_of"] = codes.get
    return found


def _breakable(cell: str) -> Markup:
    from markupsafe import Markup

    return Markup("<wbr>").join(_BREAK.split(cell))


def _policy(style: str, script: str) -> str:
    """What the page may do: use its own style and its own script, and nothing besides."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(set(names), key=danish_key)


def _losses(told: Explanation) -> tuple[int | None, ...]:
    """What each wave costs, first wave first, as `fmkwave.losses.with_losses` has it."""
    known = {one.wave: one.loss for one in told.alternatives} | {told.wave: 0}
    return tuple(known[wave] for wave in sorted(known))
