"""WordPress' REST list of posts: addresses and dates only, the pages themselves are read as all."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, ValidationError
from scrapy.http import Response

from crawler.dates import normalise_date
from crawler.registry import OutletConfig, Source
from crawler.spiders.reading import Reading, Unreadable, header
from data.frontier import Found

PER_PAGE = 100  # the most that WordPress gives


class _Post(BaseModel):
    model_config = ConfigDict(extra="ignore")

    link: str
    date_gmt: str | None = None
    modified_gmt: str | None = None


def build_page_url(url: str, page: int) -> str:
    """The address of a page of the list, the last changed posts first."""
    parts = urlsplit(url)
    query = {"per_page": PER_PAGE, "page": page, "orderby": "modified"}
    asked = urlencode({**query, "_fields": "link,date_gmt,modified_gmt"})
    whole = f"{parts.query}&{asked}" if parts.query else asked
    return urlunsplit(parts._replace(query=whole))


def read_wordpress(response: Response, source: Source, config: OutletConfig) -> Reading:
    """The posts of one page of the list. Raises Unreadable."""
    try:
        posts = [_Post.model_validate(item) for item in _load(response.body)]
    except ValidationError as error:
        raise Unreadable("WordPress list cannot be read: a post without a link") from error
    reading = Reading()
    for post in posts:
        if config.wants(post.link):
            lastmod, published = (
                normalise_date(f"{value}Z" if value else "")
                for value in (post.modified_gmt, post.date_gmt)
            )
            reading.found.append(Found(post.link, lastmod, published))
    at, total = response.meta.get("page", 1), header(response, b"X-WP-TotalPages")
    if posts and total.isdigit() and at < int(total):
        reading.next_page = build_page_url(source.url, at + 1)
    return reading


def _load(body: bytes) -> list[Any]:
    try:
        loaded = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("WordPress list cannot be read: it is no JSON") from error
    if not isinstance(loaded, list):
        raise Unreadable("WordPress list cannot be read: it is no list")
    return loaded
