"""The hours of the day in which an outlet may be crawled, in Swedish time."""

from __future__ import annotations

import re
from datetime import datetime, time

from crawler.dates import STOCKHOLM

_WINDOW = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def check_window(text: str) -> str:
    """The text itself when it is "" or like ``23:00-05:30``. Raises ValueError."""
    if text and not _WINDOW.fullmatch(text):
        raise ValueError("is no window; write it as 23:00-05:30, Swedish time")
    return text


def is_open(window: str, now: datetime | None = None) -> bool:
    """Whether ``now`` lies in a window; one that ends before it begins goes over midnight."""
    if not window:
        return True
    moment = (now or datetime.now(STOCKHOLM)).astimezone(STOCKHOLM).time()
    begin, end = (time.fromisoformat(part) for part in window.split("-"))
    if begin <= end:
        return begin <= moment < end
    return moment >= begin or moment < end
