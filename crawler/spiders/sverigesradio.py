"""Sveriges Radio's open API: title, date and link of each piece, never its text (by its terms)."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from scrapy.http import Response

from crawler.dates import normalise_date
from crawler.registry import OutletConfig, Source
from crawler.spiders.reading import Reading, Unreadable
from data.identity import canonical_url, content_hash, normalise_text, stable_key
from data.records import Article, Block
from data.vocab import Access, BlockKind

_EPOCH = re.compile(r"/Date\((-?\d{1,15})")
EVIDENCE = "metadata only, by the terms of Sveriges Radio's API"


class _Episode(BaseModel):
    model_config = ConfigDict(extra="ignore")

    title: str
    url: str
    published: str = Field("", alias="publishdateutc")


class _Pagination(BaseModel):
    model_config = ConfigDict(extra="ignore")

    nextpage: str = ""


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore")

    episodes: list[_Episode]
    pagination: _Pagination = _Pagination()


def build_list_url(url: str) -> str:
    """The source's address, asking for JSON in pages of a hundred."""
    parts = urlsplit(url)
    query = {"format": "json", "size": "100", **dict(parse_qsl(parts.query))}
    return urlunsplit(parts._replace(query=urlencode(query)))


def read_sverigesradio(response: Response, source: Source, config: OutletConfig) -> Reading:
    """The pieces of one page of the list, as articles without text. Raises Unreadable."""
    try:
        answer = _Answer.model_validate(json.loads(response.body))
    except (ValueError, RecursionError, ValidationError) as error:
        raise Unreadable("Sveriges Radio's list cannot be read") from error
    reading = Reading(next_page=answer.pagination.nextpage)
    for episode in answer.episodes:
        try:
            reading.metadata.append(_make_article(episode, config))
        except ValueError as error:
            reading.broken.append((episode.url, str(error)))
    return reading


def _read_date(text: str) -> str:
    if found := _EPOCH.match(text):
        try:
            moment = datetime.fromtimestamp(int(found[1]) / 1000, UTC)
        except (OverflowError, OSError, ValueError):
            return ""
        return normalise_date(moment.isoformat())
    return normalise_date(text)


def _make_article(episode: _Episode, config: OutletConfig) -> Article:
    url = canonical_url(episode.url)
    if not url.startswith("https://"):
        raise ValueError("no address on the web")
    title = normalise_text(episode.title).replace("\n", " ")
    return Article(
        id=stable_key(url),
        outlet_id=config.id,
        url=url,
        title=title,
        text="",
        published=_read_date(episode.published),
        content_hash=content_hash(title, ""),
        language=config.languages[0],
        access=Access.TEASER,
        origin="crawl",
        published_raw=episode.published[:100],
        access_evidence=EVIDENCE,
        blocks=(Block(BlockKind.HEADLINE, title, 0),),
    )
