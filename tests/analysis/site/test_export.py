from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from analysis.publish.build import collect_tables
from analysis.publish.public_db import replace_public_db
from analysis.site.export import MARKER, export_site, find_broken
from analysis.site.links import HOST, NOTE, Rewriter, file_of, relative
from data.errors import BadInput
from data.store import MediaStore
from tests.analysis.media import WOMAN, Story, many_stories, run_analysis, write_media

EVIL = "Gruvan <img src=x onerror=alert(1)> & växer"


@pytest.fixture(scope="module")
def db_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    stories = [*many_stories(60), Story([("Eva Ek", WOMAN)], title=EVIL)]
    write_media(folder, stories)
    (folder / "publish.yml").write_text(
        "site_url: https://granskning.example.org/\ncontact: press@example.org\n", encoding="utf-8"
    )
    run_analysis(folder)
    with MediaStore(folder) as store:
        replace_public_db(folder, collect_tables(store, folder))
    return folder


@pytest.fixture(scope="module")
def site(db_dir: Path) -> Path:
    folder = db_dir / "static" / "site"
    exported = export_site(db_dir, folder)
    assert exported.failed == []
    assert exported.left_out == 0
    assert exported.pages == sum(1 for _ in folder.rglob("*.html"))
    return folder


def test_no_link_is_broken(site: Path) -> None:
    assert find_broken(site) == []
    assert find_broken(site.parent) == []


def test_a_broken_link_would_be_found(site: Path, tmp_path: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    assert len(find_broken(tmp_path)) > 10


def test_every_kind_of_page_is_there(site: Path) -> None:
    for name in (
        *("index.html", "public/index.html", "public/artiklar/index.html", "public.db"),
        *("public/nyckeltal/index.html", "public/nyckeltal.csv", "public/nyckeltal.json"),
        *("public/alla/index.html", "katalog.ttl", "katalog.rdf", "katalog.jsonld"),
        "stat/sida.css",
    ):
        assert (site / name).is_file(), name
    articles = [path for path in (site / "public/artiklar").iterdir() if path.is_dir()]
    assert len(articles) == 61  # also those of the pages after the first


def test_nothing_needs_a_server_or_names_the_made_up_host(site: Path) -> None:
    for path in site.rglob("*"):
        if path.suffix in {".html", ".css", ".ttl", ".rdf", ".jsonld"}:
            text = path.read_text(encoding="utf-8")
            assert HOST not in text, path
            if path.suffix == ".html":
                assert "<form" not in text, path
                assert "data-levande" not in text, path
                assert NOTE in text, path
                assert "https://granskning.example.org/" in text


def test_data_files_hold_all_rows(site: Path) -> None:
    with (site / "public/artiklar.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 61
    rows = json.loads((site / "public/artiklar.json").read_text(encoding="utf-8"))["rows"]
    assert len(rows) == 61
    assert (site / "public.db").read_bytes().startswith(b"SQLite format 3")


def test_crawled_text_stays_text(site: Path) -> None:
    page = (site / "public/artiklar/index.html").read_text(encoding="utf-8")
    assert "<img src" not in page
    assert "Gruvan &lt;img src=x onerror=alert(1)&gt; &amp; växer" in page


def test_the_limit_leaves_whole_pages_out(db_dir: Path, tmp_path: Path) -> None:
    exported = export_site(db_dir, tmp_path / "few", max_pages=12)
    assert exported.pages == 12
    assert exported.left_out > 20
    assert find_broken(tmp_path / "few") == []


def test_an_export_replaces_an_earlier_one_and_nothing_else(db_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    export_site(db_dir, folder, max_pages=3)
    (folder / "old.html").write_text("<p>gammal</p>", encoding="utf-8")
    export_site(db_dir, folder, max_pages=3)
    assert not (folder / "old.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    (folder / MARKER).unlink()
    with pytest.raises(BadInput, match="something else"):
        export_site(db_dir, folder, max_pages=3)
    assert (folder / "index.html").exists()


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/public", "public/index.html"),
        ("/public/nyckeltal", "public/nyckeltal/index.html"),
        ("/public/nyckeltal.csv?_stream=on", "public/nyckeltal.csv"),
        ("/public/alla.json?_shape=objects", "public/alla.json"),
        ("/-/dashboards/oversikt", "-/dashboards/oversikt/index.html"),
        ("/stat/sida.css", "stat/sida.css"),
        ("/utgava/2026-Q3", "utgava/2026-Q3/index.html"),
        ("/utgava/2026-Q3.csv", "utgava/2026-Q3.csv"),
        ("/katalog", "katalog.ttl"),
        ("/public/nyckeltal?matt=x", None),
        ("/public?sql=select+1", None),
        ("/public/artiklar/abc.json", None),
        ("/public/../../etc/passwd", None),
    ],
)
def test_files_of_addresses(address: str, file: str | None) -> None:
    found = file_of(address)
    assert (found[0] if found else None) == file


def test_pages_that_follow_have_files_of_their_own() -> None:
    first, second = (
        file_of(f"/public/artiklar?_next={n}&_sort_desc=publicerad") for n in ("1", "2")
    )
    assert first
    assert second
    assert first[0] != second[0]
    assert first[1] == "/public/artiklar?_next=1&_sort_desc=publicerad"


def test_relative_links() -> None:
    assert relative("public/a/index.html", "index.html") == "public/a/index.html"
    assert relative("stat/sida.css", "public/a/index.html") == "../../stat/sida.css"
    assert relative("x/å b.html", "y/z.html") == "../x/%C3%A5%20b.html"


def test_a_link_that_falls_away_leaves_its_words() -> None:
    rewriter = Rewriter(lambda address: "a.html" if address == "/a" else None)
    page = (
        "<html><body><main><a href='/a#x'>A</a> <a href='/b?c=1'>B &lt;b&gt;</a> "
        "<a class='button' href='/a?d'>Nästa sida</a> <a href='https://x.example/'>ute</a>"
        "<form><input></form><p data-levande>sök</p></main></body></html>"
    )
    done = rewriter.rewrite_page(page, f"{HOST}/", "index.html")
    assert '<a href="a.html#x">A</a>' in done
    assert "<span>B &lt;b&gt;</span>" in done
    assert "Nästa sida" not in done
    assert '<a href="https://x.example/">ute</a>' in done
    assert "sök" not in done.replace(NOTE, "")
    assert "<input" not in done
