"""The stages after tagging on a large made store: seconds and peak memory of each command."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.command import Cost, run_command
from benchmarks.figures import write_database
from benchmarks.report import Report

PERSONS_AN_ARTICLE = 3.15  # of the made stories


def run_stage(*arguments: str) -> Cost:
    """What a command of ours costs."""
    command = [sys.executable, "-m", "analysis.cli", *arguments, "--quiet"]
    return run_command(command, stdout=subprocess.DEVNULL)


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
                seconds, busy, memory = run_stage(*arguments, "--db-dir", name)
                costs.setdefault(label, []).append(busy)
                report.figure(f"{label}, {n:,} articles", seconds, "s")
                report.line(f"{label}: {busy:.1f} s of processor, peak {memory:.0f} MB")
    for label, (small, large) in costs.items():
        times = sizes[1] / sizes[0]
        report.figure(
            f"{label}, {sizes[1]:,} / {sizes[0]:,} articles, an article", large / small / times, "x"
        )
