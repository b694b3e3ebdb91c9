"""Stable keys: the same article, person or page gets the same key in every run."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import canonicalize_url, url_query_cleaner

TRACKING = (
    *("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id"),
    *("fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "at_medium", "at_campaign"),
)
KEY_LENGTH = (
    16  # hex digits, 64 bits: a clash among a million articles has odds under 1 in 30 million
)


@lru_cache(maxsize=1024)  # a page's address is asked for in every step that the page takes
def canonical_url(url: str) -> str:
    """One form for all addresses of a page: https, no www, no fragment, no tracking words.

    Raises ValueError for what no one can read as an address (a broken port or IPv6 host).
    """
    whole = url.strip().encode("utf-8", "replace").decode("utf-8")
    cleaned = url_query_cleaner(whole, TRACKING, remove=True)
    parts = urlsplit(canonicalize_url(cleaned))
    host = (parts.hostname or "").removeprefix("www.")
    if parts.port and parts.port not in {80, 443}:
        host = f"{host}:{parts.port}"
    scheme = "https" if parts.scheme in {"http", "https"} else parts.scheme
    return urlunsplit((scheme, host, parts.path or "/", parts.query, ""))


def stable_key(*parts: str) -> str:
    """A short hash over the parts in their order; the parts are kept apart."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:KEY_LENGTH]


_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\x00]")


def _clear(text: str) -> str:
    """NFC, without soft hyphens, NULs and zero-width marks, halves of emoji as question marks."""
    if text.isascii():
        return text.replace("\x00", "")
    text = unicodedata.normalize("NFC", text)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return _INVISIBLE.sub("", text)


def normalise_text(text: str) -> str:
    """NFC, no soft hyphens, NULs or zero-width marks, line ends as \\n, single spaces."""
    if "\n" not in text and "\r" not in text:
        return normalise_line(text)
    text = _clear(text.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub("[^\\S\n]+", " ", text)
    return re.sub(r" ?\n ?", "\n", text).strip()


def normalise_line(text: str) -> str:
    """As normalise_text, and on one line."""
    if "  " not in text and text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text.strip(" ")  # as nearly every line is that has been read once
    line = " ".join(text.split())
    if line.isprintable() and unicodedata.is_normalized("NFC", line):
        return line  # nothing that _clear would touch is printable, or it is not NFC
    return " ".join(_clear(text).split())


def content_hash(title: str, text: str) -> str:
    """A hash that changes exactly when the words of the article change."""
    words = normalise_line(" ".join(line for line in (title, *text.split("\n")) if line))
    return hashlib.sha256(words.encode("utf-8")).hexdigest()
