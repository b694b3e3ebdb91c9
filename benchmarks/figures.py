"""Time and memory of ``analyse`` on made databases of 10 k, 100 k and 1 M person rows.

The stories are made, their clustering is that of real ones: about three persons a story with a long
tail, one text in twelve shared by two outlets, persons of a story alike in gender. Run alone with
``python -m benchmarks.figures``; the largest database takes 1 GB of disk while it runs.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.command import PEAK_KB
from benchmarks.report import Report
from data.records import Outlet
from data.store import MediaStore
from data.vocab import Evidence, Function, Occupation, Sector, Theme

SIZES = (10_000, 100_000, 1_000_000)
PLACES = ("Kiruna", "Luleå", "Piteå", "Boden", "Kalix", "Pajala", "Gällivare", "Jokkmokk")
WORDS = (
    *("gruvan", "bygger", "jobb", "ny", "anläggning", "kommunen", "satsar", "företag", "växer"),
    *("anställer", "utbildning", "tåget", "resenärer", "skogen", "fabriken", "forskare"),
    *("projekt", "stöd", "vårdcentral", "skolan", "turister", "hotell", "hamnen"),
)
_RUN = (
    "import resource, sys, time; from analysis.cli import main; start = time.perf_counter()\n"
    "try: main(['analyse', '--json', '--db-dir', sys.argv[1]], standalone_mode=False)\n"
    f"finally: print(time.perf_counter() - start, time.process_time(), {PEAK_KB}, "
    "resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


def make_articles(n_persons: int, seed: int = 5) -> Iterator[tuple[Any, ...]]:
    """Rows of an article, its persons, mentions, topics, places and byline, up to n_persons."""
    rng = random.Random(seed)
    made = number = 0
    shared: list[str] = []
    while made < n_persons:
        article = f"{number:016x}"
        n = min(n_persons - made, 1 + min(int(rng.expovariate(0.45)), 30))
        cluster = article
        if shared and rng.random() < 1 / 12:
            cluster = shared.pop()
        else:
            shared = [article] if rng.random() < 0.2 else shared
        year, month = 2024 + number % 3, 1 + rng.randrange(12)
        paragraphs = [
            f"Namn{i} Efternamn{number} säger att {' '.join(rng.choices(WORDS, k=24))}."
            for i in range(n)
        ]
        text = "\n\n".join(paragraphs)
        row = (
            article, f"o{rng.randrange(20)}", f"https://x.example/{number}", "Ny gruva ger jobb",
            text, f"{year}-{month:02d}-{1 + number % 28:02d}T08:00:00+01:00", "", "", "sv", "news",
            rng.choice(("full", "full", "full", "teaser")), "bench", article, cluster,
        )  # fmt: skip
        lean = rng.betavariate(1.2, 2.2)
        persons, mentions, start = [], [], 19
        for i in range(n):
            chance = rng.random()
            gender = "woman" if chance < lean else "man"
            gender = rng.choices((gender, "unknown", "nonbinary"), (96, 3, 1))[0]
            words = int(rng.lognormvariate(3, 0.8)) if rng.random() < 0.6 else 0
            person = f"{made + i:016x}"
            persons.append(
                (
                    person, article, i, f"Namn{i} Efternamn{number}", gender, rng.random(),
                    rng.choice(list(Evidence)).value, "", rng.choice(list(Function)).value,
                    rng.choice(list(Occupation)).value, 1 + int(rng.expovariate(1)),
                    int(rng.random() < 0.06), int(i == 0), int(words > 0),
                    int(rng.random() < 0.2), words,
                )
            )  # fmt: skip
            mentions.append((person, start, start + 8, f"Namn{i}"))
            start += len(paragraphs[i]) + 2
        topics = [(article, "theme", rng.choice(list(Theme)).value, rng.uniform(0.5, 1), "")]
        sectors = rng.sample(list(Sector), 1 + (rng.random() < 0.3))
        topics += [(article, "sector", sector.value, 0.8, "") for sector in sectors]
        places = [(article, rng.choice(PLACES), 1.0, 2)]
        byline = (article, rng.choice(("Anna Ek", "Lars Berg", "TT")), "byline", "page")
        yield row, persons, mentions, topics, places, byline
        made += n
        number += 1


def write_database(folder: Path, n_persons: int) -> None:
    """A media.db of this size, written with plain SQL."""
    with MediaStore(folder) as store:
        store.save_outlets(Outlet(f"o{i}", f"Medium {i}") for i in range(20))
        for trigger in store.db.query("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            if trigger["name"].startswith("articles_"):  # the search index is no part of this
                store.db.execute(f"DROP TRIGGER {trigger['name']}")
        articles = make_articles(n_persons)
        connection = store.db.conn
        while batch := list(islice(articles, 5_000)):
            with store.db.atomic():
                rows = [row for row, *_ in batch]
                connection.executemany(
                    f"INSERT INTO articles ({ARTICLE_COLUMNS}) VALUES ({_marks(14)})", rows
                )
                connection.executemany(
                    f"INSERT INTO taggings (article_id, content_hash, model, genre) "
                    f"VALUES ({_marks(4)})",
                    [(row[0], row[12], "bench 1", "news") for row in rows],
                )
                columns = (
                    "id, article_id, position, name, gender, p_woman, evidence, evidence_text, "
                    "function, occupation_group, n_mentions, in_headline, in_lead, "
                    "quoted_direct, quoted_indirect, quoted_words"
                )
                for table, place in (
                    (f"persons ({columns})", 1), ("mentions", 2),
                    ("topics (article_id, kind, label, probability, evidence)", 3), ("places", 4),
                ):  # fmt: skip
                    many = [row for parts in batch for row in parts[place]]
                    connection.executemany(
                        f"INSERT INTO {table} VALUES ({_marks(len(many[0]))})", many
                    )
                connection.executemany(
                    f"INSERT INTO contributors (article_id, name, role, origin) "
                    f"VALUES ({_marks(4)})",
                    [parts[5] for parts in batch],
                )


ARTICLE_COLUMNS = (
    "id, outlet_id, url, title, text, published, updated, section, language, genre, access, "
    "origin, content_hash, cluster_id"
)


def _marks(n: int) -> str:
    return ", ".join("?" * n)


def run_figures(report: Report) -> None:
    """The three sizes."""
    report_figures(report, SIZES)


def report_figures(report: Report, sizes: tuple[int, ...]) -> None:
    """Seconds, peak memory and time a row for each size, in processes of their own."""
    first = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            write_database(Path(folder), size)
            made = time.perf_counter() - start
            done = subprocess.run(
                [sys.executable, "-c", _RUN, folder], capture_output=True, text=True, check=True
            )
            summary, measured = done.stdout.strip().splitlines()[-2:]
            seconds, cpu, memory, child = (float(part) for part in measured.split())
            per_row = 1e6 * seconds / size
            first = first or per_row
            said, what = json.loads(summary), f"analyse, {size:,} persons"
            report.figure(what, seconds, "s", ceiling=60 if size == SIZES[-1] else None)
            report.figure(f"{what}, peak memory", memory / 1024, "MB", ceiling=2048)
            report.figure(f"{what}, a person / the smallest", per_row / first, "x")
            report.line(
                f"{said['articles']:,} articles (made in {made:.0f} s), {said['figures']} figures; "
                f"{cpu:.1f} s of processor, {child / 1024:.0f} MB in the process beside"
            )


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    report_figures(Report("figures"), tuple(int(size) for size in sys.argv[1:]) or SIZES)
