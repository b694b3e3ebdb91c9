"""Dates as pages and archives write them."""

from __future__ import annotations

import pytest

from crawler.dates import normalise_date, settle_dates

WINTER, SUMMER = "+01:00", "+02:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-12-30", "2021-12-30"),
        ("20211230", "2021-12-30"),
        ("2021-12-30T09:00", f"2021-12-30T09:00:00{WINTER}"),
        ("2021-07-30T09:00:00", f"2021-07-30T09:00:00{SUMMER}"),
        ("2021-12-30T08:00:00Z", f"2021-12-30T09:00:00{WINTER}"),
        ("2021-12-30T08:00:00.000Z", f"2021-12-30T09:00:00{WINTER}"),
        ("2021-12-30T10:00:00+02:00", f"2021-12-30T09:00:00{WINTER}"),
        ("2021-12-31T23:30:00Z", f"2022-01-01T00:30:00{WINTER}"),
        ("Luleå2021-12-30 09:00", f"2021-12-30T09:00:00{WINTER}"),
        ("Luleå 2021-12-30 09.00", f"2021-12-30T09:00:00{WINTER}"),
        ("Publicerad 2021-12-30", "2021-12-30"),
        ("Thu, 30 Dec 2021 08:00:00 GMT", f"2021-12-30T09:00:00{WINTER}"),
        ("Thu, 30 Dec 2021 09:00:00 +0100", f"2021-12-30T09:00:00{WINTER}"),
        (" 2021-12-30 \n", "2021-12-30"),
    ],
)
def test_dates_are_brought_to_swedish_time(text: str, expected: str) -> None:
    assert normalise_date(text) == expected
    assert normalise_date(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "rubbish", "2021", "i går", "12/30/2021", "1640851200", "a\x00b", "x" * 50_000),
        *("2021-13-45", "2021-02-30", "Luleå2021-02-30 09:00", "２０２１-０１-０１", "99999999"),
        *("0001-01-01", "0001-01-01T00:00:00", "9999-12-31T23:59:59-05:00", "-0001-11-30"),
        *("Mon, 99 Dec 99999999999999 08:00:00 GMT", "Thu, 30 Dec 2021 08:00:00 +9999999999"),
    ],
)
def test_what_cannot_be_read_is_empty_and_never_a_guess(text: str) -> None:
    assert normalise_date(text) == ""


@pytest.mark.parametrize("text", ["2021-12-30T24:30", "Luleå2021-12-30 25:99"])
def test_a_day_with_an_impossible_time_is_a_bare_date(text: str) -> None:
    assert normalise_date(text) == "2021-12-30"


@pytest.mark.parametrize(
    ("published", "modified", "settled"),
    [
        # local time stamped Z: it cannot have been changed before it was published
        (
            *("2021-12-30T09:00:00Z", "2021-12-30T08:20:00Z"),
            (f"2021-12-30T09:00:00{WINTER}", f"2021-12-30T09:20:00{WINTER}"),
        ),
        # UTC that is right stays
        (
            *("2021-12-30T08:00:00Z", "2021-12-30T08:20:00Z"),
            (f"2021-12-30T09:00:00{WINTER}", f"2021-12-30T09:20:00{WINTER}"),
        ),
        # no reading makes them agree: published stands
        (
            *("2021-12-30T09:00:00Z", "2021-12-29T09:00:00Z"),
            (f"2021-12-30T10:00:00{WINTER}", ""),
        ),
        ("2021-12-30", "2021-12-30", ("2021-12-30", "")),
        ("2021-12-30", "", ("2021-12-30", "")),
        ("", "2021-12-30", ("", "2021-12-30")),
        ("rubbish", "rubbish", ("", "")),
    ],
)
def test_settle_dates(published: str, modified: str, settled: tuple[str, str]) -> None:
    assert settle_dates(published, modified) == settled
