"""Crawl one outlet: its sitemaps and feeds give addresses, the frontier gives work."""

from __future__ import annotations

import gzip
import hashlib
import io
import logging
import sqlite3
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any, Self
from urllib.parse import urlsplit

import feedparser
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider, DownloadCancelledError, IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.sitemap import Sitemap
from twisted.python.failure import Failure

from crawler.extract import NotAnArticle, extract_article
from crawler.registry import OutletConfig
from data.frontier import Found, Frontier
from data.runs import Run
from data.store import MediaStore, pack_page

BATCH = 100  # addresses handed to Scrapy at a time: the rest waits in the database
GONE = {404, 410}
SITEMAP_TYPES = {"urlset", "sitemapindex"}
MAX_SITEMAP_BYTES = 60_000_000  # the sitemap protocol allows 50 MB; a bomb is cut there


class OutletSpider(Spider):
    """Fetches what is new of one outlet; every step is in the database before the next."""

    name = "outlet"

    def __init__(
        self,
        config: OutletConfig,
        store: MediaStore,
        run: Run,
        proxy: str | None = None,
        limit: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name=f"outlet-{config.id}", **kwargs)
        self.config = config
        self.store = store
        self.run = run
        self.proxy = proxy
        self.left = limit
        self.frontier = Frontier(store, config.id)
        self.busy: set[str] = set()
        self.sources_seen: set[str] = set()
        self.outcomes: dict[str, int] = {}
        self.fatal: sqlite3.Error | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.schedule_queued, signal=signals.spider_idle)
        return spider

    # where addresses come from

    async def start(self) -> AsyncIterator[Request]:
        self.frontier.retry_failed()
        for source in self.config.sources:
            for request in self._request_source(source.kind, source.url):
                yield request

    def _request_source(self, kind: str, url: str) -> Iterator[Request]:
        """One request, none for a source already asked for: an index may name itself."""
        if url in self.sources_seen:
            return
        self.sources_seen.add(url)
        parse = self.parse_sitemap if kind == "sitemap" else self.parse_feed
        yield self._request(url, callback=parse, errback=self.note_failed_source)

    def parse_sitemap(self, response: Response) -> Iterator[Request]:
        """Queue the articles of a sitemap; follow a sitemap index."""
        try:
            sitemap = Sitemap(_gunzip(response.body))
            entries = [dict(entry) for entry in sitemap]
        except Exception as error:  # lxml raises several kinds for broken XML
            self.count("source_unreadable")
            self.run.skip(response.url, f"sitemap cannot be read: {type(error).__name__}")
            return
        if sitemap.type not in SITEMAP_TYPES:
            self.count("source_unreadable")
            self.run.skip(response.url, f"sitemap cannot be read: it is <{sitemap.type}>")
            return
        if sitemap.type == "sitemapindex":
            for entry in entries:
                yield from self._follow(response, str(entry.get("loc", "")).strip())
            return
        self._queue(Found(str(e.get("loc", "")), str(e.get("lastmod") or "")) for e in entries)

    def _follow(self, response: Response, loc: str) -> Iterator[Request]:
        """Ask for a part of a sitemap index; only the web is read, never file: or the like."""
        try:
            url = response.urljoin(loc)
            if not loc or urlsplit(url).scheme not in {"http", "https"}:
                raise ValueError("no address on the web")
            yield from self._request_source("sitemap", url)
        except ValueError as error:
            self.count("source_unreadable")
            self.run.skip(loc or response.url, f"part of a sitemap cannot be read: {error}")

    def parse_feed(self, response: Response) -> None:
        """Queue the articles of an RSS or Atom feed."""
        # as a stream: bytes that happen to be a file's name would be opened
        feed = feedparser.parse(io.BytesIO(response.body))
        if not feed.entries and (feed.bozo or not feed.get("version")):
            self.count("source_unreadable")
            self.run.skip(response.url, "feed cannot be read")
            return
        self._queue(Found(str(entry.get("link", ""))) for entry in feed.entries)

    def _queue(self, found: Iterator[Found]) -> None:
        self.count("queued", self.frontier.add(f for f in found if self.config.wants(f.url)))

    def note_failed_source(self, failure: Failure) -> None:
        url, reason = _describe_failure(failure)
        self.count("source_failed")
        self.run.skip(url, f"source: {reason}")

    # the work

    def schedule_queued(self, spider: Spider) -> None:
        """When Scrapy has nothing to do, hand it the next addresses; close when none is left."""
        if self.fatal is not None:
            return
        for url in sorted(self.busy):  # Scrapy has logged why
            self.frontier.mark(url, "failed", "could not be read")
            self.run.skip(url, "could not be read")
            self.count("failed")
        self.busy.clear()
        size = BATCH if self.left is None else min(BATCH, self.left)
        urls = self.frontier.next_urls(size, self.busy)
        if self.left is not None:
            self.left -= len(urls)
        for url in urls:
            self.busy.add(url)
            request = self._request(url, callback=self.read_page, errback=self.read_failure)
            request.meta["frontier_url"] = url
            assert self.crawler.engine is not None
            self.crawler.engine.crawl(request)
        if urls:
            raise DontCloseSpider

    def _request(self, url: str, **callbacks: Any) -> Request:
        return Request(url, dont_filter=True, **callbacks)

    def read_page(self, response: Response) -> None:
        """Store what a page holds."""
        with self._ending_when_the_database_fails():
            self.save_article(response)

    def read_failure(self, failure: Failure) -> None:
        """Store why an address gave no page."""
        with self._ending_when_the_database_fails():
            self.note_failed(failure)

    @contextmanager
    def _ending_when_the_database_fails(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            self.fatal = error
            logging.getLogger("scrapy").setLevel(logging.CRITICAL)  # said once, by the command
            raise CloseSpider("database") from error

    def save_article(self, response: Response) -> None:
        """Store page, article and frontier state in one transaction."""
        url = response.meta["frontier_url"]
        self.busy.discard(url)
        self.run.n_in += 1
        if not isinstance(response, TextResponse):
            self._leave_out(url, "not a text page")
            return
        if not self.config.wants(response.url):
            self._leave_out(url, "redirected away from the outlet's articles")
            return
        content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        digest = hashlib.sha256(response.body).hexdigest()
        page = pack_page(
            self.config.id, response.url, response.status, content_type, response.body, digest
        )
        try:
            article = extract_article(_decode(response), response.url, self.config)
        except NotAnArticle as error:
            with self.store.db.atomic():
                self.store.save_page(page)
                self._leave_out(url, str(error))
            return
        with self.store.db.atomic():
            self.store.save_page(page)
            outcome = self.store.save_article(article)
            self.frontier.mark(url, "done")
        self.count(outcome)
        self.run.n_out += outcome != "unchanged"

    def _leave_out(self, url: str, reason: str) -> None:
        self.frontier.mark(url, "left_out", reason)
        self.run.skip(url, reason)
        self.count("left_out")

    def note_failed(self, failure: Failure) -> None:
        """An address that gave no page: gone and forbidden for good, else tried again later."""
        _, reason = _describe_failure(failure)
        url = failure.request.meta["frontier_url"]  # type: ignore[attr-defined]
        self.busy.discard(url)
        self.run.n_in += 1
        error = failure.value
        gone = isinstance(error, HttpError) and error.response.status in GONE
        refused = isinstance(error, IgnoreRequest | DownloadCancelledError)
        if gone or (refused and not isinstance(error, HttpError)):
            self._leave_out(url, reason)
            return
        self.frontier.mark(url, "failed", reason)
        self.run.skip(url, reason)
        self.count("failed")

    def count(self, outcome: str, n: int = 1) -> None:
        if n:
            self.outcomes[outcome] = self.outcomes.get(outcome, 0) + n


def _describe_failure(failure: Failure) -> tuple[str, str]:
    url, error = failure.request.url, failure.value  # type: ignore[attr-defined]
    if isinstance(error, HttpError):
        return url, f"HTTP {error.response.status}"
    if isinstance(error, DownloadCancelledError):
        return url, "the page is too large"
    if isinstance(error, IgnoreRequest):
        forbidden = "robots" in str(error)
        return url, "forbidden by robots.txt" if forbidden else "redirected too often"
    return url, f"no answer ({type(error).__name__})"


def _decode(response: TextResponse) -> str:
    """The page's text; one whose charset is stated wrongly is read as Windows-1252."""
    text = response.text
    if "\ufffd" not in text:
        return text
    try:
        return response.body.decode("utf-8")
    except UnicodeDecodeError:
        return response.body.decode("cp1252", "replace")


def _gunzip(body: bytes) -> bytes:
    """The body unpacked when it is gzip, cut at MAX_SITEMAP_BYTES."""
    if body[:2] != b"\x1f\x8b":
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MAX_SITEMAP_BYTES)
    except zlib.error as error:
        raise gzip.BadGzipFile(str(error)) from error
