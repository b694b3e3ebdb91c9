"""The genre of an article: the outlet's own rules first, then what holds at most outlets."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from crawler.jsonld import LinkedArticle
from crawler.registry import OutletConfig
from data.vocab import Genre

_LINKED_TYPES = {
    "OpinionNewsArticle": Genre.OPINION,
    "AdvertiserContentArticle": Genre.SPONSORED,
    "LiveBlogPosting": Genre.LIVE,
}
# Names of sections and folders in addresses, as Swedish and Finnish papers use them (2026-11).
_SECTIONS = {
    Genre.LETTER: "insändare insandare insändaren lukijalta lukijoilta mielipidekirjoitukset",
    Genre.OPINION: "ledare ledarkrönika ledarkronika debatt krönika kronika krönikor kronikor "
    "opinion åsikt asikt gästkrönika gastkronika pääkirjoitus paakirjoitus kolumni kolumnit",
    Genre.OBITUARY: "minnesord dödsfall dodsfall dödsannonser muistokirjoitukset",
    Genre.SPONSORED: "annons annonser sponsrat annonsörinnehåll native betald-annons ilmoitus",
    Genre.NOTICE: "lagfarter fastighetsaffärer fastighetsaffarer husaffärer bostadsaffärer",
    Genre.LISTING: "resultat resultatlistor sportresultat klasslistor valresultat",
    Genre.LIVE: "live liverapport direktrapport livestudio",
}
_BY_SECTION = {word: genre for genre, words in _SECTIONS.items() for word in words.split()}
# How a piece says in its first lines what it is. Narrow: the word alone occurs in news as well.
_OPENINGS = (
    (Genre.LETTER, r"^(?:detta|det här) är en insändare\b"),
    (Genre.LETTER, r"\binsändare\b.{0,160}\b(?:egna|skribentens|åsikt\w*)\b"),
    (Genre.OPINION, r"^(?:detta|det här) är en (?:ledare|krönika|debattartikel|opinionstext)\b"),
    (Genre.OPINION, r"\bdebattartikel\b.{0,160}\b(?:egna|skribentens|åsikt\w*)\b"),
    (Genre.SPONSORED, r"^(?:annons\s*[:–-]|annons$|detta är en annons\b|sponsrat innehåll\b)"),
    (Genre.LIVE, r"^(?:följ (?:oss|matchen|debatten|valet) (?:här )?live\b|liverapport:)"),
)
# One of these stands in each of the openings: most texts need not be searched for them all.
_SAID = (
    *("insändare", "ledare", "krönika", "debattartikel", "opinionstext"),
    *("annons", "sponsra", "live"),
)
_COMPILED = tuple(
    (genre, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for genre, pattern in _OPENINGS
)


def decide_genre(
    config: OutletConfig,
    url: str,
    section: str,
    paragraphs: list[str],
    linked: LinkedArticle | None = None,
) -> Genre:
    """The genre by the first rule that holds; news where none does."""
    opening = "\n".join(paragraphs[:2])
    for rule in config.genres:
        checks = [
            not rule.section or rule.section.casefold() == section.casefold(),
            not rule.url or re.search(rule.url, url) is not None,
            not rule.text or re.search(rule.text, opening, re.IGNORECASE) is not None,
        ]
        if all(checks):
            return rule.genre
    for kind in linked.types if linked else ():
        if kind in _LINKED_TYPES:
            return _LINKED_TYPES[kind]
    folders = unquote(urlsplit(url).path).casefold().strip("/").split("/")[:-1]
    for word in (section.casefold(), *folders):
        if word in _BY_SECTION:
            return _BY_SECTION[word]
    lower = opening.casefold()
    if not any(word in lower for word in _SAID):
        return Genre.NEWS
    return next((genre for genre, rule in _COMPILED if rule.search(opening)), Genre.NEWS)
