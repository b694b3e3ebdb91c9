"""Draft an outlet file by looking at a site: robots.txt, sitemaps, feeds, JSON-LD, a few pages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml
from parsel import Selector
from protego import Protego

from crawler.blocks import collect_blocks
from crawler.fallback import read_fallback
from crawler.importers.run import name_outlet
from crawler.jsonld import find_linked_article
from crawler.pagework import decode
from crawler.probe import Answer, Fetch, Look
from crawler.registry import OutletConfig, Selectors, Source
from crawler.spiders.feed import read_feed
from crawler.spiders.reading import Part, Unreadable, header
from crawler.spiders.sitemap import read_sitemap
from crawler.spiders.wordpress import build_page_url, read_wordpress

SAMPLES = 6  # article pages that patterns and selectors are guessed from
PARTS = 3
SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml", "/news-sitemap.xml")
FEEDS = ("/feed/", "/rss", "/rss.xml")
WORDPRESS = "/wp-json/wp/v2/posts"
# Selectors of common systems, the most special first; one is taken when it gives the main text.
BODIES = (
    *('[itemprop="articleBody"] p', ".entry-content > p", ".article-body > p", ".article__body p"),
    *(".article-content p", ".post-content p", ".brodtext p", ".body p", "article p", "main p"),
)
LEADS = ("p.ingress", ".ingress", "p.lead", ".lead", ".preamble", ".article-lead", ".intro")
BYLINES = ('[rel="author"]', ".byline .name", ".byline", ".author", ".skribent")
TIMES = ("article time[datetime]", "time[datetime]")
COVERED = 0.8  # of the words of the main text, and as few others


@dataclass(slots=True)
class Draft:
    """What was seen of a site."""

    name: str = ""
    language: str = "sv"
    sources: list[dict[str, str]] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    selectors: dict[str, list[str]] = field(default_factory=dict)
    access: str = "mixed"
    delay: float = 2.0
    seen: list[str] = field(default_factory=list)
    trouble: str = ""


def make_probe_config(url: str) -> OutletConfig:
    """An outlet of which only its address is known; any page of it may be an article."""
    if "//" not in url:
        url = f"https://{url}"
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return OutletConfig(
        id=name_outlet(host.rpartition(".")[0] or host),
        name=host,
        homepage=f"{parts.scheme}://{parts.netloc}",
        domains=[host],
        article_patterns=["."],
        delay_seconds=1,
    )


def look_and_draft(config: OutletConfig, draft: Draft) -> Look:
    """A look that fills a draft."""

    async def look(fetch: Fetch) -> None:
        home = await fetch(f"{config.homepage}/")
        if home.response is None or home.error:
            draft.trouble = f"{config.homepage}/: {home.error}"
            return
        page = _page_of(home)
        title = page.css('meta[property="og:site_name"]::attr(content), title::text').get("")
        draft.name = re.split(r"\s[|–-]\s", title.strip())[-1] or config.name
        draft.language = (page.root.get("lang") or "sv")[:2].lower()
        urls = await _find_sources(fetch, config, page, draft)
        urls += [urljoin(home.url, href) for href in page.css("a::attr(href)").getall()]
        own = [url for url in dict.fromkeys(urls) if config.owns(url) and _depth(url)]
        await _read_samples(fetch, own, draft)

    return look


def _page_of(answer: Answer) -> Selector:
    response = answer.response
    assert response is not None
    text = decode(response.body, header(response, b"Content-Type"))
    return Selector(text.replace("\x00", ""), type="html")


def _depth(url: str) -> bool:
    """Whether the path is deeper or longer than that of a section."""
    path = urlsplit(url).path.strip("/")
    return bool(path) and (path.count("/") >= 1 or path.count("-") >= 2)


async def _find_sources(
    fetch: Fetch, config: OutletConfig, page: Selector, draft: Draft
) -> list[str]:
    base = config.homepage
    robots = await fetch(f"{base}/robots.txt")
    stated: list[str] = []
    if robots.response is not None and not robots.error:
        rules = Protego.parse(robots.response.text if hasattr(robots.response, "text") else "")
        stated = list(rules.sitemaps)
        draft.delay = max(draft.delay, float(rules.crawl_delay("mediagranskning") or 0))
        draft.seen.append("robots.txt")
    urls: list[str] = []
    for url in dict.fromkeys([*stated, *(base + path for path in SITEMAPS)]):
        found = await _read_sitemaps(fetch, url, config)
        if found:
            draft.sources.append({"kind": "sitemap", "url": url})
            urls += found
            break
    links = page.css('link[type*="rss"]::attr(href), link[type*="atom"]::attr(href)').getall()
    for url in dict.fromkeys([*(urljoin(base, link) for link in links), *_join_all(base, FEEDS)]):
        found = await _read_one(fetch, url, "feed", config)
        if found:
            draft.sources.append({"kind": "feed", "url": url})
            urls = found + urls  # feeds hold articles only
            break
    if "wp-content" in (page.get() or ""):
        found = await _read_one(fetch, build_page_url(base + WORDPRESS, 1), "wordpress", config)
        if found:
            draft.sources.append({"kind": "wordpress", "url": base + WORDPRESS})
            urls = found + urls
    return urls


def _join_all(base: str, paths: tuple[str, ...]) -> list[str]:
    return [base + path for path in paths]


async def _read_sitemaps(fetch: Fetch, url: str, config: OutletConfig) -> list[str]:
    parts, urls, n = [Part(url)], list[str](), 0
    while parts and n <= PARTS:
        answer = await fetch(parts.pop(0).url)
        n += 1
        if answer.response is None or answer.error:
            continue
        try:
            reading = read_sitemap(answer.response, Source(kind="sitemap", url=url), config)
        except Unreadable:
            continue
        urls += [found.url for found in reading.found[:200]]
        parts += sorted(reading.parts, key=lambda part: part.lastmod, reverse=True)[:PARTS]
    return urls


async def _read_one(fetch: Fetch, url: str, kind: str, config: OutletConfig) -> list[str]:
    answer = await fetch(url)
    if answer.response is None or answer.error:
        return []
    reader = read_feed if kind == "feed" else read_wordpress
    source = Source(kind="feed" if kind == "feed" else "wordpress", url=url)
    try:
        return [found.url for found in reader(answer.response, source, config).found]
    except Unreadable:
        return []


async def _read_samples(fetch: Fetch, urls: list[str], draft: Draft) -> None:
    """Look at pages until some are articles; guess patterns, selectors and access from them."""
    articles: list[tuple[str, Selector]] = []
    free: set[bool | None] = set()
    for url in urls[: 4 * SAMPLES]:
        if len(articles) == SAMPLES:
            break
        answer = await fetch(url)
        if answer.response is None or answer.error:
            continue
        page = _page_of(answer)
        linked = find_linked_article(page.root)
        kind = page.css('meta[property="og:type"]::attr(content)').get("")
        if linked is None and kind != "article":
            continue
        articles.append((answer.url, page))
        free.add(linked.free if linked else None)
    draft.seen.append(f"{len(articles)} article pages")
    draft.patterns = infer_patterns([urlsplit(url).path for url, _ in articles])
    draft.selectors = guess_selectors([page for _, page in articles])
    draft.access = "free" if free == {True} else "mixed"


def infer_patterns(paths: list[str]) -> list[str]:
    """Regular expressions for paths, one for each number of folders; the common ones first."""
    groups: dict[int, list[list[str]]] = {}
    for path in dict.fromkeys(paths):
        groups.setdefault(path.strip("/").count("/"), []).append(path.strip("/").split("/"))
    ends = Counter(path.endswith("/") for path in paths)
    end = "/$" if ends[True] > ends[False] else "/?$" if ends[True] else "$"
    ordered = sorted(groups.values(), key=len, reverse=True)
    return ["^/" + "/".join(map(_generalise, zip(*rows, strict=True))) + end for rows in ordered]


def _generalise(words: tuple[str, ...]) -> str:
    if len(set(words)) == 1 and len(words) > 1 and not re.search(r"\d", words[0]):
        return re.escape(words[0]).replace(r"\-", "-")
    for pattern in (r"\d{4}", r"\d{2}", r"\d+", r"[^/?]+-nm\d+\.aspx"):
        if all(re.fullmatch(pattern, word) for word in words):
            return pattern
    lengths = {len(word) for word in words}
    mixed = all(re.fullmatch("[a-z0-9]+", word) and re.search(r"\d", word) for word in words)
    if mixed and len(lengths) == 1 and lengths <= set(range(6, 13)):
        return f"[a-z0-9]{{{lengths.pop()}}}"
    return "[^/?]+"


def guess_selectors(pages: list[Selector]) -> dict[str, list[str]]:
    """Selectors that read most of the pages as the main text is read; none where none does."""
    if not pages:
        return {}
    chosen: dict[str, list[str]] = {}
    body = next((css for css in BODIES if _reads(css, pages)), "")
    if body:
        chosen = {"headline": ["h1"], "body": [body]}
        for name, choices in (("lead", LEADS), ("byline", BYLINES), ("published", TIMES)):
            fitting = [css for css in choices if _is_on_most(css, pages)]
            if fitting:
                chosen[name] = fitting[:1]
    return chosen


def _is_on_most(css: str, pages: list[Selector]) -> bool:
    return sum(bool(page.css(css)) for page in pages) * 2 > len(pages)


def _reads(css: str, pages: list[Selector]) -> bool:
    good = 0
    for page in pages:
        wanted = _words(" ".join(block.text for block in read_fallback(page.get() or "")))
        blocks = collect_blocks(page.root, Selectors(body=[css]))
        found = _words(" ".join(block.text for block in blocks))
        shared = (wanted & found).total()
        good += bool(shared) and shared >= COVERED * max(wanted.total(), found.total())
    return good * 2 > len(pages)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def write_draft(config: OutletConfig, draft: Draft) -> str:
    """The outlet file as YAML, in the order in which the bundled ones are written."""
    values: dict[str, Any] = {
        "id": config.id,
        "name": draft.name or config.name,
        "homepage": config.homepage,
        "domains": config.domains,
        "languages": [draft.language],
        "access": draft.access,
        "crawl": bool(draft.sources and draft.patterns),
    }
    if not values["crawl"]:
        values["why_not_crawled"] = "no source or no article was found; fill in what is missing"
    values |= {
        "verified": False,
        "notes": f"Drafted by 'outlets add' from {', '.join(draft.seen) or 'the front page'}. "
        "Check it with 'doctor', add how many articles are expected a week, and what the lines of "
        "debris on its pages are (drop_lines).",
        "sources": draft.sources,
        "article_patterns": draft.patterns,
    }
    if draft.selectors:
        values["selectors"] = draft.selectors
    values["delay_seconds"] = draft.delay
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=98)
