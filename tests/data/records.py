"""Records with sensible fields, for tests that care about one or two of them."""

from __future__ import annotations

from typing import Any

from data.identity import canonical_url, content_hash, stable_key
from data.records import (
    Article,
    Contributor,
    Mention,
    Outlet,
    Person,
    PlaceLabel,
    Quote,
    Tagging,
    TopicLabel,
)
from data.vocab import (
    ContributorRole,
    Evidence,
    Function,
    Gender,
    Genre,
    Occupation,
    Theme,
    TopicKind,
)

OUTLET = Outlet("provbladet", "Provbladet")
NAME = "Anna Alm"


def make_article(
    url: str = "https://provbladet.example/a",
    title: str = "Ny hamn i Piteå",
    text: str = "Anna Alm leder bygget.\n\n– Det går bra, säger Anna Alm.",
    **fields: Any,
) -> Article:
    final = canonical_url(url)
    fields = {"outlet_id": OUTLET.id, "published": "2026-10-01T08:00:00+02:00", **fields}
    return Article(
        id=stable_key(final),
        url=final,
        title=title,
        text=text,
        content_hash=content_hash(title, text),
        **fields,
    )


def make_person(position: int = 0, name: str = NAME, start: int = 17) -> Person:
    return Person(
        position=position,
        name=name,
        gender=Gender.WOMAN,
        p_woman=0.99,
        evidence=Evidence.NAME,
        evidence_text=name,
        function=Function.SPOKESPERSON,
        occupation_group=Occupation.BUSINESS_LEADER,
        mentions=(Mention(start, start + len(name), name),),
        in_headline=False,
        in_lead=True,
        quoted_direct=True,
        quoted_indirect=False,
        quoted_words=3,
    )


def make_tagging(article: Article, *persons: Person, model: str = "prov") -> Tagging:
    """A tagging with one quote, by the first person where there is one."""
    return Tagging(
        article_id=article.id,
        content_hash=article.content_hash,
        model=model,
        genre=Genre.NEWS,
        persons=persons,
        quotes=(Quote(41, 54, "Det går bra", True, 0 if persons else None, NAME, "verb", 0.9),),
        topics=(TopicLabel(TopicKind.THEME, Theme.TILLGANGLIGHET, 0.8, "hamn"),),
        places=(PlaceLabel("Piteå", 1.0, 1),),
        contributors=(Contributor("Bo Berg", ContributorRole.PHOTOGRAPHER),),
    )
