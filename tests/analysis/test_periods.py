from __future__ import annotations

import pytest

from analysis.periods import parse_period, quarter_of
from data.errors import BadInput


@pytest.mark.parametrize(
    ("text", "since", "until", "label"),
    [
        ("2026", "2026-01-01", "2026-12-31", "år 2026"),
        ("2026-Q1", "2026-01-01", "2026-03-31", "första kvartalet 2026"),
        ("2024-02", "2024-02-01", "2024-02-29", "februari 2024"),
        ("all", "", "", "hela den undersökta tiden"),
    ],
)
def test_periods(text: str, since: str, until: str, label: str) -> None:
    period = parse_period(text)
    assert (period.name, period.since, period.until, period.label) == (text, since, until, label)


@pytest.mark.parametrize("text", ["", "2026-Q5", "2026-13", "26", "2026-Q3 ", "../x", "ALL"])
def test_other_words_are_no_period(text: str) -> None:
    with pytest.raises(BadInput, match="2026-Q3"):
        parse_period(text)


@pytest.mark.parametrize(("date", "name"), [("2026-01-31", "Q1"), ("2026-12-01", "Q4")])
def test_quarter_of(date: str, name: str) -> None:
    assert quarter_of(date).name == f"2026-{name}"
