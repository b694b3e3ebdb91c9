"""What the keys of articles stand for, so that decisions survive a media.db built anew."""

from __future__ import annotations

from collections.abc import Iterable

from data.records import Article
from data.review.store import ReviewStore


def remember_articles(store: ReviewStore, articles: Iterable[Article]) -> None:
    """Keep address, outlet, day and headline of each article that is reviewed."""
    with store.saving() as db:
        db.conn.executemany(
            "INSERT INTO articles (article, url, outlet_id, published, title) "
            "VALUES (?, ?, ?, ?, ?) ON CONFLICT (article) DO NOTHING",
            [(a.id, a.url, a.outlet_id, a.published, a.title) for a in articles],
        )
