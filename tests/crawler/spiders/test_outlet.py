"""The spider's steps, with requests and responses built by hand and no network."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.http import HtmlResponse, Response, XmlResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.registry import OutletConfig
from crawler.spiders import outlet as spider_module
from crawler.spiders.outlet import OutletSpider
from data.frontier import Found
from data.results import read_rows
from data.runs import Run
from data.store import MediaStore
from tests.crawler.outlets import make_config

SITE = "https://provbladet.example"
SITEMAP, FEED, PAGE = f"{SITE}/sitemap.xml", f"{SITE}/rss", f"{SITE}/nyheter/ny-kaj"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
SENTENCE = "Hamnen byggs ut med en ny kaj för bolagets fartyg till hösten nästa år."


@dataclass
class Bench:
    """A spider of one outlet with its database."""

    spider: OutletSpider
    store: MediaStore
    run: Run
    crawled: list[Request] = field(default_factory=list)

    def sitemap(self, body: bytes, url: str = SITEMAP) -> list[str]:
        """Parse a sitemap; the addresses of the requests that follow."""
        response = Response(url, body=body, request=Request(url))
        return [request.url for request in self.spider.parse_sitemap(response)]

    def feed(self, body: bytes) -> None:
        self.spider.parse_feed(XmlResponse(FEED, body=body))

    def queue(self, *urls: str) -> None:
        self.spider.frontier.add(Found(url) for url in urls)

    def save(self, response_type: type[Response] = HtmlResponse, **fields: Any) -> None:
        """Hand the spider a page for PAGE."""
        fields = {"url": PAGE, "body": page(), **fields}
        if response_type is HtmlResponse:
            fields.setdefault("encoding", "utf-8")
        self.spider.busy.add(PAGE)
        request = Request(PAGE, meta={"frontier_url": PAGE})
        self.spider.save_article(response_type(request=request, **fields))

    def fail(self, error: Exception, url: str = PAGE) -> None:
        failure: Any = Failure(error)
        failure.request = Request(url, meta={"frontier_url": url})
        self.spider.note_failed(failure)

    def states(self) -> dict[str, tuple[str, str]]:
        rows = read_rows(self.store, "frontier", ["url", "state", "reason"])
        return {row["url"]: (row["state"], row["reason"]) for row in rows}


def page(title: str = "Ny kaj", text: str = SENTENCE) -> bytes:
    body = f"<h1>{title}</h1><article><div class=text><p>{text}</p></div></article>"
    return f"<html lang=sv><body>{body}</body></html>".encode()


def urlset(*urls: str, lastmod: str = "") -> bytes:
    stamp = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    entries = "".join(f"<url><loc>{url}</loc>{stamp}</url>" for url in urls)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NS}>{entries}</urlset>'.encode()


def index(*urls: str) -> bytes:
    entries = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex {NS}>{entries}</sitemapindex>".encode()


def http_error(status: int, url: str = PAGE) -> HttpError:
    return HttpError(Response(url, status=status))


@pytest.fixture
def config() -> OutletConfig:
    return make_config(sources=[{"kind": "sitemap", "url": SITEMAP}, {"kind": "feed", "url": FEED}])


@pytest.fixture
def bench(tmp_path: Path, config: OutletConfig) -> Iterator[Bench]:
    with MediaStore(tmp_path) as store, store.log_run("crawl") as run:
        store.save_outlets([config.to_record()])
        made = Bench(OutletSpider(config, store, run), store, run)
        made.spider.crawler = SimpleNamespace(  # type: ignore[assignment]
            engine=SimpleNamespace(crawl=made.crawled.append)
        )
        yield made


# where addresses come from


def test_it_starts_with_its_sources_and_what_failed(bench: Bench) -> None:
    bench.queue(PAGE)
    bench.spider.frontier.mark(PAGE, "failed", "HTTP 503")

    async def collect() -> list[str]:
        return [request.url async for request in bench.spider.start()]

    assert asyncio.run(collect()) == [SITEMAP, FEED]
    assert bench.states() == {PAGE: ("queued", "HTTP 503")}


def test_a_sitemap_queues_the_articles_and_nothing_else(bench: Bench) -> None:
    assert bench.sitemap(urlset(PAGE, f"{SITE}/om-oss", "https://annan.example/nyheter/x")) == []
    assert bench.states() == {PAGE: ("queued", "")}
    assert bench.spider.outcomes == {"queued": 1}


def test_lastmod_queues_a_changed_page_again(bench: Bench) -> None:
    bench.sitemap(urlset(PAGE, lastmod="2026-10-01"))
    bench.spider.frontier.mark(PAGE, "done")
    bench.sitemap(urlset(PAGE, lastmod="2026-10-01"))
    assert bench.states()[PAGE][0] == "done"
    bench.sitemap(urlset(PAGE, lastmod="2026-10-02"))
    assert bench.states()[PAGE][0] == "queued"


def test_a_sitemap_index_is_followed_once(bench: Bench) -> None:
    parts = [f"{SITE}/sitemap-1.xml", f"{SITE}/sitemap-2.xml"]
    assert bench.sitemap(index(*parts)) == parts
    assert bench.sitemap(index(*parts, f"{SITE}/sitemap-3.xml")) == [f"{SITE}/sitemap-3.xml"]
    assert bench.sitemap(index(*parts), parts[0]) == [], "an index that names itself does not loop"


def test_a_part_that_is_not_on_the_web_costs_that_part(bench: Bench) -> None:
    locs = ["file:///etc/passwd", "/sitemap-1.xml", "http://[trasig", "ftp://x.example/s.xml", ""]
    assert bench.sitemap(index(*locs)) == [f"{SITE}/sitemap-1.xml"]
    assert bench.spider.outcomes == {"source_unreadable": 4}
    assert sum(bench.run.skips.values()) == 4


def test_gzip_is_unpacked(bench: Bench) -> None:
    bench.sitemap(gzip.compress(urlset(PAGE)))
    assert PAGE in bench.states()


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b" ", b"\x00\x01\x02", b"not xml", b"<html><body>404</body></html>"),
        *(b"\x1f\x8b broken gzip", b'{"error": 1}'),
    ],
)
def test_a_sitemap_that_cannot_be_read_is_counted_and_said(bench: Bench, body: bytes) -> None:
    assert bench.sitemap(body) == []
    assert bench.spider.outcomes == {"source_unreadable": 1}
    ((reason, n),) = bench.run.skips.items()
    assert reason.startswith("sitemap cannot be read: ")
    assert n == 1


def test_broken_xml_gives_what_stands_before_the_break(bench: Bench) -> None:
    bench.sitemap(urlset(PAGE).replace(b"</urlset>", b"<url><loc>https://prov"))
    assert set(bench.states()) == {PAGE}


def test_a_gzip_bomb_is_cut(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spider_module, "MAX_SITEMAP_BYTES", 1_000_000)
    bomb = gzip.compress(urlset(PAGE)[: -len("</urlset>")] + b" " * 200_000_000, 1)
    unpacked = spider_module._gunzip(bomb)
    assert len(unpacked) == 1_000_000
    bench.sitemap(bomb)
    assert set(bench.states()) == {PAGE}


def test_entities_in_a_sitemap_are_not_expanded(bench: Bench, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hemligt")
    doctype = f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file://{secret}">]>'.encode()
    bench.sitemap(urlset(f"{SITE}/nyheter/&x;").replace(b"<urlset", doctype + b"<urlset"))
    assert not any("hemligt" in url for url in bench.states())


RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Prov</title>
<item><title>Ny kaj</title><link>{PAGE}?utm_source=rss</link></item>
<item><title>Om oss</title><link>{SITE}/om-oss</link></item>
<item><title>Utan adress</title></item></channel></rss>"""


def test_a_feed_queues_the_articles_and_nothing_else(bench: Bench) -> None:
    bench.feed(RSS.encode())
    assert bench.states() == {PAGE: ("queued", "")}


def test_a_feed_that_breaks_off_gives_what_it_has(bench: Bench) -> None:
    bench.feed(RSS.partition("<item><title>Om oss")[0].encode())
    assert set(bench.states()) == {PAGE}


def test_an_empty_feed_is_no_error(bench: Bench) -> None:
    bench.feed(b'<rss version="2.0"><channel><title>Prov</title></channel></rss>')
    assert bench.spider.outcomes == {}


@pytest.mark.parametrize("body", [b"", b"<html><p>404</p></html>", b"rubbish", b"{}"])
def test_a_feed_that_cannot_be_read_is_counted_and_said(bench: Bench, body: bytes) -> None:
    bench.feed(body)
    assert bench.spider.outcomes == {"source_unreadable": 1}
    assert bench.run.skips == {"feed cannot be read": 1}


def test_a_feed_that_is_a_file_s_name_opens_no_file(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS)
    bench.feed(str(path).encode())
    assert bench.states() == {}


def test_a_source_that_fails_is_counted_and_said(bench: Bench) -> None:
    failure: Any = Failure(http_error(500, SITEMAP))
    failure.request = Request(SITEMAP)
    bench.spider.note_failed_source(failure)
    assert bench.spider.outcomes == {"source_failed": 1}
    assert bench.run.skips == {"source: HTTP 500": 1}


# the work


def test_queued_addresses_are_handed_out_until_none_is_left(bench: Bench) -> None:
    bench.queue(PAGE, f"{SITE}/nyheter/b")
    with pytest.raises(DontCloseSpider):
        bench.spider.schedule_queued(bench.spider)
    assert {r.url for r in bench.crawled} == {PAGE, f"{SITE}/nyheter/b"} == bench.spider.busy
    for url in sorted(bench.spider.busy):
        bench.fail(http_error(404, url), url)
    bench.spider.schedule_queued(bench.spider)
    assert len(bench.crawled) == 2


def test_no_more_than_the_limit_is_fetched(bench: Bench) -> None:
    bench.queue(*(f"{SITE}/nyheter/{n}" for n in range(5)))
    bench.spider.left = 2
    with pytest.raises(DontCloseSpider):
        bench.spider.schedule_queued(bench.spider)
    bench.spider.busy.clear()
    bench.spider.schedule_queued(bench.spider)
    assert len(bench.crawled) == 2


def test_a_page_that_vanished_is_counted_and_said(bench: Bench) -> None:
    bench.queue(PAGE)
    bench.spider.busy.add(PAGE)
    bench.spider.schedule_queued(bench.spider)
    assert bench.states() == {PAGE: ("failed", "could not be read")}
    assert bench.spider.outcomes == {"failed": 1}
    assert bench.run.skips == {"could not be read": 1}


def test_a_page_becomes_an_article(bench: Bench) -> None:
    bench.queue(PAGE)
    bench.save()
    (article,) = bench.store.iter_articles()
    assert (article.url, article.title, article.text) == (PAGE, "Ny kaj", SENTENCE)
    assert bench.states() == {PAGE: ("done", "")}
    assert bench.spider.busy == set()
    assert (bench.run.n_in, bench.run.n_out) == (1, 1)
    row = next(bench.store.db.query("SELECT status, body FROM pages"))
    assert (row["status"], gzip.decompress(row["body"])) == (200, page())


def test_the_same_page_again_is_unchanged_and_another_text_updates(bench: Bench) -> None:
    bench.queue(PAGE)
    bench.save()
    bench.save()
    bench.save(body=page(text=f"{SENTENCE} Rättad."))
    assert bench.spider.outcomes == {"new": 1, "unchanged": 1, "updated": 1}
    assert (bench.run.n_in, bench.run.n_out) == (3, 2)
    assert (bench.store.count("articles"), bench.store.count("pages")) == (1, 2)


@pytest.mark.parametrize(
    ("encoding", "header"), [("latin-1", b"text/html; charset=iso-8859-1"), ("utf-8", b"text/html")]
)
def test_pages_are_read_in_their_encoding(bench: Bench, encoding: str, header: bytes) -> None:
    body = page("Åtta öar").decode().encode(encoding)
    bench.save(body=body, headers={"Content-Type": header}, encoding=encoding)
    assert next(bench.store.iter_articles()).title == "Åtta öar"


def test_a_redirect_to_another_article_keeps_that_address(bench: Bench) -> None:
    bench.queue(PAGE)
    bench.save(url=f"{SITE}/nyheter/ny-adress")
    assert next(bench.store.iter_articles()).url == f"{SITE}/nyheter/ny-adress"
    assert bench.states() == {PAGE: ("done", "")}


@pytest.mark.parametrize(
    ("fields", "reason", "pages"),
    [
        ({"body": b""}, "no headline", 1),
        ({"body": b"<h1>Rubrik</h1>"}, "no text", 1),
        ({"url": f"{SITE}/logga-in"}, "redirected away from the outlet's articles", 0),
        ({"response_type": Response, "body": b"%PDF"}, "not a text page", 0),
    ],
)
def test_what_is_no_article_is_left_out_with_its_reason(
    bench: Bench, fields: dict[str, Any], reason: str, pages: int
) -> None:
    bench.queue(PAGE)
    bench.save(**fields)
    assert bench.states() == {PAGE: ("left_out", reason)}
    assert bench.run.skips == {reason: 1}
    assert bench.spider.outcomes == {"left_out": 1}
    assert (bench.store.count("articles"), bench.store.count("pages")) == (0, pages)
    assert bench.spider.frontier.retry_failed() == 0


def test_page_article_and_state_are_stored_together_or_not_at_all(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.queue(PAGE)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bench.spider.frontier, "mark", stop)
    with pytest.raises(KeyboardInterrupt):
        bench.save()
    assert (bench.store.count("articles"), bench.store.count("pages")) == (0, 0)
    assert bench.states() == {PAGE: ("queued", "")}


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (http_error(404), "left_out", "HTTP 404"),
        (http_error(410), "left_out", "HTTP 410"),
        (IgnoreRequest("Forbidden by robots.txt"), "left_out", "forbidden by robots.txt"),
        (http_error(403), "failed", "HTTP 403"),
        (http_error(503), "failed", "HTTP 503"),
        (TimeoutError("x"), "failed", "no answer (TimeoutError)"),
    ],
)
def test_gone_and_forbidden_are_for_good_all_else_is_tried_again(
    bench: Bench, error: Exception, state: str, reason: str
) -> None:
    bench.queue(PAGE)
    bench.spider.busy.add(PAGE)
    bench.fail(error)
    assert bench.states() == {PAGE: (state, reason)}
    assert bench.run.skips == {reason: 1}
    assert bench.spider.outcomes == {state: 1}
    assert bench.spider.busy == set()
    assert bench.spider.frontier.retry_failed() == int(state == "failed")
