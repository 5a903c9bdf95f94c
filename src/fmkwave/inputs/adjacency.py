"""Reads adjacency.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from fmkwave.inputs.facts import Facts
from fmkwave.inputs.frame import Frame
from fmkwave.inputs.origin import ORIGIN, facts_of_yaml
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import choice, show
from fmkwave.inputs.yamlfile import Document, read_yaml
from fmkwave.model import Link
from fmkwave.parts import link
from fmkwave.texts import Message, counted, few, message

_EXAMPLES = 3
"""How many of the links that are stated twice are named."""


def read_adjacency(
    path: Path, register: Register, frame: Frame, report: Report
) -> Facts[tuple[Link, ...]]:
    """The links, each pair once, in order; a municipality without any is a warning."""
    document = read_yaml(path, report)
    if document is None:
        return Facts(())
    kinds = _kinds(document, frame, report)
    links = _Links(register, report)
    for kind in kinds:
        for name in document.group(report, kind):
            links.read(document, kind, name)
    if links.again:
        again = counted(
            "{number} link is stated more than once, and counts once: {links}",
            "{number} links are stated more than once, and count once: {links}",
            len(links.again),
            links=few([links.twice(*pair) for pair in links.again], _EXAMPLES),
        )
        report.warn(min(links.again.values()), again)
    found = tuple(sorted(Link(*pair, kind) for pair, (kind, _) in links.stated.items()))
    for code in links.alone():
        alone = message(
            "{municipality} has no link to any other municipality",
            municipality=register.label(code),
        )
        report.warn(0, alone)
    return facts_of_yaml(found, document, report, links.parts(), links.lines())


def _kinds(document: Document, frame: Frame, report: Report) -> list[str]:
    """The sections to read; without a programme to go by, all there are."""
    sections = [key for key in document.data if key not in ORIGIN]
    if frame.links is None:
        return sections
    for section in sections:
        if section not in frame.links:
            unknown = message(
                "unknown section {found}{choice}",
                found=show(section),
                choice=choice(section, frame.links),
            )
            report.fault(document.line(section), unknown)
    for kind in frame.links:
        if kind not in document.data:
            missing = message(
                "section '{kind}' is missing; if there are none, write '{empty}'",
                kind=kind,
                empty=f"{kind}: {{}}",
            )
            report.fault(0, missing)
    return [section for section in sections if section in frame.links]


@dataclass
class _Links:
    """The links stated so far, with kind and line.

    Attributes:
        again: The line on which each was stated again, of those stated more than once.
    """

    register: Register
    report: Report
    stated: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    again: dict[tuple[str, str], int] = field(default_factory=dict)

    def read(self, document: Document, kind: str, name: str) -> None:
        """Read one line: a municipality and those it is linked to."""
        line = document.line(kind, name)
        code = self.register.look_up(name, line, self.report)
        for at, other in enumerate(document.items(self.report, kind, name)):
            at_line = document.line(kind, name, at)
            other_code = self.register.look_up(other, at_line, self.report)
            if code is not None and other_code is not None:
                self._link(code, other_code, kind, at_line)

    def _link(self, code: str, other: str, kind: str, line: int) -> None:
        names = self.register.names
        if code == other:
            text = message("{name} is linked to itself", name=names[code])
            self.report.fault(line, text)
            return
        first, second = sorted((code, other))
        if (first, second) not in self.stated:
            self.stated[first, second] = (kind, line)
            return
        before, where = self.stated[first, second]
        if before == kind:
            # A list may have each link under both of its ends.
            self.again.setdefault((first, second), line)
            return
        text = message(
            "the link between {one} and {other} is stated already, under '{kind}' on line {line}; "
            "keep the kind that it has",
            one=names[code],
            other=names[other],
            kind=before,
            line=where,
        )
        self.report.fault(line, text)

    def twice(self, first: str, second: str) -> Message:
        """Which link is stated twice, and on which lines."""
        return message(
            "{one} and {other} on lines {line} and {again}",
            one=self.register.names[first],
            other=self.register.names[second],
            line=self.stated[first, second][1],
            again=self.again[first, second],
        )

    def parts(self) -> dict[str, dict[str, str]]:
        """Per municipality the kind of each of its links, by the code of its other end."""
        found: dict[str, dict[str, str]] = {}
        for (first, second), (kind, _) in self.stated.items():
            found.setdefault(first, {})[second] = kind
            found.setdefault(second, {})[first] = kind
        return found

    def lines(self) -> dict[str, int]:
        """The line of each link, and the first line that states a link of each municipality."""
        found: dict[str, int] = {}
        for pair, (_, line) in self.stated.items():
            found[link(*pair)] = line
            for code in pair:
                found[code] = min(line, found.get(code, line))
        return found

    def alone(self) -> list[str]:
        """Codes of the municipalities without any link."""
        return sorted(set(self.register.names) - {code for pair in self.stated for code in pair})
