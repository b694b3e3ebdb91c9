"""All charts of a kit, by name."""

from __future__ import annotations

from analysis.figures import Figure
from analysis.indicators import INDICATORS
from analysis.press.charts.bars import draw_counts, draw_differences
from analysis.press.charts.chart import Chart
from analysis.press.charts.map import draw_map
from analysis.press.charts.shares import CAPTION, draw_beside_base, draw_shares
from analysis.press.charts.timeline import draw_timeline
from analysis.press.facts import Facts
from analysis.press.formats import say_count
from analysis.swedish import say_list

MAIN = (
    *("people", "sources", "quoted_words", "headline", "experts", "spokespersons"),
    *("politicians", "business_leaders", "entrepreneurs", "bylines"),
)
BY_NAME = f"{CAPTION} Ordningen följer namnen, inte andelen."
GROUPS = {
    "medier": ("outlet", "Andel kvinnor per medium"),
    "branscher": ("sector", "Andel kvinnor per bransch"),
    "kommuner": ("municipality", "Andel kvinnor per kommun"),
    "teman": ("theme", "Andel kvinnor per tema i RUS 2020"),
    "roller": ("function", "Andel kvinnor per roll i nyheten"),
    "yrken": ("occupation_group", "Andel kvinnor per yrkesgrupp"),
}


def draw_charts(facts: Facts) -> dict[str, Chart]:
    """Every chart by name; one with too little data holds the words that stand in its place."""
    source = say_source(facts)
    when = facts.period.label
    main = [(INDICATORS[name].label, facts.whole(name)) for name in MAIN]
    charts = [
        draw_shares(
            "huvudmatt", f"Andel kvinnor i nyheter om regional tillväxt, {when}", main, source
        )
    ]
    for name, (dimension, title) in GROUPS.items():
        figures = [(f.label, f) for f in facts.groups("people", dimension)]
        charts.append(draw_shares(name, f"{title}, {when}", figures, source, BY_NAME))
    charts.append(
        draw_timeline("over-tid", f"Andel kvinnor över tid, {when}", choose_steps(facts), source)
    )
    charts.append(_draw_reality(facts, when))
    charts.append(
        draw_differences(
            "utrymme", f"Hur kvinnor och män får synas, {when}", facts.contrasts, source
        )
    )
    charts.append(
        draw_counts(
            "antal-per-bransch",
            f"Antal kvinnor och män per bransch, {when}",
            facts.groups("people", "sector"),
            source,
        )
    )
    charts.append(draw_map(facts))
    return {chart.name: chart for chart in charts}


def choose_steps(facts: Facts) -> tuple[Figure, ...]:
    """Months, or quarters where a larger part of them carries a share."""
    months, quarters = facts.groups("people", "month"), facts.groups("people", "quarter")
    return quarters if _carrying(quarters) > _carrying(months) and len(quarters) > 1 else months


def _carrying(figures: tuple[Figure, ...]) -> float:
    return sum(figure.percent is not None for figure in figures) / max(1, len(figures))


def say_source(facts: Facts) -> str:
    """Where a chart's figures are from, in a line."""
    main = facts.whole("people")
    edition = f"utgåva {facts.edition}" if facts.edition else "löpande siffror, ingen fryst utgåva"
    return (
        f"Källa: Mediagranskning, {edition}. {say_count(main.n_persons)} personer i "
        f"{say_count(main.n_stories)} artiklar, {facts.period.label}."
    )


def _draw_reality(facts: Facts, when: str) -> Chart:
    pairs = [
        (
            _label(q.figure),
            q.figure,
            f"{q.population}, {q.area} {q.year}",
            q.base_percent,
        )
        for q in facts.quotients
        if q.figure.dimension in {"overall", "sector"}
    ]
    shown = [q for q in facts.quotients if q.figure.percent is not None]
    sources = say_list(sorted({q.source for q in shown if q.figure.dimension != "municipality"}))
    own = say_source(facts)
    return draw_beside_base(
        "verkligheten",
        f"Nyheterna bredvid verkligheten, {when}",
        pairs,
        f"{own} Jämförda grupper: {sources}." if sources else own,
    )


def _label(figure: Figure) -> str:
    label = INDICATORS[figure.indicator].label
    if figure.indicator == "people":
        label = "Personer"
    return label if figure.dimension == "overall" else f"{label}, {figure.label.lower()}"
