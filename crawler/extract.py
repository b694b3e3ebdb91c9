"""Read an article off a page: the outlet's selectors and JSON-LD first, trafilatura last."""

from __future__ import annotations

import re
from typing import Any

import trafilatura
from parsel import Selector

from crawler.bylines import split_byline, split_credits
from crawler.dates import settle_dates
from crawler.jsonld import LinkedArticle, find_linked_article
from crawler.registry import OutletConfig
from data.identity import canonical_url, content_hash, normalise_text, stable_key
from data.records import Article, Contributor
from data.vocab import Access, ContributorRole, Genre

_INLINE = {"a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "s", "strong", "u", "wbr"}
_SILENT = {"script", "style", "noscript", "template"}
SHORT_WORDS = 60  # a page of a mixed outlet with fewer words and no statement may be a teaser


class NotAnArticle(Exception):
    """The page holds no article; the message is the reason that is counted and shown."""


def _text_of(node: Selector) -> str:
    """The words of a node. Bold, italics and links do not part a word; other elements do."""
    pieces: list[str] = []
    waiting: list[Any] = [node.root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            pieces.append(item)
        elif isinstance(item.tag, str) and item.tag not in _SILENT:  # a comment's tag is no str
            gap = "" if item.tag in _INLINE else " "
            inside = [part for child in item for part in (child, child.tail or "")]
            waiting += reversed([gap, item.text or "", *inside, gap])
    return normalise_text("".join(pieces)).replace("\n", " ").strip()


def _texts(page: Selector, selectors: list[str]) -> list[str]:
    """The texts of all nodes of the first selector that finds any."""
    for css in selectors:
        texts = [text for node in page.css(css) if (text := _text_of(node))]
        if texts:
            return texts
    return []


def _first_text(page: Selector, selectors: list[str]) -> str:
    return next(iter(_texts(page, selectors)), "")


def _meta(page: Selector, name: str) -> str:
    return page.css(f'meta[property="{name}"]::attr(content)').get("")


def _read_published(page: Selector, selectors: list[str]) -> str:
    """The first time given: the ``datetime`` attribute of a time element, else its words."""
    for css in selectors:
        for node in page.css(css):
            text = node.attrib.get("datetime") or _text_of(node)
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
    return [
        paragraph
        for paragraph in dict.fromkeys(paragraphs)
        if paragraph and paragraph != title and not any(p.search(paragraph) for p in drop)
    ]


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
    html = html.replace("\x00", "")
    page = Selector(html, type="html")  # else a body of JSON is read as such
    linked = find_linked_article(page) or LinkedArticle()
    canonical = page.css('link[rel="canonical"]::attr(href)').get("")
    if canonical and config.wants(canonical):
        url = canonical
    title = _clean(
        _first_text(page, config.selectors.headline)
        or linked.headline
        or normalise_text(_meta(page, "og:title"))
        or _first_text(page, ["h1"])
    )
    if not title:
        raise NotAnArticle("no headline")
    paragraphs = _drop_debris(_collect_paragraphs(page, config), config, title)
    if len(" ".join(paragraphs).split()) < 10:
        lines = [_clean(line) for line in linked.body.split("\n")]
        paragraphs = (
            _fall_back(html, config, title) or _drop_debris(lines, config, title) or paragraphs
        )
    if not paragraphs:
        raise NotAnArticle("no text")
    text = normalise_text("\n\n".join(paragraphs))
    published, updated = settle_dates(
        linked.published
        or _meta(page, "article:published_time")
        or _read_published(page, config.selectors.published),
        linked.modified or _meta(page, "article:modified_time"),
    )
    section = linked.section or _first_text(page, config.selectors.section)
    photographers = [_text_of(n) for css in config.selectors.photographer for n in page.css(css)]
    credits = [
        credit
        for text in _texts(page, config.selectors.byline) or linked.authors
        for credit in split_credits(text)
    ]
    credits += [
        Contributor(name, ContributorRole.PHOTOGRAPHER)
        for text in photographers
        for name in split_byline(text)
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
        language=config.read_language(linked.language or page.css("html::attr(lang)").get("")),
        genre=decide_genre(config, final, section, paragraphs),
        access=_decide_access(page, config, linked, len(text.split())),
        origin="crawl",
        contributors=tuple(dict.fromkeys(credits)),
    )
