"""The report as people use it, in a real browser: by mouse, by keyboard, on paper, without scripts.

Needs Chromium or Chrome (`make browser` installs one where apt-get can); skips without.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from typer.testing import CliRunner

from fmkwave.cli import app
from folders import FILES, Folder, with_tiles

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NAMES = ["Møborg", "Nordby", "Søby", "Vestrup", "Øster-Holm", "Ålev"]
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
# A screen of 1280 enlarged four times.
TINY = {"width": 320, "height": 256}

# Before anything of the page runs: what its policy forbade would otherwise go unseen.
WATCH = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium or Chrome is installed: `make browser` installs one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def denmark(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of Denmark."""
    data = Path(__file__).parents[1] / "data"
    return written(data, tmp_path_factory.mktemp("denmark") / "plan.html")


@pytest.fixture(scope="module")
def small(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the small folder, where everyone has a tile."""
    folder = Folder(tmp_path_factory.mktemp("small"))
    with_tiles(folder)
    return written(folder.path, folder.path / "plan.html")


@pytest.fixture(scope="module")
def with_draws(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the small folder, which keeps draws of the weights."""
    folder = Folder(tmp_path_factory.mktemp("drawn"))
    command = ["robustness", "--draws", "25", "--jobs", "1", "--write"]
    result = CliRunner().invoke(app, [*command, "--data", str(folder.path)])
    assert result.exit_code == 0, result.stderr
    return written(folder.path, folder.path / "plan.html")


def written(data: Path, path: Path, *options: str) -> Path:
    result = CliRunner().invoke(app, ["report", "--data", str(data), "-o", str(path), *options])
    assert result.exit_code == 0, result.stderr
    return path


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens a report from its file; afterwards nothing may have been loaded, forbidden or wrong."""
    complaints: list[str] = []
    contexts = []

    def opened(report: Path, code: str = "", **settings: Any) -> Page:
        context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce"} | settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.append(asked.url))
        if settings.get("java_script_enabled", True):
            page.add_init_script(WATCH)
        page.goto(f"{report.as_uri()}{code}")
        return page

    yield opened
    for context in contexts:
        for page in context.pages:
            complaints += page.evaluate("window.violations ?? []")
        context.close()
    assert [one for one in complaints if not re.match("file:.*/plan.html", one)] == []


def listed(page: Page) -> list[str]:
    """The names in the list that can be seen, in order."""
    return page.locator(".list tbody tr:visible th").all_inner_texts()


def shows(page: Page, title: str) -> None:
    """Asserts that the panel shows one explanation, and which."""
    expect(page.locator("#_explanations article:visible h3")).to_contain_text([title])


def shows_none(page: Page) -> None:
    expect(page.locator("#_explanations article:visible")).to_have_count(0)


# --- Search, filters, order ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ålev", ["Ålev"]),
        ("AALEV", ["Ålev"]),
        ("alev", ["Ålev"]),
        ("øster holm", ["Øster-Holm"]),
        ("oester-holm", ["Øster-Holm"]),
        ("  Møborgs Kommune ", ["Møborg"]),
        ("moborg", ["Møborg"]),
        ("möborg", ["Møborg"]),
        ("0420", ["Vestrup"]),
        ("by", ["Nordby", "Søby"]),
        ("nowhere", []),
        ("", NAMES),
    ],
)
def test_search_takes_any_spelling(small: Path, opened: Open, typed: str, found: list[str]) -> None:
    page = opened(small)
    page.get_by_role("searchbox", name="Search").fill(typed)
    assert listed(page) == found
    expect(page.get_by_role("status")).to_have_text(f"{len(found)} of 6 municipalities")
    # What is not found fades on the map.
    assert page.locator("svg .tile.away").count() == 6 - len(found)


def test_filters_narrow_each_other_and_all_come_back(small: Path, opened: Open) -> None:
    page = opened(small)
    page.get_by_role("combobox", name="Region").select_option("Østland")
    assert listed(page) == ["Nordby", "Søby", "Ålev"]
    page.get_by_role("combobox", name="Wave").select_option("1")
    assert listed(page) == ["Nordby", "Søby"]
    page.get_by_role("combobox", name="Vendor").select_option("Vendor B")
    assert listed(page) == []
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("status")).to_have_text("6 of 6 municipalities")
    assert listed(page) == NAMES


def test_a_column_sorts_up_and_down(small: Path, opened: Open) -> None:
    page = opened(small)
    table = page.get_by_role("table", name="All municipalities")
    name, citizens = (
        table.get_by_role("columnheader", name=n) for n in ("Municipality", "Citizens")
    )
    assert name.get_attribute("aria-sort") == "ascending"
    citizens.get_by_role("button").click()
    assert listed(page) == ["Øster-Holm", "Møborg", "Vestrup", "Ålev", "Søby", "Nordby"]
    assert (name.get_attribute("aria-sort"), citizens.get_attribute("aria-sort")) == (
        None,
        "ascending",
    )
    citizens.get_by_role("button").press("Enter")
    assert listed(page) == ["Nordby", "Søby", "Ålev", "Vestrup", "Møborg", "Øster-Holm"]
    assert citizens.get_attribute("aria-sort") == "descending"
    name.get_by_role("button").click()
    assert listed(page) == NAMES


def test_the_map_shows_what_is_chosen(small: Path, opened: Open) -> None:
    page = opened(small)
    marks = page.locator("svg.map .mark")
    fill = page.locator("svg.map [data-code='0440'] rect")
    waves, blue = marks.all_text_contents(), fill.get_attribute("fill")
    page.get_by_role("combobox", name="Show").select_option("vendor")
    assert sorted(marks.all_text_contents()) == ["A", "A", "A", "B", "B", "B"]
    entries = page.locator(".legend:visible li").all_text_contents()
    assert [" ".join(entry.split()) for entry in entries] == ["A Vendor A (3)", "B Vendor B (3)"]
    legend = page.locator(".legend:visible rect").evaluate_all("all => all.map(r => r.outerHTML)")
    assert fill.get_attribute("fill") in legend[1]
    # Those who do not see it are told, too.
    tile = page.get_by_role("link", name=re.compile("^Øster-Holm, wave"))
    place = "Øster-Holm, wave 2 (2014-Q3), 25.0 points"
    assert tile.get_attribute("aria-label") == f"{place}. The municipalities' vendors: Vendor B"
    drawing = page.locator("svg.map")
    vendors = "6 municipalities: Vendor A: 3, Vendor B: 3."
    assert drawing.locator("> desc").text_content() == vendors
    page.get_by_role("combobox", name="Show").select_option("wave")
    assert (marks.all_text_contents(), fill.get_attribute("fill")) == (waves, blue)
    assert tile.get_attribute("aria-label") == place
    assert drawing.locator("> title").text_content() == "The waves of the plan"


def test_what_a_browser_kept_of_the_choices_is_shown(small: Path, opened: Open) -> None:
    page = opened(small)
    # As Firefox does when a page is loaded again.
    page.add_init_script("""
      document.addEventListener("readystatechange", () => {
        document.querySelector("[name=by]").value = "vendor";
        document.querySelector("[name=wave]").value = "1";
      }, { once: true });
    """)
    page.reload()
    assert page.locator(".legend:visible").get_attribute("data-by") == "vendor"
    assert listed(page) == ["Nordby", "Søby"]


# --- The panel -----------------------------------------------------------------------------------


def test_a_tile_a_row_and_a_name_open_the_panel(small: Path, opened: Open) -> None:
    page = opened(small)
    shows_none(page)
    page.locator("svg [data-code='0102']").first.click()
    shows(page, "Søby (0102)")
    page.get_by_role("row", name="Vestrup").get_by_role("cell").last.click()
    shows(page, "Vestrup (0420)")
    page.locator(".names").get_by_role("link", name="Ålev").click()
    shows(page, "Ålev (0103)")
    # A neighbour in an explanation leads on.
    page.locator("article:visible").get_by_role("link", name="Nordby").click()
    shows(page, "Nordby (0101)")
    page.get_by_role("button", name="Close").click()
    shows_none(page)


def test_a_name_beside_its_shares_opens_the_panel(with_draws: Path, opened: Open) -> None:
    page = opened(with_draws)
    page.locator("#_weights").get_by_role("link", name="Vestrup, wave 2: 100%.").click()
    expect(page.get_by_role("heading", name="Vestrup (0420)")).to_be_visible()
    expect(page.locator("article.open")).to_contain_text("in all of 25 draws of the weights")


def test_by_keyboard_alone(small: Path, opened: Open) -> None:
    page = opened(small)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Go to the list of municipalities")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("øster")
    # Enter opens the first hit.
    page.keyboard.press("Enter")
    expect(page.locator("#_title-0440")).to_be_focused()
    page.keyboard.press("Escape")
    shows_none(page)
    expect(page.get_by_role("searchbox")).to_be_focused()
    link = page.locator(".list tbody").get_by_role("link", name="Øster-Holm")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.list tbody') !== null"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#_title-0440")).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    # Where that can no longer be seen, to the search.
    page.keyboard.press("Enter")
    page.evaluate("document.querySelector('.list tbody').hidden = true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_deep_link_opens_the_panel_and_back_goes_back(small: Path, opened: Open) -> None:
    page = opened(small, "#0430")
    shows(page, "Møborg (0430)")
    page.evaluate("location.hash = '#0101'")
    shows(page, "Nordby")
    page.go_back()
    shows(page, "Møborg")
    page.keyboard.press("Escape")
    shows_none(page)
    assert not page.url.endswith("0430")
    page.go_back()
    shows(page, "Møborg")
    page.evaluate("location.hash = '#_method'")
    shows_none(page)


@pytest.mark.parametrize("code", ["#9999", "#%", "#_waves", "#_title-0101"])
def test_another_anchor_opens_nothing(small: Path, opened: Open, code: str) -> None:
    shows_none(opened(small, code))


def test_on_a_narrow_screen_the_panel_covers_all_else(small: Path, opened: Open) -> None:
    page = opened(small, "#0101", viewport=NARROW)
    assert page.evaluate("document.querySelector('#_waves').inert")
    assert page.locator("#_explanations").bounding_box() == {"x": 0, "y": 0, **NARROW}
    page.get_by_role("button", name="Close").click()
    shows_none(page)
    assert not page.evaluate("document.querySelector('#_waves').inert")


# --- Without scripts, on paper, for everyone -----------------------------------------------------


def test_without_scripts_it_is_a_readable_document(small: Path, opened: Open) -> None:
    page = opened(small, java_script_enabled=False)
    assert page.locator("article:visible").count() == 6
    assert page.locator("form:visible, button:visible").count() == 0
    page.locator(".names").get_by_role("link", name="Ålev").click()
    assert page.url.endswith("#0103")
    expect(page.locator("[id='0103'] h3")).to_be_in_viewport()


@pytest.mark.parametrize("code", ["", "#0101"])
def test_on_paper(small: Path, opened: Open, code: str) -> None:
    page = opened(small, code, color_scheme="dark")
    page.emulate_media(media="print")
    assert (
        page.locator("nav:visible, label:visible, .controls button:visible, .close:visible").count()
        == 0
    )
    for part in ("waves", "timeline", "map", "municipalities", "method", "sources"):
        expect(page.locator(f"#_{part}")).to_be_visible()
    expect(page.get_by_text("Reconstructed inputs, not real answers").first).to_be_visible()
    # The explanation that is open, with what is left to do, and no other.
    assert page.locator("article:visible").count() == (1 if code else 0)
    assert page.get_by_role("heading", name="Questionnaire").count() == (1 if code else 0)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    pages = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert pages >= 4


def test_a_choice_shows_on_paper(small: Path, opened: Open) -> None:
    page = opened(small)
    page.get_by_role("combobox", name="Region").select_option("Østland")
    page.get_by_role("combobox", name="Show").select_option("readiness")
    page.emulate_media(media="print")
    expect(page.get_by_text("3 of 6 municipalities")).to_be_visible()
    heading = "getComputedStyle(legend, '::before').content"
    shown = page.locator(".legend:visible").evaluate(f"legend => {heading}")
    assert shown == '"Readiness in points"'


@pytest.mark.parametrize("size", [NARROW, TINY], ids=["narrow", "tiny"])
@pytest.mark.parametrize("code", ["", "#0860"])
def test_nothing_is_wider_than_a_narrow_screen(
    denmark: Path, opened: Open, code: str, size: dict[str, int]
) -> None:
    assert widest(opened(denmark, code, viewport=size)) <= size["width"]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_timeline_can_be_read_on_any_screen(
    denmark: Path, opened: Open, size: dict[str, int]
) -> None:
    page = opened(denmark, viewport=size)
    page.get_by_role("link", name="Timeline").click()
    figure = page.get_by_role("img", name="Timeline")
    expect(figure).to_be_in_viewport()
    # Drawn 13 high, letters are never less than 11.
    drawn, shown = float(figure.get_attribute("width") or 0), figure.bounding_box()
    assert shown is not None
    assert 13 * shown["width"] / drawn >= 11
    expect(page.get_by_role("cell", name="3,639,550")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_long_names_widen_nothing(opened: Open, folder: Folder, size: dict[str, int]) -> None:
    for file in FILES:
        text = folder.read(file).replace("Vestrup", f"Vest{'r' * 60}up")
        folder.write(file, text.replace("Invented roll-out", f"Invented roll-o{'u' * 180}t"))
    page = opened(written(folder.path, folder.path / "plan.html"), viewport=size)
    assert widest(page) <= size["width"]


def widest(page: Page) -> int:
    """How far the page or the panel reaches to the right."""
    parts = ("document.documentElement", "document.querySelector('#_explanations')")
    return max(int(page.evaluate(f"{part}.scrollWidth")) for part in parts)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", ["", "#0101"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_serious_finding_of_axe(
    small: Path, opened: Open, scheme: str, code: str, size: dict[str, int]
) -> None:
    page = opened(small, code, color_scheme=scheme, viewport=size)
    assert grave_findings(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_finding_of_axe_beside_draws(
    with_draws: Path, opened: Open, scheme: str
) -> None:
    page = opened(with_draws, color_scheme=scheme, viewport=NARROW)
    assert grave_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_no_serious_finding_of_axe_on_denmark(denmark: Path, opened: Open) -> None:
    assert grave_findings(opened(denmark, "#0860")) == []


def grave_findings(page: Page) -> list[tuple[str, str]]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    return [(one["id"], one["nodes"][0]["html"]) for one in grave]


def test_denmark_is_small_enough_to_send(denmark: Path, opened: Open) -> None:
    assert denmark.stat().st_size < 1_000_000
    page = opened(denmark)
    page.get_by_role("searchbox").fill("århus")
    assert listed(page) == ["Aarhus"]
    assert page.locator("article").count() == 98
