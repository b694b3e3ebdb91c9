from __future__ import annotations

from typing import Any

from analysis.publish.collection import COLUMNS, build_gaps, build_ledger
from data.ledger import LEDGER_COLUMNS, Gap

NAMES = {"nb": "Norrbladet"}


def day(when: str, outlet: str = "nb", **counts: int) -> dict[str, Any]:
    return dict.fromkeys(LEDGER_COLUMNS[2:], 0) | {"outlet_id": outlet, "day": when} | counts


def test_every_count_of_the_ledger_is_public() -> None:
    assert set(COLUMNS) == set(LEDGER_COLUMNS[2:])


def test_a_row_for_each_day() -> None:
    rows = build_ledger(
        [day("2026-09-02", fetched=3), day("2026-09-01", fetched=2, denied_tdm=1), day("")], NAMES
    )
    assert [(row["dag"], row["manad"]) for row in rows] == [
        (None, None),
        ("2026-09-01", "2026-09"),
        ("2026-09-02", "2026-09"),
    ]
    assert rows[1]["hamtade"] == 2
    assert rows[1]["nekade_tdm"] == 1
    assert rows[1]["medium"] == "Norrbladet"
    assert len({row["id"] for row in rows}) == 3


def test_months_where_days_would_be_too_many() -> None:
    days = [day(f"2026-{m:02d}-{d:02d}", fetched=1) for m in (8, 9) for d in range(1, 11)]
    rows = build_ledger([*days, day("", fetched=4)], NAMES, max_days=20)
    assert [(row["manad"], row["hamtade"]) for row in rows] == [
        (None, 4),
        ("2026-08", 10),
        ("2026-09", 10),
    ]
    assert {row["dag"] for row in rows} == {None}


def test_an_outlet_that_has_no_name_keeps_its_id() -> None:
    (row,) = build_ledger([day("2026-09-01", outlet="okänt")], NAMES)
    assert row["medium"] == "okänt"


def test_gaps() -> None:
    (row,) = build_gaps([Gap("nb", "2026-09-01", "2026-09-14", 3, 20.0)], NAMES)
    assert row == {
        "id": 1,
        "medium": "Norrbladet",
        "fran": "2026-09-01",
        "till": "2026-09-14",
        "artiklar": 3,
        "vantade": 20.0,
        "medium_id": "nb",
    }
