"""Look at sites one request after the other, under the same rules as the crawl."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response

from crawler.crawl import build_settings, check_contact
from crawler.hosts import was_refused
from crawler.registry import OutletConfig
from crawler.spiders.failures import PRIVATE, TOO_LARGE

MAX_PROBE_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request came to; ``error`` is "" for an answer of HTTP 200."""

    url: str
    error: str
    response: Response | None = None


Fetch = Callable[[str], Awaitable[Answer]]
Look = Callable[[Fetch], Awaitable[None]]


class ProbeSpider(Spider):
    """Runs one ``look``, which fetches what it wants to see."""

    name = "probe"

    def __init__(self, config: OutletConfig, proxy: str | None, look: Look, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.config = config
        self.proxy = proxy
        self.cookies = None
        self.asked_delay = 0.0
        self.oddities: list[str] = []
        self._look = look

    async def start(self) -> AsyncIterator[Any]:
        await self._look(self._fetch)
        nothing: list[Any] = []  # a generator by form; what there is to do is done
        for request in nothing:
            yield request

    def note_oddity(self, url: str, text: str) -> None:
        self.oddities.append(f"{url}: {text}")

    async def _fetch(self, url: str) -> Answer:
        request = Request(url, dont_filter=True, meta={"download_maxsize": MAX_PROBE_BYTES})
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(request)
        except DownloadCancelledError:
            return Answer(url, TOO_LARGE)
        except IgnoreRequest as error:
            return Answer(url, str(error) or "refused")
        except Exception as error:  # Scrapy raises whatever the network gives
            reason = PRIVATE if was_refused(url) else f"no answer ({type(error).__name__})"
            return Answer(url, reason)
        said = "" if response.status == 200 else f"HTTP {response.status}"
        return Answer(response.url, said, response)


def run_probes(looks: list[tuple[OutletConfig, Look]], *, proxy: str | None, contact: str) -> None:
    """Run a look at each site, side by side. Call it once a process: it blocks its reactor."""
    outlets = [config for config, _ in looks]
    check_contact(outlets, contact)
    process = CrawlerProcess(build_settings(contact, proxy, outlets))
    logging.getLogger("scrapy").setLevel(logging.CRITICAL)
    for config, look in looks:
        crawler = process.create_crawler(ProbeSpider)
        crawler.settings.set("DOWNLOAD_DELAY", config.delay_seconds, priority="spider")
        process.crawl(crawler, config=config, proxy=proxy, look=look)
    process.start()
