from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from analysis.changes import compute_changes, next_period
from analysis.indicators.compute import make_row
from analysis.intervals import Numbers


def sums(n_stories: int, women: int, men: int) -> Numbers:
    """Stories of the same persons, every other with a woman more, so that stories vary."""
    table = np.zeros((n_stories, 7))
    table[:, 0], table[:, 1] = women, men
    table[::2, 0] += 1
    table[:, 4], table[:, 5] = table[:, 0], table[:, 0] + table[:, 1]
    return table


def figure(period: str, table: Numbers, indicator: str = "people") -> dict[str, Any]:
    return {
        "indicator": indicator,
        "dimension": "quarter" if "Q" in period else "month",
        "value": period,
        "counting": "per_outlet",
        "selection": "all",
        "filters": "{}",
        **make_row(table, len(table)),
    }


@pytest.mark.parametrize(
    ("period", "after"),
    [
        ("2026-Q3", "2026-Q4"),
        ("2026-Q4", "2027-Q1"),
        ("2026-09", "2026-10"),
        ("2026-12", "2027-01"),
    ],
)
def test_the_next_period_is_the_calendars(period: str, after: str) -> None:
    assert next_period(period) == after


def test_a_great_change_alarms_and_a_small_one_does_not() -> None:
    rows = compute_changes(
        [
            figure("2026-Q1", sums(60, 1, 3)),
            figure("2026-Q2", sums(60, 3, 1)),
            figure("2026-Q3", sums(61, 3, 1)),
        ]
    )
    great, small = rows
    assert (great["before"], great["after"], great["alarm"]) == ("2026-Q1", "2026-Q2", 1)
    assert great["change"] == pytest.approx(great["share_after"] - great["share_before"])
    assert great["low"] > 0
    assert small["alarm"] == 0
    assert small["low"] < 0 < small["high"]


def test_looking_at_many_steps_needs_more_than_one_in_twenty() -> None:
    """Ten series without any change: an alarm in hardly any, though single p values fall low."""
    rng, alarms, low = np.random.default_rng(6), 0, 0
    for _ in range(40):
        rows = []
        for name in ("people", "sources", "experts"):
            for month in range(1, 9):
                table = sums(40, 1, 2)
                table[:, 0] = rng.binomial(3, 0.35, 40)
                table[:, 1] = 3 - table[:, 0]
                table[:, 4], table[:, 5] = table[:, 0], 3
                rows.append(figure(f"2026-{month:02d}", table, name))
        changes = compute_changes(rows)
        alarms += any(change["alarm"] for change in changes)
        low += any(change["p"] < 0.05 for change in changes)
    assert low > 15
    assert alarms <= 6


def test_missing_and_small_periods_are_named_not_skipped() -> None:
    rows = compute_changes(
        [
            figure("2026-07", sums(60, 1, 3)),
            figure("2026-10", sums(60, 1, 3)),
            figure("2026-11", sums(3, 1, 3)),
            figure("okänt", sums(60, 1, 3)),
        ]
    )
    assert [(row["before"], row["after"]) for row in rows] == [
        ("2026-07", "2026-08"),
        ("2026-08", "2026-09"),
        ("2026-09", "2026-10"),
        ("2026-10", "2026-11"),
    ]
    assert all(row["change"] is None and row["alarm"] == 0 for row in rows)
    assert rows[0]["withheld"] == "2026-08: inget material från perioden"
    assert "2026-11: färre än 30 personer" in rows[3]["withheld"]
    assert rows[0]["n_persons_before"] == 270
    assert rows[0]["n_persons_after"] == 0


def test_one_period_or_none_has_no_change() -> None:
    assert compute_changes([]) == []
    assert compute_changes([figure("2026-Q1", sums(60, 1, 3))]) == []
