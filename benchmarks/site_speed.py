"""Server time of the public site over a public.db from up to 1,000,000 persons.

The media.db is that of ``benchmarks.figures`` with headlines that differ. ``python -m
benchmarks.site_speed 1000000`` makes it, runs analyse and publish, starts ``serve`` as one process
and asks each page in turn, without ETags, each time with other filters. ``--db-dir DIR`` measures
the public.db of a folder that is there; ``--keep DIR`` keeps what is made.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlencode

import yaml
from datasette.utils import tilde_encode

from analysis.publish.schema import TABLES
from analysis.resources import find_metadata
from benchmarks.figures import write_database
from benchmarks.report import Report
from data.store import MediaStore

LIMIT_MS = 300
STARTUP_S = 2
ROUNDS = 20
SLOWEST = 5  # pages that are told by name
# At most 17 letters: the texts of the made articles count on the length of the headline.
FIRST = ("Gruvan", "Hamnen", "Skogen", "Tåget", "Skolan", "Staden", "Hotellet", "Fabriken")
THEN = ("växer", "bygger", "stängs", "öppnar", "säljs", "väntar", "tjänar", "byter")
Page = tuple[str, Callable[[random.Random], str]]


def run_serve(report: Report) -> None:
    """A made public.db: its pages' server time, and how soon the server accepts."""
    with tempfile.TemporaryDirectory() as scratch:
        make_public(report, Path(scratch), report.pick(10_000, 315_000, 1_000_000))
        report_pages(report, Path(scratch), ROUNDS)


def make_public(report: Report, folder: Path, persons: int) -> None:
    """media.db of this size, its figures, its public.db."""
    start = time.perf_counter()
    write_database(folder, persons)
    with MediaStore(folder) as store:
        rng = random.Random(3)
        store.db.conn.create_function(
            "headline", 0, lambda: f"{rng.choice(FIRST)} {rng.choice(THEN)}"
        )
        with store.db.atomic():
            store.db.execute("UPDATE articles SET title = headline()")
    report.line(f"media.db made in {time.perf_counter() - start:.0f} s")
    for stage in ("analyse", "publish"):
        start = time.perf_counter()
        command = [sys.executable, "-m", "analysis.cli", stage, "--quiet", "--db-dir", str(folder)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        report.line(f"{stage} in {time.perf_counter() - start:.0f} s")


def list_pages(public_db: Path) -> list[Page]:
    """Every kind of page, each with what a visitor may choose on it."""
    with closing(sqlite3.connect(public_db)) as db:

        def column(sql: str) -> list[str]:
            return [str(row[0]) for row in db.execute(sql)]

        ids = column("SELECT id FROM artiklar ORDER BY random() LIMIT 200")
        outlets = column("SELECT DISTINCT medium FROM artiklar")
        months = column("SELECT DISTINCT manad FROM artiklar WHERE manad IS NOT NULL")
        sectors = column("SELECT DISTINCT etikett FROM artikel_etiketter WHERE slag = 'bransch'")
        places = column("SELECT DISTINCT etikett FROM artikel_etiketter WHERE slag = 'kommun'")
        figures = column("SELECT id FROM nyckeltal LIMIT 200")
        days = column("SELECT DISTINCT publicerad FROM artiklar ORDER BY random() LIMIT 200")
    metadata = yaml.safe_load(find_metadata().read_text(encoding="utf-8"))
    boards = (metadata.get("plugins") or {}).get("datasette-dashboards") or {}
    queries = metadata["databases"]["public"].get("queries") or {}

    def articles(**chosen: list[str]) -> Callable[[random.Random], str]:
        return lambda rng: (
            f"/public/artiklar?{urlencode({k: rng.choice(v) for k, v in chosen.items()})}"
        )

    def fixed(path: str) -> Callable[[random.Random], str]:
        return lambda _: path

    words = [word.lower() for word in (*FIRST, *THEN)]
    pages: list[Page] = [
        ("startsidan", fixed("/")),
        ("alla data", fixed("/public")),
        *((f"tabellen {name}", fixed(f"/public/{name}")) for name in TABLES),
        ("artikelsida", lambda rng: f"/public/artiklar/{rng.choice(ids)}"),
        ("en siffra", lambda rng: f"/public/nyckeltal/{tilde_encode(rng.choice(figures))}"),
        ("artiklar: ett medium", articles(medium=outlets)),
        ("artiklar: en månad", articles(manad=months)),
        ("artiklar: en bransch", articles(branscher__arraycontains=sectors)),
        ("artiklar: en kommun", articles(kommuner__arraycontains=places)),
        ("artiklar: medium och räknas", articles(medium=outlets, raknas=["ja", "nej"])),
        ("artiklar: sökning", articles(_search=words)),
        ("artiklar: sökning, två ord", lambda rng: (
            f"/public/artiklar?{urlencode({'_search': ' '.join(rng.sample(words, 2))})}")),
        ("artiklar: kvinnor, fallande", articles(_sort_desc=["kvinnor"], medium=outlets)),
        ("artiklar: ordnade", articles(_sort_desc=["kvinnor", "man", "publicerad"])),
        ("artiklar: från en dag", articles(publicerad__gte=days)),
        ("artiklar: längre ned", lambda rng: (
            f"/public/artiklar?{urlencode({'_next': f'{rng.choice(days)},{rng.choice(ids)}'})}")),
        ("liggaren: ett medium", lambda rng: (
            f"/public/liggare?{urlencode({'medium': rng.choice(outlets)})}")),
        ("katalogen", fixed("/katalog.ttl")),
        *((f"tavlan {name}", fixed(f"/-/dashboards/{quote(name)}")) for name in boards),
        *(
            (f"tavlan {name}, urval", lambda rng, name=name: (
                f"/-/dashboards/{quote(name)}?"
                f"{urlencode({'medium': rng.choice(outlets), 'kommun': rng.choice(places)})}"))
            for name in boards
        ),
        *((f"frågan {name}", fixed(f"/public/{quote(name)}")) for name in queries),
    ]  # fmt: skip
    return pages


def start_site(report: Report, folder: Path) -> tuple[subprocess.Popen[str], int]:
    """The site as its own process, and its port."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [*(sys.executable, "-m", "analysis.cli"), "serve", "--port", "0", "--db-dir", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    found = re.search(r":(\d+)/", process.stdout.readline())
    assert found is not None
    ready = time.perf_counter() - start
    port = int(found[1])
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        connection.request("GET", "/")
        connection.getresponse().read()
    whole = time.perf_counter() - start
    report.figure("start-up, until it accepts", ready, "s", ceiling=STARTUP_S)
    report.figure("start-up, until the start page is whole", whole, "s")
    return process, port


def read_cpu(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(
    port: int, pid: int, pages: list[Page], rounds: int
) -> list[tuple[float, float, float, str, int]]:
    """(p95, median, mean processor time, page, status) in milliseconds of each page."""
    rng = random.Random(7)
    times: dict[str, list[float]] = {name: [] for name, _ in pages}
    status: dict[str, int] = {}
    cpu: dict[str, float] = dict.fromkeys(times, 0.0)
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        for _ in range(rounds):
            for name, choose in pages:
                before, start = read_cpu(pid), time.perf_counter()
                connection.request("GET", choose(rng))
                answer = connection.getresponse()
                answer.read()
                times[name].append(1000 * (time.perf_counter() - start))
                cpu[name] += 1000 * (read_cpu(pid) - before) / rounds
                status[name] = max(status.get(name, 0), answer.status)
    rows = []
    for name, taken in times.items():
        ordered = sorted(taken)
        p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        rows.append((p95, ordered[len(ordered) // 2], cpu[name], name, status[name]))
    return sorted(rows, reverse=True)


def report_pages(report: Report, folder: Path, rounds: int) -> None:
    """Ask for every page so many times, one after another; the slowest are told by name."""
    public_db = folder / "public.db"
    with closing(sqlite3.connect(public_db)) as db:
        n = db.execute("SELECT count(*), sum(kvinnor + man) FROM artiklar").fetchone()
    size = public_db.stat().st_size / 1e6
    report.line(f"public.db: {n[0]:,} articles, {n[1]:,} women and men, {size:.0f} MB")
    process, port = start_site(report, folder)
    try:
        rows = measure(port, process.pid, list_pages(public_db), rounds)
        memory = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    finally:
        process.terminate()
        process.wait(20)
    over = [row for row in rows if row[0] >= LIMIT_MS]
    failed = [row for row in rows if row[-1] != HTTPStatus.OK]
    what = f"pages of {len(rows)} over {LIMIT_MS} ms at p95, one process"
    report.figure(what, len(over), "pages", ceiling=0)
    report.figure("pages that did not answer 200", len(failed), "pages", ceiling=0)
    report.figure("the slowest page, p95", rows[0][0], "ms")
    report.figure("the page in the middle, p95", rows[len(rows) // 2][0], "ms")
    resident = next(line for line in memory.splitlines() if line.startswith("VmRSS"))
    report.figure("memory of the server", int(resident.split()[1]) / 1024, "MB")
    told = [*rows[:SLOWEST], *(row for row in failed if row not in rows[:SLOWEST])]
    for p95, median, cpu, name, status in told:
        mark = "" if status == HTTPStatus.OK else f", HTTP {status}"
        report.line(f"{name}: p95 {p95:.0f} ms, median {median:.0f}, of processor {cpu:.0f}{mark}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("persons", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--db-dir", type=Path)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    report = Report("serve")
    if chosen.db_dir:
        report_pages(report, chosen.db_dir, chosen.rounds)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        make_public(report, folder, chosen.persons)
        report_pages(report, folder, chosen.rounds)


if __name__ == "__main__":
    main()
