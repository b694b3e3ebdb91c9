"""Rows for the figures, out of media.db and back: what analysis reads and what it stores."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from data.parquet import ParquetStore
from data.store import MediaStore

Source = MediaStore | ParquetStore  # where figures are made from

FACTS = (
    *("article_id", "outlet_id", "outlet", "url", "title", "published", "language"),
    *("cluster_id", "content_hash", "wire", "n_words", "tagged_genre", "tagged_access", "model"),
)


def read_rows(store: MediaStore, table: str, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Some columns of a whole table, in the order of those columns."""
    names = ", ".join(columns)
    return list(store.db.query(f"SELECT {names} FROM {table} ORDER BY {names}"))


def list_columns(store: Source, table: str) -> frozenset[str]:
    """The columns that a table of this database has; empty for a table that is not there."""
    if isinstance(store, ParquetStore):
        return store.list_columns(table)
    return frozenset(row["name"] for row in store.db.query(f"PRAGMA table_info({table})"))


def iter_columns(
    store: Source, table: str, columns: Sequence[str], size: int = 100_000
) -> Iterator[list[tuple[Any, ...]]]:
    """Some columns of a whole table as tuples, in pieces; rows of one article in a fixed order.

    For tables too large for a dict a row: a million persons.
    """
    if isinstance(store, ParquetStore):
        yield from store.iter_columns(table, columns)
        return
    found = store.db.table(table)
    key = ", ".join(found.pks) if "WITHOUT ROWID" in found.schema else "rowid"
    cursor = store.db.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {key}")
    while rows := cursor.fetchmany(size):
        yield rows


def iter_named_texts(store: Source, size: int = 500) -> Iterator[list[tuple[str, str, str]]]:
    """(article id, title, text) of all articles that a present tagging found persons in.

    From Parquet also of those without persons, which no caller can tell apart.
    """
    if isinstance(store, ParquetStore):
        columns = ("article_id", "title", "text", "model")
        texts = store.iter_by_article("articles", columns)
        yield from ([row[:3]] for row in texts if row[3] is not None)
        return
    cursor = store.db.execute(
        "SELECT a.id, a.title, a.text FROM articles a JOIN taggings t ON t.article_id = a.id "
        "AND t.content_hash = a.content_hash "
        "WHERE EXISTS (SELECT 1 FROM persons p WHERE p.article_id = a.id) ORDER BY a.id"
    )
    while rows := cursor.fetchmany(size):
        yield rows


def read_mention_starts(store: Source) -> Iterator[list[tuple[str, int, str]]]:
    """(article id, first character, gender) of every naming of a person, by article id."""
    if isinstance(store, ParquetStore):
        yield from ([mention] for mention in store.iter_mentions())
        return
    cursor = store.db.execute(
        "SELECT p.article_id, m.start_char, p.gender FROM persons p "
        "JOIN mentions m ON m.person_id = p.id ORDER BY p.article_id, m.start_char"
    )
    while rows := cursor.fetchmany(100_000):
        yield rows


def iter_texts(store: MediaStore, size: int = 1_000) -> Iterator[list[tuple[str, str]]]:
    """(article id, text) of all text that is held: articles, earlier versions, what stands beside.

    In pieces, so that no more than a piece is in memory.
    """
    for query in (
        "SELECT id, text FROM articles",
        "SELECT article_id, text FROM article_versions",
        "SELECT article_id, text FROM blocks WHERE text <> ''",
    ):
        cursor = store.db.execute(query)
        while rows := cursor.fetchmany(size):
            yield rows


def iter_person_names(
    store: MediaStore, size: int = 10_000
) -> Iterator[list[tuple[str, str, str]]]:
    """(person id, article id, name) of all persons, in pieces."""
    cursor = store.db.execute("SELECT id, article_id, name FROM persons")
    while rows := cursor.fetchmany(size):
        yield rows


def read_names(store: Source) -> list[str]:
    """Every different name of a person or contributor."""
    if isinstance(store, ParquetStore):
        tables = ("persons", "contributors")
        pieces = (rows for table in tables for rows in store.iter_columns(table, ("name",)))
        return sorted({name for rows in pieces for (name,) in rows})
    query = "SELECT name FROM persons UNION SELECT name FROM contributors"
    return [row["name"] for row in store.db.query(query)]


def read_all(store: MediaStore, table: str) -> list[dict[str, Any]]:
    return list(store.db.query(f"SELECT * FROM {table}"))


def read_facts(store: Source) -> list[dict[str, Any]] | dict[str, list[Any]]:
    """What read_article_facts gives, from either source: as rows, or as columns; by id."""
    if isinstance(store, ParquetStore):
        facts = store.read_columns("articles", FACTS)
        return facts | {"genre": facts["tagged_genre"], "access": facts["tagged_access"]}
    return read_article_facts(store)


def read_article_facts(store: MediaStore) -> list[dict[str, Any]]:
    """One row an article without its text; ``model`` is NULL where the text is untagged.

    ``genre`` is the tagger's where there is one, else the crawler's; ``access`` is a reviewer's
    where one decided on it.
    """
    wire = "a.wire" if "wire" in list_columns(store, "articles") else "''"
    return list(
        store.db.query(
            "SELECT a.id AS article_id, a.outlet_id, o.name AS outlet, a.url, a.title, "
            "a.published, a.language, coalesce(nullif(t.access, ''), a.access) AS access, "
            "a.cluster_id, a.content_hash, "
            f"{wire} AS wire, length(a.text) - length(replace(a.text, ' ', '')) + 1 AS n_words, "
            "coalesce(t.genre, a.genre) AS genre, t.model FROM articles a "
            "JOIN outlets o ON o.id = a.outlet_id LEFT JOIN taggings t "
            "ON t.article_id = a.id AND t.content_hash = a.content_hash ORDER BY a.id"
        )
    )


def read_headline_mentions(store: MediaStore) -> list[dict[str, Any]]:
    """Article and person, start and end of every naming that begins in the headline."""
    return list(
        store.db.query(
            "SELECT p.article_id, p.id AS person_id, m.start_char, m.end_char FROM mentions m "
            "JOIN persons p ON p.id = m.person_id JOIN articles a ON a.id = p.article_id "
            "WHERE m.start_char < length(a.title) ORDER BY 1, 3, 4"
        )
    )


def count_skips(store: MediaStore) -> list[dict[str, Any]]:
    """How many different items each stage left out, by reason."""
    return list(
        store.db.query(
            "SELECT r.stage, s.reason, count(DISTINCT s.item) AS n FROM run_skips s "
            "JOIN runs r ON r.id = s.run_id GROUP BY r.stage, s.reason ORDER BY 1, 2"
        )
    )


def last_runs(store: MediaStore) -> list[dict[str, Any]]:
    """The latest run of every stage."""
    return list(
        store.db.query(
            "SELECT stage, started_at, finished_at, n_in, n_out, n_skipped, status "
            "FROM runs WHERE id IN (SELECT max(id) FROM runs GROUP BY stage) ORDER BY id"
        )
    )


def save_evaluation(store: MediaStore, rows: list[dict[str, Any]]) -> None:
    """Keep the figures of one gold file; those of an earlier run of it are replaced."""
    with store.db.atomic():
        for gold in {row["gold"] for row in rows}:
            store.db.execute("DELETE FROM evaluations WHERE gold = ?", [gold])
        store.db.table("evaluations").insert_all(rows)


def replace_rows(store: MediaStore, table: str, rows: list[dict[str, Any]]) -> None:
    """Replace a whole table of results in one transaction."""
    with store.db.atomic():
        store.db.execute(f"DELETE FROM {table}")
        store.db.table(table).insert_all(rows)


def replace_if_changed(store: MediaStore, table: str, rows: list[dict[str, Any]]) -> bool:
    """Replace a table of results unless it holds these rows already; says whether it did."""
    if same_rows(rows, read_all(store, table)):
        return False
    replace_rows(store, table, rows)
    return True


def same_rows(first: Iterable[dict[str, Any]], second: Iterable[dict[str, Any]]) -> bool:
    """Whether two sets of rows are equal, whatever the order of rows and columns."""
    left, right = (
        sorted(sorted((key, repr(value)) for key, value in row.items()) for row in rows)
        for rows in (first, second)
    )
    return left == right


def read_results(store: MediaStore) -> dict[str, list[dict[str, Any]]]:
    """The rows of the table ``results`` by kind, each kind in the order in which it was stored."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in store.db.query("SELECT kind, row FROM results ORDER BY kind, number"):
        found.setdefault(row["kind"], []).append(json.loads(row["row"]))
    return found


def pack_results(results: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Rows of the table ``results``."""
    return [
        {"kind": kind, "number": number, "row": dump_row(row)}
        for kind, rows in sorted(results.items())
        for number, row in enumerate(rows, 1)
    ]


def dump_row(row: dict[str, Any]) -> str:
    """A row as JSON, equal for equal rows; NaN and infinity are refused with ValueError."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, allow_nan=False)
