"""Brings media.db up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from sqlite_utils import Database

from data.errors import DatabaseTooNew
from data.migrations import media_migrations


def migrate(db: Database, path: str) -> None:
    """Bring a database up to date. Raises DatabaseTooNew for one from a newer version."""
    with closing(sqlite3.connect(":memory:")) as empty:  # there, every step is still to be taken
        known = {migration.name for migration in media_migrations.pending(Database(empty))}
    unknown = sorted({m.name for m in media_migrations.applied(db)} - known)
    if unknown:
        raise DatabaseTooNew(
            f"{path} was written by a newer version (it has step {unknown[-1]}); "
            "install that version of mediagranskning, or use another --db-dir"
        )
    if media_migrations.pending(db):
        media_migrations.apply(db)
