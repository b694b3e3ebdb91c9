"""docs/performance.md, written from the latest measurement of every part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.registry import PARTS
from benchmarks.report import Figure, read_latest

PAGE = Path("docs/performance.md")
ARTICLES = 20_000_000  # a national review: about 100 titles, some 27 stories a day, 20 years
DAYS = 7  # in which such a review should be tagged: a week from export to figures
CORES = 16  # of a usual rented machine
WORDS = 400
_HEAD = """# Performance

Written by `python -m benchmarks --docs` from the latest runs in benchmarks/results; do not edit.
Ratios are taken within one run on one machine and are what to go by; figures a second are of that
machine on that day. A figure measured while other work loaded the machine says so by its load.
"""


def write_page() -> Path:
    """Write the page; returns its path."""
    latest = read_latest()
    sections = [_HEAD]
    for part, (_, what, _) in PARTS.items():
        if part in latest:
            sections.append(_describe_part(part, what, latest[part]))
    sections.append(_extrapolate(latest))
    PAGE.write_text("\n".join(sections).rstrip() + "\n", encoding="utf-8")
    return PAGE


def _describe_part(part: str, what: str, row: dict[str, Any]) -> str:
    machine, versions = row["machine"], row["versions"]
    lines = [
        f"## {part}: {what}",
        "",
        f"{row['at'][:10]}, length {row['length']}, commit {versions.get('commit', '?')}; "
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, load "
        f"{machine['load_before']} when it began; Python {versions['python']}, spaCy "
        f"{versions['spacy']}.",
        "",
    ]
    if row["figures"]:
        lines += ["| figure | value | unit | must hold | |", "|---|---:|---|---|---|"]
        lines += [_describe_figure(figure) for figure in row["figures"]]
        lines.append("")
    lines += [f"- {line}" for line in row["lines"]]
    return "\n".join(lines).rstrip() + "\n"


def _describe_figure(found: dict[str, Any]) -> str:
    figure = Figure(**{key: value for key, value in found.items() if key != "holds"})
    bound = ""
    if figure.floor is not None:
        bound = f"≥ {figure.floor:g}"
    elif figure.ceiling is not None:
        bound = f"≤ {figure.ceiling:g}"
    said = {None: "", True: "holds", False: "**does not hold**"}[figure.holds]
    shown = f"{figure.value:,.0f}" if abs(figure.value) >= 1000 else f"{figure.value:.3g}"
    return f"| {figure.name} | {shown} | {figure.unit} | {bound} | {said} |"


def _find(latest: dict[str, dict[str, Any]], part: str, start: str) -> float | None:
    for figure in latest.get(part, {}).get("figures", []):
        if figure["name"].startswith(start):
            return float(figure["value"])
    return None


def _extrapolate(latest: dict[str, dict[str, Any]]) -> str:
    """What a national review would need, from words/s of one process and megabytes an article."""
    lines = [
        "## A national review: an extrapolation",
        "",
        f"No one has run this. It assumes {ARTICLES:,} articles of {WORDS} words (a hundred "
        "titles, some 27 stories a day, twenty years), time and disk in proportion to articles "
        "as measured above, and cores like those measured; another processor moves it in "
        "proportion, and shared disks or a slow network make it longer.",
        "",
    ]
    speed = _find(latest, "tag", "whole tagging, one process")
    stored = _find(latest, "disk", "media.db a thousand")
    parquet = _find(latest, "disk", "the same as Parquet")
    if speed is None or stored is None or parquet is None:
        return "\n".join([*lines, "Measure the parts tag and disk first."])
    core_days = ARTICLES * WORDS / speed / 86_400
    machines = max(1, -(-core_days // (DAYS * CORES)))
    return "\n".join(
        [
            *lines,
            "| what | value |",
            "|---|---:|",
            f"| tagging | {core_days:,.0f} core days |",
            f"| machines of {CORES} cores, done in {DAYS} days | {machines:,.0f} |",
            f"| media.db, all stores together | {ARTICLES * stored / 1e6:,.0f} GB |",
            f"| the same as Parquet, for analysis | {ARTICLES * parquet / 1e6:,.0f} GB |",
            "",
            "Raw pages, where they are kept, come on top: some 10 kB each, packed. How to divide "
            "such a review is told in docs/national.md.",
        ]
    )
