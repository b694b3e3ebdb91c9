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
# How a piece says in its first lines what it is. Narrow: the word alone occurs in news as well. One
# of the words stands in each opening, so that most texts need not be searched by the patterns.
_OPENINGS = (
    (Genre.LETTER, ("insändare",), r"^(?:detta|det här) är en insändare\b"),
    (Genre.LETTER, ("insändare",), r"\binsändare\b.{0,160}\b(?:egna|skribentens|åsikt\w*)\b"),
    (
        Genre.OPINION,
        ("ledare", "krönika", "debattartikel", "opinionstext"),
        r"^(?:detta|det här) är en (?:ledare|krönika|debattartikel|opinionstext)\b",
    ),
    (
        Genre.OPINION,
        ("debattartikel",),
        r"\bdebattartikel\b.{0,160}\b(?:egna|skribentens|åsikt\w*)\b",
    ),
    (
        Genre.SPONSORED,
        ("annons", "sponsrat"),
        r"^(?:annons\s*[:–-]|annons$|detta är en annons\b|sponsrat innehåll\b)",
    ),
    (
        Genre.LIVE,
        ("live",),
        r"^(?:följ (?:oss|matchen|debatten|valet) (?:här )?live\b|liverapport:)",
    ),
)
_COMPILED = tuple(
    (genre, words, re.compile(pattern, re.IGNORECASE | re.DOTALL))
    for genre, words, pattern in _OPENINGS
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
    for genre, words, pattern in _COMPILED:
        if any(word in lower for word in words) and pattern.search(opening):
            return genre
    return Genre.NEWS
