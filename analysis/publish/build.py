"""public.db: built beside the old one and put in its place only when something changed."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from analysis.filters import default_filters
from analysis.frames import judge_articles, load_tagged_material
from analysis.indicators.compute import compute_indicators
from analysis.publish.articles import build_articles
from analysis.publish.leftout import count_left_out
from analysis.publish.method import describe_method
from analysis.publish.tables import build_errors, build_figures, build_outlets
from data.errors import NothingToDo
from data.results import count_skips, read_all, same_rows
from data.store import MediaStore

PUBLIC_DB = "public.db"
Row = dict[str, Any]
_INTEGERS = frozenset(
    (
        *("andel_kvinnor", "lag", "hog", "minst", "hogst", "antal", "ordning"),
        *("artiklar", "kodade", "bara_ingress", "om_tillvaxt", "personer"),
        *("kvinnor", "man", "icke_binara", "icke_binara_eller_okant"),
        *("kvinnor_till_tals", "man_till_tals", "ovriga_till_tals"),
    )
)
# The columns stand here, not in the rows, so that an empty table has them too.
TABLES: dict[str, tuple[str, ...]] = {
    "nyckeltal": (
        *("id", "matt", "indelning", "grupp", "andel_kvinnor", "lag", "hog", "minst", "hogst"),
        *("personer", "kvinnor", "man", "icke_binara", "icke_binara_eller_okant", "artiklar"),
        *("utan_andel", "rakning", "matt_id", "grupp_id", "ordning"),
    ),
    "artiklar": (
        *("id", "publicerad", "medium", "rubrik", "lank", "lank_utelamnad", "kvinnor", "man"),
        *("icke_binara_eller_okant", "kvinnor_till_tals", "man_till_tals", "ovriga_till_tals"),
        *("branscher", "kommuner", "temata", "tillvaxtnyhet", "raknas", "raknas_inte", "genre"),
        *("tillgang", "manad", "medium_id", "nyhet_id"),
    ),
    "medier": (
        *("id", "namn", "agare", "webbplats", "artiklar", "kodade", "om_tillvaxt", "raknas"),
        *("bara_ingress", "forsta", "sista"),
    ),
    "felmatt": (*("guldmaterial", "matt_id", "matt", "varde", "lag", "hog", "antal", "modell"),),
    "utelamnat": ("steg", "skal", "antal"),
    "metod": ("nyckel", "varde", "ordning"),
}
_KEYS: dict[str, str | tuple[str, ...]] = {
    "nyckeltal": "id",
    "artiklar": "id",
    "medier": "id",
    "felmatt": ("guldmaterial", "matt_id"),
    "utelamnat": ("steg", "skal"),
    "metod": "nyckel",
}


def replace_public_db(db_dir: Path, tables: dict[str, list[Row]]) -> tuple[Path, bool]:
    """Write public.db in one step. Returns its path and whether it changed."""
    path, draft = db_dir / PUBLIC_DB, db_dir / f"{PUBLIC_DB}.new"
    draft.unlink(missing_ok=True)
    try:
        _write(draft, tables)
        changed = _digest(draft) != _digest(path)
        if changed:
            os.replace(draft, path)  # noqa: PTH105 - the word for atomic replacement
    finally:
        draft.unlink(missing_ok=True)
    return path, changed


def collect_tables(store: MediaStore) -> dict[str, list[Row]]:
    """The rows of every table of public.db.

    Raises NothingToDo when the indicators are missing or older than the articles: a site whose
    figures and articles disagree must not come about.
    """
    material = load_tagged_material(store)
    stored = read_all(store, "indicators")
    if not stored:
        raise NothingToDo("there are no indicators yet; run 'mediagranskning analyse' first")
    filters = default_filters(material.articles["outlet_id"])
    fresh = compute_indicators(material, filters)
    if not same_rows(fresh, stored):
        raise NothingToDo(
            "the indicators are older than the articles; run 'mediagranskning analyse' first"
        )
    judged = judge_articles(material, filters)
    method = describe_method(material, filters)
    return {
        "nyckeltal": build_figures(fresh),
        "artiklar": build_articles(store, material, judged),
        "medier": build_outlets(store, material, judged),
        "felmatt": build_errors(store),
        "utelamnat": count_left_out(count_skips(store), judged),
        "metod": [
            {"nyckel": key, "varde": value, "ordning": i}
            for i, (key, value) in enumerate(method.items(), 1)
        ],
    }


def _column_type(table: str, column: str) -> type:
    if table == "felmatt" and column in {"varde", "lag", "hog"}:
        return float
    if column in _INTEGERS or (table, column) == ("medier", "raknas"):
        return int
    return str


def _write(path: Path, tables: dict[str, list[Row]]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        db = Database(connection)
        with db.atomic():
            for name, columns in TABLES.items():
                types = {column: _column_type(name, column) for column in columns}
                table = db.table(name)
                table.create(types, pk=_KEYS[name])
                table.insert_all(
                    {column: row[column] for column in columns} for row in tables[name]
                )
            articles = db.table("artiklar")
            for column in ("medium_id", "manad", "raknas"):
                articles.create_index([column])
            articles.enable_fts(["rubrik"], tokenize="unicode61")
        connection.execute("VACUUM")


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
