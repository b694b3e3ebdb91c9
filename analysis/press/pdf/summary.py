"""The summary: one A4 page with question, three figures, chart, map, how sure, and method."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.indicators.compute import MIN_PERSONS, MIN_STORIES
from analysis.intervals import CONFIDENCE
from analysis.press.charts.chart import Chart
from analysis.press.facts import Facts
from analysis.press.formats import narrow, say_count
from analysis.press.pdf.chapters.opening import (
    QUESTION,
    say_main,
    say_scope,
    say_sender,
    show_key_figures,
)
from analysis.press.pdf.chapters.quality import describe_errors
from analysis.press.pdf.document import (
    Beside,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Picture,
    Tone,
)
from analysis.press.pdf.report import say_running
from analysis.press.pdf.typeset import typeset
from analysis.swedish import NBSP
from analysis.wording import say_balance, say_bounds, say_errors

MAX_NOTES = 8  # the gravest stand first; more would push the method off the page
_TEXT_SHARE = 0.49  # of the page's width; the names on the map need the rest


def render_summary_pdf(facts: Facts, charts: Mapping[str, Chart]) -> bytes:
    """sammanfattning.pdf"""
    return typeset(compose_summary(facts, charts), "summary.typ")


def compose_summary(facts: Facts, charts: Mapping[str, Chart]) -> Document:
    return Document(
        title=QUESTION,
        kicker=f"Sammanfattning, {facts.period.label}",
        description=f"{say_main(facts)}. {say_scope(facts)}",
        running=say_running(facts),
        stamp=facts.stamp,
        embargo=facts.embargo,
        blocks=(
            Paragraph(
                f"{say_main(facts)}. {say_balance(facts.whole('people'))}".strip(), Tone.LEAD
            ),
            Paragraph(say_scope(facts)),
            show_key_figures(facts),
            *_show(charts.get("huvudmatt")),
            Beside(
                left=(
                    Heading("Hur säkert är det?"),
                    Bullets(tuple(say_how_sure(facts))),
                    Heading("Så gjorde vi"),
                    Bullets(tuple(say_method(facts))),
                ),
                right=(*_show(charts.get("karta")), *say_sender(facts)),
                share=_TEXT_SHARE,
            ),
        ),
    )


def say_how_sure(facts: Facts) -> list[str]:
    """The reservations, what unknown gender could change, and how often the coding is right."""
    bounds = narrow(say_bounds(facts.whole("people")))
    reports = say_errors(describe_errors(facts), set(facts.provenance.models))
    errors = [narrow(f"{report.intro} {' '.join(report.sentences[:3])}") for report in reports[:1]]
    notes = facts.notes[:MAX_NOTES]
    more = ["Fler förbehåll står i rapporten."] if len(facts.notes) > MAX_NOTES else []
    return [text for text in (*notes, *more, bounds, *errors) if text]


def say_method(facts: Facts) -> list[str]:
    """The method in five lines."""
    coverage = facts.coverage
    confidence = round(100 * CONFIDENCE)
    return [
        f"Material: {say_count(coverage.n_counted)} nyheter om regional tillväxt av "
        f"{say_count(coverage.n_articles)} lästa artiklar. Opinion, notiser och annonser "
        "räknas inte.",
        "Räkning: varje person som nämns vid namn räknas en gång i varje artikel; skribenter och "
        "fotografer räknas för sig.",
        "Kön: efter pronomen och titlar i texten, annars efter hur namnet bärs i registret. Okänt "
        "kön redovisas men ingår inte i andelen.",
        f"Intervall: {confidence}{NBSP}procent, av att hela nyheter dras om. Fel i den automatiska "
        "kodningen ingår inte.",
        f"Minsta underlag: andel anges vid minst {MIN_PERSONS} personer med känt kön i minst "
        f"{MIN_STORIES} olika nyheter.",
    ]


def _show(chart: Chart | None) -> tuple[Paragraph | Picture, ...]:
    if chart is None:
        return ()
    if not chart.drawn:
        return (Paragraph(chart.missing, Tone.NOTE),)
    return (Picture(chart.name, chart.title, chart.alt, chart.svg),)
