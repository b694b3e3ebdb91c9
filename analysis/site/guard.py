"""What keeps a visitor's browser and the server out of harm: headers, limits, closed pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

# Crawled text is escaped by the templates; should that ever fail, no script of its own runs all
# the same: scripts come from files of this site only, and Vega is told to interpret its
# expressions instead of compiling them. Styles are set by Vega and by the bars of shares.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), browsing-topics=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
# Pages of Datasette for those who build with it. They are English, and no visitor needs them.
CLOSED = (
    r"^/-/(?:patterns|messages|allow-debug|permissions|rules|check|actions|logout|auth-token"
    r"|create-token|jump|schema|tables|(?:threads|actor|settings|plugins|databases|versions"
    r"|metadata|config)(?!\.json))$"
)
# A value of a million characters is more than any page here needs; printf('%999999999d') and
# zeroblob ask for a thousand times that in one step, which no time limit can stop.
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 5_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 20_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}


def limit_connection(connection: sqlite3.Connection) -> None:
    """Set what one query may ask for at most; the time limit is Datasette's own."""
    for limit, value in LIMITS.items():
        connection.setlimit(limit, value)


def add_headers(app: Any) -> Callable[..., Any]:
    """Every answer carries the headers."""

    async def guarded(scope: Any, receive: Any, send: Any) -> None:
        async def send_with_headers(event: dict[str, Any]) -> None:
            if event["type"] == "http.response.start":
                event = {**event, "headers": [*event["headers"], *HEADERS]}
            await send(event)

        await app(scope, receive, send_with_headers)

    return guarded
