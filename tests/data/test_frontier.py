"""The crawl's list of addresses and sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from data.frontier import RETRY_AFTER, Due, Found, Frontier, SourceState, later, plan_refetch
from data.records import Outlet
from data.store import MediaStore
from tests.data.records import OUTLET

A, B, C = (f"https://provbladet.example/{letter}" for letter in "abc")
NOW = "2026-11-25T10:00:00+00:00"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MediaStore]:
    with MediaStore(tmp_path) as opened:
        opened.save_outlets([OUTLET, Outlet("annat", "Annat")])
        yield opened


@pytest.fixture
def frontier(store: MediaStore) -> Frontier:
    return Frontier(store, OUTLET.id)


def due(frontier: Frontier, now: str = NOW) -> list[str]:
    return [item.url for item in frontier.next_due(10, set(), now)]


def test_addresses_are_noted_once(frontier: Frontier) -> None:
    assert frontier.add([Found(A), Found(B), Found(f"{A}?utm_source=x")], NOW) == 2
    assert frontier.add([Found(A), Found(B)], NOW) == 0
    assert frontier.counts() == {"discovered": 2}


def test_the_address_is_fetched_as_it_was_met(frontier: Frontier) -> None:
    met = "http://www.provbladet.example/a?b=1&a=2"
    frontier.add([Found(met)], NOW)
    assert due(frontier) == [met]
    frontier.mark_fetched(met, "a1", now=NOW)
    assert frontier.counts() == {"fetched": 1}
    assert due(frontier) == []


@pytest.mark.parametrize(
    ("lastmod", "again"),
    [("2026-10-02", 1), ("2026-10-01", 0), ("2026-09-30", 0), ("", 0)],
)
def test_what_is_fetched_is_due_again_when_a_sitemap_says_it_changed(
    frontier: Frontier, lastmod: str, again: int
) -> None:
    frontier.add([Found(A, "2026-10-01")], NOW)
    frontier.mark_fetched(A, "a1", published="2020-01-01", now=NOW)
    assert frontier.add([Found(A, lastmod)], NOW) == again
    assert len(due(frontier)) == again


def test_a_first_lastmod_is_a_mark_to_compare_with_and_no_change(frontier: Frontier) -> None:
    frontier.add([Found(A, published="2026-10-01")], NOW)
    frontier.mark_fetched(A, "a1", published="2020-01-01", now=NOW)
    assert frontier.add([Found(A, "2026-10-01")], NOW) == 0
    assert frontier.add([Found(A, "2026-10-02")], NOW) == 1


def test_the_newest_come_first_and_never_busy_ones(frontier: Frontier) -> None:
    frontier.add([Found(A, "2026-01-01"), Found(B, published="2026-03-01"), Found(C, "2026-02-01")])
    assert due(frontier, "2999-01-01") == [B, C, A]
    assert [d.url for d in frontier.next_due(2, {B}, "2999")] == [C, A]
    assert [d.url for d in frontier.next_due(1, {B, C}, "2999")] == [A]
    assert frontier.next_due(0, set(), "2999") == []


def test_outlets_do_not_see_each_other_s_addresses(store: MediaStore, frontier: Frontier) -> None:
    frontier.add([Found(A)], NOW)
    other = Frontier(store, "annat")
    assert due(other) == []
    assert other.counts() == {}


def test_an_article_is_fetched_again_ever_later(frontier: Frontier) -> None:
    frontier.add([Found(A)], NOW)
    now, waits = NOW, []
    while due(frontier, now):
        frontier.mark_fetched(A, "a1", published="2026-11-25", now=now)
        query = "SELECT due_at FROM frontier"
        then = str(next(frontier._db.query(query))["due_at"])
        if then:
            assert due(frontier, later(then, timedelta(seconds=-1))) == []
            waits.append(then)
            now = then
    assert waits == [
        "2026-11-25T14:00:00+00:00",
        "2026-11-26T14:00:00+00:00",
        "2026-12-03T14:00:00+00:00",
    ]


def test_an_old_story_is_fetched_once() -> None:
    assert plan_refetch(NOW, "2026-10-01T10:00:00+02:00", 1) == ""
    assert plan_refetch(NOW, "2026-11-20", 1) != ""
    assert plan_refetch(NOW, "", 1) != "", "without a date it may be new"


def test_unchanged_counts_as_a_fetch(frontier: Frontier) -> None:
    frontier.add([Found(A)], NOW)
    frontier.mark_fetched(A, "a1", etag='"1"', last_modified="x", now=NOW)
    first = later(NOW, timedelta(hours=5))
    assert frontier.next_due(1, set(), first) == [Due(A, '"1"', "x")]
    frontier.mark_unchanged(A, first)
    assert due(frontier, later(first, timedelta(hours=5))) == []
    assert due(frontier, later(first, timedelta(hours=25))) == [A]


def test_a_failure_is_tried_again_ever_later_and_then_left(frontier: Frontier) -> None:
    frontier.add([Found(A, "2026-10-01")], NOW)
    now = NOW
    for wait in RETRY_AFTER:
        frontier.mark(A, "failed", "HTTP 503", now)
        assert due(frontier, later(now, wait - timedelta(seconds=1))) == []
        now = later(now, wait)
        assert due(frontier, now) == [A]
    frontier.mark(A, "failed", "HTTP 503", now)
    assert due(frontier, "2999") == []
    assert frontier.counts() == {"failed": 1}
    assert frontier.add([Found(A, "2026-10-02")], now) == 1, "a change gives it new attempts"


def test_a_denial_is_asked_about_again_in_a_week(frontier: Frontier) -> None:
    frontier.add([Found(A)], NOW)
    frontier.mark(A, "denied", "forbidden by robots.txt", NOW)
    assert due(frontier, later(NOW, timedelta(days=6))) == []
    assert due(frontier, later(NOW, timedelta(days=7))) == [A]


@pytest.mark.parametrize("state", ["left_out", "gone"])
def test_what_gave_no_article_is_left(frontier: Frontier, state: str) -> None:
    frontier.add([Found(A)], NOW)
    frontier.mark(A, state, "no headline", NOW)
    assert due(frontier, "2999") == []
    row = next(frontier._db.query("SELECT state, reason FROM frontier"))
    assert row == {"state": state, "reason": "no headline"}


def test_an_article_that_vanished_stays_fetched(frontier: Frontier) -> None:
    frontier.add([Found(A)], NOW)
    frontier.mark_fetched(A, "a1", now=NOW)
    frontier.mark(A, "gone", "HTTP 410", NOW)
    row = next(frontier._db.query("SELECT state, reason, article_id FROM frontier"))
    assert row["state"] == "fetched"
    assert row["reason"] == "fetched before; then HTTP 410"


def test_all_that_is_due_can_be_moved_on(frontier: Frontier) -> None:
    frontier.add([Found(A), Found(B)], NOW)
    frontier.mark(B, "gone", "HTTP 404", NOW)
    assert frontier.postpone("robots.txt: HTTP 500", timedelta(hours=1), NOW) == 1
    assert due(frontier) == []
    assert due(frontier, later(NOW, timedelta(hours=1))) == [A]


def test_a_source_s_state_is_kept(frontier: Frontier) -> None:
    feed = f"{A}/rss"
    assert frontier.find_source(feed) == SourceState(feed)
    state = SourceState(feed, '"1"', "Wed", "2026-10-01", complete=True)
    frontier.note_source(state, "feed", "HTTP 200", 3, NOW)
    frontier.note_source(state, "feed", "HTTP 304", None, NOW)
    assert frontier.find_source(feed) == state
    row = next(frontier._db.query("SELECT status, n_found FROM sources"))
    assert row == {"status": "HTTP 304", "n_found": 3}
