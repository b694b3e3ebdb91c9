"""review.db, opened, brought up to date and closed again."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from data.errors import BadInput, NothingToDo
from data.review.schema import migrate_review
from data.reviewed import REVIEW_DB


class ReviewStore:
    """An open review.db; use it as a context manager, one a thread.

    It is made where there is none, and never rebuilt or overwritten. Every save is on the disk
    when the call returns (synchronous = FULL): people's work is not fetched again.
    """

    def __init__(self, db_dir: Path) -> None:
        db_dir.mkdir(parents=True, exist_ok=True)
        self.path = db_dir / REVIEW_DB
        connection = sqlite3.connect(self.path, timeout=30, check_same_thread=False)
        self.db = Database(connection)
        try:
            self.db.execute("PRAGMA foreign_keys = ON")
            self.db.enable_wal()
            self.db.execute("PRAGMA synchronous = FULL")
            migrate_review(self.db, self.path)
        except BaseException:
            connection.close()
            raise

    @classmethod
    def open_existing(cls, db_dir: Path) -> Self:
        """Open a review.db that must be there. Raises NothingToDo with the next step."""
        if not has_review(db_dir):
            raise NothingToDo(
                f"no {REVIEW_DB} in {db_dir}; run 'mediagranskning reviewers add NAME' and "
                "'mediagranskning review draw' first, or name another --db-dir"
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

    @contextmanager
    def saving(self) -> Iterator[Database]:
        """One transaction that holds the right to write from its first line, or joins one."""
        connection = self.db.conn
        if connection.in_transaction:
            yield self.db
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.db
        except BaseException:
            connection.rollback()
            raise
        try:
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise


def has_review(db_dir: Path) -> bool:
    """Whether there is a review.db; nothing is made by asking."""
    return (db_dir / REVIEW_DB).exists()


def back_up(db_dir: Path, target: Path) -> int:
    """Copy review.db whole while others write to it; returns the bytes of the copy.

    The copy is checked and then put in place in one step. Raises BadInput where a file of that
    name is there already: a backup is never overwritten.
    """
    if target.exists():
        raise BadInput(f"{target} is there already; name another file for the copy")
    if not target.parent.is_dir():
        raise BadInput(f"{target.parent} is no folder; make it, or name another file")
    draft = target.with_name(f"{target.name}.new")
    draft.unlink(missing_ok=True)
    try:
        with ReviewStore.open_existing(db_dir) as store, closing(sqlite3.connect(draft)) as copy:
            store.db.conn.backup(copy)
            answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
            if answer != "ok":
                raise BadInput(f"{store.path} cannot be copied whole: {answer}")
        os.replace(draft, target)  # noqa: PTH105 - the word for atomic replacement
    finally:
        for rest in ("", "-wal", "-shm", "-journal"):
            draft.with_name(draft.name + rest).unlink(missing_ok=True)
    return target.stat().st_size
