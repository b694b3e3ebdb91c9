"""A reviewer's whole day in a browser, then the second reader's, the editor's and the figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.cli import main
from data.results import read_results
from data.review.notes import save_note
from data.review.store import ReviewStore
from data.store import MediaStore
from tests.analysis.reviewpages.sawmill import write_article
from tests.analysis.reviewpages.workplace import (
    PASSWORD,
    SAMPLE,
    add_reviewers,
    code_rest,
    draw,
    serving,
)

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium here"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
ARTICLES = 50  # the fewest from which a corrected share is given


@pytest.fixture(scope="module")
def db_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("day")
    for number in range(ARTICLES):
        write_article(folder, number)
    main.main(["analyse", "--db-dir", str(folder), "--quiet"], standalone_mode=False)
    main.main(
        ["analyse", "--edition", "2026-Q3", "--db-dir", str(folder), "--quiet"],
        standalone_mode=False,
    )
    add_reviewers(folder)
    draw(folder, ARTICLES, double=1.0, portion=3)
    return folder


@pytest.fixture(scope="module")
def address(db_dir: Path) -> Iterator[str]:
    with serving(db_dir) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1300, "height": 900}, locale="sv-SE")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


class Keys:
    """A keyboard that counts."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.n = 0

    def press(self, keys: str) -> None:
        self.page.wait_for_load_state("load")  # the page's script is there to hear them
        for key in keys:
            self.page.keyboard.press(key)
            self.n += 1


def sign_in(page: Any, address: str, name: str) -> None:
    page.goto(f"{address}/granska")
    page.fill("#namn", name)
    page.fill("#losenord", PASSWORD)
    page.click("text=Logga in >> nth=-1")
    page.wait_for_selector("text=Logga ut")


def sign_out(page: Any) -> None:
    page.click("text=Logga ut")
    page.wait_for_selector("#losenord")
    page.goto(page.url.partition("/granska")[0] + "/granska/siffror")
    assert page.query_selector("#losenord")


def take(page: Any) -> None:
    page.click("main button")
    page.wait_for_selector("#lage")
    page.wait_for_load_state("load")  # keys are heard once the deferred script has run


def wait_for(page: Any, control: str) -> None:
    page.wait_for_selector(f'#{control}[aria-pressed="true"]')


def mark(page: Any, words: str) -> None:
    """Mark words of the article as a hand with a mouse does."""
    found = page.evaluate(
        """(words) => {
            for (const part of document.querySelectorAll('#text [data-start]')) {
                const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
                let node;
                while ((node = walker.nextNode())) {
                    const at = node.data.indexOf(words);
                    if (at < 0) continue;
                    const range = document.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + words.length);
                    document.getSelection().removeAllRanges();
                    document.getSelection().addRange(range);
                    return true;
                }
            }
            return false;
        }""",
        words,
    )
    assert found
    page.wait_for_selector("#lagg-till")
    for _ in range(50):
        if page.input_value("#ord") == words:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{words} was not taken up")


def add_speaker(page: Any) -> None:
    """Kerstin Öst and her words, which the machine missed."""
    mark(page, "Kerstin Öst")
    page.select_option("#ny-kon", "woman")
    page.click("#ny-person")
    page.wait_for_selector("text=Kerstin Öst är tillagd")
    mark(page, "Vi behöver varandra")
    page.select_option("#ny-talare", label="4. Kerstin Öst")
    page.click("#ny-anforing")
    page.wait_for_selector("text=Anföringen är tillagd")
    wait_for(page, "k4-ja")


def merge_third_with_first(page: Any) -> None:
    page.click("#k3-mer summary")
    page.select_option("#k3-samma", label="1. Anna Alm")
    page.click("#k3-ihop")
    page.wait_for_selector("text=Alm och Anna Alm räknas som en person")


def code_first_article(page: Any, bo_is: str) -> None:
    """All that is asked of the article, Bo Berg being what the coder takes him for."""
    assert page.query_selector("text=Du kodar blint")
    assert not page.query_selector("[aria-pressed=true]")
    assert not page.query_selector("#text .quote")
    keys = Keys(page)
    keys.press("15")
    wait_for(page, "k1-ja")
    keys.press("j" + bo_is + "6")
    wait_for(page, "k2-nej")
    add_speaker(page)
    merge_third_with_first(page)
    page.click("h1")
    keys.press("7q")
    page.wait_for_selector("text=Alla svar finns")


# the tests follow each other: what one leaves the next begins with


def test_a_reviewers_day(db_dir: Path, address: str, page: Any) -> None:
    sign_in(page, address, "anna.alm")
    assert "0 av 3 artiklar" in page.inner_text("main")
    take(page)
    first = page.url
    code_first_article(page, "1")
    page.keyboard.press("k")
    page.click("#k2-namn")
    page.focus("#k2")
    page.keyboard.press("4")
    wait_for(page, "k2-unknown")
    page.keyboard.press("u")
    page.wait_for_selector("text=Ångrat.")
    wait_for(page, "k2-woman")
    page.goto(f"{address}/granska")  # a pause: the work is kept, and taken up where it was left
    assert "Påbörjade" in page.inner_text("main")
    take(page)
    assert page.url == first
    page.wait_for_selector("text=Alla svar finns")
    page.keyboard.press("g")
    page.wait_for_url(lambda url: url != first)
    assert "1 av 3 klara i dag" in page.inner_text("main")
    sign_out(page)


def test_the_second_readers_day(address: str, page: Any) -> None:
    sign_in(page, address, "bo.berg")
    take(page)
    first = page.url
    assert "andra kodning" in page.inner_text("main")
    assert "anna.alm" not in page.inner_text("main")
    code_first_article(page, "2")
    page.keyboard.press("g")
    page.wait_for_url(lambda url: url != first)
    sign_out(page)


def test_nothing_is_finished_with_answers_missing(address: str, page: Any) -> None:
    sign_in(page, address, "bo.berg")
    take(page)
    page.click("#klar")
    page.wait_for_selector('[role="alert"]')
    said = page.inner_text('[role="alert"]')
    assert "Svar saknas för" in said
    assert "Bo Berg (kön, kommer till tals)" in said


def test_the_editor_settles_and_alpha_is_right(db_dir: Path, address: str, page: Any) -> None:
    for user in ("anna.alm", "bo.berg"):
        code_rest(db_dir, user)
    sign_in(page, address, "eva.ek")
    page.click("nav >> text=Samstämmighet")
    # By hand: 3 persons in each of 49 articles are agreed on (woman, man, unknown); in the first
    # both say woman of Anna Alm and Kerstin Öst, and differ on Bo Berg. 150 units, 300 answers:
    # 49*2 + 5 = 103 women, 49*2 + 1 = 99 men, 49*2 = 98 unknown.
    # alpha = 1 - 299 * 2 / (300^2 - 103^2 - 99^2 - 98^2) = 1 - 598 / 59986 = 0.99003
    assert page.inner_text('[data-alfa="gender"]') == "0,990"
    assert page.inner_text('tr:has([data-alfa="gender"]) td:nth-child(3)').startswith("99")
    assert page.inner_text('tr:has([data-alfa="gender"]) td:nth-child(4)') == "150"
    page.click(f'main a[href*="/samstammighet/{SAMPLE}/"]')
    assert [e.inner_text() for e in page.query_selector_all(".jamfor .vad")] == ["Kvinna", "Man"]
    page.select_option("select[name=varde]", "man")
    page.click("text=Avgör")
    page.wait_for_selector("text=Inget att avgöra")
    sign_out(page)


def test_analyse_then_shows_both_figures(db_dir: Path, address: str, page: Any) -> None:
    main.main(["analyse", "--db-dir", str(db_dir), "--quiet"], standalone_mode=False)
    with MediaStore(db_dir) as store:
        rows = read_results(store)["corrections"]
    people = {row["method"]: row for row in rows if row["indicator"] == "people"}
    # the machine: 50 women of 100 whose gender it knows
    assert people["plain"]["share"] == pytest.approx(0.5)
    # with what was decided: Kerstin Öst beside them
    assert people["decided"]["share"] == pytest.approx(51 / 101)
    assert people["ppi"]["n_reviewed"] == ARTICLES
    assert people["ppi"]["share"] == pytest.approx(51 / 101)
    sign_in(page, address, "dag.dal")
    page.click("nav >> text=Siffror")
    text = page.inner_text("main")
    assert "Maskinens kodning, orättad" in text
    assert "Rättad med slumpurvalet" in text
    page.click('a[href*="kon=woman"] >> nth=0')
    page.wait_for_selector(".traff", timeout=30_000)
    shown = page.inner_text("main")
    assert "51 rader" in shown
    while following := page.query_selector("text=Nästa sida"):
        following.click()
        page.wait_for_load_state()
        shown += page.inner_text("main")
    assert shown.count("Anna Alm kvinna") == 50
    assert "Kerstin Öst kvinna – granskare" in shown
    assert "Kerstin Öst på Kommunalen tror på det." in shown
    assert "Artiklarna eller kodningen har ändrats" not in shown


def test_the_delegation_signs_an_edition_off(db_dir: Path, address: str, page: Any) -> None:
    sign_in(page, address, "dag.dal")
    page.click("nav >> text=Fynd")
    page.click("text=2026-Q3")
    card = ".traff >> nth=0"
    page.fill(f"{card} >> input[name=anteckning]", "Får sägas <b>högt</b>.")
    page.click(f"{card} >> text=Granskad")
    page.wait_for_selector("text=Får sägas <b>högt</b>.")
    page.click("text=Godkänn utgåvan")
    page.wait_for_selector("text=Godkänd av dag.dal")
    assert "1 siffra får sägas högt" in page.inner_text("main")


def test_an_article_is_decided_in_a_few_keys_when_the_machine_is_right(
    db_dir: Path, address: str, page: Any
) -> None:
    chosen = write_article(db_dir, ARTICLES + 1)
    main.main(
        ["review", "draw", "--article", chosen, "--db-dir", str(db_dir), "--quiet"],
        standalone_mode=False,
    )
    sign_in(page, address, "eva.ek")
    keys = Keys(page)
    page.focus('button[name="urval"] >> text=Nästa ur valda')
    keys.press(["Enter"])  # type: ignore[arg-type]
    page.wait_for_selector("#lage")
    first = page.url
    assert not page.query_selector("text=Du kodar blint")
    keys.press("g")
    page.wait_for_url(lambda url: url != first)
    assert keys.n < 10


def test_axe_finds_nothing(db_dir: Path, address: str, browser: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with ReviewStore(db_dir) as store:
        article = store.db.execute("SELECT article FROM draws ORDER BY position").fetchone()[0]
        save_note(store, "eva.ek", article, "flag", "Se på den här")
    axe = Axe()
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    found = {}
    for width in (1300, 400):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="sv-SE", bypass_csp=True
        )
        page = context.new_page()
        page.goto(f"{address}/granska/logga-in")
        found["sign in", width] = axe.run(page, options=options).response["violations"]
        sign_in(page, address, "eva.ek")
        for path in (
            *("", f"/artikel/{article}", f"/artikel/{article}/historik", "/kodbok"),
            *("/samstammighet", f"/samstammighet/{SAMPLE}/{article}", "/siffror"),
            *("/siffror?indelning=outlet&matt=people", "/underlag?matt=people&kon=man"),
            *("/fynd", "/fynd/2026-Q3", "/finns-inte"),
        ):
            page.goto(f"{address}/granska{path}")
            for details in page.query_selector_all("details:not([open]) > summary"):
                details.click()
            found[path, width] = axe.run(page, options=options).response["violations"]
            if width == 400:
                wide = page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                assert wide <= 0, path
        context.close()
    said = {
        place: [(v["id"], v["nodes"][0]["html"][:150]) for v in violations]
        for place, violations in found.items()
        if violations
    }
    assert said == {}
