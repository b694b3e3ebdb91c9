"""Articles a second for growth, themes and sectors together, as a ratio to spaCy's tokenizer."""

from __future__ import annotations

import json
import time
from pathlib import Path

import spacy

import data
from benchmarks.report import Report
from nlp.topics import read_topics

SAMPLE = Path(data.__file__).parent / "sample" / "gold.jsonl"
ROUNDS = 5


def run_topics(report: Report) -> None:
    """Seconds to load, articles/s of processor for words met and not met before."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"].partition("\n") for line in lines]
    start = time.perf_counter()
    model = read_topics()
    model.label("Gruvan", "Gruvan anställer operatörer")
    load_s = time.perf_counter() - start
    blank = spacy.blank("sv")
    start = time.process_time()
    for head, _, body in texts:
        blank(f"{head}\n\n{body}")
    tokenizer_s = time.process_time() - start
    start = time.process_time()
    for head, _, body in texts:
        model.label(head, body)
    first_s = time.process_time() - start
    start = time.process_time()
    for _ in range(ROUNDS):
        for head, _, body in texts:
            model.label(head, body)
    again_s = (time.process_time() - start) / ROUNDS
    n = len(texts)
    report.figure("the topic model loads in", load_s, "s")
    report.figure(
        "growth, themes, sectors: words met before", n / again_s, "articles/s", floor=2000
    )
    report.figure("growth, themes, sectors: every word new", n / first_s, "articles/s")
    report.figure("words met before / spaCy's bare tokenizer", tokenizer_s / again_s, "x")
