"""Step 6: figures with their basis, and editions that never change."""

from __future__ import annotations

from sqlite_utils import Database

_FIGURES = (
    "DROP TABLE indicators",
    """CREATE TABLE indicators (
        indicator TEXT NOT NULL, dimension TEXT NOT NULL, value TEXT NOT NULL,
        counting TEXT NOT NULL, selection TEXT NOT NULL, label TEXT NOT NULL,
        unit TEXT NOT NULL, n_stories INTEGER NOT NULL, n_persons INTEGER NOT NULL,
        n_women INTEGER NOT NULL, n_men INTEGER NOT NULL, n_nonbinary INTEGER NOT NULL,
        n_unknown INTEGER NOT NULL, numerator REAL NOT NULL, denominator REAL NOT NULL,
        undecided REAL NOT NULL, share REAL, low REAL, high REAL, bound_low REAL,
        bound_high REAL, p_rest REAL, differs TEXT NOT NULL, withheld TEXT NOT NULL,
        filters TEXT NOT NULL,
        PRIMARY KEY (indicator, dimension, value, counting, selection))""",
    """CREATE TABLE results (
        kind TEXT NOT NULL, number INTEGER NOT NULL, row TEXT NOT NULL,
        PRIMARY KEY (kind, number))""",
    """CREATE TABLE editions (
        name TEXT PRIMARY KEY, period TEXT NOT NULL, frozen_at TEXT NOT NULL,
        version TEXT NOT NULL, code_sha256 TEXT NOT NULL, models TEXT NOT NULL,
        settings TEXT NOT NULL, n_articles INTEGER NOT NULL, n_stories INTEGER NOT NULL,
        n_persons INTEGER NOT NULL, n_reviewed INTEGER NOT NULL, sha256 TEXT NOT NULL)""",
    """CREATE TABLE edition_rows (
        edition TEXT NOT NULL REFERENCES editions(name), kind TEXT NOT NULL,
        number INTEGER NOT NULL, row TEXT NOT NULL, PRIMARY KEY (edition, kind, number))""",
    """CREATE TABLE edition_articles (
        edition TEXT NOT NULL REFERENCES editions(name), article_id TEXT NOT NULL,
        content_hash TEXT NOT NULL, counted INTEGER NOT NULL,
        PRIMARY KEY (edition, article_id)) WITHOUT ROWID""",
    # What is frozen stays so, whatever program writes to the file.
    *(
        f"""CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
            BEGIN SELECT RAISE(ABORT, 'an edition is frozen and never changes'); END"""
        for table in ("editions", "edition_rows", "edition_articles")
        for verb in ("UPDATE", "DELETE")
    ),
)


def create_figures(db: Database) -> None:
    """The table of figures anew, results, editions."""
    for statement in _FIGURES:
        db.execute(statement)
