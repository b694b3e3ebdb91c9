"""Transactions that join the one that is open, without a savepoint of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """All or nothing; within an open transaction, part of that: its failure takes all back."""
    if db.conn.in_transaction:
        yield
    else:
        with db.atomic():
            yield
