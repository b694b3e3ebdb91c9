from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from analysis.publish import leaks
from analysis.publish.build import collect_tables
from analysis.publish.hide import MAX_HEADLINE_WORDS
from analysis.publish.public_db import PUBLIC_DB, replace_public_db, write_public_db
from data.errors import NotPublishable
from data.store import MediaStore
from tests.analysis.media import WOMAN, Story, many_stories, run_analysis, write_media

# A sentence that only the text of the first article has, longer than any run that may repeat.
LONG = " ".join(f"ord{n} om älven" for n in range(12))
Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture
def collected(tmp_path: Path) -> tuple[Path, Tables]:
    write_media(tmp_path, [Story([("Eva Ek", WOMAN)], title="Eva Ek bygger"), *many_stories(12)])
    run_analysis(tmp_path)
    with MediaStore(tmp_path) as store:
        tables = collect_tables(store, tmp_path)
        with store.db.atomic():
            store.db.execute("UPDATE articles SET text = text || ' ' || ? || '.'", [LONG])
    return tmp_path, tables


def test_a_clean_draft_is_published(collected: tuple[Path, Tables]) -> None:
    assert replace_public_db(*collected)[1] is True


def _into(table: str, column: str, text: str) -> Callable[[Tables], None]:
    def spoil(tables: Tables) -> None:
        tables[table][0][column] = text

    return spoil


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_into("metod", "varde", LONG), "table metod would hold text of article"),
        (_into("artiklar", "genre", f"Nyhet: {LONG.upper()}"), "table artiklar would hold text"),
        (_into("artiklar", "sammanfattning", LONG), "table artiklar would hold text"),
        (_into("medier", "agare", f"x {LONG}"), "table medier would hold text"),
        (_into("artiklar", "rubrik", LONG), "as long as a text"),
        (_into("metod", "varde", b"\x00" * 40), "binary"),  # type: ignore[arg-type]
    ],
)
def test_text_of_an_article_is_refused(
    collected: tuple[Path, Tables], spoil: Callable[[Tables], None], said: str
) -> None:
    folder, tables = collected
    spoil(tables)
    with pytest.raises(NotPublishable, match=said):
        replace_public_db(folder, tables)
    assert not list(folder.glob("public.db*"))


def test_text_of_an_earlier_version_is_refused(collected: tuple[Path, Tables]) -> None:
    folder, tables = collected
    old = LONG.replace("ord", "förr")
    with MediaStore(folder) as store, store.db.atomic():
        store.db.execute(
            "INSERT INTO article_versions SELECT id, 'x', title, ?, published, updated, access, "
            "'2026' FROM articles LIMIT 1",
            [old],
        )
    tables["metod"][0]["varde"] = old
    with pytest.raises(NotPublishable):
        replace_public_db(folder, tables)


def test_a_name_that_the_policy_hides_is_refused(collected: tuple[Path, Tables]) -> None:
    folder, tables = collected
    row = next(row for row in tables["artiklar"] if row["rubrik"] == "[namn] bygger")
    row["rubrik"] = "Eva Ek bygger"
    with pytest.raises(NotPublishable, match="would name somebody"):
        replace_public_db(folder, tables)


def test_a_name_taken_down_is_refused_also_where_nobody_found_it(
    collected: tuple[Path, Tables],
) -> None:
    folder, tables = collected
    tables["artiklar"][3]["rubrik"] = "Siv Ask öppnar"
    (folder / "publish.yml").write_text("taken_down: {names: [Siv Ask]}\n", encoding="utf-8")
    with pytest.raises(NotPublishable, match="taken down"):
        replace_public_db(folder, tables)


def test_a_refusal_leaves_the_old_file(collected: tuple[Path, Tables]) -> None:
    folder, tables = collected
    replace_public_db(folder, tables)
    before = (folder / PUBLIC_DB).read_bytes()
    tables["metod"][0]["varde"] = LONG
    with pytest.raises(NotPublishable):
        replace_public_db(folder, tables)
    assert (folder / PUBLIC_DB).read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE persons (name TEXT)",
        "CREATE VIEW alla AS SELECT * FROM artiklar",
        "ALTER TABLE artiklar ADD COLUMN text TEXT",
        "CREATE INDEX mer ON artiklar (rubrik)",
        "CREATE TRIGGER t AFTER INSERT ON metod BEGIN SELECT 1; END",
        "CREATE VIRTUAL TABLE texter USING fts5(text)",
    ],
)
def test_only_tables_and_columns_of_the_list(
    collected: tuple[Path, Tables], statement: str
) -> None:
    folder, tables = collected
    draft = folder / "draft.db"
    write_public_db(draft, tables)
    leaks.refuse_leaks(draft, folder)
    with closing(sqlite3.connect(draft)) as connection:
        connection.execute(statement)
        connection.commit()
    with pytest.raises(NotPublishable, match=r"table|column|index|view|trigger"):
        leaks.refuse_leaks(draft, folder)


def test_every_run_of_the_length_is_found_wherever_it_begins(tmp_path: Path) -> None:
    text = " ".join(f"w{n}" for n in range(200))
    with closing(sqlite3.connect(":memory:")) as public:
        public.execute("CREATE TABLE x (y)")
        for start in range(150):
            words = text.split()[start : start + leaks.RUN]
            windows = {tuple(words[i : i + leaks.WINDOW]) for i in range(leaks.WINDOW)}
            whole = text.split()
            aligned = {
                tuple(whole[i : i + leaks.WINDOW]) for i in range(0, len(whole), leaks.WINDOW)
            }
            assert windows & aligned, start
    assert leaks.RUN > MAX_HEADLINE_WORDS


def test_a_headline_that_is_a_text_is_cut_before_it_is_published(tmp_path: Path) -> None:
    write_media(tmp_path, [Story(title=LONG), *many_stories(12)])
    run_analysis(tmp_path)
    with MediaStore(tmp_path) as store:
        tables = collect_tables(store, tmp_path)
        replace_public_db(tmp_path, tables)
    longest = max((row["rubrik"] for row in tables["artiklar"]), key=len)
    assert len(longest.split()) == MAX_HEADLINE_WORDS + 1
    assert longest.endswith(" …")
