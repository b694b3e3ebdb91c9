"""Run the spiders of several outlets in one Scrapy process."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import CrawlerProcess
from twisted.internet.task import LoopingCall

from crawler.cookies import find_cookies_file, load_cookies
from crawler.hosts import LOCAL_HOSTS
from crawler.registry import OutletConfig
from crawler.robots import AGENT
from crawler.spiders.outlet import OutletSpider
from crawler.worker import PageWorker
from data.errors import BadInput
from data.runs import Run
from data.store import MediaStore

REPORT_EVERY_S = 10.0
# The thread that hands pages to the reading process would wait up to 5 ms, as long as a page takes.
SWITCH_S = 0.0003
MAX_PAGE_BYTES = 10_000_000  # a news page is under 1 MB; what is larger is left out, with reason


def check_contact(outlets: list[OutletConfig], contact: str) -> None:
    """Raises BadInput when somebody else's site would be crawled by a robot without an address."""
    foreign = [c.id for c in outlets if not (c.local or c.is_fictional())]
    if foreign and ("@" not in contact and "." not in contact):
        raise BadInput(
            f"{foreign[0]} is somebody else's site: say who crawls it. Put 'contact: you@county.se'"
            " (or a web page) into crawl.yml in the --db-dir, or give --contact"
        )


def build_settings(
    contact: str, proxy: str | None, outlets: list[OutletConfig], page_seconds: float = 30
) -> dict[str, Any]:
    """Scrapy settings: polite by default; at sites of our own as fast as the machine goes."""
    agent = f"{AGENT}/{version('mediagranskning')}"
    proxy_host = urlsplit(proxy or "").hostname or ""
    # a county's own proxy on this machine makes no site ours: only the outlets tell
    ours = all(config.local or config.is_fictional() for config in outlets)
    local = {domain for config in outlets if config.local for domain in config.domains}
    return {
        "USER_AGENT": f"{agent} (+{contact})" if contact else agent,
        "ROBOTSTXT_OBEY": False,  # PermissionMiddleware does, and waits where Scrapy would go on
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "HTTPPROXY_ENABLED": True,
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.permission.PermissionMiddleware": 90,
            "crawler.proxy.ProxyMiddleware": 740,
        },
        "TWISTED_DNS_RESOLVER": "crawler.hosts.OpenNetResolver",
        LOCAL_HOSTS: sorted(local | ({proxy_host} if proxy_host else set())),
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_MAXSIZE": MAX_PAGE_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": page_seconds,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": 64,  # over all outlets; each has its own bound below
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8 if ours else 1,
        "CONCURRENT_ITEMS": 1,  # we yield none; at 100 Scrapy makes 100 tasks for every page
        # downloads wait while pages of 2 MB in all wait to be read: a kill loses few of them, and
        # the reading process always has one (of bare Scrapy's pages/s .59 at 1 MB, .69 at 2)
        "SCRAPER_SLOT_MAX_ACTIVE_SIZE": 2_000_000,
        "AUTOTHROTTLE_ENABLED": not ours,
        "METAREFRESH_ENABLED": False,
        "REFERER_ENABLED": True,
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
    cookies_dir: Path | None = None,
    ignore_windows: bool = False,
    page_seconds: float = 30,
    report: Callable[[str], None],
) -> dict[str, dict[str, int]]:
    """Crawl outlets until nothing is due. Returns outcome counts by outlet.

    ``limit`` is the largest number of pages fetched from each outlet in this run.
    Blocks the process' only reactor: call it once a process.
    """
    check_contact(outlets, contact)
    sys.setswitchinterval(SWITCH_S)
    files = {config.id: find_cookies_file(cookies_dir, config.id) for config in outlets}
    cookies = {key: load_cookies(path) for key, path in files.items() if path}
    store.save_outlets(config.to_record() for config in outlets)
    process = CrawlerProcess(build_settings(contact, proxy, outlets, page_seconds))
    # What an address came to stands in the frontier and the run's skips, with its reason.
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    logging.getLogger("scrapy.downloadermiddlewares.retry").setLevel(logging.CRITICAL)
    crawlers = []
    with PageWorker({config.id: config for config in outlets}) as worker:
        for config in outlets:
            crawler = process.create_crawler(OutletSpider)
            crawler.settings.set("DOWNLOAD_DELAY", config.delay_seconds, priority="spider")
            crawlers.append(crawler)
            process.crawl(
                crawler,
                config=config,
                store=store,
                run=run,
                worker=worker,
                proxy=proxy,
                limit=limit,
                cookies=cookies.get(config.id),
                ignore_window=ignore_windows,
            )
        ticker = LoopingCall(lambda: report(_say_progress(crawlers, run)))
        ticker.start(REPORT_EVERY_S, now=False)
        process.start()
    spiders = _spiders(crawlers)
    for spider in spiders:
        if spider.fatal is not None:
            raise spider.fatal
        if spider.waits:
            report(f"{spider.config.id}: waits, {spider.waits}")
        if spider.asked_delay > spider.config.delay_seconds:
            report(f"{spider.config.id}: asks for {spider.asked_delay:g} s between requests; kept")
    return {spider.config.id: spider.outcomes for spider in spiders}


def _spiders(crawlers: list[Any]) -> list[OutletSpider]:
    return [crawler.spider for crawler in crawlers if isinstance(crawler.spider, OutletSpider)]


def _say_progress(crawlers: list[Any], run: Run) -> str:
    due = sum(spider.frontier.count_due() for spider in _spiders(crawlers))
    return f"{run.n_in} pages fetched, {run.n_out} stored, {due} still to fetch"
