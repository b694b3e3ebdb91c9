"""Samples put into review.db by hand, for tests of queue and estimators."""

from __future__ import annotations

import json
from collections.abc import Iterable

from data.review.snapshot import SeenPerson, Snapshot
from data.review.store import ReviewStore
from data.runs import utc_now


def seen(*people: tuple[str, str], source: bool = True) -> Snapshot:
    """The machine's reading: (key, gender) of each person."""
    persons = tuple(
        SeenPerson(key, f"Namn {key}", gender, "name", source, "subject", "other")
        for key, gender in people
    )
    return Snapshot("h", "prov", persons, {"growth": "growth", "themes": "livsmiljoer"})


def add_sample(
    store: ReviewStore,
    articles: Iterable[str],
    *,
    name: str = "prov",
    kind: str = "random",
    stratum: str = "1: a",
    n_frame: int = 0,
    double: Iterable[str] = (),
    snapshot: Snapshot | None = None,
    portion: int = 15,
) -> None:
    """Draw these articles in this order out of a frame of ``n_frame``."""
    articles, double = list(articles), set(double)
    shot = (snapshot or seen(("p1", "woman"), ("p2", "man"))).to_json()
    with store.saving() as db:
        db.execute(
            "INSERT OR IGNORE INTO samples VALUES (?, ?, 'all', 1, 0, ?, ?, ?)",
            [name, kind, portion, json.dumps({}), utc_now()],
        )
        if kind == "random":
            rest = [f"{stratum}-{n}" for n in range(max(n_frame - len(articles), 0))]
            for article in [*articles, *rest]:
                db.execute("INSERT INTO frame VALUES (?, ?, ?)", [article, name, stratum])
        last = db.execute("SELECT ifnull(max(position), 0) FROM draws WHERE sample = ?", [name])
        first = last.fetchone()[0] + 1
        for position, article in enumerate(articles, first):
            db.execute(
                "INSERT INTO draws VALUES (?, ?, ?, ?, ?, 'osäker', 'h', ?, ?)",
                [name, article, position, stratum, int(article in double), shot, utc_now()],
            )
