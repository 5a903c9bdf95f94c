"""YAML text to plain data, with the line of every key and item.

The reader works on the parser's events and knows the part of YAML 1.2 that people write by hand:
keys, lists, text and numbers. ``yes``, ``no``, dates and ``0420`` stay text; decimals are exact;
anchors, aliases, merge keys and tags are faults, so that a small file is small data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias, Union

import yaml

from fmkwave.characters import refused
from fmkwave.inputs.content import read_text
from fmkwave.inputs.report import Report
from fmkwave.inputs.sizes import MOST_VALUES
from fmkwave.inputs.wording import GROUP, a_list, choice, invisible, show
from fmkwave.names import suggest
from fmkwave.texts import Amount, Message, message

_Loader: type
try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - PyYAML built without libyaml: slower, a little stricter
    from yaml import SafeLoader as _Loader

Plain: TypeAlias = Union[int, Decimal, str, list["Plain"], dict[str, "Plain"], None]  # noqa: UP007
Where: TypeAlias = tuple[int | str, ...]
"""Keys and positions that lead from the top of a file to a value."""

_DEEPEST = 20
_NULL = {"", "~", "null", "Null", "NULL"}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
# Longer numbers than anyone means stay text, and are then told to be no numbers.
_DECIMAL = re.compile(r"[-+]?(\.[0-9]{1,20}|[0-9]{1,18}(\.[0-9]{0,20})?)([eE][-+]?[0-9]{1,2})?")
_ODD = {"nan": "NaN", "inf": "Infinity", "+inf": "Infinity", "-inf": "-Infinity"}
_ODD_NUMBER = re.compile(r"([-+]?)\.(nan|NaN|NAN|inf|Inf|INF)")


def _unclosed(opening: str, closing: str) -> Message:
    return message(
        "a comma or the closing {closing} of the {opening} that opens here is missing",
        closing=closing,
        opening=opening,
    )


# What a parser's complaint comes to, by a phrase in it; the first that fits is told. A complaint
# of the first kind is about where something begins, one of the second about where it was noticed.
_BEGUN = (
    ("scalar | found unexpected end", message("the quote that opens here is never closed")),
    ("flow mapping |", _unclosed("{", "}")),
    ("flow sequence |", _unclosed("[", "]")),
    (
        "simple key",
        message("this line is not of the form 'key: value'; check its colon and indentation"),
    ),
)
_NOTICED = (
    ("escape", message("in double quotes a backslash has a meaning of its own; use single quotes")),
    (
        "start any token",
        message(
            "a tab or one of {signs} stands here; indent with spaces, put text in quotes",
            signs="@ ` %",
        ),
    ),
    (
        "flow node",
        message(
            "a value, or the closing {one} or {other} of an open bracket, is missing here",
            one="]",
            other="}",
        ),
    ),
    (
        "mapping values",
        message("a colon too many, or wrong indentation; put text with a colon in quotes"),
    ),
    ("", message("this line does not fit those above; check its indentation, quotes and brackets")),
)


@dataclass(frozen=True, slots=True)
class Document:
    """The content of a YAML file whose top level has keys.

    Attributes:
        lines: The line of every key and item.
        whole: False when a key is written twice, so that what stands under it is not all here.
    """

    data: dict[str, Plain]
    lines: Mapping[Where, int]
    whole: bool

    def line(self, *where: int | str) -> int:
        """The line of a value, or of the nearest group it should stand in."""
        while where not in self.lines and where:
            where = where[:-1]
        return self.lines.get(where, 0)

    def value(self, *where: int | str) -> Plain:
        """A value; None when there is none at that place."""
        found: Plain = self.data
        for part in where:
            if isinstance(found, dict):
                found = found.get(str(part))
            elif isinstance(found, list) and isinstance(part, int) and part < len(found):
                found = found[part]
            else:
                return None
        return found

    def names(self, *where: int | str) -> tuple[str, ...]:
        """The keys at a place; none where something else stands there."""
        found = self.value(*where)
        return tuple(found) if isinstance(found, dict) else ()

    def texts(self, *where: int | str) -> tuple[str, ...]:
        """The texts of the list at a place; none where something else stands there."""
        found = self.value(*where)
        return (
            tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()
        )

    def positions(self, *where: int | str) -> range:
        """The positions in the list at a place; none where something else stands there."""
        found = self.value(*where)
        return range(len(found)) if isinstance(found, list) else range(0)

    def group(self, report: Report, *where: int | str) -> dict[str, Plain]:
        """The keys and values at a place; a fault and no keys when something else stands there."""
        found = self.value(*where)
        if found is not None and not isinstance(found, dict):
            report.fault(self.line(*where), _another_kind(where, found, GROUP))
        return found if isinstance(found, dict) else {}

    def items(self, report: Report, *where: int | str) -> list[Plain]:
        """The list at a place; a fault and no items when something else stands there."""
        found = self.value(*where)
        if found is not None and not isinstance(found, list):
            report.fault(self.line(*where), _another_kind(where, found, a_list(found)))
        return found if isinstance(found, list) else []

    def check_keys(
        self, report: Report, *where: int | str, needed: Iterable[str], optional: Iterable[str] = ()
    ) -> None:
        """Report keys that are missing from a group and keys that do not belong there."""
        needed = tuple(needed)
        allowed = (*needed, *optional)
        found = self.value(*where)
        if found is not None and not isinstance(found, dict):
            return
        keys = found or {}
        strange = [key for key in keys if key not in allowed]
        for key in strange:
            text = message(
                "unknown key {found}{choice}", found=show(key), choice=choice(key, allowed)
            )
            report.fault(self.line(*where, key), text)
        meant = {suggest(key, allowed) for key in strange}
        for key in needed:
            if key not in keys and key not in meant:
                report.fault(self.line(*where), message("key '{key}' is missing", key=key))


def _another_kind(where: Where, found: Plain, expected: Message) -> Message:
    return message(
        "{subject} is {found}, but {expected} is expected",
        subject=f"'{where[-1]}'",
        found=show(found),
        expected=expected,
    )


class _GiveUpError(Exception):
    """The structure of the file is beyond what can be read on."""

    def __init__(self, line: int, text: Message) -> None:
        self.line, self.text = line, text
        super().__init__(text)


def read_yaml(path: Path, report: Report, most: int = MOST_VALUES) -> Document | None:
    """Read a YAML file; None, with a fault, when nothing can be made of it.

    Args:
        path: The file.
        report: Takes the faults.
        most: The number of keys and values beyond which it is not read.
    """
    text = read_text(path, report)
    return None if text is None else parse_yaml(text, report, most)


def parse_yaml(text: str, report: Report, most: int = MOST_VALUES) -> Document | None:
    """Parse YAML text; duplicate keys are faults too, and the first of them counts."""
    builder = _Builder(report, most)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.YAMLError as error:
        report.fault(*_complaint(error, text))
        return None
    except _GiveUpError as error:
        report.fault(error.line, error.text)
        return None
    if builder.root is None:
        report.fault(0, message("the file is empty"))
        return None
    if not isinstance(builder.root, dict):
        report.fault(1, message("the file must consist of lines of the form 'key: value'"))
        return None
    return Document(builder.root, builder.lines, builder.whole)


def _complaint(error: yaml.YAMLError, text: str) -> tuple[int, Message]:
    begun = getattr(error, "context_mark", None)
    noticed = getattr(error, "problem_mark", None)
    # What is missing at the end is noticed past the last line.
    line = min(noticed.line, text.rstrip().count("\n")) + 1 if noticed else 0
    phrase = f"{getattr(error, 'context', '')} | {getattr(error, 'problem', '')}"
    for key, advice in _BEGUN:
        if begun and key in phrase:
            told = message(
                "broken YAML: {advice} (noticed on line {line})", advice=advice, line=line
            )
            return begun.line + 1, told
    advice = next(advice for key, advice in _NOTICED if key in phrase)
    return line, message("broken YAML: {advice}", advice=advice)


@dataclass(slots=True)
class _Open:
    """A group or list whose end has not come yet."""

    content: dict[str, Plain] | list[Plain]
    where: Where
    key: str | None = None
    twice: bool = False


class _Builder:
    """Turns the parser's events into plain data, without recursion."""

    def __init__(self, report: Report, most: int) -> None:
        self.root: Plain = None
        self.lines: dict[Where, int] = {}
        self.whole = True
        self._report = report
        self._open: list[_Open] = []
        self._documents = 0
        self._left = most
        self._most = most

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        line = event.start_mark.line + 1 if event.start_mark else 0
        _refuse(event, line)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                second = message("a second document begins here (---), but one is expected")
                raise _GiveUpError(line, second)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, yaml.MappingStartEvent):
            self._start({}, line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._start([], line)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        self._left -= 1
        if self._left < 0:
            many = message(
                "there are more than {number} keys and values, which are the most that are read",
                number=Amount(self._most),
            )
            raise _GiveUpError(line, many)
        # No file holds such a character as it is; in double quotes a backslash may stand for one.
        one_line = event.end_mark is None or event.end_mark.line + 1 == line
        odd = refused(event.value, "" if one_line else "\n")
        if odd is not None:
            text = message(
                "a backslash stands for {character} here; take it out", character=invisible(odd)
            )
            self._report.fault(line, text)
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.content, dict) and top.key is None:
            self._key(top, top.content, event.value.strip(), line)
        else:
            plain = event.implicit[0]
            self._put(_resolve(event.value) if plain else event.value, line)

    def _key(self, top: _Open, content: dict[str, Plain], key: str, line: int) -> None:
        if not key:
            raise _GiveUpError(line, message("a key is empty; write 'key: value'"))
        if key == "<<":
            merge = message("merge keys (<<) are not allowed; write the keys out")
            raise _GiveUpError(line, merge)
        where = (*top.where, key)
        top.key, top.twice = key, key in content
        if top.twice:
            self._report.fault(line, _twice(key, self.lines[where], line))
            self.whole = False
        self.lines.setdefault(where, line)

    def _start(self, content: dict[str, Plain] | list[Plain], line: int) -> None:
        where = self._put(content, line)
        self._open.append(_Open(content, where))
        if len(self._open) > _DEEPEST:
            deep = message("lists or keys lie more than {number} levels deep here", number=_DEEPEST)
            raise _GiveUpError(line, deep)

    def _put(self, value: Plain, line: int) -> Where:
        """Put a value where it belongs; returns the way to it."""
        if not self._open:
            self.root = value
            self.lines[()] = line
            return ()
        top = self._open[-1]
        if isinstance(top.content, list):
            top.content.append(value)
            where = (*top.where, len(top.content) - 1)
            self.lines.setdefault(where, line)
            return where
        if top.key is None:
            misplaced = message("a list or group stands where a key is expected")
            raise _GiveUpError(line, misplaced)
        key, top.key = top.key, None
        if not top.twice:
            top.content[key] = value
        return (*top.where, key)


def _twice(key: str, first: int, line: int) -> Message:
    if first == line:
        return message("key {key} is written twice", key=show(key))
    return message(
        "key {key} is written twice, on lines {first} and {line}",
        key=show(key),
        first=first,
        line=line,
    )


def _refuse(event: yaml.Event, line: int) -> None:
    anchor = getattr(event, "anchor", None)
    if anchor is not None:
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        found = show(f"{sign}{anchor}")
        anchors = message(
            "anchors and aliases ({found}) are not allowed; write values out", found=found
        )
        raise _GiveUpError(line, anchors)
    tag = getattr(event, "tag", None)
    if tag is not None:
        tag = show(tag.replace("tag:yaml.org,2002:", "!!"))
        tags = message("tags ({tag}) are not allowed; put text in quotes", tag=tag)
        raise _GiveUpError(line, tags)


def _resolve(text: str) -> Plain:
    if text in _NULL:
        return None
    if _WHOLE.fullmatch(text):
        return int(text)
    # A leading zero marks a code such as 0420, which is text.
    if _DECIMAL.fullmatch(text) and not re.match(r"[-+]?0[0-9]", text):
        return Decimal(text)
    odd = _ODD_NUMBER.fullmatch(text)
    if odd:
        return Decimal(_ODD.get(f"{odd[1]}{odd[2]}".lower(), "NaN"))
    return text
