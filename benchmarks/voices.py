"""What speech, titles, room and roles cost on top of finding the people, in one run.

Processor seconds of each component over the same articles, so that other work on the machine
counts less; the ratio is the figure to quote.
"""

from __future__ import annotations

import gzip
import json
import time
from collections import defaultdict
from collections.abc import Iterable

from benchmarks.material import NORRBOTTEN, SAMPLE
from benchmarks.report import Report
from data.identity import normalise_text
from nlp.evaluation.goldfile import read_gold
from nlp.pipeline import build_pipeline
from nlp.tag import make_doc

VOICES = ("titles", "speech", "room", "roles")
NOT_PEOPLE = (*VOICES, "topics", "places")
ROUNDS = 3


def run_voices(report: Report) -> None:
    """The cost on the sample, and on real documents where they are."""
    _measure(report, (gold.split() for gold in read_gold(SAMPLE)), "sample")
    if not NORRBOTTEN.exists():
        report.line(f"skipped: {NORRBOTTEN} is not here")
        return
    with gzip.open(NORRBOTTEN, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    texts = ((row["title"], normalise_text(row["text"])) for row in rows)
    _measure(report, texts, "interpellations")


def _measure(report: Report, texts: Iterable[tuple[str, str]], what: str) -> None:
    """Seconds of the people step and of the voices, and their ratio. Texts: title, text."""
    articles = list(texts)
    nlp = build_pipeline()
    seconds: defaultdict[str, float] = defaultdict(float)
    for number in range(ROUNDS + 1):  # the first round fills the caches and is not counted
        for title, text in articles:
            doc = make_doc(nlp, title, text)
            for name, component in nlp.pipeline:
                start = time.process_time()
                doc = component(doc)
                if number:
                    seconds[name] += time.process_time() - start
    people = sum(spent for name, spent in seconds.items() if name not in NOT_PEOPLE)
    voices = sum(seconds[name] for name in VOICES)
    parts = ", ".join(f"{name} {seconds[name] / people:.2f}" for name in VOICES)
    report.figure(f"voices / people step, {what}", voices / people, "x", ceiling=0.4)
    report.line(f"people {people / ROUNDS:.3f} s, voices {voices / ROUNDS:.3f} s ({parts})")
