"""The method sheet: how the review is made, for those who want to know before they believe."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.press.charts.chart import Chart
from analysis.press.facts import Facts
from analysis.press.formats import say_count
from analysis.press.pdf.chapters.opening import QUESTION, say_sender, show_notes
from analysis.press.pdf.chapters.quality import write_errors
from analysis.press.pdf.document import Bullets, Document, Heading, Paragraph, Terms, Tone
from analysis.press.pdf.report import say_running
from analysis.press.pdf.typeset import typeset

# What a reader needs, in this order; the report has the whole method.
_SHOWN = (
    *("Urval", "Regional tillväxt", "Personer i nyheter om tillväxt"),
    *("Personer som kommer till tals", "Kön", "Andel kvinnor", "Intervall"),
    *("Lägsta och högsta möjliga andel", "Minsta underlag", "Räknesätt", "Många grupper"),
    *("Rättelse efter granskning", "Icke-binära", "Små grupper", "Namn", "Artikeltext"),
)
_STEPS = (
    "Nyheterna hämtas från mediernas egna webbplatser eller ur arkiv. Det som mediet har "
    "förbehållit sig hämtas inte.",
    "Ett program hittar personerna i texten och avgör vilka som kommer till tals, i vilken roll "
    "och med vilket yrke.",
    "Kön anges med belägg ur texten. Utan belägg står det okänt.",
    "Varje nyhet sorteras efter tema, bransch och kommun. Bara nyheter om regional tillväxt "
    "räknas.",
    "Andelar räknas fram med intervall, och bara där underlaget räcker.",
    "Människor kan granska ett slumpvis urval, rätta varje uppgift och signera siffrorna.",
)


def render_method_pdf(facts: Facts, charts: Mapping[str, Chart]) -> bytes:  # noqa: ARG001
    """faktablad-metod.pdf. Takes the charts as the other builders do; it shows none."""
    return typeset(compose_method(facts), "sheet.typ")


def compose_method(facts: Facts) -> Document:
    """Question, steps, definitions, how often it is right, and what made the figures."""
    shown = tuple((key, facts.method[key]) for key in _SHOWN if key in facts.method)
    return Document(
        title="Så är granskningen gjord",
        kicker=f"Faktablad om metoden, {facts.period.label}",
        description=f"Metoden bakom granskningen av {facts.period.label}",
        running=say_running(facts),
        stamp=facts.stamp,
        embargo=facts.embargo,
        blocks=(
            Paragraph(f"Frågan: {QUESTION}", Tone.LEAD),
            *show_notes(facts.notes),
            Heading("Steg för steg"),
            Bullets(_STEPS),
            Heading("Vad orden betyder"),
            Terms(shown),
            Heading("Så ofta blir det rätt"),
            *write_errors(facts),
            Heading("Vad som har gjort siffrorna"),
            Terms(tuple(say_provenance(facts))),
            *say_sender(facts),
        ),
    )


def say_provenance(facts: Facts) -> list[tuple[str, str]]:
    """Versions and hashes, with which the same figures can be made again."""
    made = facts.provenance
    rows = [
        ("Utgåva", facts.edition or "Ingen fryst utgåva; siffrorna kan ändras"),
        ("Program", f"Mediagranskning {made.version}"),
        ("Modell", ", ".join(made.models) or "ingen"),
        ("Granskade rader", say_count(made.n_reviewed)),
        ("Siffrornas kontrollsumma (SHA-256)", _split_hash(made.figures_sha256)),
        ("Programmets kontrollsumma (SHA-256)", _split_hash(made.code_sha256)),
    ]
    if "Licens" in facts.method:
        rows.append(("Licens", facts.method["Licens"]))
    return rows


def _split_hash(digest: str) -> str:
    """Groups of eight, that a reader can compare."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
