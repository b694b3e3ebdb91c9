"""The rows of figures that pages show: running ones, and those of a frozen edition."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.editions import Edition, list_editions, read_edition
from analysis.indicators import INDICATORS
from analysis.review.answers import NotFound
from data.results import read_results
from data.store import MediaStore

RUNNING = ""  # in place of an edition's name
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one computation. ``edition`` is None for the running ones."""

    edition: Edition | None
    indicators: tuple[Row, ...]
    contrasts: tuple[Row, ...]
    corrections: tuple[Row, ...]

    def find(self, key: tuple[str, ...]) -> Row:
        """The row of (indicator, dimension, value, counting, selection). Raises NotFound."""
        names = ("indicator", "dimension", "value", "counting", "selection")
        for row in self.indicators:
            if tuple(str(row[name]) for name in names) == key:
                return row
        raise NotFound

    def find_contrast(self, contrast: str, counting: str, selection: str) -> Row:
        for row in self.contrasts:
            if (row["contrast"], row["counting"], row["selection"]) == (
                contrast, counting, selection,
            ):  # fmt: skip
                return row
        raise NotFound


def read_figures(db_dir: Path, edition: str = RUNNING) -> Figures:
    """The figures of an edition, or the running ones.

    Raises NotFound, and BadInput for an edition that is not what was frozen.
    """
    with MediaStore.open_existing(db_dir) as store:
        if edition:
            row = next(store.db.query("SELECT * FROM editions WHERE name = ?", [edition]), None)
            if row is None:
                raise NotFound
            return _read_frozen(db_dir, edition, row["sha256"])
        results = read_results(store)
        indicators = store.db.query("SELECT * FROM indicators ORDER BY rowid")
        return Figures(
            None,
            tuple(indicators),
            tuple(results.get("contrasts", ())),
            tuple(results.get("corrections", ())),
        )


@lru_cache(maxsize=16)
def _read_frozen(db_dir: Path, edition: str, sha256: str) -> Figures:  # noqa: ARG001 - a key
    """An edition never changes; its hash is checked once for each server."""
    with MediaStore.open_existing(db_dir) as store:
        found, rows = read_edition(store, edition)
    return Figures(
        found,
        tuple(rows.get("indicators", ())),
        tuple(rows.get("contrasts", ())),
        tuple(rows.get("corrections", ())),
    )


def read_editions(db_dir: Path) -> list[Edition]:
    with MediaStore.open_existing(db_dir) as store:
        return list_editions(store)[::-1]


def order_rows(rows: list[Row]) -> list[Row]:
    """By indicator as readers meet them, then by label; never by share."""
    place = {name: i for i, name in enumerate(INDICATORS)}
    return sorted(
        rows,
        key=lambda r: (
            place.get(r["indicator"], len(place)),
            r["value"] == "ingen",
            r["value"] if r["dimension"] in {"month", "quarter"} else r["label"].casefold(),
        ),
    )
