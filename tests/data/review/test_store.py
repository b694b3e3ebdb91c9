"""review.db survives: kill -9, a full disk, older and newer files, steps that fail, copying."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from data.errors import BadInput, DatabaseTooNew, NothingToDo
from data.review.decisions import Draft, read_history, save_decision
from data.review.schema import review_migrations
from data.review.store import ReviewStore, back_up, has_review
from data.review.words import Variable
from data.reviewed import REVIEW_DB, REVIEWED_TABLE, read_reviewed
from tests.data.review.review import N_STEPS, open_review

DECIDER = """
import sys
from pathlib import Path
from data.review.decisions import Draft, save_decisions
from data.review.store import ReviewStore
from data.review.words import Variable
with ReviewStore(Path(sys.argv[1])) as store:
    previous, n = (0, 0), 0
    while True:
        n += 1
        value = "woman" if n % 2 else "man"
        saved = save_decisions(store, "anna", [
            Draft("a1", Variable.GENDER, value, "h", "p1", previous=previous[0]),
            Draft("a1", Variable.GENDER, value, "h", "p2", previous=previous[1]),
        ])
        previous = tuple(s.id for s in saved)
        print(saved[-1].id, flush=True)
"""


@pytest.mark.parametrize("seen", [1, 40, 150])
def test_a_kill_during_a_save_loses_nothing_that_was_saved(tmp_path: Path, seen: int) -> None:
    open_review(tmp_path).__exit__(None, None, None)
    command = [sys.executable, "-c", DECIDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        last = 0
        for line in process.stdout:
            last = int(line)
            if last >= seen:
                os.kill(process.pid, signal.SIGKILL)
                break
        for line in process.stdout:  # what it had said before it died
            last = int(line)
    with ReviewStore(tmp_path) as store:
        assert store.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        history = read_history(store, "a1")
        assert history[-1].id >= last, "what was told to be saved is there"
        assert len(history) % 2 == 0, "two that belong together were saved both or neither"
        save_decision(store, "cia", Draft("a2", Variable.GROWTH, "growth", "h"))


def fill(store: ReviewStore) -> None:
    for n in range(2000):
        save_decision(store, "anna", Draft("a1", Variable.TITLE, "x" * 1900, "h", f"p{n}"))


def test_a_full_disk_refuses_and_keeps(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        first = save_decision(store, "anna", Draft("a1", Variable.GROWTH, "growth", "h"))
        pages = store.db.execute("PRAGMA page_count").fetchone()[0]
        store.db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.OperationalError, match="full"):
            fill(store)
        kept = len(read_history(store, "a1"))
        store.db.execute(f"PRAGMA max_page_count = {pages + 1000}")
        save_decision(
            store, "anna", Draft("a1", Variable.GROWTH, "not_growth", "h", previous=first.id)
        )
    with ReviewStore(tmp_path) as store:
        assert len(read_history(store, "a1")) == kept + 1
        assert store.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_an_older_file_keeps_its_rows(tmp_path: Path) -> None:
    """One with the table of the estimators alone, as before the workplace."""
    with closing(sqlite3.connect(tmp_path / REVIEW_DB)) as connection, connection:
        connection.execute(REVIEWED_TABLE)
        connection.execute(
            "INSERT INTO reviewed "
            "VALUES ('2025', 'article', 'a', 'p', .5, 'man', 'name', 1, 'man', 1)"
        )
    before = read_reviewed(tmp_path)
    with ReviewStore(tmp_path) as store:
        assert store.db.table("decisions").count == 0
    assert read_reviewed(tmp_path) == before
    copy = tmp_path / f"{REVIEW_DB}.before-0001_review"
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM reviewed").fetchone()[0] == 1


def test_a_newer_file_is_not_touched(tmp_path: Path) -> None:
    with open_review(tmp_path) as store, store.saving() as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('review', '9999_from_the_future', '')"
        )
    before = (tmp_path / REVIEW_DB).read_bytes()
    with pytest.raises(DatabaseTooNew, match="9999_from_the_future"):
        ReviewStore(tmp_path)
    assert (tmp_path / REVIEW_DB).read_bytes() == before


@pytest.fixture
def further_step() -> Iterator[str]:
    name = f"{N_STEPS + 1:04}_fails"

    @review_migrations(name=name)
    def _fail(db: Database) -> None:
        db.execute("CREATE TABLE half (x TEXT)")
        db.execute("INSERT INTO no_such_table VALUES (1)")

    yield name
    review_migrations._migrations.pop()


def test_a_step_that_fails_changes_nothing_and_leaves_a_copy(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with open_review(tmp_path) as store:
        save_decision(store, "anna", Draft("a1", Variable.GROWTH, "growth", "h"))
    step = request.getfixturevalue("further_step")
    with pytest.raises(sqlite3.OperationalError, match="no_such_table"):
        ReviewStore(tmp_path)
    with closing(sqlite3.connect(tmp_path / REVIEW_DB)) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        assert "half" not in names
        assert connection.execute("SELECT count(*) FROM decisions").fetchone()[0] == 1
    assert (tmp_path / f"{REVIEW_DB}.before-{step}").exists()


def test_steps_are_numbered_and_whole() -> None:
    names = [step.name for step in review_migrations._migrations]
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert all(step.transactional for step in review_migrations._migrations)


def test_asking_makes_no_file(tmp_path: Path) -> None:
    assert not has_review(tmp_path)
    with pytest.raises(NothingToDo, match="reviewers add"):
        ReviewStore.open_existing(tmp_path)
    assert not (tmp_path / REVIEW_DB).exists()


def test_a_copy_is_whole_while_others_write(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        save_decision(store, "anna", Draft("a1", Variable.GROWTH, "growth", "h"))
        store.db.conn.execute("BEGIN IMMEDIATE")
        store.db.execute("INSERT INTO notes VALUES (1, '', 'anna', 'a1', '', 'comment', 'halv')")
        target = tmp_path / "kopia.db"
        assert back_up(tmp_path, target) > 0
        store.db.conn.rollback()
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT count(*) FROM decisions").fetchone()[0] == 1
        assert copy.execute("SELECT count(*) FROM notes").fetchone()[0] == 0
    with pytest.raises(BadInput, match="there already"):
        back_up(tmp_path, target)
    assert [path.name for path in tmp_path.glob("kopia*")] == ["kopia.db"]
