"""The parts that print their figures as sentences: kept as lines of the report."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
from collections.abc import Callable, Iterator

from benchmarks.material import SAMPLE, SHARED
from benchmarks.report import Report
from data.identity import normalise_text

NORRBOTTEN = SHARED / "interpellations" / "norrbotten.jsonl.gz"


class _Lines(io.TextIOBase):
    """Hands every whole line on to a function."""

    def __init__(self, take: Callable[[str], None]) -> None:
        self._take, self._rest = take, ""

    def write(self, text: str) -> int:
        *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            self._take(line)
        return len(text)


@contextlib.contextmanager
def _kept(report: Report) -> Iterator[None]:
    """What is printed meanwhile, shown and kept in the report."""
    lines: list[str] = []
    with contextlib.redirect_stdout(_Lines(lines.append)):
        yield
    for line in lines:
        report.line(line)


def run_topics(report: Report) -> None:
    from benchmarks.topics import report_topic_speed

    with _kept(report):
        report_topic_speed()


def run_names(report: Report) -> None:
    from benchmarks.names import report_finnish_names, report_held_out_names, report_sami_names

    with _kept(report):
        report_sami_names()
        report_finnish_names()
        report_held_out_names()


def run_voices(report: Report) -> None:
    from benchmarks.voices import report_cost_of_voices
    from nlp.evaluation.goldfile import read_gold

    with _kept(report):
        report_cost_of_voices((gold.split() for gold in read_gold(SAMPLE)), "sample outlets")
        if NORRBOTTEN.exists():
            with gzip.open(NORRBOTTEN, "rt", encoding="utf-8") as file:
                rows = [json.loads(line) for line in file]
            texts = ((row["title"], normalise_text(row["text"])) for row in rows)
            report_cost_of_voices(texts, "interpellations")


def run_figures(report: Report) -> None:
    from benchmarks.figures import report_figures

    with _kept(report):
        report_figures()


def run_extraction(report: Report) -> None:
    from benchmarks.crawl import report_extraction_speed
    from benchmarks.extraction import report_extraction

    with _kept(report):
        report_extraction_speed()
        if (SHARED / "extraction").exists():
            report_extraction(SHARED / "extraction")


def run_crawl(report: Report) -> None:
    from benchmarks.crawl import report_crawl_speed, report_memory
    from benchmarks.kill import report_kills

    with _kept(report):
        report_crawl_speed()
        report_memory()
        report_kills()


def run_imports(report: Report) -> None:
    from benchmarks.archives import report_imports

    with _kept(report):
        report_imports()


def run_people(report: Report) -> None:
    from benchmarks.interpellations import report_agreement
    from benchmarks.people import report_length, report_people_speed
    from benchmarks.speed import report_speed

    if not NORRBOTTEN.exists():
        report.line(f"skipped: {NORRBOTTEN} is not here")
        return
    with _kept(report):
        report_agreement(NORRBOTTEN)
        report_speed(NORRBOTTEN)
        report_people_speed(NORRBOTTEN)
        report_length(NORRBOTTEN)
