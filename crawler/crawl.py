"""Run the spiders of several outlets in one Scrapy process."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from scrapy.crawler import CrawlerProcess
from twisted.internet.task import LoopingCall

from crawler.registry import OutletConfig
from crawler.spiders.outlet import OutletSpider
from data.runs import Run
from data.store import MediaStore

REPORT_EVERY_S = 10.0
MAX_PAGE_BYTES = 10_000_000  # a news page is under 1 MB; what is larger is left out, with reason


def build_settings(contact: str, loopback: bool) -> dict[str, Any]:
    """Scrapy settings: polite by default; on loopback as fast as the machine goes."""
    agent = f"mediagranskning/{version('mediagranskning')}"
    return {
        "USER_AGENT": f"{agent} (+{contact})" if contact else agent,
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "mediagranskning",
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "DOWNLOADER_MIDDLEWARES": {"crawler.proxy.ProxyMiddleware": 740},
        "DOWNLOAD_MAXSIZE": MAX_PAGE_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": 60,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8 if loopback else 1,
        "AUTOTHROTTLE_ENABLED": not loopback,
        "RETRY_TIMES": 2,
        "CLOSESPIDER_ERRORCOUNT": 0,
    }


def crawl_outlets(
    outlets: list[OutletConfig],
    store: MediaStore,
    run: Run,
    *,
    proxy: str | None = None,
    limit: int | None = None,
    contact: str = "",
    report: Callable[[str], None],
) -> dict[str, dict[str, int]]:
    """Crawl outlets until nothing is queued. Returns outcome counts by outlet.

    ``limit`` is the largest number of pages fetched from each outlet in this run.
    Blocks the process' only reactor: call it once a process.
    """
    store.save_outlets(config.to_record() for config in outlets)
    loopback = proxy is not None and proxy.startswith("http://127.0.0.1:")
    process = CrawlerProcess(build_settings(contact, loopback))
    # What an address came to stands in the frontier and the run's skips, with its reason.
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    logging.getLogger("scrapy.downloadermiddlewares.retry").setLevel(logging.CRITICAL)
    crawlers = []
    for config in outlets:
        crawler = process.create_crawler(OutletSpider)
        crawler.settings.set("DOWNLOAD_DELAY", config.delay_seconds, priority="spider")
        crawlers.append(crawler)
        process.crawl(crawler, config=config, store=store, run=run, proxy=proxy, limit=limit)
    ticker = LoopingCall(lambda: report(f"{run.n_in} pages fetched, {run.n_out} stored"))
    ticker.start(REPORT_EVERY_S, now=False)
    process.start()
    spiders = [crawler.spider for crawler in crawlers if isinstance(crawler.spider, OutletSpider)]
    for spider in spiders:
        if spider.fatal is not None:
            raise spider.fatal
    return {spider.config.id: spider.outcomes for spider in spiders}
