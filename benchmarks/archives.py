"""Import speed and memory: a Mediearkivet file of 5,000 articles, a WARC of 10,000 responses."""

from __future__ import annotations

import gzip
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.command import run_command
from benchmarks.outlet import write_outlet
from benchmarks.report import Report
from benchmarks.site import SENTENCE, build_page

ARTICLES = 5_000
RESPONSES = 10_000


def _write_story(n: int) -> str:
    words = SENTENCE.split()
    lines = []
    for i in range(6):
        random.Random(10 * n + i).shuffle(words)
        lines.append(f"Stycke {i} i artikel {n}: {' '.join(words)} {' '.join(reversed(words))}")
    return "\r\n\r\n".join(lines)


def write_mediearkivet(path: Path, articles: int = ARTICLES) -> None:
    """A file as Mediearkivet exports it, every article different."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("Länsbiblioteket\r\nDatum 2026-11-01\r\n\r\nNyheter:\r\n\r\n")
        for n in range(articles):
            file.write(f"> Artikel {n} om kajen, NSD, 2026-10-{n % 28 + 1:02}\r\n\r\n")
        for n in range(articles):
            file.write(
                f"\r\nArtikel {n} om kajen\r\nNSD, 2026-10-{n % 28 + 1:02}\r\nSida {n % 40}\r\n"
                f"Publicerat i print. \r\n\r\n{_write_story(n)}\r\n"
                f"©NSD<br>Alla artiklar är skyddade enligt upphovsrättslagen.\r\n\r\n"
                f"Läs hela artikeln på http://ret.nu/{n}\r\n{'=' * 78}\r\n"
            )


def write_warc(path: Path, responses: int = RESPONSES) -> None:
    """A WARC.GZ, half of it article pages of a known outlet."""
    pages = [build_page(n, 30_000) for n in range(50)]
    with path.open("wb") as file:
        for n in range(responses):
            slug = "nyheter" if n % 2 else "annat"
            body = pages[n % 50].replace(b"Artikel ", f"Artikel {n} ".encode(), 1)
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{n}>\r\n"
                f"WARC-Target-URI: http://127.0.0.1/{slug}/artikel-{n}\r\n"
                "WARC-Date: 2026-10-02T00:00:00Z\r\n"
                "Content-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(http)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + http + b"\r\n\r\n", 1))


def run_imports(report: Report) -> None:
    """Seconds and memory of both imports, story clusters included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_outlet(folder / "outlets", "http://127.0.0.1")
        shared = ["--outlets-dir", str(folder / "outlets"), "--quiet"]
        base = [sys.executable, "-m", "analysis.cli", "import"]
        for label, file, write, n, most_s, most_mb in (
            ("Mediearkivet", folder / "export.txt", write_mediearkivet, ARTICLES, 10, None),
            ("WARC", folder / "arkiv.warc.gz", write_warc, RESPONSES, None, 300),
        ):
            write(file)
            seconds, spent, peak = run_command(
                [*base, str(file), "--db-dir", str(folder / label), *shared]
            )
            what = f"{label}, {n:,} records in {file.stat().st_size / 1e6:.0f} MB"
            report.figure(what, seconds, "s", ceiling=most_s)
            report.figure(f"{label}, peak memory", peak, "MB", ceiling=most_mb)
            report.line(f"{label}: {spent:.1f} s of processor")
            subprocess.run(["rm", "-rf", str(folder / label)], check=True)
