"""The style and the script of the pages."""

from __future__ import annotations

from pathlib import Path

from analysis.review.answers import Asked, File, NotFound

_FOLDER = Path(__file__).parent.parent / "static"
_TYPES = {
    "granska.css": "text/css; charset=utf-8",
    "granska.js": "text/javascript; charset=utf-8",
    "ikon.svg": "image/svg+xml",
}


def show_file(asked: Asked) -> File:
    name = asked.names["file"]
    if name not in _TYPES:
        raise NotFound
    return File((_FOLDER / name).read_bytes(), _TYPES[name])
