"""Run every benchmark whose material is there: ``python -m benchmarks``."""

from __future__ import annotations

from pathlib import Path

from benchmarks.archives import report_imports
from benchmarks.crawl import report_crawl_speed, report_extraction_speed, report_memory
from benchmarks.extraction import report_extraction
from benchmarks.interpellations import report_agreement
from benchmarks.kill import report_kills
from benchmarks.speed import report_speed

SHARED = Path("../shared/data")

if __name__ == "__main__":
    report_extraction_speed()
    report_crawl_speed()
    report_memory()
    report_kills()
    report_imports()
    if (SHARED / "extraction").exists():
        report_extraction(SHARED / "extraction")
    interpellations = SHARED / "interpellations" / "norrbotten.jsonl.gz"
    if interpellations.exists():
        report_agreement(interpellations)
        report_speed(interpellations)
    else:
        print(f"skipped: {interpellations} is not here")
