"""Run every benchmark whose material is there: ``python -m benchmarks``."""

from __future__ import annotations

from pathlib import Path

from benchmarks.figures import report_figures
from benchmarks.interpellations import report_agreement
from benchmarks.speed import report_speed

SHARED = Path("../shared/data")

if __name__ == "__main__":
    report_figures()
    interpellations = SHARED / "interpellations" / "norrbotten.jsonl.gz"
    if interpellations.exists():
        report_agreement(interpellations)
        report_speed(interpellations)
    else:
        print(f"skipped: {interpellations} is not here")
