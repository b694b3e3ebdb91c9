"""The crawl's list of addresses and sources, kept in media.db so that SIGKILL loses nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from data.identity import canonical_url
from data.runs import utc_now
from data.store import MediaStore
from data.transactions import writing

# When an article is fetched again, by how often it has been: most corrections come within hours,
# nearly all within a week (2026-11; a change that a sitemap states is fetched at once anyway).
REFETCH_AFTER = (timedelta(hours=4), timedelta(days=1), timedelta(days=7))
OLD_STORY = timedelta(days=30)  # a story older than this when first met has settled long ago
RETRY_AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))
ASK_AGAIN = timedelta(days=7)  # after a denial: robots.txt and reservations change
STATES = ("discovered", "fetched", "left_out", "gone", "denied", "failed")


@dataclass(frozen=True, slots=True)
class Found:
    """An address met in a source, with the source's own words of its dates (ISO, or "").

    ``lastmod`` is a sitemap's and makes a changed page due again; ``published`` only says which
    day the story belongs to (a feed's date never changes, or changes for no reason).
    """

    url: str
    lastmod: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """An address to be fetched now, with what makes the request conditional."""

    url: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is known of a sitemap, feed or list; ``complete`` when it was once read to its end."""

    url: str
    etag: str = ""
    last_modified: str = ""
    lastmod: str = ""
    complete: bool = False


def later(moment: str, delay: timedelta) -> str:
    """``moment`` (ISO 8601) plus a delay, in UTC."""
    then = datetime.fromisoformat(moment).astimezone(UTC) + delay
    return then.isoformat(timespec="seconds")


def plan_refetch(now: str, published: str, fetches: int) -> str:
    """When an article fetched ``fetches`` times is due again; "" for never."""
    if fetches > len(REFETCH_AFTER):
        return ""
    if published:
        moment = datetime.fromisoformat(published[:10]).replace(tzinfo=UTC)
        if datetime.fromisoformat(now) - moment > OLD_STORY:
            return ""
    return later(now, REFETCH_AFTER[fetches - 1])


class Frontier:
    """Addresses of one outlet. ``due_at`` is when each is to be fetched, "" for never again."""

    def __init__(self, store: MediaStore, outlet_id: str) -> None:
        self._db = store.db
        self.outlet_id = outlet_id

    # addresses

    def add(self, found: Iterable[Found], now: str = "") -> int:
        """Note addresses; due at once when new or changed by ``lastmod``. Returns how many."""
        now = now or utc_now()
        rows = [
            (
                canonical_url(item.url),
                item.url,
                self.outlet_id,
                item.lastmod,
                (item.published or item.lastmod)[:10],
                now,
                now,
            )
            for item in found
        ]
        before = self._count_planned()
        with writing(self._db):
            self._db.conn.executemany(
                """INSERT INTO frontier
                    (url, fetch_url, outlet_id, state, lastmod, day, discovered_at, due_at)
                VALUES (?, ?, ?, 'discovered', ?, ?, ?, ?)
                ON CONFLICT (url) DO UPDATE SET
                    due_at = iif(frontier.lastmod = '', frontier.due_at, excluded.due_at),
                    attempts = 0, lastmod = excluded.lastmod, fetch_url = excluded.fetch_url,
                    day = iif(frontier.day = '', excluded.day, frontier.day)
                WHERE excluded.lastmod > frontier.lastmod
                    AND frontier.outlet_id = excluded.outlet_id""",
                rows,
            )
        return self._count_planned() - before

    def _count_planned(self) -> int:
        query = "SELECT count(*) FROM frontier WHERE outlet_id = ? AND due_at <> ''"
        return int(self._db.execute(query, [self.outlet_id]).fetchone()[0])

    def next_due(self, limit: int, busy: set[str], now: str = "") -> list[Due]:
        """Up to ``limit`` addresses due now that are not in ``busy``, the newest first."""
        rows = self._db.execute(
            "SELECT fetch_url, etag, last_modified FROM frontier WHERE outlet_id = ? "
            "AND due_at <> '' AND due_at <= ? ORDER BY day DESC, url LIMIT ?",
            [self.outlet_id, now or utc_now(), limit + len(busy)],
        ).fetchall()
        return [Due(*row) for row in rows if row[0] not in busy][:limit]

    def count_due(self, now: str = "") -> int:
        """How many addresses are due now."""
        query = "SELECT count(*) FROM frontier WHERE outlet_id = ? AND due_at <> '' AND due_at <= ?"
        return int(self._db.execute(query, [self.outlet_id, now or utc_now()]).fetchone()[0])

    def mark_fetched(
        self,
        fetch_url: str,
        article_id: str,
        *,
        published: str = "",
        etag: str = "",
        last_modified: str = "",
        note: str = "",
        now: str = "",
    ) -> None:
        """An article was stored; when it is due again follows from its age and its fetches."""
        now = now or utc_now()
        url = canonical_url(fetch_url)
        row = self._db.execute("SELECT fetches FROM frontier WHERE url = ?", [url]).fetchone()
        fetches = (row[0] if row else 0) + 1
        with writing(self._db):
            self._db.execute(
                "UPDATE frontier SET state = 'fetched', reason = ?, fetched_at = ?, due_at = ?, "
                "fetches = ?, attempts = 0, etag = ?, last_modified = ?, article_id = ? "
                "WHERE url = ?",
                [
                    *(note, now, plan_refetch(now, published, fetches), fetches),
                    *(etag, last_modified, article_id, url),
                ],
            )

    def mark_unchanged(self, fetch_url: str, now: str = "") -> None:
        """The server said that nothing changed (304)."""
        now = now or utc_now()
        url = canonical_url(fetch_url)
        row = self._db.execute("SELECT fetches FROM frontier WHERE url = ?", [url]).fetchone()
        fetches = (row[0] if row else 0) + 1
        with writing(self._db):
            self._db.execute(
                "UPDATE frontier SET fetched_at = ?, due_at = ?, fetches = ?, attempts = 0 "
                "WHERE url = ?",
                [now, plan_refetch(now, "", fetches), fetches, url],
            )

    def mark(self, fetch_url: str, state: str, reason: str, now: str = "") -> None:
        """An address gave no article. A failure is tried again ever later, a denial in a week.

        An article that was fetched before and now fails or is gone keeps its state and text.
        """
        now = now or utc_now()
        url = canonical_url(fetch_url)
        row = self._db.execute(
            "SELECT attempts, article_id FROM frontier WHERE url = ?", [url]
        ).fetchone()
        attempts, article_id = row or (0, "")
        due = ""
        if state == "failed":
            attempts += 1
            due = later(now, RETRY_AFTER[attempts - 1]) if attempts <= len(RETRY_AFTER) else ""
        elif state == "denied":
            due = later(now, ASK_AGAIN)
        if article_id and state in {"failed", "gone"}:
            state, reason = "fetched", f"fetched before; then {reason}"
        with writing(self._db):
            self._db.execute(
                "UPDATE frontier SET state = ?, reason = ?, due_at = ?, attempts = ? WHERE url = ?",
                [state, reason, due, attempts, url],
            )

    def postpone(self, reason: str, delay: timedelta, now: str = "") -> int:
        """Move all that is due on, for instance while robots.txt cannot be read."""
        now = now or utc_now()
        with writing(self._db):
            return self._db.execute(
                "UPDATE frontier SET due_at = ?, reason = ? "
                "WHERE outlet_id = ? AND due_at <> '' AND due_at <= ?",
                [later(now, delay), reason, self.outlet_id, now],
            ).rowcount

    def counts(self) -> dict[str, int]:
        """How many addresses are in each state."""
        rows = self._db.execute(
            "SELECT state, count(*) FROM frontier WHERE outlet_id = ? GROUP BY state",
            [self.outlet_id],
        ).fetchall()
        return dict(rows)

    # sources

    def find_source(self, url: str) -> SourceState:
        """What an earlier run noted of a source; nothing for a new one."""
        row = self._db.execute(
            "SELECT url, etag, last_modified, lastmod, complete FROM sources "
            "WHERE outlet_id = ? AND url = ?",
            [self.outlet_id, url],
        ).fetchone()
        if row is None:
            return SourceState(url)
        return SourceState(row[0], row[1], row[2], row[3], bool(row[4]))

    def note_source(
        self,
        state: SourceState,
        kind: str,
        status: str,
        n_found: int | None = None,
        now: str = "",
    ) -> None:
        """Keep what a source answered; ``n_found`` None leaves the count of before."""
        with writing(self._db):
            self._db.execute(
                "INSERT INTO sources (outlet_id, url, kind, etag, last_modified, lastmod, "
                "complete, read_at, status, n_found) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, 0)) "
                "ON CONFLICT (outlet_id, url) DO UPDATE SET kind = excluded.kind, "
                "etag = excluded.etag, last_modified = excluded.last_modified, "
                "lastmod = excluded.lastmod, complete = excluded.complete, "
                "read_at = excluded.read_at, status = excluded.status, "
                "n_found = coalesce(?, sources.n_found)",
                [
                    *(self.outlet_id, state.url, kind, state.etag, state.last_modified),
                    *(state.lastmod, int(state.complete), now or utc_now(), status),
                    *(n_found, n_found),
                ],
            )
