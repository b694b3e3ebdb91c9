"""What a page prints, line by line: the article's blocks among bylines, dates and debris.

The answer key takes its text from here and the templates take their wording from the same file,
so that what an archive would deliver and what a browser shows never drift apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from data.sample.articles import Block
from data.sample.sites import SitePage, slugify

NOTICE_WORDS = 150  # gransbladet's short pieces are followed by the leads of other stories
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
# Towns as a Finnish paper in the Torne valley writes them.
FINNISH_PLACES = {
    "Haparanda": "Haaparanta",
    "Övertorneå": "Ylitornio",
    "Överkalix": "Ylikainus",
    "Kiruna": "Kiiruna",
    "Gällivare": "Jällivaara",
    "Luleå": "Luulaja",
    "Piteå": "Piitime",
    "Boden": "Puuti",
    "Jokkmokk": "Jokimukka",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; ``shift`` is where the block's own text begins in it."""

    text: str
    block: Block | None = None
    shift: int = 0
    copy: bool = False  # printed before already: its people and speech are not counted again


@cache
def _load_wording() -> dict[str, dict[str, dict[str, Any]]]:
    text = Path(__file__).with_name("wording.yml").read_text(encoding="utf-8")
    wording: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(text)
    return wording


def find_wording(outlet: str, language: str = "sv") -> dict[str, Any]:
    """What an outlet's pages say around the articles; Swedish where a language is missing."""
    by_language = _load_wording()[outlet]
    return by_language.get(language, by_language["sv"])


def spell_date(moment: datetime, outlet: str, language: str = "sv") -> str:
    """A date and time as the outlet prints it."""
    if outlet == "nordkanalen":
        return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year} {moment:%H.%M}"
    if language == "fi":
        return f"{moment.day}.{moment.month}.{moment.year} klo {moment:%H.%M}"
    return f"{moment:%Y-%m-%d %H:%M}"


def spell_mail(name: str, outlet: str) -> str:
    """A reporter's address: ``emil.norrstig@nordkanalen.example``."""
    return f"{'.'.join(slugify(part) for part in name.split())}@{outlet}.example"


def spell_bylines(page: SitePage) -> str:
    """The names in the byline as one string, in the outlet's way of joining them."""
    joint = " och " if page.outlet == "nordkanalen" and not page.wire else ", "
    return joint.join(page.bylines)


def set_dashes(page: SitePage, text: str) -> str:
    """The platform's own sign before speech; one character for one, so offsets stay."""
    sign = "–"
    if page.legacy:
        sign = "-"
    elif page.outlet == "gransbladet" and page.has_quirk(5, 3):
        sign = "—"
    return re.sub("^– ", f"{sign} ", text)


def find_dateline(page: SitePage) -> str:
    """``HAPARANDA:`` before the lead of gransbladet's news, unless the lead has a vignette."""
    vignette = re.match(r"[A-ZÅÄÖ ,]{4,}[:.]", page.lead)
    if page.outlet != "gransbladet" or page.article.meta["genre"] != "news" or vignette:
        return ""
    if page.section == "Sport" or page.place == "Norrbotten":
        return ""
    place = FINNISH_PLACES.get(page.place, page.place) if page.language == "fi" else page.place
    return f"{place.upper()}:"


def label_photo(page: SitePage, block: Block) -> str:
    """``Foto: Name`` in the language of the page, or nothing."""
    credit = page.credit(block)
    return f"{'Kuva' if page.language == 'fi' else 'Foto'}: {credit}" if credit else ""


def shows_byline(page: SitePage) -> bool:
    """Some of nordkanalen's pages name the reporter in the JSON-LD only, in lower case."""
    elsewhere = page.outlet == "nordkanalen" and page.has_quirk(7, 2) and page.has_linked
    return bool(page.bylines) and not elsewhere


def names_photographer(page: SitePage) -> bool:
    """Whether the byline reads ``Text: A Foto: B``."""
    return not (page.wire or page.legacy) and page.has_quirk(2, 0) and bool(page.photographers())


def is_notice(page: SitePage) -> bool:
    words = sum(len(block.text.split()) for block in page.article.blocks)
    return page.outlet == "gransbladet" and words < NOTICE_WORDS


def _print_block(page: SitePage, block: Block) -> list[Line]:
    text = set_dashes(page, block.text)
    if block.kind == "lead":
        dateline = find_dateline(page)
        before = f"{dateline} " if dateline else ""
        return [Line(before + text, block, len(before))]
    if block.kind != "caption":
        return [Line(text, block)]
    photo = label_photo(page, block)
    printed = f"{text} {photo}".rstrip()
    if page.legacy:
        before = "Artikelbild | "
        return [Line(before + printed, block, len(before))]
    lines = [Line(printed, block)]
    if page.outlet == "polcirkelbladet":
        lines.append(Line(printed, block, copy=True))
    return lines


def _print_top(page: SitePage, words: dict[str, Any]) -> list[str]:
    published = spell_date(page.published, page.outlet, page.language)
    if page.legacy:
        return [f"Publicerad {published}"]
    if page.outlet == "polcirkelbladet":
        top = [f"{page.place}{published}"]
        if page.bylines and names_photographer(page):
            photographers = ", ".join(page.photographers())
            top.append(f"Text: {spell_bylines(page)} Foto: {photographers}")
        elif page.bylines:
            top.append(spell_bylines(page))
        return top
    if page.outlet == "nordkanalen":
        top = [f"Publicerad {published}"]
        if page.updated:
            top.append(f"Uppdaterad {spell_date(page.updated, page.outlet)}")
        return [*top, str(words["script_off"])]
    return [published]


def _print_end(page: SitePage, others: list[SitePage], words: dict[str, Any]) -> list[str]:
    bylines = spell_bylines(page)
    mails = [spell_mail(n, page.outlet) for n in page.bylines if n != "TT"]
    corrected = [str(words["corrected"])] if page.article.meta.get("corrects") else []
    if page.legacy:
        paywall = list(words["paywall"]) if page.teaser else []
        return [*paywall, *([bylines] if bylines else []), *corrected, words["legacy_footer"]]
    if page.outlet == "polcirkelbladet":
        paywall = list(words["paywall"]) if page.teaser else []
        stray = ["undefined"] if page.has_quirk(3, 1) else []
        return [*stray, *corrected, *paywall, words["footer"]]
    signed = [bylines, *mails] if shows_byline(page) else []
    if page.outlet == "nordkanalen":
        correction = page.article.meta.get("correction")
        end = [*signed, *corrected, str(words["footer"])]
        return [*end, f"Rättelse: {correction}"] if correction else end
    leads = [line for o in others for line in (o.headline, o.lead)] if is_notice(page) else []
    tips = [words["share"], words["tips"], words["tips_text"]]
    return [*signed, *corrected, *tips, *leads]


def print_lines(page: SitePage, others: list[SitePage]) -> list[Line]:
    """A page as an archive would deliver it: headline, then paragraphs with the page's debris.

    ``others`` are the site's neighbouring stories, whose leads follow some of the notices.
    """
    words = find_wording(page.outlet, page.language)
    top = [Line(text) for text in _print_top(page, words)]
    lines = [Line(page.headline, page.article.blocks[0])]
    if page.legacy:
        blocks = [line for b in page.article.blocks[1:] for line in _print_block(page, b)]
        lines += blocks[:1] + top + blocks[1:]
    else:
        lines += top
        lines += [line for b in page.article.blocks[1:] for line in _print_block(page, b)]
    return lines + [Line(str(text)) for text in _print_end(page, others, words)]
