"""Reservations against text and data mining (15 a § upphovsrättslagen), as the TDM protocol says.

A reservation counts wherever it stands: file, header or page. None outweighs another, so that in
doubt nothing is taken.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

TDMREP_PATH = "/.well-known/tdmrep.json"
_META = re.compile(r"<meta\b[^>]{0,500}>", re.IGNORECASE)
_NAME = re.compile(r"""\bname\s*=\s*["']?tdm-reservation\b""", re.IGNORECASE)
_CONTENT = re.compile(r"""\bcontent\s*=\s*["']?\s*1\b""", re.IGNORECASE)
_HEAD_CHARS = 100_000  # a meta element stands in the head


class _Rule(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    location: str
    reservation: str = Field("0", alias="tdm-reservation")


@dataclass(frozen=True, slots=True)
class Reservation:
    """A path pattern of tdmrep.json, and whether it is reserved."""

    pattern: re.Pattern[str]
    length: int
    reserved: bool


def read_tdmrep(body: bytes) -> list[Reservation]:
    """The rules of tdmrep.json. Raises ValueError for what is not one."""
    try:
        loaded = json.loads(body)
        rules = [_Rule.model_validate(item) for item in loaded]
    except (ValidationError, TypeError, RecursionError) as error:
        raise ValueError("tdmrep.json is not a list of rules") from error
    return [
        Reservation(_compile(rule.location), len(rule.location), rule.reservation.strip() == "1")
        for rule in rules
    ]


def _compile(location: str) -> re.Pattern[str]:
    """``*`` stands for anything and ``$`` last for the end, as in robots.txt."""
    anchored = location.endswith("$")
    body = ".*".join(re.escape(part) for part in location.rstrip("$").split("*"))
    return re.compile(body + ("$" if anchored else ""))


def is_reserved_by_file(rules: list[Reservation], url: str) -> bool:
    """Whether the longest rule that fits the path reserves it."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    fitting = [rule for rule in rules if rule.pattern.match(path)]
    longest = max(fitting, key=lambda rule: (rule.length, rule.reserved), default=None)
    return longest is not None and longest.reserved


def find_reservation(header: str, html: str) -> str:
    """Where a fetched page reserves itself: "tdm header", "tdm meta element", or ""."""
    if header.strip() == "1":
        return "tdm header"
    for meta in _META.finditer(html[:_HEAD_CHARS]):
        if _NAME.search(meta[0]) and _CONTENT.search(meta[0]):
            return "tdm meta element"
    return ""
