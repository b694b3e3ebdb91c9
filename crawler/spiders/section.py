"""Section pages: the links on them that look like articles, and the way to the next page."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from parsel import Selector
from scrapy.http import Response, TextResponse

from crawler.registry import OutletConfig, Source
from crawler.spiders.reading import Reading, Unreadable
from data.frontier import Found


def read_section(response: Response, source: Source, config: OutletConfig) -> Reading:
    """The articles linked from a page, and the next page. Raises Unreadable."""
    if not isinstance(response, TextResponse):
        raise Unreadable("section page cannot be read: it is no text")
    page = Selector(response.text.replace("\x00", ""), type="html")
    reading = Reading()
    for href in page.css(source.links).css("a::attr(href)").getall():
        url = _join(response.url, href)
        if url and config.wants(url):
            reading.found.append(Found(url))
    if "{page}" in source.next_page:
        at = response.meta.get("page", 1)
        if reading.found:  # past the last page many sites show an empty list, with HTTP 200
            reading.next_page = source.next_page.replace("{page}", str(at + 1))
    elif source.next_page:
        node = page.css(source.next_page)
        link = node.attrib.get("href") if node else ""
        reading.next_page = _join(response.url, link) if link else ""
    return reading


def _join(base: str, href: str) -> str:
    try:
        url: str = urljoin(base, href.strip())
    except ValueError:
        return ""
    return url if re.match(r"https?://", url) else ""
