"""Rows of ``liggare`` and ``luckor``: what was met, taken, denied and missing, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from data.ledger import Gap

Row = dict[str, Any]
# A day a row: some 25 outlets over five years. Beyond it a table page is no longer read by anyone.
MAX_DAYS = 50_000
COLUMNS = {
    "discovered": "upptackta",
    "fetched": "hamtade",
    "full_text": "hela_texter",
    "teaser": "bara_ingress",
    "unknown": "okand_omfattning",
    "other_genre": "annan_genre",
    "denied_robots": "nekade_robots",
    "denied_tdm": "nekade_tdm",
    "gone": "borta",
    "left_out": "utelamnade",
    "failed": "misslyckade",
    "waiting": "vantar",
    "imported": "inlasta",
}


def build_ledger(
    rows: Iterable[Mapping[str, Any]], names: Mapping[str, str], max_days: int = MAX_DAYS
) -> list[Row]:
    """A row for each outlet and day, or for each month where there are more than ``max_days``.

    ``names`` holds the outlets' names by id. A story without a date has neither day nor month.
    """
    days = list(rows)
    by_month = len(days) > max_days
    found: dict[tuple[str, str], Row] = {}
    for row in days:
        when = row["day"][:7] if by_month else row["day"]
        outlet = row["outlet_id"]
        into = found.setdefault(
            (outlet, when),
            {
                "id": f"{outlet}-{when or 'utan-datum'}",
                "medium": names.get(outlet, outlet),
                "dag": None if by_month else when or None,
                "manad": when[:7] or None,
                **dict.fromkeys(COLUMNS.values(), 0),
                "medium_id": outlet,
            },
        )
        for column, public in COLUMNS.items():
            into[public] += row[column] or 0
    return [found[key] for key in sorted(found)]


def build_gaps(gaps: Iterable[Gap], names: Mapping[str, str]) -> list[Row]:
    """A row for each stretch in which clearly less came in than the outlet publishes."""
    return [
        {
            "id": number,
            "medium": names.get(gap.outlet_id, gap.outlet_id),
            "fran": gap.first,
            "till": gap.last,
            "artiklar": gap.articles,
            "vantade": gap.expected,
            "medium_id": gap.outlet_id,
        }
        for number, gap in enumerate(gaps, 1)
    ]
