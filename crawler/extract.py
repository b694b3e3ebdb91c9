"""Read an article off a page: the outlet's selectors and JSON-LD first, trafilatura last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from crawler.access import decide_access, is_paywall_line
from crawler.blocks import (
    collect_blocks,
    drop_debris,
    judge_line,
    place_blocks,
    text_of,
    texts_of,
    tidy,
)
from crawler.bylines import find_wire, split_byline, split_credits
from crawler.dates import check_plausible, settle_dates
from crawler.fallback import read_fallback
from crawler.genre import decide_genre
from crawler.jsonld import LinkedArticle, find_linked_article
from crawler.language import detect_language
from crawler.registry import OutletConfig, Selectors
from crawler.tree import parse_page, select
from data.identity import canonical_url, content_hash, stable_key
from data.records import Article, Block, Contributor
from data.vocab import BlockKind, ContributorRole

MIN_WORDS = 10  # fewer by the selectors: they do not fit this page


class NotAnArticle(Exception):
    """The page holds no article; the message is the reason that is counted and shown."""


@dataclass(frozen=True, slots=True)
class _Dates:
    published: str
    updated: str
    published_raw: str
    updated_raw: str


@lru_cache(maxsize=256)
def _compile(patterns: tuple[str, ...]) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in patterns]


def _read_head(page: Any) -> dict[str, str]:
    """The first content of every meta property, the canonical link, and the page's language."""
    head: dict[str, str] = {"lang": page.get("lang") or ""}
    for element in page.iter("meta", "link"):
        if element.tag == "meta":
            head.setdefault(element.get("property") or "", element.get("content") or "")
        elif element.get("rel") == "canonical":
            head.setdefault("canonical", element.get("href") or "")
    return head


def _read_time(page: Any, selectors: list[str]) -> str:
    """The first time given: the ``datetime`` attribute of a time element, else its words."""
    for css in selectors:
        for node in select(page, css):
            text = node.get("datetime") or text_of(node)
            if text:
                return text
    return ""


def _read_dates(
    page: Any,
    config: OutletConfig,
    head: dict[str, str],
    linked: LinkedArticle,
    fetched_at: str,
) -> _Dates:
    selectors = [*config.selectors.published]
    selectors += [css for layout in config.layouts for css in layout.selectors.published]
    raw = linked.published or head.get("article:published_time", "") or _read_time(page, selectors)
    raw_updated = linked.modified or head.get("article:modified_time", "")
    published, updated = settle_dates(raw, raw_updated)
    if not check_plausible(published, fetched_at):
        published = ""
    if not check_plausible(updated, fetched_at):
        updated = ""
    return _Dates(published, updated, raw[:100], raw_updated[:100])


def _choose_layout(config: OutletConfig, published: str) -> tuple[Selectors, tuple[str, ...]]:
    """The layout in force on the day; the present one when the day is unknown or later."""
    if published:
        for layout in sorted(config.layouts, key=lambda layout: layout.valid_until):
            if published[:10] <= layout.valid_until.isoformat():
                return layout.selectors, (*config.drop_lines, *layout.drop_lines)
    return config.selectors, tuple(config.drop_lines)


def _read_title(
    page: Any, selectors: Selectors, head: dict[str, str], linked: LinkedArticle
) -> str:
    return tidy(
        next(iter(texts_of(page, selectors.headline)), "")
        or linked.headline
        or head.get("og:title", "")
        or next(iter(texts_of(page, ["h1"])), "")
    )


def _are_enough(blocks: list[Block]) -> bool:
    """Whether there are words enough for the selectors to have fitted."""
    n = 0
    for block in blocks:
        if block.kind is not BlockKind.CORRECTION:
            n += len(block.text.split(None, MIN_WORDS))
            if n >= MIN_WORDS:
                return True
    return False


def _read_credits(
    page: Any, selectors: Selectors, linked: LinkedArticle
) -> tuple[list[str], tuple[Contributor, ...]]:
    """(byline strings as they stand, contributors)."""
    bylines = texts_of(page, selectors.byline)
    photographers = [text_of(node) for css in selectors.photographer for node in select(page, css)]
    found = [credit for text in bylines or linked.authors for credit in split_credits(text)]
    found += [
        Contributor(name, ContributorRole.PHOTOGRAPHER)
        for text in photographers
        for name in split_byline(text)
    ]
    return [*bylines, *linked.authors], tuple(dict.fromkeys(found))


def extract_article(
    html: str,
    url: str,
    config: OutletConfig,
    *,
    fetched_at: str = "",
    subscriber: bool = False,
) -> Article:
    """The article on a page. Raises NotAnArticle when there is no headline or no text.

    ``url`` is the address after redirects; a canonical link on the same site wins over it.
    ``fetched_at`` (ISO 8601) is what dates are judged by: one that cannot be is left out, its
    raw words are kept. ``subscriber``: the page was fetched with a subscriber's cookies.
    """
    page = parse_page(html)
    linked = find_linked_article(page) or LinkedArticle()
    head = _read_head(page)
    canonical = head.get("canonical", "")
    if canonical and config.wants(canonical):
        url = canonical
    dates = _read_dates(page, config, head, linked, fetched_at)
    selectors, drop_lines = _choose_layout(config, dates.published)
    title = _read_title(page, selectors, head, linked)
    if not title:
        raise NotAnArticle("no headline")
    drop = _compile(drop_lines)
    raw_blocks = collect_blocks(page, selectors)
    blocks = drop_debris(raw_blocks, drop, title)
    others = [layout.selectors for layout in config.layouts if not dates.published]
    for selectors in others if not _are_enough(blocks) else ():
        raw_blocks = collect_blocks(page, selectors)
        blocks = drop_debris(raw_blocks, drop, title)
        if _are_enough(blocks):
            break
    if not _are_enough(blocks):
        raw_fallback = read_fallback(html.replace("\x00", ""))
        lines = [tidy(line) for line in linked.body.split("\n")]
        raw_linked = [Block(judge_line(line), line) for line in lines]
        for raw in (raw_fallback, raw_linked):
            if found := drop_debris(raw, drop, title):
                raw_blocks, blocks = raw, found
                break
    if config.access != "free":
        blocks = [block for block in blocks if not is_paywall_line(block.text)]
    text, placed = place_blocks(title, blocks)
    if not text:
        raise NotAnArticle("no text")
    bylines, contributors = _read_credits(page, selectors, linked)
    section = linked.section or next(iter(texts_of(page, selectors.section)), "")
    access, evidence = decide_access(
        page, config, selectors, head, linked, [b.text for b in raw_blocks], text, subscriber
    )
    stated = linked.language or head["lang"]
    final = canonical_url(url)
    beside = tuple(Block(BlockKind.BYLINE, line) for line in map(tidy, bylines[:1]))
    return Article(
        id=stable_key(final),
        outlet_id=config.id,
        url=final,
        title=title,
        text=text,
        published=dates.published,
        updated=dates.updated,
        content_hash=content_hash(title, text),
        section=section,
        language=detect_language(text) or config.read_language(stated),
        genre=decide_genre(config, final, section, [b.text for b in blocks], linked),
        access=access,
        origin="crawl",
        contributors=contributors,
        published_raw=dates.published_raw,
        updated_raw=dates.updated_raw,
        access_evidence=evidence,
        wire=find_wire(bylines, text),
        corrected=any(block.kind is BlockKind.CORRECTION for block in placed),
        blocks=(*placed, *beside),
    )
