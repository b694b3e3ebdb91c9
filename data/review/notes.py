"""Comments on an article or a person, and flags for the second reader; only ever added to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from data.errors import BadInput
from data.review.decisions import LONGEST, Forbidden
from data.review.store import ReviewStore
from data.review.users import find_user
from data.review.words import Right
from data.runs import utc_now

COMMENT, FLAG, UNFLAG = "comment", "flag", "unflag"


@dataclass(frozen=True, slots=True)
class Note:
    """``subject`` is the key of a person or quote, "" for the whole article."""

    id: int
    at: str
    user: str
    article: str
    subject: str
    kind: str
    text: str


def save_note(
    store: ReviewStore, user: str, article: str, kind: str, text: str = "", subject: str = ""
) -> Note:
    """Keep a comment, raise a flag or take it down. Raises Forbidden or BadInput."""
    found = find_user(store, user)
    if found is None or not found.may(Right.DECIDE):
        raise Forbidden(f"{user} may not write notes")
    text = text.strip()
    if kind not in {COMMENT, FLAG, UNFLAG} or not article:
        raise BadInput(f"{kind!r} is no kind of note")
    if len(text) > LONGEST or (kind == COMMENT and not text):
        raise BadInput(f"a comment has 1 to {LONGEST} characters")
    row = {
        "at": utc_now(), "user": user, "article": article,
        "subject": subject, "kind": kind, "text": text,
    }  # fmt: skip
    with store.saving() as db:
        cursor = db.execute(
            "INSERT INTO notes (at, user, article, subject, kind, text) VALUES (?, ?, ?, ?, ?, ?)",
            list(row.values()),
        )
    return Note(id=int(cursor.lastrowid or 0), **row)


def read_notes(store: ReviewStore, article: str) -> list[Note]:
    query = "SELECT * FROM notes WHERE article = ? ORDER BY id"
    return [Note(**row) for row in store.db.query(query, [article])]


def list_flagged(store: ReviewStore) -> list[dict[str, Any]]:
    """(article, subject, user, at, text) of every flag that stands, oldest first."""
    return list(
        store.db.query(
            "SELECT n.article, n.subject, n.user, n.at, n.text FROM notes n WHERE n.id IN "
            "(SELECT max(id) FROM notes WHERE kind <> 'comment' GROUP BY article, subject) "
            "AND n.kind = 'flag' ORDER BY n.id"
        )
    )
