"""Run every benchmark whose material is there: ``python -m benchmarks``."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import data
from benchmarks.archives import report_imports
from benchmarks.crawl import report_crawl_speed, report_extraction_speed, report_memory
from benchmarks.extraction import report_extraction
from benchmarks.figures import report_figures
from benchmarks.interpellations import report_agreement
from benchmarks.kill import report_kills
from benchmarks.names import report_finnish_names, report_held_out_names, report_sami_names
from benchmarks.people import report_length, report_people_speed, report_processes
from benchmarks.speed import report_speed
from benchmarks.topics import report_topic_speed
from benchmarks.voices import report_cost_of_voices
from data.identity import normalise_text
from nlp.evaluation.goldfile import read_gold

SHARED = Path("../shared/data")
GOLD = Path(data.__file__).parent / "sample" / "gold.jsonl"

if __name__ == "__main__":
    report_topic_speed()
    report_sami_names()
    report_finnish_names()
    report_held_out_names()
    report_cost_of_voices((gold.split() for gold in read_gold(GOLD)), "sample outlets")
    report_figures()
    report_extraction_speed()
    report_crawl_speed()
    report_memory()
    report_kills()
    report_imports()
    if (SHARED / "extraction").exists():
        report_extraction(SHARED / "extraction")
    interpellations = SHARED / "interpellations" / "norrbotten.jsonl.gz"
    if interpellations.exists():
        with gzip.open(interpellations, "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        texts = ((row["title"], normalise_text(row["text"])) for row in rows)
        report_cost_of_voices(texts, "interpellations")
        report_agreement(interpellations)
        report_speed(interpellations)
        report_people_speed(interpellations)
        report_processes(interpellations)
        report_length(interpellations)
    else:
        print(f"skipped: {interpellations} is not here")
