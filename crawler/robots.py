"""Whether a site's robots.txt lets us fetch, and how slowly (RFC 9309)."""

from __future__ import annotations

from protego import Protego

AGENT = "mediagranskning"
MAX_ROBOTS_BYTES = 512_000  # RFC 9309 asks for at least 500 KiB; the rest is not read


class RobotsUnavailable(Exception):
    """robots.txt could not be asked: everything waits. The message says why."""


def read_robots(status: int, body: bytes) -> Protego:
    """The rules of an answer. No file (4xx) means no rules.

    Raises RobotsUnavailable for 5xx: the site has rules, and we do not know them.
    """
    if status >= 500:
        raise RobotsUnavailable(f"robots.txt: HTTP {status}")
    text = body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace") if status < 300 else ""
    return Protego.parse(text.lstrip("\ufeff"))


def find_delay(rules: Protego) -> float:
    """Seconds between two requests that the site asks for, 0 for none."""
    delay = rules.crawl_delay(AGENT)
    rate = rules.request_rate(AGENT)
    asked = float(delay) if delay else 0.0
    if rate is not None and rate.requests:
        asked = max(asked, rate.seconds / rate.requests)
    return asked
