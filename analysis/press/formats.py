"""Numbers in running Swedish text: decimal comma, narrow spaces, words for simple parts."""

from __future__ import annotations

import re
from datetime import datetime

from analysis.figures import Figure
from analysis.swedish import NBSP, say_date, say_decimal
from analysis.wording import MUCH_UNKNOWN, WIDE_POINTS
from data.errors import BadInput

NARROW = "\N{NARROW NO-BREAK SPACE}"
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
# Parts that readers say aloud, in hundredths. The wording for women: "var tredje är kvinna".
FRACTIONS: tuple[tuple[float, str], ...] = (
    (10.0, "var tionde"),
    (20.0, "var femte"),
    (25.0, "en av fyra"),
    (100 / 3, "var tredje"),
    (40.0, "två av fem"),
    (50.0, "hälften"),
    (60.0, "tre av fem"),
    (200 / 3, "två av tre"),
    (75.0, "tre av fyra"),
    (80.0, "fyra av fem"),
    (90.0, "nio av tio"),
)
# How far from a share, in percentage points, a part may lie and still stand for it. Two points
# keep neighbours apart (25 and 33.3) and are less than what an interval of this review spans.
NEAR_POINTS = 2.0
EXACT_POINTS = 0.5  # nearer than this the share rounds to the part, and "ungefär" is not needed


def narrow(text: str) -> str:
    """Thousands with a narrow no-break space, whichever space stood there."""
    return re.sub(rf"(?<=\d)[{NBSP}{NARROW} ](?=\d{{3}}(?!\d))", NARROW, text)


def say_count(number: int) -> str:
    """12345 -> "12 345" with a narrow space that does not break."""
    return f"{number:,}".replace(",", NARROW)


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
    """ "ungefär var tredje" for a share that lies there, "" where no simple part stands for it.

    Said only of a share that may be a headline: few unknowns and an interval that is not so wide
    that the part would be heard as more than is known. "ungefär" goes only when the share rounds
    to the part and its interval leaves no other whole per cent more than a point away.
    """
    if figure.percent is None or figure.low is None or figure.high is None:
        return ""
    if figure.unknown_rate > MUCH_UNKNOWN or figure.high - figure.low > WIDE_POINTS:
        return ""
    percent = figure.percent
    part, words = min(FRACTIONS, key=lambda fraction: abs(fraction[0] - percent))
    if abs(part - percent) > NEAR_POINTS or not figure.low <= part <= figure.high:
        return ""
    exact = abs(part - percent) <= EXACT_POINTS and figure.high - figure.low <= 2
    return words if exact else f"ungefär {words}"


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
