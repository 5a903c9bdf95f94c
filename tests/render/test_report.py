"""The report as a document: whole, escaped, self-contained, the same every time."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fmkwave import language
from fmkwave.cli import app
from fmkwave.explanation import explain_all
from fmkwave.inputs import load_inputs
from fmkwave.planner import make_plan
from fmkwave.render.report import report
from folders import Folder, with_steps, with_tiles

EMPTY = {"meta", "input", "wbr", "br", "link", "img", "rect", "line", "path", "circle"}
HOSTILE = """</style></script><script>alert(1)</script><img src=x onerror='alert(2)'>" onclick="x"""


class Document(HTMLParser):
    """What stands in a document: its elements with attributes, its ids, its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.within: dict[str, str] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        within = self.open[-1] if self.open else ""
        if within in ("style", "script"):
            self.within[within] = data
        else:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def values(self, attribute: str) -> list[str]:
        return [one[attribute] or "" for _, one in self.elements if attribute in one]


def made(folder: Folder, engine: str = "auto") -> str:
    inputs = load_inputs(folder.path)
    plan = make_plan(inputs, engine="milp" if engine == "milp" else "auto")
    return report(inputs, plan, list(explain_all(inputs, plan, list(inputs.municipalities))))


@pytest.fixture
def document(folder: Folder) -> Document:
    return Document(made(folder))


def test_it_has_every_part_and_every_explanation(document: Document) -> None:
    assert document.open == []
    ids = document.values("id")
    assert [count for count in Counter(ids).values() if count > 1] == []
    parts = {"_waves", "_municipalities", "_method", "_sources", "_explanations"}
    codes = {"0101", "0102", "0103", "0420", "0430", "0440"}
    assert parts | codes <= set(ids)
    assert len(document.of("article")) == 6
    for text in (
        "Invented roll-out",
        "Reconstructed inputs, not real answers: questionnaire.csv, uptake.yaml, vendors.yaml.",
        "2 municipalities · 17,000 citizens · 67%",
        "Its own points",
        "What would move it",
        "What the numbers do not say",
        "questionnaire.csv reconstructed Invented answers",
    ):
        assert text in document.text.replace("questionnaire .csv", "questionnaire.csv")


def test_every_link_leads_somewhere_in_the_page(document: Document) -> None:
    targets = [one["href"] or "" for one in document.of("a")]
    assert all(target.startswith("#") for target in targets)
    assert {target[1:] for target in targets} <= set(document.values("id"))
    # Neighbours are links, too.
    assert targets.count("#0101") > 2


def test_no_code_is_the_name_of_a_part_of_the_page(folder: Folder) -> None:
    codes = ["map", "waves", "title-waves", "wave-1", "timeline-title", "search"]
    for file in ("municipalities.yaml", "questionnaire.csv", "published.csv"):
        text = folder.read(file)
        for old, new in zip(("0101", "0102", "0103", "0420", "0430", "0440"), codes, strict=True):
            text = text.replace(old, new)
        folder.write(file, text)
    ids = Document(made(folder)).values("id")
    assert [count for count in Counter(ids).values() if count > 1] == []
    assert {one for one in ids if not one.startswith("_")} == set(codes)


def test_filters_offer_what_the_rows_bear_to_the_letter(folder: Folder) -> None:
    # Of an option without a value, a browser would make one space of two.
    folder.write("vendors.yaml", folder.read("vendors.yaml").replace("Vendor A", "Vendor  A"))
    document = Document(made(folder))
    offered = {one["value"] for one in document.of("option")}
    assert "Vendor  A" in offered
    assert {"", *document.values("data-vendor"), *document.values("data-region")} <= offered


def test_headings_go_down_one_step_at_a_time(document: Document) -> None:
    levels = [int(tag[1]) for tag, _ in document.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_it_loads_nothing_and_runs_only_its_own_script(document: Document) -> None:
    elements = {tag for tag, _ in document.elements}
    assert not elements & {"link", "img", "iframe", "object", "embed", "base", "source", "video"}
    attributes = {name for _, one in document.elements for name in one}
    assert not {name for name in attributes if name.startswith("on")}
    assert not attributes & {"style", "src", "srcset", "action", "formaction"}
    assert "url(" not in document.within["style"]
    assert "@import" not in document.within["style"]
    (policy,) = [one["content"] for one in document.of("meta") if "http-equiv" in one]
    assert policy == (
        f"default-src 'none'; style-src '{digest(document.within['style'])}'; "
        f"script-src '{digest(document.within['script'])}'; base-uri 'none'; form-action 'none'"
    )


def digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def test_a_hostile_name_is_text_wherever_it_stands(folder: Folder) -> None:
    before = Document(made(folder))
    # No municipality may have an equals sign in its name.
    name, vendor, programme = f"A{HOSTILE.replace('=', '')}", f"javascript:{HOSTILE}", f"P{HOSTILE}"
    for file in ("municipalities.yaml", "adjacency.yaml", "uptake.yaml", "vendors.yaml"):
        text = (
            folder.read(file).replace("Vestrup", quoted(name)).replace("Vendor A", quoted(vendor))
        )
        folder.write(file, text.replace("Vestland", quoted(f"R{HOSTILE}")))
    folder.write(
        "programme.yaml",
        folder.read("programme.yaml")
        .replace("Invented roll-out", quoted(programme))
        .replace("reason: Slide 4", f"reason: {quoted(HOSTILE)}"),
    )
    for file in ("questionnaire.csv", "published.csv"):
        cell = '"' + name.replace('"', '""') + '"'
        folder.write(file, folder.read(file).replace("Vestrup", cell))
    folder.replace("municipalities.yaml", f"{quoted(name)} Kommune", quoted(f"{name} Kommune"))
    after = Document(made(folder))
    assert after.open == []
    assert {tag for tag, _ in after.elements} == {tag for tag, _ in before.elements}
    assert (len(after.of("script")), len(after.of("style"))) == (1, 1)
    assert {n for _, one in after.elements for n in one} == {
        n for _, one in before.elements for n in one
    }
    assert name in after.values("data-name")
    assert vendor in after.values("data-vendor")
    assert programme in after.text
    assert after.within == before.within


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def test_it_is_the_same_whatever_engine_made_the_plan(folder: Folder) -> None:
    assert made(folder) == made(folder, "milp")


def test_nothing_of_the_machine_stands_in_it(folder: Folder) -> None:
    assert str(folder.path) not in made(folder)


def test_a_map_where_every_municipality_has_a_tile(folder: Folder) -> None:
    assert 'class="map"' not in made(folder)
    with_tiles(folder)
    document = Document(made(folder))
    assert len(document.of("svg")) >= 1
    assert [count for count in Counter(document.values("id")).values() if count > 1] == []
    assert sorted(document.values("data-code")).count("0101") == 2
    assert "#0440" in document.values("href") + document.values("xlink:href")


def test_in_danish(folder: Folder) -> None:
    with language.reading("da"):
        document = Document(made(folder))
    assert document.of("html") == [{"lang": "da"}]
    assert "17.000" in document.text


def test_a_what_if_is_told_in_every_explanation(folder: Folder) -> None:
    result = CliRunner().invoke(
        app, ["report", "--data", str(folder.path), "--pin", "Vestrup=3", "-o", out(folder)]
    )
    assert result.exit_code == 0, result.stderr
    document = Document(Path(out(folder)).read_text("utf-8"))
    assert document.text.count("What the change does") == 6
    assert "What if, not what the files say" in document.text


def out(folder: Folder) -> str:
    return str(folder.path / "plan.html")


def test_each_explanation_ends_with_what_is_left_to_do(folder: Folder) -> None:
    with_steps(folder)
    html = made(folder)
    assert html.count("<summary><h4>What is left to do</h4></summary>") == 6
    _, _, article = html.partition('<article id="0103"')
    listed, _, _ = article.partition("</article>")
    assert "☐ Set money aside<br><small>Is there a budget? Answered no" in listed
    assert "☑ The vendor<br><small>Agreed with Vendor A on 2014-Q4" in listed


def test_to_a_pipe_and_to_a_file_it_is_the_same(folder: Folder) -> None:
    data = ["report", "--data", str(folder.path)]
    piped = CliRunner().invoke(app, data)
    written = CliRunner().invoke(app, [*data, "-o", out(folder)])
    assert (piped.exit_code, written.exit_code) == (0, 0)
    assert piped.stdout == Path(out(folder)).read_text("utf-8")
    assert written.stderr.splitlines()[-1] == f"Written: {out(folder)}"


def test_a_screen_is_refused_before_any_work(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fmkwave.console.is_screen", lambda: True)
    result = CliRunner().invoke(app, ["report", "--data", str(folder.path)])
    assert result.exit_code == 2
    assert result.stderr == "A report is for a browser; name a file with -o plan.html.\n"


def test_another_form_is_refused_before_any_work(folder: Folder) -> None:
    name = str(folder.path / "plan.pdf")
    result = CliRunner().invoke(app, ["report", "--data", str(folder.path), "-o", name])
    assert result.exit_code == 2
    assert result.stderr == "A report is HTML; name a file such as plan.html.\n"


def test_no_plan_is_no_report(folder: Folder) -> None:
    pins = ["--pin", "Nordby=1", "--pin", "Søby=1", "--pin", "Møborg=1"]
    result = CliRunner().invoke(
        app, ["report", "--data", str(folder.path), "-o", out(folder), *pins]
    )
    assert result.exit_code == 1
    assert not Path(out(folder)).exists()
