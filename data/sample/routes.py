"""Which answer stands under which path of a sample site. Knows nothing of sockets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus

from data.sample.articles import SampleArticle
from data.sample.feeds import Feed, plan_feeds
from data.sample.pictures import draw_picture
from data.sample.render import read_stylesheet, render_article, render_listing, render_plain
from data.sample.sites import Site, SitePage, load_sites
from data.sample.traps import Traps, plan_traps

HTML = "text/html; charset=utf-8"
SVG = "image/svg+xml"
_ABOUT = (
    "{name} finns inte på riktigt. Sajten är påhittad och hör till ett test av mediegranskning.",
    "Inga personer, företag eller händelser i artiklarna är verkliga. Orterna är det.",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back: status, type, body, and the new address of a redirect."""

    status: HTTPStatus
    content_type: str
    body: bytes
    location: str = ""


@dataclass(frozen=True, slots=True)
class Router:
    """One site with everything that its paths lead to."""

    site: Site
    traps: Traps
    feeds: dict[str, Feed]
    articles: dict[str, SitePage]
    sections: dict[str, str] = field(default_factory=dict)

    def find_answer(self, path: str, base: str = "") -> Answer:
        """The answer to a path. ``base`` goes before the links of a page (the proxyless view)."""
        if path in self.feeds:
            feed = self.feeds[path]
            return Answer(HTTPStatus.OK, feed.content_type, feed.write())
        if path in self.articles:
            return self._show_article(self.articles[path], base)
        if path.startswith("/static/"):
            return self._show_static(path, base)
        moved_to = self.traps.target if path == self.traps.moved else f"{path}/"
        if path and moved_to in self.articles:
            return Answer(HTTPStatus.MOVED_PERMANENTLY, HTML, b"", base + moved_to)
        return self._show_page(path, base)

    def _show_article(self, page: SitePage, base: str) -> Answer:
        html = render_article(self.site, page, base)
        if page.path == self.traps.latin1:
            body = html.encode("latin-1", "xmlcharrefreplace")
            return Answer(HTTPStatus.OK, "text/html; charset=iso-8859-1", body)
        return Answer(HTTPStatus.OK, HTML, html.encode())

    def _show_static(self, path: str, base: str) -> Answer:
        name = path.removeprefix("/static/")
        if name == "site.css":
            css = read_stylesheet(self.site.outlet).encode()
            return Answer(HTTPStatus.OK, "text/css; charset=utf-8", css)
        if name.endswith(".svg"):
            picture = draw_picture(name.removesuffix(".svg").removeprefix("bild/"))
            return Answer(HTTPStatus.OK, SVG, picture.encode())
        return self._show_missing(base)

    def _show_page(self, path: str, base: str) -> Answer:
        site = self.site
        if path in {"/", "/nyheter/lokalt/norrbotten"}:
            html = render_listing(site, "", site.pages, base)
        elif path in self.sections:
            section = self.sections[path]
            pages = [page for page in site.pages if page.section == section]
            html = render_listing(site, section, pages, base)
        elif path.rstrip("/") == "/om-oss":
            html = render_plain(site, site.name, [t.format(name=site.name) for t in _ABOUT], base)
        elif path == "/sok":
            html = render_plain(site, "Sök", ["Skriv ett ord för att söka."], base)
        elif path == self.traps.internal:
            html = render_plain(site, "Utkast", ["Internt utkast som inte ska läsas."], base)
        else:
            return self._show_missing(base)
        return Answer(HTTPStatus.OK, HTML, html.encode())

    def _show_missing(self, base: str) -> Answer:
        html = render_plain(self.site, "Sidan finns inte", ["Kontrollera adressen."], base)
        return Answer(HTTPStatus.NOT_FOUND, HTML, html.encode())


def build_router(site: Site) -> Router:
    traps = plan_traps(site)
    return Router(
        site,
        traps,
        plan_feeds(site, traps),
        {page.path: page for page in site.pages},
        {site.section_path(section): section for section in site.sections()},
    )


def build_routers(articles: Iterable[SampleArticle]) -> dict[str, Router]:
    """A router for every sample site, by host."""
    return {host: build_router(site) for host, site in load_sites(articles).items()}
