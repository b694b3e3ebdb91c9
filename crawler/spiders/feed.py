"""RSS and Atom feeds: fast where they are XML, by feedparser where they only nearly are."""

from __future__ import annotations

import io
from urllib.parse import urljoin

import feedparser
from lxml import etree
from scrapy.http import Response

from crawler.dates import normalise_date
from crawler.registry import OutletConfig, Source
from crawler.spiders.reading import MAX_ADDRESSES, Reading, Unreadable
from data.frontier import Found

_ROOTS = {"rss", "feed", "RDF"}
_DATES = ("published", "pubDate", "date", "issued", "updated")
MAX_BROKEN_BYTES = 2_000_000  # feedparser takes about 1 ms an item and holds the crawl meanwhile


def read_feed(response: Response, source: Source, config: OutletConfig) -> Reading:
    """The addresses of a feed. Raises Unreadable for what is none."""
    entries = _read_xml(response.body)
    if entries is None:
        entries = _read_broken(response.body)
    reading = Reading()
    for link, day in entries[:MAX_ADDRESSES]:
        try:
            url = urljoin(response.url, link)
        except ValueError:
            continue
        if link and config.wants(url):
            reading.found.append(Found(url, published=normalise_date(day)))
    reading.cut = len(entries) > MAX_ADDRESSES
    return reading


def _read_xml(body: bytes) -> list[tuple[str, str]] | None:
    """(link, date) of every item; None where lxml makes no feed of it."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(body.strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or etree.QName(root).localname not in _ROOTS:
        return None
    items = [
        item
        for item in root.iter()
        if isinstance(item.tag, str) and etree.QName(item).localname in {"item", "entry"}
    ]
    return [(_find_link(item), _find_date(item)) for item in items]


def _find_link(item: etree._Element) -> str:
    guid = ""
    for leaf in item:
        if not isinstance(leaf.tag, str):
            continue
        name = etree.QName(leaf).localname
        if name == "link" and leaf.get("rel", "alternate") == "alternate":
            link = (leaf.get("href") or leaf.text or "").strip()
            if link:
                return link
        if name == "guid" and leaf.get("isPermaLink", "true") != "false":
            guid = (leaf.text or "").strip()
    return guid if guid.startswith("http") else ""


def _find_date(item: etree._Element) -> str:
    dates = {
        etree.QName(leaf).localname: (leaf.text or "").strip()
        for leaf in item
        if isinstance(leaf.tag, str)
    }
    return next((dates[name] for name in _DATES if dates.get(name)), "")


def _read_broken(body: bytes) -> list[tuple[str, str]]:
    # as a stream: bytes that happen to be a file's name would be opened
    feed = feedparser.parse(io.BytesIO(body[:MAX_BROKEN_BYTES]))
    if not feed.entries and (feed.bozo or not feed.get("version")):
        raise Unreadable("feed cannot be read")
    return [(str(e.get("link", "")), str(e.get("published", ""))) for e in feed.entries]
