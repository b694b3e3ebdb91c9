"""Write media.db as Parquet files, month by month; a month that has not changed is left alone.

Files of a month are written beside their place under the hash of their content, then the month's
note is put in place, which makes them valid, then what they replace is removed. Stopped at any
moment, the export is what it was or what it is to be, and goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.articles import COLUMNS
from data.parquet import FORMAT, MONTHS, TABLES, UNDATED, name_file
from data.store import MediaStore

_KINDS = {"INTEGER": pa.int64(), "REAL": pa.float64(), "TEXT": pa.string()}
_OF_MONTH = "JOIN articles a ON a.id = x.article_id WHERE {month}"
_MENTIONS = pa.list_(
    pa.struct([("start_char", pa.int64()), ("end_char", pa.int64()), ("text", pa.string())])
)
# Columns of articles beside those of the table itself, with the SQL that makes them.
_ADDED = {
    "outlet": ("o.name", pa.string()),
    "cluster_id": ("a.cluster_id", pa.string()),
    "n_words": ("length(a.text) - length(replace(a.text, ' ', '')) + 1", pa.int64()),
    "tagged_genre": ("coalesce(t.genre, a.genre)", pa.string()),
    "model": ("t.model", pa.string()),
    "tagged_access": ("a.access", pa.string()),
}
# The same where taggings keep a reviewer's word on access, "" for none.
_DECIDED_ACCESS = "coalesce(nullif(t.access, ''), a.access)"
_ORDER = {
    "persons": "x.position",
    "quotes": "x.start_char, x.end_char",
    "topics": "x.kind, x.label",
    "places": "x.municipality",
    "contributors": "x.name, x.role",
}


@dataclass(frozen=True, slots=True)
class ExportedMonth:
    """A month's name, its rows by table, and whether it had changed."""

    name: str
    rows: dict[str, int]
    changed: bool


def list_months(store: MediaStore) -> list[str]:
    """The months in which something was published, undated last."""
    query = "SELECT DISTINCT substr(published, 1, 7) AS month FROM articles ORDER BY 1"
    months = [row["month"] for row in store.db.query(query)]
    dated = [month for month in months if _is_month(month)]
    return dated + [UNDATED] * (len(dated) < len(months))


def _is_month(text: str) -> bool:
    return len(text) == 7 and text[:4].isdigit() and text[4] == "-" and text[5:].isdigit()


def export_months(store: MediaStore, folder: Path) -> Iterator[ExportedMonth]:
    """Bring the export up to date; a month at a time, each in one step."""
    months = list_months(store)
    (folder / MONTHS).mkdir(parents=True, exist_ok=True)
    for month in months:
        yield _export_month(store, folder, month)
    for note in (folder / MONTHS).glob("*.json"):  # months that the store no longer has
        if note.stem not in months:
            note.unlink()
            _remove_others(folder, note.stem, {})


def _export_month(store: MediaStore, folder: Path, month: str) -> ExportedMonth:
    tables = {name: _read_table(store, name, month) for name in TABLES}
    digests = {name: _hash_table(table) for name, table in tables.items()}
    rows = {name: table.num_rows for name, table in tables.items()}
    note = folder / MONTHS / f"{month}.json"
    said = json.dumps({"format": FORMAT, "digests": digests, "rows": rows}, sort_keys=True)
    files = {name: name_file(folder, name, month, digest) for name, digest in digests.items()}
    changed = not note.exists() or note.read_text(encoding="utf-8") != said
    for name, path in files.items():
        if changed or not path.exists():
            _write_whole(path, tables[name])
    if changed:
        draft = note.with_suffix(".draft")
        draft.write_text(said, encoding="utf-8")
        draft.replace(note)
    _remove_others(folder, month, files)
    return ExportedMonth(month, rows, changed)


def _write_whole(path: Path, table: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        pq.write_table(table, file, compression="zstd", row_group_size=20_000)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _remove_others(folder: Path, month: str, files: dict[str, Path]) -> None:
    """Drafts, and files that the month's note does not name."""
    for name in TABLES:
        for path in (folder / name / f"month={month}").glob("*"):
            if path != files.get(name):
                path.unlink()


def _hash_table(table: pa.Table) -> str:
    digest = hashlib.sha256(repr(table.schema).encode())
    for name in table.column_names:
        digest.update(repr(table.column(name).to_pylist()).encode())
    return digest.hexdigest()[:32]


def _read_table(store: MediaStore, name: str, month: str) -> pa.Table:
    if name == "articles":
        return _read_articles(store, month)
    own = {column.name: column.type for column in store.db.table(name).columns}
    columns = ", ".join(f"x.{column}" for column in own)
    query = (
        f"SELECT {columns} FROM {name} x {_of_month(month, _OF_MONTH)} "
        f"ORDER BY x.article_id, {_ORDER[name]}"
    )
    rows = store.db.execute(query).fetchall()
    arrays = _make_arrays(rows, {column: _KINDS[kind] for column, kind in own.items()})
    if name == "persons":
        mentions = _read_mentions(store, month)
        arrays["mentions"] = pa.array([mentions.get(key, []) for key, *_ in rows], _MENTIONS)
    return pa.table(arrays)


def _of_month(month: str, clause: str = "WHERE {month}") -> str:
    """The month in SQL; its words are our own or digits and a dash."""
    if month == UNDATED:
        chosen = "NOT a.published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]*'"
    else:
        chosen = f"a.published >= '{month}' AND a.published < '{month}~'"
    return clause.format(month=chosen)


def _make_arrays(rows: list[Any], kinds: dict[str, pa.DataType]) -> dict[str, pa.Array]:
    values = zip(*rows, strict=True) if rows else ((),) * len(kinds)
    return {
        name: pa.array(list(column), kind)
        for (name, kind), column in zip(kinds.items(), values, strict=True)
    }


def _read_articles(store: MediaStore, month: str) -> pa.Table:
    own = {column.name: _KINDS[column.type] for column in store.db.table("articles").columns}
    kinds = {"article_id": pa.string(), **{name: own[name] for name in COLUMNS if name != "id"}}
    decided = any(column.name == "access" for column in store.db.table("taggings").columns)
    added = {name: sql for name, (sql, _) in _ADDED.items()}
    added |= {"tagged_access": _DECIDED_ACCESS} if decided else {}
    selected = ["a.id", *(f"a.{name}" for name in COLUMNS if name != "id"), *added.values()]
    query = (
        f"SELECT {', '.join(selected)} FROM articles a "
        "JOIN outlets o ON o.id = a.outlet_id LEFT JOIN taggings t ON t.article_id = a.id "
        f"AND t.content_hash = a.content_hash {_of_month(month)} ORDER BY a.id"
    )
    rows = store.db.execute(query).fetchall()
    return pa.table(_make_arrays(rows, kinds | {name: kind for name, (_, kind) in _ADDED.items()}))


def _read_mentions(store: MediaStore, month: str) -> dict[str, list[dict[str, Any]]]:
    query = (
        "SELECT m.person_id, m.start_char, m.end_char, m.text FROM mentions m "
        "JOIN persons p ON p.id = m.person_id JOIN articles a ON a.id = p.article_id "
        f"{_of_month(month)} ORDER BY m.person_id, m.start_char"
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for person, start, end, text in store.db.execute(query):
        found.setdefault(person, []).append({"start_char": start, "end_char": end, "text": text})
    return found
