"""Places, industries, outlets and time: the main share, divided."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.press.charts.chart import Chart
from analysis.press.facts import Facts
from analysis.press.formats import say_count
from analysis.press.pdf.chapters.statements import state, state_groups
from analysis.press.pdf.document import (
    Block,
    Bullets,
    Column,
    DataTable,
    Heading,
    Paragraph,
    Tone,
)
from analysis.press.pdf.figures import NOTHING, ORDER_NOTE, list_shares, show_chart
from analysis.press.statements import say_change, say_time
from analysis.swedish import say_date, say_list

NO_NEWS = "inga nyheter"


def write_places(facts: Facts, charts: Mapping[str, Chart]) -> list[Block]:
    figures = facts.groups("people", "municipality")
    return [
        Heading("Platser"),
        Paragraph(
            "En nyhet hör till varje kommun som den nämner. En nyhet om flera kommuner räknas i "
            "var och en."
        ),
        *state_groups(facts, "municipality"),
        *show_chart(charts.get("karta")),
        *_say_unseen(facts, "municipality", "kommuner"),
        list_shares(
            facts,
            "tabell-kommuner",
            "Kvinnor och män efter kommun",
            "Kommun",
            figures,
            note=ORDER_NOTE,
        ),
    ]


def write_industries(facts: Facts, charts: Mapping[str, Chart]) -> list[Block]:
    figures = facts.groups("people", "sector")
    return [
        Heading("Branscher"),
        Paragraph(
            "Vilka branscher som får stå för tillväxten avgör också vilka människor som syns. En "
            "nyhet som rör flera branscher räknas i var och en."
        ),
        *state_groups(facts, "sector"),
        *show_chart(charts.get("branscher")),
        *show_chart(charts.get("antal-per-bransch")),
        *_say_unseen(facts, "sector", "branscher"),
        list_shares(
            facts,
            "tabell-branscher",
            "Kvinnor och män efter bransch",
            "Bransch",
            figures,
            note=ORDER_NOTE,
        ),
    ]


def write_outlets(facts: Facts, charts: Mapping[str, Chart]) -> list[Block]:
    figures = facts.groups("people", "outlet")
    counting = [outlet for outlet in facts.coverage.outlets if outlet.n_counted]
    blocks: list[Block] = [Heading("Medier")]
    if facts.anonymised:
        blocks.append(
            Paragraph("Medierna är avidentifierade inför samtal med redaktionerna.", Tone.NOTE)
        )
    if len(counting) == 1:
        blocks.append(
            Paragraph(
                "Bara ett medium har nyheter som räknas. Någon jämförelse mellan medier görs "
                "därför inte."
            )
        )
    else:
        blocks += [
            *state_groups(facts, "outlet"),
            *show_chart(charts.get("medier")),
        ]
    return [
        *blocks,
        list_shares(
            facts,
            "tabell-medier",
            "Kvinnor och män efter medium",
            "Medium",
            figures,
            note=ORDER_NOTE,
        ),
        list_coverage(facts),
    ]


def list_coverage(facts: Facts) -> DataTable:
    """How much was read of each outlet."""
    return DataTable(
        name="tabell-tackning",
        caption="Vad som lästs av varje medium",
        columns=(
            Column("Medium", width=2.2),
            Column("Artiklar", numeric=True, width=0.9),
            Column("Om tillväxt", numeric=True, width=1.1),
            Column("Räknas", numeric=True, width=0.8),
            Column("Bara ingress", numeric=True, width=1.2),
            Column("Första och sista", width=3.9),
        ),
        rows=tuple(
            (
                outlet.name,
                *(say_count(n) for n in (outlet.n_articles, outlet.n_growth, outlet.n_counted)),
                say_count(outlet.n_teaser),
                _say_span(outlet.first, outlet.last),
            )
            for outlet in facts.coverage.outlets
        ),
        note="Av artiklarna räknas nyheter om regional tillväxt, en text en gång i varje medium.",
    )


def write_over_time(facts: Facts, charts: Mapping[str, Chart]) -> list[Block]:
    quarters = facts.groups("people", "quarter")
    changes = [c for c in facts.changes if c.indicator == "people" and c.unit == "quarter"]
    return [
        Heading("Över tid"),
        Paragraph(
            "En förändring sägs bara när den är större än slumpen, också när det räknas in att "
            "många steg prövas."
        ),
        *show_chart(charts.get("over-tid")),
        *state(say_time(facts)),
        *([Bullets(tuple(say_change(change) for change in changes))] if changes else []),
        list_shares(facts, "tabell-kvartal", "Kvinnor och män efter kvartal", "Kvartal", quarters),
    ]


def _say_unseen(facts: Facts, dimension: str, noun: str) -> list[Block]:
    """What no outlet, and what single outlets, have no news of."""
    own = [u for u in facts.unseen if u.dimension == dimension and u.missing == NO_NEWS]
    nowhere = [unseen.label for unseen in own if not unseen.outlet]
    said = []
    if nowhere:
        said.append(f"Inget medium har nyheter om tillväxt som rör {say_list(sorted(nowhere))}.")
    by_outlet: dict[str, list[str]] = {}
    for unseen in own:
        if unseen.outlet and unseen.label not in nowhere:
            by_outlet.setdefault(unseen.outlet, []).append(unseen.label)
    said += [
        f"{outlet} har inga nyheter om tillväxt som rör {say_list(sorted(labels))}."
        for outlet, labels in sorted(by_outlet.items())
    ]
    if not said:
        return []
    return [Heading(f"Vilka {noun} som inte syns", 2), Bullets(tuple(said))]


def _say_span(first: str, last: str) -> str:
    return f"{say_date(first)} – {say_date(last)}" if first and last else NOTHING
