"""What was met, taken, denied and missing, per outlet and day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.frontier import Found, Frontier, SourceState
from data.ledger import find_gaps, read_ledger, sum_ledger
from data.store import MediaStore
from data.vocab import Access, Genre
from tests.data.records import OUTLET, make_article

SITE = "https://provbladet.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MediaStore]:
    with MediaStore(tmp_path) as opened:
        opened.save_outlets([replace(OUTLET, expected_per_week=10)])
        yield opened


def take_in(store: MediaStore, slug: str, day: str, **fields: object) -> None:
    """A story that was met and fetched."""
    frontier = Frontier(store, OUTLET.id)
    article = replace(make_article(f"{SITE}/{slug}", slug, slug), published=day, **fields)  # type: ignore[arg-type]
    frontier.add([Found(article.url)])
    frontier.mark_fetched(article.url, store.keep_article(article).article_id)


def test_every_address_is_in_one_column_of_its_day(store: MediaStore) -> None:
    take_in(store, "a", "2026-10-01T08:00:00+02:00", access=Access.FULL)
    take_in(store, "b", "2026-10-01", access=Access.TEASER, genre=Genre.LETTER)
    frontier = Frontier(store, OUTLET.id)
    for slug, state, reason in (
        *(("c", "denied", "forbidden by robots.txt"), ("d", "denied", "reserved by tdm header")),
        *(("e", "gone", "HTTP 410"), ("f", "failed", "HTTP 500"), ("g", "left_out", "no text")),
    ):
        frontier.add([Found(f"{SITE}/{slug}", published="2026-10-01")])
        frontier.mark(f"{SITE}/{slug}", state, reason)
    frontier.add([Found(f"{SITE}/h", published="2026-10-02")])
    store.save_article(replace(make_article(f"{SITE}/i", "i", "i"), published="2026-10-02"))
    first, second = read_ledger(store)
    assert {key: first[key] for key in list(first)[2:]} == {
        **{"discovered": 7, "fetched": 2, "full_text": 1, "teaser": 1, "unknown": 0},
        **{"other_genre": 1, "denied_robots": 1, "denied_tdm": 1, "gone": 1, "left_out": 1},
        **{"failed": 1, "waiting": 0, "imported": 0},
    }
    assert (second["day"], second["waiting"], second["imported"]) == ("2026-10-02", 1, 1)
    assert sum_ledger(store)[OUTLET.id]["discovered"] == 8


def fill(store: MediaStore, days: range, last: int) -> None:
    start = date(2026, 9, 1)
    for n in days:
        for i in range(2):
            take_in(store, f"{n}-{i}", (start + timedelta(days=n)).isoformat(), access=Access.FULL)
    now = f"{(start + timedelta(days=last)).isoformat()}T10:00:00+00:00"
    Frontier(store, OUTLET.id).note_source(SourceState(f"{SITE}/rss"), "feed", "HTTP 200", 1, now)


def test_no_gap_where_enough_comes_in(store: MediaStore) -> None:
    fill(store, range(30), 30)
    assert find_gaps(store) == []


def test_a_week_without_articles_is_one_gap(store: MediaStore) -> None:
    fill(store, range(10), 20)
    (gap,) = find_gaps(store)
    assert (gap.outlet_id, gap.last) == (OUTLET.id, "2026-09-20")
    assert gap.articles < 0.5 * gap.expected


def test_an_outlet_whose_volume_is_unknown_has_no_gaps(store: MediaStore) -> None:
    store.save_outlets([OUTLET])
    fill(store, range(10), 60)
    assert find_gaps(store) == []
