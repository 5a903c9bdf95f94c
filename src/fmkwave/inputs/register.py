"""The municipalities that the other files may name, found by code or by any spelling."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from fmkwave.alike import MANY
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import show, some
from fmkwave.names import danish_key, find, suggest
from fmkwave.texts import Message, message

UNKNOWN = "#"
"""How the codes begin under which those stand whose own are not known."""


@dataclass(frozen=True, slots=True)
class Register:
    """Names and codes, as far as municipalities.yaml could be read.

    Attributes:
        names: By code.
        keys: Codes by the keys of names.
        regions: As municipalities.yaml lists them.
        whole: False when an entry, or all of the file, could not be read; then a code that is
            not found may well be right.
        named: False when the name of an entry is not known; then a name that is not found may
            well be right. Whoever has a name and no code stands under a code of no file.
        count: How many entries there are; None when the list could not be read.
    """

    names: Mapping[str, str]
    keys: Mapping[str, str]
    regions: tuple[str, ...]
    whole: bool
    named: bool = False
    count: int | None = None

    def find(self, text: str) -> str | None:
        """The code of a municipality given by code or name; None when there is none."""
        return text if text in self.names else find(text, self.keys)

    def without_zeros(self, text: str) -> str | None:
        """The code that a text is but for leading zeros."""
        bare = text.lstrip("0")
        return next((code for code in self.names if bare and code.lstrip("0") == bare), None)

    def look_up(self, name: object, line: int, report: Report, cell: str = "") -> str | None:
        """The code of a municipality named in a file; None, with a fault, when it is unknown."""
        text = "" if name is None else str(name).strip()
        if isinstance(name, list | dict) or not text:
            wrong = message(
                "the name of a municipality is expected, but this is {found}", found=show(name)
            )
            report.fault(line, wrong, cell=cell)
            return None
        code = self.find(text)
        if code is None and (self.whole or self.named):
            unknown = message(
                "unknown municipality {name}{hint}", name=show(text), hint=self.hint(text, report)
            )
            report.fault(line, unknown, cell=cell)
        return code

    def hint(self, name: str, report: Report) -> Message:
        """The tail of a message about an unknown name."""
        names = self.names.values()
        near = suggest(name, names) if report.may_compare(len(names)) else None
        if near is None:
            return Message("")
        report.meant.add(near)
        return message("; did you mean {near}?", near=near)

    def label(self, code: str) -> str:
        """Name and code, as messages show them."""
        name = self.names[code]
        return name if code.startswith(UNKNOWN) else f"{name} ({code})"

    def report_missing(
        self, nothing: Message, found: Container[str], line: int, report: Report
    ) -> None:
        """Report the municipalities that a file should have something for, and has not.

        Args:
            nothing: What there is for them, such as ``no row``.
            found: Codes of those that the file has it for.
            line: The line of the fault.
            report: Takes it.
        """
        if not (self.whole or self.named):
            return
        missing = [code for code in self.names if code not in found]
        missing = [code for code in missing if self.names[code] not in report.meant]
        missing.sort(key=lambda code: danish_key(self.names[code]))
        labels = [self.label(code) for code in missing]
        if len(labels) > MANY:
            text = message(
                "{nothing} for {number} municipalities: {some}",
                nothing=nothing,
                number=len(labels),
                some=some(labels),
            )
            report.fault(line, text)
        else:
            for label in labels:
                report.fault(line, message("{nothing} for {name}", nothing=nothing, name=label))
