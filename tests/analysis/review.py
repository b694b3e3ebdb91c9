"""A review.db made by hand: articles drawn from media.db and reviewed with a known truth."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

from data.reviewed import REVIEW_DB, REVIEWED_TABLE
from data.store import MediaStore


def write_review(db_dir: Path, n: int, *, flip: float = 0.0, missed: int = 0, seed: int = 3) -> int:
    """Draw ``n`` tagged articles with equal probability and review them.

    The reviewer turns each machine man into a woman with chance ``flip`` and adds ``missed``
    women to every article that the machine did not find. Returns how many rows were written.
    """
    rng = random.Random(seed)
    with MediaStore(db_dir) as store:
        articles = [row["article_id"] for row in store.db.query("SELECT article_id FROM taggings")]
        drawn = sorted(rng.sample(sorted(articles), min(n, len(articles))))
        rows = []
        for article in drawn:
            people = list(
                store.db.query(
                    "SELECT id, gender, evidence, quoted_direct, quoted_indirect FROM persons "
                    "WHERE article_id = ? ORDER BY position",
                    [article],
                )
            )
            for person in people:
                truth = person["gender"]
                if truth == "man" and rng.random() < flip:
                    truth = "woman"
                source = int(person["quoted_direct"] or person["quoted_indirect"])
                rows.append(
                    (article, person["id"], person["gender"], person["evidence"], source, truth, 1)
                )
            rows += [(article, f"new{i}", "", "", None, "woman", 1) for i in range(missed)]
            if not people and not missed:
                rows.append((article, "", "", "", None, "", None))
    chance = len(drawn) / len(articles)
    with closing(sqlite3.connect(db_dir / REVIEW_DB)) as connection, connection:
        connection.execute(REVIEWED_TABLE)
        connection.execute("DELETE FROM reviewed")
        connection.executemany(
            "INSERT INTO reviewed VALUES ('prov', 'article', ?, ?, ?, ?, ?, ?, ?, ?)",
            [(article, person, chance, *rest) for article, person, *rest in rows],
        )
    return len(rows)
