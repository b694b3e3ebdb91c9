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
from pathlib import Path
from urllib.parse import quote, urlencode

import yaml

from analysis.publish.schema import TABLES
from analysis.resources import find_metadata
from benchmarks.figures import write_database
from data.store import MediaStore

LIMIT_MS = 300
STARTUP_S = 2
# At most 17 letters: the texts of the made articles count on the length of the headline.
FIRST = ("Gruvan", "Hamnen", "Skogen", "Tåget", "Skolan", "Staden", "Hotellet", "Fabriken")
THEN = ("växer", "bygger", "stängs", "öppnar", "säljs", "väntar", "tjänar", "byter")
Page = tuple[str, Callable[[random.Random], str]]


def make_public(folder: Path, persons: int) -> None:
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
    print(f"media.db made in {time.perf_counter() - start:.0f} s", flush=True)
    for stage in ("analyse", "publish"):
        start = time.perf_counter()
        command = [sys.executable, "-m", "analysis.cli", stage, "--quiet", "--db-dir", str(folder)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        print(f"{stage} in {time.perf_counter() - start:.0f} s", flush=True)


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
        ("en siffra", lambda rng: f"/public/nyckeltal/{quote(rng.choice(figures))}"),
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


def start_site(folder: Path) -> tuple[subprocess.Popen[str], int, float]:
    """The site as its own process; its port, and seconds until the start page was whole."""
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
    print(
        f"start-up: accepts after {ready:.2f} s, start page whole after "
        f"{time.perf_counter() - start:.2f} s"
    )
    return process, port, ready


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


def report(folder: Path, rounds: int) -> bool:
    """Print the figures; says whether all pages hold the limit."""
    public_db = folder / "public.db"
    with closing(sqlite3.connect(public_db)) as db:
        n = db.execute("SELECT count(*), sum(kvinnor + man) FROM artiklar").fetchone()
    size = public_db.stat().st_size / 1e6
    print(f"public.db: {n[0]:,} articles, {n[1]:,} women and men, {size:.0f} MB")
    process, port, startup = start_site(folder)
    try:
        rows = measure(port, process.pid, list_pages(public_db), rounds)
    finally:
        process.terminate()
        process.wait(20)
    print(f"each page {rounds} times, one process, one after another; in milliseconds")
    print(f"{'p95':>8} {'median':>8} {'cpu':>6}  page")
    for p95, median, cpu, name, status in rows:
        mark = "" if status == 200 else f"  HTTP {status}"
        print(f"{p95:8.0f} {median:8.0f} {cpu:6.0f}  {name}{' !' if p95 >= LIMIT_MS else ''}{mark}")
    over = [name for p95, _, _, name, _ in rows if p95 >= LIMIT_MS]
    print(f"{len(rows) - len(over)} of {len(rows)} pages under {LIMIT_MS} ms at p95; "
          f"start-up {startup:.2f} s (limit {STARTUP_S})")  # fmt: skip
    return not over and startup < STARTUP_S


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("persons", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--db-dir", type=Path)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    if chosen.db_dir:
        report(chosen.db_dir, chosen.rounds)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        make_public(folder, chosen.persons)
        report(folder, chosen.rounds)


if __name__ == "__main__":
    main()
