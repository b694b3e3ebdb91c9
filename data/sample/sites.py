"""The three fictional outlets as web sites: which page stands under which address."""

from __future__ import annotations

import hashlib
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from data.sample.articles import Block, MarkupError, SampleArticle

HOSTS = {
    "polcirkelbladet": "polcirkelbladet.example",
    "nordkanalen": "nordkanalen.example",
    "gransbladet": "gransbladet.example",
}
NAMES = {
    "polcirkelbladet": "Polcirkelbladet",
    "nordkanalen": "Nordkanalen",
    "gransbladet": "Gränsbladet",
}
WIRE_OUTLET = "nordkanalen"  # prints the agency texts of polcirkelbladet as well
WIRE_DELAY = timedelta(minutes=20)
LEGACY_EVERY = 12  # every twelfth page of polcirkelbladet is from before its change of platform
NO_NAMES = {"privat", "arkiv", "arkivbild", "pressbild", "yksityinen", "arkisto"}
_BASE36 = string.digits + string.ascii_lowercase
_STOCKHOLM = "Europe/Stockholm"


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:12], "big")


def number_of(article_id: str) -> int:
    """The number in an id (``pb012`` is 12); a hash where there is none. Picks quirks."""
    digits = re.search(r"\d+", article_id)
    return int(digits[0]) if digits else _digest(article_id) % 1000


def slugify(text: str) -> str:
    """ASCII for addresses: ``Näringsliv`` is ``naringsliv``."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def short_key(article_id: str) -> str:
    """Eight characters of [a-z0-9], as polcirkelbladet's platform ends its addresses."""
    number = _digest(article_id)
    return "".join(_BASE36[number // 36**place % 36] for place in range(8))


def legacy_path(section: str, slug: str, article_id: str) -> str:
    """An address of polcirkelbladet's platform before the present one."""
    return f"/{slugify(section)}/{slug}-nm{_digest(article_id) % 9_000_000 + 1_000_000}.aspx"


def build_path(outlet: str, section: str, place: str, slug: str, key: str) -> str:
    """The address of an article on an outlet's present platform."""
    if outlet == "polcirkelbladet":
        return f"/{slugify(section)}/{slugify(place)}/artikel/{slug}/{short_key(key)}"
    if outlet == "nordkanalen":
        return f"/nyheter/lokalt/norrbotten/{slug}"
    return f"/{slug}/"


def is_legacy(article: SampleArticle) -> bool:
    """Whether the article stands on polcirkelbladet's old platform."""
    return article.outlet == "polcirkelbladet" and number_of(article.id) % LEGACY_EVERY == 0


def article_path(article: SampleArticle) -> str:
    """The address of an article at the outlet that it was written for."""
    meta = article.meta
    section, slug = str(meta["section"]), str(meta["slug"])
    if is_legacy(article):
        return legacy_path(section, slug, article.id)
    place = str((meta.get("municipalities") or ["norrbotten"])[0])
    return build_path(article.outlet, section, place, slug, article.id)


@dataclass(frozen=True, slots=True)
class SitePage:
    """One article as one outlet publishes it; times are Swedish, with offset."""

    id: str
    outlet: str
    path: str
    article: SampleArticle
    published: datetime
    updated: datetime | None
    bylines: tuple[str, ...]

    @property
    def host(self) -> str:
        return HOSTS[self.outlet]

    @property
    def url(self) -> str:
        return f"https://{self.host}{self.path}"

    @property
    def number(self) -> int:
        return number_of(self.article.id)

    @property
    def legacy(self) -> bool:
        return self.path.endswith(".aspx")

    @property
    def wire(self) -> bool:
        return bool(self.article.meta.get("wire"))

    @property
    def teaser(self) -> bool:
        return bool(self.article.meta["access"] == "teaser")

    @property
    def language(self) -> str:
        return str(self.article.meta["language"])

    @property
    def has_linked(self) -> bool:
        """Whether the page has JSON-LD at all: not on the old platform, nor everywhere since."""
        return not (self.legacy or (self.outlet == "nordkanalen" and self.has_quirk(8, 5)))

    @property
    def section(self) -> str:
        return str(self.article.meta["section"])

    @property
    def place(self) -> str:
        return str((self.article.meta.get("municipalities") or ["Norrbotten"])[0])

    @property
    def headline(self) -> str:
        return self.article.headline

    @property
    def lead(self) -> str:
        return next((b.text for b in self.article.blocks if b.kind == "lead"), "")

    def has_quirk(self, every: int, remainder: int) -> bool:
        """Whether this page has a trap that every nth page has; the same in every build."""
        return self.number % every == remainder

    def credit(self, block: Block) -> str:
        """The photo credit as this outlet prints it: ``Maria Ek/TT``, ``Privat``, or nothing."""
        name = block.photographer or ""
        if not name or "/" in name or name.casefold() in NO_NAMES:
            return name
        if self.wire:
            return f"{name}/TT"
        return f"{name}/Nordkanalen" if self.outlet == "nordkanalen" else name

    def photographers(self) -> list[str]:
        """The photographers' names, without agency and without ``Privat``, each once."""
        credits = [(b.photographer or "").split("/")[0] for b in self.article.blocks]
        names = [n.strip() for credit in credits for n in re.split(r",| och | ja ", credit)]
        return list(dict.fromkeys(n for n in names if " " in n))


@dataclass(frozen=True, slots=True)
class Site:
    """One outlet's pages, the newest first."""

    outlet: str
    pages: tuple[SitePage, ...]

    @property
    def host(self) -> str:
        return HOSTS[self.outlet]

    @property
    def name(self) -> str:
        return NAMES[self.outlet]

    def sections(self) -> list[str]:
        """The sections, that with most articles first."""
        counts = Counter(page.section for page in self.pages)
        return sorted(counts, key=lambda section: (-counts[section], section))

    def section_path(self, section: str) -> str:
        """The address of a section's list of articles."""
        if self.outlet == "gransbladet":
            return f"/category/{slugify(section)}/"
        return f"/{slugify(section)}"

    def find(self, path: str) -> SitePage | None:
        return next((page for page in self.pages if page.path == path), None)

    def neighbours(self, page: SitePage, n: int = 3) -> list[SitePage]:
        """Other stories published about the same time, for the boxes beside an article."""
        at = self.pages.index(page)
        around = [*self.pages[at + 1 : at + 1 + n], *reversed(self.pages[max(0, at - n) : at])]
        return around[:n]


def _local_time(value: object) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment.replace(tzinfo=ZoneInfo(_STOCKHOLM))


def _publish(article: SampleArticle, delay: timedelta | None = None) -> SitePage:
    meta = article.meta
    published = _local_time(meta["published"])
    updated = _local_time(meta["updated"]) if meta.get("updated") else None
    bylines = tuple(str(name) for name in meta.get("byline") or [])
    if meta.get("wire") and "TT" not in bylines:
        bylines = (*bylines, "TT")
    if delay is None:
        path = article_path(article)
        return SitePage(article.id, article.outlet, path, article, published, updated, bylines)
    path = build_path(WIRE_OUTLET, "", "", f"{meta['slug']}-tt", article.id)
    later = updated + delay if updated else None
    name = f"{article.id}-nk"
    return SitePage(name, WIRE_OUTLET, path, article, published + delay, later, bylines)


def load_sites(articles: Iterable[SampleArticle]) -> dict[str, Site]:
    """The sites by host, agency texts in both outlets. Raises MarkupError on a clash."""
    pages: dict[str, SitePage] = {}
    ids: set[str] = set()
    corrects: dict[str, str] = {}
    for article in articles:
        if article.outlet not in HOSTS:
            raise MarkupError(f"{article.id}: outlet {article.outlet!r} is none of {list(HOSTS)}")
        ids.add(article.id)
        if article.meta.get("corrects"):
            corrects[article.id] = str(article.meta["corrects"])
        published = [_publish(article)]
        if article.meta.get("wire") and article.outlet != WIRE_OUTLET:
            published.append(_publish(article, WIRE_DELAY))
        for page in published:
            other = pages.setdefault(page.url, page)
            if other is not page:
                raise MarkupError(f"{page.id} and {other.id} share {page.url}; change one slug")
    for article_id, corrected in corrects.items():
        if corrected not in ids:
            raise MarkupError(f"{article_id} corrects {corrected}, which there is not")
    ordered = sorted(pages.values(), key=lambda page: (page.published, page.id), reverse=True)
    return {
        host: Site(outlet, tuple(page for page in ordered if page.outlet == outlet))
        for outlet, host in HOSTS.items()
    }
