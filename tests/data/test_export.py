"""An export is whole months, left alone where nothing changed, and read back as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import data.export
from data.errors import BadInput
from data.export import export_months
from data.parquet import MONTHS, UNDATED, ParquetStore, read_months
from data.results import (
    iter_columns,
    iter_named_texts,
    read_facts,
    read_mention_starts,
    read_names,
)
from data.store import MediaStore
from tests.data.records import OUTLET, make_article, make_person, make_tagging

PUBLISHED = ("2026-09-30T23:00:00+02:00", "2026-10-01", "", "2026-10-31T08:00:00+01:00", "i går")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MediaStore]:
    with MediaStore(tmp_path / "db") as opened:
        opened.save_outlets([OUTLET])
        for n, published in enumerate(PUBLISHED):
            article = make_article(f"https://provbladet.example/{n}", published=published)
            opened.save_article(article)
            if n != 3:
                persons = (make_person(), make_person(1, "Åsa Öberg", 40 + n))
                opened.save_taggings([make_tagging(article, *persons)])
        yield opened


def test_months_hold_what_was_published_in_them(tmp_path: Path, store: MediaStore) -> None:
    months = list(export_months(store, tmp_path / "ut"))
    assert [(m.name, m.rows["articles"], m.rows["persons"]) for m in months] == [
        ("2026-09", 1, 2),
        ("2026-10", 2, 2),
        (UNDATED, 2, 4),
    ]
    assert [month.name for month in read_months(tmp_path / "ut")] == [m.name for m in months]
    assert (tmp_path / "ut" / "persons" / "month=2026-10").is_dir()


def test_only_a_month_that_changed_is_written_and_leaves_nothing_old(
    tmp_path: Path, store: MediaStore
) -> None:
    out = tmp_path / "ut"
    list(export_months(store, out))
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    assert not any(month.changed for month in export_months(store, out))
    store.save_article(make_article("https://provbladet.example/ny", published="2026-10-09"))
    assert [m.name for m in export_months(store, out) if m.changed] == ["2026-10"]
    after = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    assert len(after) == len(before)
    assert {path.parent.name for path in before.keys() ^ after.keys()} == {"month=2026-10"}
    with store.db.atomic():
        store.db.execute("DELETE FROM articles WHERE published < '2026-10' AND published > '2'")
    list(export_months(store, out))
    assert [month.name for month in read_months(out)] == ["2026-10", UNDATED]
    assert not list(out.glob("*/month=2026-09/*"))


def test_stopped_in_the_middle_the_old_month_stands_and_the_next_run_ends_it(
    tmp_path: Path, store: MediaStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "ut"
    list(export_months(store, out))
    old = ParquetStore([out]).read_columns("articles", ("article_id",))
    store.save_article(make_article("https://provbladet.example/ny", published="2026-10-09"))
    write, written = data.export._write_whole, []

    def fail_at_third(path: Path, table: object) -> None:
        written.append(path)
        if len(written) == 3:
            path.with_suffix(".draft").write_bytes(b"half")
            raise OSError("the disk went away")
        write(path, table)

    monkeypatch.setattr(data.export, "_write_whole", fail_at_third)
    with pytest.raises(OSError, match="went away"):
        list(export_months(store, out))
    assert ParquetStore([out]).read_columns("articles", ("article_id",)) == old
    monkeypatch.undo()
    list(export_months(store, out))
    new = ParquetStore([out]).read_columns("articles", ("article_id",))
    assert len(new["article_id"]) == len(old["article_id"]) + 1
    assert not list(out.rglob("*.draft"))


def test_both_sources_say_the_same(tmp_path: Path, store: MediaStore) -> None:
    list(export_months(store, tmp_path / "ut"))
    export = ParquetStore([tmp_path / "ut"])
    assert export.count_articles() == len(PUBLISHED)
    assert set(read_names(export)) == set(read_names(store))
    for read in (iter_named_texts, read_mention_starts):
        texts = [[row for rows in read(source) for row in rows] for source in (store, export)]  # type: ignore[operator]
        assert list(map(tuple, texts[0])) == list(map(tuple, texts[1]))
        assert texts[0]
    for table in ("persons", "topics", "places", "contributors", "quotes"):
        columns = tuple(sorted(c.name for c in store.db.table(table).columns))
        one, other = (
            sorted((row for rows in iter_columns(source, table, columns) for row in rows), key=repr)
            for source in (store, export)
        )
        assert one == other


def test_several_exports_are_one(tmp_path: Path, store: MediaStore) -> None:
    list(export_months(store, tmp_path / "ut"))
    with MediaStore(tmp_path / "db2") as second:
        second.save_outlets([replace(OUTLET, id="andra")])
        second.save_article(make_article("https://andra.example/1", outlet_id="andra"))
        list(export_months(second, tmp_path / "ut2"))
    both = ParquetStore([tmp_path / "ut", tmp_path / "ut2"])
    assert both.count_articles() == len(PUBLISHED) + 1
    ids = both.read_columns("articles", ("article_id",))["article_id"]
    assert ids == sorted(ids)


def test_what_is_no_export_is_said(tmp_path: Path, store: MediaStore) -> None:
    with pytest.raises(BadInput, match="no export here"):
        ParquetStore([tmp_path])
    list(export_months(store, tmp_path / "ut"))
    next((tmp_path / "ut" / "persons").rglob("*.parquet")).unlink()
    with pytest.raises(BadInput, match="missing or broken"):
        list(ParquetStore([tmp_path / "ut"]).iter_mentions())
    (tmp_path / "ut" / MONTHS / "2026-10.json").write_text("{")
    with pytest.raises(BadInput, match="cannot be read"):
        read_months(tmp_path / "ut")


def test_a_reviewers_word_on_access_is_exported_where_taggings_keep_it(
    tmp_path: Path, store: MediaStore
) -> None:
    if "access" not in {column.name for column in store.db.table("taggings").columns}:
        with store.db.atomic():
            store.db.execute("ALTER TABLE taggings ADD COLUMN access TEXT NOT NULL DEFAULT ''")
    with store.db.atomic():
        store.db.execute("UPDATE taggings SET access = 'teaser'")
    list(export_months(store, tmp_path / "ut"))
    facts = read_facts(ParquetStore([tmp_path / "ut"]))
    assert isinstance(facts, dict)
    assert sorted(facts["access"]) == ["teaser"] * 4 + ["unknown"]
