from __future__ import annotations

from analysis.swedish import (
    outer_percent,
    say_accuracy,
    say_count,
    say_date,
    say_decimal,
    say_list,
    say_month,
    whole_percent,
)


def test_numbers() -> None:
    assert say_count(1234567) == "1\u00a0234\u00a0567"
    assert say_decimal(-0.25, 2) == "−0,25"
    assert whole_percent(0.345) == 35
    assert [say_accuracy(x) for x in (0.985, 0.9989, 1.0)] == ["99", "99,8", "100"]
    assert whole_percent(0.29) == 29
    assert outer_percent(0.29, 0.57) == (29, 57)
    assert outer_percent(0.291, 0.571) == (29, 58)


def test_words() -> None:
    assert say_month("2026-09") == "september 2026"
    assert say_month("okänt") == "okänt datum"
    assert say_date("2026-09-03") == "3 september 2026"
    assert say_list(["a", "b", "c"]) == "a, b och c"
    assert say_list([]) == ""
