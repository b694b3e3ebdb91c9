from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from analysis.cli import main
from analysis.editions import hash_rows, next_revision, parse_edition, read_edition
from data.errors import BadInput
from data.store import MediaStore
from tests.analysis.media import MAN, WOMAN, Story, many_stories, write_media


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def summary(*arguments: str | Path) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    loaded: dict[str, Any] = json.loads(result.stdout)
    return loaded


def quarter(n: int, women: int, months: tuple[int, ...], prefix: str) -> list[Story]:
    stories = many_stories(n, women)
    for i, story in enumerate(stories):
        story.published = f"2026-{months[i % len(months)]:02d}-{1 + i % 28:02d}T08:00:00+02:00"
        story.url = f"https://norrbladet.example/{prefix}/{i}"
    return stories


def change_gender(db_dir: Path, old: str, new: str, every: int = 1) -> None:
    with closing(sqlite3.connect(db_dir / "media.db")) as connection, connection:
        connection.execute(
            "UPDATE persons SET gender = ? WHERE gender = ? AND rowid % ? = 0", [new, old, every]
        )


def frozen(db_dir: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(db_dir / "media.db")) as connection:
        return [
            row
            for table in ("editions", "edition_rows", "edition_articles")
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3")
        ]


@pytest.fixture
def db_dir(tmp_path: Path) -> Path:
    write_media(tmp_path, quarter(60, 2, (4, 5, 6), "q2") + quarter(60, 2, (7, 8, 9), "q3"))
    return tmp_path


def test_an_edition_holds_figures_settings_code_models_and_hash(db_dir: Path) -> None:
    assert summary("analyse", "--edition", "2026-Q3", "--db-dir", db_dir)["edition 2026-Q3"] == (
        "frozen"
    )
    with MediaStore(db_dir) as store:
        edition, rows = read_edition(store, "2026-Q3")
    assert (edition.period, edition.n_articles, edition.n_stories) == ("2026-Q3", 60, 60)
    assert edition.n_persons == 180
    assert edition.models["names"] == ["provmodell 1"]
    assert "data/reference/names.tsv.gz" in edition.models["files"]
    assert edition.settings["filters"]["since"] == "2026-07-01"
    assert edition.settings["draws"] == 1000
    assert len(edition.code_sha256) == len(edition.sha256) == 64
    assert edition.n_reviewed == 0
    assert {"indicators", "contrasts", "quotients", "changes", "sensitivity"} <= set(rows)
    people = next(
        row for row in rows["indicators"]
        if (row["indicator"], row["dimension"], row["counting"], row["selection"])
        == ("people", "overall", "per_outlet", "all")
    )  # fmt: skip
    assert people["n_persons"] == 180
    assert people["share"] == pytest.approx(0.4)
    steps = {(row["before"], row["after"]) for row in rows["changes"] if row["unit"] == "quarter"}
    assert steps == {("2026-Q2", "2026-Q3")}


def test_later_runs_never_change_an_edition(db_dir: Path) -> None:
    summary("analyse", "--edition", "2026-Q3", "--db-dir", db_dir)
    before = frozen(db_dir)
    assert summary("analyse", "--edition", "2026-Q3", "--db-dir", db_dir)["edition 2026-Q3"] == (
        "unchanged"
    )
    change_gender(db_dir, "man", "woman", 3)
    refused = run("analyse", "--edition", "2026-Q3", "--db-dir", db_dir)
    assert refused.exit_code == 2
    assert "--edition 2026-Q3-r2" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1
    summary("analyse", "--db-dir", db_dir)
    assert frozen(db_dir) == before
    assert summary("analyse", "--edition", "2026-Q3-r2", "--db-dir", db_dir)
    assert set(before) < set(frozen(db_dir))


@pytest.mark.parametrize("table", ["editions", "edition_rows", "edition_articles"])
def test_the_database_itself_refuses_to_change_what_is_frozen(db_dir: Path, table: str) -> None:
    summary("analyse", "--edition", "2026-Q3", "--db-dir", db_dir)
    with closing(sqlite3.connect(db_dir / "media.db")) as connection:
        column = "name" if table == "editions" else "edition"
        for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.IntegrityError, match="frozen"):
                connection.execute(statement)


def test_a_tampered_edition_is_not_used(db_dir: Path) -> None:
    summary("analyse", "--edition", "2026-Q3", "--db-dir", db_dir)
    with closing(sqlite3.connect(db_dir / "media.db")) as connection, connection:
        connection.execute("DROP TRIGGER edition_rows_no_update")
        connection.execute(
            "UPDATE edition_rows SET row = replace(row, '0.4', '0.5') "
            "WHERE kind = 'indicators' AND row LIKE '%\"share\": 0.4%'"
        )
    with MediaStore(db_dir) as store, pytest.raises(BadInput, match="hash differs"):
        read_edition(store, "2026-Q3")
    assert run("editions", "list", "--db-dir", db_dir).exit_code == 2


def test_editions_are_published_beside_the_running_figures(db_dir: Path) -> None:
    summary("analyse", "--edition", "2026-Q2", "--db-dir", db_dir)
    summary("analyse", "--db-dir", db_dir)
    summary("publish", "--db-dir", db_dir)
    with closing(sqlite3.connect(db_dir / "public.db")) as connection:
        frozen_share = connection.execute(
            "SELECT utgava, personer, filter FROM utgavesiffror WHERE id = 'personer-alla-alla'"
        ).fetchall()
        running = connection.execute(
            "SELECT utgava, personer FROM nyckeltal WHERE id = 'personer-alla-alla'"
        ).fetchall()
        (name,) = connection.execute("SELECT namn FROM utgavor").fetchone()
    assert frozen_share == [
        ("2026-Q2", 180, "Nyheter om regional tillväxt; 1 april 2026 till 30 juni 2026")
    ]
    assert running == [("löpande", 360)]
    assert name == "2026-Q2"


def compare(db_dir: Path, old: str, new: str) -> dict[str, Any]:
    rows = summary("editions", "compare", old, new, "--db-dir", db_dir)["rows"]
    found: dict[str, Any] = next(row for row in rows if row["indicator"] == "people")
    return found


def test_a_change_in_the_world_is_no_change_of_method(tmp_path: Path) -> None:
    write_media(tmp_path, quarter(60, 1, (4, 5, 6), "q2") + quarter(60, 4, (7, 8, 9), "q3"))
    for name in ("2026-Q2", "2026-Q3"):
        summary("analyse", "--edition", name, "--db-dir", tmp_path)
    row = compare(tmp_path, "2026-Q2", "2026-Q3")
    assert row["method"] == row["material"] == 0
    assert row["world"] == pytest.approx(0.6)
    assert row["low"] > 0.4
    assert row["beyond_noise"] is True


def test_a_change_of_method_is_no_change_in_the_world(db_dir: Path) -> None:
    """The tagger learns to see women between the editions: both periods rise alike."""
    summary("analyse", "--edition", "2026-Q2", "--db-dir", db_dir)
    change_gender(db_dir, "man", "woman", 2)
    summary("analyse", "--edition", "2026-Q3", "--db-dir", db_dir)
    row = compare(db_dir, "2026-Q2", "2026-Q3")
    assert row["frozen_new"] - row["frozen_old"] > 0.2
    assert row["method"] > 0.2
    assert row["material"] == 0
    assert row["low"] < 0 < row["high"]
    assert row["beyond_noise"] is False


def test_articles_that_came_later_are_neither(db_dir: Path) -> None:
    summary("analyse", "--edition", "2026-Q2", "--db-dir", db_dir)
    late = [
        Story([(f"Sen{i} Namn", WOMAN)], published="2026-06-30T08:00:00+02:00",
              url=f"https://norrbladet.example/sent/{i}")
        for i in range(60)
    ]  # fmt: skip
    write_media(db_dir, late)
    summary("analyse", "--edition", "2026-Q3", "--db-dir", db_dir)
    row = compare(db_dir, "2026-Q2", "2026-Q3")
    assert row["method"] == 0
    assert row["material"] == pytest.approx((72 + 60) / 240 - 0.4)
    shown = run("editions", "compare", "2026-Q2", "2026-Q3", "--db-dir", db_dir)
    assert "articles since +15.0" in shown.output


def test_names_of_editions(db_dir: Path) -> None:
    assert parse_edition("2026-Q3-r2").name == "2026-Q3"
    assert parse_edition("2026-09").since == "2026-09-01"
    assert next_revision("2026-Q3") == "2026-Q3-r2"
    assert next_revision("2026-Q3-r9") == "2026-Q3-r10"
    for name in ("all", "hösten", "2026-Q5", "2026-Q3-r1", "2026-Q3-r", ""):
        refused = run("analyse", "--edition", name or "x", "--db-dir", db_dir)
        assert refused.exit_code == 2, name
        assert len(refused.stderr.strip().splitlines()) == 1
    empty = run("analyse", "--edition", "2020-Q1", "--db-dir", db_dir)
    assert empty.exit_code == 2
    assert "2020-Q1" in empty.stderr
    missing = run("editions", "compare", "2026-Q1", "2026-Q2", "--db-dir", db_dir)
    assert missing.exit_code == 2
    assert "analyse --edition 2026-Q1" in missing.stderr


def test_the_hash_is_over_content_not_over_order_of_columns() -> None:
    rows = {"a": [{"x": 1, "y": 2}], "empty": []}
    assert hash_rows(rows, {}) == hash_rows({"a": [{"y": 2, "x": 1}]}, {})
    assert hash_rows(rows, {}) != hash_rows({"a": [{"x": 1, "y": 3}]}, {})
    assert hash_rows(rows, {}) != hash_rows(rows, {"draws": 1})


def test_power_on_the_command_line(db_dir: Path) -> None:
    found = summary("power", "--points", "8", "--wrong", "0.1", "--db-dir", db_dir)
    assert isinstance(found["articles_to_review"], int)
    assert found["stories"] == 120
    none = summary("power", "--points", "1", "--period", "2026-Q3", "--db-dir", db_dir)
    assert "out of reach" in str(none["articles_to_review"])


def test_two_persons_of_one_quarter(tmp_path: Path) -> None:
    write_media(tmp_path, [Story([("Eva Ek", WOMAN), ("Per Berg", MAN)])])
    assert summary("analyse", "--edition", "2026-Q3", "--db-dir", tmp_path)["figures"] > 10
    row = compare(tmp_path, "2026-Q3", "2026-Q3")
    assert row["frozen_old"] is None
    assert row["world"] is None
