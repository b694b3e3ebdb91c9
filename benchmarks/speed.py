"""Words a second through the whole pipeline, as a ratio to spaCy's bare tokenizer in one run."""

from __future__ import annotations

import gzip
import json
import resource
import time
from pathlib import Path

import spacy

from data.identity import normalise_text
from nlp.pipeline import build_pipeline
from nlp.tag import make_doc


def report_speed(path: Path) -> None:
    """Print words/s of tokenizer and pipeline, their ratio, and peak memory in MB."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        texts = [normalise_text(json.loads(line)["text"]) for line in file]
    words = sum(len(text.split()) for text in texts)
    blank, nlp = spacy.blank("sv"), build_pipeline()
    nlp(make_doc(nlp, "", texts[0]))
    start = time.perf_counter()
    for text in texts:
        blank(text)
    tokenizer_s = time.perf_counter() - start
    start = time.perf_counter()
    for text in texts:
        nlp(make_doc(nlp, "", text))
    pipeline_s = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{words} words: tokenizer {words / tokenizer_s:,.0f} words/s, whole pipeline "
        f"{words / pipeline_s:,.0f} words/s (ratio {tokenizer_s / pipeline_s:.3f}), "
        f"peak memory {memory:.0f} MB"
    )
