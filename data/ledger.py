"""The ledger of collection: per outlet and day what was met, taken, denied and missing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data.store import MediaStore

# Whole weeks are added up, as many as hold ten expected articles: fewer than half of ten come by
# chance in 3 of 100 weeks (Poisson), fewer than half of two in 14 (2026-11).
ENOUGH = 10
LOW = 0.5
LEDGER_COLUMNS = (
    *("outlet_id", "day", "discovered", "fetched", "full_text", "teaser", "unknown"),
    *("other_genre", "denied_robots", "denied_tdm", "gone", "left_out", "failed"),
    *("waiting", "imported"),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days in which clearly less came in than the outlet publishes."""

    outlet_id: str
    first: str
    last: str
    articles: int
    expected: float


def read_ledger(store: MediaStore) -> list[dict[str, Any]]:
    """A row for each outlet and day with something in it. A day "" is a story without a date."""
    columns = ", ".join(LEDGER_COLUMNS)
    return list(store.db.query(f"SELECT {columns} FROM ledger ORDER BY outlet_id, day"))


def sum_ledger(store: MediaStore) -> dict[str, dict[str, int]]:
    """The ledger's counts by outlet, over all days; zeros left out."""
    sums = ", ".join(f"sum({name}) AS {name}" for name in LEDGER_COLUMNS[2:])
    rows = store.db.query(f"SELECT outlet_id, {sums} FROM ledger GROUP BY 1 ORDER BY 1")
    return {row.pop("outlet_id"): {key: n for key, n in row.items() if n} for row in rows}


def find_gaps(store: MediaStore) -> list[Gap]:
    """Gaps of the outlets whose file says how much they publish.

    Looked at are the days from the outlet's first collected story to its last reading of a
    source: the weeks to each of them together hold less than half of their expected volume.
    """
    outlets = store.db.query(
        "SELECT o.id, o.expected_per_week AS weekly, max(substr(s.read_at, 1, 10)) AS last "
        "FROM outlets o JOIN sources s ON s.outlet_id = o.id "
        "WHERE o.expected_per_week > 0 GROUP BY o.id ORDER BY o.id"
    )
    gaps = []
    for outlet in list(outlets):
        per_day = _count_days(store, outlet["id"])
        if per_day and outlet["last"]:
            gaps += _find(outlet["id"], outlet["weekly"], per_day, outlet["last"])
    return gaps


def _count_days(store: MediaStore, outlet_id: str) -> dict[date, int]:
    rows = store.db.execute(
        "SELECT day, full_text + teaser + unknown FROM ledger WHERE outlet_id = ? AND day <> ''",
        [outlet_id],
    )
    return {date.fromisoformat(day): n for day, n in rows if n}


def _find(outlet_id: str, weekly: int, per_day: dict[date, int], last: str) -> list[Gap]:
    first, end = min(per_day), date.fromisoformat(last)
    span = 7 * math.ceil(ENOUGH / weekly)
    gaps: list[tuple[date, date]] = []
    for n in range(span - 1, (end - first).days):  # the last day itself is not over
        day = first + timedelta(days=n)
        seen = sum(per_day.get(day - timedelta(days=back), 0) for back in range(span))
        if seen >= LOW * weekly * span / 7:
            continue
        begin = day - timedelta(days=span - 1)
        if gaps and begin <= gaps[-1][1] + timedelta(days=1):
            gaps[-1] = (gaps[-1][0], day)
        else:
            gaps.append((begin, day))
    return [
        Gap(
            outlet_id,
            begin.isoformat(),
            to.isoformat(),
            sum(n for day, n in per_day.items() if begin <= day <= to),
            round(weekly * ((to - begin).days + 1) / 7, 1),
        )
        for begin, to in gaps
    ]
