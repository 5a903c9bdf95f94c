"""The reader's language: which it is, and what numbers, quarters and messages look like in it."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Mapping
from decimal import Decimal
from gettext import NullTranslations

import pytest
from typer.main import get_group
from typer.testing import CliRunner, Result

from fmkwave import language
from fmkwave.cli import app
from fmkwave.language import _n, named, said
from fmkwave.model import Frozen
from fmkwave.texts import Message, Period, counted, joined, message
from folders import Folder

TRANSLATIONS = {
    "no row for {name}": "ingen række for {name}",
    "{number} fault": "{number} fejl",
    "no vendor": "ingen leverandør",
    "{share} in {quarter}": "i {quarter} {share}",
    "{number} municipality": "{number} kommune",
    "{number} municipalities": "{number} kommuner",
    "{place}: {what}": "{what} ({place})",
}


class Few(NullTranslations):
    """A catalogue of the few texts above."""

    def gettext(self, message: str) -> str:
        return TRANSLATIONS.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def danish(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speaks Danish, with the few texts above; the fixture of all tests speaks English again."""
    monkeypatch.setattr(language, "_catalogue", lambda _language: Few())
    language.use("da")


# --- Which language ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({}, "en"),
        ({"LANG": "da_DK.UTF-8"}, "da"),
        ({"LANG": "da"}, "da"),
        ({"LANG": "DA_DK"}, "da"),
        ({"LANG": "da.UTF-8"}, "da"),
        ({"LANG": "da@euro"}, "da"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "sv_SE.UTF-8"}, "en"),
        ({"LANG": "dav_KE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "da_DK", "LANG": "en_GB"}, "da"),
        ({"LC_ALL": "C", "LC_MESSAGES": "da_DK", "LANG": "da_DK"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "da_DK"}, "da"),
    ],
)
def test_the_locale_chooses(environment: Mapping[str, str], chosen: str) -> None:
    assert language.of_locale(environment) == chosen


COMMANDS = sorted(get_group(app).commands)


def score(monkeypatch: pytest.MonkeyPatch, folder: Folder, *options: str, **env: str) -> Result:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return CliRunner().invoke(app, ["score", "--data", str(folder.path), *options], env=env)


@pytest.mark.parametrize(
    ("options", "environment", "mark"),
    [
        ((), {}, "."),
        ((), {"LC_ALL": "da_DK.UTF-8"}, ","),
        ((), {"FMKWAVE_LANG": "da"}, ","),
        ((), {"FMKWAVE_LANG": "", "LC_ALL": "da_DK.UTF-8"}, ","),
        ((), {"FMKWAVE_LANG": "en", "LC_ALL": "da_DK.UTF-8"}, "."),
        (("--lang", "da"), {"FMKWAVE_LANG": "en"}, ","),
        (("--lang", "en"), {"FMKWAVE_LANG": "da", "LC_ALL": "da_DK.UTF-8"}, "."),
    ],
)
def test_an_option_comes_before_the_variable_and_that_before_the_locale(
    monkeypatch: pytest.MonkeyPatch,
    folder: Folder,
    options: tuple[str, ...],
    environment: dict[str, str],
    mark: str,
) -> None:
    monkeypatch.delenv("FMKWAVE_LANG")
    done = score(monkeypatch, folder, *options, **environment)
    assert done.exit_code == 0, done.stderr
    assert f"30{mark}0" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_refuses_a_language_that_it_does_not_speak(command: str) -> None:
    done = CliRunner().invoke(app, [command], env={"FMKWAVE_LANG": "sv"})
    assert done.exit_code == 2
    assert "FMKWAVE_LANG" in done.stderr
    assert "'sv' is not one of 'da', 'en'" in done.stderr
    assert CliRunner().invoke(app, [command, "--lang", "sv"]).exit_code == 2


@pytest.mark.parametrize("command", ["--help", *(f"{command} --help" for command in COMMANDS)])
def test_help_is_english_as_the_commands_are(command: str) -> None:
    shown = [
        CliRunner().invoke(app, [*command.split()], env={"FMKWAVE_LANG": lang})
        for lang in ("da", "en")
    ]
    assert shown[0].stdout == shown[1].stdout
    assert "Usage:" in shown[0].stdout


def test_a_language_is_spoken_for_a_while() -> None:
    with language.reading("da"):
        assert language.current() == "da"
    assert language.current() == "en"


# --- Numbers and quarters ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("thousandths", "english", "danish"),
    [
        (0, "0.0", "0,0"),
        (12_000, "12.0", "12,0"),
        (-1_250, "-1.25", "-1,25"),
        (9_598_200, "9598.2", "9598,2"),
        (1, "0.001", "0,001"),
    ],
)
def test_points(thousandths: int, english: str, danish: str) -> None:
    assert language.points(thousandths) == english
    with language.reading("da"):
        assert language.points(thousandths) == danish


@pytest.mark.parametrize(
    ("value", "english", "danish"),
    [
        (12345, "12345", "12345"),
        (Decimal("0.8"), "0.8", "0,8"),
        (Decimal("50.0"), "50.0", "50,0"),
        (Decimal("1E+1"), "10", "10"),
        (Decimal("-0.125"), "-0.125", "-0,125"),
    ],
)
def test_numbers(value: Decimal | int, english: str, danish: str) -> None:
    assert language.number(value) == english
    with language.reading("da"):
        assert language.number(value) == danish


@pytest.mark.parametrize(
    ("share", "decimals", "english", "danish"),
    [
        ("0.37", 0, "37%", "37 %"),
        ("1", 0, "100%", "100 %"),
        ("0.455", 1, "45.5%", "45,5 %"),
        ("0.07", 1, "7.0%", "7,0 %"),
    ],
)
def test_percentages(share: str, decimals: int, english: str, danish: str) -> None:
    assert language.percent(Decimal(share), decimals) == english
    with language.reading("da"):
        assert language.percent(Decimal(share), decimals).replace("\xa0", " ") == danish


def test_quarters() -> None:
    assert language.quarter("2014-Q2") == "2014-Q2"
    with language.reading("da"):
        said = [language.quarter(f"2014-Q{number}") for number in (1, 2, 3, 4)]
    assert said == [f"{number}.\xa0kvartal 2014" for number in (1, 2, 3, 4)]


def test_the_decimal_mark() -> None:
    assert language.decimal_mark() == "."
    with language.reading("da"):
        assert language.decimal_mark() == ","


# --- Messages ------------------------------------------------------------------------------------


def test_a_message_is_its_english_text() -> None:
    told = message("no row for {name}", name="Ærø")
    assert told == "no row for Ærø"
    assert said(told) == "no row for Ærø"
    ordinary: dict[str, int] = {told: 1}
    assert ordinary["no row for Ærø"] == 1


@pytest.mark.usefixtures("danish")
def test_a_message_in_the_readers_language() -> None:
    assert said(message("no row for {name}", name="Ærø")) == "ingen række for Ærø"
    assert said(message("without a translation")) == "without a translation"
    assert said("no vendor") == "no vendor", "a plain text is the same in any language"
    assert said(Message("no vendor")) == "no vendor"


@pytest.mark.usefixtures("danish")
def test_values_are_in_the_readers_form() -> None:
    told = message("{share} in {quarter}", share=Decimal("0.50"), quarter=Period("2014-Q2"))
    assert told == "0.50 in 2014-Q2"
    assert said(told) == "i 2.\xa0kvartal 2014 0,50"
    assert message("{share}", share=Decimal("1E+1")) == "10"


@pytest.mark.usefixtures("danish")
def test_a_message_in_a_message() -> None:
    inner = message("no row for {name}", name="Ærø")
    outer = message("{place}: {what}", place="vendors.yaml:3", what=inner)
    assert outer == "vendors.yaml:3: no row for Ærø"
    assert said(outer) == "ingen række for Ærø (vendors.yaml:3)"


@pytest.mark.usefixtures("danish")
def test_a_number_decides_on_the_form() -> None:
    one, many = "{number} municipality", "{number} municipalities"
    assert [counted(one, many, n) for n in (0, 1, 2)] == [
        "0 municipalities",
        "1 municipality",
        "2 municipalities",
    ]
    assert [_n(one, many, n) for n in (0, 1, 2)] == ["0 kommuner", "1 kommune", "2 kommuner"]


@pytest.mark.usefixtures("danish")
def test_joined_messages() -> None:
    told = joined("; ", (message("no vendor"), "Odder", joined(", ", (message("no vendor"),))))
    assert told == "no vendor; Odder; no vendor"
    assert said(told) == "ingen leverandør; Odder; ingen leverandør"
    assert joined(", ", ()) == ""


def test_names_come_from_the_programme() -> None:
    names = {"yes": {"da": "ja"}, "project_leader": {"en": "leader of the project"}}
    assert named(names, "yes") == "yes"
    assert named(names, "project_leader") == "leader of the project"
    assert named(names, "general_practice") == "general practice"
    with language.reading("da"):
        assert named(names, "yes") == "ja"
        assert named(names, "project_leader") == "project leader"


class _Holder(Frozen):
    text: Message


@pytest.mark.usefixtures("danish")
@pytest.mark.parametrize(
    "kept",
    [
        lambda told: told,
        copy.copy,
        copy.deepcopy,
        lambda told: pickle.loads(pickle.dumps(told)),
        lambda told: _Holder(text=told).text,
        lambda told: _Holder(text=told).model_copy(deep=True).text,
        lambda told: _Holder(text=told).model_copy(update={}).text,
    ],
)
def test_a_message_stays_one_wherever_it_goes(kept: object) -> None:
    assert callable(kept)
    inner = message("{share} in {quarter}", share=Decimal("0.5"), quarter=Period("2014-Q2"))
    for told in (inner, joined("; ", (inner, counted("{number} fault", "{number} faults", 1)))):
        again = kept(told)
        assert again == told
        assert said(again) == said(told) != told


def test_a_message_is_a_plain_text_in_json() -> None:
    told = _Holder(text=message("no {name}", name="vendor"))
    assert told.model_dump_json() == '{"text":"no vendor"}'
    assert type(told.model_dump(mode="json")["text"]) is str
    assert json.dumps([told.text]) == '["no vendor"]'


# --- Order ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("chosen", language.LANGUAGES)
def test_the_order_is_danish_in_either_language(folder: Folder, chosen: str) -> None:
    arguments = ["score", "--data", str(folder.path), "--sort", "name", "--lang", chosen]
    lines = CliRunner().invoke(app, arguments, env={"COLUMNS": "200"}).stdout.splitlines()
    names = ("Møborg", "Nordby", "Søby", "Vestrup", "Øster-Holm", "Ålev")
    assert [line.split()[0] for line in lines if line.startswith(names)] == list(names)
