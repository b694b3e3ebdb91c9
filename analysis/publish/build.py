"""public.db: built beside the old one and put in its place only when something changed."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from analysis.analyse import is_current
from analysis.base_rates import load_base_rates
from analysis.correction.estimates import choose_corrected
from analysis.editions import list_editions, read_edition
from analysis.filters import default_filters
from analysis.frames import load_tagged_material
from analysis.publish.articles import build_articles
from analysis.publish.context import (
    build_base_rates,
    build_editions,
    build_gmmp,
    build_gmmp_published,
    build_indicator_list,
    build_unseen,
    build_words,
)
from analysis.publish.findings import build_changes, build_contrasts, build_quotients
from analysis.publish.leftout import count_left_out
from analysis.publish.method import describe_method
from analysis.publish.schema import KEYS, TABLES, column_type
from analysis.publish.selections import build_selections
from analysis.publish.tables import (
    build_errors,
    build_figures,
    build_outlets,
    build_story_shares,
)
from analysis.publish.trials import (
    build_corrections,
    build_misclassification,
    build_sensitivity,
)
from analysis.stories import judge_articles
from data.errors import NothingToDo
from data.results import count_skips, read_all, read_results
from data.reviewed import read_reviewed
from data.store import MediaStore

PUBLIC_DB = "public.db"
Row = dict[str, Any]


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


def collect_tables(store: MediaStore, db_dir: Path) -> dict[str, list[Row]]:
    """The rows of every table of public.db.

    Raises NothingToDo when the figures are missing, older than the articles or reviews, or made
    by other code: a site whose figures and articles disagree must not come about.
    """
    material = load_tagged_material(store)
    reviewed = read_reviewed(db_dir)
    indicators, results = read_all(store, "indicators"), read_results(store)
    if not indicators or "meta" not in results:
        raise NothingToDo("there are no indicators yet; run 'mediagranskning analyse' first")
    if not is_current(results["meta"][0], material, reviewed):
        raise NothingToDo(
            "the indicators are older than the articles, the reviews or the program; "
            "run 'mediagranskning analyse' first"
        )
    filters = default_filters(material.articles["outlet_id"])
    judged = judge_articles(material, filters)
    method = describe_method(material, filters, choose_corrected(results.get("corrections", [])))
    rates = {rate.id: rate for rate in load_base_rates()}
    editions = list_editions(store)

    def of(kind: str) -> list[Row]:
        return results.get(kind, [])

    figures = build_figures(indicators)
    return {
        "nyckeltal": figures,
        "nyhetsandelar": build_story_shares(indicators),
        "jamforelser": build_contrasts(of("contrasts")),
        "kvoter": build_quotients(of("quotients"), rates),
        "forandringar": build_changes(of("changes")),
        "kanslighet": build_sensitivity(of("sensitivity")),
        "rattelser": build_corrections(of("corrections")),
        "forvaxlingar": build_misclassification(of("misclassification")),
        "osynligt": build_unseen(of("unseen")),
        "ord": build_words(of("words")),
        "gmmp": build_gmmp(of("gmmp")),
        "gmmp_publicerat": build_gmmp_published(),
        "basandelar": build_base_rates(rates.values()),
        "mattlista": build_indicator_list(),
        "utgavor": build_editions(editions),
        "utgavesiffror": [
            row
            for edition in editions
            for row in build_figures(
                read_edition(store, edition.name)[1]["indicators"], edition.name
            )
        ],
        "artiklar": build_articles(store, material, judged),
        "medier": build_outlets(store, material, judged),
        "felmatt": build_errors(store),
        "utelamnat": count_left_out(count_skips(store), judged),
        "metod": [
            {"nyckel": key, "varde": value, "ordning": i}
            for i, (key, value) in enumerate(method.items(), 1)
        ],
        "urvalssiffror": build_selections(material, filters, figures),
    }


def _write(path: Path, tables: dict[str, list[Row]]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        db = Database(connection)
        with db.atomic():
            for name, columns in TABLES.items():
                types = {column: column_type(name, column) for column in columns}
                table = db.table(name)
                table.create(types, pk=KEYS.get(name, "id"))
                table.insert_all(
                    {column: row[column] for column in columns} for row in tables[name]
                )
            articles = db.table("artiklar")
            for column in ("medium_id", "manad", "raknas"):
                articles.create_index([column])
            for column in ("publicerad", "medium", "genre", "raknas_inte"):
                articles.create_index([column])
            for name in ("nyckeltal", "nyhetsandelar", "utgavesiffror"):
                db.table(name).create_index(["indelning", "urval", "ordning"])
                db.table(name).create_index(["ordning"])
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
