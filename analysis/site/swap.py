"""public.db while it is replaced: each request sees one version of it, from first row to last.

SQLite keeps an open file open after its name has gone to another one, so a running site would show
old rows for ever. Here the name is looked at when a request begins: a new file is opened beside
the old one, requests that are under way end on the file that they began with, and the old one is
closed after the last of them.
"""

from __future__ import annotations

import asyncio
import queue
import re
import sqlite3
import sys
import threading
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from copy import copy
from pathlib import Path
from typing import Any, Self, TypeVar

from datasette.app import Datasette
from datasette.database import Database

Result = TypeVar("Result")
NAME = "public"
_COUNT = re.compile(
    r"^\s*select (?:count\(\*\)|\S+ as value, count\(\*\) as count) ", re.IGNORECASE
)
_SMALL = 4_000  # characters of an answer that is kept: a facet has at most 31 rows
_MANY = 5_000  # answers kept of one version, at most some 20 MB
Mark = tuple[int, int, int]
_CURRENT: ContextVar[Version | None] = ContextVar("public_version", default=None)


def read_mark(path: Path) -> Mark:
    """What tells one file of this name from the next: inode, time of writing, size."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


class Version:
    """One public.db with as many connections as there are threads, and who still reads it."""

    def __init__(self, path: Path, connections: int, prepare: Callable[[Any], None]) -> None:
        before = read_mark(path)
        self._lock = threading.Lock()
        self._readers = 0
        self._retired = False
        self.open: list[sqlite3.Connection] = []
        self.known: dict[Any, Any] = {}  # what was asked of the schema, and counts: all of it stays
        self.pool: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()
        try:
            for _ in range(connections):
                connection = sqlite3.connect(
                    f"{path.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False
                )
                self.open.append(connection)
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                prepare(connection)
                self.pool.put(connection)
            self.counts = _count_rows(self.open[0])
            self.mark = read_mark(path)
            if self.mark != before:  # replaced while it was being opened: two files mixed
                raise _ReplacedMeanwhile
        except (OSError, sqlite3.Error, _ReplacedMeanwhile):
            self.close()
            raise

    @property
    def name(self) -> str:
        return "-".join(f"{part:x}" for part in self.mark)

    def close(self) -> None:
        for connection in self.open:
            connection.close()

    def enter(self) -> Self:
        with self._lock:
            self._readers += 1
        return self

    def leave(self) -> None:
        with self._lock:
            self._readers -= 1
            over = self._retired and not self._readers
        if over:
            self.close()

    def retire(self) -> None:
        """Close after the last reader: at once where there is none."""
        with self._lock:
            self._retired = True
            over = not self._readers
        if over:
            self.close()


class _ReplacedMeanwhile(Exception):
    """The file changed between the opening of two connections."""


def _count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """Rows of every table: from what ANALYZE wrote at publishing where it did, else counted."""
    counts: dict[str, int] = {}
    tables = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    if "sqlite_stat1" in tables:
        for table, stat in connection.execute("SELECT tbl, stat FROM sqlite_stat1"):
            counts[table] = int(stat.split()[0])
    for name, sql in tables.items():
        if sql and sql.startswith("CREATE VIRTUAL"):  # a search index has the rows of its table
            counts[name] = counts.get(name.removesuffix("_fts"), 0)
        elif name not in counts:
            counts[name] = connection.execute(f"SELECT count(*) FROM [{name}]").fetchone()[0]
    return counts


class PublicDatabase(Database):  # type: ignore[misc]
    """Datasette's database over whichever public.db has the name when a request begins."""

    def __init__(self, datasette: Any, path: Path) -> None:
        super().__init__(datasette, path=str(path), is_mutable=False)
        self._file = path
        self._threads = int(datasette.setting("num_sql_threads")) or 1
        self._version: Version | None = None

    def look(self) -> Version:
        """The version that has the name now; the last good one where that cannot be read."""
        now = self._version
        try:
            if now is not None and read_mark(self._file) == now.mark:
                return now
            fresh = self._open()
        except (OSError, sqlite3.Error, _ReplacedMeanwhile) as error:
            if now is None:
                raise
            print(f"public.db cannot be read, the old one stays: {error}", file=sys.stderr)  # noqa: T201
            return now
        self._version = fresh
        if now is not None:
            now.retire()
        return fresh

    def _open(self) -> Version:
        def prepare(connection: Any) -> None:
            self.ds._prepare_connection(connection, NAME)

        for attempt in range(10):
            try:
                return Version(self._file, self._threads, prepare)
            except _ReplacedMeanwhile:
                if attempt == 9:
                    raise
        raise AssertionError("unreachable")

    def present(self) -> Version:
        """The version of the request under way; the newest outside of one."""
        return _CURRENT.get() or self.look()

    @property
    def version(self) -> str:
        """A name that changes with every new public.db: the key for whatever is kept of it."""
        return self.present().name

    async def execute(self, sql: str, params: Any = None, **more: Any) -> Any:
        """As Datasette's; counts and facets, which every page of a table asks for, are kept."""
        if not _COUNT.search(sql):
            return await super().execute(sql, params, **more)
        known = self.present().known
        values = tuple(params.items()) if isinstance(params, Mapping) else tuple(params or ())
        key = (sql, values, tuple(sorted(more.items())))
        if key not in known:
            found = await super().execute(sql, params, **more)
            if sum(len(str(cell)) for row in found.rows for cell in row) > _SMALL:
                return found
            if len(known) > _MANY:
                known.clear()
            known[key] = found
        return known[key]

    async def execute_fn(self, fn: Callable[[Any], Result]) -> Result:
        version = self.present().enter()

        def run() -> Result:  # leaves in the thread: a request that is cancelled does not end it
            try:
                connection = version.pool.get()
                try:
                    return fn(connection)
                finally:
                    version.pool.put(connection)
            finally:
                version.leave()

        if self.ds.executor is None:
            return run()
        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, run)

    @property
    def hash(self) -> str:
        return self.version

    @property
    def size(self) -> int:
        return self.present().mark[2]

    @property
    def cached_table_counts(self) -> dict[str, int]:
        return self.present().counts

    async def table_counts(self, limit: int = 10) -> dict[str, int]:  # noqa: ARG002
        return self.present().counts

    def close(self) -> None:
        if self._version is not None:
            self._version.close()
            self._version = None


def _keep_answer(name: str) -> None:
    """Ask about the schema of a version once: a page asks some 180 times, and it never changes."""
    ask = getattr(Database, name)

    async def answer(self: PublicDatabase, *args: Any) -> Any:
        known = self.present().known
        key = (name, args)
        if key not in known:
            known[key] = await ask(self, *args)
        return copy(known[key])

    setattr(PublicDatabase, name, answer)


for _name in (
    *("table_exists", "table_names", "table_columns", "table_column_details", "primary_keys"),
    *("fts_table", "label_column_for_table", "foreign_keys_for_table", "hidden_table_names"),
    *("get_all_foreign_keys", "get_table_definition", "view_names", "get_view_definition"),
):
    _keep_answer(_name)


class PublicDatasette(Datasette):  # type: ignore[misc]
    """Datasette whose metadata never changes: what it allows of a table is asked once.

    Datasette copies the whole metadata to answer, and a page asks for every table: most of its time.
    """

    def _table_permission_allows(self, database: str, table: str) -> list[Any]:
        kept: dict[tuple[str, str], list[Any]] = self.__dict__.setdefault("_allows", {})
        key = (database, table)
        if key not in kept:
            kept[key] = super()._table_permission_allows(database, table)
        return kept[key]


def add_public(datasette: Any, path: Path) -> PublicDatabase:
    """Give a Datasette its public.db, which may be replaced while it serves."""
    database = PublicDatabase(datasette, path)
    datasette.add_database(database, name=NAME)
    return database


def pin_version(datasette: Any, app: Any) -> Any:
    """An ASGI app whose requests each see one version of public.db."""

    async def pinned(scope: Any, receive: Any, send: Any) -> None:
        database = datasette.databases.get(NAME)
        if scope["type"] != "http" or not isinstance(database, PublicDatabase):
            await app(scope, receive, send)
            return
        version = database.look().enter()
        token = _CURRENT.set(version)
        try:
            await app(scope, receive, send)
        finally:
            _CURRENT.reset(token)
            version.leave()

    return pinned
