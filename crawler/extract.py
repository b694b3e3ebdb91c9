"""Read an article off a page: the outlet's selectors and JSON-LD first, trafilatura last."""

from __future__ import annotations

import re
from dataclasses import dataclass

import trafilatura
from parsel import Selector

from crawler.bylines import split_byline
from crawler.dates import settle_dates
from crawler.jsonld import LinkedArticle, find_linked_article
from crawler.registry import OutletConfig
from data.identity import canonical_url, content_hash, normalise_text, stable_key
from data.records import Article, Contributor
from data.vocab import Access, ContributorRole, Genre

SHORT_WORDS = 60  # a page of a mixed outlet with fewer words and no statement may be a teaser


class NotAnArticle(Exception):
    """The page holds no article; the message is the reason that is counted and shown."""


@dataclass(frozen=True, slots=True)
class _Parts:
    title: str
    paragraphs: list[str]


def _text_of(node: Selector) -> str:
    return normalise_text(" ".join(node.xpath(".//text()").getall())).replace("\n", " ").strip()


def _first_text(page: Selector, selectors: list[str]) -> str:
    for css in selectors:
        for node in page.css(css):
            text = _text_of(node)
            if text:
                return text
    return ""


def _clean(text: str) -> str:
    return re.sub(r" +([,.;:!?])", r"\1", " ".join(text.split()))


def _collect_paragraphs(page: Selector, config: OutletConfig) -> list[str]:
    selectors = config.selectors
    lead = _clean(_first_text(page, selectors.lead))
    paragraphs = [lead] if lead else []
    for css in selectors.body:
        nodes = page.css(css)
        if nodes:
            paragraphs += [_clean(_text_of(node)) for node in nodes]
            break
    return paragraphs


def _drop_debris(paragraphs: list[str], config: OutletConfig, title: str) -> list[str]:
    """Without debris lines, the title again, and paragraphs that stand twice (captions do)."""
    drop = [re.compile(pattern, re.IGNORECASE) for pattern in config.drop_lines]
    kept: list[str] = []
    for paragraph in paragraphs:
        if not paragraph or paragraph == title or any(p.search(paragraph) for p in drop):
            continue
        if paragraph not in kept:
            kept.append(paragraph)
    return kept


def _fall_back(html: str, config: OutletConfig, title: str) -> list[str]:
    text = trafilatura.extract(html, favor_precision=True, include_comments=False, fast=True) or ""
    return _drop_debris([_clean(line) for line in text.split("\n")], config, title)


def _decide_access(page: Selector, config: OutletConfig, linked: LinkedArticle, n: int) -> Access:
    if linked.free is False or any(page.css(css) for css in config.selectors.paywall):
        return Access.TEASER
    if config.access == "free" or linked.free:
        return Access.FULL
    return Access.UNKNOWN if n < SHORT_WORDS else Access.FULL


def decide_genre(config: OutletConfig, url: str, section: str, paragraphs: list[str]) -> Genre:
    """The first of the outlet's genre rules that holds; news where none does."""
    opening = "\n".join(paragraphs[:2])
    for rule in config.genres:
        checks = [
            not rule.section or rule.section.casefold() == section.casefold(),
            not rule.url or re.search(rule.url, url) is not None,
            not rule.text or re.search(rule.text, opening, re.IGNORECASE) is not None,
        ]
        if all(checks):
            return rule.genre
    return Genre.NEWS


def extract_article(html: str, url: str, config: OutletConfig) -> Article:
    """The article on a page. Raises NotAnArticle when there is no headline or no text.

    ``url`` is the address after redirects; a canonical link on the same site wins over it.
    """
    page = Selector(html.replace("\x00", ""))
    linked = find_linked_article(page) or LinkedArticle()
    canonical = page.css('link[rel="canonical"]::attr(href)').get("")
    if canonical and config.wants(canonical):
        url = canonical
    title = _clean(
        _first_text(page, config.selectors.headline)
        or linked.headline
        or page.css('meta[property="og:title"]::attr(content)').get("")
    )
    if not title:
        raise NotAnArticle("no headline")
    paragraphs = _drop_debris(_collect_paragraphs(page, config), config, title)
    if len(" ".join(paragraphs).split()) < 10:
        paragraphs = _fall_back(html, config, title) or paragraphs
    if not paragraphs:
        raise NotAnArticle("no text")
    text = normalise_text("\n\n".join(paragraphs))
    published, updated = settle_dates(
        linked.published
        or page.css('meta[property="article:published_time"]::attr(content)').get("")
        or _first_text(page, config.selectors.published),
        linked.modified,
    )
    section = linked.section or _first_text(page, config.selectors.section)
    bylines = _first_text(page, config.selectors.byline) or ", ".join(linked.authors)
    photographers = [_text_of(n) for css in config.selectors.photographer for n in page.css(css)]
    contributors = [Contributor(n, ContributorRole.BYLINE) for n in split_byline(bylines)]
    contributors += [
        Contributor(name, ContributorRole.PHOTOGRAPHER)
        for name in dict.fromkeys(n for text in photographers for n in split_byline(text))
    ]
    final = canonical_url(url)
    return Article(
        id=stable_key(final),
        outlet_id=config.id,
        url=final,
        title=title,
        text=text,
        published=published,
        updated=updated,
        content_hash=content_hash(title, text),
        section=section,
        language=(linked.language or page.css("html::attr(lang)").get("") or config.languages[0])[
            :2
        ].lower(),
        genre=decide_genre(config, final, section, paragraphs),
        access=_decide_access(page, config, linked, len(text.split())),
        origin="crawl",
        contributors=tuple(contributors),
    )
