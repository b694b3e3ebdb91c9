"""Dates as pages and archives write them, brought to Swedish time."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_GLUED = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]?(\d{2}[:.]\d{2})?")


def normalise_date(text: str) -> str:
    """ISO 8601 with the offset of Swedish time; a bare date stays a date; "" if unreadable.

    A time without an offset is taken as Swedish time. Nothing is ever guessed: a date that
    cannot be read is empty, and the article is kept.
    """
    text = text.strip()
    if not text:
        return ""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text).isoformat()
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError):
            found = _GLUED.search(text)
            if not found:
                return ""
            return normalise_date(
                f"{found[1]}T{found[2].replace('.', ':')}" if found[2] else found[1]
            )
    moment = moment.replace(tzinfo=STOCKHOLM) if moment.tzinfo is None else moment
    return moment.astimezone(STOCKHOLM).isoformat(timespec="seconds")


def settle_dates(published: str, modified: str) -> tuple[str, str]:
    """Normalised (published, updated); local time stamped Z is read as local where it shows.

    A story cannot have been changed before it was published. Where it says so, its published
    time is Swedish time that was stamped as UTC, a fault seen on several platforms.
    """
    first, second = normalise_date(published), normalise_date(modified)
    if first and second and len(first) > 10 and len(second) > 10 and first > second:
        reread = normalise_date(published.strip().removesuffix("Z")) if published else ""
        if reread and reread <= second:
            first = reread
        else:
            second = ""
    return first, second if second != first else ""
