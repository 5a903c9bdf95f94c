"""What programme.yaml lets the other files say, as far as it could be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from fmkwave.inputs.report import Report
from fmkwave.inputs.validation import no_period
from fmkwave.inputs.wording import show
from fmkwave.inputs.yamlfile import Document, Plain
from fmkwave.names import word_key
from fmkwave.periods import QUARTERS, Calendar
from fmkwave.texts import Message, message


@dataclass(frozen=True, slots=True)
class Frame:
    """What the other files are checked against; None where programme.yaml has a fault.

    Attributes:
        calendar: The periods there are.
        quarters: The waves' quarters.
        words: Answer, or None for blank, by the key of each word for it.
        answers: The answers.
        indicators: Names of the readiness questions.
        uptake: Per uptake weight, ``municipality`` or ``region``; None where neither is stated.
        links: The kinds of link.
    """

    calendar: Calendar = QUARTERS
    quarters: tuple[str, ...] | None = None
    words: Mapping[str, str | None] | None = None
    answers: tuple[str, ...] = ()
    indicators: tuple[str, ...] | None = None
    uptake: Mapping[str, str | None] | None = None
    links: tuple[str, ...] | None = None

    def quarter(
        self, what: Message, value: object, line: int, report: Report, cell: str = ""
    ) -> str | None:
        """A wave's quarter; None, with a fault, when it is none."""
        quarter = period_of(value, self.calendar)
        if quarter is not None and (self.quarters is None or quarter in self.quarters):
            return quarter
        if self.quarters:
            text = message(
                "{subject} is {found}, but only the waves' periods are allowed: {periods}{near}",
                subject=what,
                found=show(value),
                periods=", ".join(self.quarters),
                near=self.calendar.near(str(value)),
            )
        else:
            text = no_period(what, value, self.calendar)
        report.fault(line, text, cell=cell)
        return None


def period_of(value: object, calendar: Calendar) -> str | None:
    """The period a value stands for; None when it is none."""
    return calendar.find(value) if isinstance(value, str) else None


def frame_of(document: Document, calendar: Calendar) -> Frame:
    """What can be known from a programme, whatever else is wrong with it."""
    answers = _keys(document.value("answers"))
    uptake = _keys(document.value("weights", "uptake"))
    return Frame(
        calendar=calendar,
        quarters=_quarters(document.value("waves"), calendar),
        words=_words(document, answers) if answers else None,
        answers=answers or (),
        indicators=_keys(document.value("weights", "readiness")),
        uptake=None if uptake is None else {key: _per(document, key) for key in uptake},
        links=_keys(document.value("weights", "links")),
    )


def _keys(group: Plain) -> tuple[str, ...] | None:
    return tuple(group) if isinstance(group, dict) else None


def _quarters(waves: Plain, calendar: Calendar) -> tuple[str, ...] | None:
    if not isinstance(waves, list):
        return None
    stated = (one.get("quarter", one.get("period")) for one in waves if isinstance(one, dict))
    found = [period_of(value, calendar) for value in stated]
    quarters = tuple(quarter for quarter in found if quarter is not None)
    in_order = all(calendar.between(*pair) > 0 for pair in pairwise(quarters))
    return quarters if quarters and in_order and len(quarters) == len(waves) else None


def _words(document: Document, answers: tuple[str, ...]) -> dict[str, str | None]:
    words: dict[str, str | None] = {word_key(answer): answer for answer in answers}
    for answer in answers:
        for word in _texts(document.value("answers", answer, "words")):
            words.setdefault(word_key(word), answer)
    for word in _texts(document.value("blank_words")):
        words.setdefault(word_key(word), None)
    return words


def _texts(value: Plain) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _per(document: Document, uptake: str) -> str | None:
    found = document.value("weights", "uptake", uptake, "per")
    return str(found) if found in ("municipality", "region") else None
