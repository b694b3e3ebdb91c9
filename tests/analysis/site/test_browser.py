"""The site in a real browser: Debian's Chromium, driven by Playwright, with axe-core."""

from __future__ import annotations

import importlib.util
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from analysis.resources import find_metadata
from analysis.site.pages import PAGES
from tests.analysis.site.material import build_public

CHROMIUM = Path("/usr/bin/chromium")
if not CHROMIUM.exists():
    pytest.skip("no /usr/bin/chromium (Debian: apt-get install chromium)", allow_module_level=True)
if importlib.util.find_spec("playwright") is None:
    pytest.skip("playwright is not installed", allow_module_level=True)

DASHBOARDS = re.findall(r"^    ([a-z-]+):\n      title:", find_metadata().read_text("utf-8").split(
    "  datasette-dashboards:\n")[1], flags=re.M)  # fmt: skip
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
CHOSEN = f"?period={quote('tredje kvartalet 2026')}&bransch=Energi"
KINDS = {
    "start": "/",
    "dashboards": "/-/dashboards",
    **{f"dashboard-{slug}": f"/-/dashboards/{slug}" for slug in DASHBOARDS},
    "dashboard-filtered": f"/-/dashboards/oversikt{CHOSEN}",
    "chart": "/-/dashboards/platser/karta",
    "database": "/public",
    "table": "/public/nyckeltal",
    "table-all-columns": "/public/kvoter?_kolumner=alla",
    "table-chosen": "/public/artiklar?raknas=ja&kvinnor__gte=1&_sort_desc=man&_facet=genre",
    "table-search": "/public/artiklar?_search=gruvan",
    "table-empty": "/public/artiklar?medium=finns-inte",
    "row": "/public/nyckeltal/personer-alla-alla",
    "article": "",
    "question": "/public/per_medium",
    "question-choice": "/public/eget_urval?kommun=Kiruna",
    "sql": "/public?sql=select+*+from+medier",
    "sql-wrong": "/public?sql=select+nope",
    "missing": "/finns/inte",
    "names": "/public/foretradare",
    "ledger": "/public/liggare",
    **{slug: f"/{slug}" for slug in PAGES},
}
WITH_CHARTS = ("start", *(f"dashboard-{slug}" for slug in DASHBOARDS), "chart")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("browser")
    tables = build_public(folder, hostile=True)
    KINDS["article"] = f"/public/artiklar/{tables['artiklar'][0]['id']}"
    command = [sys.executable, "-m", "analysis.cli", "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--db-dir", str(folder)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split()[1].rstrip("/")
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


class Visit:
    """A page that notes what must not happen on it."""

    def __init__(self, browser: Any, base: str, **options: Any) -> None:
        self.base = base
        self.context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "locale": "sv-SE"} | options
        )
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))
        self.page.on("request", self._note_request)

    def _note_console(self, message: Any) -> None:
        expected = "Failed to load resource: the server responded with a status of 4"
        if message.type in {"error", "warning"} and expected not in message.text:
            self.faults.append(f"console: {message.text}")

    def _note_request(self, request: Any) -> None:
        url = urlsplit(request.url)
        if url.scheme not in {"data", "blob"} and f"{url.scheme}://{url.netloc}" != self.base:
            self.faults.append(f"request: {request.url}")

    def open(self, kind: str) -> Any:
        self.page.goto(f"{self.base}{KINDS[kind]}", wait_until="load")
        charts = self.page.locator("figure.chart")
        for number in range(charts.count()):
            charts.nth(number).and_(self.page.locator("[data-state]")).wait_for(timeout=15_000)
        return self.page

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.fixture(scope="module")
def visit(chromium: Any, base: str) -> Iterator[Visit]:
    with Visit(chromium, base) as opened:
        yield opened


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_accessible_quiet_and_runs_nothing_of_others(visit: Visit, kind: str) -> None:
    visit.faults.clear()
    page = visit.open(kind)
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0
    assert page.locator("a[href^='javascript:']").count() == 0
    assert page.locator("h1").count() == 1
    for closed in page.locator("details:not([open]) > summary").all():
        closed.click()
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", AXE_TAGS
    )
    assert [
        (violation["id"], [node["html"][:160] for node in violation["nodes"]][:3])
        for violation in found["violations"]
    ] == []
    assert visit.faults == []


@pytest.mark.parametrize("kind", WITH_CHARTS)
def test_charts_hold_data_words_and_a_table(visit: Visit, kind: str) -> None:
    page = visit.open(kind)
    figures = page.locator("figure.chart")
    assert figures.count() > 0
    for figure in figures.all():
        assert figure.get_attribute("data-state") == "drawn"
        marks = figure.locator("svg .mark-symbol path, svg .mark-rect path, svg .mark-shape path")
        assert marks.count() >= 2
        card = figure.locator("xpath=..")
        assert len(card.locator("figcaption").inner_text()) > 20
        assert card.locator("table tbody tr").count() >= 1
        assert "undefined" not in figure.inner_text()
        assert "NaN" not in figure.inner_text()


def test_map_has_all_municipalities(visit: Visit) -> None:
    shapes = visit.open("chart").locator("figure.chart svg .mark-shape path")
    assert shapes.count() >= 14 + 3  # outlines, and those with a share


def test_filters_are_followed_by_every_figure_of_the_choice(visit: Visit) -> None:
    page = visit.open("dashboard-oversikt")
    whole = page.locator("#urvalet table tbody tr").first.inner_text()
    page.select_option("#val-kommun", "Kiruna")
    page.get_by_role("button", name="Visa").click()
    page.locator("figure.chart[data-state]").first.wait_for()
    assert "kommun Kiruna" in page.locator("main").inner_text()
    chosen = page.locator("#urvalet table tbody tr").first.inner_text()
    assert chosen != whole
    assert "Visar hela materialet" in page.locator("#matten").inner_text()


def test_numbers_and_months_are_swedish(visit: Visit) -> None:
    months = visit.open("dashboard-over-tid").locator("#manader svg").inner_text()
    assert re.search(r"\b(maj|juni|juli|aug) 2026\b", months)
    assert not re.search(r"\b(May|June|July|Aug)\b", months)
    quotients = visit.open("dashboard-verkligheten").locator("#kvoter svg").inner_text()
    assert "0,5" in quotients
    assert "0.5" not in quotients


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", ["320 pixels", "200 per cent"])
def test_nothing_is_cut_off_when_narrow_or_magnified(
    chromium: Any, base: str, kind: str, way: str
) -> None:
    """At 320 pixels, and at a zoom of 200 per cent of a window of 640 with text of that size."""
    narrow = way == "320 pixels"
    size = {"width": 320 if narrow else 640, "height": 800}
    with Visit(chromium, base, viewport=size) as narrow_visit:
        page = narrow_visit.open(kind)
        if not narrow:
            page.evaluate("document.documentElement.style.fontSize = '34px'")
        wide = page.evaluate(
            """() => [...document.querySelectorAll('body *')].filter(e => {
                const box = e.getBoundingClientRect();
                return box.width && box.right > innerWidth + 1 && !e.closest('.table-scroll, .chart-area')
                    && getComputedStyle(e).position !== 'absolute';
            }).slice(0, 3).map(e => e.outerHTML.slice(0, 160))"""
        )
        assert wide == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_keyboard_alone_is_enough(chromium: Any, base: str) -> None:
    with Visit(chromium, base) as opened:
        page = opened.open("dashboard-oversikt")
        focused = "document.activeElement"
        page.keyboard.press("Tab")
        assert page.evaluate(f"{focused}.className") == "skip"
        assert page.evaluate(f"{focused}.getBoundingClientRect().left") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate(f"{focused}.id") == "innehall"
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate(f"{focused}.id") == "val-kommun":
                break
        assert page.evaluate(f"{focused}.id") == "val-kommun"
        assert page.evaluate(f"getComputedStyle({focused}).outlineStyle") == "solid"
        page.keyboard.type("Kir")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**kommun=Kiruna**")
        summary = page.locator("#urvalet summary")
        for _ in range(40):
            page.keyboard.press("Tab")
            if summary.evaluate(f"e => e === {focused}"):
                break
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate(f"{focused}.getAttribute('role')") == "region"
        assert opened.faults == []


@pytest.mark.parametrize("kind", ["start", "dashboard-platser", "table", "article", "metod"])
def test_every_stop_of_the_tab_key_is_seen(chromium: Any, base: str, kind: str) -> None:
    with Visit(chromium, base) as opened:
        page = opened.open(kind)
        reached = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            stop = page.evaluate(
                """() => { const e = document.activeElement, s = getComputedStyle(e);
                return [e.tagName, s.outlineStyle, s.outlineWidth, (e.href || e.id || e.innerText)]; }"""
            )
            if stop[0] == "BODY":
                break
            assert (stop[1], stop[2]) == ("solid", "3px"), stop
            reached.add(stop[3])
        assert len(reached) > 10


def test_without_scripts_words_and_tables_stay(chromium: Any, base: str) -> None:
    with Visit(chromium, base, java_script_enabled=False) as opened:
        page = opened.page
        page.goto(f"{base}/-/dashboards/oversikt")
        assert "procent kvinnor" in page.locator("#urvalet figcaption").inner_text()
        assert page.locator("#urvalet table tbody tr").count() == 2
        assert "Diagrammet ritas med skript" in page.locator("#urvalet noscript").inner_text()


def test_a_script_that_slipped_through_would_not_run(visit: Visit) -> None:
    page = visit.open("start")
    page.evaluate(
        """() => { const s = document.createElement('script'); s.textContent = 'window.hacked = 1';
        document.body.append(s); document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.hacked=1">'); }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.hacked") is None
    visit.faults.clear()
