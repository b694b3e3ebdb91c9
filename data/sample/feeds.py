"""robots.txt, sitemaps and RSS of the sample sites, each platform in its own way."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import partial

from data.sample.layout import find_wording
from data.sample.render import load_templates
from data.sample.sites import Site, SitePage
from data.sample.traps import Traps

RSS_PATHS = {
    "polcirkelbladet": "/rss/nyheter",
    "nordkanalen": "/nyheter/lokalt/norrbotten/rss.xml",
    "gransbladet": "/feed/",
}
SITEMAP_PATHS = {
    "polcirkelbladet": "/sitemap.xml",
    "nordkanalen": "/sitemap.xml",
    "gransbladet": "/wp-sitemap.xml",
}
RSS_ITEMS = {"polcirkelbladet": 30, "nordkanalen": 20, "gransbladet": 10}
NEWS_ITEMS = 12  # in nordkanalen's news sitemap; the rest stands in the older one
XML = "application/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """One address in a sitemap."""

    path: str
    changed: datetime | None = None
    page: SitePage | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """One file for machines: its content type, and what writes it."""

    content_type: str
    write: Callable[[], bytes]


def _list_entries(pages: Sequence[SitePage]) -> list[Entry]:
    return [Entry(page.path, page.updated or page.published, page) for page in pages]


def write_robots(site: Site) -> str:
    rules = ["User-agent: *", "Disallow: /intern/", "Disallow: /sok"]
    return "\n".join([*rules, "", f"Sitemap: http://{site.host}{SITEMAP_PATHS[site.outlet]}", ""])


def write_sitemap(site: Site, entries: Sequence[Entry], news: bool = False) -> bytes:
    template = load_templates().get_template("sitemap.xml.j2")
    return template.render(site=site, entries=entries, news=news).encode()


def write_index(site: Site, paths: Sequence[str]) -> bytes:
    template = load_templates().get_template("sitemapindex.xml.j2")
    return template.render(site=site, paths=paths).encode()


def write_rss(site: Site) -> bytes:
    """RSS 2.0 with headline and lead of the newest articles, no full text."""
    template = load_templates().get_template("rss.xml.j2")
    claim = find_wording(site.outlet)["claim"]
    pages = site.pages[: RSS_ITEMS[site.outlet]]
    return template.render(site=site, claim=claim, pages=pages, mail_date=format_datetime).encode()


def _write_gzip(site: Site, entries: Sequence[Entry]) -> bytes:
    return gzip.compress(write_sitemap(site, entries), mtime=0)


def _plan_monthly(site: Site, extra: list[Entry]) -> dict[str, Feed]:
    """An index of gzipped sitemaps, one a month; the extra addresses stand in the newest."""
    months: dict[str, list[Entry]] = {}
    for entry in _list_entries(site.pages):
        assert entry.page is not None
        months.setdefault(f"{entry.page.published:%Y-%m}", []).append(entry)
    if months:
        months[max(months)] += extra
    children = {f"/sitemaps/{month}.xml.gz": entries for month, entries in months.items()}
    feeds = {
        path: Feed("application/gzip", partial(_write_gzip, site, entries))
        for path, entries in children.items()
    }
    return {"/sitemap.xml": Feed(XML, lambda: write_index(site, sorted(children))), **feeds}


def _plan_news(site: Site, extra: list[Entry]) -> dict[str, Feed]:
    """A news sitemap of the newest articles, and one with all older ones."""
    entries = _list_entries(site.pages)
    newest, older = entries[:NEWS_ITEMS], entries[NEWS_ITEMS:] + extra
    children = ["/latest-articles-sitemap.xml", "/articles-sitemap-1.xml"]
    return {
        "/sitemap.xml": Feed(XML, lambda: write_index(site, children)),
        children[0]: Feed(XML, lambda: write_sitemap(site, newest, news=True)),
        children[1]: Feed(XML, lambda: write_sitemap(site, older)),
    }


def _plan_wordpress(site: Site, extra: list[Entry]) -> dict[str, Feed]:
    """WordPress' own sitemaps: posts, and categories that hold no article."""
    posts = [*_list_entries(site.pages), *extra]
    categories = [Entry(site.section_path(section)) for section in site.sections()]
    children = ["/wp-sitemap-posts-post-1.xml", "/wp-sitemap-taxonomies-category-1.xml"]
    return {
        "/wp-sitemap.xml": Feed(XML, lambda: write_index(site, children)),
        children[0]: Feed(XML, lambda: write_sitemap(site, posts)),
        children[1]: Feed(XML, lambda: write_sitemap(site, categories)),
    }


def plan_feeds(site: Site, traps: Traps) -> dict[str, Feed]:
    """A site's robots.txt, sitemaps and feed by path; the sitemaps together hold all articles."""
    plan = {
        "polcirkelbladet": _plan_monthly,
        "nordkanalen": _plan_news,
        "gransbladet": _plan_wordpress,
    }[site.outlet]
    rss = Feed("application/rss+xml; charset=utf-8", lambda: write_rss(site))
    robots = Feed("text/plain; charset=utf-8", lambda: write_robots(site).encode())
    extra = [Entry(path) for path in traps.listed()]
    return {"/robots.txt": robots, RSS_PATHS[site.outlet]: rss, **plan(site, extra)}
