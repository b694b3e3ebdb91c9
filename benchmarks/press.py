"""Time and memory of ``press``: on the tagged sample, and on a made database.

The kit of the made database (see benchmarks.figures) is made three times: of a frozen edition of a
year, of the whole time after ``analyse`` (the running figures are taken), and of a period that has
to be counted first.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.command import run_command
from benchmarks.figures import write_database
from benchmarks.report import Report

SAMPLE = Path("data/var/demo")
LIMIT_SAMPLE_S, LIMIT_MADE_S = 60, 180
WISHES = (("--edition", "2026"), ("--period", "all"), ("--period", "2026"))


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "analysis.cli", *arguments, "--quiet"]


def _make_kit(report: Report, db_dir: Path, wish: tuple[str, ...], what: str, limit: int) -> None:
    """The kit of a wish, written into an empty folder."""
    with tempfile.TemporaryDirectory() as out:
        cost = run_command(
            _command("press", *wish, "--db-dir", str(db_dir), "--out", out),
            stdout=subprocess.DEVNULL,
        )
        files = sum(path.is_file() for path in Path(out).rglob("*"))
    what = f"press {' '.join(wish)}, {what}"
    report.figure(what, cost.seconds, "s", ceiling=limit)
    report.figure(f"{what}, peak memory", cost.peak_mb, "MB")
    report.line(f"{files} files, {cost.processor_s:.1f} s of processor")


def run_press(report: Report) -> None:
    """The sample where ``make demo`` has run, then a made store of a million persons at most."""
    if (SAMPLE / "media.db").exists():
        _make_kit(report, SAMPLE, ("--period", "all"), "the sample", LIMIT_SAMPLE_S)
    else:
        report.line(f"no sample at {SAMPLE}: run 'make demo' first")
    size = report.pick(3_000, 315_000, 1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        write_database(Path(folder), size)
        for more in ((), ("--edition", "2026")):
            command = _command("analyse", *more, "--db-dir", folder)
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for wish in WISHES:
            _make_kit(report, Path(folder), wish, f"{size:,} persons", LIMIT_MADE_S)


if __name__ == "__main__":
    run_press(Report("press", sys.argv[1] if len(sys.argv) > 1 else "usual"))
