"""The stages after tagging on a large made store: seconds and peak memory of each command."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import write_database
from benchmarks.report import Report

PERSONS_AN_ARTICLE = 3.15  # of the made stories


def run_command(*arguments: str) -> tuple[float, float, float]:
    """(seconds by the clock, of processor, peak memory in MB) of a command of ours."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "analysis.cli", *arguments, "--quiet"], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{arguments[0]} ended with {process.returncode}")
    spent = usage.ru_utime + usage.ru_stime
    return time.perf_counter() - started, spent, usage.ru_maxrss / 1024


def run_stages(report: Report) -> None:
    """export, analyse from both sources, publish, at a tenth and at the whole size."""
    largest = report.pick(3_000, 20_000, 100_000)
    sizes = (largest // 10, largest)
    costs: dict[str, list[float]] = {}
    for n in sizes:
        with tempfile.TemporaryDirectory() as name:
            write_database(Path(name), int(n * PERSONS_AN_ARTICLE))
            export = str(Path(name) / "export")
            for label, arguments in {
                "export": ("export",),
                "export, nothing new": ("export",),
                "analyse --from-parquet": ("analyse", "--from-parquet", export),
                "analyse": ("analyse",),
                "publish": ("publish",),
            }.items():
                seconds, busy, memory = run_command(*arguments, "--db-dir", name)
                costs.setdefault(label, []).append(busy)
                report.figure(f"{label}, {n:,} articles", seconds, "s")
                report.line(f"{label}: {busy:.1f} s of processor, peak {memory:.0f} MB")
    for label, (small, large) in costs.items():
        times = sizes[1] / sizes[0]
        report.figure(
            f"{label}, {sizes[1]:,} / {sizes[0]:,} articles, an article", large / small / times, "x"
        )
