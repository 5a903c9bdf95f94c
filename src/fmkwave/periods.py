"""The periods a programme is planned in: quarters such as ``2014-Q2``, or labels of its own.

A calendar reads a period, tells how far two lie apart, and, where it knows, their dates.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from fmkwave.names import did_you_mean, word_key
from fmkwave.texts import Message, message

# Another year is a slip, and near the first and the last one days cannot be reckoned with.
_QUARTER = re.compile("([12][0-9]{3})-?[QqKk]([1-4])")
_EXAMPLE = "2014-Q2"
_A_YEAR = 4
_MONTHS = 3
_LISTED = 12


class Span(NamedTuple):
    """The first and the last day of a period."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which periods there are, in order.

    Attributes:
        labels: The labels of the periods, first one first; none for quarters, which need no list.
        spans: The days of those periods whose days are known, by label.
    """

    labels: tuple[str, ...] = ()
    spans: Mapping[str, Span] | None = None

    def parse(self, text: str) -> str:
        """A period in its one written form; of quarters, ``YYYY-Qn``, and K for kvartal is Q.

        Raises:
            ValueError: if there is no such period; it says which there are.
        """
        found = self.find(text)
        if found is not None:
            return found
        if not self.labels:
            raise ValueError(
                message("{text!r} is not a quarter such as {example}", text=text, example=_EXAMPLE)
            )
        raise ValueError(
            message(
                "{text!r} is no period of the programme{near} (allowed: {labels})",
                text=text,
                near=self.near(text),
                labels=self._listed,
            )
        )

    def find(self, text: str) -> str | None:
        """A period in its one written form, as `parse` has it; None if there is no such period."""
        if self.labels:
            key = word_key(text)
            return next((label for label in self.labels if word_key(label) == key), None)
        match = _QUARTER.fullmatch(text.strip())
        return None if match is None else f"{match[1]}-Q{match[2]}"

    def near(self, text: str) -> Message:
        """The tail of a message about what is no period: the label spelt most alike, if any."""
        return did_you_mean(text, self.labels)

    @property
    def expected(self) -> Message:
        """What is expected where a period is, as a part of a sentence."""
        if self.labels:
            return message("one of the periods {labels}", labels=self._listed)
        return message("a quarter such as {example}", example=_EXAMPLE)

    @property
    def _listed(self) -> str:
        """The labels; of many, the first and the last few."""
        if len(self.labels) <= _LISTED:
            return ", ".join(self.labels)
        return ", ".join((*self.labels[: _LISTED // 2], "…", self.labels[-1]))

    def between(self, first: str, second: str) -> int:
        """Periods from the first to the second; negative when the second lies earlier."""
        return self._position(second) - self._position(first)

    def reach(self, first: str, last: str) -> tuple[str, ...]:
        """All periods from the first to the last, both with them."""
        return tuple(map(self._at, range(self._position(first), self._position(last) + 1)))

    def span(self, period: str) -> Span | None:
        """The days of a period; None where the programme does not say."""
        if self.labels:
            return (self.spans or {}).get(period)
        year, number = _parts(period)
        last_month = _MONTHS * number
        last = date(year, last_month, monthrange(year, last_month)[1])
        return Span(date(year, last_month - _MONTHS + 1, 1), last)

    def _position(self, period: str) -> int:
        if self.labels:
            return self.labels.index(period)
        year, number = _parts(period)
        return _A_YEAR * year + number - 1

    def _at(self, position: int) -> str:
        if self.labels:
            return self.labels[position]
        year, number = divmod(position, _A_YEAR)
        return f"{year:04d}-Q{number + 1}"


QUARTERS = Calendar()
"""The calendar of a programme that lists no periods of its own."""


def _parts(quarter: str) -> tuple[int, int]:
    year, number = quarter.split("-Q")
    return int(year), int(number)
