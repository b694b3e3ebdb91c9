"""Ten articles whose every figure can be computed by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from data.identity import stable_key
from data.records import (
    Article,
    Contributor,
    Mention,
    Outlet,
    Person,
    PlaceLabel,
    Tagging,
    TopicLabel,
)
from data.store import MediaStore
from data.vocab import (
    Access,
    ContributorRole,
    Evidence,
    Function,
    Gender,
    Genre,
    Occupation,
    Sector,
    Theme,
    TopicKind,
)

W, M, N, U = Gender.WOMAN, Gender.MAN, Gender.NONBINARY, Gender.UNKNOWN
OPTIONAL = {
    "is_central": "INTEGER NOT NULL DEFAULT 0",
    "in_caption": "INTEGER NOT NULL DEFAULT 0",
    "in_first_third": "INTEGER NOT NULL DEFAULT 0",
    "share_of_quoted_words": "REAL NOT NULL DEFAULT 0",
    "family_role": "TEXT NOT NULL DEFAULT ''",
    "is_victim": "INTEGER NOT NULL DEFAULT 0",
    "title": "TEXT NOT NULL DEFAULT ''",
}


@dataclass(frozen=True)
class P:
    """A person; ``more`` holds the optional columns."""

    name: str
    gender: Gender
    function: Function = Function.OTHER
    occupation: Occupation = Occupation.UNKNOWN
    words: int = 0
    indirect: bool = False
    headline: bool = False
    lead: bool = False
    mentions: int = 1
    more: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class A:
    people: tuple[P, ...]
    words: int
    outlet: str = "norrbladet"
    cluster: str = ""
    credits: tuple[tuple[str, ContributorRole], ...] = ()


BYLINE, PHOTO = ContributorRole.BYLINE, ContributorRole.PHOTOGRAPHER
_F, _O = Function, Occupation
_WIRE = (
    P("Nils", M, occupation=_O.POLITICIAN),
    P("Maja", W, occupation=_O.WORKER, words=7, more={"share_of_quoted_words": 1.0}),
)
ARTICLES = (
    A(
        (
            P(
                "Anna", W, _F.SPOKESPERSON, _O.POLITICIAN, words=20, headline=True, lead=True,
                mentions=3,
                more={
                    "is_central": 1, "in_caption": 1, "in_first_third": 1,
                    "title": "kommunalråd", "share_of_quoted_words": 0.5,
                },
            ),
            P("Bo", M, _F.EXPERT, _O.RESEARCHER_TEACHER, words=10, lead=True,
              more={"share_of_quoted_words": 0.5}),
        ),
        100,
        credits=(("Anna Ek", BYLINE), ("Eva Ström", PHOTO)),
    ),
    A(
        (
            P("Carl", M, _F.SUBJECT, _O.BUSINESS_LEADER, words=30, headline=True, lead=True,
              mentions=2, more={"is_central": 1, "title": "vd", "share_of_quoted_words": 1.0}),
        ),
        50,
        credits=(("Lars Berg", BYLINE),),
    ),
    A(
        (
            P("Dina", W, _F.EXPERT, _O.RESEARCHER_TEACHER, indirect=True),
            P("Erik", M, _F.SPOKESPERSON, _O.BUSINESS_LEADER, words=5,
              more={"title": "vice vd", "share_of_quoted_words": 1.0}),
        ),
        100,
        credits=(("TT", BYLINE),),
    ),
    A(
        (
            P("Fia", W, _F.SUBJECT, _O.ENTREPRENEUR, words=12, mentions=2,
              more={"title": "ägare", "family_role": "mamma", "share_of_quoted_words": 1.0}),
            P("Gus", U),
        ),
        40,
        credits=(("Kim Qvist", BYLINE),),
    ),
    A((), 10),
    A(
        (
            P("Hans", M, more={"in_caption": 1, "is_victim": 1}),
            P("Ivar", M, words=8, mentions=4, more={"share_of_quoted_words": 1.0}),
        ),
        60,
    ),
    A((P("Jo", U),), 10),
    A(
        (
            P("Karin", W, _F.SPOKESPERSON, _O.BUSINESS_LEADER, words=15,
              more={
                  "is_central": 1, "title": "verkställande direktör",
                  "share_of_quoted_words": 1.0,
              }),
            P("Lo", N, _F.SUBJECT, _O.RESIDENT),
        ),
        80,
    ),
    A(_WIRE, 30, cluster="wire"),
    A(_WIRE, 30, outlet="polcirkeln", cluster="wire"),
)  # fmt: skip


def write_ten(db_dir: Path, *, optional: bool = True) -> None:
    """Write the corpus, with or without the columns that later steps may add."""
    with MediaStore(db_dir) as store:
        store.save_outlets([Outlet("norrbladet", "Norrbladet"), Outlet("polcirkeln", "Polcirkeln")])
        present = {row["name"] for row in store.db.query("PRAGMA table_info(persons)")}
        for name, kind in OPTIONAL.items():
            if optional and name not in present:
                store.db.execute(f"ALTER TABLE persons ADD COLUMN {name} {kind}")
        clusters = {}
        for number, spec in enumerate(ARTICLES):
            article = _make_article(number, spec)
            store.save_article(article)
            _save_tagging(store, article, spec, optional)
            clusters[article.id] = spec.cluster or article.id
        store.save_clusters(clusters)
        for name in OPTIONAL if not optional else ():  # as an older database is
            if name in present:
                store.db.execute(f"ALTER TABLE persons DROP COLUMN {name}")


def _make_article(number: int, spec: A) -> Article:
    url = f"https://{spec.outlet}.example/{number}"
    return Article(
        id=stable_key(url),
        outlet_id=spec.outlet,
        url=url,
        title="Ny gruva ger jobb",
        text=" ".join(["ord"] * spec.words),
        published=f"2026-{7 + number % 3:02d}-01T08:00:00+02:00",
        content_hash=f"hash{number}",
        access=Access.FULL,
        contributors=tuple(Contributor(name, role) for name, role in spec.credits),
    )


def _save_tagging(store: MediaStore, article: Article, spec: A, optional: bool) -> None:
    persons = tuple(
        Person(
            position=position,
            name=person.name,
            gender=person.gender,
            p_woman=None,
            evidence=Evidence.PRONOUN,
            evidence_text="",
            function=person.function,
            occupation_group=person.occupation,
            mentions=tuple(
                Mention(50 * position + i, 50 * position + i + 1, "x")
                for i in range(person.mentions)
            ),
            in_headline=person.headline,
            in_lead=person.lead,
            quoted_direct=person.words > 0,
            quoted_indirect=person.indirect,
            quoted_words=person.words,
        )
        for position, person in enumerate(spec.people)
    )
    topics = (
        TopicLabel(TopicKind.THEME, Theme.INNOVATION_FORNYELSE, 0.9, ""),
        TopicLabel(TopicKind.SECTOR, Sector.GRUVA_STAL, 0.9, ""),
    )
    places = (PlaceLabel("Kiruna", 1.0, 2),)
    store.save_taggings(
        [Tagging(article.id, article.content_hash, "m", Genre.NEWS, persons, (), topics, places)]
    )
    for position, person in enumerate(spec.people):
        for name, value in person.more.items() if optional else ():
            with store.db.atomic():
                store.db.execute(
                    f"UPDATE persons SET {name} = ? WHERE article_id = ? AND position = ?",
                    [value, article.id, position],
                )
