"""Dates as pages and archives write them, brought to Swedish time."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

YEARS = range(1645, 2101)  # from Sweden's first newspaper on; 0001 and 9999 mean "no date"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
_GLUED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]?([0-9]{2}[:.][0-9]{2})?")


def _read_moment(text: str) -> date | datetime | None:
    """A bare date as date, a time as datetime, None for what is neither or no real date."""
    if re.fullmatch(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}", text):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        return day if day.year in YEARS else None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
            if moment.year not in YEARS:
                return None
            moment = moment.replace(tzinfo=STOCKHOLM) if moment.tzinfo is None else moment
            return moment.astimezone(STOCKHOLM)
        except (ValueError, TypeError, OverflowError):
            continue
    return None


def normalise_date(text: str) -> str:
    """ISO 8601 with the offset of Swedish time; a bare date stays a date; "" if unreadable.

    A time without an offset is taken as Swedish time. Nothing is ever guessed: a date that
    cannot be read is empty, and the article is kept.
    """
    text = text.strip()
    moment = _read_moment(text)
    if moment is None and (found := _GLUED.search(text)):
        day, time = found[1], (found[2] or "").replace(".", ":")
        moment = (_read_moment(f"{day}T{time}") if time else None) or _read_moment(day)
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="seconds")
    return moment.isoformat()


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


FIRST_ON_THE_WEB = 1994  # the first Swedish newspapers went on the web in 1994-95
AHEAD = timedelta(days=2)  # clocks and zones err by hours; a story of next week is an error


def check_plausible(published: str, fetched_at: str) -> bool:
    """Whether a page fetched at a time (ISO 8601) can have been published then."""
    if not published:
        return True
    year, day = int(published[:4]), date.fromisoformat(published[:10])
    fetched = datetime.fromisoformat(fetched_at).date() if fetched_at else day
    return year >= FIRST_ON_THE_WEB and day <= fetched + AHEAD
