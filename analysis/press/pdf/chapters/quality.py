"""Method and quality declaration: how it was counted, and how often the counting is right."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.press.facts import ErrorFigure, Facts
from analysis.press.formats import narrow, say_count
from analysis.press.pdf.chapters.statements import list_texts, state
from analysis.press.pdf.document import (
    Block,
    Bullets,
    Column,
    DataTable,
    Heading,
    Paragraph,
    Terms,
)
from analysis.press.pdf.figures import NOTHING
from analysis.press.statements import say_corrected, say_robustness
from analysis.swedish import say_date, say_decimal, say_list
from analysis.wording import say_bounds, say_errors

# Rows of the method that are for machines, or that other chapters already say.
_LEFT_OUT = frozenset(("Filter", "Påhittat material", "Granskning"))


def write_method(facts: Facts) -> list[Block]:
    rows = tuple((key, text) for key, text in facts.method.items() if key not in _LEFT_OUT)
    return [
        Heading("Metod"),
        Paragraph(
            "Artiklarna läses av ett program som hittar personerna, avgör vilka som kommer till "
            "tals och i vilken roll, och som anger kön med belägg. Människor kan granska och rätta "
            "varje uppgift."
        ),
        Terms(rows),
    ]


def write_quality(facts: Facts) -> list[Block]:
    return [
        Heading("Kvalitetsdeklaration"),
        *list_texts(facts.notes),
        Heading("Så ofta blir det rätt", 2),
        *write_errors(facts),
        Heading("Vad okänt kön kan ändra", 2),
        Paragraph(
            narrow(say_bounds(facts.whole("people")))
            or "Huvudmåttet visas inte som andel, så frågan är inte aktuell."
        ),
        Heading("Rättat efter granskning", 2),
        *_write_corrected(facts),
        Heading("Står sig siffrorna?", 2),
        *state([say_robustness(facts)]),
        Heading("Vad som inte räknas", 2),
        *_write_left_out(facts),
        *_write_gaps(facts),
    ]


def write_errors(facts: Facts) -> list[Block]:
    """The chief error figures as sentences, a gold file at a time."""
    reports = say_errors(describe_errors(facts), set(facts.provenance.models))
    if not reports:
        return [
            Paragraph(
                "Felmått saknas: kodningen är inte prövad mot ett facit. Siffrorna bör inte sägas "
                "högt som fynd."
            )
        ]
    blocks: list[Block] = []
    for report in reports:
        blocks.append(Paragraph(narrow(report.intro)))
        blocks.append(Bullets(tuple(narrow(sentence) for sentence in report.sentences)))
    return blocks


def list_errors(facts: Facts) -> DataTable:
    """Every error figure that was measured."""
    return DataTable(
        name="tabell-felmatt",
        caption="Felmått: hur ofta kodningen stämmer med facit",
        columns=(
            Column("Mått", width=4.6),
            Column("Värde", numeric=True, width=1),
            Column("Intervall", numeric=True, width=1.6),
            Column("Artiklar", numeric=True, width=1),
        ),
        rows=tuple(
            (
                error.label,
                _say_value(error, error.value),
                NOTHING
                if error.low is None or error.high is None
                else f"{_say_value(error, error.low)} till {_say_value(error, error.high)}",
                say_count(error.n),
            )
            for error in facts.errors
            if " " in error.label  # a measure without Swedish words is for developers
        ),
        note="Värden från 0 till 1, där 1 är helt rätt; skillnader i procentenheter. Facit: "
        + say_list(sorted({error.gold for error in facts.errors}))
        + ". Modell: "
        + say_list(sorted({error.model for error in facts.errors}))
        + ".",
    )


def describe_errors(facts: Facts) -> list[Mapping[str, object]]:
    """The error figures as rows of the public table, which the sentences are made of."""
    return [_row(error) for error in facts.errors]


def _say_value(error: ErrorFigure, value: float) -> str:
    """Differences in points have a decimal, shares three; no zero has a minus sign."""
    decimals = 1 if error.metric.endswith("diff_points") else 3
    return say_decimal(round(value, decimals) or 0.0, decimals)


def _row(error: ErrorFigure) -> Mapping[str, object]:
    return {
        "guldmaterial": error.gold, "modell": error.model, "matt_id": error.metric,
        "varde": error.value, "lag": error.low, "hog": error.high, "antal": error.n,
    }  # fmt: skip


def _write_corrected(facts: Facts) -> list[Block]:
    said = say_corrected(facts)
    if said:
        return state(said)
    reasons = sorted({corrected.withheld for corrected in facts.corrected if corrected.withheld})
    return [
        Paragraph(
            "Andelarna är inte rättade efter granskning"
            + (f": {'; '.join(reasons)}." if reasons else ".")
        )
    ]


def _write_left_out(facts: Facts) -> list[Block]:
    if not facts.coverage.left_out:
        return [Paragraph("Alla artiklar under perioden räknas.")]
    return [
        Bullets(
            tuple(
                f"{say_count(left.n)} {'artikel' if left.n == 1 else 'artiklar'}: {left.reason}"
                for left in facts.coverage.left_out
            )
        )
    ]


def _write_gaps(facts: Facts) -> list[Block]:
    gaps = facts.coverage.gaps
    if not gaps:
        return []
    return [
        Heading("Luckor i hämtningen", 2),
        DataTable(
            name="tabell-luckor",
            caption="Tider då klart färre artiklar kom in än mediet brukar publicera",
            columns=(
                Column("Medium", width=2),
                Column("Tid", width=3.4),
                Column("Artiklar", numeric=True, width=1),
                Column("Väntade", numeric=True, width=1),
            ),
            rows=tuple(
                (
                    facts.outlets.get(gap.outlet, gap.outlet),
                    f"{say_date(gap.first)} – {say_date(gap.last)}",
                    say_count(gap.articles),
                    say_decimal(gap.expected),
                )
                for gap in gaps
            ),
        ),
    ]
