"""What goes out with every answer: one version of the data, cache headers, the file as a whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from importlib.metadata import version as package_version
from pathlib import Path
from typing import Any

from analysis.resources import SITE, find_metadata
from analysis.site.swap import NAME, PublicDatabase, pin_version

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Any, Send], Awaitable[None]]
# A page may be kept but is asked for anew each time: the answer is then 304 and an empty body
# for as long as neither the data nor the program changes, and never old rows.
PAGES = b"public, no-cache"
FILES = b"public, max-age=3600"  # styles, scripts, fonts
_STATIC = ("/stat/", "/-/static/", "/-/static-plugins/", "/favicon.ico")
_CHUNK = 1 << 18


def fingerprint_site() -> str:
    """Changes when the program, the templates or the metadata do."""
    digest = hashlib.sha256(package_version("mediagranskning").encode())
    for path in sorted((*SITE.rglob("*"), find_metadata())):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.name} {path.stat().st_mtime_ns} {path.stat().st_size}".encode())
    return digest.hexdigest()[:12]


def wrap_delivery(datasette: Any, app: App) -> App:
    """An ASGI app with ETag and cache headers, pinned to one version of public.db a request."""
    site = fingerprint_site()

    async def deliver(scope: Scope, receive: Any, send: Send) -> None:
        database = datasette.databases.get(NAME)
        if scope["type"] != "http" or not isinstance(database, PublicDatabase):
            await app(scope, receive, send)
            return
        tag = f'W/"{database.version}-{site}"'.encode()
        asked = dict(scope["headers"]).get(b"if-none-match", b"")
        known = tag in asked and scope["method"] in {"GET", "HEAD"}
        path = _path_in(datasette, scope)
        kept = FILES if path.startswith(_STATIC) else PAGES
        if known:
            headers = [(b"etag", tag), (b"cache-control", kept)]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        if path == f"/{NAME}.db" and scope["method"] in {"GET", "HEAD"}:
            await _send_database(Path(str(database.path)), scope, send)
            return

        async def send_marked(event: MutableMapping[str, Any]) -> None:
            if event["type"] == "http.response.start":
                event = {**event, "headers": _mark(event, tag, kept)}
            await send(event)

        await app(scope, receive, send_marked)

    return pin_version(datasette, deliver)  # type: ignore[no-any-return]


def _path_in(datasette: Any, scope: Scope) -> str:
    path = str(scope["path"])
    base = str(datasette.setting("base_url"))
    return f"/{path.removeprefix(base)}" if base != "/" else path


def _mark(event: Mapping[str, Any], tag: bytes, kept: bytes) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with ours. A cookie or an error is never kept by anyone."""
    headers = [(name, value) for name, value in event["headers"] if name.lower() != b"etag"]
    if any(name.lower() == b"set-cookie" for name, _ in headers):
        return headers
    headers = [(name, value) for name, value in headers if name.lower() != b"cache-control"]
    if event["status"] == 200:
        return [*headers, (b"etag", tag), (b"cache-control", kept)]
    return [*headers, (b"cache-control", b"no-store")]


async def _send_database(path: Path, scope: Scope, send: Send) -> None:
    """The whole file: opened once, so that length and content are of the same one."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        headers = [
            (b"content-type", b"application/vnd.sqlite3"),
            (b"content-length", str(size).encode()),
            (b"content-disposition", f'attachment; filename="{path.name}"'.encode()),
            (b"cache-control", PAGES),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        left = size if scope["method"] == "GET" else 0
        while left:
            chunk = file.read(min(_CHUNK, left))
            left -= len(chunk)
            body = {"type": "http.response.body", "body": chunk, "more_body": left > 0}
            await send(body)
        if not size or scope["method"] == "HEAD":
            await send({"type": "http.response.body", "body": b""})
