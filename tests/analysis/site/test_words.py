"""Every word a visitor meets is Swedish: all pages, labels, hints, titles and errors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from analysis.publish.schema import TABLES
from analysis.site.dashboards import load_site_metadata
from analysis.site.messages import OTHER, TIMED_OUT, say_error
from analysis.site.pages import PAGES
from tests.analysis.site.asking import get
from tests.analysis.site.material import build_public

METADATA = load_site_metadata()
# English words that are no Swedish ones, frequent in what Datasette and its plugins say.
ENGLISH = frozenset(
    (
        *("the", "and", "of", "are", "was", "not", "with", "this", "that", "these", "which"),
        *("when", "where", "what", "how", "your", "you", "been", "has", "have", "can", "cannot"),
        *("could", "should", "does", "must", "there", "here", "less", "than", "only", "any"),
        *("each", "other", "no", "yes", "row", "rows", "column", "columns", "table", "tables"),
        *("views", "query", "queries", "search", "sort", "sorted", "filters", "next", "previous"),
        *("page", "pages", "show", "hide", "edit", "run", "apply", "submit", "download"),
        *("advanced", "facets", "suggested", "license", "source", "powered", "database"),
        *("databases", "error", "errors", "invalid", "found", "interrupted", "took", "too", "long"),
        *("statement", "select", "unknown", "loading", "dashboard", "dashboards", "chart"),
        *("fullscreen", "click", "open", "close", "save", "options", "contains", "exact"),
        *("descending", "ascending", "remove", "add", "new", "about", "link", "value", "values"),
    )
)
# Words of SQL and of names that stand in the text as such.
_NAMES = re.compile(
    r"SQL|Global Media Monitoring Projects?|prediction-powered inference|”select” eller ”with”"
)
# Columns of codes for programs, and definitions for researchers elsewhere.
_ENGLISH_ON_PURPOSE = {"col-definition_en", "col-id", "col-grupp_id"}
_SAID = frozenset(("title", "aria-label", "placeholder", "alt", "aria-roledescription"))
_VOID = frozenset(("meta", "link", "input", "br", "img", "hr"))


class Words(HTMLParser):
    """Collects the text and the spoken attributes of a page, code and English parts apart."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.found += [attributes[name] or "" for name in _SAID & attributes.keys()]
        if tag == "input" and attributes.get("type") in {"submit", "button", "reset"}:
            self.found.append(attributes.get("value") or "")
        if tag in _VOID:
            return
        english = (attributes.get("lang") or "sv") != "sv"
        classes = set((attributes.get("class") or "").split())
        quiet = tag in {"script", "style", "code", "pre", "textarea"} or english
        self.open.append((tag, quiet or bool(classes & _ENGLISH_ON_PURPOSE)))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(quiet for _, quiet in self.open):
            self.found.append(data)


def english_words(page: str) -> set[str]:
    words = Words()
    words.feed(page)
    text = _NAMES.sub(" ", "\n".join(words.found))
    return {w for w in re.findall(r"[^\W\d_]+", text.lower()) if w in ENGLISH}


@pytest.fixture(scope="module")
def db_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("words")
    build_public(folder)
    return folder


def pages() -> Iterator[tuple[str, int]]:
    yield from ((path, 200) for path in ("/", "/public", "/-/dashboards"))
    yield from ((f"/{slug}", 200) for slug in PAGES)
    for slug, dashboard in METADATA["plugins"]["datasette-dashboards"].items():
        yield f"/-/dashboards/{slug}", 200
        yield f"/-/dashboards/{slug}/embed", 200
        yield f"/-/dashboards/{slug}?kommun=Kiruna&medium=finns+inte", 200
        yield from ((f"/-/dashboards/{slug}/{chart}", 200) for chart in dashboard["charts"])
    for table in TABLES:
        yield f"/public/{table}", 200
        yield f"/public/{table}?_kolumner=alla", 200
    yield from ((f"/public/{name}", 200) for name in METADATA["databases"]["public"]["queries"])
    for chosen in (
        *("raknas=ja&rubrik__contains=gruva&_sort_desc=man", "_search=gruvan&_facet=genre"),
        *("medium=finns+inte", "rubrik__notblank=1&medium__in=a,b", "_facet_size=max&_size=5"),
        *("_where=kvinnor+>+0", "nope=1", "_next=2", "branscher__arraycontains=Energi"),
    ):
        yield f"/public/artiklar?{chosen}", 200
    yield "/public/nyckeltal/personer-alla-alla", 200
    for sql in ("select 1", "select matt, andel_kvinnor from nyckeltal where 1 = 0", ""):
        yield f"/public?sql={sql.replace(' ', '+')}", 200
    for wrong in (
        *("select nope", "drop table artiklar", "select * from nope", "select (", "select 'a"),
        *("select nope()", "select 1; select 2", "pragma table_info(artiklar)", "attach 'a' as b"),
    ):
        yield f"/public?sql={wrong.replace(' ', '+')}", 400
    recursive = "with recursive c(x) as (select 1 union all select x+1 from c) select max(x) from c"
    yield f"/public?sql={recursive.replace(' ', '+').replace('x+1', 'x%2B1')}", 400
    yield "/public/artiklar?_size=nope", 400
    yield "/public/artiklar?_size=99999", 400
    yield "/public/artiklar?_sort=nope", 400
    yield "/public/artiklar?_search=%22", 400
    yield from (
        (path, 404)
        for path in (
            *("/nope", "/public/nope", "/public/artiklar/nope", "/-/dashboards/nope", "/a/b/c"),
            *("/-/dashboards/oversikt/nope", "/-/patterns", "/-/messages", "/-/allow-debug"),
            *("/-/permissions", "/-/logout", "/-/threads", "/-/settings", "/-/plugins"),
            *("/-/versions", "/-/metadata", "/-/databases", "/-/actor"),
        )
    )


def test_no_english_is_left_on_any_page(db_dir: Path) -> None:
    asked = list(pages())
    wrong = {}
    for (path, status), response in zip(
        asked, get(db_dir, *(path for path, _ in asked)), strict=True
    ):
        if response.status_code != status:
            wrong[path] = f"{response.status_code} in place of {status}"
        elif "html" not in response.headers["content-type"]:
            wrong[path] = response.headers["content-type"]
        elif found := english_words(response.text):
            wrong[path] = str(sorted(found))
        elif '<html lang="sv">' not in response.text:
            wrong[path] = "no language"
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


def test_errors_as_json_are_swedish(db_dir: Path) -> None:
    paths = ("/public/nope.json", "/public/artiklar.json?_size=x", "/nope.json")
    for response in get(db_dir, *paths):
        assert response.status_code >= 400
        said = response.json()["error"]
        assert not english_words(said), said


def test_the_check_itself_finds_english() -> None:
    assert english_words('<p title="Sort by">Next page</p>') == {"next", "page", "sort"}
    assert english_words('<p lang="en">Next page</p><pre>no such table</pre>') == set()


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("no such column: kön", "Det finns ingen kolumn som heter ”kön”."),
        ('near "form": syntax error', "Frågan går inte att läsa vid ”form”."),
        ("<p>SQL query took too long. The time limit", TIMED_OUT),
        ("Something never seen before", OTHER),
        ("no such table: {0}{x}", "Det finns ingen tabell som heter ”{0}{x}”."),
    ],
)
def test_errors_are_said_in_swedish(message: str, said: str) -> None:
    assert say_error(message) == said
