"""JSON-LD of the sample pages, with the faults that real platforms have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

from data.sample.sites import NAMES, SitePage

_TYPES = {
    "opinion": "OpinionNewsArticle",
    "letter": "Article",
    "sponsored": "AdvertiserContentArticle",
}
_ENTITIES = {"å": "&aring;", "ä": "&auml;", "ö": "&ouml;", "Ö": "&Ouml;", "–": "&ndash;"}


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The JSON-LD object of a page; ``broken`` ones are printed with a stray end."""

    root: Any
    broken: bool = False


def _write_headline(page: SitePage) -> str:
    """With HTML entities on some pages, as where a platform escapes twice."""
    text = page.headline
    if page.has_quirk(6 if page.outlet == "gransbladet" else 10, 3):
        text = text.replace("&", "&amp;").replace('"', "&quot;")
        for letter, entity in _ENTITIES.items():
            text = text.replace(letter, entity)
    return text


def _write_dates(page: SitePage) -> dict[str, str]:
    """datePublished and dateModified; on some pages local time is stamped Z and so is later."""
    published, modified = page.published, page.updated
    if page.outlet == "polcirkelbladet" and modified is None and page.has_quirk(9, 7):
        saved = (published.astimezone(UTC) + timedelta(minutes=4)).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {"datePublished": f"{published:%Y-%m-%dT%H:%M:%S}Z", "dateModified": saved}
    return {
        "datePublished": published.isoformat(),
        "dateModified": (modified or published).isoformat(),
    }


def _write_authors(page: SitePage) -> Any:
    """One string, a list of names or of objects, in lower case on some pages."""
    names = list(page.bylines)
    if page.outlet == "nordkanalen":
        joined = ", ".join(names)
        return joined.lower() if page.has_quirk(7, 2) else joined
    kind = "Organization" if names == ["TT"] else "Person"
    return [{"@type": kind, "name": name} for name in names]


def _write_article(page: SitePage) -> dict[str, Any]:
    article: dict[str, Any] = {
        "@type": _TYPES.get(str(page.article.meta["genre"]), "NewsArticle"),
        "headline": _write_headline(page),
        **_write_dates(page),
        "articleSection": page.section,
        "inLanguage": f"{page.language}-SE",
        "mainEntityOfPage": {"@type": "WebPage", "@id": page.url},
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": NAMES[page.outlet],
            "logo": {"@type": "ImageObject", "url": f"https://{page.host}/static/logo.svg"},
        },
    }
    if page.bylines:
        article["author"] = _write_authors(page)
    if page.teaser:
        article["isAccessibleForFree"] = "False" if page.has_quirk(2, 1) else False
        article["hasPart"] = {
            "@type": "WebPageElement",
            "isAccessibleForFree": False,
            "cssSelector": ".paywall",
        }
    elif not page.has_quirk(4, 1):
        article["isAccessibleForFree"] = True
    return article


def build_linked(page: SitePage) -> LinkedData | None:
    """The page's JSON-LD in its platform's form; None on pages that have none.

    polcirkelbladet: one object (none on the old platform). nordkanalen: an array, none on some.
    gransbladet: WordPress' @graph.
    """
    if not page.has_linked:
        return None
    article = _write_article(page)
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [{"@type": "ListItem", "position": 1, "name": page.section}],
    }
    context = "https://schema.org"
    if page.outlet == "polcirkelbladet":
        return LinkedData({"@context": context, **article}, broken=page.has_quirk(11, 4))
    if page.outlet == "nordkanalen":
        return LinkedData([{"@context": context, **crumbs}, {"@context": context, **article}])
    site = {"@type": "WebSite", "name": NAMES[page.outlet], "url": f"https://{page.host}/"}
    broken = page.has_quirk(9, 1)
    return LinkedData({"@context": context, "@graph": [site, crumbs, article]}, broken)
