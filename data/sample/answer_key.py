"""The answers to the sample articles: ``python -m data.sample.answer_key [--check]``.

Writes ``gold.jsonl``, one line for each published page, in the format that
``mediagranskning evaluate gold`` reads. People who stand only behind a paywall are left out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from data.sample.articles import Block, SampleArticle, iter_articles
from data.sample.layout import Line, print_lines
from data.sample.sites import Site, SitePage, load_sites

GOLD_PATH = Path(__file__).with_name("gold.jsonl")
STAFF_PATH = Path(__file__).parent / "staff.yml"


@dataclass(frozen=True, slots=True)
class GoldPerson:
    """A person of the content, counted over what can be read without paying."""

    name: str
    gender: str
    mentions: int
    quoted: bool
    quoted_direct: bool
    quoted_words: int
    function: str
    occupation_group: str
    in_headline: bool
    role: str = "content"


@dataclass(frozen=True, slots=True)
class GoldContributor:
    """Somebody who made the article: ``role`` is byline or photographer."""

    name: str
    gender: str
    role: str


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """Speech, with character offsets into the article's text.

    ``speaker`` is None for a speaker who is no named person; ``speaker_words`` says who it is.
    """

    speaker: str | None
    speaker_words: str | None
    direct: bool
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One published page with its answers; the first line of ``text`` is the headline."""

    id: str
    url: str
    has_headline: bool
    text: str
    growth: bool
    sector: str
    sectors: list[str]
    themes: list[str]
    genre: str
    access: str
    language: str
    municipalities: list[str]
    published: str
    outlet: str
    people: list[GoldPerson | GoldContributor]
    quotes: list[GoldQuote]

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def load_staff() -> dict[str, str]:
    """The gender of every reporter and photographer of the sample outlets."""
    by_outlet = yaml.safe_load(STAFF_PATH.read_text(encoding="utf-8"))
    return {name: gender for staff in by_outlet.values() for name, gender in staff.items()}


def count_words(text: str) -> int:
    """Words: what stands between spaces and holds a letter or digit."""
    return sum(1 for word in text.split() if re.search(r"\w", word))


def _count_person(key: str, person: dict[str, str], blocks: tuple[Block, ...]) -> GoldPerson:
    headlines = {m.person for b in blocks if b.kind == "headline" for m in b.mentions}
    quotes = [quote for block in blocks for quote in block.quotes if quote.person == key]
    return GoldPerson(
        name=person["name"],
        gender=person["gender"],
        mentions=sum(m.person == key for block in blocks for m in block.mentions),
        quoted=bool(quotes),
        quoted_direct=any(quote.direct for quote in quotes),
        quoted_words=sum(count_words(quote.text) for quote in quotes if quote.direct),
        function=person["function"],
        occupation_group=person["occupation_group"],
        in_headline=key in headlines,
    )


def _list_people(page: SitePage, staff: dict[str, str]) -> list[GoldPerson | GoldContributor]:
    article = page.article
    counted = [_count_person(key, p, article.blocks) for key, p in article.people.items()]
    people: list[GoldPerson | GoldContributor] = [p for p in counted if p.mentions]
    genders = staff | (article.meta.get("contributors") or {})
    roles = [(name, "byline") for name in page.bylines if name != "TT"]
    roles += [(name, "photographer") for name in page.photographers()]
    people += [GoldContributor(n, genders.get(n, "unknown"), role) for n, role in roles]
    return people


def join_lines(lines: list[Line]) -> tuple[str, list[int]]:
    """The text of a page, and where in it each line begins."""
    text, starts = "", []
    for line in lines:
        text += "\n\n" if text else ""
        starts.append(len(text))
        text += line.text
    return text, starts


def _list_quotes(article: SampleArticle, lines: list[Line], starts: list[int]) -> list[GoldQuote]:
    quotes = []
    for line, start in zip(lines, starts, strict=True):
        if line.block is None or line.copy:
            continue
        for quote in line.block.quotes:
            shift = start + line.shift
            quotes.append(
                GoldQuote(
                    speaker=article.people[quote.person]["name"] if quote.person else None,
                    speaker_words=None if quote.person else quote.speaker,
                    direct=quote.direct,
                    start=shift + quote.start,
                    end=shift + quote.end,
                    text=quote.text,
                )
            )
    return quotes


def _build_article(page: SitePage, site: Site, staff: dict[str, str]) -> GoldArticle:
    meta = page.article.meta
    lines = print_lines(page, site.neighbours(page))
    text, starts = join_lines(lines)
    quotes = _list_quotes(page.article, lines, starts)
    for quote in quotes:
        assert text[quote.start : quote.end] == quote.text, f"{page.id}: {quote}"
    return GoldArticle(
        id=page.id,
        url=page.url,
        has_headline=True,
        text=text,
        growth=bool(meta["growth"]),
        sector=str(meta["sectors"][0]),
        sectors=list(meta["sectors"]),
        themes=list(meta["themes"]),
        genre=str(meta["genre"]),
        access=str(meta["access"]),
        language=page.language,
        municipalities=list(meta.get("municipalities") or []),
        published=page.published.isoformat(),
        outlet=page.outlet,
        people=_list_people(page, staff),
        quotes=quotes,
    )


def build_gold(articles: Iterable[SampleArticle]) -> list[GoldArticle]:
    """The answers to every published page, ordered by id; agency texts stand in two outlets."""
    staff = load_staff()
    sites = load_sites(articles)
    gold = [_build_article(p, site, staff) for site in sites.values() for p in site.pages]
    return sorted(gold, key=lambda article: article.id)


def format_gold(gold: Iterable[GoldArticle]) -> str:
    return "".join(f"{article.to_json()}\n" for article in gold)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m data.sample.answer_key")
    parser.add_argument("--check", action="store_true", help="exit 1 when the file is not current")
    options = parser.parse_args(arguments)
    gold = build_gold(iter_articles())
    text = format_gold(gold)
    if options.check:
        current = GOLD_PATH.is_file() and GOLD_PATH.read_text(encoding="utf-8") == text
        if not current:
            print(f"{GOLD_PATH} is not current; run: python -m data.sample.answer_key")
        return 0 if current else 1
    GOLD_PATH.write_text(text, encoding="utf-8")
    print(f"{len(gold)} pages written to {GOLD_PATH}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
