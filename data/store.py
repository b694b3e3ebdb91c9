"""The only reader and writer of media.db."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from data.articles import COLUMNS, Saved, make_article, save_article
from data.errors import NothingToDo
from data.identity import stable_key
from data.records import (
    Article,
    Contributor,
    Mention,
    Outlet,
    Page,
    Person,
    PlaceLabel,
    Quote,
    Tagging,
    TopicLabel,
)
from data.runs import Run, utc_now
from data.schema import migrate
from data.transactions import writing

MEDIA_DB = "media.db"
# Bytes of a page of the file. Of an article of 400 words one fits in SQLite's usual 4,096, which
# leaves a quarter empty; five fit in 16,384 (2026-11: 7.5 MB a thousand articles against PAGES).
PAGE_SIZE = 16_384
_TAG_TABLES = ("quotes", "persons", "topics", "places", "taggings")


class MediaStore:
    """media.db, opened, brought up to date and closed again: use it as a context manager."""

    def __init__(self, db_dir: Path) -> None:
        db_dir.mkdir(parents=True, exist_ok=True)
        self.path = db_dir / MEDIA_DB
        connection = sqlite3.connect(self.path, timeout=30)
        self.db = Database(connection)
        try:
            self.db.execute(f"PRAGMA page_size = {PAGE_SIZE}")  # heeded by a new file alone
            self.db.execute("PRAGMA foreign_keys = ON")
            self.db.enable_wal()
            # in WAL mode safe against SIGKILL; a power cut can cost the last pages, refetched
            self.db.execute("PRAGMA synchronous = NORMAL")
            migrate(self.db, str(self.path))
        except BaseException:
            connection.close()
            raise

    @classmethod
    def open_existing(cls, db_dir: Path) -> Self:
        """Open a database that must be there. Raises NothingToDo with the next step."""
        if not (db_dir / MEDIA_DB).exists():
            raise NothingToDo(
                f"no {MEDIA_DB} in {db_dir}; run 'mediagranskning crawl' or "
                "'mediagranskning import FILE' first, or name another --db-dir"
            )
        return cls(db_dir)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.db.close()

    # runs

    @contextmanager
    def log_run(
        self, stage: str, *, model: str = "", settings: dict[str, Any] | None = None
    ) -> Iterator[Run]:
        """Write a run row at the start and finish it at the end, also when the stage fails."""
        row = {
            "stage": stage,
            "started_at": utc_now(),
            "version": version("mediagranskning"),
            "model": model,
            "settings": json.dumps(settings or {}, ensure_ascii=False, sort_keys=True),
        }
        with self.db.atomic():
            run_id = self.db.table("runs").insert(row, pk="id").last_pk
        run = Run(self.db, int(str(run_id)))
        status = "failed"
        try:
            yield run
            status = "done"
        finally:
            with self.db.atomic():
                self.db.table("runs").update(
                    run.id,
                    {
                        "finished_at": utc_now(),
                        "n_in": run.n_in,
                        "n_out": run.n_out,
                        "n_skipped": sum(run.skips.values()),
                        "status": status,
                    },
                )

    # outlets, pages, articles

    def save_outlets(self, outlets: Iterable[Outlet]) -> None:
        with self.db.atomic():
            for outlet in outlets:
                self.db.table("outlets").upsert(asdict(outlet), pk="id")

    def save_page(self, page: Page) -> None:
        """Keep a raw page; one row for each different body of an address."""
        with writing(self.db):
            self.db.execute(
                "INSERT OR IGNORE INTO pages (id, outlet_id, url, status, content_type, "
                "fetched_at, body, body_sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [getattr(page, field.name) for field in fields(page)],
            )

    def iter_pages(self, outlet_ids: Iterable[str]) -> Iterator[Page]:
        """The newest page of every address of some outlets, in pieces: writing is safe."""
        for outlet_id in outlet_ids:
            keys = self.db.execute(
                "SELECT id FROM pages p WHERE outlet_id = ? AND NOT EXISTS (SELECT 1 FROM pages n "
                "WHERE n.url = p.url AND (n.fetched_at, n.id) > (p.fetched_at, p.id)) ORDER BY url",
                [outlet_id],
            ).fetchall()
            for (key,) in keys:
                yield Page(**next(self.db.query("SELECT * FROM pages WHERE id = ?", [key])))

    def save_article(self, article: Article, *, keep_version: bool = True) -> str:
        """Store one article. Returns 'new', 'updated', 'merged' or 'unchanged'."""
        return self.keep_article(article, keep_version=keep_version).outcome

    def keep_article(self, article: Article, *, keep_version: bool = True) -> Saved:
        """Store one article; its key is that of the story it was merged with, if there was one."""
        return save_article(self.db, article, keep_version=keep_version)

    def _replace_contributors(
        self, article_id: str, contributors: Iterable[Contributor], origin: str
    ) -> None:
        self.db.execute(
            "DELETE FROM contributors WHERE article_id = ? AND origin = ?", [article_id, origin]
        )
        for contributor in contributors:
            row = {"article_id": article_id, "origin": origin, **asdict(contributor)}
            self.db.table("contributors").insert(row, ignore=True)

    def count(self, table: str) -> int:
        return int(self.db.table(table).count)

    def count_by(self, table: str, column: str) -> dict[str, int]:
        """How many rows there are for each value of a column."""
        query = f"SELECT {column} AS value, count(*) AS n FROM {table} GROUP BY {column}"
        return {str(row["value"]): int(row["n"]) for row in self.db.query(query)}

    def count_articles(self) -> int:
        """How many articles there are. Raises NothingToDo when there are none."""
        n = self.count("articles")
        if n == 0:
            raise NothingToDo(
                f"{self.path} holds no articles yet; run 'mediagranskning crawl' or "
                "'mediagranskning import FILE' first"
            )
        return n

    def iter_articles(self, where: str = "1", values: list[Any] | None = None) -> Iterator[Article]:
        """Articles by id; the result is read in pieces, so that writing in between is safe."""
        columns = ", ".join(f"a.{name}" for name in COLUMNS)
        last = ""
        while True:
            rows = list(
                self.db.query(
                    f"SELECT {columns} FROM articles a WHERE ({where}) AND a.id > ? "
                    "ORDER BY a.id LIMIT 200",
                    [*(values or []), last],
                )
            )
            if not rows:
                return
            for row in rows:
                yield make_article(row)
            last = rows[-1]["id"]

    # clusters

    def save_clusters(self, clusters: dict[str, str]) -> int:
        """Store article id -> cluster id; returns how many rows changed."""
        changed = 0
        with self.db.atomic():
            for article_id, cluster_id in clusters.items():
                changed += self.db.execute(
                    "UPDATE articles SET cluster_id = ? WHERE id = ? AND cluster_id <> ?",
                    [cluster_id, article_id, cluster_id],
                ).rowcount
        return changed

    # tagging

    UNTAGGED = (
        "NOT EXISTS (SELECT 1 FROM taggings t WHERE t.article_id = a.id "
        "AND t.content_hash = a.content_hash AND t.model = ?)"
    )

    def count_untagged(self, model: str) -> int:
        query = f"SELECT count(*) AS n FROM articles a WHERE {self.UNTAGGED}"
        return int(next(self.db.query(query, [model]))["n"])

    def iter_untagged(self, model: str) -> Iterator[Article]:
        """Articles with no tagging of their present text by ``model``."""
        return self.iter_articles(self.UNTAGGED, [model])

    def read_untagged_hashes(self, model: str, article_ids: Iterable[str]) -> dict[str, str]:
        """Of these articles those with no tagging by ``model``: id -> hash of the present text."""
        ids = json.dumps(list(article_ids))
        query = (
            f"SELECT a.id, a.content_hash FROM articles a WHERE {self.UNTAGGED} "
            "AND a.id IN (SELECT value FROM json_each(?))"
        )
        return dict(self.db.execute(query, [model, ids]).fetchall())

    def save_taggings(self, taggings: Iterable[Tagging]) -> None:
        """Replace all that is said of each article, several articles in one transaction."""
        with self.db.atomic():
            for tagging in taggings:
                self._save_tagging(tagging)

    def _save_tagging(self, tagging: Tagging) -> None:
        write, article_id = self.db.conn.executemany, tagging.article_id
        for table in _TAG_TABLES:
            self.db.conn.execute(f"DELETE FROM {table} WHERE article_id = ?", [article_id])
        self._replace_contributors(article_id, tagging.contributors, "text")
        write(
            "INSERT INTO taggings (article_id, content_hash, model, genre) VALUES (?, ?, ?, ?)",
            [(article_id, tagging.content_hash, tagging.model, tagging.genre)],
        )
        ids = {p.position: stable_key(article_id, str(p.position)) for p in tagging.persons}
        write(
            _insert_into("persons", ("id", "article_id", "n_mentions", *_PERSON)),
            [
                (ids[p.position], article_id, len(p.mentions), *_person_values(p))
                for p in tagging.persons
            ],
        )
        write(
            _insert_into("mentions", ("person_id", *_MENTION)),
            [
                (ids[p.position], *_mention_values(mention))
                for p in tagging.persons
                for mention in p.mentions
            ],
        )
        write(
            _insert_into("quotes", ("article_id", "person_id", *_QUOTE)),
            [
                (article_id, None if q.person is None else ids[q.person], *_quote_values(q))
                for q in tagging.quotes
            ],
        )
        write(
            _insert_into("topics", ("article_id", *_TOPIC)),
            [(article_id, *_topic_values(topic)) for topic in tagging.topics],
        )
        write(
            _insert_into("places", ("article_id", *_PLACE)),
            [(article_id, *_place_values(place)) for place in tagging.places],
        )


def _insert_into(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"


# The fields of records that are columns by the same name, and what takes their values out at once.
_PERSON = tuple(f.name for f in fields(Person) if f.name != "mentions")
_QUOTE = tuple(f.name for f in fields(Quote) if f.name != "person")
_MENTION = tuple(f.name for f in fields(Mention))
_TOPIC = tuple(f.name for f in fields(TopicLabel))
_PLACE = tuple(f.name for f in fields(PlaceLabel))
_person_values, _quote_values = attrgetter(*_PERSON), attrgetter(*_QUOTE)
_mention_values, _topic_values = attrgetter(*_MENTION), attrgetter(*_TOPIC)
_place_values = attrgetter(*_PLACE)
