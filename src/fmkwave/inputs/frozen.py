"""Reads from plan.yaml which municipalities lie in quarters that are frozen."""

from __future__ import annotations

from pathlib import Path

from fmkwave.inputs.frame import quarter_of
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show
from fmkwave.inputs.yamlfile import read_yaml
from fmkwave.model import Programme
from fmkwave.parts import MUNICIPALITIES, PROGRAMME
from fmkwave.texts import message

WAVES = "waves"
MEMBERS = "municipalities"


def read_frozen(
    path: Path, programme: Programme, register: Register, report: Report
) -> dict[str, int]:
    """Wave by code for all municipalities that the plan places in a frozen quarter."""
    frozen = [quarter for quarter in programme.frozen if quarter in programme.quarters]
    if not frozen:
        return {}
    if not path.exists():
        text = message(
            "the file is missing, but {programme} freezes {quarters} as in it",
            programme=PROGRAMME,
            quarters=", ".join(frozen),
        )
        report.fault(0, text)
        return {}
    document = read_yaml(path, report)
    if document is None:
        return {}
    at_quarter = {
        quarter_of(wave.get("quarter")): at
        for at, wave in enumerate(document.items(report, WAVES))
        if isinstance(wave, dict)
    }
    found: dict[str, int] = {}
    for quarter in frozen:
        at = at_quarter.get(quarter)
        if at is None:
            text = message(
                "the plan has no wave in {quarter}, which {programme} freezes",
                quarter=quarter,
                programme=PROGRAMME,
            )
            report.fault(document.line(WAVES), text)
            continue
        for code in document.group(report, WAVES, at, MEMBERS):
            line = document.line(WAVES, at, MEMBERS, code)
            if code in found:
                text = message(
                    "code {code} stands in two waves that {programme} freezes",
                    code=code,
                    programme=PROGRAMME,
                )
                report.fault(line, text)
            elif code in register.names:
                found[code] = programme.wave_in(quarter)
            elif register.whole:
                text = message(
                    "code {code} is unknown: {file} does not have it",
                    code=show(code),
                    file=MUNICIPALITIES,
                )
                report.fault(line, text)
    return dict(sorted(found.items()))
