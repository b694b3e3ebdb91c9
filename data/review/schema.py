"""All tables of review.db, as numbered migrations that each run in one transaction.

What people said is only ever added to: triggers refuse to change or delete it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from data.errors import DatabaseTooNew
from data.reviewed import REVIEWED_TABLE

review_migrations = Migrations("review")

KEPT = ("decisions", "notes", "findings", "signoffs", "draws")  # rows that never change or go

_INITIAL = (
    REVIEWED_TABLE,
    """CREATE TABLE users (
        name TEXT PRIMARY KEY, role TEXT NOT NULL
            CHECK (role IN ('reviewer', 'second_reader', 'editor', 'delegate')),
        password_hash TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1,
        created_at TEXT NOT NULL, changed_at TEXT NOT NULL)""",
    # A cookie holds a random token; here stands its hash alone.
    """CREATE TABLE sessions (
        token_sha256 TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users(name),
        created_at TEXT NOT NULL, expires_at TEXT NOT NULL, ended_at TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE login_attempts (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL,
        succeeded INTEGER NOT NULL)""",
    "CREATE INDEX login_attempts_at ON login_attempts (at)",
    # What an article key stands for, so that decisions find their article in a media.db built anew.
    """CREATE TABLE articles (
        article TEXT PRIMARY KEY, url TEXT NOT NULL, outlet_id TEXT NOT NULL,
        published TEXT NOT NULL, title TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE samples (
        name TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('random', 'uncertain', 'chosen')),
        period TEXT NOT NULL, seed INTEGER NOT NULL, double_share REAL NOT NULL,
        portion INTEGER NOT NULL, design TEXT NOT NULL, created_at TEXT NOT NULL)""",
    # The whole population that a random sample was drawn from: an article is in one frame alone.
    """CREATE TABLE frame (
        article TEXT PRIMARY KEY, sample TEXT NOT NULL REFERENCES samples(name),
        stratum TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX frame_sample ON frame (sample, stratum)",
    # position: the random order in which the drawn are reviewed. double: a second coder too.
    # machine: JSON, the machine's persons and story labels at the drawing.
    """CREATE TABLE draws (
        sample TEXT NOT NULL REFERENCES samples(name), article TEXT NOT NULL,
        position INTEGER NOT NULL, stratum TEXT NOT NULL, double INTEGER NOT NULL,
        reason TEXT NOT NULL DEFAULT '', text_hash TEXT NOT NULL, machine TEXT NOT NULL,
        drawn_at TEXT NOT NULL, PRIMARY KEY (sample, article)) WITHOUT ROWID""",
    "CREATE INDEX draws_order ON draws (sample, position)",
    "CREATE INDEX draws_article ON draws (article)",
    # slot 1 is the first coder, slot 2 the second.
    """CREATE TABLE assignments (
        sample TEXT NOT NULL, article TEXT NOT NULL, slot INTEGER NOT NULL CHECK (slot IN (1, 2)),
        user TEXT NOT NULL REFERENCES users(name), taken_at TEXT NOT NULL,
        done_at TEXT NOT NULL DEFAULT '', PRIMARY KEY (sample, article, slot),
        UNIQUE (sample, article, user),
        FOREIGN KEY (sample, article) REFERENCES draws(sample, article))""",
    "CREATE INDEX assignments_user ON assignments (user, done_at)",
    "CREATE INDEX assignments_article ON assignments (article, user)",
    # value NULL: the decision is taken back, what stood before it holds again.
    """CREATE TABLE decisions (
        id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, at TEXT NOT NULL,
        user TEXT NOT NULL, lane TEXT NOT NULL, article TEXT NOT NULL, subject TEXT NOT NULL,
        variable TEXT NOT NULL, value TEXT, machine TEXT NOT NULL, detail TEXT NOT NULL,
        text_hash TEXT NOT NULL, model TEXT NOT NULL,
        previous INTEGER REFERENCES decisions(id), undoes INTEGER REFERENCES decisions(id),
        origin TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX decisions_article ON decisions (article, lane, subject, variable, id)",
    "CREATE INDEX decisions_user ON decisions (user, id)",
    "CREATE INDEX decisions_previous ON decisions (previous)",
    # One row may follow another only once: two saves against one state cannot both be kept.
    """CREATE UNIQUE INDEX decisions_follow ON decisions
        (article, lane, subject, variable, ifnull(previous, 0))""",
    """CREATE TABLE notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, user TEXT NOT NULL,
        article TEXT NOT NULL, subject TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('comment', 'flag', 'unflag')), text TEXT NOT NULL)""",
    "CREATE INDEX notes_article ON notes (article, id)",
    """CREATE TABLE findings (
        id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, user TEXT NOT NULL,
        edition TEXT NOT NULL, indicator TEXT NOT NULL, dimension TEXT NOT NULL,
        value TEXT NOT NULL, counting TEXT NOT NULL, selection TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('reviewed', 'doubtful', 'withdrawn')),
        note TEXT NOT NULL, previous INTEGER REFERENCES findings(id))""",
    "CREATE INDEX findings_edition ON findings (edition, id)",
    """CREATE TABLE signoffs (
        id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, user TEXT NOT NULL,
        edition TEXT NOT NULL, edition_sha256 TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('signed', 'withdrawn')),
        note TEXT NOT NULL)""",
    *(
        f"""CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
            BEGIN SELECT RAISE(ABORT, 'what was said in the review is kept as it was said'); END"""
        for table in KEPT
        for verb in ("UPDATE", "DELETE")
    ),
)


@review_migrations(name="0001_review")
def _create_tables(db: Database) -> None:
    for statement in _INITIAL:
        db.execute(statement)


def migrate_review(db: Database, path: Path) -> None:
    """Bring review.db up to date, with a copy of the old file beside it first.

    Raises DatabaseTooNew for one from a newer version, which is not touched.
    """
    with closing(sqlite3.connect(":memory:")) as empty:
        known = {migration.name for migration in review_migrations.pending(Database(empty))}
    applied = [migration.name for migration in review_migrations.applied(db)]
    unknown = sorted(set(applied) - known)
    if unknown:
        raise DatabaseTooNew(
            f"{path} was written by a newer version (it has step {unknown[-1]}); "
            "install that version of mediagranskning, or use another --db-dir"
        )
    pending = review_migrations.pending(db)
    if not pending:
        return
    if db.table_names():
        copy = path.with_name(f"{path.name}.before-{pending[0].name}")
        if not copy.exists():
            with closing(sqlite3.connect(copy)) as target:
                db.conn.backup(target)
    review_migrations.apply(db)
