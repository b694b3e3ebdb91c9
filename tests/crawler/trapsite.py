"""A web server on loopback, also an HTTP proxy, whose pages are functions of the test."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from tests.chain import run

HOST = "provbladet.example"
SITE = f"http://{HOST}"
Handler = BaseHTTPRequestHandler
Route = bytes | Callable[[Handler], None]
SENTENCE = "Hamnen byggs ut med en ny kaj för bolagets fartyg till hösten nästa år."


def page(title: str, head: str = "", text: str = SENTENCE) -> bytes:
    body = f"<h1>{title}</h1><article><div class=text><p>{text} {title}.</p></div></article>"
    return f"<html lang=sv><head>{head}</head><body>{body}</body></html>".encode()


def send(handler: Handler, body: bytes = b"", status: int = 200, **headers: str) -> None:
    """One whole answer; header names with underscores for dashes."""
    handler.send_response(status)
    headers.setdefault("Content_Type", "text/html; charset=utf-8")
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


class TrapSite:
    """``routes`` by path (of HOST) or host and path; ``hits`` counts what was asked for."""

    def __init__(self, routes: dict[str, Route]) -> None:
        self.routes = routes
        self.hits: Counter[str] = Counter()
        self.headers: dict[str, list[dict[str, str]]] = {}
        site = self

        class _Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 30

            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answer(self, handler: Handler) -> None:
        parts = urlsplit(handler.path)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        key = path if parts.hostname in {HOST, None} else f"{parts.hostname}{path}"
        self.hits[key] += 1
        self.headers.setdefault(key, []).append(dict(handler.headers))
        route = self.routes.get(key)
        try:
            if route is None:
                send(handler, b"not here", 404)
            elif callable(route):
                route(handler)
            else:
                send(handler, route)
        except OSError:  # the crawler hung up, as it should
            handler.close_connection = True

    @contextmanager
    def running(self) -> Iterator[TrapSite]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()


def sitemap(*paths: str) -> bytes:
    locs = "".join(f"<url><loc>{SITE}{path}</loc></url>" for path in paths)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locs}</urlset>'.encode()


def write_outlet(folder: Path, **fields: Any) -> Path:
    """An outlet file for the trap site; the folder to give as --outlets-dir."""
    folder.mkdir(exist_ok=True)
    outlet = {
        "id": "provbladet",
        "name": "Provbladet",
        "homepage": SITE,
        "domains": [HOST],
        "access": "free",
        "sources": [{"kind": "sitemap", "url": f"{SITE}/sitemap.xml"}],
        "article_patterns": ["^/(?:nyheter|intern|reserverad)/[^/?]+$"],
        "selectors": {"headline": ["h1"], "body": ["article .text p"]},
        "delay_seconds": 0,
        **fields,
    }
    (folder / "provbladet.yml").write_text(yaml.safe_dump(outlet, allow_unicode=True), "utf-8")
    return folder


def crawl(site: TrapSite, folder: Path, *more: str, **fields: Any) -> Any:
    """Crawl the trap site with the real command; the finished process."""
    outlets = write_outlet(folder / "outlets", **fields)
    return run(
        *("crawl", "provbladet", "--outlets-dir", str(outlets), "--proxy", site.url),
        *("--db-dir", str(folder / "db"), "--json", *more),
    )
