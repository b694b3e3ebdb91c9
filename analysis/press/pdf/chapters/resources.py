"""Resurser: how much room women and men get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analysis.indicators.indicator import CHAPTER_LABELS, Chapter
from analysis.press.charts.chart import Chart
from analysis.press.facts import Contrast, Facts
from analysis.press.pdf.chapters.representation import list_indicators
from analysis.press.pdf.chapters.statements import state
from analysis.press.pdf.document import Block, Column, DataTable, Heading, Paragraph
from analysis.press.pdf.figures import NOTHING, show_chart
from analysis.press.statements import say_room
from analysis.swedish import say_decimal

_CONTRAST_NOTE = (
    "Medelvärden för kvinnor och för män. ”Säkerställd” är skillnaden bara när den står sig "
    "efter korrektion för alla skillnader som prövats."
)


def write_resources(facts: Facts, charts: Mapping[str, Chart]) -> list[Block]:
    contrasts = list_of_chapter(facts, Chapter.RESURSER)
    return [
        Heading("Resurser: hur mycket utrymme?"),
        Paragraph(
            "Att synas är inte detsamma som att få plats. Här räknas citerade ord, rubriker, "
            "ingresser, bildtexter och vem som nämns först."
        ),
        list_indicators(facts, Chapter.RESURSER),
        *show_chart(charts.get("utrymme")),
        Heading("Kvinnors och mäns utrymme i medeltal", 2),
        *state(say_room(facts)),
        list_contrasts("tabell-utrymme", "Utrymme för kvinnor och män", contrasts),
    ]


def list_contrasts(name: str, caption: str, contrasts: Iterable[Contrast]) -> DataTable:
    """Women's mean beside men's, with the difference, its interval and whether it holds."""
    return DataTable(
        name=name,
        caption=caption,
        columns=(
            Column("Mått", width=3),
            Column("Enhet", width=1.1),
            Column("Kvinnor", numeric=True, width=1.1),
            Column("Män", numeric=True, width=1),
            Column("Skillnad (intervall)", numeric=True, width=2.2),
            Column("Säkerställd", width=1.3),
        ),
        rows=tuple(_contrast_row(contrast) for contrast in contrasts),
        note=_CONTRAST_NOTE,
    )


def _contrast_row(contrast: Contrast) -> tuple[str, ...]:
    values = (contrast.women, contrast.men, contrast.difference, contrast.low, contrast.high)
    if any(value is None for value in values):
        return contrast.label, contrast.unit, NOTHING, NOTHING, "för litet underlag", NOTHING
    women, men, difference, low, high = (
        say_decimal(value) for value in values if value is not None
    )
    sure = "ja" if contrast.claimable else "nej"
    between = f"{difference} ({low} till {high})"
    return contrast.label, contrast.unit, women, men, between, sure


def list_of_chapter(facts: Facts, chapter: Chapter) -> list[Contrast]:
    """The contrasts of a chapter."""
    label = CHAPTER_LABELS[chapter.value]
    return [contrast for contrast in facts.contrasts if contrast.chapter == label]
