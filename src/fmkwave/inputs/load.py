"""Reads all input files and hands over `Inputs`, or every fault there is."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from fmkwave.errors import InputError
from fmkwave.folder import find_folder
from fmkwave.inputs.adjacency import read_adjacency
from fmkwave.inputs.announced import Announced, read_announced
from fmkwave.inputs.content import namesake
from fmkwave.inputs.facts import Facts
from fmkwave.inputs.frame import Frame
from fmkwave.inputs.limits import check_limits, check_vendors
from fmkwave.inputs.lookalikes import lookalikes
from fmkwave.inputs.municipalities import read_municipalities
from fmkwave.inputs.programme import ProgrammeRead, read_programme
from fmkwave.inputs.published import read_published
from fmkwave.inputs.questionnaire import questionnaire_file, read_questionnaire
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.uptake import read_uptake
from fmkwave.inputs.vendors import read_vendors
from fmkwave.model import (
    Inputs,
    Link,
    Municipality,
    Place,
    Programme,
    Questionnaire,
    Source,
    Vendor,
)
from fmkwave.parts import (
    ADJACENCY,
    MUNICIPALITIES,
    PLAN,
    PROGRAMME,
    PUBLISHED,
    QUESTIONNAIRE,
    UPTAKE,
    VENDORS,
)
from fmkwave.texts import message

T = TypeVar("T")


def load_inputs(folder: str | os.PathLike[str] | None = None, *, announced: bool = False) -> Inputs:
    """Read and check all input files of a folder.

    Args:
        folder: The folder; without one, it is found as `find_folder` says.
        announced: Whether to read who stands where in plan.yaml although nothing in the files
            asks for it; then there must be one.

    Raises:
        InputError: if any file has a fault; it carries every fault of every file.
        UsageError: if there is no such folder.
    """
    found = find_folder(None if folder is None else Path(folder))
    return _Loader(found).load(announced=announced)


class _Loader:
    """Reads file after file, going on after faults as far as it can."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._reports: list[Report] = []
        self._sources: dict[str, Source] = {}
        self._places: dict[tuple[str, str], Place] = {}
        self._known = (Register({}, {}, (), whole=False), Frame())

    def load(self, *, announced: bool) -> Inputs:
        """Read all files."""
        municipalities, register = self._municipalities()
        read, report = self._programme(register)
        programme, frame = read.facts, read.frame
        self._known = (register, frame)
        links: tuple[Link, ...] = ()
        if frame.links != () or self._is_meant(ADJACENCY):
            links = self._read(ADJACENCY, read_adjacency, links)
        questionnaires = self._read(
            QUESTIONNAIRE,
            read_questionnaire,
            dict[str, Questionnaire](),
            file=questionnaire_file(self._folder),
        )
        uptake: dict[str, dict[str, Decimal]] = {}
        if frame.uptake != {} or self._is_meant(UPTAKE):
            uptake = self._read(UPTAKE, read_uptake, uptake)
        vendors = self._vendors()
        self._check_limits(read, municipalities.value, vendors, report)
        published: dict[str, int] = {}
        # A broken link is a file that someone meant to be there.
        if os.path.lexists(self._folder / PUBLISHED):
            published = self._read(PUBLISHED, read_published, published)
        plan = self._announced(read.sound, register, asked=announced)
        faults = sorted(fault for report in self._reports for fault in report.faults)
        missing = {fault.file for fault in faults if not (self._folder / fault.file).exists()}
        strange = lookalikes(self._folder, missing)
        warnings = sorted([*strange, *(w for report in self._reports for w in report.warnings)])
        if faults or programme.value is None:
            raise InputError(faults, warnings)
        return Inputs(
            programme=programme.value,
            municipalities={one.code: one for one in municipalities.value},
            links=links,
            questionnaires=questionnaires,
            uptake=uptake,
            vendors=vendors,
            published=published,
            frozen=plan.frozen,
            announced=plan.waves,
            departed=plan.departed,
            sources=self._sources,
            places=self._places,
            warnings=tuple(warnings),
        )

    def _municipalities(self) -> tuple[Facts[list[Municipality]], Register]:
        path, report = self._file(MUNICIPALITIES)
        nobody: list[Municipality] = []
        facts, register = Facts(nobody), Register({}, {}, (), whole=False)
        with suppress(InputError):  # raised for its number of faults, all of which are kept
            facts, register = read_municipalities(path, report)
        self._keep(MUNICIPALITIES, facts)
        return facts, register

    def _programme(self, register: Register) -> tuple[ProgrammeRead, Report]:
        path, report = self._file(PROGRAMME)
        read = ProgrammeRead(Facts(None), Frame())
        with suppress(InputError):
            read = read_programme(path, register, report)
        self._keep(PROGRAMME, read.facts)
        return read, report

    def _vendors(self) -> tuple[Vendor, ...]:
        if self._is_meant(VENDORS):
            return self._read(VENDORS, read_vendors, ())
        nobody = message(
            "there is no such file, so nothing is known of vendors; if there are none, one "
            "with 'vendors: {{}}' says so"
        )
        self._file(VENDORS)[1].warn(0, nobody)
        return ()

    def _check_limits(
        self,
        read: ProgrammeRead,
        municipalities: list[Municipality],
        vendors: tuple[Vendor, ...],
        report: Report,
    ) -> None:
        """Hold the limits against those they are on, as far as these are known."""
        if read.sound is None:
            return
        faulty = {each.file for each in self._reports if each.faults}
        if VENDORS not in faulty or vendors:
            with suppress(InputError):
                check_vendors(read.sound, vendors, read.lines, report)
        limits = read.sound.limits
        known = {
            name: line
            for name, line in read.lines.items()
            if name not in read.damaged and not (limits[name].vendor and VENDORS in faulty)
        }
        if municipalities:
            with suppress(InputError):
                check_limits(read.sound, municipalities, vendors, known, report)

    def _announced(
        self, programme: Programme | None, register: Register, *, asked: bool
    ) -> Announced:
        if programme is None or not (asked or programme.frozen or programme.stability):
            return Announced({}, {})
        if not all(getattr(programme, "quarters", [None])):
            return Announced({}, {})
        path, report = self._file(PLAN)
        with suppress(InputError):
            return read_announced(path, programme, register, report, asked=asked)
        return Announced({}, {})

    def _is_meant(self, name: str) -> bool:
        """Whether there is a file, or what was meant to be: one misnamed, or a broken link."""
        path = self._folder / name
        return os.path.lexists(path) or namesake(path) is not None

    def _file(self, name: str) -> tuple[Path, Report]:
        report = Report(name)
        self._reports.append(report)
        return self._folder / name, report

    def _read(
        self,
        name: str,
        reader: Callable[[Path, Register, Frame, Report], Facts[T]],
        nothing: T,
        file: str | None = None,
    ) -> T:
        path, report = self._file(file or name)
        facts = Facts(nothing)
        with suppress(InputError):  # raised for its number of faults, all of which are kept
            facts = reader(path, *self._known, report)
        self._keep(name, facts)
        return facts.value

    def _keep(self, name: str, facts: Facts[T]) -> None:
        if facts.source is not None:
            self._sources[name] = facts.source
        for key, place in facts.places.items():
            self._places[name, key] = place
