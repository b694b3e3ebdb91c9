"""Realia: on what terms women and men appear, in themes, family roles and words."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.indicators.indicator import Chapter
from analysis.press.charts.chart import Chart
from analysis.press.facts import Facts
from analysis.press.pdf.chapters.resources import list_contrasts, list_of_chapter
from analysis.press.pdf.chapters.statements import list_texts
from analysis.press.pdf.document import Block, Heading, Paragraph
from analysis.press.pdf.figures import show_chart
from analysis.press.statements import say_contrast
from analysis.words import MIN_STORIES_WITH_WORD


def write_realia(facts: Facts, charts: Mapping[str, Chart]) -> list[Block]:
    contrasts = list_of_chapter(facts, Chapter.REALIA)
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
            *list_texts([say_contrast(c) for c in contrasts if c.women or c.men]),
            list_contrasts("tabell-villkor", "Framställning av kvinnor och män", contrasts),
        ]
    return [*blocks, Heading("Ord nära kvinnor och nära män", 2), *_write_words(facts)]


def _write_words(facts: Facts) -> list[Block]:
    if not facts.words:
        return [
            Paragraph(
                "Inga ord skiljer sig säkert mellan stycken där bara kvinnor nämns och stycken "
                f"där bara män nämns. Ett ord visas när det står i minst {MIN_STORIES_WITH_WORD} "
                "nyheter och skillnaden står sig efter korrektion."
            )
        ]
    blocks: list[Block] = []
    for near, words in (("women", "kvinnor"), ("men", "män")):
        own = [word.word for word in facts.words if word.near == near]
        if own:
            blocks.append(Paragraph(f"Oftare i stycken där bara {words} nämns: {', '.join(own)}."))
    return blocks
