"""A loopback site of many pages for measuring: fast enough to be no bottleneck, in a process of
its own, counting what is asked for and when."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any
from urllib.request import urlopen

SENTENCE = (
    "Hamnen i Piteå byggs ut med en ny kaj, och arbetet ska vara klart till hösten nästa år, "
    "säger hamnchefen Anna Alm, som leder bygget tillsammans med kommunens ingenjörer. "
)
BOX = (
    '<li class="box"><a href="/om/{n}"><img src="/b/{n}.jpg" alt=""><span>Ruta {n}</span></a></li>'
)


def _vary(n: int, i: int) -> str:
    """Some 50 words that differ from page to page, so that no two pages are one story."""
    words = SENTENCE.split()
    random.Random(1000 * n + i).shuffle(words)
    return " ".join([*words, *reversed(words)])


def build_page(n: int, size: int = 50_000) -> bytes:
    """An article page of about ``size`` bytes: a third scripts, a third boxes, as pages are."""
    paragraphs = "".join(f"<p>{_vary(n, i)} Stycke {i} i artikel {n}.</p>" for i in range(14))
    linked = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": f"Artikel {n} om kajen",
            "datePublished": "2026-11-01T08:00:00+01:00",
            "author": [{"@type": "Person", "name": "Anna Alm"}],
            "isAccessibleForFree": True,
        },
        ensure_ascii=False,
    )
    head = (
        f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Artikel {n}</title>'
        f'<script type="application/ld+json">{linked}</script>'
    )
    body = (
        f'<article><h1>Artikel {n} om kajen</h1><p class="lead">En ny kaj, nummer {n}.</p>'
        f'<div class="byline"><span>Anna Alm</span></div><div class="text">{paragraphs}</div>'
        "</article>"
    )
    missing = max(0, size - len((head + body).encode()))
    noise = random.Random(n).randbytes(missing // 6).hex()  # scripts pack badly
    script = f"<script>var x={json.dumps(noise)};</script></head><body>"
    boxes: list[str] = []
    i = 0
    while sum(len(box) for box in boxes) < 2 * missing // 3:
        boxes.append(BOX.format(n=7919 * (n + i) % 99991))
        i += 1
    return f"{head}{script}<ul>{''.join(boxes)}</ul>{body}</body></html>".encode()


def _answer(path: str, base: str, pages: dict[str, bytes], listed: int) -> tuple[int, bytes]:
    if path in pages:
        return 200, pages[path]
    if path == "/sitemap.xml":
        urls = [*pages, *(f"/nyheter/tom-{i}" for i in range(listed - len(pages)))]
        locs = "".join(f"<url><loc>{base}{url}</loc></url>" for url in urls)
        ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        return 200, f"<urlset {ns}>{locs}</urlset>".encode()
    return 404, b"nothing"


def _serve(pipe: Connection, n_pages: int, size: int, listed: int) -> None:
    pages = {f"/nyheter/artikel-{n}": build_page(n, size) for n in range(n_pages)}
    hits: Counter[str] = Counter()
    times: list[float] = []
    port = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                path = request.split(b" ", 2)[1].decode()
                if path == "/hits":
                    body = json.dumps({"hits": hits, "times": times}).encode()
                    status = 200
                elif path == "/clear":
                    hits.clear()
                    times.clear()
                    status, body = 200, b""
                else:
                    hits[path] += 1
                    status, body = _answer(path, f"http://127.0.0.1:{port}", pages, listed)
                    if path in pages:
                        times.append(time.perf_counter())
                kind = "application/xml" if path.endswith(".xml") else "text/html; charset=utf-8"
                writer.write(
                    f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n"
                    f"Content-Length: {len(body)}\r\n\r\n".encode()
                    + body
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        nonlocal port
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        pipe.send(port)
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def serve_pages(n_pages: int, size: int = 50_000, listed: int = 0) -> Iterator[str]:
    """The base address of a running site; its sitemap lists ``listed`` addresses or all pages."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(theirs, n_pages, size, listed), daemon=True
    )
    server.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        server.terminate()
        server.join()


def read_hits(base: str) -> dict[str, Any]:
    with urlopen(f"{base}/hits") as answer:
        loaded: dict[str, Any] = json.load(answer)
        return loaded


def clear_hits(base: str) -> None:
    urlopen(f"{base}/clear").close()
