"""The engines against each other: one process, a pool of two, a dask cluster of two.

From the moment when all workers have their model; loading is a cost of the run, told apart.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from benchmarks.material import make_articles
from benchmarks.report import Report
from data.records import Article
from nlp.engines.choose import open_engine
from nlp.engines.engine import AHEAD, Course, cut_parts, run_parts
from nlp.pipeline import OWN, describe_model

ENGINES = (("sequential", 1), ("pool", 2), ("dask", 2))


def _measure(engine: str, workers: int, articles: list[Article], warm: list[Article]) -> float:
    label = describe_model(OWN)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_engine(engine, workers, None, OWN, label, Path(folder)) as running,
    ):
        for _ in run_parts(running, cut_parts(warm, 10), Course()):
            pass  # every worker loads its model over these
        start = time.perf_counter()
        for finished in run_parts(running, cut_parts(articles), Course()):
            for path in finished.paths:
                path.unlink()
        return time.perf_counter() - start


def run_engines(report: Report) -> None:
    """Articles/s of each engine and the ratios that must hold."""
    n = report.pick(200, 500, 3_000)
    articles, warm = list(make_articles(n)), list(make_articles(20 * AHEAD, first=n))
    seconds = {}
    for engine, workers in ENGINES:
        seconds[engine] = _measure(engine, workers, articles, warm)
        report.figure(f"{engine}, {workers} worker(s)", n / seconds[engine], "articles/s")
    report.figure("two processes / one", seconds["sequential"] / seconds["pool"], "x", floor=1.7)
    report.figure(
        "dask, two workers / pool of two", seconds["pool"] / seconds["dask"], "x", floor=0.8
    )
