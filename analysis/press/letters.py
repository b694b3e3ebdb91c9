"""brev/*.docx: a letter to each newsroom, with its own figures beside the county's."""

from __future__ import annotations

from analysis.figures import Figure
from analysis.press.charts.collect import say_source
from analysis.press.charts.shares import draw_shares
from analysis.press.coverage import OutletCoverage
from analysis.press.facts import Facts
from analysis.press.formats import say_count
from analysis.press.groups import say_group_counts
from analysis.press.municipalities import slug
from analysis.press.office.document import (
    add_chart,
    add_notes,
    add_table,
    save_document,
    start_document,
)
from analysis.press.release.compose import say_contact
from analysis.swedish import say_date
from analysis.wording import say_share

MEASURES = (("people", "Personer"), ("sources", "Kommer till tals"))
QUESTIONS = (
    "Vilka ringer vi först när det händer något i näringslivet, och varför just dem?",
    "Vem får kommentera, och vem får bara berätta om sig själv?",
    "Vilka orter och branscher skriver vi sällan om, och vilka är verksamma där?",
    "Vill vi sätta ett eget mål, och hur följer vi i så fall upp det?",
)


def render_letters(facts: Facts) -> dict[str, bytes]:
    """File name -> letter, for each outlet with articles in the period."""
    letters = {}
    for outlet in facts.coverage.outlets:
        if outlet.n_articles:
            letters[f"brev/{slug(outlet.name)}.docx"] = render_letter(facts, outlet)
    return letters


def render_letter(facts: Facts, outlet: OutletCoverage) -> bytes:
    """The letter to one newsroom."""
    document = start_document(facts, f"Till redaktionen på {outlet.name}", "Era siffror")
    document.add_paragraph(f"Till redaktionen på {outlet.name}", style="Title")
    document.add_paragraph(
        f"Vi har undersökt vilka kvinnor och män som syns i nyheter om regional tillväxt, "
        f"{facts.period.label}. Här är era siffror bredvid hela materialets. De är tänkta som ett "
        "underlag för ert eget samtal, inte som ett betyg."
    )
    add_notes(document, facts.notes)
    document.add_heading("Era siffror", level=1)
    for text in say_own(facts, outlet):
        document.add_paragraph(text)
    own = [(label, facts.group(key, "outlet", outlet.id)) for key, label in MEASURES]
    told = [(label, figure) for label, figure in own if figure is not None]
    if told:
        add_table(
            document,
            "Antal och andel kvinnor",
            ("Vilka", outlet.name, "Hela materialet"),
            [(label, _say(figure), _say(facts.whole(figure.indicator))) for label, figure in told],
        )
    rows = [(f"{outlet.name}: {label.lower()}", figure) for label, figure in told]
    rows += [(f"Alla: {label.lower()}", facts.whole(key)) for key, label in MEASURES]
    if any(figure.percent is not None for _, figure in told):
        add_chart(
            document,
            draw_shares(
                f"brev-{slug(outlet.name)}",
                f"Andel kvinnor hos {outlet.name} och i hela materialet",
                rows,
                say_source(facts),
            ),
        )
    document.add_heading("Frågor att ta med", level=1)
    for question in QUESTIONS:
        document.add_paragraph(question, style="List Bullet")
    document.add_heading("Ser något fel ut?", level=1)
    document.add_paragraph(
        "Hör av er. Varje siffra kan öppnas till de artiklar som den bygger på, och det som är fel "
        "rättas."
    )
    document.add_paragraph(say_contact(facts))
    return save_document(document, facts)


def say_own(facts: Facts, outlet: OutletCoverage) -> list[str]:
    """What was read of an outlet and what its share is, or why there is none."""
    said = [
        f"Vi har läst {say_count(outlet.n_articles)} artiklar hos er"
        + (f", {say_date(outlet.first)} till {say_date(outlet.last)}" if outlet.first else "")
        + f". {say_count(outlet.n_counted)} av dem är nyheter om regional tillväxt och räknas."
    ]
    if outlet.n_teaser:
        said.append(
            f"I {say_count(outlet.n_teaser)} artiklar kunde vi bara läsa ingressen. Den som nämns "
            "längre ner är då inte med."
        )
    people = facts.group("people", "outlet", outlet.id)
    if people is None or people.percent is None:
        why = people.withheld if people is not None else "inga nyheter räknas"
        said.append(f"Ingen andel anges för er: {why}.")
        return said
    said.append(
        f"Andelen kvinnor är {say_share(people)}; i hela materialet "
        f"{say_share(facts.whole('people'))}."
    )
    if people.differs in {"higher", "lower"}:
        way = "högre" if people.differs == "higher" else "lägre"
        said.append(f"Er andel är {way} än övriga mediers, utöver slumpen.")
    else:
        said.append("Mellan er och övriga medier syns ingen säker skillnad.")
    return said


def _say(figure: Figure) -> str:
    return f"{say_share(figure)}; {say_group_counts(figure)}"
