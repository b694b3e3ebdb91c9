from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from analysis.publish.build import collect_tables, replace_public_db
from analysis.publish.schema import TABLES
from analysis.site.dashboards import load_site_metadata
from analysis.site.pages import PAGES as METHOD_PAGES
from analysis.site.serve import build_datasette
from data.errors import NothingToDo
from data.results import replace_rows
from data.store import MediaStore
from tests.analysis.media import WOMAN, Story, many_stories, run_analysis, write_media
from tests.analysis.site.asking import get

METADATA = load_site_metadata()
DASHBOARDS = METADATA["plugins"]["datasette-dashboards"]
EVIL = "Gruvan <img src=x onerror=alert(1)> växer"


@pytest.fixture(scope="module")
def db_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    stories = many_stories(60) + many_stories(12, outlet="polcirkeln")
    stories.append(Story([("Eva Ek", WOMAN)], title=EVIL, published="2026-09-29T08:00:00+02:00"))
    write_media(folder, stories)
    run_analysis(folder)
    with MediaStore(folder) as store:
        replace_rows(
            store,
            "evaluations",
            [
                {"gold": "prov", "gold_sha256": "0", "model": "provmodell 1", "n": 120}
                | {"metric": "people.woman.r", "value": 0.92, "low": 0.88, "high": 0.95}
            ],
        )
        replace_public_db(folder, collect_tables(store, folder))
    return folder


def visible(page: str) -> str:
    without = re.sub(r"<(style|script|pre|code)\b.*?</\1>", " ", page, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", " ", without))


PAGES = (
    "/",
    *(f"/{slug}" for slug in METHOD_PAGES),
    "/-/dashboards",
    *(f"/-/dashboards/{slug}" for slug in DASHBOARDS),
    "/-/dashboards/medier/antal?kommun=Kiruna",
    "/public",
    *(f"/public/{table}" for table in TABLES),
    "/public/artiklar?raknas=ja&rubrik__contains=gruva&_sort_desc=kvinnor",
    "/public/artiklar?_search=gruva",
    *(f"/public/{name}" for name in METADATA["databases"]["public"]["queries"]),
    "/public/artiklar_bakom?medium=Norrbladet",
    "/public/nyckeltal/personer-alla-alla",
    "/public?sql=select+matt+from+nyckeltal",
)


def test_every_page_is_complete_and_loads_nothing_of_others(db_dir: Path) -> None:
    for path, response in zip(PAGES, get(db_dir, *PAGES), strict=True):
        assert response.status_code == 200, path
        assert '<html lang="sv">' in response.text, path
        assert response.text.count("<h1") == 1, path
        assert 'class="skip"' in response.text, path
        scripts = re.findall(r"<script(?![^>]* src=)([^>]*)>", response.text)
        assert all("json" in attributes for attributes in scripts), path
        outside = re.findall(r'(?:src|href)="(https?://[^"]+)"', response.text)
        loaded = re.findall(
            r'<(?:link|img|script)[^>]+(?:src|href)="(https?://[^"]+)"', response.text
        )
        assert not [url for url in loaded if "localhost" not in url], (path, outside)


def test_crawled_text_is_never_html(db_dir: Path) -> None:
    paths = (
        "/public/artiklar",
        "/public/artiklar_bakom",
        "/public?sql=select+rubrik+from+artiklar",
    )
    for response in get(db_dir, *paths):
        assert "<img" not in response.text
        assert "Gruvan &lt;img src=x onerror=alert(1)&gt; växer" in response.text
        policy = response.headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "default-src 'none'" in policy
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "no-referrer"


def test_front_page_shows_the_result_with_all_that_belongs_to_it(db_dir: Path) -> None:
    text = visible(get(db_dir, "/")[0].text)
    text = re.sub(r"\s+", " ", text)
    assert "41 procent kvinnor bland personerna i nyheter om regional tillväxt" in text
    assert re.search(r"Andelen kvinnor är 41 procent \(mellan \d+ och \d+ procent\)", text)
    for words in (
        *("217 personer i 73 artiklar", "namn som i registret oftast bärs av kvinnor"),
        *("Automatiskt kodat, inte granskat av människa", "2: Norrbladet och", "september 2026"),
        *("Av kvinnorna i texterna hittas 92 procent", "Tillgänglighet", "Hela metoden"),
        *("Vilka kvinnor och vilka män syns", "Bara ingressen kunde läsas", "Gå vidare"),
        *("Prövat mot facit prov, 120 artiklar", "Påhittade medier"),
    ):
        assert words in text, words


def test_a_withheld_result_is_shown_as_counts(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(5))
    run_analysis(tmp_path)
    with MediaStore(tmp_path) as store:
        replace_public_db(tmp_path, collect_tables(store, tmp_path))
    text = re.sub(r"\s+", " ", visible(get(tmp_path, "/")[0].text))
    assert "För litet underlag för en andel kvinnor" in text
    assert "6 kvinnor, 9 män och 0 icke-binära eller okänt" in text
    assert "Felmått saknas" in text
    assert not re.search(r"\d+ %|\d+ procent kvinnor", text)


def test_counts_open_into_the_same_number_of_articles(db_dir: Path) -> None:
    table = get(db_dir, "/public/nyckeltal?_size=max")[0].text
    links = set(re.findall(r'href="(/public/artiklar_bakom[^"]*)">(\d+)</a>', table))
    assert len(links) > 8
    paths = [link.replace("&amp;", "&") for link, _ in links]
    for (link, count), response in zip(links, get(db_dir, *paths), strict=True):
        assert f"<strong>{count} rad" in response.text, link


def test_wrong_addresses_are_answered_in_swedish(
    db_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing, table, query = get(db_dir, "/nope", "/public/nope", "/public?sql=drop")
    assert (missing.status_code, table.status_code, query.status_code) == (404, 404, 400)
    assert "Sidan finns inte" in missing.text
    assert "Frågan gick inte att köra" in query.text
    assert "Traceback" not in capsys.readouterr().err


def test_data_can_be_downloaded(db_dir: Path) -> None:
    database, table = get(db_dir, "/public.db", "/public/artiklar.csv?_stream=on")
    assert database.content.startswith(b"SQLite format 3")
    assert len(table.text.strip().splitlines()) == 74


def test_there_must_be_something_to_serve(tmp_path: Path) -> None:
    with pytest.raises(NothingToDo, match="publish"):
        build_datasette(tmp_path)
