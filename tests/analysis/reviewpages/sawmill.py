"""An article of three persons by the machine, one of them twice, and one whom it missed."""

from __future__ import annotations

from pathlib import Path

from data.identity import content_hash, stable_key
from data.records import Article, Mention, Outlet, Person, Quote, Tagging, TopicLabel
from data.store import MediaStore
from data.vocab import Evidence, Function, Gender, Genre, Occupation, Theme, TopicKind

EVIL = '<img src=x onerror="alert(1)">'
TITLE = f"Anna Alm bygger {EVIL}"
TEXT = (
    "Anna Alm bygger ett sågverk i Älvsbyn 🏗 med Bo Berg.\n\n"
    "– Det blir tjugo jobb, säger Alm.\n\n"
    f"Hon söker {EVIL} folk. Kerstin Öst på Kommunalen tror på det.\n\n"
    "– Vi behöver varandra, säger Öst."
)


def write_article(db_dir: Path, number: int) -> str:
    url = f"https://norrbladet.example/{number}"
    article = Article(
        id=stable_key(url),
        outlet_id="norrbladet",
        url=url,
        title=TITLE,
        text=TEXT,
        published="2026-09-03T08:00:00+02:00",
        content_hash=content_hash(TITLE, TEXT),
    )
    text = article.full_text

    def find(*names: str) -> tuple[Mention, ...]:
        found = []
        for name in names:
            at = text.find(name)
            while at >= 0:
                found.append(Mention(at, at + len(name), name))
                at = text.find(name, at + 1)
        return tuple(sorted(found, key=lambda m: m.start_char))

    def person(position: int, name: str, gender: Gender, mentions: tuple[Mention, ...]) -> Person:
        return Person(
            position=position,
            name=name,
            gender=gender,
            p_woman=0.99,
            evidence=Evidence.NAME,
            evidence_text=name,
            function=Function.SUBJECT,
            occupation_group=Occupation.UNKNOWN,
            mentions=mentions,
            in_headline=False,
            in_lead=True,
            quoted_direct=position == 0,
            quoted_indirect=False,
            quoted_words=4 if position == 0 else 0,
        )

    said = text.find("Det blir tjugo jobb")
    quote = Quote(said, said + 19, "Det blir tjugo jobb", True, 0, "Alm", "name", 0.9)
    people = (
        person(0, "Anna Alm", Gender.WOMAN, find("Anna Alm")),
        person(1, "Bo Berg", Gender.MAN, find("Bo Berg")),
        person(2, "Alm", Gender.UNKNOWN, find("säger Alm")[:1] and find("Alm.")),
    )
    with MediaStore(db_dir) as store:
        store.save_outlets([Outlet("norrbladet", f"Norrbladet {EVIL}")])
        store.save_article(article)
        store.save_taggings(
            [
                Tagging(
                    article_id=article.id,
                    content_hash=article.content_hash,
                    model="provmodell 1",
                    genre=Genre.NEWS,
                    persons=people,
                    quotes=(quote,),
                    topics=(TopicLabel(TopicKind.THEME, Theme.LIVSMILJOER, 0.9, EVIL),),
                    places=(),
                )
            ]
        )
    return article.id
