"""Periods of press summaries: a year, a quarter, a month or all."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from analysis.swedish import say_month, say_quarter
from data.errors import BadInput


@dataclass(frozen=True, slots=True)
class Period:
    """``since`` and ``until`` are dates, both included; "" for all that there is."""

    name: str
    label: str
    since: str = ""
    until: str = ""


def parse_period(text: str) -> Period:
    """2026, 2026-Q3, 2026-09 or all. Raises BadInput."""
    if text == "all":
        return Period("all", "hela den undersökta tiden")
    match = re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?", text)
    if not match:
        raise BadInput(f"{text!r} is no period; write 2026, 2026-Q3, 2026-09 or all")
    year, quarter, month = match.groups()
    if quarter:
        first, last = int(quarter) * 3 - 2, int(quarter) * 3
        label = say_quarter(text)
    elif month:
        first = last = int(month)
        label = say_month(text)
    else:
        first, last, label = 1, 12, f"år {year}"
    end = monthrange(int(year), last)[1]
    return Period(text, label, f"{year}-{first:02d}-01", f"{year}-{last:02d}-{end}")


def quarter_of(date: str) -> Period:
    """The quarter of a date (YYYY-MM-DD)."""
    return parse_period(f"{date[:4]}-Q{(int(date[5:7]) + 2) // 3}")
