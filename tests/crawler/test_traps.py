"""Hostile and broken sites: a real crawl goes on, and the reason is on record."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from data.ledger import sum_ledger
from data.results import read_rows
from data.store import MediaStore
from tests.crawler.trapsite import SITE, Handler, TrapSite, crawl, page, send, sitemap

DATED = (
    '<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{0}"}}</script>'
)
MEGABYTE = b"<p>" + b"x" * (1 << 20)


def states(folder: Path) -> dict[str, tuple[str, str]]:
    with MediaStore.open_existing(folder / "db") as store:
        rows = read_rows(store, "frontier", ["url", "state", "reason"])
    return {row["url"].rpartition("/")[2]: (row["state"], row["reason"]) for row in rows}


def send_50_mb(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    for _ in range(50):
        handler.wfile.write(MEGABYTE)


@cache
def pack_bomb() -> bytes:
    return gzip.compress(b" " * 100_000_000, 9)


def send_bomb(handler: Handler) -> None:
    send(handler, pack_bomb(), Content_Encoding="gzip")


def drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"<")
        handler.wfile.flush()
        if threading.Event().wait(0.1):
            return


def redirect(to: str) -> Any:
    return lambda handler: send(handler, b"", 302, Location=to)


PAGES: dict[str, Any] = {
    "/nyheter/bra": page("Bra"),
    "/nyheter/stor": send_50_mb,
    "/nyheter/bomb": send_bomb,
    "/nyheter/droppar": drip,
    "/nyheter/till-annan": redirect("http://annan.example/nyheter/x"),
    "/nyheter/till-loopback": redirect("http://127.0.0.1:1/nyheter/x"),
    "/nyheter/till-lankadress": redirect("http://169.254.169.254/latest/meta-data"),
    "/nyheter/till-fil": redirect("file:///etc/passwd"),
    "/nyheter/i-ring": redirect(f"{SITE}/nyheter/i-ring"),
    "/nyheter/trasig": b"<html><h1>Trasig<div><article><div class=text><p>" + page("x")[60:300],
    "/nyheter/fel-tecken": lambda h: send(
        h, page("Åäö i fel kod").decode().encode("cp1252"), Content_Type="text/html; charset=utf-8"
    ),
    "/nyheter/ar-1900": page("Gammal", DATED.format("1900-01-01T00:00:00Z")),
    "/nyheter/ar-2090": page("Framtid", DATED.format("2090-05-05T10:00:00+02:00")),
    "/nyheter/huvud": lambda h: send(h, page("Reserverad"), tdm_reservation="1"),
    "/nyheter/meta": page("Reserverad", '<meta name="tdm-reservation" content="1">'),
    "/nyheter/borta": lambda h: send(h, b"", 410),
    "/nyheter/fel": lambda h: send(h, b"", 500),
    "/nyheter/pdf": lambda h: send(h, b"%PDF-1.7 \x00\xff", Content_Type="application/pdf"),
    "/intern/utkast": page("Utkast"),
    "/reserverad/lang": page("Reserverad"),
}
ROUTES: dict[str, Any] = {
    **PAGES,
    "/robots.txt": b"User-agent: *\nDisallow: /intern/\n",
    "/.well-known/tdmrep.json": b'[{"location": "/reserverad/*", "tdm-reservation": 1}]',
    "/sitemap.xml": sitemap(*PAGES, "/nyheter/bra?utm_source=a&amp;utm_medium=b", "/nyheter/bra#x"),
}


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, TrapSite, Any]]:
    """One crawl over all traps."""
    folder = tmp_path_factory.mktemp("traps")
    (folder / "db").mkdir()
    pack_bomb()  # now, or the server would be late with it
    (folder / "db" / "crawl.yml").write_text("page_seconds: 4\n")
    with TrapSite(ROUTES).running() as site:
        yield folder, site, crawl(site, folder)


@pytest.mark.parametrize(
    ("slug", "state", "reason"),
    [
        ("bra", "fetched", ""),
        ("stor", "left_out", "the page is too large"),
        ("bomb", "left_out", "the page is too large"),
        ("droppar", "failed", "no answer (DownloadTimeoutError)"),
        ("till-annan", "left_out", "redirected to another host"),
        ("till-loopback", "left_out", "redirected to another host"),
        ("till-lankadress", "left_out", "redirected to another host"),
        ("till-fil", "failed", "HTTP 302"),
        ("i-ring", "left_out", "redirected too often"),
        ("trasig", "fetched", ""),
        ("fel-tecken", "fetched", ""),
        ("ar-1900", "fetched", "kept without its date: it cannot be"),
        ("ar-2090", "fetched", "kept without its date: it cannot be"),
        ("huvud", "denied", "reserved by tdm header"),
        ("meta", "denied", "reserved by tdm meta element"),
        ("borta", "gone", "HTTP 410"),
        ("fel", "failed", "HTTP 500"),
        ("pdf", "left_out", "not a text page"),
        ("utkast", "denied", "forbidden by robots.txt"),
        ("lang", "denied", "reserved by tdmrep.json"),
    ],
)
def test_every_trap_has_its_state_and_reason(
    trapped: tuple[Path, TrapSite, Any], slug: str, state: str, reason: str
) -> None:
    folder, _, done = trapped
    assert done.returncode == 0, done.stderr
    assert states(folder)[slug] == (state, reason)


def test_the_run_sums_up_what_it_left_out(trapped: tuple[Path, TrapSite, Any]) -> None:
    folder, _, done = trapped
    summary = json.loads(done.stdout)
    assert summary["left_out"]["the page is too large"] == 2
    with MediaStore.open_existing(folder / "db") as store:
        ledger = sum_ledger(store)["provbladet"]
    assert ledger["discovered"] == len(PAGES)
    assert (ledger["denied_robots"], ledger["denied_tdm"], ledger["failed"]) == (1, 3, 3)
    assert ledger["fetched"] == 5


def test_nothing_was_asked_of_another_host_or_of_what_is_denied(
    trapped: tuple[Path, TrapSite, Any],
) -> None:
    _, site, _ = trapped
    asked = set(site.hits)
    assert not {path for path in asked if not path.startswith("/")}
    assert "/intern/utkast" not in asked
    assert "/reserverad/lang" not in asked
    assert site.hits["/nyheter/bra"] == 1, "tracking words and fragments make no second page"


def test_the_robot_says_who_it_is(trapped: tuple[Path, TrapSite, Any]) -> None:
    _, site, _ = trapped
    agents = {headers["User-Agent"] for sent in site.headers.values() for headers in sent}
    assert len(agents) == 1
    assert agents.pop().startswith("mediagranskning/")
    assert all("Cookie" not in headers for sent in site.headers.values() for headers in sent)


def test_robots_500_is_wait(tmp_path: Path) -> None:
    routes = {**ROUTES, "/robots.txt": lambda h: send(h, b"", 503)}
    with TrapSite(routes).running() as site:
        done = crawl(site, tmp_path)
        assert set(site.hits) == {"/robots.txt"}
    assert done.returncode == 1
    assert "run the same command again later" in done.stderr
    assert json.loads(done.stdout)["left_out"] == {"source: robots.txt: HTTP 503": 1}


def test_crawl_delay_is_kept(tmp_path: Path) -> None:
    times: list[float] = []

    def stamp(handler: Handler) -> None:
        times.append(time.monotonic())
        send(handler, page(handler.path))

    paths = [f"/nyheter/{n}" for n in range(3)]
    routes: dict[str, Any] = dict.fromkeys(paths, stamp)
    routes["/robots.txt"] = b"User-agent: *\nCrawl-delay: 0.5\n"
    routes["/sitemap.xml"] = sitemap(*paths)
    with TrapSite(routes).running() as site:
        assert crawl(site, tmp_path).returncode == 0
    gaps = [later - sooner for sooner, later in pairwise(times)]
    assert len(gaps) == 2
    assert min(gaps) >= 0.45, "Scrapy alone passes over Crawl-delay"


def test_a_feed_of_100_000_items(tmp_path: Path) -> None:
    items = "".join(f"<item><link>{SITE}/nyheter/{n}</link></item>" for n in range(100_000))
    feed = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
    routes: dict[str, Any] = {"/rss": lambda h: send(h, feed, Content_Type="application/rss+xml")}
    routes |= {f"/nyheter/{n}": page(f"Nummer {n}") for n in range(10)}
    source = {"kind": "feed", "url": f"{SITE}/rss"}
    with TrapSite(routes).running() as site:
        done = crawl(site, tmp_path, "--limit", "5", sources=[source])
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["outlets"]["provbladet"]["queued"] == 50_000
    assert json.loads(done.stdout)["left_out"]["feed is too long: the rest is not read"] == 1


def test_cookies_go_to_the_outlet_and_nowhere_else(tmp_path: Path) -> None:
    secret = "hemlig-nyckel-7"
    folder = tmp_path / "kakor"
    folder.mkdir()
    jar = folder / "provbladet.txt"
    jar.write_text(
        "# Netscape HTTP Cookie File\n"
        f"provbladet.example\tFALSE\t/\tFALSE\t4102444800\tsession\t{secret}\n"
    )
    routes = {"/sitemap.xml": sitemap("/nyheter/bra"), "/nyheter/bra": page("Bra")}
    jar.chmod(0o644)
    with TrapSite(routes).running() as site:
        loose = crawl(site, tmp_path, "--cookies-dir", str(folder))
        assert loose.returncode == 2
        assert "chmod 600" in loose.stderr
        jar.chmod(0o600)
        done = crawl(site, tmp_path, "--cookies-dir", str(folder))
        assert site.headers["/nyheter/bra"][0]["Cookie"] == f"session={secret}"
    assert done.returncode == 0, done.stderr
    assert secret not in done.stdout + done.stderr
    stored = b"".join(path.read_bytes() for path in (tmp_path / "db").iterdir())
    assert secret.encode() not in stored


def test_a_foreign_site_is_not_crawled_by_a_robot_without_an_address(tmp_path: Path) -> None:
    with TrapSite({}).running() as site:
        done = crawl(site, tmp_path, domains=["provbladet.se"])
        assert not site.hits
    assert done.returncode == 2
    assert "contact" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_changed_page_is_kept_in_both_versions(tmp_path: Path) -> None:
    stamp = b"</loc><lastmod>2026-10-0%d</lastmod>"
    routes: dict[str, Any] = {"/nyheter/bra": page("Bra")}
    routes["/sitemap.xml"] = sitemap("/nyheter/bra").replace(b"</loc>", stamp % 1)
    with TrapSite(routes).running() as site:
        assert crawl(site, tmp_path).returncode == 0
        changed = page("Bra").replace(b"</p>", "</p><p>Rättelse: Kajen är röd.</p>".encode())
        routes["/nyheter/bra"] = changed.replace(b"hamnen", b"kajen").replace(b"ny kaj", b"kaj")
        routes["/sitemap.xml"] = sitemap("/nyheter/bra").replace(b"</loc>", stamp % 2)
        assert crawl(site, tmp_path).returncode == 0
    with MediaStore.open_existing(tmp_path / "db") as store:
        (article,) = store.iter_articles()
        versions = read_rows(store, "article_versions", ["article_id", "text"])
        blocks = read_rows(store, "blocks", ["kind", "text"])
    assert article.corrected
    assert "Rättelse" not in article.text
    assert {"kind": "correction", "text": "Rättelse: Kajen är röd."} in blocks
    assert [row["article_id"] for row in versions] == [article.id]
    assert "ny kaj" in versions[0]["text"]
