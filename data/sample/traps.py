"""The addresses of each site that behave badly on purpose, the same in every run."""

from __future__ import annotations

from dataclasses import dataclass

from data.sample.sites import Site, SitePage, build_path, legacy_path

FLAKY_TIMES = 1  # how often the flaky article answers 503 before it is served


@dataclass(frozen=True, slots=True)
class Traps:
    """Paths; "" where the site has too few pages to hold the trap.

    ``flaky`` answers 503 at first, ``gone`` 404, ``moved`` 301 to ``target``; ``internal`` looks
    like an article and is forbidden by robots.txt; ``latin1`` is served in that encoding.
    """

    flaky: str = ""
    gone: str = ""
    moved: str = ""
    target: str = ""
    internal: str = ""
    latin1: str = ""

    def listed(self) -> list[str]:
        """Those that stand in the sitemap beside the articles."""
        return [path for path in (self.gone, self.moved, self.internal) if path]


def _former_path(page: SitePage) -> str:
    """Where an article stood before the outlet changed its addresses."""
    if page.outlet == "polcirkelbladet":
        return legacy_path(page.section, str(page.article.meta["slug"]), page.article.id)
    if page.outlet == "nordkanalen":
        return f"{page.path}-1"
    return f"/{page.published:%Y/%m}{page.path}"


def plan_traps(site: Site) -> Traps:
    """Choose the pages for the traps: the first ones by id."""
    pages = sorted((p for p in site.pages if not p.legacy), key=lambda page: page.id)
    legacy = sorted((p for p in site.pages if p.legacy), key=lambda page: page.id)
    if not pages:
        return Traps()
    moved = pages[2 % len(pages)]
    removed = build_path(site.outlet, "Nyheter", "Luleå", "artikeln-ar-borttagen", "borttagen")
    draft = build_path(site.outlet, "Nyheter", "Boden", "utkast-publicera-inte", "utkast")
    return Traps(
        flaky=pages[1 % len(pages)].path,
        gone=removed,
        moved=_former_path(moved),
        target=moved.path,
        internal=f"/intern{draft}",
        latin1=legacy[0].path if legacy else "",
    )
