from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from analysis.publish.build import collect_tables
from analysis.publish.public_db import PUBLIC_DB, replace_public_db, write_public_db
from analysis.publish.schema import INDEXES, SEARCHED, TABLES
from data.store import MediaStore
from tests.analysis.media import many_stories, run_analysis, write_media


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("public")
    write_media(found, many_stories(40))
    run_analysis(found)
    with MediaStore(found) as store:
        replace_public_db(found, collect_tables(store, found))
    return found


def ask(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / PUBLIC_DB)) as connection:
        return connection.execute(sql).fetchall()


def test_the_search_covers_headlines_and_summaries_of_ours(folder: Path) -> None:
    assert SEARCHED == ("rubrik", "sammanfattning")
    assert ask(folder, "SELECT count(*) FROM artiklar_fts('gruva jobb')") == [(40,)]  # headline
    assert ask(folder, "SELECT count(*) FROM artiklar_fts('kiruna')") == [(40,)]  # summary
    assert ask(folder, "SELECT count(*) FROM artiklar_fts('hemliga OR läget')") == [(0,)]  # text


def test_labels_are_those_of_the_lists(folder: Path) -> None:
    assert ask(folder, "SELECT slag, etikett, count(*) FROM artikel_etiketter GROUP BY 1, 2") == [
        ("bransch", "Gruva och stål", 40),
        ("kommun", "Kiruna", 40),
        ("tema", "Innovation och förnyelse", 40),
    ]


def test_every_index_is_used_by_a_question(folder: Path) -> None:
    named = {name for (name,) in ask(folder, "SELECT name FROM sqlite_master WHERE type = 'index'")}
    for table, indexes in INDEXES.items():
        for number in range(1, len(indexes) + 1):
            assert f"ix_{table}_{number}" in named
    for order in ("publicerad desc, id", "kvinnor desc, id", "man_till_tals desc, id"):
        (plan,) = ask(
            folder, f"EXPLAIN QUERY PLAN SELECT * FROM artiklar ORDER BY {order} LIMIT 51"
        )
        assert "USING INDEX" in str(plan[-1]), order


def test_the_dictionary_describes_every_column(folder: Path) -> None:
    found = set(ask(folder, "SELECT tabell, kolumn FROM datalexikon"))
    assert found == {
        (table, column) for table, columns in TABLES.items() for column in (None, *columns)
    }
    assert ask(folder, "SELECT count(*) FROM datalexikon WHERE betydelse IS NULL") == [(0,)]


def test_a_full_disk_leaves_the_old_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (folder / PUBLIC_DB).read_bytes()

    def fail(path: Path, tables: object) -> None:
        path.write_bytes(b"half")
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("analysis.publish.public_db.write_public_db", fail)
    with pytest.raises(sqlite3.OperationalError):
        replace_public_db(folder, {})
    assert (folder / PUBLIC_DB).read_bytes() == before
    assert not list(folder.glob("public.db.new*"))


def test_missing_tables_are_written_empty(tmp_path: Path) -> None:
    write_public_db(tmp_path / "empty.db", {})
    with closing(sqlite3.connect(tmp_path / "empty.db")) as connection:
        for table, columns in TABLES.items():
            found = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            assert found == list(columns)
