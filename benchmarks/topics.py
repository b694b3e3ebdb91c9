"""Articles a second for growth, themes and sectors together, as a ratio to spaCy's tokenizer."""

from __future__ import annotations

import json
import time
from pathlib import Path

import spacy

import data
from nlp.topics import read_topics

SAMPLE = Path(data.__file__).parent / "sample" / "gold.jsonl"
ROUNDS = 5


def report_topic_speed(path: Path = SAMPLE) -> None:
    """Print seconds to load, articles/s on the processor for words met and not met before."""
    lines = path.read_text(encoding="utf-8").splitlines()
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
    print(
        f"topics: loaded in {load_s:.2f} s; {len(texts)} articles, {len(texts) / first_s:,.0f} "
        f"articles/s while words are new, {len(texts) / again_s:,.0f} articles/s after "
        f"(spaCy's tokenizer alone {len(texts) / tokenizer_s:,.0f}, ratio "
        f"{tokenizer_s / again_s:.1f})"
    )
