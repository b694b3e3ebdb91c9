"""How large media.db grows for stories of 400 words, and the export of the same."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.material import choose_source, write_store
from benchmarks.report import Report


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "analysis.cli", *arguments, "--quiet"], check=True)


def measure_store(path: Path) -> dict[str, float]:
    """Megabytes of the file without raw pages, and of each table with its indexes."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        rows = connection.execute(
            "SELECT coalesce(m.tbl_name, s.name), sum(s.pgsize) / 1e6 FROM dbstat s "
            "LEFT JOIN sqlite_master m ON m.name = s.name GROUP BY 1"
        ).fetchall()
    sizes: dict[str, float] = {}
    for name, size in rows:
        table = "articles_fts" if name.startswith("articles_fts") else name
        sizes[table] = sizes.get(table, 0) + size
    return sizes


def run_disk(report: Report) -> None:
    """Megabytes a thousand articles, by table, for both kinds of material."""
    n = report.pick(200, 1_000, 10_000)
    for source in dict.fromkeys((choose_source(), "sample")):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            path = write_store(folder, n, source=source)
            _run("tag", "--db-dir", name)
            sizes = measure_store(path)
            whole = sum(size for table, size in sizes.items() if table != "pages") * 1000 / n
            bound = 8.0 if source == choose_source() else None
            report.figure(
                f"media.db a thousand articles of 400 words, {source}", whole, "MB", ceiling=bound
            )
            parts = sorted(sizes.items(), key=lambda item: -item[1])[:8]
            report.line(", ".join(f"{table} {size * 1000 / n:.2f}" for table, size in parts))
            _run("export", "--db-dir", name)
            exported = sum(p.stat().st_size for p in (folder / "export").rglob("*.parquet"))
            report.figure(f"the same as Parquet, {source}", exported / n / 1e3, "MB")
