"""What can be measured, by part. To add one: a function that takes a Report, and a line here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from benchmarks.report import Report

# Part -> module:function, what it measures, and whether it runs when no part is named.
PARTS: dict[str, tuple[str, str, bool]] = {
    "topics": ("benchmarks.topics:run_topics", "growth, themes and sectors, articles/s", True),
    "names": ("benchmarks.names:run_names", "names from the registers and outside them", True),
    "voices": ("benchmarks.voices:run_voices", "what speech and roles cost beside people", True),
    "figures": ("benchmarks.figures:run_figures", "analyse on up to a million persons", True),
    "extraction": ("benchmarks.extraction:run_extraction", "article text out of pages", True),
    "crawl": ("benchmarks.crawl:run_crawl", "crawl speed and memory, kill -9", True),
    "imports": ("benchmarks.archives:run_imports", "archive files, records/s", True),
    "people": ("benchmarks.people:run_people", "the people step, long texts, agreement", True),
    "tag": ("benchmarks.tagging:run_tagging", "whole tagging against a stock pipeline", True),
    "engines": ("benchmarks.engines:run_engines", "one process, two, a dask cluster", True),
    "disk": ("benchmarks.disk:run_disk", "size of media.db and of an export", True),
    "stages": ("benchmarks.stages:run_stages", "export, analyse, publish on a large store", True),
    "profile": ("benchmarks.profile:run_profile", "where the time of each stage goes", True),
    "press": ("benchmarks.press:run_press", "the press kit of a large store", True),
    "serve": ("benchmarks.site_speed:run_serve", "pages of the public site", True),
    "review": ("benchmarks.reviewpages:run_review", "pages of the review workplace", True),
    "growth": ("benchmarks.growth:run_growth", "time and memory as work grows", True),
}
# Parts that belong together: python -m benchmarks --only scale
GROUPS = {"scale": ("tag", "engines", "disk", "stages", "profile", "press", "serve", "growth")}


def find_parts(wanted: tuple[str, ...]) -> list[str]:
    """The parts that are named, groups opened; all that run by default where none is named.

    Raises KeyError for a name that is neither.
    """
    if not wanted:
        return [name for name, (_, _, usual) in PARTS.items() if usual]
    found: list[str] = []
    for name in wanted:
        found += GROUPS.get(name, (name,))
    for name in found:
        PARTS[name]
    return list(dict.fromkeys(found))


def load_part(name: str) -> Callable[[Report], None]:
    """The function of a part; its module is imported only now."""
    module, _, function = PARTS[name][0].partition(":")
    loaded: Callable[[Report], None] = getattr(import_module(module), function)
    return loaded
