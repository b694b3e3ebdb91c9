"""The crawl's list of addresses, kept in media.db so that SIGKILL loses nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.identity import canonical_url
from data.store import MediaStore

MAX_ATTEMPTS = 3  # a page that failed in three runs is left alone until its lastmod changes


@dataclass(frozen=True, slots=True)
class Found:
    """An address met in a sitemap or feed; ``lastmod`` is its own statement, or ""."""

    url: str
    lastmod: str = ""


class Frontier:
    """Addresses of one outlet, by state: queued, done, failed, left_out."""

    def __init__(self, store: MediaStore, outlet_id: str) -> None:
        self._db = store.db
        self.outlet_id = outlet_id

    def add(self, found: Iterable[Found]) -> int:
        """Queue what is new or changed since it was done. Returns how many were queued."""
        before = self.counts().get("queued", 0)
        with self._db.atomic():
            for item in found:
                self._db.execute(
                    """INSERT INTO frontier (url, fetch_url, outlet_id, state, lastmod)
                    VALUES (?, ?, ?, 'queued', ?)
                    ON CONFLICT (url) DO UPDATE SET state = 'queued', attempts = 0, reason = '',
                        lastmod = excluded.lastmod, fetch_url = excluded.fetch_url
                    WHERE excluded.lastmod > frontier.lastmod""",
                    [canonical_url(item.url), item.url, self.outlet_id, item.lastmod],
                )
        return self.counts().get("queued", 0) - before

    def retry_failed(self) -> int:
        """Queue again what failed in earlier runs, up to MAX_ATTEMPTS."""
        with self._db.atomic():
            return self._db.execute(
                "UPDATE frontier SET state = 'queued' WHERE outlet_id = ? AND state = 'failed' "
                "AND attempts < ?",
                [self.outlet_id, MAX_ATTEMPTS],
            ).rowcount

    def next_urls(self, limit: int, busy: set[str]) -> list[str]:
        """Up to ``limit`` queued addresses to fetch that are not in ``busy``."""
        rows = self._db.query(
            "SELECT fetch_url FROM frontier WHERE outlet_id = ? AND state = 'queued' "
            "ORDER BY lastmod DESC, url LIMIT ?",
            [self.outlet_id, limit + len(busy)],
        )
        return [row["fetch_url"] for row in rows if row["fetch_url"] not in busy][:limit]

    def mark(self, fetch_url: str, state: str, reason: str = "") -> None:
        """Set the state of an address; a failure counts an attempt."""
        with self._db.atomic():
            self._db.execute(
                "UPDATE frontier SET state = ?, reason = ?, attempts = attempts + ? WHERE url = ?",
                [state, reason, int(state == "failed"), canonical_url(fetch_url)],
            )

    def counts(self) -> dict[str, int]:
        """How many addresses are in each state."""
        rows = self._db.query(
            "SELECT state, count(*) AS n FROM frontier WHERE outlet_id = ? GROUP BY state",
            [self.outlet_id],
        )
        return {row["state"]: row["n"] for row in rows}
