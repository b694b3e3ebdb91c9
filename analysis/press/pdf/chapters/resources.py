"""Resurser: how much room women and men get. Realia: on what terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analysis.indicators.indicator import CHAPTER_LABELS, Chapter
from analysis.press.charts.chart import Chart
from analysis.press.facts import Contrast, Facts
from analysis.press.pdf.chapters.representation import list_indicators
from analysis.press.pdf.chapters.statements import state
from analysis.press.pdf.document import Block, Bullets, Column, DataTable, Heading, Paragraph
from analysis.press.pdf.figures import NOTHING, show_chart
from analysis.press.statements import say_contrast, say_room
from analysis.swedish import say_decimal

_CONTRAST_NOTE = (
    "Medelvärden för kvinnor och för män. ”Säkerställd” är skillnaden bara när den står sig "
    "efter korrektion för alla skillnader som prövats."
)


def write_resources(facts: Facts, charts: Mapping[str, Chart]) -> list[Block]:
    contrasts = _of_chapter(facts, Chapter.RESURSER)
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


def write_realia(facts: Facts, charts: Mapping[str, Chart]) -> list[Block]:
    contrasts = _of_chapter(facts, Chapter.REALIA)
    blocks: list[Block] = [
        Heading("Realia: på vilka villkor?"),
        Paragraph(
            "Här undersöks hur kvinnor och män framställs: inom vilka teman, i vilka "
            "sammanhang och med vilka ord."
        ),
        Heading("Teman i den regionala utvecklingsstrategin", 2),
        *show_chart(charts.get("teman")),
    ]
    if contrasts:
        blocks += [
            Heading("Familjeroller och utsatthet", 2),
            Bullets(tuple(say_contrast(c) for c in contrasts if c.women or c.men)),
            list_contrasts("tabell-villkor", "Framställning av kvinnor och män", contrasts),
        ]
    return [*blocks, Heading("Ord nära kvinnor och nära män", 2), *_write_words(facts)]


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


def _write_words(facts: Facts) -> list[Block]:
    if not facts.words:
        return [
            Paragraph(
                "Inga ord skiljer sig säkert mellan stycken där bara kvinnor nämns och stycken "
                "där bara män nämns. Ett ord visas när det står i minst tio nyheter och "
                "skillnaden står sig efter korrektion."
            )
        ]
    blocks: list[Block] = []
    for near, words in (("women", "kvinnor"), ("men", "män")):
        own = [word.word for word in facts.words if word.near == near]
        if own:
            blocks.append(Paragraph(f"Oftare i stycken där bara {words} nämns: {', '.join(own)}."))
    return blocks


def _of_chapter(facts: Facts, chapter: Chapter) -> list[Contrast]:
    label = CHAPTER_LABELS[chapter.value]
    return [contrast for contrast in facts.contrasts if contrast.chapter == label]
