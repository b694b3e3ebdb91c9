"""The tables at the end: months, themes, definitions and error figures."""

from __future__ import annotations

from analysis.indicators import CONTRASTS, INDICATORS
from analysis.indicators.indicator import Contrast, Indicator
from analysis.press.facts import Facts
from analysis.press.pdf.chapters.quality import list_errors
from analysis.press.pdf.document import Block, Column, DataTable, Heading, Paragraph
from analysis.press.pdf.figures import ORDER_NOTE, list_shares


def write_appendix(facts: Facts) -> list[Block]:
    blocks: list[Block] = [
        Heading("Tabeller"),
        Paragraph(
            "Här står de tabeller som inte fick plats i kapitlen. Alla tabeller, med fler mått och "
            "indelningar, finns i tabeller.xlsx och i mappen data."
        ),
        list_shares(facts, 
            "tabell-teman", "Kvinnor och män efter tema", "Tema", facts.groups("people", "theme"),
            note=ORDER_NOTE,
        ),
        list_shares(facts, 
            "tabell-manader", "Kvinnor och män efter månad", "Månad",
            facts.groups("people", "month"),
        ),
        *(
            list_shares(facts, 
                f"tabell-kalla-{dimension}", f"De som kommer till tals, efter {words}",
                words.capitalize(), facts.groups("sources", dimension), note=ORDER_NOTE,
            )
            for dimension, words in (("outlet", "medium"), ("sector", "bransch"))
            if facts.groups("sources", dimension)
        ),
    ]  # fmt: skip
    if facts.errors:
        blocks.append(list_errors(facts))
    return [*blocks, list_definitions()]


def list_definitions() -> DataTable:
    """What each measure means."""
    known: list[Indicator | Contrast] = [*INDICATORS.values(), *CONTRASTS.values()]
    return DataTable(
        name="tabell-definitioner",
        caption="Måtten och vad de betyder",
        columns=(Column("Mått", width=1.4), Column("Definition", width=3)),
        rows=tuple((measure.label, measure.definition) for measure in known),
    )
