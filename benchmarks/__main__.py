"""Measure: ``python -m benchmarks``, or by part ``python -m benchmarks --only scale``.

Prints a table a part, appends it as JSON to benchmarks/results, and with --docs writes
docs/performance.md from the latest of every part.
"""

from __future__ import annotations

import argparse
import sys
import time

from benchmarks.registry import GROUPS, PARTS, find_parts, load_part
from benchmarks.report import Report, describe_machine, save_report


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--only", action="append", default=[], metavar="PART", choices=[*PARTS, *GROUPS],
        help="a part or group, may be repeated: " + ", ".join([*PARTS, *GROUPS]),
    )  # fmt: skip
    parser.add_argument(
        "--length", choices=["quick", "usual", "full"], default="usual",
        help="quick tries it out, full takes hours and goes to 100,000 articles",
    )  # fmt: skip
    parser.add_argument("--docs", action="store_true", help="write docs/performance.md at the end")
    parser.add_argument("--list", action="store_true", help="say what there is and stop")
    parser.add_argument("--dry", action="store_true", help="keep nothing in benchmarks/results")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Exit code 0, or 1 where a figure does not hold."""
    chosen = _parse(arguments)
    if chosen.list:
        for name, (_, what, _) in PARTS.items():
            print(f"{name:<12} {what}")
        return 0
    held = True
    parts = [] if chosen.docs and not chosen.only else find_parts(tuple(chosen.only))
    for name in parts:
        print(f"{name}: {PARTS[name][1]}", flush=True)
        report, machine = Report(name, chosen.length), describe_machine()
        start = time.perf_counter()
        load_part(name)(report)
        held &= all(figure.holds is not False for figure in report.figures)
        if not chosen.dry:
            save_report(report, machine, time.perf_counter() - start)
    if chosen.docs:
        from benchmarks.page import write_page

        print(f"written: {write_page()}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
