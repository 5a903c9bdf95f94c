"""Take the picture of the report that README.md shows, of the committed data."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "report.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SIZE = ViewportSize(width=1200, height=740)


def main() -> int:
    """Write docs/report.png; exit code 2 where there is no browser to take it with."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print("no Chromium or Chrome is installed: `make browser` installs one", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        report = Path(temporary) / "plan.html"
        command = ["report", "--data", str(ROOT / "data"), "--lang", "en", "-o", str(report)]
        subprocess.run([sys.executable, "-m", "fmkwave", *command], check=True)
        _take(browser, report)
    return 0


def _take(browser: str, report: Path) -> None:
    """The map, and the explanation of Hjørring beside it."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser)
        page = launched.new_page(viewport=SIZE, reduced_motion="reduce", color_scheme="light")
        page.goto(f"{report.as_uri()}#0860")
        page.locator("#_map").evaluate("map => map.scrollIntoView()")
        PICTURE.write_bytes(page.screenshot())
        launched.close()


if __name__ == "__main__":
    sys.exit(main())
