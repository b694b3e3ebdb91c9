"""One tagged article out of media.db, as records: what an article page is made of."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from data.errors import BadInput
from data.records import Article, Contributor, Mention, Person, Quote
from data.store import MediaStore
from data.vocab import ContributorRole, Evidence, Function, Gender, Occupation

SUGGESTIONS = 5  # articles named where the words fit several
_FLAGS = ("in_headline", "in_lead", "quoted_direct", "quoted_indirect", "is_victim", "is_survivor")
_FLAGS_OF_ROOM = ("in_first_third", "in_caption", "has_first_word", "has_last_word", "is_central")
_PERSON_COLUMNS = tuple(f.name for f in fields(Person) if f.name != "mentions")


@dataclass(frozen=True, slots=True)
class TaggedArticle:
    """An article with its outlet's name and what the tagger stored of it.

    ``model`` is "" where the present text has not been tagged.
    """

    article: Article
    outlet: str
    model: str
    persons: tuple[Person, ...]
    quotes: tuple[Quote, ...]
    contributors: tuple[Contributor, ...]


def find_article_id(store: MediaStore, wanted: str) -> str:
    """The id of the article that an id, an address or words of a headline mean.

    Raises BadInput where none or several fit, naming up to five of them.
    """
    exact = list(store.db.query("SELECT id FROM articles WHERE id = :w OR url = :w", {"w": wanted}))
    if exact:
        return str(exact[0]["id"])
    escaped = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = list(
        store.db.query(
            "SELECT id, title, url FROM articles WHERE id LIKE :start ESCAPE '\\' "
            "OR url LIKE :within ESCAPE '\\' OR title LIKE :within ESCAPE '\\' ORDER BY title, id",
            {"start": f"{escaped}%", "within": f"%{escaped}%"},
        )
    )
    if len(rows) == 1:
        return str(rows[0]["id"])
    if not rows:
        raise BadInput(
            f"no article has the id, address or headline {wanted!r}; "
            "give words of its headline, or its address"
        )
    named = "; ".join(f"{row['title']} ({row['id']})" for row in rows[:SUGGESTIONS])
    more = f" and {len(rows) - SUGGESTIONS} more" if len(rows) > SUGGESTIONS else ""
    raise BadInput(f"{len(rows)} articles fit {wanted!r}: {named}{more}; give the id of one")


def read_tagged_article(store: MediaStore, article_id: str) -> TaggedArticle:
    """All that is stored of one article. Raises BadInput for an id that is not there."""
    article = next(store.iter_articles("a.id = ?", [article_id]), None)
    if article is None:
        raise BadInput(f"no article has the id {article_id!r}; give words of its headline")
    query = store.db.query
    outlet = next(query("SELECT name FROM outlets WHERE id = ?", [article.outlet_id]), None)
    tagging = next(
        query(
            "SELECT model FROM taggings WHERE article_id = ? AND content_hash = ?",
            [article_id, article.content_hash],
        ),
        None,
    )
    rows = list(
        query("SELECT * FROM persons WHERE article_id = ? ORDER BY position", [article_id])
        if tagging is not None
        else []
    )
    positions = {row["id"]: row["position"] for row in rows}
    return TaggedArticle(
        article=article,
        outlet=str(outlet["name"]) if outlet else article.outlet_id,
        model=str(tagging["model"]) if tagging else "",
        persons=tuple(_to_person(store, row) for row in rows),
        quotes=tuple(_read_quotes(store, article_id, positions)) if tagging else (),
        contributors=tuple(
            Contributor(row["name"], ContributorRole(row["role"]))
            for row in query(
                "SELECT DISTINCT name, role FROM contributors WHERE article_id = ? "
                "ORDER BY role, name",
                [article_id],
            )
        ),
    )


def _to_person(store: MediaStore, row: dict[str, Any]) -> Person:
    mentions = tuple(
        Mention(m["start_char"], m["end_char"], m["text"])
        for m in store.db.query(
            "SELECT start_char, end_char, text FROM mentions WHERE person_id = ? "
            "ORDER BY start_char",
            [row["id"]],
        )
    )
    values = {name: row[name] for name in _PERSON_COLUMNS}
    values |= {name: bool(values[name]) for name in (*_FLAGS, *_FLAGS_OF_ROOM)}
    values |= {
        "gender": Gender(row["gender"]),
        "evidence": Evidence(row["evidence"]),
        "function": Function(row["function"]),
        "occupation_group": Occupation(row["occupation_group"]),
    }
    return Person(**values, mentions=mentions)


def _read_quotes(store: MediaStore, article_id: str, positions: dict[str, int]) -> list[Quote]:
    return [
        Quote(
            start_char=row["start_char"],
            end_char=row["end_char"],
            text=row["text"],
            direct=bool(row["direct"]),
            person=None if row["person_id"] is None else positions[row["person_id"]],
            speaker_text=row["speaker_text"],
            method=row["method"],
            probability=row["probability"],
        )
        for row in store.db.query(
            "SELECT * FROM quotes WHERE article_id = ? ORDER BY start_char, end_char", [article_id]
        )
    ]
