"""kommuner/*.html: a page for each municipality, with its share or with its counts and why."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from analysis.figures import Figure
from analysis.press.charts.chart import Chart
from analysis.press.charts.collect import say_source
from analysis.press.charts.shares import draw_shares
from analysis.press.facts import Facts, Quotient
from analysis.press.formats import say_count
from analysis.press.groups import is_told, say_group_counts
from analysis.press.pages import render_template
from analysis.press.statements import say_quotient
from analysis.publish.redact import fold
from analysis.unseen import list_municipalities
from analysis.wording import say_share

NO_STORIES = "Inga nyheter om regional tillväxt rör kommunen under perioden."


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a municipality's page says; ``figures`` are told only where there is enough."""

    name: str
    summary: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]
    reality: tuple[str, ...]
    chart: Chart | None


def render_municipalities(facts: Facts) -> dict[str, bytes]:
    """File name -> page, for each municipality of the county."""
    return {
        f"kommuner/{slug(name)}.html": render_template(
            "kommun.html",
            facts,
            title=f"{name}: kvinnor och män i nyheter om regional tillväxt",
            sheet=sheet,
            svg=Markup(sheet.chart.svg if sheet.chart else ""),  # noqa: S704 - our own SVG
        )
        for name in list_municipalities()
        if (sheet := compose_sheet(facts, name))
    }


def slug(name: str) -> str:
    """ "Älvsbyn" -> "alvsbyn", a name that every file system and address takes."""
    return fold(name).replace(" ", "-")


def compose_sheet(facts: Facts, name: str) -> Sheet:
    """The page of one municipality."""
    people, sources = (
        facts.group(indicator, "municipality", name) for indicator in ("people", "sources")
    )
    whole = facts.whole("people")
    if people is None or people.n_stories == 0:
        return Sheet(name, (NO_STORIES,), (), (), None)
    rows = [(label, _say_counts(f), say_share(f)) for label, f in _list_figures(facts, name)]
    chart = None
    if people.percent is not None:
        compared = [(name, people)]
        if sources is not None and sources.percent is not None:
            compared.append((f"{name}, kommer till tals", sources))
        chart = draw_shares(
            f"kommun-{slug(name)}",
            f"Andel kvinnor i nyheter om {name} och i hela materialet, {facts.period.label}",
            [*compared, ("Hela materialet", whole)],
            say_source(facts),
        )
    return Sheet(
        name=name,
        summary=tuple(_say_summary(name, people, sources)),
        rows=tuple(rows),
        reality=tuple(say_quotient(q) for q in _quotients(facts, name)),
        chart=chart,
    )


def _list_figures(facts: Facts, name: str) -> list[tuple[str, Figure]]:
    found = [
        ("Personer", facts.group("people", "municipality", name)),
        ("Kommer till tals", facts.group("sources", "municipality", name)),
        ("Hela materialet, personer", facts.whole("people")),
    ]
    return [(label, figure) for label, figure in found if figure is not None]


def _quotients(facts: Facts, name: str) -> list[Quotient]:
    return [
        q
        for q in facts.quotients
        if (q.figure.dimension, q.figure.value) == ("municipality", name)
        and q.figure.percent is not None
    ]


def _say_summary(name: str, people: Figure, sources: Figure | None) -> list[str]:
    stories = "En nyhet" if people.n_stories == 1 else f"{say_count(people.n_stories)} nyheter"
    said = [f"{stories} om regional tillväxt rör {name}. I dem nämns {say_group_counts(people)}."]
    if people.percent is None:
        said.append(
            f"Ingen andel anges: {people.withheld}. Så få personer säger mer om slumpen än om "
            "medierna."
        )
        return said
    said.append(f"Andelen kvinnor är {say_share(people)}.")
    if people.differs in {"higher", "lower"}:
        way = "högre" if people.differs == "higher" else "lägre"
        said.append(f"Det är {way} än i övriga nyheter om tillväxt, utöver slumpen.")
    else:
        said.append("Mot övriga nyheter om tillväxt syns ingen säker skillnad.")
    if sources is not None and sources.percent is not None:
        said.append(f"Bland dem som kommer till tals är andelen {say_share(sources)}.")
    return said


def _say_counts(figure: Figure) -> str:
    return say_group_counts(figure) if is_told(figure) else "redovisas inte"
