"""Figures made from an export are those made from media.db, to the last count and digit."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from analysis.cli import main
from analysis.wordcount import _iter_texts
from analysis.words import count_words
from benchmarks.figures import write_database
from data.parquet import ParquetStore
from data.results import read_all
from data.store import MediaStore


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("store")
    write_database(found, 3_000)
    with MediaStore(found) as store, store.db.atomic():
        # rows of persons in another order than articles, a text that changed, one without a date
        store.db.execute(
            "UPDATE persons SET rowid = 1000000 - rowid WHERE article_id IN "
            "(SELECT id FROM articles WHERE rowid % 3 = 0)"
        )
        store.db.execute("UPDATE articles SET content_hash = 'new' WHERE rowid % 50 = 0")
        store.db.execute("UPDATE articles SET published = '' WHERE rowid % 70 = 0")
    for command in ("analyse", "export"):
        result = run(command, "--db-dir", found, "--quiet")
        assert result.exit_code == 0, result.output
    return found


def test_every_figure_is_the_same(folder: Path, tmp_path: Path) -> None:
    result = run("analyse", "--db-dir", tmp_path, "--from-parquet", folder / "export", "--quiet")
    assert result.exit_code == 0, result.output
    with MediaStore(folder) as first, MediaStore(tmp_path) as second:
        for table in ("indicators", "results"):
            rows = [sorted(map(repr, read_all(store, table))) for store in (first, second)]
            assert rows[0] == rows[1]
            assert len(rows[0]) > 100
        assert any(row["share"] is not None for row in read_all(first, "indicators"))


def test_the_words_near_women_and_men_are_counted_alike(folder: Path) -> None:
    with MediaStore(folder) as store:
        ids = [row["id"] for row in store.db.query("SELECT id FROM articles ORDER BY id")]
        clusters = {key: number // 2 for number, key in enumerate(ids)}  # the first of two counts
        sources = (store, ParquetStore([folder / "export"]))
        first, second = (count_words(_iter_texts(source, clusters)) for source in sources)
    assert first == second
    assert first["woman"]["gruvan"] > 10


def test_a_folder_without_an_export_is_said(tmp_path: Path) -> None:
    result = run("analyse", "--db-dir", tmp_path, "--from-parquet", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert "mediagranskning export" in result.stderr
