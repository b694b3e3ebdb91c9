"""Run the real commands as a user does, in processes of their own, and compare databases."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
OUTLETS_DIR = ROOT / "data" / "sample" / "outlets"
OUTLETS = ("polcirkelbladet", "nordkanalen", "gransbladet")
# Time stamps and the log of runs differ between runs by their nature; all else must agree.
LEFT_OUT_TABLES = ("runs", "run_skips", "_sqlite_migrations", "sqlite_sequence")
LEFT_OUT_COLUMNS = {
    "pages": {"fetched_at"},
    "frontier": {"discovered_at", "fetched_at", "due_at"},
    "sources": {"read_at", "status"},
    "article_versions": {"replaced_at"},
    "checks": {"checked_at"},
}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "analysis.cli", *arguments]


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run one command to its end; its output is text."""
    return subprocess.run(
        command(*arguments), cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )


def crawl_arguments(proxy: str, db_dir: Path, *more: str) -> list[str]:
    return [
        *("crawl", *OUTLETS, "--outlets-dir", str(OUTLETS_DIR)),
        *("--proxy", proxy, "--db-dir", str(db_dir), *more),
    ]


def kill_when(arguments: list[str], reached: Callable[[], bool]) -> None:
    """Start a command and SIGKILL it as soon as ``reached`` says so; it must not end before."""
    process = subprocess.Popen(
        command(*arguments), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 120
    while not reached():
        assert process.poll() is None, f"{arguments[0]} ended before it could be killed"
        assert time.monotonic() < deadline, f"{arguments[0]} never got so far"
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def count(db_dir: Path, table: str) -> int:
    """Rows in a table of media.db; 0 while there is no such file or table."""
    path = db_dir / "media.db"
    if not path.exists():
        return 0
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def dump(path: Path) -> dict[str, list[str]]:
    """Every row of every table that must agree between runs, sorted."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    try:
        tables = [
            row["name"]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if row["name"] not in LEFT_OUT_TABLES and "_fts" not in row["name"]
        ]
        return {
            table: sorted(
                json.dumps(_plain(row, LEFT_OUT_COLUMNS.get(table, set())), ensure_ascii=False)
                for row in connection.execute(f"SELECT * FROM {table}")
            )
            for table in tables
        }
    finally:
        connection.close()


def _plain(row: sqlite3.Row, without: set[str]) -> dict[str, Any]:
    return {
        key: row[key].hex() if isinstance(row[key], bytes) else row[key]
        for key in row.keys()  # noqa: SIM118 - a Row iterates over its values
        if key not in without
    }
