"""Time and memory as work grows, in one run of ``tag``: a tenth of the articles against all.

A run of 100,000 articles takes an hour on two cores; without --length full it is 6,000.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.material import write_store
from benchmarks.report import Report

PROCESSES = 2
FULL = 100_000
LOOK_S = 0.1
MIN_ARTICLES = 3_000  # below, the lumps of parts are larger than what is looked for


def read_memory(pid: int) -> dict[int, float]:
    """Resident megabytes of a process and of all under it that have more than 50."""
    found: dict[int, float] = {}
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                found[pid] = int(line.split()[1]) / 1024
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in task.read_text().split():
                found |= read_memory(int(child))
    except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
        return {}
    return {process: size for process, size in found.items() if size > 50}


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM taggings").fetchone()[0])


def run_growth(report: Report) -> None:
    """Seconds and memory at a tenth and at the end; how far from linear, how far from flat."""
    n = report.pick(600, 6_000, FULL)
    with tempfile.TemporaryDirectory() as name:
        path = write_store(Path(name), n)
        command = [sys.executable, "-m", "analysis.cli", "tag", "--db-dir", name, "--json"]
        process = subprocess.Popen(
            [*command, "--processes", str(PROCESSES)], stdout=subprocess.PIPE, text=True
        )
        seen: list[tuple[float, int, dict[int, float]]] = []
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            while process.poll() is None:
                time.sleep(LOOK_S)
                done = _count(connection)
                if done > (seen[-1][1] if seen else 0):  # looked at when a part has just come
                    seen.append((time.perf_counter(), done, read_memory(process.pid)))
        out, _ = process.communicate()
        if process.returncode not in {0, 1}:  # 1: all done but for articles that were left out
            raise RuntimeError(f"tag ended with {process.returncode}: {out}")
        said = json.loads(out.splitlines()[-1])
        report.line(f"tag said: {said['articles_tagged']:,} articles in {said['seconds']:,.0f} s")
        left_out = n - said["articles_tagged"]
        report.figure("articles that could not be tagged", left_out, "articles", ceiling=0)
    first = seen[0]
    tenth = next(one for one in seen if one[1] >= first[1] + n // 10)
    # what comes at the end is linking, no tagging
    last = next(one for one in seen if one[1] >= 0.97 * (n - left_out))
    pace = (tenth[0] - first[0]) / (tenth[1] - first[1])
    end_pace = (last[0] - first[0]) / (last[1] - first[1])
    report.figure(f"articles/s at {tenth[1]:,}", 1 / pace, "articles/s")
    report.figure(f"articles/s at {last[1]:,}", 1 / end_pace, "articles/s")
    bound = 1.1 if n >= MIN_ARTICLES else None
    report.figure("time an article, all / first tenth", end_pace / pace, "x", ceiling=bound)
    # Tables of words met fill up over the first 10,000 articles or so; from there memory is flat.
    bound = 1.1 if n >= FULL else None
    for process_id, size in last[2].items():
        before = tenth[2].get(process_id)
        if before is None:
            continue
        what = "the writer" if process_id == process.pid else f"worker {process_id}"
        report.figure(f"memory of {what} at the end", size, "MB")
        report.figure(f"memory of {what}, end / first tenth", size / before, "x", ceiling=bound)
