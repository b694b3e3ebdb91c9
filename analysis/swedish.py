"""Numbers, months and lists as a Swedish reader expects them."""

from __future__ import annotations

import math
from collections.abc import Sequence

NBSP = "\N{NO-BREAK SPACE}"
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni", "juli"),
    *("augusti", "september", "oktober", "november", "december"),
)


def say_count(number: int) -> str:
    """12345 -> "12 345" with a space that does not break."""
    return f"{number:,}".replace(",", NBSP)


def say_decimal(number: float, decimals: int = 1) -> str:
    """0.912 -> "0,91"; a minus sign proper."""
    return f"{number:.{decimals}f}".replace(".", ",").replace("-", "\N{MINUS SIGN}")


def whole_percent(share: float) -> int:
    """0.347 -> 35; halves go up."""
    return math.floor(round(share * 100, 6) + 0.5)


def say_accuracy(share: float) -> str:
    """0.931 -> "93"; 0.998 -> "99,8": what is not always right is never said to be."""
    if 0.99 <= share < 1:
        return say_decimal(math.floor(round(share * 1000, 6)) / 10)
    return str(whole_percent(share))


def outer_percent(low: float, high: float) -> tuple[int, int]:
    """An interval in whole per cent, rounded outwards so that it never claims too much."""
    return math.floor(round(low * 100, 6)), math.ceil(round(high * 100, 6))


def say_month(month: str) -> str:
    """ "2026-09" -> "september 2026"; anything else is an unknown date."""
    year, _, number = month.partition("-")
    if len(year) == 4 and number.isdigit() and 1 <= int(number) <= 12:
        return f"{MONTHS[int(number) - 1]} {year}"
    return "okänt datum"


QUARTERS = ("första", "andra", "tredje", "fjärde")


def say_quarter(quarter: str) -> str:
    """ "2026-Q3" -> "tredje kvartalet 2026"; anything else is an unknown date."""
    year, _, number = quarter.partition("-Q")
    if len(year) == 4 and number in {"1", "2", "3", "4"}:
        return f"{QUARTERS[int(number) - 1]} kvartalet {year}"
    return "okänt datum"


def say_date(date: str) -> str:
    """ "2026-09-03" -> "3 september 2026"."""
    return f"{int(date[8:10])} {say_month(date[:7])}"


def say_list(words: Sequence[str]) -> str:
    """["a", "b", "c"] -> "a, b och c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} och {words[-1]}"
