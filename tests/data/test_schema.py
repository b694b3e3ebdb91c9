"""Migrations are numbered, all or nothing, and never meet a database they do not know."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from data.errors import DatabaseTooNew
from data.migrations import initial, media_migrations
from data.schema import migrate
from data.store import MEDIA_DB, MediaStore


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with closing(sqlite3.connect(tmp_path / "prov.db")) as connection:
        yield Database(connection)


@pytest.fixture
def further_step() -> Iterator[str]:
    """A step after the last one, that makes a table and a row and then fails."""
    name = f"{len(media_migrations._migrations) + 1:04}_fails"

    @media_migrations(name=name)
    def _fail(db: Database) -> None:
        db.execute("CREATE TABLE half (x TEXT)")
        db.execute("INSERT INTO half VALUES ('done')")
        db.execute("INSERT INTO no_such_table VALUES (1)")

    yield name
    media_migrations._migrations.pop()


def _steps(db: Database) -> list[str]:
    return [step.name for step in media_migrations.applied(db)]


def test_steps_are_numbered_without_a_gap(db: Database) -> None:
    names = [step.name for step in media_migrations.pending(db)]
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert all(re.fullmatch(r"\d{4}_[a-z_]+", name) for name in names)


def test_every_step_is_in_one_transaction() -> None:
    assert all(step.transactional for step in media_migrations._migrations)


def test_migrating_twice_changes_nothing(db: Database) -> None:
    migrate(db, "prov.db")
    before = db.schema
    migrate(db, "prov.db")
    assert db.schema == before
    assert "articles" in db.table_names()


def test_a_first_step_that_fails_leaves_nothing(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(initial, "_INITIAL", (*initial._INITIAL[:5], "CREATE TABLE broken ("))
    with pytest.raises(sqlite3.OperationalError):
        migrate(db, "prov.db")
    assert set(db.table_names()) <= {"_sqlite_migrations"}
    assert _steps(db) == []
    monkeypatch.undo()
    migrate(db, "prov.db")
    assert "articles" in db.table_names(), "the next start takes the step"


def test_a_later_step_that_fails_leaves_the_former_ones(db: Database, further_step: str) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no_such_table"):
        migrate(db, "prov.db")
    assert "half" not in db.table_names()
    assert "articles" in db.table_names()
    assert further_step not in _steps(db)


def test_a_database_with_an_unknown_step_is_not_touched(tmp_path: Path) -> None:
    with MediaStore(tmp_path) as store, store.db.atomic():
        store.db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('media', '9999_from_the_future', '')"
        )
    before = (tmp_path / MEDIA_DB).read_bytes()
    with pytest.raises(DatabaseTooNew, match=r"9999_from_the_future.*another --db-dir") as caught:
        MediaStore(tmp_path)
    assert "\n" not in str(caught.value)
    assert (tmp_path / MEDIA_DB).read_bytes() == before


def test_a_database_of_the_old_shape_keeps_its_rows_and_its_search(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / MEDIA_DB)) as connection:
        old = Database(connection)
        media_migrations.apply(old, stop_before="0008_scale")
        old.execute("INSERT INTO outlets VALUES ('o', 'O', '', '', 'sv', NULL)")
        for n in range(3):
            old.execute(
                "INSERT INTO articles (id, outlet_id, url, title, text, published, updated, "
                "section, language, genre, access, origin, content_hash) VALUES "
                f"('a{n}', 'o', 'u{n}', 'Ny hamn', 'Kaj nummer{n}.', '', '', '', 'sv', 'news', "
                f"'full', '', 'h{n}')"
            )
            old.execute(
                "INSERT INTO persons (id, article_id, position, name, gender, evidence, "
                "evidence_text, function, occupation_group, n_mentions, in_headline, in_lead, "
                "quoted_direct, quoted_indirect, quoted_words) VALUES "
                f"('p{n}', 'a{n}', 0, 'Karin Ek', 'woman', 'name', '', '', '', 1, 0, 0, 0, 0, 0)"
            )
            old.execute(f"INSERT INTO mentions VALUES ('p{n}', 3, 8, 'Karin')")
            old.execute(f"INSERT INTO quotes VALUES ('a{n}', 1, 2, 'x', 1, 'p{n}', '', '', 1)")
            old.execute(f"INSERT INTO topics VALUES ('a{n}', 'theme', 't', 0.5, '', 0)")
        old.execute("CREATE INDEX quotes_own ON quotes (speaker_text)")
        connection.commit()
    with MediaStore(tmp_path) as store:
        db = store.db
        assert [store.count(name) for name in ("mentions", "quotes", "topics")] == [3, 3, 3]
        found = db.execute("SELECT rowid FROM articles_fts('nummer1')").fetchall()
        assert found == db.execute("SELECT rowid FROM articles WHERE id = 'a1'").fetchall()
        assert "quotes_own" in {index.name for index in db.table("quotes").indexes}
        assert not db.execute("PRAGMA foreign_key_check").fetchall()
        with db.atomic():
            db.execute("DELETE FROM articles WHERE id = 'a1'")
        counted = ("persons", "mentions", "quotes", "topics")
        assert [store.count(name) for name in counted] == [2, 2, 2, 2]
        assert not db.execute("SELECT rowid FROM articles_fts('nummer1')").fetchall()


def test_other_changes_than_of_words_leave_the_search_index_alone(tmp_path: Path) -> None:
    with MediaStore(tmp_path) as store:
        sql = store.db.execute("SELECT sql FROM sqlite_master WHERE name = 'articles_au'")
        assert "UPDATE OF title, text" in sql.fetchone()[0]
