"""Generic extraction on 181 real pages, by the measure of scrapinghub's benchmark.

The measure is the benchmark's own (article-extraction-benchmark, evaluate.py): shingles of four
words, true and false positives normalised within a page, precision and recall averaged over pages.
No selectors are given: what is measured is the fallback as the crawler uses it.
"""

from __future__ import annotations

import gzip
import json
import re
import statistics
import time
from collections import Counter
from pathlib import Path

from w3lib.encoding import html_to_unicode

from benchmarks.crawl import report_extraction_speed
from benchmarks.material import SHARED
from benchmarks.report import Report
from crawler.extract import NotAnArticle, extract_article
from crawler.registry import OutletConfig

SHINGLE = 4
Shingles = Counter[tuple[str, ...]]


def count_shingles(text: str) -> Shingles:
    words = re.findall(r"\w+", text)
    n = max(1, len(words) - SHINGLE + 1)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(n)) if words else Counter()


def match_shingles(gold: str, found: str) -> tuple[int, int, int]:
    """(true positives, false positives, false negatives)."""
    right, said = count_shingles(gold), count_shingles(found)
    hit = (right & said).total()
    return hit, said.total() - hit, right.total() - hit


def score_pages(pairs: list[tuple[str, str]]) -> tuple[float, float, float]:
    """(precision, recall, F1) over (gold text, found text)."""
    precision, recall = [], []
    for gold, found in pairs:
        tp, fp, fn = match_shingles(gold, found)
        if tp + fp:
            precision.append(tp / (tp + fp))
        if tp + fn:
            recall.append(tp / (tp + fn))
    p, r = statistics.mean(precision), statistics.mean(recall)
    return p, r, 2 * p * r / (p + r)


def extract_text(body: bytes, url: str) -> str:
    """The text that the crawler would store for a page of an outlet without selectors."""
    config = OutletConfig.model_construct(id="x", name="x", homepage="", domains=[], sources=[])
    _, html = html_to_unicode("text/html; charset=utf-8", body)
    try:
        return extract_article(html, url, config).text
    except NotAnArticle:
        return ""


def run_extraction(report: Report) -> None:
    """By selectors on a page of ours, then the fallback on real pages where they are."""
    report_extraction_speed(report)
    if (SHARED / "extraction").exists():
        report_extraction(report, SHARED / "extraction")
    else:
        report.line(f"skipped: {SHARED / 'extraction'} is not here")


def report_extraction(report: Report, folder: Path) -> None:
    """The fallback's precision and recall. A page that crashes ends the run: none may."""
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    started = time.perf_counter()
    pairs = [
        (
            row.get("articleBody", ""),
            extract_text(
                gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()), row["url"]
            ),
        )
        for key, row in gold.items()
    ]
    p, r, f1 = score_pages(pairs)
    spent = 1000 * (time.perf_counter() - started) / len(pairs)
    empty = sum(not found for _, found in pairs)
    report.figure(f"fallback, {len(pairs)} real pages, F1", f1, "", floor=0.955)
    report.figure("fallback, milliseconds a page", spent, "ms")
    report.line(f"precision {p:.4f}, recall {r:.4f}, {empty} pages without text")
