"""A subscriber's cookies from a file, for lawful access to what the subscription covers.

They are sent to the outlet's own hosts only, and never logged or stored.
"""

from __future__ import annotations

import stat
from http.cookiejar import LoadError, MozillaCookieJar
from pathlib import Path
from urllib.request import Request

from data.errors import BadInput


def load_cookies(path: Path) -> MozillaCookieJar:
    """Read a file in Netscape's format (cookies.txt). Raises BadInput without quoting it."""
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise BadInput(f"{path}: others can read this cookie file; run chmod 600 on it")
    jar = MozillaCookieJar()
    try:
        jar.load(str(path), ignore_discard=True)
    except (LoadError, UnicodeDecodeError):
        raise BadInput(
            f"{path}: not a cookie file; export it as cookies.txt (Netscape format)"
        ) from None  # the error itself quotes a line of the file
    return jar


def find_cookies_file(folder: Path | None, outlet_id: str) -> Path | None:
    """``<folder>/<outlet>.txt`` where it is there."""
    path = folder / f"{outlet_id}.txt" if folder else None
    return path if path and path.is_file() else None


def build_cookie_header(jar: MozillaCookieJar, url: str) -> str:
    """The Cookie header for an address: by domain, path, expiry and ``secure``; "" for none."""
    request = Request(url)  # noqa: S310 - only read for its address, never opened
    jar.add_cookie_header(request)
    return request.get_header("Cookie") or ""
