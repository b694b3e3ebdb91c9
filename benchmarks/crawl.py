"""Speed and memory of a crawl on loopback, beside a bare Scrapy download of the same pages."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.command import run_command
from benchmarks.kill import report_kills
from benchmarks.outlet import crawl_command, make_outlet, write_outlet
from benchmarks.report import Report
from benchmarks.site import build_page, clear_hits, read_hits, serve_pages
from crawler.extract import extract_article
from crawler.registry import OutletConfig

PAGES = 2_000
ROUNDS = 3  # the median ratio is told: other programs share the machine
_BARE = """
import sys, time
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess

class Bare(Spider):
    name = "bare"
    async def start(self):
        for n in range(int(sys.argv[2])):
            yield Request(f"{sys.argv[1]}/nyheter/artikel-{n}", callback=self.count)
    def count(self, response):
        assert response.body

process = CrawlerProcess({"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False,
                          "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "DOWNLOAD_DELAY": 0})
process.crawl(Bare)
process.start()
print(time.process_time())
"""
# The same for ours: processor seconds of the crawling process, then of the one that reads pages.
_OURS = """
import resource, sys, time
from analysis.cli import main
try:
    main(sys.argv[1:], standalone_mode=False)
finally:
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(time.process_time(), child.ru_utime + child.ru_stime)
"""


def run_crawl(report: Report) -> None:
    """Speed beside a bare download, memory with a long frontier, kills."""
    report_crawl_speed(report)
    report_memory(report)
    report_kills(report)


def _pages_per_second(base: str, run: Callable[[], object]) -> float:
    clear_hits(base)
    run()
    times: list[float] = read_hits(base)["times"]
    return (len(times) - 1) / (max(times) - min(times))


def _processor_s(command: list[str]) -> list[float]:
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [float(word) for word in done.stdout.split()[-2:]]


def report_processor_time(report: Report, pages: int = PAGES) -> None:
    """Processor time a page of both, start taken off: what the clock hides on a busy machine.

    The crawl can be no slower than its busier process where each has a core of its own.
    """
    with serve_pages(pages) as base, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_outlet(folder / "outlets", base)
        ours = [sys.executable, "-c", _OURS, *crawl_command(folder)[3:]]
        bare = [sys.executable, "-c", _BARE, base]
        whole, start = _processor_s([*bare, str(pages)])[0], _processor_s([*bare, "1"])[0]
        alone = 1000 * (whole - start) / pages
        main, reader = _processor_s(ours)
        main_start, reader_start = _processor_s(ours)  # nothing is due: start and clusters only
        store, read = (
            1000 * (main - main_start) / pages,
            1000 * (reader - reader_start) / pages,
        )
    report.line(
        f"processor time a page: bare Scrapy {alone:.2f} ms; ours {store:.2f} ms fetching "
        f"and storing, {read:.2f} ms reading beside it; bound on the ratio with a core for each: "
        f"{alone / max(store, read):.2f}"
    )


def report_crawl_speed(report: Report, pages: int = PAGES) -> None:
    """Pages/s of bare Scrapy and of crawl with extraction and storage, and their ratio."""
    ratios = []
    with serve_pages(pages) as base:
        bare = [sys.executable, "-c", _BARE, base, str(pages)]
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                write_outlet(folder / "outlets", base)
                calm = partial(subprocess.run, bare, check=True, stdout=subprocess.DEVNULL)
                alone = _pages_per_second(base, calm)
                command = partial(subprocess.run, crawl_command(folder), check=True)
                ours = _pages_per_second(base, command)
            ratios.append(ours / alone)
            report.line(
                f"{pages} pages, bare Scrapy {alone:.0f}/s, with extraction and storage "
                f"{ours:.0f}/s, ratio {ratios[-1]:.2f}"
            )
    ratio = sorted(ratios)[len(ratios) // 2]
    report.figure("crawl / bare Scrapy, pages/s", ratio, "x", floor=0.6)


def report_extraction_speed(report: Report, n: int = 300) -> None:
    """Milliseconds a page by selectors, on a page of 50 KB, of the first and of later ones.

    A process reads its first hundreds of pages up to a tenth slower; a crawl reads thousands.
    """
    config = OutletConfig.model_validate(make_outlet("http://127.0.0.1"))
    pages = [build_page(i).decode() for i in range(n)]
    extract_article(pages[0], "http://127.0.0.1/nyheter/x", config)
    size = sum(map(len, pages)) // n
    report.line(f"by selectors: {n} pages of {size:,} bytes, read twice")
    for label, bound in ((f"the first {n} of a process", None), ("the next", 1.5)):
        spent = []
        for i, page in enumerate(pages):
            started = time.perf_counter()
            extract_article(page, f"http://127.0.0.1/nyheter/{label}/{i}", config)
            spent.append(time.perf_counter() - started)
        spent.sort()
        what = f"extraction by selectors, a page of {label}"
        report.figure(f"{what}, median", 1000 * spent[n // 2], "ms", ceiling=bound)
        report.figure(f"{what}, mean", 1000 * sum(spent) / n, "ms")


def report_memory(report: Report, addresses: int = 100_000) -> None:
    """The peak memory of a crawl with many addresses in the frontier."""
    with serve_pages(50, listed=50_000) as base, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_outlet(folder / "outlets", base)
        from data.frontier import Found, Frontier
        from data.store import MediaStore

        config = OutletConfig.model_validate(make_outlet(base))
        with MediaStore(folder / "db") as store:
            store.save_outlets([config.to_record()])
            more = (Found(f"{base}/nyheter/gammal-{n}") for n in range(addresses - 50_000))
            Frontier(store, config.id).add(more)
        peak = run_command(crawl_command(folder, "--limit", "500")).peak_mb
        with MediaStore(folder / "db") as store:
            n = store.count("frontier")
    report.figure(f"peak memory, {n:,} addresses in the frontier", peak, "MB", ceiling=400)
