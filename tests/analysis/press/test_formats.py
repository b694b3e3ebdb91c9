from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.press.formats import (
    EXACT_WIDTH,
    NARROW,
    NEAR_POINTS,
    PARTS,
    find_part,
    narrow,
    parse_embargo,
    say_count,
    say_interval,
    say_part,
    say_percent,
    say_small,
)
from analysis.wording import MUCH_UNKNOWN, WIDE_POINTS
from data.errors import BadInput
from tests.analysis.press.kits import make_figure


@given(st.integers(0, 10**9))
def test_thousands_stand_apart_by_a_narrow_space_that_does_not_break(number: int) -> None:
    said = say_count(number)
    assert int(said.replace(NARROW, "")) == number
    assert all(len(group) == 3 for group in said.split(NARROW)[1:])
    assert not set(said) - set("0123456789" + NARROW)


def test_swedish_numbers() -> None:
    assert say_percent(33.4) == "33,4\u00a0procent"
    assert say_percent(33) == "33\u00a0procent"
    assert say_count(12345) == "12\u202f345"
    assert say_interval(27, 40) == "mellan 27 och 40\u00a0procent"
    assert say_interval(-0.4, 1.25, "procentenheter") == "mellan −0,4 och 1,2\u00a0procentenheter"
    assert [say_small(n) for n in (2, 12, 13)] == ["två", "tolv", "13"]


def test_only_thousands_are_narrowed() -> None:
    assert (
        narrow("1 800 artiklar, 280\u00a0000 texter") == "1\u202f800 artiklar, 280\u202f000 texter"
    )
    assert narrow("augusti 2015 2016 och 12 3456") == "augusti 2015 2016 och 12 3456"


@pytest.mark.parametrize(
    ("percent", "low", "high", "said"),
    [
        (33, 27, 40, "ungefär var tredje"),
        (25, 20, 31, "ungefär en av fyra"),
        (25, 24, 26, "en av fyra"),
        (24, 24, 25, "ungefär en av fyra"),
        (50, 45, 55, "ungefär hälften"),
        (29, 25, 33, ""),
        (33, 20, 48, ""),
        (None, None, None, ""),
    ],
)
def test_simple_parts(percent: int | None, low: int | None, high: int | None, said: str) -> None:
    assert say_part(make_figure(percent=percent, low=low, high=high)) == said


def test_no_simple_part_where_many_are_unknown() -> None:
    assert say_part(make_figure(other_or_unknown=100)) == ""


@given(st.integers(0, 100), st.integers(0, 30), st.integers(0, 30), st.integers(0, 200))
def test_a_part_stands_for_the_share_or_is_not_said(
    percent: int, below: int, above: int, unknown: int
) -> None:
    low, high = max(0, percent - below), min(100, percent + above)
    figure = make_figure(percent=percent, low=low, high=high, other_or_unknown=unknown)
    said, part = say_part(figure), find_part(figure)
    if not said:
        return
    assert part is not None
    assert abs(part.percent - percent) <= NEAR_POINTS
    assert low <= part.percent <= high
    assert high - low <= WIDE_POINTS
    assert figure.unknown_rate <= MUCH_UNKNOWN
    assert part == min(PARTS, key=lambda other: abs(other.percent - percent))
    if not said.startswith("ungefär"):
        assert round(part.percent) == percent
        assert high - low <= EXACT_WIDTH


def test_embargo_is_a_swedish_time() -> None:
    said = "Embargo till torsdag 26 november 2026 kl. 10.00"
    assert parse_embargo("2026-11-26T10:00") == parse_embargo("2026-11-26 10:00") == said


@pytest.mark.parametrize(
    "text", ["i morgon", "2026-11-26", "2026-11-26T10:00Z", "2026-13-01T10:00"]
)
def test_an_embargo_that_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="2026-11-26T10:00"):
        parse_embargo(text)
