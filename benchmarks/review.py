"""How fast the review reads and writes: ``python -m benchmarks.review [ARTICLES]``.

A review.db with a frame of 100,000 articles, as many in the queue as a long year gives, and all
decisions on them. Prints the median and the slowest of fifty runs of what a page asks for.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from analysis.reviewing.agreement import list_disagreements, measure_agreement
from data.review.decisions import (
    Draft,
    find_last_own,
    read_heads,
    read_history,
    save_decision,
    undo_decision,
)
from data.review.fill import refresh_reviewed
from data.review.notes import list_flagged
from data.review.queue import count_portion, is_blind, take_next
from data.review.snapshot import SeenPerson, Snapshot
from data.review.store import ReviewStore
from data.review.users import add_user
from data.review.verdicts import read_verdicts
from data.review.words import Role, Variable

RUNS = 50
PERSONS = 5
DONE_SHARE = 0.8
DOUBLE = 0.2
USERS = ("anna", "bo", "cia")


def fill_review(db_dir: Path, n_frame: int, n_drawn: int) -> list[str]:
    """A review in full swing; returns the drawn articles."""
    rng = random.Random(7)
    articles = [f"{i:016x}" for i in range(n_frame)]
    drawn = articles[:n_drawn]
    persons = tuple(
        SeenPerson(f"p{i}", f"Namn {i}", "woman", "name", True, "subject", "other")
        for i in range(PERSONS)
    )
    shot = Snapshot("h", "prov", persons, {}).to_json()
    with ReviewStore(db_dir) as store, store.saving() as db:
        for user in USERS:
            add_user(store, user, Role.REVIEWER, "ett långt lösenord")
        db.execute(
            "INSERT INTO samples VALUES ('prov', 'random', 'all', 1, ?, 15, '{}', '')", [DOUBLE]
        )
        db.conn.executemany(
            "INSERT INTO frame VALUES (?, 'prov', ?)",
            ((key, f"1: stratum {i % 40}") for i, key in enumerate(articles)),
        )
        db.conn.executemany(
            "INSERT INTO draws VALUES ('prov', ?, ?, ?, ?, '', 'h', ?, '')",
            (
                (key, i, f"1: stratum {i % 40}", int(i % 5 == 0), shot)
                for i, key in enumerate(drawn)
            ),
        )
        rows = []
        for i, key in enumerate(drawn[: int(DONE_SHARE * n_drawn)]):
            for slot in (1, 2)[: 2 if i % 5 == 0 else 1]:
                user = USERS[slot - 1]
                lane = f"prov/{user}"
                db.execute(
                    "INSERT INTO assignments VALUES ('prov', ?, ?, ?, '', '2026-09-01')",
                    [key, slot, user],
                )
                said = [("", "growth", "growth"), ("", "themes", "livsmiljoer")]
                for p in range(PERSONS):
                    wrong = rng.random() < 0.05
                    said += [(f"p{p}", "gender", "man" if wrong else "woman")]
                    said += [(f"p{p}", "source", "yes"), (f"p{p}", "function", "subject")]
                rows += [
                    (f"{key}{slot}{s}{v}", user, lane, key, s, v, value) for s, v, value in said
                ]
        db.conn.executemany(
            "INSERT INTO decisions (uid, at, user, lane, article, subject, variable, value, "
            "machine, detail, text_hash, model) "
            "VALUES (?, '', ?, ?, ?, ?, ?, ?, '', '{}', 'h', '')",
            rows,
        )
        print(f"{n_frame} articles in the frame, {n_drawn} drawn, {len(rows)} decisions")
    return drawn


def report_review(n_frame: int = 100_000, n_drawn: int = 5_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        db_dir = Path(folder)
        drawn = fill_review(db_dir, n_frame, n_drawn)
        size = (db_dir / "review.db").stat().st_size / 1e6
        print(f"review.db: {size:.0f} MB")
        pick = random.Random(1)

        def measure(name: str, call: Callable[[], object], runs: int = RUNS) -> None:
            took = []
            for _ in range(runs):
                start = time.perf_counter()
                call()
                took.append(1000 * (time.perf_counter() - start))
            print(f"{name:<42} {statistics.median(took):8.2f} ms, slowest {max(took):8.2f} ms")

        measure("open and close", lambda: ReviewStore(db_dir).__exit__(None, None, None))
        with ReviewStore(db_dir) as store:
            measure("what was decided on an article", lambda: read_heads(store, pick.choice(drawn)))
            measure("its history", lambda: read_history(store, pick.choice(drawn)))
            measure("what holds on it", lambda: read_verdicts(store, pick.choice(drawn)))
            measure("is it blind", lambda: is_blind(store, "cia", pick.choice(drawn)))
            measure("what undo would undo", lambda: find_last_own(store, "anna"))
            measure("the next of the queue, begun", lambda: take_next(store, "cia"))

            def take_and_finish() -> None:
                found = take_next(store, "cia")
                assert found is not None
                store.db.execute(
                    "UPDATE assignments SET done_at = 'x' WHERE user = 'cia' AND article = ?",
                    [found.article],
                )
                store.db.conn.commit()

            measure("the next of the queue, new", take_and_finish)
            measure("the portion of the day", lambda: count_portion(store, "cia"))
            measure("flags", lambda: list_flagged(store))

            def save_and_undo() -> None:
                draft = Draft(drawn[-1], Variable.GENDER, "woman", "h", str(pick.random()))
                undo_decision(store, "cia", save_decision(store, "cia", draft).id)

            measure("save and undo (two commits to disk)", save_and_undo)
            measure("agreement, all variables", lambda: measure_agreement(store), 3)
            measure("disagreements", lambda: list_disagreements(store), 3)
            measure("rows for the estimators, first", lambda: refresh_reviewed(store), 1)
            measure("rows for the estimators, unchanged", lambda: refresh_reviewed(store), 1)


if __name__ == "__main__":
    report_review(*(int(word) for word in sys.argv[1:]))
