"""Numbers in running Swedish text: decimal comma, narrow spaces, words for simple parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from analysis.figures import Figure
from analysis.swedish import NBSP, say_date, say_decimal
from analysis.wording import MUCH_UNKNOWN, WIDE_POINTS
from data.errors import BadInput

NARROW = "\N{NARROW NO-BREAK SPACE}"
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


@dataclass(frozen=True, slots=True)
class Part:
    """A simple part of a hundred: "var tredje", of persons "var tredje person", who "är kvinna"."""

    percent: float
    words: str
    persons: str
    are_women: str


# Parts that readers say aloud.
PARTS = (
    Part(10.0, "var tionde", "var tionde person", "är kvinna"),
    Part(20.0, "var femte", "var femte person", "är kvinna"),
    Part(25.0, "en av fyra", "en av fyra personer", "är kvinna"),
    Part(100 / 3, "var tredje", "var tredje person", "är kvinna"),
    Part(40.0, "två av fem", "två av fem personer", "är kvinnor"),
    Part(50.0, "hälften", "hälften av personerna", "är kvinnor"),
    Part(60.0, "tre av fem", "tre av fem personer", "är kvinnor"),
    Part(200 / 3, "två av tre", "två av tre personer", "är kvinnor"),
    Part(75.0, "tre av fyra", "tre av fyra personer", "är kvinnor"),
    Part(80.0, "fyra av fem", "fyra av fem personer", "är kvinnor"),
    Part(90.0, "nio av tio", "nio av tio personer", "är kvinnor"),
)
# How far from a share, in percentage points, a part may lie and still stand for it. Two points
# keep neighbours apart (25 and 33.3) and are less than what an interval of this review spans.
NEAR_POINTS = 2.0
EXACT_POINTS = 0.5  # nearer than this the share rounds to the part
EXACT_WIDTH = 2  # an interval of so many points leaves no other part to think of


def narrow(text: str) -> str:
    """Thousands with a narrow no-break space, whichever space stood there."""
    return re.sub(rf"(?<=\d)[{NBSP}{NARROW} ](?=\d{{3}}(?!\d))", NARROW, text)


def say_count(number: int) -> str:
    """12345 -> "12 345" with a narrow space that does not break."""
    return f"{number:,}".replace(",", NARROW)


_SMALL = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva")


def say_small(number: int) -> str:
    """Up to twelve in words, as newspapers write; "ett" for one."""
    words = (*_SMALL, "tolv")
    return words[number] if 0 <= number < len(words) else say_count(number)


def say_percent(value: float | int, decimals: int | None = None) -> str:
    """33.4 -> "33,4 procent", 33 -> "33 procent"."""
    if decimals is None:
        decimals = 0 if isinstance(value, int) else 1
    return f"{say_decimal(value, decimals)}{NBSP}procent"


def say_interval(low: float | int, high: float | int, unit: str = "procent") -> str:
    """(27, 40) -> "mellan 27 och 40 procent"."""
    first, last = (
        str(value) if isinstance(value, int) else say_decimal(value) for value in (low, high)
    )
    return f"mellan {first.replace('-', '−')} och {last.replace('-', '−')}{NBSP}{unit}"


def say_part(figure: Figure) -> str:
    """ "ungefär var tredje" for a share that lies there, "" where no simple part stands for it."""
    found = find_part(figure)
    return f"{about(figure, found)}{found.words}" if found else ""


def find_part(figure: Figure) -> Part | None:
    """The simple part that stands for a share.

    Only for a share that may be a headline: few unknowns and an interval that is not so wide
    that the part would be heard as more than is known.
    """
    if figure.percent is None or figure.low is None or figure.high is None:
        return None
    if figure.unknown_rate > MUCH_UNKNOWN or figure.high - figure.low > WIDE_POINTS:
        return None
    percent = figure.percent
    part = min(PARTS, key=lambda part: abs(part.percent - percent))
    if abs(part.percent - percent) > NEAR_POINTS or not figure.low <= part.percent <= figure.high:
        return None
    return part


def about(figure: Figure, part: Part) -> str:
    """ "ungefär ", or nothing when the share rounds to the part and hardly anything else can be."""
    assert figure.percent is not None
    assert figure.low is not None
    assert figure.high is not None
    near = abs(part.percent - figure.percent) <= EXACT_POINTS
    return "" if near and figure.high - figure.low <= EXACT_WIDTH else "ungefär "


def parse_embargo(text: str) -> str:
    """ "2026-11-26 10:00" -> "Embargo till torsdag 26 november 2026 kl. 10.00". Raises BadInput."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            f"{text!r} is no time; write the end of the embargo as 2026-11-26T10:00"
        ) from error
    if when.tzinfo is not None or (len(text) <= 10):
        raise BadInput(
            f"{text!r}: write day and Swedish clock time without a zone, as 2026-11-26T10:00"
        )
    day = f"{WEEKDAYS[when.weekday()]} {say_date(when.date().isoformat())}"
    return f"Embargo till {day} kl. {when:%H.%M}"
