"""What stands before Datasette: only the workplace's own addresses get through.

Datasette's pages for databases, tables, rows, files, queries and plugins would show what the
workplace shows to signed-in people alone, so none of them is open, to anybody.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from analysis.review.places import ROOT
from analysis.review.requests import LONGEST_BODY
from analysis.review.routes import ROUTES

_OURS = [re.compile(route.pattern, re.ASCII) for route in ROUTES]
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-robots-tag", b"noindex, nofollow"),
)
_REFUSAL = (
    '<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body><main><h1>{title}</h1><p>{text} <a href="{root}">Till arbetsplatsen</a></p></main>'
    "</body></html>"
)
App = Callable[..., Any]


def guard(app: App) -> App:
    """The application behind a gate."""

    async def guarded(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return

        is_secure = _is_secure(scope)

        async def send_safely(event: dict[str, Any]) -> None:
            if event["type"] == "http.response.start":
                event = {**event, "headers": _secure(event.get("headers", []), is_secure)}
            await send(event)

        path = _read_path(scope)
        if path in {"/", ""}:
            await _send(send_safely, 303, b"", [(b"location", ROOT.encode())])
        elif not any(pattern.fullmatch(path) for pattern in _OURS):
            text = "Den här adressen är inte öppen."
            await _refuse(send_safely, 403, "Inte öppet", text)
        elif scope["method"] in {"POST", "PUT", "PATCH", "DELETE"} and not _is_short(scope):
            await _refuse(send_safely, 413, "För långt", "Det som skickades är för långt.")
        else:
            await app(scope, receive, send_safely)

    return guarded


def _read_path(scope: Any) -> str:
    """The path as the router reads it: raw, so that coded slashes and dots are no detour."""
    raw = scope.get("raw_path")
    if not raw:
        return str(scope["path"])
    return str(raw.decode("ascii", "replace").partition("?")[0])


def _is_short(scope: Any) -> bool:
    headers = dict(scope.get("headers") or [])
    length = headers.get(b"content-length", b"")
    return length.isdigit() and int(length) <= LONGEST_BODY


def _is_secure(scope: Any) -> bool:
    """Behind TLS: the proxy in front says so; whoever lies only spoils a cookie of their own."""
    headers = dict(scope.get("headers") or [])
    return scope.get("scheme") == "https" or headers.get(b"x-forwarded-proto") == b"https"


def _secure(headers: Any, is_secure: bool) -> list[tuple[bytes, bytes]]:
    kept = []
    is_cached = False
    for key, value in headers:
        if key.lower() == b"set-cookie":
            parts = {part.strip().lower() for part in value.split(b";")}
            value += b"" if b"httponly" in parts else b"; HttpOnly"
            value += b"; Secure" if is_secure and b"secure" not in parts else b""
        is_cached = is_cached or (key.lower() == b"cache-control" and b"max-age" in value)
        kept.append((bytes(key), bytes(value)))
    if not is_cached:
        kept = [(k, v) for k, v in kept if k.lower() != b"cache-control"]
        kept.append((b"cache-control", b"private, no-store"))
    if is_secure:
        kept.append((b"strict-transport-security", b"max-age=31536000"))
    return [*kept, *_HEADERS]


async def _refuse(send: Any, status: int, title: str, text: str) -> None:
    body = _REFUSAL.format(title=title, text=text, root=ROOT).encode()
    await _send(send, status, body, [(b"content-type", b"text/html; charset=utf-8")])


async def _send(send: Any, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
