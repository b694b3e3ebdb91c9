"""Stories whose growth, themes and sectors reviewers have decided: what training learns from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from data.readings import read_tagged_article
from data.records import Article, Tagging
from data.review.apply import correct_article, find_media_id
from data.review.reading import read_machine_reading
from data.review.store import ReviewStore, has_review
from data.review.words import Variable
from data.store import MEDIA_DB, MediaStore
from data.vocab import TopicKind


@dataclass(frozen=True, slots=True)
class DecidedStory:
    article: Article
    themes: frozenset[str]
    sectors: frozenset[str]


@dataclass(frozen=True, slots=True)
class DecidedStories:
    """``kept_apart`` counts decided stories of random samples: they measure, and are never
    learnt from. ``undecided`` lack a decision on themes or on sectors; ``changed`` have another
    text today than the one that was decided on, or are not in media.db."""

    stories: tuple[DecidedStory, ...]
    kept_apart: int
    undecided: int
    changed: int


def read_decided_stories(db_dir: Path) -> DecidedStories:
    """Stories to learn from: decided outside the random samples, on the text of today.

    A story counts as decided where growth or themes and sectors were decided, or where somebody
    who saw the machine's labels finished the whole article.
    """
    if not has_review(db_dir) or not (db_dir / MEDIA_DB).exists():
        return DecidedStories((), 0, 0, 0)
    with ReviewStore(db_dir) as review, MediaStore(db_dir) as media:
        query = "SELECT count(DISTINCT a.article) FROM assignments a JOIN samples s ON "
        query += "s.name = a.sample WHERE s.kind = 'random' AND a.done_at <> ''"
        kept_apart = int(review.db.execute(query).fetchone()[0])
        measuring = _find_measuring_clusters(media, review)
        stories: list[DecidedStory] = []
        undecided = changed = 0
        for article, decided, text_hash in _iter_candidates(review):
            if not decided:
                undecided += 1
                continue
            story = _read_story(media, review, article, text_hash)
            if story is not None and _cluster_of(media, story.article.url) in measuring:
                kept_apart += 1
            elif story is None:
                changed += 1
            else:
                stories.append(story)
        return DecidedStories(tuple(stories), kept_apart, undecided, changed)


def _find_measuring_clusters(media: MediaStore, review: ReviewStore) -> set[str]:
    """The texts of the random samples: the same text in another outlet measures as well."""
    drawn = review.db.execute(
        "SELECT DISTINCT w.article FROM draws w JOIN samples s ON s.name = w.sample "
        "WHERE s.kind = 'random'"
    ).fetchall()
    found = set()
    for (article,) in drawn:
        row = media.db.execute("SELECT cluster_id FROM articles WHERE id = ?", [article]).fetchone()
        if row and row[0]:
            found.add(str(row[0]))
    return found


def _cluster_of(media: MediaStore, url: str) -> str:
    row = media.db.execute("SELECT cluster_id FROM articles WHERE url = ?", [url]).fetchone()
    return str(row[0]) if row else ""


def _iter_candidates(review: ReviewStore) -> Iterator[tuple[str, bool, str]]:
    """(article, whether enough is decided, text that it was decided on), by article.

    No article that a random sample has drawn is among them, whoever decided on it and when.
    """
    rows = review.db.execute(
        # beside max() the other columns are those of the row that has it (SQLite's own rule)
        "SELECT d.article, group_concat(DISTINCT d.variable), d.text_hash, max(d.id), "
        "EXISTS (SELECT 1 FROM assignments a WHERE a.article = d.article AND a.done_at <> '') "
        "FROM decisions d WHERE d.subject = '' AND d.value IS NOT NULL AND d.id IN ("
        "SELECT max(id) FROM decisions GROUP BY article, lane, subject, variable) "
        "AND d.article NOT IN (SELECT w.article FROM draws w JOIN samples s ON s.name = w.sample "
        "WHERE s.kind = 'random') GROUP BY d.article ORDER BY d.article"
    ).fetchall()
    for article, variables, text_hash, _, done in rows:
        said = set(variables.split(","))
        topical = bool(said & {Variable.GROWTH.value, Variable.THEMES.value})
        yield article, bool(done) or (topical and Variable.SECTORS.value in said), text_hash


def _read_story(
    media: MediaStore, review: ReviewStore, article: str, text_hash: str
) -> DecidedStory | None:
    article_id = find_media_id(media, review, article)
    if article_id is None:
        return None
    stored = read_tagged_article(media, article_id).article
    machine = read_machine_reading(media, article_id)
    if machine is None or stored.content_hash != text_hash:
        return None
    corrected = correct_article(media, review, article, article_id, machine)
    reading = corrected.tagging if corrected else machine
    return DecidedStory(
        replace(stored, id=article),
        _labels(reading, TopicKind.THEME),
        _labels(reading, TopicKind.SECTOR),
    )


def _labels(reading: Tagging, kind: TopicKind) -> frozenset[str]:
    return frozenset(topic.label for topic in reading.topics if topic.kind is kind)
