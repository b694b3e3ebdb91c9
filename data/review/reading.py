"""What the machine said of an article: out of media.db, also where its labels were corrected."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from data.readings import read_tagged_article
from data.records import Contributor, PlaceLabel, Tagging, TopicLabel
from data.store import MediaStore
from data.vocab import BlockKind, ContributorRole, Genre, TopicKind

_TAGGING = TypeAdapter(Tagging)


def dump_reading(tagging: Tagging) -> str:
    """A reading as JSON; load_reading gives the same record again."""
    return _TAGGING.dump_json(tagging).decode()


def load_reading(text: str) -> Tagging:
    return _TAGGING.validate_json(text)


def read_present_reading(store: MediaStore, article_id: str) -> Tagging | None:
    """What the tables hold of the article's present text, corrected or not; None if untagged."""
    tagged = read_tagged_article(store, article_id)
    if not tagged.model:
        return None
    query = store.db.query
    genre = next(query("SELECT genre FROM taggings WHERE article_id = ?", [article_id]))["genre"]
    topics = query("SELECT * FROM topics WHERE article_id = ? ORDER BY kind, label", [article_id])
    credits = query(
        "SELECT name, role FROM contributors WHERE article_id = ? AND origin = 'text' "
        "ORDER BY role, name",
        [article_id],
    )
    places = query(
        "SELECT * FROM places WHERE article_id = ? ORDER BY weight DESC, municipality", [article_id]
    )
    return Tagging(
        article_id=article_id,
        content_hash=tagged.article.content_hash,
        model=tagged.model,
        genre=Genre(genre),
        persons=tagged.persons,
        quotes=tagged.quotes,
        topics=tuple(_make_topic(row) for row in topics),
        places=tuple(PlaceLabel(r["municipality"], r["weight"], r["mentions"]) for r in places),
        contributors=tuple(Contributor(r["name"], ContributorRole(r["role"])) for r in credits),
    )


def _make_topic(row: dict[str, Any]) -> TopicLabel:
    return TopicLabel(
        TopicKind(row["kind"]),
        row["label"],
        row["probability"],
        row["evidence"],
        bool(row["uncertain"]),
    )


def read_machine_reading(store: MediaStore, article_id: str) -> Tagging | None:
    """The machine's own reading of the present text; None where it has not been tagged.

    Raises BadInput for an article that is not there.
    """
    row = next(
        store.db.query("SELECT reading FROM machine_readings WHERE article_id = ?", [article_id]),
        None,
    )
    present = read_present_reading(store, article_id)
    if row is None or present is None:
        return present
    return load_reading(row["reading"])


def read_captions(store: MediaStore, article_id: str) -> tuple[tuple[int, int], ...]:
    """Where captions stand in the text."""
    rows = store.db.query(
        "SELECT start_char, end_char FROM blocks WHERE article_id = ? AND kind = ? "
        "AND start_char IS NOT NULL ORDER BY start_char",
        [article_id, BlockKind.CAPTION],
    )
    return tuple((row["start_char"], row["end_char"]) for row in rows)
