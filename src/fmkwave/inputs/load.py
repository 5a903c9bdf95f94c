"""Reads all input files and hands over `Inputs`, or every fault there is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from fmkwave.errors import InputError
from fmkwave.folder import find_folder
from fmkwave.inputs.adjacency import read_adjacency
from fmkwave.inputs.facts import Facts
from fmkwave.inputs.frame import Frame
from fmkwave.inputs.frozen import read_frozen
from fmkwave.inputs.municipalities import read_municipalities
from fmkwave.inputs.programme import read_programme
from fmkwave.inputs.published import read_published
from fmkwave.inputs.questionnaire import questionnaire_file, read_questionnaire
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.uptake import read_uptake
from fmkwave.inputs.vendors import read_vendors
from fmkwave.model import Inputs, Place, Source
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

T = TypeVar("T")


def load_inputs(folder: str | os.PathLike[str] | None = None) -> Inputs:
    """Read and check all input files of a folder.

    Args:
        folder: The folder; without one, it is found as `find_folder` says.

    Raises:
        InputError: if any file has a fault; it carries every fault of every file.
        UsageError: if there is no such folder.
    """
    return _Loader(find_folder(None if folder is None else Path(folder))).load()


class _Loader:
    """Reads file after file, going on after faults as far as it can."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._reports: list[Report] = []
        self._sources: dict[str, Source] = {}
        self._places: dict[tuple[str, str], Place] = {}

    def load(self) -> Inputs:
        """Read all files."""
        municipalities, register = read_municipalities(*self._file(MUNICIPALITIES))
        self._keep(MUNICIPALITIES, municipalities)
        count = len(register.names) if register.whole else None
        path, report = self._file(PROGRAMME)
        programme, frame = read_programme(path, count, report)
        self._keep(PROGRAMME, programme)
        links = self._read(ADJACENCY, read_adjacency, register, frame)
        questionnaires = self._read(
            QUESTIONNAIRE,
            read_questionnaire,
            register,
            frame,
            file=questionnaire_file(self._folder),
        )
        uptake = self._read(UPTAKE, read_uptake, register, frame)
        vendors = self._read(VENDORS, read_vendors, register, frame)
        published: dict[str, int] = {}
        # A broken link is a file that someone meant to be there.
        if os.path.lexists(self._folder / PUBLISHED):
            published = self._read(PUBLISHED, read_published, register, frame)
        frozen: dict[str, int] = {}
        if programme.value is not None and programme.value.frozen:
            path, report = self._file(PLAN)
            frozen = read_frozen(path, programme.value, register, report)
        faults = [fault for report in self._reports for fault in report.faults]
        if faults or programme.value is None:
            raise InputError(sorted(faults))
        return Inputs(
            programme=programme.value,
            municipalities={one.code: one for one in municipalities.value},
            links=links,
            questionnaires=questionnaires,
            uptake=uptake,
            vendors=vendors,
            published=published,
            frozen=frozen,
            sources=self._sources,
            places=self._places,
            warnings=tuple(sorted(w for report in self._reports for w in report.warnings)),
        )

    def _file(self, name: str) -> tuple[Path, Report]:
        report = Report(name)
        self._reports.append(report)
        return self._folder / name, report

    def _read(
        self,
        name: str,
        reader: Callable[[Path, Register, Frame, Report], Facts[T]],
        register: Register,
        frame: Frame,
        file: str | None = None,
    ) -> T:
        path, report = self._file(file or name)
        facts = reader(path, register, frame, report)
        self._keep(name, facts)
        return facts.value

    def _keep(self, name: str, facts: Facts[T]) -> None:
        if facts.source is not None:
            self._sources[name] = facts.source
        for key, place in facts.places.items():
            self._places[name, key] = place
