"""What holds on an article, out of review.db: coders count when they have finished."""

from __future__ import annotations

from data.review.decisions import Decision, read_heads
from data.review.resolve import Thing, Verdict, resolve_decisions
from data.review.store import ReviewStore
from data.review.words import COMMON, SETTLED, coder_lane


def read_verdicts(store: ReviewStore, article: str) -> dict[Thing, Verdict]:
    """The decisions that hold; those of a coder who is still at work do not yet."""
    return resolve_decisions(*_read_finished(store, article))


def _read_finished(store: ReviewStore, article: str) -> tuple[list[Decision], dict[str, int]]:
    rank = {
        coder_lane(row["sample"], row["user"]): row["slot"]
        for row in store.db.query(
            "SELECT sample, user, slot FROM assignments WHERE article = ? AND done_at <> '' "
            "ORDER BY slot",
            [article],
        )
    }
    lanes = {COMMON, SETTLED, *rank}
    return [head for head in read_heads(store, article) if head.lane in lanes], rank
