"""The media shares beside those of the real world, and beside other reviews."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.indicators import INDICATORS
from analysis.press.charts.chart import Chart
from analysis.press.facts import Facts, Quotient
from analysis.press.formats import narrow
from analysis.press.pdf.document import Block, Bullets, Column, DataTable, Heading, Paragraph
from analysis.press.pdf.figures import say_cell, show_chart
from analysis.press.statements import say_quotient
from analysis.swedish import NBSP, say_decimal


def write_real_world(facts: Facts, charts: Mapping[str, Chart]) -> list[Block]:
    shown = [q for q in facts.quotients if q.quotient is not None]
    hidden = len(facts.quotients) - len(shown)
    blocks: list[Block] = [
        Heading("Jämfört med verkligheten"),
        Paragraph(
            "Hur många kvinnor finns det att skildra? Andelen i nyheterna ställs bredvid andelen "
            "i den grupp som den handlar om. Uppgifterna kommer från namngivna källor och är av "
            "olika år; de är inte mätta som våra."
        ),
        *show_chart(charts.get("verkligheten")),
    ]
    if shown:
        blocks += [Bullets(tuple(narrow(say_quotient(q)) for q in shown)), list_quotients(shown)]
    else:
        blocks.append(Paragraph("Inget mått har underlag nog att ställas bredvid en grupp."))
    if hidden:
        blocks.append(
            Paragraph(
                f"Ytterligare {hidden} jämförelser är utelämnade för att underlaget är för litet."
            )
        )
    return [*blocks, Heading("Andra undersökningar", 2), *_write_comparisons(facts)]


def say_who(quotient: Quotient) -> str:
    """The measure and the group that it is of."""
    label = INDICATORS[quotient.figure.indicator].label
    if quotient.figure.dimension == "overall":
        return label
    own = quotient.figure.label
    return f"{label}, {own if quotient.figure.dimension == 'municipality' else _lower(own)}"


def say_area(quotient: Quotient) -> str:
    """ "Norrbotten 2020", "riket 2019"."""
    area = "riket" if quotient.area == "Riket" else quotient.area
    return f"{area} {quotient.year}"


def list_quotients(quotients: list[Quotient]) -> DataTable:
    """Media share, share in the group, and one divided by the other."""
    return DataTable(
        name="tabell-kvoter",
        caption="Andelen kvinnor i nyheterna och i den grupp som den handlar om",
        columns=(
            Column("I nyheterna", width=2.2),
            Column("Andel kvinnor", width=1.5),
            Column("Grupp, område och år", width=2.8),
            Column("Andel kvinnor", numeric=True, width=1.1),
            Column("Kvot", numeric=True, width=1.7),
        ),
        rows=tuple(
            (
                say_who(q),
                say_cell(q.figure),
                f"{q.population}, {q.area} {q.year}",
                f"{say_decimal(q.base_percent)}{NBSP}%",
                _say_ratio(q),
            )
            for q in quotients
        ),
        note="Kvoten är andelen i nyheterna delad med andelen i gruppen; 1 är lika. Inom parentes "
        "intervallet. Källa: "
        + "; ".join(sorted({f"{q.source} ({q.year})" for q in quotients}))
        + ".",
    )


def _say_ratio(quotient: Quotient) -> str:
    values = (quotient.quotient, quotient.low, quotient.high)
    ratio, low, high = (say_decimal(value, 2) for value in values if value is not None)
    return f"{ratio} ({low}–{high})"


def _write_comparisons(facts: Facts) -> list[Block]:
    return [
        Paragraph(
            "Siffrorna nedan är inte mätta på samma sätt som våra: andra år, andra ämnen och "
            "andra urval. De kan ge perspektiv men inte visa en förändring."
        ),
        DataTable(
            name="tabell-andra",
            caption="Andel kvinnor i andra källor",
            columns=(
                Column("Vilka", width=2.6),
                Column("Andel", numeric=True, width=0.8),
                Column("År", numeric=True, width=0.7),
                Column("Så är det mätt", width=3),
                Column("Källa", width=2),
            ),
            rows=tuple(
                (c.what, f"{c.percent}{NBSP}%", str(c.year), c.measured, c.source)
                for c in facts.comparisons
            ),
        ),
    ]


def _lower(text: str) -> str:
    """A small first letter inside a sentence; abbreviations keep theirs."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
