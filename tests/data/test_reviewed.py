from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from data.errors import BadInput
from data.reviewed import REVIEW_DB, REVIEWED_TABLE, read_reviewed

ROW: dict[str, Any] = {
    "sample": "2026-Q3",
    "unit": "article",
    "article_id": "a1",
    "person": "p1",
    "p_drawn": 0.25,
    "machine": "woman",
    "evidence": "name",
    "machine_source": 1,
    "reviewed": "woman",
    "reviewed_source": 1,
}


def write(db_dir: Path, *rows: dict[str, Any]) -> None:
    with closing(sqlite3.connect(db_dir / REVIEW_DB)) as connection, connection:
        connection.execute(REVIEWED_TABLE)
        for row in rows:
            marks = ", ".join("?" * len(row))
            connection.execute(
                f"INSERT INTO reviewed ({', '.join(row)}) VALUES ({marks})", list(row.values())
            )


def test_rows_come_back(tmp_path: Path) -> None:
    write(tmp_path, ROW, ROW | {"person": "new", "machine": "", "reviewed_source": None})
    first, second = read_reviewed(tmp_path)
    assert (first.person, first.machine, first.p_drawn) == ("new", "", 0.25)
    assert first.reviewed_source is None
    assert second.reviewed_source is True


def test_no_file_no_table_no_rows(tmp_path: Path) -> None:
    assert read_reviewed(tmp_path) == []
    assert not (tmp_path / REVIEW_DB).exists()
    with closing(sqlite3.connect(tmp_path / REVIEW_DB)) as connection:
        connection.execute("CREATE TABLE something (x)")
    assert read_reviewed(tmp_path) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("p_drawn", 0), ("p_drawn", 1.5), ("machine", "kvinna"), ("reviewed", "f"),
        ("unit", "story"), ("article_id", ""), ("evidence", "guess"), ("p_drawn", "often"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_right_stops_the_correction(
    tmp_path: Path, column: str, value: object
) -> None:
    write(tmp_path, ROW | {column: value})
    with pytest.raises(BadInput, match="mend that row"):
        read_reviewed(tmp_path)


def test_a_drawn_person_has_a_label(tmp_path: Path) -> None:
    write(tmp_path, ROW | {"unit": "person", "machine": ""})
    with pytest.raises(BadInput, match="drawn person"):
        read_reviewed(tmp_path)


def test_an_article_is_drawn_with_one_probability(tmp_path: Path) -> None:
    write(tmp_path, ROW, ROW | {"person": "p2", "p_drawn": 0.5})
    with pytest.raises(BadInput, match="several probabilities"):
        read_reviewed(tmp_path)


def test_reading_never_writes(tmp_path: Path) -> None:
    write(tmp_path, ROW)
    before = (tmp_path / REVIEW_DB).read_bytes()
    read_reviewed(tmp_path)
    assert (tmp_path / REVIEW_DB).read_bytes() == before
