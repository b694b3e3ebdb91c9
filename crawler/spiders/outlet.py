"""Crawl one outlet: its sources give addresses, the frontier gives work."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.cookiejar import MozillaCookieJar
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.pagework import PageJob, PageResult
from crawler.permission import Denied, SiteWaits
from crawler.registry import OutletConfig, Source
from crawler.spiders.failures import LEFT_OUT_REASONS, describe_failure
from crawler.spiders.feed import read_feed
from crawler.spiders.reading import Reading, Unreadable, header
from crawler.spiders.section import read_section
from crawler.spiders.sitemap import MAX_SITEMAP_BYTES, read_sitemap
from crawler.spiders.sverigesradio import build_list_url, read_sverigesradio
from crawler.spiders.wordpress import build_page_url, read_wordpress
from crawler.window import is_open
from crawler.worker import PageTooHard, PageWorker
from data.frontier import Due, Found, Frontier, SourceState
from data.runs import Run, utc_now
from data.store import MediaStore

BATCH = 100  # addresses handed to Scrapy at a time: the rest waits in the database
GONE = {404, 410}
NOT_MODIFIED = 304
PAGE_TYPES = {"text/html", "application/xhtml+xml", "text/plain", ""}
NEVER_AGAIN = "2000-01-01"  # as the date of a piece that is known by its metadata alone
WAIT_FOR_RULES = timedelta(hours=1)  # when robots.txt answers 5xx; RFC 9309 leaves it open
Reader = Callable[[Response, Source, OutletConfig], Reading]
READERS: dict[str, Reader] = {
    "sitemap": read_sitemap,
    "feed": read_feed,
    "section": read_section,
    "wordpress": read_wordpress,
    "sverigesradio": read_sverigesradio,
}
PAGED = {"section", "wordpress", "sverigesradio"}


class OutletSpider(Spider):
    """Fetches what is new of one outlet; every step is in the database before the next."""

    name = "outlet"

    def __init__(
        self,
        config: OutletConfig,
        store: MediaStore,
        run: Run,
        worker: PageWorker,
        proxy: str | None = None,
        limit: int | None = None,
        cookies: MozillaCookieJar | None = None,
        ignore_window: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(name=f"outlet-{config.id}", **kwargs)
        self.config = config
        self.store = store
        self.run = run
        self.worker = worker
        self.proxy = proxy
        self.left = limit
        self.cookies = cookies
        self.window = "" if ignore_window else config.window
        self.frontier = Frontier(store, config.id)
        self.busy: set[str] = set()
        self.sources_seen: set[str] = set()
        self.outcomes: dict[str, int] = {}
        self.waits = ""
        self.asked_delay = 0.0
        self.fatal: sqlite3.Error | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.schedule_due, signal=signals.spider_idle)
        return spider

    # where addresses come from

    async def start(self) -> AsyncIterator[Request]:
        if not is_open(self.window):
            self._close_window()
            return
        for source in self.config.sources:
            for request in self._request_source(source):
                yield request

    def _close_window(self) -> None:
        if not self.waits:
            self.waits = f"outside its hours ({self.window}, Swedish time)"
            self.count("outside_hours")

    def _request_source(self, source: Source, url: str = "", **meta: Any) -> Iterator[Request]:
        """One request, none for a file already asked for: an index may name itself."""
        if not url:
            url = first_url(source)
        if url in self.sources_seen:
            return
        self.sources_seen.add(url)
        state = self.frontier.find_source(url)
        yield Request(
            url,
            dont_filter=True,
            priority=10,
            callback=self.read_source,
            errback=self.note_failed_source,
            headers=_ask_for_changes(state.etag, state.last_modified),
            meta={
                "source": source,
                "page": 1,
                "whole": not self.frontier.find_source(source.url).complete,
                "handle_httpstatus_list": [NOT_MODIFIED],
                "download_maxsize": MAX_SITEMAP_BYTES,
                **meta,
                "asked": url,
            },
        )

    def read_source(self, response: Response) -> Iterator[Request]:
        """Note what a source holds and ask for what follows of it."""
        source: Source = response.meta["source"]
        asked: str = response.meta["asked"]
        state = self.frontier.find_source(asked)
        if response.status == NOT_MODIFIED:
            self.frontier.note_source(state, source.kind, "HTTP 304")
            self.count("sources_unchanged")
            return
        try:
            reading = READERS[source.kind](response, source, self.config)
        except Unreadable as error:
            self.frontier.note_source(state, source.kind, str(error))
            self.count("source_unreadable")
            self.run.skip(response.url, str(error))
            return
        for part, why in reading.broken:
            self.count("source_unreadable")
            self.run.skip(part or response.url, f"part of a {source.kind} cannot be read: {why}")
        if reading.cut:
            self.note_oddity(response.url, f"{source.kind} is too long: the rest is not read")
        goes_on = self._keep_reading(response, source, state, reading)
        for item in reading.parts:
            known = self.frontier.find_source(item.url)
            if not item.lastmod or item.lastmod != known.lastmod:
                yield from self._request_source(source, item.url, lastmod=item.lastmod)
        if goes_on:
            page = response.meta["page"] + 1
            whole = response.meta["whole"]
            yield from self._request_source(source, reading.next_page, page=page, whole=whole)

    def _keep_reading(
        self, response: Response, source: Source, state: SourceState, reading: Reading
    ) -> bool:
        """Store a reading in one transaction; says whether the next page is wanted.

        A list of pages that a kill cut short is read whole the next time: ``complete`` is taken
        back with the first page's addresses and set again at the end.
        """
        now = utc_now()
        with self.store.db.atomic():
            queued = self.frontier.add(reading.found, now)
            queued_new = queued + self._keep_metadata(reading, now)
            goes_on = bool(reading.next_page) and response.meta["page"] < source.max_pages
            goes_on = goes_on and (response.meta["whole"] or queued_new > 0)
            paged = source.kind in PAGED
            validators = ("", "") if reading.parts or paged else _read_validators(response)
            state = replace(
                state,
                etag=validators[0],
                last_modified=validators[1],
                lastmod=response.meta.get("lastmod", ""),
            )
            n_found = len(reading.found) + len(reading.metadata)
            self.frontier.note_source(state, source.kind, f"HTTP {response.status}", n_found, now)
            if paged:
                whole = replace(self.frontier.find_source(source.url), complete=not goes_on)
                self.frontier.note_source(whole, source.kind, "HTTP 200", None, now)
        self.count("queued", queued)
        return goes_on

    def _keep_metadata(self, reading: Reading, now: str) -> int:
        """Store articles that are known by title and link alone; returns how many are new."""
        new = 0
        for article in reading.metadata:
            saved = self.store.keep_article(article)
            self.frontier.add([Found(article.url, published=article.published)], now)
            self.frontier.mark_fetched(
                article.url, saved.article_id, published=NEVER_AGAIN, now=now
            )
            self.count(saved.outcome)
            self.run.n_in += 1
            self.run.n_out += saved.outcome != "unchanged"
            new += saved.outcome == "new"
        return new

    def note_failed_source(self, failure: Failure) -> None:
        url, reason = describe_failure(failure)
        if isinstance(failure.value, SiteWaits):
            self._wait_for_rules(url, reason)
            return
        source: Source = failure.request.meta["source"]  # type: ignore[attr-defined]
        state = self.frontier.find_source(url)
        self.frontier.note_source(state, source.kind, reason)
        self.count("source_denied" if isinstance(failure.value, Denied) else "source_failed")
        self.run.skip(url, f"source: {reason}")

    def _wait_for_rules(self, url: str, reason: str) -> None:
        """The site cannot say what it allows: nothing is fetched, all that is due waits."""
        if not self.waits:
            self.waits = reason
            self.count("site_waits")
            self.run.skip(url, f"source: {reason}")
            self.frontier.postpone(reason, WAIT_FOR_RULES)

    def note_oddity(self, url: str, text: str) -> None:
        """Something that is worth a line in the log of the run and costs nothing else."""
        self.run.skip(url, text)

    # the work

    def schedule_due(self, spider: Spider) -> None:
        """When Scrapy has nothing to do, hand it the next addresses; close when none is left."""
        if self.fatal is not None:
            return
        for url in sorted(self.busy):  # Scrapy has logged why
            self._note_outcome(url, "failed", "could not be read")
        self.busy.clear()
        if self._hand_out() or self.crawler.engine.needs_backout():
            raise DontCloseSpider

    def _hand_out(self) -> int:
        """Give Scrapy addresses until it has BATCH of them; returns how many it has."""
        if not self.waits and not is_open(self.window):
            self._close_window()
        if self.waits or self.fatal is not None:
            return len(self.busy)
        room = BATCH - len(self.busy)
        size = room if self.left is None else min(room, self.left)
        due = self.frontier.next_due(size, self.busy) if size > 0 else []
        if self.left is not None:
            self.left -= len(due)
        for item in due:
            self.busy.add(item.url)
            assert self.crawler.engine is not None
            self.crawler.engine.crawl(self._request_page(item))
        return len(self.busy)

    def _request_page(self, due: Due) -> Request:
        return Request(
            due.url,
            dont_filter=True,
            callback=self.read_page,
            errback=self.read_failure,
            headers=_ask_for_changes(due.etag, due.last_modified),
            meta={"frontier_url": due.url, "handle_httpstatus_list": [NOT_MODIFIED]},
        )

    async def read_page(self, response: Response) -> None:
        """Have a page read, and store what it holds."""
        url = response.meta["frontier_url"]
        job = self._make_job(response)
        try:
            result = await self.worker.read(job) if isinstance(job, PageJob) else job
        except PageTooHard as error:
            result = PageResult(left_out=str(error))
        with self._ending_when_the_database_fails():
            self.store_result(url, response, result)
            self._top_up()

    def _make_job(self, response: Response) -> PageJob | PageResult:
        """The work that a page is; at once the result where there is nothing to read."""
        if response.status == NOT_MODIFIED:
            return PageResult()
        kind = header(response, b"Content-Type").partition(";")[0].strip().lower()
        if not isinstance(response, TextResponse) or kind not in PAGE_TYPES:
            return PageResult(left_out="not a text page")
        if not self.config.wants(response.url):
            return PageResult(left_out="redirected away from the outlet's articles")
        return PageJob(
            self.config.id,
            response.url,
            response.status,
            header(response, b"Content-Type"),
            response.body,
            utc_now(),
            header(response, b"tdm-reservation"),
            self.cookies is not None,
        )

    def read_failure(self, failure: Failure) -> None:
        """Store why an address gave no page."""
        with self._ending_when_the_database_fails():
            self.note_failed(failure)
            self._top_up()

    def _top_up(self) -> None:
        if 0 < len(self.busy) < BATCH // 2:  # at 0 the idle signal does it, sources first
            self._hand_out()

    @contextmanager
    def _ending_when_the_database_fails(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            self.fatal = error
            logging.getLogger("scrapy").setLevel(logging.CRITICAL)  # said once, by the command
            raise CloseSpider("database") from error

    def store_result(self, url: str, response: Response, result: PageResult) -> None:
        """Store page, article and frontier state in one transaction."""
        self.busy.discard(url)
        self.run.n_in += 1
        if response.status == NOT_MODIFIED:
            self.frontier.mark_unchanged(url)
            self.count("unchanged")
            return
        if result.denied:
            self._note_outcome(url, "denied", result.denied)
            return
        if result.article is None or result.page is None:
            with self.store.db.atomic():
                if result.page is not None:
                    self.store.save_page(result.page)
                self._leave_out(url, result.left_out)
            return
        article, page = result.article, result.page
        odd_date = bool(article.published_raw) and not article.published
        etag, last_modified = _read_validators(response)
        with self.store.db.atomic():
            self.store.save_page(page)
            saved = self.store.keep_article(article)
            self.frontier.mark_fetched(
                url,
                saved.article_id,
                published=article.published,
                etag=etag,
                last_modified=last_modified,
                note="kept without its date: it cannot be" if odd_date else "",
                now=page.fetched_at,
            )
        self.count(saved.outcome)
        if odd_date:
            self.count("undated")
        self.run.n_out += saved.outcome != "unchanged"

    def _leave_out(self, url: str, reason: str) -> None:
        self._note_outcome(url, "left_out", reason)

    def _note_outcome(self, url: str, state: str, reason: str) -> None:
        self.frontier.mark(url, state, reason)
        self.run.skip(url, reason)
        self.count(state)

    def note_failed(self, failure: Failure) -> None:
        """An address that gave no page: gone and refused for good, else tried again later."""
        _, reason = describe_failure(failure)
        url = failure.request.meta["frontier_url"]  # type: ignore[attr-defined]
        self.busy.discard(url)
        error = failure.value
        if isinstance(error, SiteWaits):
            self._wait_for_rules(url, reason)
            return
        self.run.n_in += 1
        if isinstance(error, Denied):
            self._note_outcome(url, "denied", reason)
        elif isinstance(error, HttpError) and error.response.status in GONE:
            self._note_outcome(url, "gone", reason)
        elif reason in LEFT_OUT_REASONS:
            self._leave_out(url, reason)
        else:
            self._note_outcome(url, "failed", reason)

    def count(self, outcome: str, n: int = 1) -> None:
        if n:
            self.outcomes[outcome] = self.outcomes.get(outcome, 0) + n


def first_url(source: Source) -> str:
    """The address to ask a source at, with what its kind wants to be asked."""
    if source.kind == "wordpress":
        return build_page_url(source.url, 1)
    return build_list_url(source.url) if source.kind == "sverigesradio" else source.url


def _ask_for_changes(etag: str, last_modified: str) -> dict[str, str]:
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in asked.items() if value}


def _read_validators(response: Response) -> tuple[str, str]:
    return header(response, b"ETag"), header(response, b"Last-Modified")
