"""SIGKILL a crawl at random moments: the end must be that of a crawl that nobody disturbed."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.outlet import crawl_command, write_outlet
from benchmarks.report import Report
from benchmarks.site import clear_hits, read_hits, serve_pages

PAGES = 1_500
KILLS = 20


def _read_articles(db: Path) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(db)
    rows = connection.execute(
        "SELECT id, url, title, text, content_hash, access FROM articles ORDER BY id"
    ).fetchall()
    connection.close()
    return rows


def _count(db: Path) -> int:
    if not db.exists():
        return 0
    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def _kill_after(command: list[str], db: Path, articles: int, pause: float) -> None:
    """SIGKILL a crawl some moments after it has stored so many articles."""
    process = subprocess.Popen(command)
    while process.poll() is None and _count(db) < articles:
        time.sleep(0.01)
    time.sleep(pause)
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()


def report_kills(report: Report, kills: int = KILLS, pages: int = PAGES, seed: int = 1) -> None:
    """Kill as often, finish, and compare with an undisturbed crawl."""
    chance = random.Random(seed)
    with serve_pages(pages) as base, tempfile.TemporaryDirectory() as name:
        calm, killed = Path(name) / "calm", Path(name) / "killed"
        for folder in (calm, killed):
            write_outlet(folder / "outlets", base)
        subprocess.run(crawl_command(calm), check=True)
        clear_hits(base)
        db = killed / "db" / "media.db"
        for n in range(kills):
            goal = n * pages // (kills + 4)  # the first kills come before anything is stored
            _kill_after(crawl_command(killed), db, goal, chance.uniform(0, 0.4))
        subprocess.run(crawl_command(killed), check=True)
        hits = {url: n for url, n in read_hits(base)["hits"].items() if "/artikel-" in url}
        differ = set(_read_articles(calm / "db" / "media.db")) ^ set(_read_articles(db))
        again = sum(hits.values()) - pages
        what = f"rows that differ after {kills} kill -9, of {_count(db):,}"
        report.figure(what, len(differ), "articles", ceiling=0)
        report.figure("pages fetched again, a kill", again / kills, "pages")
        report.line(f"one page at most {max(hits.values())} times")
