"""A small media.db and a review.db with three people in it."""

from __future__ import annotations

from pathlib import Path

from data.records import Article
from data.review.decisions import Draft
from data.review.keys import person_key
from data.review.schema import review_migrations
from data.review.store import ReviewStore
from data.review.users import hash_password
from data.review.words import Role, Variable
from data.runs import utc_now
from data.store import MediaStore
from tests.data.records import OUTLET, make_article, make_person, make_tagging

PEOPLE = {
    "anna": Role.REVIEWER,
    "bo": Role.SECOND_READER,
    "cia": Role.REVIEWER,
    "ed": Role.EDITOR,
    "del": Role.DELEGATE,
}
TEXT = (
    "Anna Alm leder bygget.\n\n– Det går bra, säger Anna Alm.\n\n"
    "Bo Berg äger tomten bredvid. Cia Dahl vid kommunen har inget emot det."
)
N_STEPS = len(review_migrations._migrations)


def open_review(db_dir: Path) -> ReviewStore:
    """A review.db with PEOPLE; their password is 'lösenord nio' (one round: tests are many)."""
    store = ReviewStore(db_dir)
    kept = hash_password("lösenord nio", iterations=1)
    with store.saving() as db:
        for name, role in PEOPLE.items():
            db.execute(
                "INSERT OR IGNORE INTO users VALUES (?, ?, ?, 1, ?, ?)",
                [name, role, kept, utc_now(), utc_now()],
            )
    return store


def write_article(db_dir: Path, text: str = TEXT, *, model: str = "prov") -> Article:
    """One article, tagged: Anna Alm, who speaks, and Bo Berg; Cia Dahl was missed."""
    article = make_article(text=text)
    full = article.full_text
    anna = make_person(0, "Anna Alm", full.find("Anna Alm"))
    people = [anna]
    if "Bo Berg" in full:
        people.append(make_person(1, "Bo Berg", full.find("Bo Berg")))
    with MediaStore(db_dir) as store:
        store.save_outlets([OUTLET])
        store.save_article(article)
        store.save_taggings([make_tagging(article, *people, model=model)])
    return article


def draft(
    article: Article, variable: Variable, value: str | None, name: str = "", **rest: object
) -> Draft:
    """A decision on a story, or on the person of that name."""
    subject = person_key(article.id, name) if name else ""
    return Draft(article.id, variable, value, article.content_hash, subject, **rest)  # type: ignore[arg-type]


def span(article: Article, words: str) -> list[object]:
    start = article.full_text.find(words)
    return [start, start + len(words), words]
