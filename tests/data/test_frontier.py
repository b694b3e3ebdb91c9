"""The crawl's list of addresses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.frontier import MAX_ATTEMPTS, Found, Frontier
from data.records import Outlet
from data.store import MediaStore
from tests.data.records import OUTLET

A, B, C = (f"https://provbladet.example/{letter}" for letter in "abc")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MediaStore]:
    with MediaStore(tmp_path) as opened:
        opened.save_outlets([OUTLET, Outlet("annat", "Annat")])
        yield opened


@pytest.fixture
def frontier(store: MediaStore) -> Frontier:
    return Frontier(store, OUTLET.id)


def test_addresses_are_queued_once(frontier: Frontier) -> None:
    assert frontier.add([Found(A), Found(B), Found(f"{A}?utm_source=x")]) == 2
    assert frontier.add([Found(A), Found(B)]) == 0
    assert frontier.counts() == {"queued": 2}


def test_the_address_is_fetched_as_it_was_met(frontier: Frontier) -> None:
    met = "http://www.provbladet.example/a?b=1&a=2"
    frontier.add([Found(met)])
    assert frontier.next_urls(10, set()) == [met]
    frontier.mark(met, "done")
    assert frontier.counts() == {"done": 1}


@pytest.mark.parametrize(
    ("lastmod", "requeued"),
    [("2026-10-02", 1), ("2026-10-01", 0), ("2026-09-30", 0), ("", 0)],
)
def test_what_is_done_is_queued_again_only_when_it_changed(
    frontier: Frontier, lastmod: str, requeued: int
) -> None:
    frontier.add([Found(A, "2026-10-01")])
    frontier.mark(A, "done")
    assert frontier.add([Found(A, lastmod)]) == requeued
    assert frontier.counts() == ({"queued": 1} if requeued else {"done": 1})


def test_next_urls_are_the_latest_first_and_never_busy_ones(frontier: Frontier) -> None:
    frontier.add([Found(A, "2026-01-01"), Found(B, "2026-03-01"), Found(C, "2026-02-01")])
    assert frontier.next_urls(10, set()) == [B, C, A]
    assert frontier.next_urls(2, {B}) == [C, A]
    assert frontier.next_urls(1, {B, C}) == [A]
    assert frontier.next_urls(0, set()) == []


def test_outlets_do_not_see_each_other_s_addresses(store: MediaStore, frontier: Frontier) -> None:
    frontier.add([Found(A)])
    other = Frontier(store, "annat")
    assert other.next_urls(10, set()) == []
    assert other.counts() == {}


def test_what_failed_is_tried_again_up_to_max_attempts(frontier: Frontier) -> None:
    frontier.add([Found(A, "2026-10-01"), Found(B)])
    frontier.mark(B, "left_out", "no headline")
    for attempt in range(1, MAX_ATTEMPTS + 1):
        frontier.mark(A, "failed", "HTTP 503")
        assert frontier.retry_failed() == int(attempt < MAX_ATTEMPTS)
    assert frontier.counts() == {"failed": 1, "left_out": 1}
    assert frontier.add([Found(A, "2026-10-02")]) == 1, "a change gives it three new attempts"
    frontier.mark(A, "failed", "HTTP 503")
    assert frontier.retry_failed() == 1


def test_the_reason_is_kept(store: MediaStore, frontier: Frontier) -> None:
    frontier.add([Found(A)])
    frontier.mark(A, "left_out", "no headline")
    assert next(store.db.query("SELECT reason FROM frontier"))["reason"] == "no headline"
