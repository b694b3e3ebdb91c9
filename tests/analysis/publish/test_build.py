from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.publish.build import collect_tables, replace_public_db
from analysis.publish.schema import TABLES
from analysis.resources import find_metadata
from data.errors import NothingToDo
from data.store import MediaStore
from data.vocab import Genre
from tests.analysis.media import (
    MAN,
    NONBINARY,
    SECRET,
    WOMAN,
    Story,
    many_stories,
    run_analysis,
    write_media,
)


def publish(db_dir: Path) -> bool:
    with MediaStore(db_dir) as store:
        return replace_public_db(db_dir, collect_tables(store, db_dir))[1]


def read(db_dir: Path, sql: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(db_dir / "public.db")) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql)]


def build(db_dir: Path, stories: list[Story]) -> None:
    write_media(db_dir, stories)
    run_analysis(db_dir)
    assert publish(db_dir)


PRIVATE = [
    Story(
        [("Ingeborg Hedlundqvist", WOMAN), ("Torvald Stenmyra", MAN)],
        title="Ingeborg Hedlundqvist öppnar hotell – Stenmyra jublar",
        url="https://norrbladet.example/nyheter/ingeborg-hedlundqvist-oppnar-hotell",
        byline="Gunhild Skrivarsdotter",
    ),
    Story(
        [("Ingeborg Hedlundqvist", WOMAN)],
        title="Skrivarsdotter: Hotellet fullt",
        url="https://norrbladet.example/nyheter/hotellet-fullt",
        byline="Gunhild Skrivarsdotter",
    ),
    Story(title="Torvald Stenmyra till minne", genre=Genre.OBITUARY),
    Story(title="Ingeborg Hedlundqvist ännu inte kodad", tagged=False),
]


def test_no_text_and_no_names_in_the_file(tmp_path: Path) -> None:
    write_media(tmp_path, PRIVATE)
    with MediaStore(tmp_path) as store, store.log_run("crawl") as run:
        run.skip("https://x.example/torvald-stenmyra", "cannot read torvald stenmyra")
    run_analysis(tmp_path)
    publish(tmp_path)
    published = b"".join(path.read_bytes() for path in sorted(tmp_path.glob("public.db*")))
    text = published.decode("utf-8", "replace").casefold()
    for secret in (
        *(SECRET, "hemliga meningen", "berättar om läget", "ingeborg", "hedlundqvist"),
        *("torvald", "stenmyra", "gunhild", "skrivarsdotter"),
    ):
        assert secret.casefold() not in text, secret
    assert not list(tmp_path.glob("public.db-*"))
    assert not list(tmp_path.glob("public.db.new*"))


def test_headline_and_link_are_made_safe(tmp_path: Path) -> None:
    build(tmp_path, PRIVATE)
    rows = {row["rubrik"]: row for row in read(tmp_path, "SELECT * FROM artiklar")}
    first = rows["[namn] öppnar hotell – [namn] jublar"]
    assert first["lank"] is None
    assert first["lank_utelamnad"] == "personnamn i adressen"
    second = rows["[namn]: Hotellet fullt"]
    assert second["lank"] == "https://norrbladet.example/nyheter/hotellet-fullt"
    assert second["lank_utelamnad"] is None
    assert rows[None]["genre"] == "minnesord"
    assert len(rows) == 3  # what is not tagged has no headline that could be made safe


def test_only_web_addresses_are_links(tmp_path: Path) -> None:
    build(tmp_path, [Story(url="javascript:alert(1)"), Story(url="file:///etc/passwd")])
    assert {row["lank"] for row in read(tmp_path, "SELECT lank FROM artiklar")} == {None}


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    build(tmp_path, many_stories(30))
    before = (tmp_path / "public.db").stat()
    run_analysis(tmp_path)
    assert publish(tmp_path) is False
    after = (tmp_path / "public.db").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_an_unreadable_old_file_is_replaced(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(12))
    run_analysis(tmp_path)
    (tmp_path / "public.db").write_bytes(b"no database at all" * 100)
    assert publish(tmp_path) is True
    assert read(tmp_path, "SELECT count(*) AS n FROM artiklar") == [{"n": 12}]


def test_stale_or_missing_indicators_are_not_published(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(12))
    with pytest.raises(NothingToDo, match="analyse"):
        publish(tmp_path)
    run_analysis(tmp_path)
    write_media(tmp_path, [Story([("Eva Ek", WOMAN)], url="https://norrbladet.example/sist")])
    with pytest.raises(NothingToDo, match="older than the articles"):
        publish(tmp_path)
    assert not (tmp_path / "public.db").exists()


def test_articles_behind_a_figure_are_as_many_as_it_says(tmp_path: Path) -> None:
    stories = many_stories(30) + many_stories(15, outlet="polcirkeln")
    stories += [Story(cluster="wire"), Story(cluster="wire"), Story(genre=Genre.OPINION)]
    build(tmp_path, stories)
    for row in read(
        tmp_path, "SELECT * FROM nyckeltal WHERE indelning = 'medium' AND urval = 'alla artiklar'"
    ):
        counted = read(
            tmp_path,
            "SELECT count(*) AS n FROM artiklar "
            f"WHERE raknas = 'ja' AND medium_id = '{row['grupp_id']}'",
        )
        assert counted == [{"n": row["artiklar"]}]
    left_out = read(tmp_path, "SELECT raknas_inte FROM artiklar WHERE raknas = 'nej'")
    assert len(left_out) == 2
    assert all(row["raknas_inte"] for row in left_out)


def test_figures_are_whole_per_cent_and_withheld_ones_have_a_reason(tmp_path: Path) -> None:
    stories = many_stories(40)
    stories[0].people.append(("Kim Nonbinär", NONBINARY))
    build(tmp_path, stories)
    for row in read(tmp_path, "SELECT * FROM nyckeltal"):
        limits = [row[key] for key in ("andel_kvinnor", "lag", "hog", "minst", "hogst")]
        if row["utan_andel"]:
            assert limits == [None] * 5
        else:
            assert all(isinstance(limit, int) for limit in limits)
            assert row["lag"] <= row["andel_kvinnor"] <= row["hog"]
        assert row["icke_binara"] is None
        assert row["personer"] == row["kvinnor"] + row["man"] + row["icke_binara_eller_okant"]


def test_left_out_holds_our_words_only(tmp_path: Path) -> None:
    write_media(tmp_path, [*many_stories(12), Story(themes=())])
    with MediaStore(tmp_path) as store, store.log_run("crawl") as run:
        run.skip("https://x.example/a", "HTTP 404")
        run.skip("https://x.example/a", "HTTP 404")
        run.skip("https://x.example/b", "no text")
        run.skip("https://x.example/c", "https://x.example/eva-ek broke")
    run_analysis(tmp_path)
    publish(tmp_path)
    assert read(tmp_path, "SELECT * FROM utelamnat") == [
        {"steg": "hämtning", "skal": "sidan finns inte längre", "antal": 1},
        {"steg": "hämtning", "skal": "text saknas", "antal": 1},
        {"steg": "hämtning", "skal": "övriga skäl", "antal": 1},
        {"steg": "analys", "skal": "handlar inte om regional tillväxt", "antal": 1},
    ]


def test_lists_are_json_arrays_of_labels(tmp_path: Path) -> None:
    build(tmp_path, many_stories(12))
    row = read(tmp_path, "SELECT * FROM artiklar LIMIT 1")[0]
    assert json.loads(row["branscher"]) == ["Gruva och stål"]
    assert json.loads(row["kommuner"]) == ["Kiruna"]


def test_every_table_and_column_is_described() -> None:
    metadata = yaml.safe_load(find_metadata().read_text(encoding="utf-8"))
    described = metadata["databases"]["public"]["tables"]
    assert set(described) == set(TABLES)
    for name, columns in TABLES.items():
        table = described[name]
        assert table["title"]
        assert table["description"]
        assert set(table["columns"]) == set(columns), name
        assert set(table["labels"]) == set(columns), name
    assert all(
        q["title"] and q["description"] for q in metadata["databases"]["public"]["queries"].values()
    )
    assert metadata["license"].startswith("CC0 1.0")
