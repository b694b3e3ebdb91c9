"""The sample outlets on loopback: a web server that is also their HTTP proxy.

``python -m data.sample.server --port 8010`` shows the sites to a browser under
http://127.0.0.1:8010/. A crawler uses the same address as its HTTP proxy and asks for
http://polcirkelbladet.example/…; the fictional names are never looked up.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import threading
from collections import Counter
from collections.abc import Iterable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self, cast
from urllib.parse import unquote, urlsplit

from data.sample.articles import SampleArticle, iter_articles
from data.sample.render import render_index
from data.sample.routes import HTML, Answer, Router, build_routers
from data.sample.traps import FLAKY_TIMES

LOOPBACK = "127.0.0.1"
POLL_SECONDS = 0.05  # how long stop() may have to wait
IDLE_SECONDS = 30  # a connection without a request for so long is closed


class _SiteServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, routers: dict[str, Router], log: bool) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.routers = routers
        self.log = log
        self.hits: Counter[tuple[str, str]] = Counter()
        self.lock = threading.Lock()

    def count_hit(self, host: str, path: str) -> int:
        """Note one request; returns how many there have been to this path."""
        with self.lock:
            self.hits[host, path] += 1
            return self.hits[host, path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Provtidningar"
    sys_version = ""
    wbufsize = -1  # headers and body leave in one packet; two would wait for each other
    timeout = IDLE_SECONDS

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_CONNECT(self) -> None:
        self.send_error(HTTPStatus.NOT_IMPLEMENTED, "ask for http:// addresses: no TLS here")

    def _answer(self, with_body: bool) -> None:
        try:
            parts = urlsplit(self.path)
            host = (parts.hostname or self._named_host()).lower()
        except ValueError:
            self.send_error(HTTPStatus.BAD_REQUEST, "not an address")
            return
        path, base = unquote(parts.path) or "/", ""
        server = cast(_SiteServer, self.server)
        if host not in server.routers and path.startswith("/sites/"):
            host, _, rest = path.removeprefix("/sites/").partition("/")
            path, base = f"/{rest}", f"/sites/{host}"
        router = server.routers.get(host)
        if router is None:
            self._send(self._answer_stranger(host, path, server), with_body)
            return
        times = server.count_hit(host, path)
        if path == router.traps.flaky and times <= FLAKY_TIMES and not base:
            busy = Answer(HTTPStatus.SERVICE_UNAVAILABLE, HTML, b"<h1>Upptaget</h1>")
            self._send(busy, with_body)
            return
        self._send(router.find_answer(path, base), with_body)

    def _named_host(self) -> str:
        return urlsplit(f"//{self.headers.get('Host', '')}").hostname or ""

    def _answer_stranger(self, host: str, path: str, server: _SiteServer) -> Answer:
        """For a host that is none of ours: the index to a person, 502 to a crawler."""
        if host not in {LOOPBACK, "localhost", ""}:
            return Answer(HTTPStatus.BAD_GATEWAY, "text/plain", b"not one of the sample sites\n")
        if path != "/":
            return Answer(HTTPStatus.NOT_FOUND, "text/plain", b"nothing here; see /\n")
        index = render_index([router.site for router in server.routers.values()])
        return Answer(HTTPStatus.OK, HTML, index.encode())

    def _send(self, answer: Answer, with_body: bool) -> None:
        status, body = answer.status, answer.body
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if status == HTTPStatus.OK and self._has_current(tag):
            status, body = HTTPStatus.NOT_MODIFIED, b""
        self.send_response(status)
        if answer.location:
            self.send_header("Location", answer.location)
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            self.send_header("Retry-After", "0")
        if answer.status == HTTPStatus.OK:
            self.send_header("ETag", tag)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _has_current(self, tag: str) -> bool:
        known = self.headers.get("If-None-Match", "").split(",")
        return any(sent.strip().removeprefix("W/") in {tag, "*"} for sent in known)

    def log_message(self, format: str, *args: object) -> None:
        if cast(_SiteServer, self.server).log:
            super().log_message(format, *args)


class SampleServer:
    """The sample sites on 127.0.0.1; port 0 takes a free one. Use it in ``with``.

    ``hits`` counts requests by (host, path) over the life of the server.
    """

    def __init__(
        self, articles: Iterable[SampleArticle] | None = None, port: int = 0, log: bool = False
    ) -> None:
        routers = build_routers(iter_articles() if articles is None else articles)
        self._server = _SiteServer(port, routers, log)
        serve = self._server.serve_forever
        self._thread = threading.Thread(target=serve, args=(POLL_SECONDS,), daemon=True)
        self.routers = routers

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self._server.server_address[1]}"

    @property
    def hits(self) -> Counter[tuple[str, str]]:
        return self._server.hits

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m data.sample.server")
    parser.add_argument("--port", type=int, default=8010, help="0 takes a free one")
    options = parser.parse_args(arguments)
    try:
        server = SampleServer(port=options.port, log=True)
    except OSError as error:
        print(f"port {options.port} cannot be used ({error.strerror}); name another: --port N")
        return 2
    with server:
        print(f"The sample sites are at {server.url}/ – stop with Ctrl-C", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
