"""The report's page in a real browser, by the rules of WCAG 2.1 AA."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.press.pdf.report import render_report_html
from tests.analysis.press.conftest import Kit

CHROMIUM = Path("/usr/bin/chromium")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


@pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium at /usr/bin/chromium")
def test_the_page_breaks_no_rule_and_fits_a_telephone(rich: Kit, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    page_file = tmp_path / "rapport.html"
    page_file.write_bytes(render_report_html(*rich))
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.goto(page_file.as_uri())
        found = Axe().run(page, options=RULES).response["violations"]
        page.set_viewport_size({"width": 360, "height": 800})
        wider = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        browser.close()
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert not wider
