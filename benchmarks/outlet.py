"""An outlet on loopback whose crawl is measured: its description, and the command."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml


def make_outlet(base: str) -> dict[str, object]:
    return {
        "id": "matbladet",
        "name": "Mätbladet",
        "homepage": base,
        "domains": ["127.0.0.1"],
        "local": True,
        "access": "mixed",
        "delay_seconds": 0,
        "sources": [{"kind": "sitemap", "url": f"{base}/sitemap.xml"}],
        "article_patterns": ["^/nyheter/[^/?]+$"],
        "selectors": {
            "headline": ["article h1"],
            "lead": ["p.lead"],
            "body": ["article .text p, article .text h2"],
            "byline": [".byline span"],
        },
        "drop_lines": ["^undefined$", "^Så jobbar vi med nyheter", "^Dela den här artikeln"],
    }


def write_outlet(folder: Path, base: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(make_outlet(base), allow_unicode=True)
    (folder / "matbladet.yml").write_text(text, encoding="utf-8")


def crawl_command(folder: Path, *more: str) -> list[str]:
    return [
        *(sys.executable, "-m", "analysis.cli", "crawl", "matbladet", "--quiet"),
        *("--outlets-dir", str(folder / "outlets"), "--db-dir", str(folder / "db"), *more),
    ]
