"""Blanks the counts of groups so small that a reader could single somebody out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from analysis.dimensions import DIMENSION_LABELS
from analysis.figures import MIN_GROUP, SMALL_GROUP
from analysis.indicators import INDICATORS

Row = dict[str, Any]
COUNTS = ("personer", "kvinnor", "man", "icke_binara_eller_okant")
_MORE = ("icke_binara", "kvinnor_till_tals")
_SUFFIXES = ("", "_fran", "_till")
# Each person is in one group of these alone: a blank one could be had by subtraction from the
# whole, and the next smallest goes with it.
_ROLES = frozenset(DIMENSION_LABELS[name] for name in ("function", "occupation_group"))
_DISJOINT = _ROLES | {DIMENSION_LABELS[name] for name in ("outlet", "month", "quarter")}
# What the table artiklar gives for each article is no secret in the sum of an outlet or a month.
_PER_ARTICLE = frozenset(INDICATORS[name].public_id for name in ("people", "sources"))
_KEY = ("matt_id", "matt", "indelning", "urval", "rakning", "filter", "utgava", "del")


def suppress_small(rows: Iterable[Row]) -> list[Row]:
    """The rows of one public table, counts of under MIN_GROUP persons blank and said why.

    What remains is the number of articles, which singles nobody out. Empty groups stay: a zero
    says of nobody how he or she is presented.
    """
    kept = [dict(row) for row in rows]
    for suffix in _SUFFIXES:
        if kept and f"personer{suffix}" in kept[0]:
            for row in _choose(kept, suffix):
                _blank(row, suffix)
    return kept


def _choose(rows: list[Row], suffix: str) -> list[Row]:
    name = f"personer{suffix}"
    small = [row for row in rows if row[name] is not None and 0 < row[name] < MIN_GROUP]
    parts: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        divided = row.get("indelning")
        told = divided not in _ROLES and row.get("matt_id") in _PER_ARTICLE
        if divided in _DISJOINT and row[name] and not told:
            parts[tuple(row.get(key) for key in _KEY)].append(row)
    chosen = list(small)
    for group in parts.values():
        ordered = sorted(group, key=lambda row: int(row[name]))
        if len(ordered) > 1 and ordered[0][name] < MIN_GROUP <= ordered[1][name]:
            chosen.append(ordered[1])
    return chosen


def _blank(row: Row, suffix: str) -> None:
    for name in (*COUNTS, *_MORE):
        if f"{name}{suffix}" in row:
            row[f"{name}{suffix}"] = None
    for name in ("andel_kvinnor", "andel", "lag", "hog", "minst", "hogst", "skiljer_sig"):
        if name in row and not suffix:
            row[name] = None
    if "utan_andel" in row:
        row["utan_andel"] = SMALL_GROUP
