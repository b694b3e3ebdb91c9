"""Where the time of each stage goes: cProfile over the command itself, at one size.

Two views of the main process. By module: its own time, that of built-in functions counted to the
module that called them. By step: our functions by the time until they return, what they call
included, so that steps within steps are counted twice. The profiler makes small functions dearer
than they are; shares tell where to look, and a change is measured without it.
"""

from __future__ import annotations

import pstats
import subprocess
import sys
import sysconfig
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import write_database
from benchmarks.material import write_store
from benchmarks.report import Report

OWN = ("analysis", "crawler", "data", "nlp")
LEAST_PERCENT = 4.0
MOST_ROWS = 8
WHOLE = 0.9  # of a step that holds nearly all the time: the command, no part of it
_ROOT = Path.cwd()
_PACKAGES = Path(sysconfig.get_path("purelib"))
Function = tuple[str, int, str]


def run_profile(report: Report) -> None:
    """tag on real text; analyse, publish and press on a made store."""
    with tempfile.TemporaryDirectory() as folder:
        n = report.pick(100, 500, 3_000)
        write_store(Path(folder), n)
        _profile(report, f"tag, {n:,} articles", "tag", "--engine", "sequential", db_dir=folder)
    with tempfile.TemporaryDirectory() as folder:
        n = report.pick(3_000, 63_000, 315_000)
        write_database(Path(folder), n)
        for stage in ("analyse", "publish", "press --period all"):
            more = ("--out", f"{folder}/kit") if stage.startswith("press") else ()
            _profile(report, f"{stage}, {n:,} persons", *stage.split(), *more, db_dir=folder)


def _profile(report: Report, what: str, *command: str, db_dir: str) -> None:
    with tempfile.NamedTemporaryFile(suffix=".prof") as file:
        subprocess.run(
            [
                *(sys.executable, "-m", "cProfile", "-o", file.name, "-m", "analysis.cli"),
                *(*command, "--db-dir", db_dir, "--quiet"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        stats = pstats.Stats(file.name)
    whole: float = stats.total_tt  # type: ignore[attr-defined]
    modules, steps = _sum_modules(stats), _find_steps(stats, whole)
    report.line(f"{what}: {whole:.1f} s under the profiler")
    for name, seconds in _choose(modules, whole):
        report.figure(f"{what}: in {name}", 100 * seconds / whole, "%")
    for name, seconds in _choose(steps, whole):
        report.figure(f"{what}: until {name} returns", 100 * seconds / whole, "%")


def _choose(found: dict[str, float], whole: float) -> list[tuple[str, float]]:
    rows = sorted(found.items(), key=lambda item: -item[1])[:MOST_ROWS]
    return [(name, spent) for name, spent in rows if 100 * spent / whole >= LEAST_PERCENT]


def _iter_stats(
    stats: pstats.Stats,
) -> Iterator[tuple[Function, tuple[int, int, float, float, dict[Function, tuple[float, ...]]]]]:
    yield from stats.stats.items()  # type: ignore[attr-defined]


def _sum_modules(stats: pstats.Stats) -> dict[str, float]:
    """Module -> seconds of its own, built-ins included."""
    found: dict[str, float] = defaultdict(float)
    for function, (_, _, own, _, callers) in _iter_stats(stats):
        if not _is_builtin(function):
            found[_name_module(function[0])] += own
            continue
        for caller, times in callers.items():
            found["built-in" if _is_builtin(caller) else _name_module(caller[0])] += times[2]
    return found


def _find_steps(stats: pstats.Stats, whole: float) -> dict[str, float]:
    """Our functions -> seconds until they return."""
    found: dict[str, float] = defaultdict(float)
    for (file, _, name), (_, _, _, until, _) in _iter_stats(stats):
        module = _name_module(file)
        if module.startswith(OWN) and "/" in module and until < WHOLE * whole and name[0] != "<":
            found[f"{module}:{name}"] = max(until, found[f"{module}:{name}"])
    return found


def _is_builtin(function: Function) -> bool:
    return function[0] in {"~", ""} or function[0].startswith("<")


def _name_module(file: str) -> str:
    """A file of ours by its path, a library by its package, Python's own by its file."""
    path = Path(file)
    if path.is_relative_to(_PACKAGES):
        return path.relative_to(_PACKAGES).parts[0]
    if path.is_relative_to(_ROOT):
        return str(path.relative_to(_ROOT))
    if not path.is_absolute():  # compiled from Cython: spacy/tokenizer.pyx
        return path.parts[0]
    return f"Python's {path.stem}"
