"""Addresses that several parts of the workplace name."""

from __future__ import annotations

import re

ROOT = "/granska"
SIGN_IN = f"{ROOT}/logga-in"


def find_way_back(path: str) -> str:
    """The page that was asked for before signing in: one of ours, or the queue."""
    ours = re.fullmatch(rf"{ROOT}(/[\w./~-]*)?(\?[^\\\s#]*)?", path, re.ASCII)
    return path if ours and "//" not in path and ".." not in path else ROOT
