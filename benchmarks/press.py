"""Time and memory of ``press`` on the tagged sample and on made databases of up to 1 M persons.

``python -m benchmarks.press [DB_DIR]`` measures the sample in DB_DIR (data/var/demo by default),
then made databases (see benchmarks.figures; the largest takes 1 GB of disk while it runs). For
those the kit is made three times: of a frozen edition of a year, of the whole time after
``analyse`` (the running figures are taken), and of a period that has to be counted first.
``python -m benchmarks.press --sizes 10000,100000`` measures those sizes alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.command import PEAK_KB
from benchmarks.figures import SIZES, write_database

_RUN = (
    "import sys, time; from analysis.cli import main; start = time.perf_counter()\n"
    "try: main(sys.argv[1:], standalone_mode=False)\n"
    f"finally: print(time.perf_counter() - start, time.process_time(), {PEAK_KB})"
)
LIMIT_SAMPLE_S, LIMIT_MILLION_S = 60, 180


def measure(arguments: list[str]) -> dict[str, float | int | str]:
    """Run a command in a process of its own; seconds, processor seconds, megabytes."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments, "--json"], capture_output=True, text=True
    )
    lines = done.stdout.strip().splitlines()
    if done.returncode or len(lines) < 2:
        return {"error": done.stderr.strip().splitlines()[-1] if done.stderr else "no output"}
    wall, processor, memory = (float(number) for number in lines[-1].split())
    said = json.loads(lines[-2])
    return {
        "seconds": round(wall, 1),
        "processor_s": round(processor, 1),
        "megabytes": round(memory / 1024),
        "files": said.get("files", 0),
        "changed": said.get("changed", 0),
    }


def measure_kits(db_dir: Path, wishes: list[list[str]]) -> dict[str, dict[str, float | int | str]]:
    """The kit of each wish, written into an empty folder."""
    results = {}
    for wish in wishes:
        with tempfile.TemporaryDirectory() as out:
            results[" ".join(wish)] = measure(
                ["press", *wish, "--db-dir", str(db_dir), "--out", out]
            )
    return results


def measure_made(size: int) -> dict[str, object]:
    """A made database of this many persons: analyse, freeze, and the kit three ways."""
    with tempfile.TemporaryDirectory() as folder:
        db_dir = Path(folder)
        start = time.perf_counter()
        write_database(db_dir, size)
        made = time.perf_counter() - start
        analysed = measure(["analyse", "--db-dir", folder])
        frozen = measure(["analyse", "--edition", "2026", "--db-dir", folder])
        kits = measure_kits(
            db_dir, [["--edition", "2026"], ["--period", "all"], ["--period", "2026"]]
        )
    return {"write_s": round(made, 1), "analyse": analysed, "freeze": frozen, "press": kits}


def main() -> None:
    arguments = sys.argv[1:]
    if arguments[:1] == ["--sizes"]:
        sizes = [int(size) for size in arguments[1].split(",")]
    else:
        sizes = list(SIZES)
        sample = Path(arguments[0] if arguments else "data/var/demo")
        if (sample / "media.db").exists():
            print(f"sample, limit {LIMIT_SAMPLE_S} s:", measure_kits(sample, [["--period", "all"]]))
        else:
            print(f"no sample at {sample}: run 'make demo' first")
    for size in sizes:
        print(f"{size} persons, limit {LIMIT_MILLION_S} s at 1,000,000:", flush=True)
        print(json.dumps(measure_made(size), indent=1), flush=True)


if __name__ == "__main__":
    main()
