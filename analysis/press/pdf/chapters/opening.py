"""The report's summary: the result first, how sure it is, and what must be said with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis.figures import Figure
from analysis.press.charts.chart import Chart
from analysis.press.facts import Facts
from analysis.press.formats import narrow, say_count
from analysis.press.pdf.chapters.statements import state
from analysis.press.pdf.document import (
    Block,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Tone,
)
from analysis.press.pdf.figures import show_chart
from analysis.press.signoffs import key_of
from analysis.press.statements import (
    say_bound,
    say_gender_counts,
    say_lead,
    say_media,
    say_room,
    say_time,
    say_title,
)
from analysis.swedish import NBSP, say_date
from analysis.wording import MUCH_UNKNOWN, WIDE_POINTS, say_between, say_counts

QUESTION = "Vilka kvinnor och vilka män syns i nyheter om regional tillväxt?"
_KEY = {
    "people": "av personerna är kvinnor",
    "sources": "av dem som kommer till tals är kvinnor",
    "quoted_words": "av de citerade orden är kvinnors",
}


def write_opening(facts: Facts, charts: Mapping[str, Chart]) -> list[Block]:
    """The first page."""
    return [
        Paragraph(f"{say_main(facts)}.", Tone.LEAD),
        Paragraph(say_scope(facts)),
        show_key_figures(facts),
        *show_notes(facts.notes),
        Heading("Det viktigaste i korthet"),
        *state([*say_lead(facts), say_bound(facts), *say_room(facts), *say_time(facts)]),
        *show_chart(charts.get("huvudmatt")),
        *say_sender(facts),
    ]


def say_main(facts: Facts) -> str:
    """The result in one line, as careful as the figure."""
    return narrow(f"{say_title(facts)}, {facts.period.label}")


def say_scope(facts: Facts) -> str:
    """What was read: articles, outlets and days."""
    coverage = facts.coverage
    articles = "en nyhet" if coverage.n_counted == 1 else f"{say_count(coverage.n_counted)} nyheter"
    dates = (
        f", publicerade {say_date(coverage.first)} till {say_date(coverage.last)}"
        if coverage.first and coverage.last
        else ""
    )
    return (
        f"Granskningen bygger på {articles} om regional tillväxt i {say_media(facts)}{dates}. "
        f"{say_whom(facts.whole('people'))}."
    )


def say_whom(figure: Figure) -> str:
    """The counts, with nonbinary persons apart where they may be shown, and no empty groups."""
    if not figure.other_or_unknown:
        return say_gender_counts(figure)
    return narrow(say_counts(figure))


def show_key_figures(facts: Facts) -> KeyFigures:
    """Three shares set large, each with its interval; counts where there is no share."""
    return KeyFigures(
        tuple(
            _warn_of(facts, facts.whole(name), make_key_figure(facts.whole(name), words))
            for name, words in _KEY.items()
        )
    )


def make_key_figure(figure: Figure, words: str) -> KeyFigure:
    if figure.percent is None or figure.low is None or figure.high is None:
        return KeyFigure("Ingen andel", words, f"För litet underlag: {say_whom(figure)}")
    if figure.high - figure.low > WIDE_POINTS or figure.unknown_rate > MUCH_UNKNOWN:
        low, high = _widest(figure, figure.low, figure.high)
        found = f"{figure.percent}{NBSP}procent av dem vars kön är känt, men säkert är bara spannet"
        return KeyFigure(f"{low}–{high}{NBSP}%", words, found)
    return KeyFigure(
        f"{figure.percent}{NBSP}%",
        words,
        f"{say_between(figure.low, figure.high)} med 95{NBSP}procents intervall",
    )


def _warn_of(facts: Facts, figure: Figure, shown: KeyFigure) -> KeyFigure:
    """A figure that the review calls doubtful, or has not looked at, says so where it stands."""
    if key_of(figure) in facts.signoffs.doubtful:
        return replace(shown, detail=f"{shown.detail}. Markerad som tveksam; bör inte sägas högt")
    if facts.signoffs.signed and not facts.signoffs.may_say(figure):
        return replace(shown, detail=f"{shown.detail}. Inte markerad som granskad")
    return shown


def say_sender(facts: Facts) -> list[Paragraph]:
    """Whom to ask; nothing where nobody has said so."""
    sender = ", ".join(part for part in (facts.sender.organisation, facts.sender.contact) if part)
    return [Paragraph(f"Kontakt: {sender}", Tone.QUIET)] if facts.sender.contact else []


def _widest(figure: Figure, low: int, high: int) -> tuple[int, int]:
    """The interval, and where many are unknown also what they could change."""
    if figure.unknown_rate <= MUCH_UNKNOWN or figure.at_least is None or figure.at_most is None:
        return low, high
    return min(low, figure.at_least), max(high, figure.at_most)


def show_notes(notes: Iterable[str]) -> list[Block]:
    """The reservations in one box, so that they are read together."""
    words = " ".join(notes)
    return [Paragraph(words, Tone.NOTE)] if words else []
