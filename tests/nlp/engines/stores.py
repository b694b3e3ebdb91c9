"""Small databases to tag with the rules alone, and all that tagging wrote in them."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from data.store import MEDIA_DB, MediaStore
from nlp.pipeline import REGISTER
from tests.data.records import OUTLET, make_article

TABLES = ("taggings", "persons", "mentions", "quotes", "topics", "places", "contributors")
NAMES = ("Karin Lidström", "Erik Sundell", "Aino Niemi", "Per Granström", "Lena Holm")


def write_store(folder: Path, n: int) -> None:
    """A media.db with so many untagged articles, no two with the same words."""
    with MediaStore(folder) as store:
        store.save_outlets([OUTLET])
        with store.db.atomic():
            for i in range(n):
                name = NAMES[i % len(NAMES)]
                store.save_article(
                    make_article(
                        f"https://provbladet.example/{i}",
                        title=f"{name} bygger hus {i}",
                        text=f"{name} bygger {i} hus i Boden.\n\n– Det går bra, säger {name}.\n\n"
                        f"Hon räknar med {i + 3} anställda i Luleå.\n\nText: Bo Ek",
                    )
                )


def read_rows(folder: Path) -> dict[str, list[Any]]:
    """All rows of all tables that tagging writes, in the order of the tables' keys."""
    with closing(sqlite3.connect(folder / MEDIA_DB)) as connection:
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
            for table in TABLES
        }


def tag_command(folder: Path, *options: str) -> list[str]:
    command = [sys.executable, "-m", "analysis.cli", "tag", "--db-dir", str(folder), "--json"]
    return [*command, "--model", REGISTER, *options]


def start(folder: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        tag_command(folder, *options), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def count_tagged(folder: Path) -> int:
    with closing(sqlite3.connect(folder / MEDIA_DB)) as connection:
        return int(connection.execute("SELECT count(*) FROM taggings").fetchone()[0])


def wait_until(true: Callable[[], bool], seconds: float = 240) -> None:
    """Wait for something to be so. Raises AssertionError when it does not come about."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
