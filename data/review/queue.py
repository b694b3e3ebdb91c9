"""Who reviews what next: assignments taken one at a time, in the random order of the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from data.errors import BadInput
from data.review.decisions import Forbidden
from data.review.store import ReviewStore
from data.review.users import find_user
from data.review.words import Right, Role, SampleKind, coder_lane
from data.runs import utc_now

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Assignment:
    """An article that a user reviews. ``lane`` is where the decisions go.

    ``blind``: the machine's labels are hidden. ``slot`` is 1 for the first coder, 2 for the second.
    """

    sample: str
    kind: SampleKind
    article: str
    slot: int
    user: str
    lane: str
    blind: bool
    double: bool
    reason: str
    text_hash: str
    taken_at: str
    done_at: str


@dataclass(frozen=True, slots=True)
class Portion:
    """A user's day: ``done`` articles today of ``size`` in the daily portion; ``left`` in all."""

    done: int
    size: int
    left: int


_JOINED = (
    "SELECT a.sample, a.article, a.slot, a.user, a.taken_at, a.done_at, d.double, d.reason, "
    "d.text_hash, s.kind FROM assignments a JOIN draws d USING (sample, article) "
    "JOIN samples s ON s.name = a.sample"
)


def take_next(store: ReviewStore, user: str, sample: str = "") -> Assignment | None:
    """The article to review now: the one that was begun and left, else a new one, kept for the
    user from now on. None where nothing is left. ``sample`` "" is any, random samples first.

    A second reader is given second codings first; nobody codes the same article twice.
    """
    found = find_user(store, user)
    if found is None or not found.may(Right.DECIDE):
        raise Forbidden(f"{user} has no queue")
    with store.saving():
        begun = next(
            store.db.query(
                f"{_JOINED} WHERE a.user = ? AND a.done_at = '' AND (? = '' OR a.sample = ?) "
                "ORDER BY s.kind = 'random' DESC, a.taken_at, d.position LIMIT 1",
                [user, sample, sample],
            ),
            None,
        )
        if begun is not None:
            return _make_assignment(begun)
        slots = (2, 1) if found.role is Role.SECOND_READER else (1, 2)
        for kind in ("random", "other"):
            for slot in slots:
                row = _find_free(store, user, sample, kind, slot)
                if row is not None:
                    return _take(store, user, row["sample"], row["article"], slot)
    return None


def _find_free(
    store: ReviewStore, user: str, sample: str, kind: str, slot: int
) -> dict[str, Any] | None:
    kinds = "s.kind = 'random'" if kind == "random" else "s.kind <> 'random'"
    second = "" if slot == 1 else "AND d.double "
    return next(
        store.db.query(
            "SELECT d.sample, d.article FROM samples s CROSS JOIN draws d ON d.sample = s.name "
            f"WHERE {kinds} AND (? = '' OR s.name = ?) {second}AND NOT EXISTS "
            "(SELECT 1 FROM assignments a WHERE a.sample = d.sample AND a.article = d.article "
            "AND (a.slot = ? OR a.user = ?)) ORDER BY s.created_at, s.name, d.position LIMIT 1",
            [sample, sample, slot, user],
        ),
        None,
    )


def _take(store: ReviewStore, user: str, sample: str, article: str, slot: int) -> Assignment:
    store.db.execute(
        "INSERT INTO assignments (sample, article, slot, user, taken_at) VALUES (?, ?, ?, ?, ?)",
        [sample, article, slot, user, utc_now()],
    )
    found = find_assignment(store, user, sample, article)
    assert found is not None
    return found


def find_assignment(store: ReviewStore, user: str, sample: str, article: str) -> Assignment | None:
    """The user's own assignment of an article in a sample."""
    query = f"{_JOINED} WHERE a.user = ? AND a.sample = ? AND a.article = ?"
    row = next(store.db.query(query, [user, sample, article]), None)
    return None if row is None else _make_assignment(row)


def list_assignments(
    store: ReviewStore, user: str, *, done: bool | None = None
) -> list[Assignment]:
    """A user's assignments, latest first."""
    wanted = "" if done is None else f"AND a.done_at {'<>' if done else '='} ''"
    query = f"{_JOINED} WHERE a.user = ? {wanted} ORDER BY a.taken_at DESC, d.position DESC"
    return [_make_assignment(row) for row in store.db.query(query, [user])]


def is_blind(store: ReviewStore, user: str, article: str) -> bool:
    """Whether the machine's labels of an article must be hidden from a user everywhere: she or
    he has it in a random sample and has not finished it."""
    query = f"{_JOINED} WHERE a.user = ? AND a.article = ? AND a.done_at = '' AND s.kind = 'random'"
    return next(store.db.query(query, [user, article]), None) is not None


def _make_assignment(row: dict[str, Any]) -> Assignment:
    kind = SampleKind(row["kind"])
    blind = kind is SampleKind.RANDOM
    return Assignment(
        sample=row["sample"],
        kind=kind,
        article=row["article"],
        slot=row["slot"],
        user=row["user"],
        lane=coder_lane(row["sample"], row["user"]) if blind else "",
        blind=blind,
        double=bool(row["double"]),
        reason=row["reason"],
        text_hash=row["text_hash"],
        taken_at=row["taken_at"],
        done_at=row["done_at"],
    )


def set_done(store: ReviewStore, user: str, sample: str, article: str, when: str) -> None:
    """Note when an assignment was finished, "" for not yet; see progress.finish_article."""
    with store.saving() as db:
        changed = db.execute(
            "UPDATE assignments SET done_at = ? WHERE user = ? AND sample = ? AND article = ?",
            [when, user, sample, article],
        ).rowcount
        if not changed:
            raise BadInput(f"{user} does not review {article} in {sample}")


def give_back(store: ReviewStore, user: str, sample: str, article: str) -> None:
    """Leave an article that was taken and not finished to somebody else (ill, or partial)."""
    with store.saving() as db:
        db.execute(
            "DELETE FROM assignments WHERE user = ? AND sample = ? AND article = ? "
            "AND done_at = ''",
            [user, sample, article],
        )


def count_portion(store: ReviewStore, user: str, today: date | None = None) -> Portion:
    """How far the user has come with today's portion (a Swedish day)."""
    today = today or datetime.now(STOCKHOLM).date()
    start = datetime(today.year, today.month, today.day, tzinfo=STOCKHOLM)
    since = start.astimezone(ZoneInfo("UTC")).isoformat(timespec="seconds")
    db = store.db
    done = db.execute(
        "SELECT count(*) FROM assignments WHERE user = ? AND done_at >= ?", [user, since]
    ).fetchone()[0]
    size = db.execute("SELECT ifnull(max(portion), 0) FROM samples").fetchone()[0]
    left = db.execute(
        "SELECT (SELECT count(*) + sum(double) FROM draws) - "
        "(SELECT count(*) FROM assignments WHERE done_at <> '')"
    ).fetchone()[0]
    return Portion(int(done), int(size), int(left or 0))
