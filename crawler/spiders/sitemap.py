"""Sitemaps, news sitemaps and sitemap indexes, plain or gzip."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree
from scrapy.http import Response

from crawler.dates import normalise_date
from crawler.registry import OutletConfig, Source
from crawler.spiders.reading import MAX_ADDRESSES, Part, Reading, Unreadable
from data.frontier import Found

MAX_SITEMAP_BYTES = 60_000_000  # the sitemap protocol allows 50 MB; a bomb is cut there


def read_sitemap(response: Response, source: Source, config: OutletConfig) -> Reading:
    """The addresses of a sitemap, or the parts of an index. Raises Unreadable."""
    root = _parse(unpack(response.body))
    kind = etree.QName(root).localname
    reading = Reading()
    if kind == "sitemapindex":
        for entry in _entries(root, "sitemap"):
            try:
                url = response.urljoin(entry.get("loc", ""))
                if not entry.get("loc") or urlsplit(url).scheme not in {"http", "https"}:
                    raise ValueError("no address on the web")
                reading.parts.append(Part(url, entry.get("lastmod", "")))
            except ValueError as error:
                reading.broken.append((entry.get("loc", ""), str(error)))
        return reading
    if kind != "urlset":
        raise Unreadable(f"sitemap cannot be read: it is <{kind}>")
    for entry in _entries(root, "url"):
        if len(reading.found) == MAX_ADDRESSES:
            reading.cut = True
            break
        url = entry.get("loc", "")
        if config.wants(url):
            lastmod = normalise_date(entry.get("lastmod", ""))
            published = normalise_date(entry.get("publication_date", ""))
            reading.found.append(Found(url, lastmod, published))
    return reading


def _parse(body: bytes) -> etree._Element:
    # no entities, no network, no file; without huge_tree lxml refuses nests and monster nodes
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(body.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"sitemap cannot be read: {type(error).__name__}") from error
    if root is None:
        raise Unreadable("sitemap cannot be read: it is no XML")
    return root


def _entries(root: etree._Element, name: str) -> Iterator[dict[str, str]]:
    """The leaves of every entry by their local names; a news sitemap's lie one level deeper."""
    for entry in root:
        if not isinstance(entry.tag, str) or etree.QName(entry).localname != name:
            continue
        yield {
            etree.QName(leaf).localname: (leaf.text or "").strip()
            for leaf in entry.iter()
            if isinstance(leaf.tag, str) and len(leaf) == 0
        }


def unpack(body: bytes) -> bytes:
    """The body unpacked when it is gzip, cut at MAX_SITEMAP_BYTES. Raises Unreadable."""
    if body[:2] != b"\x1f\x8b":
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MAX_SITEMAP_BYTES)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable("sitemap cannot be read: BadGzipFile") from error
