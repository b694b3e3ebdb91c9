"""Outlets as data: one YAML file each, validated when read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from crawler.window import check_window
from data.errors import BadInput, UnknownOutlet
from data.identity import canonical_url
from data.records import Outlet
from data.vocab import Genre

OUTLETS_DIR = Path(__file__).parent / "outlets"


def _check_regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:  # no ValueError, so that pydantic would let it through
        raise ValueError(f"is no regular expression: {error}") from error
    return pattern


Regex = Annotated[str, AfterValidator(_check_regex)]


def _host_of(url: str) -> str:
    """The host without www; "" where the address is broken or not one of the web."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where the port is no number
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"}:
        return ""
    return (parts.hostname or "").removeprefix("www.")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Strict):
    """Where article addresses are found. Each kind is read by a file of its name in spiders/.

    ``next_page`` is for kind ``section``: a CSS selector of the link to the next page, or an
    address with ``{page}`` in it. Lists of pages are followed to ``max_pages`` the first time,
    later until a page holds nothing new.
    """

    kind: Literal["sitemap", "feed", "section", "wordpress", "sverigesradio"]
    url: str
    verified: bool = False
    links: str = "a"
    next_page: str = ""
    max_pages: int = Field(50, ge=1)


class Selectors(_Strict):
    """CSS selectors, each list tried in order; ``body`` takes every node that is a paragraph.

    ``subhead``, ``caption``, ``pull_quote`` and ``correction`` say what some of the nodes of
    ``body`` are where tag and class do not.
    """

    headline: list[str] = []
    lead: list[str] = []
    body: list[str] = []
    byline: list[str] = []
    photographer: list[str] = []
    section: list[str] = []
    paywall: list[str] = []
    published: list[str] = []
    subhead: list[str] = []
    caption: list[str] = []
    pull_quote: list[str] = []
    correction: list[str] = []


class Layout(_Strict):
    """How pages were read up to and including a day, before the outlet changed its layout."""

    valid_until: date
    selectors: Selectors
    drop_lines: list[Regex] = []


class GenreRule(_Strict):
    """An article whose section, address or opening lines match has this genre."""

    genre: Genre
    section: str = ""
    url: Regex = ""
    text: Regex = ""


class OutletConfig(_Strict):
    """One outlet: who it is, where its articles are found, how its pages are read."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    name: str
    owner: str = ""
    homepage: str
    domains: list[str]
    languages: list[str] = ["sv"]
    access: Literal["free", "mixed", "paywall"] = "mixed"
    crawl: bool = True
    why_not_crawled: str = ""
    verified: bool = False
    expected_per_week: int | None = None
    notes: str = ""
    sources: list[Source] = []
    article_patterns: list[Regex] = []
    exclude_patterns: list[Regex] = []
    selectors: Selectors = Selectors()
    drop_lines: list[Regex] = []
    layouts: list[Layout] = []
    genres: list[GenreRule] = []
    delay_seconds: float = Field(2.0, ge=0)
    window: Annotated[str, AfterValidator(check_window)] = ""
    archive_names: list[str] = []
    local: bool = False
    metadata_only: bool = False

    def wants(self, url: str) -> bool:
        """Whether an address looks like an article of this outlet."""
        if not self.owns(url):
            return False
        parts = urlsplit(canonical_url(url))  # tracking words do not make it another page
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if any(re.search(pattern, path) for pattern in self.exclude_patterns):
            return False
        return any(re.search(pattern, path) for pattern in self.article_patterns)

    def read_language(self, stated: str) -> str:
        """The code before the region ("sv-SE" is "sv", "smj" stays); our own where none is."""
        code = re.match(r"[a-z]{2,3}(?![a-z])", stated.strip().lower())
        return code[0] if code else self.languages[0]

    def to_record(self) -> Outlet:
        languages = ",".join(self.languages)
        weekly = self.expected_per_week
        return Outlet(self.id, self.name, self.owner, self.homepage, languages, weekly)

    def owns(self, url: str) -> bool:
        """Whether an address is on one of the outlet's own hosts."""
        return _host_of(url) in {domain.removeprefix("www.") for domain in self.domains}

    def is_fictional(self) -> bool:
        """Whether all its hosts are reserved names that cannot be on the net (RFC 2606, 6761)."""
        return bool(self.domains) and all(
            domain.rpartition(".")[2] in {"example", "test", "invalid", "localhost"}
            for domain in self.domains
        )


def read_outlet(path: Path) -> OutletConfig:
    """Read one outlet file. Raises BadInput with the first thing that is wrong."""
    try:
        config = OutletConfig.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
        first = str(error).splitlines()
        raise BadInput(f"{path}: not a valid outlet file: {' '.join(first[:3])}") from error
    if config.id != path.stem:
        raise BadInput(f"{path}: the id is {config.id!r}; name the file {config.id}.yml")
    return config


def load_registry(extra_dirs: Iterable[Path] = ()) -> dict[str, OutletConfig]:
    """All known outlets by id: ours, and those of further folders (another region, the sample)."""
    registry: dict[str, OutletConfig] = {}
    for folder in (OUTLETS_DIR, *extra_dirs):
        if not folder.is_dir():
            raise BadInput(f"{folder} is no folder with outlet files")
        for path in sorted(folder.glob("*.yml")):
            config = read_outlet(path)
            registry[config.id] = config
    return registry


def pick_outlets(registry: dict[str, OutletConfig], ids: Iterable[str]) -> list[OutletConfig]:
    """The outlets named, or all that are to be crawled. Raises UnknownOutlet."""
    wanted = list(ids)
    unknown = [outlet_id for outlet_id in wanted if outlet_id not in registry]
    if unknown:
        raise UnknownOutlet(
            f"unknown outlet {unknown[0]!r}; 'mediagranskning outlets' lists those there are"
        )
    chosen = [registry[i] for i in wanted] or [c for c in registry.values() if c.crawl]
    for config in chosen:
        if not config.crawl:
            raise UnknownOutlet(f"{config.id} is not crawled: {config.why_not_crawled}")
    return chosen


def find_outlet_by_url(registry: dict[str, OutletConfig], url: str) -> OutletConfig | None:
    """The outlet to whose domain an address belongs.

    Where several share a domain, the one whose articles look like that; None where none do.
    """
    host = _host_of(url)
    owners = [c for c in registry.values() if host in {d.removeprefix("www.") for d in c.domains}]
    if len(owners) == 1:
        return owners[0]
    return next((config for config in owners if config.wants(url)), None)


def find_outlet_by_name(registry: dict[str, OutletConfig], name: str) -> OutletConfig | None:
    """The outlet that an archive calls ``name``: its name, a domain, or one of archive_names."""
    wanted = name.strip().casefold().removeprefix("www.")
    for config in registry.values():
        names = {config.name, *config.archive_names, *config.domains}
        if wanted in {known.casefold() for known in names}:
            return config
    return None
