"""Before each request: is it the outlet's own host, does robots.txt allow it, is it reserved?"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http.request import NO_CALLBACK

from crawler.cookies import build_cookie_header
from crawler.hosts import is_private
from crawler.registry import OutletConfig
from crawler.robots import AGENT, RobotsUnavailable, find_delay, read_robots
from crawler.tdm import TDMREP_PATH, Reservation, is_reserved_by_file, read_tdmrep

SITE_FILE = "site_file"  # meta of requests for robots.txt and tdmrep.json themselves
MAX_SITE_FILE_BYTES = 2_000_000


class Denied(IgnoreRequest):
    """The site does not want this address fetched."""


class ForeignHost(IgnoreRequest):
    """The address is not on one of the outlet's own hosts, or on a private one."""


class SiteWaits(IgnoreRequest):
    """The site cannot be asked for its rules now: all its addresses wait."""


@dataclass(slots=True)
class SiteRules:
    """What one origin allows; ``unavailable`` says why it could not be asked."""

    robots: Protego | None = None
    reservations: list[Reservation] = field(default_factory=list)
    unavailable: str = ""


class PermissionMiddleware:
    """Asks each origin once a run for robots.txt and tdmrep.json, and judges every request."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, asyncio.Future[SiteRules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        spider: Any = self._crawler.spider
        config: OutletConfig = spider.config
        _check_host(request.url, config)
        if request.meta.get(SITE_FILE):
            return
        if spider.cookies is not None:
            cookie = build_cookie_header(spider.cookies, request.url)
            if cookie:
                request.headers["Cookie"] = cookie
        rules = await self._find_rules(request.url)
        if rules.unavailable:
            raise SiteWaits(rules.unavailable)
        if rules.robots is not None and not rules.robots.can_fetch(request.url, AGENT):
            raise Denied("forbidden by robots.txt")
        mined = request.meta.get("frontier_url") is not None
        if mined and is_reserved_by_file(rules.reservations, request.url):
            raise Denied("reserved by tdmrep.json")

    async def _find_rules(self, url: str) -> SiteRules:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._ask(origin))
        return await self._rules[origin]

    async def _ask(self, origin: str) -> SiteRules:
        rules = SiteRules()
        try:
            status, body = await self._fetch(f"{origin}/robots.txt")
            rules.robots = read_robots(status, body)
            self._slow_down(find_delay(rules.robots))
        except RobotsUnavailable as error:
            rules.unavailable = str(error)
            return rules
        except Exception as error:  # Scrapy raises whatever the network gives
            rules.unavailable = f"robots.txt: no answer ({type(error).__name__})"
            return rules
        try:
            status, body = await self._fetch(f"{origin}{TDMREP_PATH}")
            if status == 200:
                rules.reservations = read_tdmrep(body)
            elif status >= 500:
                rules.unavailable = f"tdmrep.json: HTTP {status}"
        except ValueError as error:
            self._crawler.spider.note_oddity(f"{origin}{TDMREP_PATH}", str(error))  # type: ignore[union-attr]
        except Exception as error:
            rules.unavailable = f"tdmrep.json: no answer ({type(error).__name__})"
        return rules

    async def _fetch(self, url: str) -> tuple[int, bytes]:
        request = Request(
            url,
            callback=NO_CALLBACK,
            priority=1000,
            dont_filter=True,
            meta={SITE_FILE: True, "download_maxsize": MAX_SITE_FILE_BYTES},
        )
        assert self._crawler.engine is not None
        response = await self._crawler.engine.download_async(request)
        return response.status, response.body

    def _slow_down(self, delay: float) -> None:
        """Take the site's own Crawl-delay where it is longer than the outlet file's."""
        engine, spider = self._crawler.engine, self._crawler.spider
        assert engine is not None
        for slot in engine.downloader.slots.values():
            if delay > slot.delay:
                slot.delay = delay
                slot.randomize_delay = False  # else half of the pauses would be shorter
                slot.concurrency = 1
        throttle = self._crawler.get_extension(AutoThrottle)
        if throttle is not None and delay > getattr(throttle, "mindelay", 0):
            throttle.mindelay = delay
        if delay:
            spider.asked_delay = max(spider.asked_delay, delay)  # type: ignore[union-attr]


def _check_host(url: str, config: OutletConfig) -> None:
    if not config.owns(url):
        raise ForeignHost("redirected to another host")
    if is_private(urlsplit(url).hostname or "") and not config.local:
        raise ForeignHost("a private address; mark the outlet local: true if it is yours")
