"""Editions: figures of a period, frozen with all that made them, and never changed after."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from analysis.analyse import Analysis
from analysis.comparisons import ALPHA
from analysis.correction.estimates import MIN_UNITS
from analysis.filters import Filters
from analysis.frames import Material
from analysis.indicators.compute import MIN_PERSONS, MIN_STORIES
from analysis.intervals import CONFIDENCE, DRAWS, SEED
from analysis.periods import Period, parse_period
from analysis.press.coverage import collect_context
from analysis.provenance import describe_models, hash_code
from analysis.stories import LeftOut, judge_articles
from data.errors import BadInput, NothingToDo
from data.results import dump_row
from data.runs import utc_now
from data.store import MediaStore

CONTEXT = "context"  # the kind of the one row with coverage, error figures and method


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition's own row; ``models`` and ``settings`` are what the figures were made with."""

    name: str
    period: str
    frozen_at: str
    version: str
    code_sha256: str
    models: dict[str, Any]
    settings: dict[str, Any]
    n_articles: int
    n_stories: int
    n_persons: int
    n_reviewed: int
    sha256: str


def parse_edition(name: str) -> Period:
    """2026-Q3, or 2026-Q3-r2 for a revision of it -> its period. Raises BadInput."""
    match = re.fullmatch(r"(.+?)(?:-r([2-9]|[1-9]\d+))?", name)
    assert match is not None
    period = parse_period(match[1])
    if not period.since:
        raise BadInput("an edition is of a period; write for instance 2026-Q3 or 2026-Q3-r2")
    return period


def freeze_edition(
    store: MediaStore,
    name: str,
    found: Analysis,
    material: Material,
    filters: Filters,
    n_reviewed: int,
) -> bool:
    """Store an edition in one step; False when it is there with these very figures.

    Raises BadInput when an edition of this name holds other figures: it stays as it is.
    """
    # What the material was is told by the articles that are kept; the hash is over the figures.
    results = {kind: rows for kind, rows in found.results.items() if kind != "meta"}
    rows = {"indicators": found.indicators, **results}
    settings = describe_settings(filters)
    digest = hash_rows(rows, settings)
    old = next(iter(store.db.query("SELECT sha256 FROM editions WHERE name = ?", [name])), None)
    if old is not None:
        if old["sha256"] == digest:
            return False
        raise BadInput(
            f"edition {name} is frozen and the figures would now be others (articles, labels or "
            f"method have changed); freeze a revision with --edition {next_revision(name)}, or "
            f"see what changed with 'mediagranskning editions compare {name} {name}'"
        )
    judged = judge_articles(material, filters)
    whole = next(
        row
        for row in found.indicators
        if (row["indicator"], row["dimension"], row["counting"], row["selection"])
        == ("people", "overall", "per_outlet", "all")
    )
    in_period = ~judged.isin([LeftOut.UNDATED.value, LeftOut.OTHER_PERIOD.value])
    with store.db.atomic():
        store.db.table("editions").insert(
            {
                "name": name,
                "period": parse_edition(name).name,
                "frozen_at": utc_now(),
                "version": version("mediagranskning"),
                "code_sha256": hash_code(),
                "models": dump_row(describe_models(material)),
                "settings": dump_row(settings),
                "n_articles": int(in_period.sum()),
                "n_stories": whole["n_stories"],
                "n_persons": whole["n_persons"],
                "n_reviewed": n_reviewed,
                "sha256": digest,
            }
        )
        frozen = {**rows, CONTEXT: [seal_context(collect_context(store, material, filters))]}
        store.db.table("edition_rows").insert_all(
            {"edition": name, "kind": kind, "number": number, "row": dump_row(row)}
            for kind, own in sorted(frozen.items())
            for number, row in enumerate(own, 1)
        )
        chosen = material.articles[in_period]
        store.db.table("edition_articles").insert_all(
            {"edition": name, "article_id": key, "content_hash": text, "counted": int(reason == "")}
            for key, text, reason in zip(
                chosen["article_id"], chosen["content_hash"], judged[in_period], strict=True
            )
        )
    return True


def next_revision(name: str) -> str:
    """ "2026-Q3" -> "2026-Q3-r2", "2026-Q3-r2" -> "2026-Q3-r3"."""
    match = re.fullmatch(r"(.+?)(?:-r(\d+))?", name)
    assert match is not None
    return f"{match[1]}-r{int(match[2] or 1) + 1}"


def list_editions(store: MediaStore) -> list[Edition]:
    """All editions in the order in which they were frozen."""
    rows = store.db.query("SELECT * FROM editions ORDER BY frozen_at, name")
    return [
        Edition(**{**row, "models": json.loads(row["models"])}
                | {"settings": json.loads(row["settings"])})
        for row in rows
    ]  # fmt: skip


def read_edition(store: MediaStore, name: str) -> tuple[Edition, dict[str, list[dict[str, Any]]]]:
    """An edition and its rows by kind.

    Raises NothingToDo when there is none of that name, and BadInput when its rows are not those
    that were frozen.
    """
    edition = next((e for e in list_editions(store) if e.name == name), None)
    if edition is None:
        there = ", ".join(e.name for e in list_editions(store)) or "none yet"
        raise NothingToDo(
            f"there is no edition {name} (there are: {there}); "
            f"freeze it with 'mediagranskning analyse --edition {name}'"
        )
    rows: dict[str, list[dict[str, Any]]] = {}
    query = "SELECT kind, row FROM edition_rows WHERE edition = ? ORDER BY kind, number"
    for row in store.db.query(query, [name]):
        rows.setdefault(row["kind"], []).append(json.loads(row["row"]))
    if hash_rows(rows, edition.settings) != edition.sha256:
        raise BadInput(
            f"edition {name} is not what was frozen (its hash differs); "
            "restore media.db from a copy before its figures are used"
        )
    return edition, rows


def read_edition_articles(store: MediaStore, name: str) -> dict[str, str]:
    """Article id -> content hash of every article of the edition's period at the freezing."""
    query = "SELECT article_id, content_hash FROM edition_articles WHERE edition = ?"
    return {row["article_id"]: row["content_hash"] for row in store.db.query(query, [name])}


def seal_context(context: dict[str, Any]) -> dict[str, Any]:
    """What stands around the figures, with a hash of its own."""
    return {"content": context, "sha256": hashlib.sha256(dump_row(context).encode()).hexdigest()}


def open_context(name: str, sealed: Mapping[str, Any]) -> dict[str, Any]:
    """What was frozen around an edition's figures. Raises BadInput when it is not that."""
    context: dict[str, Any] = sealed["content"]
    if seal_context(context)["sha256"] != sealed["sha256"]:
        raise BadInput(
            f"what was frozen around edition {name} is not what it was (its hash differs); "
            "restore media.db from a copy before its figures are used"
        )
    return context


def hash_rows(rows: Mapping[str, Iterable[Mapping[str, Any]]], settings: Mapping[str, Any]) -> str:
    """The content hash: over the settings and all rows, whatever the order of columns.

    What stands around the figures is kept with them but is none of them.
    """
    digest = hashlib.sha256(dump_row(dict(settings)).encode())
    for kind in sorted(kind for kind, own in rows.items() if kind != CONTEXT and list(own)):
        for row in rows[kind]:
            digest.update(f"{kind}\t{dump_row(dict(row))}\n".encode())
    return digest.hexdigest()


def describe_settings(filters: Filters) -> dict[str, Any]:
    """The choices that the figures hang on."""
    return {
        "filters": json.loads(filters.to_json()),
        "draws": DRAWS,
        "seed": SEED,
        "confidence": CONFIDENCE,
        "alpha": ALPHA,
        "min_persons": MIN_PERSONS,
        "min_stories": MIN_STORIES,
        "min_reviewed_units": MIN_UNITS,
    }
