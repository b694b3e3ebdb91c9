"""public.db: only the tables and columns of ``schema``, checked before it takes its place.

Written beside the old file and put in its place in one step, and only when something changed.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from analysis.publish.leaks import refuse_leaks
from analysis.publish.schema import INDEXES, KEYS, PUBLIC_DB, SEARCHED, TABLES, column_type
from analysis.publish.small_groups import suppress_small

Row = dict[str, Any]
_LABELS = {"bransch": "branscher", "kommun": "kommuner", "tema": "temata"}


def replace_public_db(db_dir: Path, tables: dict[str, list[Row]]) -> tuple[Path, bool]:
    """Write public.db in one step. Returns its path and whether it changed.

    Raises NotPublishable, and leaves the old file, when the new one holds what must not be public.
    """
    path, draft = db_dir / PUBLIC_DB, db_dir / f"{PUBLIC_DB}.new"
    draft.unlink(missing_ok=True)
    try:
        write_public_db(draft, tables)
        changed = _digest(draft) != _digest(path)
        if changed:
            refuse_leaks(draft, db_dir)
            _sync(draft)
            os.replace(draft, path)  # noqa: PTH105 - the word for atomic replacement
    finally:
        draft.unlink(missing_ok=True)
    return path, changed


def write_public_db(path: Path, tables: dict[str, list[Row]]) -> None:
    """All tables with the columns of the schema and no others, indexes and search."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # a draft that fails is thrown away
        connection.execute("PRAGMA synchronous = OFF")
        db = Database(connection)
        with db.atomic():
            for name, columns in TABLES.items():
                _create(connection, name, columns)
                rows = tables.get(name, [])
                kept = rows if name == "artiklar" else suppress_small(rows)
                _insert(connection, name, columns, kept)
            _insert_labels(connection)
            for table, indexes in INDEXES.items():
                for number, index in enumerate(indexes, 1):
                    connection.execute(
                        f"CREATE INDEX ix_{table}_{number} ON {table} ({', '.join(index)})"
                    )
            db.table("artiklar").enable_fts(list(SEARCHED), tokenize="unicode61")
            connection.execute("INSERT INTO artiklar_fts (artiklar_fts) VALUES ('optimize')")
        connection.execute("ANALYZE")
        connection.execute("VACUUM")


def _create(connection: sqlite3.Connection, name: str, columns: tuple[str, ...]) -> None:
    """A table with its key; where that is several columns the rows are kept in its order."""
    words = {str: "TEXT", int: "INTEGER", float: "REAL"}
    key = KEYS.get(name, "id")
    keys = (key,) if isinstance(key, str) else key
    described = [f"{column} {words[column_type(name, column)]}" for column in columns]
    described.append(f"PRIMARY KEY ({', '.join(keys)})")
    tail = " WITHOUT ROWID" if len(keys) > 1 else ""
    connection.execute(f"CREATE TABLE {name} ({', '.join(described)}){tail}")


def _insert(
    connection: sqlite3.Connection, name: str, columns: tuple[str, ...], rows: Iterable[Row]
) -> None:
    marks = ", ".join("?" * len(columns))

    def values() -> Iterator[tuple[Any, ...]]:
        for row in rows:
            yield tuple(row[column] for column in columns)

    connection.executemany(f"INSERT INTO {name} VALUES ({marks})", values())


def _insert_labels(connection: sqlite3.Connection) -> None:
    """``artikel_etiketter`` from the lists in ``artiklar``: what a question by label can seek."""
    for kind, column in _LABELS.items():
        connection.execute(
            "INSERT OR IGNORE INTO artikel_etiketter (slag, etikett, artikel_id) "
            f"SELECT ?, j.value, a.id FROM artiklar a, json_each(a.{column}) j ORDER BY 2, 3",
            [kind],
        )


def _sync(path: Path) -> None:
    """Put the draft on the disk before its name: a power cut must not leave an empty public.db."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _digest(path: Path) -> str:
    """A hash over the schema and all rows; "" for a file that is missing or unreadable."""
    if not path.exists():
        return ""
    digest = hashlib.sha256()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            for row in db.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"):
                digest.update(repr(row).encode())
            for name in TABLES:
                for row in db.execute(f"SELECT * FROM {name} ORDER BY 1, 2"):
                    digest.update(repr(row).encode())
    except sqlite3.DatabaseError:
        return ""
    return digest.hexdigest()
