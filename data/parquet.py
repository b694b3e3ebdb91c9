"""A store as Parquet files, month by month: where they lie, and how they are read back.

``DIR/persons/month=2026-09/HASH.parquet`` and so on for each table, in the layout that DuckDB,
Spark, dask and pandas read as partitions. ``DIR/_months/2026-09.json`` names the files that are
valid: a month is there as a whole or not at all. Files hold article text and names; like media.db
they are not for publishing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.errors import BadInput, NothingToDo

TABLES = ("articles", "persons", "quotes", "topics", "places", "contributors")
MONTHS = "_months"
UNDATED = "undated"
FORMAT = 1  # of the layout; a later program says so when it cannot read an older one
TEXTS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Month:
    """One month of an export: its files by table, and how many rows each has."""

    name: str
    files: dict[str, Path]
    rows: dict[str, int]


def name_file(folder: Path, table: str, month: str, digest: str) -> Path:
    return folder / table / f"month={month}" / f"{digest}.parquet"


def read_months(folder: Path) -> list[Month]:
    """The months of an export, in order. Raises BadInput for a folder that holds none."""
    found = []
    for path in sorted((folder / MONTHS).glob("*.json")):
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            if said["format"] != FORMAT:
                raise BadInput(f"{path}: is of another version; run 'mediagranskning export' anew")
            files = {
                table: name_file(folder, table, path.stem, said["digests"][table])
                for table in TABLES
            }
            found.append(Month(path.stem, files, said["rows"]))
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(f"{path}: cannot be read; remove it and export anew") from error
    if not found:
        raise BadInput(f"{folder}: no export here; make one with 'mediagranskning export'")
    return found


class ParquetStore:
    """One export or several, read as one store: the same figures as from media.db."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self.path = self.folders[0]
        self._months = [month for folder in self.folders for month in read_months(folder)]

    def count_articles(self) -> int:
        """How many articles there are. Raises NothingToDo when there are none."""
        n = sum(month.rows["articles"] for month in self._months)
        if n == 0:
            raise NothingToDo(f"{self.path} holds no articles; export a store that does")
        return n

    def list_columns(self, table: str) -> frozenset[str]:
        """The columns that every file of a table has."""
        names = [set(pq.read_schema(path).names) for path in self._files(table)]
        return frozenset(set.intersection(*names))

    def _files(self, table: str) -> list[Path]:
        return [month.files[table] for month in self._months]

    def iter_columns(self, table: str, columns: Sequence[str]) -> Iterator[list[tuple[Any, ...]]]:
        """Some columns of a table as tuples, a piece a month."""
        for path in self._files(table):
            rows = list(_iter_rows(path, columns, 100_000))
            if rows:
                yield rows

    def iter_by_article(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Some columns of a table as tuples, the article's id first, in the order of ids."""
        files = (_iter_rows(path, columns, TEXTS_AT_ONCE) for path in self._files(table))
        return merge(*files, key=itemgetter(0))

    def read_columns(self, table: str, columns: Sequence[str]) -> dict[str, list[Any]]:
        """Some columns of a table whole, in the order of article ids."""
        tables = [_read(path, columns) for path in self._files(table)]
        return pa.concat_tables(tables).sort_by("article_id").to_pydict()  # type: ignore[no-any-return]

    def iter_mentions(self) -> Iterator[tuple[str, int, str]]:
        """(article id, first character, gender) of every naming, by article id and place."""
        persons = self.iter_by_article("persons", ("article_id", "gender", "mentions"))
        last: str | None = ""
        found: list[tuple[int, str]] = []
        for article_id, gender, mentions in chain(persons, [(None, "", ())]):
            if article_id != last:
                yield from ((str(last), *one) for one in sorted(found, key=itemgetter(0)))
                last, found = article_id, []
            found += [(mention["start_char"], gender) for mention in mentions]


def _read(path: Path, columns: Sequence[str]) -> Any:
    with _open(path) as file:
        return file.read(columns=list(columns))


def _iter_rows(path: Path, columns: Sequence[str], size: int) -> Iterator[tuple[Any, ...]]:
    with _open(path) as file:
        for batch in file.iter_batches(size, columns=list(columns)):
            values = batch.to_pydict()
            yield from zip(*(values[name] for name in columns), strict=True)


def _open(path: Path) -> Any:
    try:
        return pq.ParquetFile(path)
    except (OSError, pa.ArrowInvalid) as error:
        raise BadInput(
            f"{path}: is missing or broken; run 'mediagranskning export' anew"
        ) from error
