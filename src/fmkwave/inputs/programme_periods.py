"""What the periods that a programme lists must satisfy."""

from __future__ import annotations

from itertools import pairwise

from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show
from fmkwave.inputs.yamlfile import Document
from fmkwave.model import Programme
from fmkwave.names import word_key
from fmkwave.parts import NONE
from fmkwave.texts import message

_SECTION = "periods"


def check_periods(programme: Programme, document: Document, report: Report) -> None:
    """Report labels that could be taken for something else, and dates that are not in order."""
    _check_labels(programme, document, report)
    _check_dates(programme, document, report)


def _check_labels(programme: Programme, document: Document, report: Report) -> None:
    waves = {str(number) for number in getattr(programme, "wave_numbers", ())}
    blanks = {word_key(word) for word in (NONE, *getattr(programme, "blank_words", ()))}
    seen: dict[str, int] = {}
    for at, period in enumerate(programme.periods):
        if not period.label:
            continue
        line = document.line(_SECTION, at)
        key = word_key(period.label)
        if key in seen:
            text = message(
                "period {label} is listed already, on line {line}",
                label=show(period.label),
                line=seen[key],
            )
            report.fault(line, text)
        elif key in waves:
            text = message(
                "period {label} could be taken for wave {number}; call it by more than a number",
                label=show(period.label),
                number=key,
            )
            report.fault(line, text)
        elif key in blanks or "=" in key:
            text = message(
                "period {label} cannot be told from other words in files and settings; choose "
                "another label, without '='",
                label=show(period.label),
            )
            report.fault(line, text)
        seen.setdefault(key, line)


def _check_dates(programme: Programme, document: Document, report: Report) -> None:
    dated = [(at, one) for at, one in enumerate(programme.periods) if one.start and one.end]
    for (_, before), (at, period) in pairwise(dated):
        if before.end and period.start and period.start <= before.end:
            text = message(
                "period {label} starts on {start}, but must start after the end of {before} on "
                "{end}",
                label=show(period.label),
                start=str(period.start),
                before=show(before.label),
                end=str(before.end),
            )
            report.fault(document.line(_SECTION, at, "start"), text)
