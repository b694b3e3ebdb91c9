"""Mediearkivet, WARC and CSV through the command: what comes in, what is left out, nothing lost."""

from __future__ import annotations

import gzip
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from data.store import MediaStore
from data.vocab import Access
from tests.crawler.importers.test_jsonl import LINE, Archive

EXAMPLE = Path(__file__).parents[4] / "shared" / "data" / "archives" / "mediearkivet_example.txt"
RULE = "=" * 78
RIGHTS = "©Provbladet<br>Alla artiklar är skyddade enligt upphovsrättslagen."
WRAPPED = """\
Hamnen i Piteå byggs ut med en ny kaj för bolagets fartyg, och arbetet ska vara
klart till hösten nästa år. Kommunen betalar en tredjedel.
– Vi har väntat på det här i tio år, säger hamnchefen Anna Alm, som leder bygget
tillsammans med kommunens ingenjörer.

Kajen blir två hundra meter lång.
BO BERGbo.berg@provbladet.example 0911-123 45
"""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def record(title: str, day: str, text: str, *, page: str = "", medium: str = "på webb") -> str:
    lines = [title, f"NSD, {day}", *([f"Sida {page}"] if page else []), f"Publicerat {medium}. "]
    link = "Se webartikeln på http://ret.nu/abc123"
    return "\n".join([*lines, "", text, RIGHTS, "", link, RULE, ""])


def export(*records: str, contents: str = "> Ny kaj, NSD, 2026-10-01 08:30") -> str:
    head = f"Länsbiblioteket\nDatum 2026-11-01\n\nNyheter:\n\n{contents}\n\n\n"
    return (head + "\n".join(records)).replace("\n", "\r\n")


TWO = export(
    record("Ny kaj i Piteå", "2026-10-01 08:30", WRAPPED),
    record("Kajen dröjer", "2026-10-02", "Kajen blir försenad…", page="7", medium="i print"),
)


@pytest.mark.skipif(not EXAMPLE.exists(), reason="../shared is not here")
def test_the_example_of_the_format_comes_in_whole(archive: Archive) -> None:
    summary = archive.take_in(str(EXAMPLE), "--new-outlets")
    assert (summary["new"], summary["left_out"]) == (14, {})
    assert summary["outlets"] == {"hagens_knuheter": 14}
    by_title = {(a.title, a.access): a for a in archive.articles()}
    long = by_title["Nu höjs röster över hela landet mot mansvåldet", Access.FULL]
    assert long.published == "2004-11-26"
    texts = "\n".join(article.text for article in archive.articles())
    for debris in ("©", "ret.nu", "upphovsrätt", "Publicerat", "====", "@dn.se"):
        assert debris not in texts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_encoding_gives_the_same_articles(archive: Archive, encoding: str) -> None:
    text = TWO.replace("…", "...") if encoding == "cp1252" else TWO
    archive.take_in(archive.write_bytes(text.encode(encoding), "export.txt"))
    articles = {article.title: article for article in archive.articles()}
    assert set(articles) == {"Ny kaj i Piteå", "Kajen dröjer"}
    first = articles["Ny kaj i Piteå"]
    assert first.outlet_id == "nsd"
    assert first.published == "2026-10-01T08:30:00+02:00"
    assert first.text.split("\n\n") == [
        "Hamnen i Piteå byggs ut med en ny kaj för bolagets fartyg, och arbetet ska vara klart "
        "till hösten nästa år. Kommunen betalar en tredjedel.",
        "– Vi har väntat på det här i tio år, säger hamnchefen Anna Alm, som leder bygget "
        "tillsammans med kommunens ingenjörer.",
        "Kajen blir två hundra meter lång.",
    ]
    assert articles["Kajen dröjer"].access is Access.TEASER
    assert archive.contributors() == {("Bo Berg", "byline")}


def test_a_later_export_with_new_short_links_changes_nothing(archive: Archive) -> None:
    archive.take_in(archive.write_bytes(TWO.encode(), "a.txt"))
    before = archive.articles()
    again = TWO.replace("abc123", "xyz789").encode()
    assert archive.take_in(archive.write_bytes(again, "b.txt"))["unchanged"] == 2
    assert archive.articles() == before


def test_a_record_that_cannot_be_read_costs_that_record(archive: Archive) -> None:
    broken = f"Bara en rubrik\r\n\r\nText utan källa.\r\n{RULE}\r\n"
    empty = record("Utan text", "2026-10-03", "")
    summary = archive.take_in(archive.write_bytes((TWO + broken + empty).encode(), "export.txt"))
    assert summary["new"] == 2
    assert summary["left_out"] == {"no line with source and date": 1, "no text": 1}


def test_an_export_of_nothing_and_several_files(archive: Archive) -> None:
    nothing = archive.write_bytes(b"Datum 2026-11-01\r\n\r\nNyheter:\r\n\r\n", "tom.txt")
    other = archive.write_bytes(export(record("Tredje", "2026-10-05", WRAPPED)).encode(), "c.txt")
    summary = archive.take_in(archive.write_bytes(TWO.encode(), "a.txt"), other)
    assert summary["new"] == 3
    assert archive.run(nothing).exit_code in {0, 2}


def test_a_long_list_of_contents_is_no_hindrance(archive: Archive) -> None:
    contents = "\n\n".join(f"> Rubrik nummer {n}, NSD, 2026-10-01" for n in range(4000))
    text = export(record("Ny kaj", "2026-10-01", WRAPPED), contents=contents)
    assert archive.take_in(archive.write_bytes(text.encode(), "export.txt"))["new"] == 1


def test_a_preview_writes_nothing(archive: Archive) -> None:
    file = archive.write_bytes(TWO.encode(), "export.txt")
    summary = archive.take_in(file, "--dry-run")
    assert summary["would_be"] == {"new": 2, "updated": 0, "merged": 0, "unchanged": 0}
    assert summary["published"] == "2026-10-01 to 2026-10-02"
    assert not archive.db_dir.exists()
    archive.take_in(file)
    before = _dump(archive)
    assert archive.take_in(file, "--dry-run")["would_be"]["unchanged"] == 2
    assert _dump(archive) == before


def _dump(archive: Archive) -> list[str]:
    connection = sqlite3.connect(archive.db_dir / "media.db")
    lines = list(connection.iterdump())
    connection.close()
    return lines


# one story, one article


def crawled(archive: Archive, text: str, access: Access) -> str:
    """Put the story into the database as a crawl would."""
    from tests.data.records import make_article

    url = "https://nsd.se/nyheter/pitea/artikel/ny-kaj/abcd1234"
    from dataclasses import replace

    article = replace(
        make_article(url, "Ny kaj i Piteå", text),
        outlet_id="nsd",
        origin="crawl",
        access=access,
        published="2026-10-01T08:00:00+02:00",
    )
    with MediaStore(archive.db_dir) as store:
        from data.records import Outlet

        store.save_outlets([Outlet("nsd", "NSD")])
        return store.keep_article(article).outcome


LEAD = "Hamnen i Piteå byggs ut med en ny kaj för bolagets fartyg."


def test_a_crawled_teaser_and_its_archived_text_are_one_article(archive: Archive) -> None:
    file = archive.write_bytes(TWO.encode(), "export.txt")
    assert crawled(archive, LEAD, Access.TEASER) == "new"
    summary = archive.take_in(file)
    assert (summary["new"], summary["merged"]) == (1, 1)
    (article,) = [a for a in archive.articles() if a.title == "Ny kaj i Piteå"]
    assert article.url == "https://nsd.se/nyheter/pitea/artikel/ny-kaj/abcd1234"
    assert "två hundra meter" in article.text
    assert article.access is Access.FULL or str(article.access) == "unknown"
    assert crawled(archive, LEAD, Access.TEASER) == "unchanged", "a teaser takes nothing back"
    assert archive.take_in(file)["unchanged"] == 2


def test_the_other_way_round_the_crawled_address_comes_in(archive: Archive) -> None:
    archive.take_in(archive.write_bytes(TWO.encode(), "export.txt"))
    before = {article.id for article in archive.articles()}
    assert crawled(archive, LEAD, Access.TEASER) == "merged"
    assert {article.id for article in archive.articles()} == before
    assert "https://nsd.se/nyheter/pitea/artikel/ny-kaj/abcd1234" in {
        article.url for article in archive.articles()
    }


def test_the_same_headline_over_another_story_is_two_articles(archive: Archive) -> None:
    archive.take_in(archive.write_bytes(TWO.encode(), "export.txt"))
    other = "Tre bilar krockade i tät snörök söder om Boden. Ingen skadades i olyckan."
    assert crawled(archive, other, Access.FULL) == "new"


# CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_as_programs_write_it(archive: Archive, delimiter: str, encoding: str) -> None:
    rows = [
        ("url", "title", "published", "outlet", "text"),
        (LINE["url"], "Åtta öar", "2026-10-01", "nsd", '"Första, stycket; så.\n\nAndra – ""ja""."'),
    ]
    text = "".join(delimiter.join(row) + "\r\n" for row in rows)
    archive.take_in(archive.write_bytes(text.encode(encoding), "a.csv"))
    (article,) = archive.articles()
    assert (article.title, article.outlet_id) == ("Åtta öar", "nsd")
    if encoding != "cp1252":
        assert article.text == 'Första, stycket; så.\n\nAndra – "ja".'


def test_csv_with_swedish_headings(archive: Archive) -> None:
    text = "Datum;Källa;Rubrik;Brödtext;Länk\n2026-10-01;NSD;Ny kaj;En kaj byggs.;" + LINE["url"]
    archive.take_in(archive.write_bytes(text.encode(), "a.csv"))
    (article,) = archive.articles()
    assert (article.outlet_id, article.text) == ("nsd", "En kaj byggs.")


def test_an_unfit_row_stops_the_import_or_is_left_out(archive: Archive) -> None:
    good = f"{LINE['url']},Ny kaj,2026-10-01,nsd,En kaj byggs."
    text = f"url,title,published,outlet,text\n{good}\n{LINE['url']}2,Bara rubrik\n"
    file = archive.write_bytes(text.encode(), "a.csv")
    result = archive.run(file)
    assert result.exit_code == 2
    assert "line 3" in result.stderr
    assert not (archive.db_dir / "media.db").exists()
    summary = archive.take_in(file, "--skip-bad")
    assert (summary["new"], summary["left_out"]) == (1, {"2 cells under 5 headings": 1})


# WARC

PAGE = (
    '<html lang="sv"><head><script type="application/ld+json">{"@type": "NewsArticle", '
    '"headline": "%s", "datePublished": "2026-10-01T08:00:00+02:00"}</script></head><body>'
    "<article><h1>%s</h1><p>Hamnen byggs ut med en ny kaj för bolagets fartyg till hösten nästa "
    "år, och arbetet leds av hamnchefen Anna Alm.</p></article></body></html>"
)
URL = "https://nsd.se/nyheter/pitea/artikel/ny-kaj/abcd%04d"


def write_warc(records: list[tuple[str, int, dict[str, str], bytes]], packed: bool) -> bytes:
    """The records as a WARC file, each packed by itself as the format wants."""
    written = []
    for url, status, headers, body in records:
        lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in headers.items())]
        http = "\r\n".join([*lines, "", ""]).encode() + body
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            f"WARC-Target-URI: {url}\r\nWARC-Date: 2026-10-02T00:00:00Z\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        record = head.encode() + http + b"\r\n\r\n"
        written.append(gzip.compress(record) if packed else record)
    return b"".join(written)


HTML = {"Content-Type": "text/html; charset=utf-8"}


def responses() -> list[tuple[str, int, dict[str, str], bytes]]:
    page = (PAGE % ("Ny kaj", "Ny kaj")).encode()
    return [
        (URL % 1, 200, HTML, page),
        (URL % 2, 404, HTML, page),
        (URL % 3, 200, {"Content-Type": "image/png"}, b"\x89PNG"),
        (URL % 4, 200, {**HTML, "tdm-reservation": "1"}, page),
        (URL % 5, 200, HTML, b"<html></html>"),
        ("https://nsd.se/om-oss", 200, HTML, page),
        ("https://annan.example/nyheter/x", 200, HTML, page),
        (URL % 6, 200, HTML, b"<h1>" + b"x" * 11_000_000),
    ]


@pytest.mark.parametrize("packed", [True, False])
def test_only_article_pages_of_known_outlets_come_out_of_a_warc(
    archive: Archive, packed: bool
) -> None:
    file = archive.write_bytes(write_warc(responses(), packed), "arkiv.warc")
    summary = archive.take_in(file)
    assert summary["new"] == 1
    assert summary["left_out"] == {
        "HTTP 404": 1,
        "not a text page": 1,
        "reserved by tdm header": 1,
        "no headline": 1,
        "not an article page of a known outlet": 2,
        "the page is too large or its packing is broken": 1,
    }
    (article,) = archive.articles()
    assert (article.url, article.title, article.origin) == (URL % 1, "Ny kaj", "import")
    assert archive.take_in(file)["unchanged"] == 1


def test_a_warc_that_is_cut_gives_what_stands_before_the_cut(archive: Archive) -> None:
    whole = write_warc(responses()[:1] * 3, packed=True)
    summary = archive.take_in(archive.write_bytes(whole[:-40], "arkiv.warc.gz"))
    assert summary["new"] == 1


@pytest.mark.parametrize("body", [b"WARC/1.0\r\n", b"WARC/1.0\r\nrubbish", b"WARC/9.9\r\n\r\n"])
def test_a_broken_warc_is_no_crash(archive: Archive, body: bytes) -> None:
    result: Any = archive.run(archive.write_bytes(body, "x.warc"))
    assert result.exit_code in {0, 2}
    assert result.exception is None or isinstance(result.exception, SystemExit)
