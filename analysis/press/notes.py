"""What must stand on everything that is shown: the reservations that a reader needs first."""

from __future__ import annotations

from analysis.changes import next_period
from analysis.periods import Period
from analysis.press.coverage import Coverage
from analysis.press.facts import Provenance
from analysis.press.formats import say_count, say_small
from analysis.swedish import say_date, say_list, say_month
from analysis.wording import FICTIONAL_NOTE, UNREVIEWED_NOTE

MANY_MONTHS = 6  # more are counted, not listed
NO_ERRORS = (
    "Felmått saknas: kodningen är inte prövad mot ett facit. Siffrorna bör inte sägas högt som "
    "fynd."
)


def say_notes(
    period: Period,
    coverage: Coverage,
    signed: str,
    provenance: Provenance,
    fictional: bool,
    has_errors: bool,
) -> tuple[str, ...]:
    """Each reservation as a sentence or two, the gravest first; ``signed`` says who checked."""
    notes = [FICTIONAL_NOTE] if fictional else []
    notes.append(signed)
    notes.append(say_review(provenance.n_reviewed))
    if not has_errors:
        notes.append(NO_ERRORS)
    missing = find_missing_months(period, coverage)
    if missing:
        months = say_list([say_month(month) for month in missing])
        if len(missing) > MANY_MONTHS:
            months = f"{len(missing)} av periodens månader"
        notes.append(
            f"Inga nyheter om tillväxt finns från {months}. Siffrorna säger inget om den tiden."
        )
    if period.until and provenance.frozen_at and provenance.frozen_at[:10] <= period.until:
        notes.append(
            f"Perioden var inte slut när siffrorna frystes {say_date(provenance.frozen_at[:10])}."
        )
    if coverage.gaps:
        n = len(coverage.gaps)
        when = "en period" if n == 1 else f"{say_small(n)} perioder"
        notes.append(
            f"Hämtningen har luckor: under {when} kom klart färre artiklar in än mediet brukar "
            "publicera (tabellen Luckor)."
        )
    counting = [outlet for outlet in coverage.outlets if outlet.n_counted]
    if len(counting) == 1:
        notes.append(
            f"Siffrorna kommer från ett enda medium ({counting[0].name}) och säger inget om "
            "medierna i länet i stort."
        )
    return tuple(notes)


def say_review(n_reviewed: int) -> str:
    """How far people have checked the coding."""
    if not n_reviewed:
        return UNREVIEWED_NOTE
    rows = "en rad" if n_reviewed == 1 else f"{say_count(n_reviewed)} rader"
    return f"Automatiskt kodat; {rows} i ett slumpvis urval är granskade av människa."


def find_missing_months(period: Period, coverage: Coverage) -> tuple[str, ...]:
    """Months of the period, or between its first and last article, in which nothing counts."""
    first = period.since[:7] or coverage.first[:7]
    last = period.until[:7] or coverage.last[:7]
    missing = []
    month = first
    while first and month <= last:
        if month not in coverage.months:
            missing.append(month)
        month = next_period(month)
    return tuple(missing)
