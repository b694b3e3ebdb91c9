"""How long the pages of the review take: ``python -m benchmarks.reviewpages [ARTICLES]``.

A made media.db of so many articles (100,000 by default), analysed, two thousand of them drawn and
a part reviewed; the server runs as the command line starts it, and pages are asked for one after
another over loopback. Prints the median and the slowest of each; the first look at what is behind
a figure is told apart, for then the articles are read into memory.
"""

from __future__ import annotations

import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from analysis.periods import parse_period
from analysis.reviewing.draw import Wish, draw_random
from benchmarks.figures import write_database
from benchmarks.report import Report
from data.review.decisions import Draft, save_decision
from data.review.progress import finish_article, read_snapshot
from data.review.queue import take_next
from data.review.store import ReviewStore
from data.review.users import add_user
from data.review.words import Role, Variable
from data.store import MediaStore
from data.vocab import GrowthAnswer, Theme

RUNS = 20
DRAWN, CODED = 2_000, 100
PERSONS_PER_ARTICLE = 2.9  # of benchmarks.figures
PASSWORD = "ett-langt-losenord"
SECTOR = "/granska/underlag?matt=sources&indelning=sector"
FIGURES = "/granska/underlag?matt=people&indelning=overall&varde=alla"


def fill(report: Report, db_dir: Path, n_articles: int) -> None:
    """A media.db with its figures, and a review under way."""
    write_database(db_dir, round(n_articles * PERSONS_PER_ARTICLE))
    command = [sys.executable, "-m", "analysis.cli", "analyse", "--quiet", "--db-dir"]
    subprocess.run([*command, str(db_dir)], check=True)
    with MediaStore(db_dir) as media, ReviewStore(db_dir) as store:
        n, persons = media.count("articles"), media.count("persons")
        report.line(f"{n:,} articles, {persons:,} persons")
        for name in ("anna", "bo"):
            add_user(store, name, Role.EDITOR, PASSWORD)
        size = min(DRAWN, media.count("articles") // 2)
        draw_random(
            media, store, parse_period("all"),
            Wish(size=size, double_share=0.5, portion=15, seed=3, name="prov"),
        )  # fmt: skip
        for name in ("anna", "bo"):
            for _ in range(min(CODED, size)):
                _code_next(store, name)


def _code_next(store: ReviewStore, user: str) -> None:
    assignment = take_next(store, user)
    assert assignment is not None
    seen = read_snapshot(store, assignment.sample, assignment.article)
    said: list[tuple[str, Variable, str]] = [("", Variable.GROWTH, GrowthAnswer.YES)]
    said.append(("", Variable.THEMES, Theme.LIVSMILJOER))
    for i, person in enumerate(seen.persons):
        gender = "unknown" if user == "bo" and i % 7 == 0 else person.gender
        said += [(person.key, Variable.GENDER, gender), (person.key, Variable.SOURCE, "yes")]
    for subject, variable, value in said:
        draft = Draft(
            article=assignment.article, variable=variable, value=value, subject=subject,
            text_hash=seen.text_hash, lane=assignment.lane,
        )  # fmt: skip
        save_decision(store, user, draft)
    finish_article(store, user, assignment)


def run_review(report: Report) -> None:
    """Pages of the review over a store of 100,000 articles."""
    report_pages(report, report.pick(3_000, 100_000, 100_000))


def report_pages(report: Report, n_articles: int) -> None:
    """Make a store, start the server, ask for each page; the slowest answer of each."""
    with tempfile.TemporaryDirectory() as folder:
        db_dir = Path(folder)
        fill(report, db_dir, n_articles)
        command = [sys.executable, "-m", "analysis.cli", "serve", "--review", "--port", "0"]
        server = subprocess.Popen([*command, "--db-dir", folder], stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[1].removesuffix("/granska")
            with httpx.Client(base_url=address, timeout=120) as client:
                _measure_all(report, client)
            status = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
            memory = next(line for line in status.splitlines() if line.startswith("VmRSS"))
            report.figure("memory of the server", int(memory.split()[1]) / 1024, "MB")
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)


def _measure_all(report: Report, client: httpx.Client) -> None:
    def token(page: str) -> str:
        found = re.search(r'name="csrftoken" value="([^"]+)"', page)
        assert found, page[:300]
        return found[1]

    form = {"csrftoken": token(client.get("/granska/logga-in").text), "namn": "anna"}
    client.post("/granska/logga-in", data=form | {"losenord": PASSWORD})
    start = time.perf_counter()
    while "Ett ögonblick" in client.get(FIGURES).text:
        pass
    report.figure("behind a figure, the first time", 1000 * (time.perf_counter() - start), "ms")
    taken = client.post("/granska/nasta", data={"csrftoken": token(client.get("/granska").text)})
    article = taken.headers["location"]
    page = client.get(article).text
    state = re.search(r'data-nyckel="([^"]+)" data-hash="([^"]*)" data-urval="([^"]*)"', page)
    assert state
    headers = {"x-csrftoken": state[1], "x-granska": "1"}
    values = ["growth", "not_growth"]

    def save() -> httpx.Response:
        now = client.get(article).text
        button = re.search(
            r'data-variabel="growth" data-om="" data-varde="\w+" data-forra="(\d+)"', now
        )
        assert button
        values.reverse()
        fields = {"gor": "svara", "variabel": "growth", "om": "", "varde": values[0]}
        fields |= {"forra": button[1], "hash": state[2], "urval": state[3]}
        began = time.perf_counter()
        answer = client.post(article.partition("?")[0], data=fields, headers=headers)
        saving.append(1000 * (time.perf_counter() - began))
        return answer

    saving: list[float] = []
    pages = {
        "the queue": "/granska",
        "an article": article,
        "its history": f"{article.partition('?')[0]}/historik",
        "figures": "/granska/siffror",
        "figures by outlet": "/granska/siffror?indelning=outlet&matt=people",
        "behind a figure": FIGURES,
        "behind a figure, women": f"{FIGURES}&kon=woman",
        "behind a figure, the hundredth page": f"{FIGURES}&sida=100",
        "behind a figure, of one sector": f"{SECTOR}&varde=skog",
        "articles behind a figure": f"{FIGURES}&visa=artiklar",
        "agreement": "/granska/samstammighet",
        "findings": "/granska/fynd",
        "the codebook": "/granska/kodbok",
    }
    for name, path in pages.items():
        _measure(report, name, lambda path=path: client.get(path))  # type: ignore[misc]
    for _ in range(RUNS):
        assert save().status_code == 200
    _tell(report, "an answer saved, the page back", saving)


def _measure(report: Report, name: str, call: Callable[[], httpx.Response]) -> None:
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        answer = call()
        took.append(1000 * (time.perf_counter() - start))
        assert answer.status_code == 200, (name, answer.status_code)
    _tell(report, name, took)


def _tell(report: Report, name: str, took: list[float]) -> None:
    report.figure(f"{name}, median of {len(took)}", statistics.median(took), "ms")
    report.figure(f"{name}, slowest", max(took), "ms")


if __name__ == "__main__":
    report_pages(Report("review"), int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
