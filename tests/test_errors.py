"""Errors as they are printed, and as they are told in another language."""

from __future__ import annotations

import errno
import os
from gettext import NullTranslations

import pytest

from fmkwave import language
from fmkwave.errors import Fault, FmkwaveError, InputError, NoPlanError, UsageError, cause
from fmkwave.inputs import load_inputs
from fmkwave.inputs.report import Report
from fmkwave.texts import Message, joined, message
from folders import Folder

WORDS = {
    "no row for {name}": "ingen række for {name}",
    "warning: {what}": "advarsel: {what}",
    "No plan exists: these limits cannot hold together.": "Der findes ingen plan.",
}


class _Danish(NullTranslations):
    def gettext(self, message: str) -> str:
        return WORDS.get(message, message)


@pytest.fixture(autouse=True)
def _danish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_catalogue", lambda _: _Danish())


def in_danish(error: FmkwaveError) -> str:
    with language.reading("da"):
        return language.said(error.told)


# Those that Linux, macOS and Windows all call the same.
CAUSES = (
    *(errno.EACCES, errno.EIO, errno.EISDIR, errno.ENOENT, errno.ENOSPC, errno.ENOTDIR),
    *(errno.EPERM, errno.EROFS),
)

MISSING = message("no row for {name}", name="Ærø")


def test_faults_are_told_with_their_places() -> None:
    error = InputError(
        [
            Fault("b.yaml", 0, "the file is empty"),
            Fault("a.yaml", 3, MISSING),
            Fault("a.csv", 4, MISSING, warning=True),
            Fault("a.xlsx", 4, MISSING, cell="Svar!C4"),
        ]
    )
    assert str(error).splitlines() == [
        "b.yaml: the file is empty",
        "a.yaml:3: no row for Ærø",
        "a.csv:4: warning: no row for Ærø",
        "a.xlsx: Svar!C4: no row for Ærø",
    ]
    assert in_danish(error).splitlines() == [
        "b.yaml: the file is empty",
        "a.yaml:3: ingen række for Ærø",
        "a.csv:4: advarsel: ingen række for Ærø",
        "a.xlsx: Svar!C4: ingen række for Ærø",
    ]


def test_limits_that_cannot_hold_together_are_listed() -> None:
    error = NoPlanError(["a limit", MISSING])
    head = "No plan exists: these limits cannot hold together."
    assert str(error) == f"{head}\n- a limit\n- no row for Ærø"
    assert in_danish(error) == "Der findes ingen plan.\n- a limit\n- ingen række for Ærø"


def test_any_other_error_is_told_as_it_was_raised() -> None:
    assert in_danish(UsageError(MISSING)) == "ingen række for Ærø"
    assert in_danish(UsageError("as it is")) == "as it is"


@pytest.mark.parametrize("number", CAUSES)
def test_a_cause_reads_as_the_system_puts_it(number: int) -> None:
    told = cause(OSError(number, os.strerror(number)))
    assert told == os.strerror(number).lower()
    assert told.template == told


def test_a_cause_that_is_not_known_is_told_in_the_systems_words() -> None:
    assert cause(OSError(errno.EXDEV, "Cross-device link")) == "cross-device link"
    assert cause(OSError()) == "unknown cause"


def test_a_warning_of_the_inputs_keeps_its_template(folder: Folder) -> None:
    folder.replace("questionnaire.csv", "Nordby,yes", "Nordby,")
    (warning,) = load_inputs(folder.path).warnings
    assert isinstance(warning.message, Message)
    assert warning.message.template == "{name} left unanswered: {questions}"


def test_a_name_over_several_lines_is_told_on_one(folder: Folder) -> None:
    folder.replace(
        "vendors.yaml", "Vendor B:\n    release: 2014-Q3", '"B\\nC":\n    release: 2016-Q1'
    )
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    *_, fault = caught.value.faults
    assert fault.message == "B\\u000aC releases in 2016-Q1, which is after the last wave in 2014-Q4"
    assert isinstance(fault.message, Message)
    assert fault.message.values["vendor"] == "B\\u000aC"


def test_so_is_one_in_a_message_within() -> None:
    report = Report("a.yaml")
    inner = message("no row for {name}", name="A\nB")
    report.fault(1, message("{one}; {other}", one=inner, other=joined(", ", (inner, "C\nD"))))
    assert in_danish(InputError(report.faults)) == (
        "a.yaml:1: ingen række for A\\u000aB; ingen række for A\\u000aB, C\\u000aD"
    )
