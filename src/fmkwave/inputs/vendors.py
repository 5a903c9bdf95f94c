"""Reads vendors.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fmkwave.characters import LONGEST
from fmkwave.inputs.facts import Facts
from fmkwave.inputs.frame import Frame, period_of
from fmkwave.inputs.origin import ORIGIN, facts_of_yaml
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.validation import no_period
from fmkwave.inputs.wording import show, too_long
from fmkwave.inputs.yamlfile import Document, read_yaml
from fmkwave.model import Vendor
from fmkwave.names import danish_key, fold
from fmkwave.parts import agreement
from fmkwave.texts import message

LIST = "vendors"


def read_vendors(
    path: Path, register: Register, frame: Frame, report: Report
) -> Facts[tuple[Vendor, ...]]:
    """The vendors in the order of their names; each municipality has one, or none has."""
    document = read_yaml(path, report)
    if document is None:
        return Facts(())
    document.check_keys(report, needed=(*ORIGIN, LIST))
    reader = _Reader(document, register, frame, report)
    names = list(document.group(report, LIST))
    reader.check_names(names)
    read = [reader.vendor(name) for name in names]
    vendors = tuple(sorted(read, key=lambda one: danish_key(one.name)))
    if names and reader.whole and document.whole:
        register.report_missing(message("no vendor"), reader.served, document.line(LIST), report)
    return facts_of_yaml(vendors, document, report, _parts(vendors), reader.lines)


def _parts(vendors: Iterable[Vendor]) -> dict[str, object]:
    """What each vendor can do, whose customer each municipality is, and what they agreed."""
    found: dict[str, object] = {}
    for one in vendors:
        found[one.name] = {"release": one.release, "go_lives": one.go_lives}
        found.update(dict.fromkeys(one.customers, one.name))
        found.update({agreement(code): quarter for code, quarter in one.agreements.items()})
    return found


@dataclass
class _Reader:
    """Reads vendor after vendor, and knows which municipalities are served already.

    Attributes:
        whole: False when some vendor's customers could not be read.
        served: Vendor by customer.
        lines: The line of each vendor, customer and agreement.
    """

    document: Document
    register: Register
    frame: Frame
    report: Report
    whole: bool = True
    served: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def check_names(self, names: list[str]) -> None:
        """Report two spellings of one vendor, and a name that is a municipality's code."""
        known: dict[str, str] = {}
        for name in names:
            if name in self.register.names:
                text = message(
                    "{code} is the code of {name}; a vendor needs a name of its own",
                    code=show(name),
                    name=self.register.names[name],
                )
                self.report.fault(self.document.line(LIST, name), text)
            if len(name) > LONGEST:
                self.report.fault(self.document.line(LIST, name), too_long(name))
            other = known.setdefault(fold(name), name)
            if other != name:
                text = message(
                    "vendor {name} is listed already, as {other} on line {line}",
                    name=show(name),
                    other=show(other),
                    line=self.document.line(LIST, other),
                )
                self.report.fault(self.document.line(LIST, name), text)

    def vendor(self, name: str) -> Vendor:
        """Read one vendor; its release is None, with a fault, where there is none to be read."""
        self.document.group(self.report, LIST, name)
        self.lines[name] = self.document.line(LIST, name)
        self.document.check_keys(
            self.report,
            *(LIST, name),
            needed=("release", "customers"),
            optional=("go_lives", "agreements"),
        )
        release = self._release(name)
        customers = self._customers(name)
        go_lives = self._go_lives(name)
        agreements = self._agreements(name, customers, release)
        found: dict[str, Any] = {
            "name": name,
            "release": release,
            "go_lives": dict(sorted(go_lives.items())),
            "customers": tuple(sorted(customers)),
            "agreements": dict(sorted(agreements.items())),
        }
        return Vendor.model_construct(**found) if release is None else Vendor(**found)

    def _release(self, name: str) -> str | None:
        where = (LIST, name, "release")
        if where not in self.document.lines:
            return None
        value, line = self.document.value(*where), self.document.line(*where)
        release = period_of(value, self.frame.calendar)
        if release is None:
            self.report.fault(line, no_period("'release'", value, self.frame.calendar))
        elif self.frame.quarters and self._is_before(self.frame.quarters[-1], release):
            text = message(
                "{vendor} releases in {release}, which is after the last wave in {last}",
                vendor=name,
                release=release,
                last=self.frame.quarters[-1],
            )
            self.report.fault(line, text)
        return release

    def _is_before(self, first: str, second: str) -> bool:
        return self.frame.calendar.between(first, second) > 0

    def _customers(self, name: str) -> set[str]:
        found = set()
        items = self.document.items(self.report, LIST, name, "customers")
        if not isinstance(self.document.value(LIST, name, "customers"), list):
            self.whole = False
        for at, customer in enumerate(items):
            line = self.document.line(LIST, name, "customers", at)
            code = self.register.look_up(customer, line, self.report)
            if code is None:
                continue
            found.add(code)
            if code not in self.served:
                self.served[code] = name
                self.lines[code] = line
                continue
            label, other = self.register.label(code), self.lines[code]
            if self.served[code] == name:
                text = message(
                    "{name} is listed twice as a customer of {vendor}, first on line {line}",
                    name=label,
                    vendor=name,
                    line=other,
                )
            else:
                text = message(
                    "{name} is a customer of two vendors: {one} (line {first}) and {other} "
                    "(line {second})",
                    name=label,
                    one=self.served[code],
                    first=other,
                    other=name,
                    second=line,
                )
            self.report.fault(line, text)
        return found

    def _go_lives(self, name: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for key, value in self.document.group(self.report, LIST, name, "go_lives").items():
            line = self.document.line(LIST, name, "go_lives", key)
            what = message("a period under '{key}'", key="go_lives")
            quarter = self.frame.quarter(what, key, line, self.report)
            if not isinstance(value, int) or value < 0:
                text = message(
                    "the go-lives in {quarter} are {found}, but must be a whole number from 0",
                    quarter=key,
                    found=show(value),
                )
                self.report.fault(line, text)
            elif quarter in found:
                text = message("the go-lives in {quarter} are stated twice", quarter=quarter)
                self.report.fault(line, text)
            elif quarter is not None:
                found[quarter] = value
        return found

    def _agreements(self, name: str, customers: set[str], release: str | None) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in self.document.group(self.report, LIST, name, "agreements").items():
            line = self.document.line(LIST, name, "agreements", key)
            code = self.register.look_up(key, line, self.report)
            what = message("the period agreed with {name}", name=key)
            quarter = self.frame.quarter(what, value, line, self.report)
            if quarter and release and self._is_before(quarter, release):
                text = message(
                    "the agreement with {name} is for {quarter}, but {vendor} releases in "
                    "{release}",
                    name=key,
                    quarter=quarter,
                    vendor=name,
                    release=release,
                )
                self.report.fault(line, text)
            if code is None:
                continue
            self._check_customer(name, code, customers, line)
            if code in found:
                text = message("{name} has two agreements", name=self.register.label(code))
                self.report.fault(line, text)
            elif quarter is not None:
                found[code] = quarter
                self.lines.setdefault(agreement(code), line)
        return found

    def _check_customer(self, name: str, code: str, customers: set[str], line: int) -> None:
        if code not in customers:
            text = message(
                "{vendor} has an agreement with {name}, which is not among its customers",
                vendor=name,
                name=self.register.label(code),
            )
            self.report.fault(line, text)
