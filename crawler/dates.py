"""Dates as pages and archives write them, brought to Swedish time."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

YEARS = range(1645, 2101)  # from Sweden's first newspaper on; 0001 and 9999 mean "no date"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
_GLUED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]?([0-9]{2}[:.][0-9]{2})?")


_MONTHS_SV = "januari februari mars april maj juni juli augusti september oktober november december"
_MONTHS_FI = "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu"
_MONTHS = {
    **{name[:3]: n for n, name in enumerate(_MONTHS_SV.split(), 1)},
    **{f"{name}kuuta": n for n, name in enumerate(_MONTHS_FI.split(), 1)},
}
# "1 oktober 2026 kl. 08.15", "1 okt 2026", "1. lokakuuta 2026 klo 8.15", "1.10.2026 8.15"
_WORDS = re.compile(
    r"\b(?P<day>[0-3]?\d)\.?\s?(?P<month>[a-zåäö]{3,10}|[01]?\d)\.?\s?(?P<year>(?:19|20)\d\d)\b"
    r"(?:[ ,]*(?:kl|klo)?\.?\s?(?P<hour>[0-2]?\d)[.:](?P<minute>[0-5]\d)\b)?",
    re.IGNORECASE,
)


def _read_words(text: str) -> date | datetime | None:
    """A day, or a time, as Swedish and Finnish pages write it out."""
    found = _WORDS.search(text)
    if found is None or re.search(r"[+-]\d{4,}", text):  # a machine's date with a broken zone
        return None
    word = found["month"].lower()
    month = int(word) if word.isdigit() else _MONTHS.get(word) or _MONTHS.get(word[:3], 0)
    try:
        day = date(int(found["year"]), month, int(found["day"]))
        if not found["hour"]:
            return day
        time = datetime(day.year, day.month, day.day, int(found["hour"]), int(found["minute"]))
    except ValueError:
        return None
    return time.replace(tzinfo=STOCKHOLM)


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
        moment = _read_words(text)
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
