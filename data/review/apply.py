"""Put reviewers' decisions into media.db: what reads it meets the corrected labels.

The machine's own reading of each corrected article is kept beside (table machine_readings).
Tagging an article anew writes the machine's labels again and drops that row, so that decisions
are applied once more; taking all decisions back brings the machine's reading back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from data.readings import read_tagged_article
from data.records import Tagging
from data.review.articles import remember_articles
from data.review.correct import LOST, TEXT_CHANGED, Corrected, correct_tagging
from data.review.fill import refresh_reviewed
from data.review.reading import (
    dump_reading,
    read_captions,
    read_machine_reading,
)
from data.review.store import ReviewStore, has_review
from data.review.verdicts import read_verdicts
from data.store import MediaStore


@dataclass(slots=True)
class Applied:
    """What applying came to, for the summary of a run.

    ``articles`` hold corrected labels now, of which ``written`` were changed by this run.
    ``text_changed`` and ``lost`` are decisions to look at again (see Report); ``untagged`` and
    ``missing`` are articles with decisions that have no present reading, or are not there.
    """

    articles: int = 0
    written: int = 0
    untagged: int = 0
    missing: int = 0
    reports: Counter[str] = field(default_factory=Counter)

    def to_summary(self) -> dict[str, int]:
        """The counts that a summary shows; nothing where nobody has decided anything."""
        found = {
            "articles_with_decisions": self.articles,
            "decisions_on_a_text_that_changed": self.reports[TEXT_CHANGED],
            "decisions_that_found_nobody": self.reports[LOST],
            "decided_articles_not_tagged": self.untagged,
            "decided_articles_not_here": self.missing,
        }
        return {key: n for key, n in found.items() if n}


def apply_decisions(media: MediaStore, db_dir: Path) -> Applied:
    """Bring the rows of media.db up to what reviewers have decided; twice changes nothing.

    The table ``reviewed`` is brought up to date as well, and the addresses of decided articles.
    """
    if not has_review(db_dir):
        return Applied()
    with ReviewStore(db_dir) as review:
        refresh_reviewed(review)
        return _apply(media, review)


def _apply(media: MediaStore, review: ReviewStore) -> Applied:
    applied = Applied()
    kept = {
        row["article_id"]: row["last_decision"]
        for row in media.db.query("SELECT article_id, last_decision FROM machine_readings")
    }
    newest = dict(
        review.db.execute("SELECT article, max(id) FROM decisions GROUP BY article").fetchall()
    )
    for article, last in newest.items():
        article_id = find_media_id(media, review, article)
        _remember(media, review, article, article_id)
        if article_id is None:
            applied.missing += 1
        elif kept.get(article_id) != last:
            with _writing_at_once(media):
                _apply_to_one(media, review, article, article_id, last, applied)
    for row in media.db.query("SELECT reports FROM machine_readings"):
        applied.articles += 1
        applied.reports.update(report["reason"] for report in json.loads(row["reports"]))
    return applied


def _remember(media: MediaStore, review: ReviewStore, article: str, article_id: str | None) -> None:
    known = review.db.query("SELECT 1 FROM articles WHERE article = ?", [article])
    if article_id == article and next(known, None) is None:
        remember_articles(review, [read_tagged_article(media, article_id).article])


@contextmanager
def _writing_at_once(media: MediaStore) -> Iterator[None]:
    """A transaction that keeps other writers out from its first reading on."""
    media.db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        media.db.conn.rollback()
        raise
    media.db.conn.commit()


def find_media_id(media: MediaStore, review: ReviewStore, article: str) -> str | None:
    """The id of an article of the review in media.db: its key, else by its address."""
    if next(media.db.query("SELECT 1 FROM articles WHERE id = ?", [article]), None):
        return article
    known = next(review.db.query("SELECT url FROM articles WHERE article = ?", [article]), None)
    if known is None:
        return None
    query = (
        "SELECT id FROM articles WHERE url = :url "
        "UNION SELECT article_id FROM article_aliases WHERE url = :url"
    )
    row = next(media.db.query(query, {"url": known["url"]}), None)
    return None if row is None else str(row["id"])


def _apply_to_one(
    media: MediaStore,
    review: ReviewStore,
    article: str,
    article_id: str,
    last: int,
    applied: Applied,
) -> None:
    machine = read_machine_reading(media, article_id)
    if machine is None:
        applied.untagged += 1
        return
    corrected = correct_article(media, review, article, article_id, machine)
    people = {
        row["name"]: row["individual_id"]
        for row in media.db.query(
            "SELECT name, individual_id FROM persons WHERE article_id = ?", [article_id]
        )
    }
    tagging = corrected.tagging if corrected else machine
    media.save_taggings([tagging])
    for name, individual in people.items():  # the next linking finds those who are new
        media.db.execute(
            "UPDATE persons SET individual_id = ? WHERE article_id = ? AND name = ?",
            [individual, article_id, name],
        )
    applied.written += 1
    media.db.execute(
        "INSERT INTO machine_readings (article_id, reading, last_decision, reports) "
        "VALUES (?, ?, ?, ?)",
        [
            article_id,
            dump_reading(machine),
            last,
            json.dumps([asdict(r) for r in corrected.reports] if corrected else []),
        ],
    )
    if corrected and corrected.access:
        media.db.execute(
            "UPDATE taggings SET access = ? WHERE article_id = ?", [corrected.access, article_id]
        )


def correct_article(
    media: MediaStore,
    review: ReviewStore,
    article: str,
    article_id: str,
    machine: Tagging | None = None,
) -> Corrected | None:
    """The reading of an article as it stands now; None where nobody decided or it is untagged.

    ``article`` is the key that decisions know it by, which is its id but for one that got
    another id when media.db was built anew.
    """
    verdicts = read_verdicts(review, article)
    machine = machine or read_machine_reading(media, article_id)
    if not verdicts or machine is None:
        return None
    text = replace(read_tagged_article(media, article_id).article, id=article)
    return correct_tagging(text, machine, verdicts, read_captions(media, article_id))
