"""The spider's steps, with requests and responses built by hand and no network."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.pagework import PageJob, PageResult, read_page
from crawler.permission import Denied, ForeignHost, SiteWaits
from crawler.registry import OutletConfig, Source
from crawler.spiders import sitemap as sitemap_module
from crawler.spiders.outlet import OutletSpider
from crawler.spiders.reading import Reading
from crawler.spiders.section import read_section
from crawler.worker import PageTooHard
from data.frontier import Due, Found
from data.results import read_rows
from data.runs import Run
from data.store import MediaStore
from tests.crawler.outlets import make_config

SITE = "https://provbladet.example"
SITEMAP, FEED, PAGE = f"{SITE}/sitemap.xml", f"{SITE}/rss", f"{SITE}/nyheter/ny-kaj"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
SENTENCE = "Hamnen byggs ut med en ny kaj för bolagets fartyg till hösten nästa år."


class DirectWorker:
    """Reads pages in this process."""

    def __init__(self, config: OutletConfig) -> None:
        self.config = config

    async def read(self, job: PageJob) -> PageResult:
        if b"en parser dog" in job.body:
            raise PageTooHard("the page cannot be read (the parser died)")
        return read_page(job, self.config)


@dataclass
class Bench:
    """A spider of one outlet with its database."""

    spider: OutletSpider
    store: MediaStore
    run: Run
    crawled: list[Request] = field(default_factory=list)

    def read(self, kind: str, body: bytes, url: str = "", **fields: Any) -> list[str]:
        """Hand the spider a source's answer; the addresses of the requests that follow."""
        meta = {"page": 1, "whole": True, **fields.pop("meta", {})}
        source = Source(kind=kind, url=SITEMAP if kind == "sitemap" else FEED, **fields)
        url = url or source.url
        request = Request(url, meta={"source": source, "asked": url, **meta})
        response = Response(url, body=body, request=request)
        return [following.url for following in self.spider.read_source(response)]

    def sitemap(self, body: bytes, url: str = SITEMAP) -> list[str]:
        return self.read("sitemap", body, url)

    def feed(self, body: bytes) -> None:
        self.read("feed", body)

    def queue(self, *urls: str) -> None:
        self.spider.frontier.add(Found(url) for url in urls)

    def save(self, response_type: type[Response] = HtmlResponse, **fields: Any) -> None:
        """Hand the spider a page for PAGE."""
        fields = {"url": PAGE, "body": page(), **fields}
        if response_type is HtmlResponse:
            fields.setdefault("headers", {"Content-Type": "text/html; charset=utf-8"})
        self.spider.busy.add(PAGE)
        request = Request(PAGE, meta={"frontier_url": PAGE})
        asyncio.run(self.spider.read_page(response_type(request=request, **fields)))

    def fail(self, error: Exception, url: str = PAGE) -> None:
        failure: Any = Failure(error)
        failure.request = Request(url, meta={"frontier_url": url})
        self.spider.note_failed(failure)

    def due(self) -> list[str]:
        return [due.url for due in self.spider.frontier.next_due(9, set())]

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
        worker: Any = DirectWorker(config)
        made = Bench(OutletSpider(config, store, run, worker), store, run)
        made.spider.crawler = SimpleNamespace(  # type: ignore[assignment]
            engine=SimpleNamespace(crawl=made.crawled.append, needs_backout=lambda: False)
        )
        yield made


# where addresses come from


def test_it_starts_with_its_sources(bench: Bench) -> None:

    async def collect() -> list[str]:
        return [request.url async for request in bench.spider.start()]

    assert asyncio.run(collect()) == [SITEMAP, FEED]


def test_a_sitemap_queues_the_articles_and_nothing_else(bench: Bench) -> None:
    assert bench.sitemap(urlset(PAGE, f"{SITE}/om-oss", "https://annan.example/nyheter/x")) == []
    assert bench.states() == {PAGE: ("discovered", "")}
    assert bench.spider.outcomes == {"queued": 1}


def test_lastmod_makes_a_changed_page_due_again(bench: Bench) -> None:
    bench.sitemap(urlset(PAGE, lastmod="2026-10-01"))
    bench.save()
    assert bench.due() == []
    bench.sitemap(urlset(PAGE, lastmod="2026-10-01"))
    assert bench.due() == []
    bench.sitemap(urlset(PAGE, lastmod="2026-10-02"))
    assert bench.due() == [PAGE]


def test_a_news_sitemap_says_when_a_story_was_published(bench: Bench) -> None:
    news = 'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    entry = (
        f"<url><loc>{PAGE}</loc><n:news><n:publication><n:name>Prov</n:name></n:publication>"
        "<n:publication_date>2026-10-01T08:00:00Z</n:publication_date></n:news></url>"
    )
    bench.sitemap(f"<urlset {NS} {news}>{entry}</urlset>".encode())
    assert next(bench.store.db.query("SELECT day FROM frontier"))["day"] == "2026-10-01"


def test_a_part_whose_age_the_index_states_is_read_when_that_changes(bench: Bench) -> None:
    part = f"{SITE}/sitemap-1.xml"
    stamped = index(part).replace(b"</loc>", b"</loc><lastmod>2026-10-01</lastmod>")
    assert bench.sitemap(stamped) == [part]
    bench.read("sitemap", urlset(PAGE), part, meta={"lastmod": "2026-10-01"})
    bench.spider.sources_seen.clear()
    assert bench.sitemap(stamped) == []
    assert bench.sitemap(stamped.replace(b"10-01", b"10-02")) == [part]


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
    monkeypatch.setattr(sitemap_module, "MAX_SITEMAP_BYTES", 1_000_000)
    bomb = gzip.compress(urlset(PAGE)[: -len("</urlset>")] + b" " * 200_000_000, 1)
    unpacked = sitemap_module.unpack(bomb)
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
    assert bench.states() == {PAGE: ("discovered", "")}


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
    source = Source(kind="sitemap", url=SITEMAP)
    failure.request = Request(SITEMAP, meta={"asked": SITEMAP, "source": source})
    bench.spider.note_failed_source(failure)
    assert bench.spider.outcomes == {"source_failed": 1}
    assert bench.run.skips == {"source: HTTP 500": 1}


def test_a_feed_longer_than_is_taken_is_cut_and_said(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.spiders.feed.MAX_ADDRESSES", 2)
    items = "".join(f"<item><link>{SITE}/nyheter/{n}</link></item>" for n in range(5))
    bench.feed(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())
    assert len(bench.states()) == 2
    assert bench.run.skips == {"feed is too long: the rest is not read": 1}


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Prov</title>
<entry><link rel="self" href="/x"/><link href="/nyheter/ny-kaj"/>
<published>2026-10-01T08:00:00Z</published></entry></feed>"""


def test_atom_with_relative_links(bench: Bench) -> None:
    bench.feed(ATOM.encode())
    assert set(bench.states()) == {PAGE}


def test_billion_laughs_do_no_harm(bench: Bench) -> None:
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(12)
    )
    for kind, body in (
        ("feed", RSS.replace("Ny kaj", "&l11;")),
        ("sitemap", urlset(PAGE).decode()),
    ):
        root = "rss" if kind == "feed" else "urlset"
        evil = body.replace(f"<{root}", f"<!DOCTYPE {root} [{laughs}]><{root}", 1)
        bench.read(kind, evil.encode())
    assert set(bench.states()) <= {PAGE}


LISTING = """<html><body><nav><a href="/om-oss">Om</a></nav><main>
<a href="/nyheter/ny-kaj?utm_source=start">Ny kaj</a><a href="http://[trasig">x</a>
<a href="mailto:x@y.example">m</a><a href="https://annan.example/nyheter/x">annan</a></main>
<a rel="next" href="?sida=2">Nästa</a></body></html>"""


def test_a_section_page_gives_articles_and_the_next_page(bench: Bench) -> None:
    url = f"{SITE}/nyheter"
    follow = bench.read("section", LISTING.encode(), url, next_page="a[rel=next]")
    assert follow == []
    assert bench.run.skips == {"section page cannot be read: it is no text": 1}
    reading = read_section(
        HtmlResponse(url, body=LISTING.encode()),
        Source(kind="section", url=url, links="main a", next_page="a[rel=next]"),
        bench.spider.config,
    )
    assert [found.url for found in reading.found] == [f"{PAGE}?utm_source=start"]
    assert reading.next_page == f"{url}?sida=2"


POSTS = json.dumps(
    [
        {
            "link": PAGE,
            "date_gmt": "2026-10-01T08:00:00",
            "modified_gmt": "2026-10-02T08:00:00",
            "content": {"rendered": "x"},
        }
    ]
)


def test_wordpress_posts_are_addresses_with_dates(bench: Bench) -> None:
    bench.read("wordpress", POSTS.encode())
    row = next(bench.store.db.query("SELECT lastmod, day FROM frontier"))
    assert row == {"lastmod": "2026-10-02T10:00:00+02:00", "day": "2026-10-01"}


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b'[{"id": 1}]', b"<html>", b"[" * 100_000])
def test_a_wordpress_list_that_is_none_is_said(bench: Bench, body: bytes) -> None:
    bench.read("wordpress", body)
    assert bench.spider.outcomes == {"source_unreadable": 1}


def test_a_list_cut_short_is_read_whole_the_next_time(bench: Bench) -> None:
    reading = Reading(found=[Found(PAGE)], next_page=f"{SITE}/s?page=2")
    source = Source(kind="wordpress", url=FEED)
    state = bench.spider.frontier.find_source(FEED)

    def keep(page: int, whole: bool) -> bool:
        request = Request(FEED, meta={"page": page, "whole": whole})
        return bench.spider._keep_reading(Response(FEED, request=request), source, state, reading)

    assert keep(1, whole=True), "the first time the list is followed"
    assert not bench.spider.frontier.find_source(FEED).complete, "a kill here reads it whole again"
    reading.next_page = ""
    assert not keep(2, whole=True)
    assert bench.spider.frontier.find_source(FEED).complete
    reading.next_page = f"{SITE}/s?page=2"
    assert not keep(1, whole=False), "later it ends at a page with nothing new"


EPISODES = json.dumps(
    {
        "episodes": [
            {
                "title": "Ny kaj i Piteå",
                "description": "Hela texten som inte får sparas.",
                "url": "https://provbladet.example/artikel/7",
                "publishdateutc": "/Date(1790841600000)/",
            },
            {"title": "Utan adress", "url": "javascript:x"},
        ],
        "pagination": {"page": 1, "totalpages": 1},
    }
)


def test_sveriges_radio_gives_title_date_and_link_and_no_text(bench: Bench) -> None:
    bench.read("sverigesradio", EPISODES.encode())
    (article,) = bench.store.iter_articles()
    assert (article.title, article.text, str(article.access)) == ("Ny kaj i Piteå", "", "teaser")
    assert article.published == "2026-10-01T10:00:00+02:00"
    assert bench.due() == []
    dump = "".join(bench.store.db.conn.iterdump())
    assert "får sparas" not in dump


@pytest.mark.parametrize("body", [b"", b"[]", b'{"episodes": [{}]}', b"<xml/>"])
def test_a_radio_list_that_is_none_is_said(bench: Bench, body: bytes) -> None:
    bench.read("sverigesradio", body)
    assert bench.spider.outcomes == {"source_unreadable": 1}


def test_a_source_that_did_not_change_costs_one_answer(bench: Bench) -> None:
    source = Source(kind="feed", url=FEED)
    request = Request(FEED, meta={"source": source, "asked": FEED, "page": 1, "whole": True})
    response = Response(FEED, body=RSS.encode(), headers={"ETag": '"1"'}, request=request)
    list(bench.spider.read_source(response))
    bench.spider.sources_seen.clear()
    (again,) = bench.spider._request_source(source)
    assert again.headers[b"If-None-Match"] == b'"1"'
    assert list(bench.spider.read_source(Response(FEED, status=304, request=request))) == []
    assert bench.spider.outcomes == {"queued": 1, "sources_unchanged": 1}


# the work


def test_queued_addresses_are_handed_out_until_none_is_left(bench: Bench) -> None:
    bench.queue(PAGE, f"{SITE}/nyheter/b")
    with pytest.raises(DontCloseSpider):
        bench.spider.schedule_due(bench.spider)
    assert {r.url for r in bench.crawled} == {PAGE, f"{SITE}/nyheter/b"} == bench.spider.busy
    for url in sorted(bench.spider.busy):
        bench.fail(http_error(404, url), url)
    bench.spider.schedule_due(bench.spider)
    assert len(bench.crawled) == 2


def test_no_more_than_the_limit_is_fetched(bench: Bench) -> None:
    bench.queue(*(f"{SITE}/nyheter/{n}" for n in range(5)))
    bench.spider.left = 2
    with pytest.raises(DontCloseSpider):
        bench.spider.schedule_due(bench.spider)
    for url in sorted(bench.spider.busy):
        bench.fail(http_error(404, url), url)
    bench.spider.schedule_due(bench.spider)
    assert len(bench.crawled) == 2


def test_a_page_that_vanished_is_counted_and_said(bench: Bench) -> None:
    bench.queue(PAGE)
    bench.spider.busy.add(PAGE)
    bench.spider.schedule_due(bench.spider)
    assert bench.states() == {PAGE: ("failed", "could not be read")}
    assert bench.spider.outcomes == {"failed": 1}
    assert bench.run.skips == {"could not be read": 1}


def test_a_page_becomes_an_article(bench: Bench) -> None:
    bench.queue(PAGE)
    bench.save()
    (article,) = bench.store.iter_articles()
    assert (article.url, article.title, article.text) == (PAGE, "Ny kaj", SENTENCE)
    assert bench.states() == {PAGE: ("fetched", "")}
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
    ("encoding", "stated"),
    [
        ("latin-1", "text/html; charset=iso-8859-1"),
        ("utf-8", "text/html"),
        ("cp1252", "text/html; charset=utf-8"),
        ("utf-8", "text/html; charset=us-ascii"),
    ],
)
def test_pages_are_read_in_their_encoding_even_when_it_is_stated_wrongly(
    bench: Bench, encoding: str, stated: str
) -> None:
    body = page("Åtta öar").decode().encode(encoding)
    bench.save(body=body, headers={"Content-Type": stated})
    assert next(bench.store.iter_articles()).title == "Åtta öar"


def test_a_redirect_to_another_article_keeps_that_address(bench: Bench) -> None:
    bench.queue(PAGE)
    bench.save(url=f"{SITE}/nyheter/ny-adress")
    assert next(bench.store.iter_articles()).url == f"{SITE}/nyheter/ny-adress"
    assert bench.states() == {PAGE: ("fetched", "")}


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
    assert bench.due() == []


def test_page_article_and_state_are_stored_together_or_not_at_all(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.queue(PAGE)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bench.spider.frontier, "mark_fetched", stop)
    with pytest.raises(KeyboardInterrupt):
        bench.save()
    assert (bench.store.count("articles"), bench.store.count("pages")) == (0, 0)
    assert bench.states() == {PAGE: ("discovered", "")}


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (http_error(404), "gone", "HTTP 404"),
        (http_error(410), "gone", "HTTP 410"),
        (Denied("forbidden by robots.txt"), "denied", "forbidden by robots.txt"),
        (Denied("reserved by tdmrep.json"), "denied", "reserved by tdmrep.json"),
        (ForeignHost("redirected to another host"), "left_out", "redirected to another host"),
        (ForeignHost("a private address"), "left_out", "leads to a private address"),
        (IgnoreRequest("max redirections reached"), "left_out", "redirected too often"),
        (http_error(403), "failed", "HTTP 403"),
        (http_error(503), "failed", "HTTP 503"),
        (TimeoutError("x"), "failed", "no answer (TimeoutError)"),
    ],
)
def test_what_gives_no_page_has_a_state_and_a_reason(
    bench: Bench, error: Exception, state: str, reason: str
) -> None:
    bench.queue(PAGE)
    bench.spider.busy.add(PAGE)
    bench.fail(error)
    assert bench.states() == {PAGE: (state, reason)}
    assert bench.run.skips == {reason: 1}
    assert bench.spider.outcomes == {state: 1}
    assert bench.spider.busy == set()
    assert bench.due() == [], "what failed waits for its hour"


def test_while_robots_cannot_be_read_everything_waits(bench: Bench) -> None:
    bench.queue(PAGE, f"{SITE}/nyheter/b")
    for url in (PAGE, f"{SITE}/nyheter/b"):
        bench.fail(SiteWaits("robots.txt: HTTP 500"), url)
    assert {state for state, _ in bench.states().values()} == {"discovered"}
    assert bench.due() == []
    assert bench.spider.outcomes == {"site_waits": 1}
    assert bench.run.skips == {"source: robots.txt: HTTP 500": 1}
    bench.spider.schedule_due(bench.spider)
    assert bench.crawled == []


@pytest.mark.parametrize("where", ["header", "meta"])
def test_a_reserved_page_is_not_even_kept(bench: Bench, where: str) -> None:
    bench.queue(PAGE)
    headers = {"Content-Type": "text/html; charset=utf-8"}
    body = page()
    if where == "header":
        headers["tdm-reservation"] = "1"
    else:
        body = body.replace(
            b"<body>", b'<head><meta content="1" name=tdm-reservation></head><body>'
        )
    bench.save(body=body, headers=headers)
    ((state, reason),) = bench.states().values()
    assert state == "denied"
    assert reason.startswith("reserved by tdm")
    assert (bench.store.count("articles"), bench.store.count("pages")) == (0, 0)


def test_an_unchanged_page_is_a_fetch_without_a_page(bench: Bench) -> None:
    bench.queue(PAGE)
    bench.save(headers={"ETag": '"7"', "Content-Type": "text/html"})
    request = bench.spider._request_page(Due(PAGE, '"7"'))
    assert request.headers[b"If-None-Match"] == b'"7"'
    bench.save(status=304, body=b"")
    assert bench.spider.outcomes == {"new": 1, "unchanged": 1}
    assert next(bench.store.db.query("SELECT fetches FROM frontier"))["fetches"] == 2


def test_a_page_that_kills_the_parser_costs_that_page(bench: Bench) -> None:
    bench.queue(PAGE)
    bench.save(body=page("en parser dog"))
    assert bench.states() == {PAGE: ("left_out", "the page cannot be read (the parser died)")}


@pytest.mark.parametrize("published", ["1900-01-01", "2090-05-05T10:00:00Z", "0001-01-01"])
def test_a_date_that_cannot_be_is_left_out_and_its_words_are_kept(
    bench: Bench, published: str
) -> None:
    bench.queue(PAGE)
    linked = (
        f'<script type="application/ld+json">{{"@type":"Article","datePublished":"{published}"}}'
    )
    bench.save(body=page().replace(b"<body>", f"<body>{linked}</script>".encode()))
    (article,) = bench.store.iter_articles()
    assert (article.published, article.published_raw) == ("", published)
    assert bench.spider.outcomes == {"new": 1, "undated": 1}
    assert bench.states() == {PAGE: ("fetched", "kept without its date: it cannot be")}


def test_outside_its_hours_nothing_is_asked(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.spider.window = "23:00-05:00"
    monkeypatch.setattr("crawler.spiders.outlet.is_open", lambda _: False)
    bench.queue(PAGE)

    async def collect() -> list[str]:
        return [request.url async for request in bench.spider.start()]

    assert asyncio.run(collect()) == []
    bench.spider.schedule_due(bench.spider)
    assert bench.crawled == []
    assert bench.spider.outcomes == {"outside_hours": 1}
    assert bench.due() == [PAGE]
