"""Send every request of a spider through its proxy, robots.txt included."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler


class ProxyMiddleware:
    """Sets ``proxy`` on requests; Scrapy's own requests for robots.txt carry no meta of ours."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        proxy = getattr(self._crawler.spider, "proxy", None)
        if proxy and "proxy" not in request.meta:
            request.meta["proxy"] = proxy
