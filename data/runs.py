"""The log of runs: what came in, what went out, what was left out and why."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlite_utils import Database


def utc_now() -> str:
    """Now, ISO 8601 in UTC with seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Run:
    """The log row of one run of a stage: what came in, what went out, what was left out."""

    def __init__(self, db: Database, run_id: int) -> None:
        self._db = db
        self.id = run_id
        self.n_in = 0
        self.n_out = 0
        self.skips: dict[str, int] = {}

    def skip(self, item: str, reason: str) -> None:
        """Count ``item`` as left out for ``reason``; the row is written at once."""
        self.skips[reason] = self.skips.get(reason, 0) + 1
        with self._db.atomic():
            self._db.table("run_skips").insert(
                {"run_id": self.id, "item": item[:500], "reason": reason[:500]}
            )
