"""Collects what the press may say of a period."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from analysis.dimensions import OVERALL
from analysis.figures import Figure, make_figure
from analysis.filters import default_filters
from analysis.frames import Material, load_tagged_material
from analysis.indicators import INDICATORS
from analysis.indicators.compute import compute_indicators
from analysis.periods import Period, parse_period, quarter_of
from analysis.press.chart import draw_shares
from analysis.publish.leftout import count_left_out
from analysis.publish.method import describe_method
from analysis.publish.tables import build_errors, build_figures
from analysis.stories import Counting, LeftOut, Selection, choose_stories, judge_articles
from analysis.swedish import say_count, say_date
from analysis.wording import (
    ErrorReport,
    say_balance,
    say_bounds,
    say_counts,
    say_errors,
    say_headline,
    say_share,
)
from data.errors import NothingToDo
from data.store import MediaStore

COMPARISONS = Path(__file__).parent / "jamforelser.yml"


@dataclass(frozen=True, slots=True)
class PressKit:
    """What a period's summary says; ``chart`` is "" when no share may be shown."""

    period: Period
    dates: str
    n_articles: int
    headline: str
    lead: list[str]
    main: Figure
    chart: str
    tables: list[tuple[str, list[Figure]]]
    comparisons: list[dict[str, Any]]
    quality: list[str]
    errors: list[ErrorReport]
    left_out: list[dict[str, Any]]
    method: dict[str, str]
    rows: list[dict[str, Any]]


def collect_kit(store: MediaStore, period_name: str | None) -> PressKit:
    """The kit of a period; the latest quarter with counted articles when none is named.

    Raises NothingToDo when no article of the period counts, BadInput for a malformed period.
    """
    wanted = parse_period(period_name) if period_name else None
    material = load_tagged_material(store)
    period = wanted or _latest_quarter(material)
    filters = default_filters(material.articles["outlet_id"], period.since, period.until)
    stories = choose_stories(material, filters, Counting.PER_OUTLET)
    if stories.empty:
        raise NothingToDo(
            f"no article on growth counts in {period.name}; "
            f"the latest quarter with such articles is {_latest_quarter(material).name}"
        )
    indicators = [
        row
        for row in compute_indicators(material, filters)
        if row["selection"] == Selection.ALL.value
    ]
    figures = [make_figure(row) for row in indicators]
    whole = {
        figure.indicator: figure
        for figure in figures
        if figure.dimension == OVERALL and figure.counting == Counting.PER_OUTLET.value
    }
    main = whole["people"]
    by_outlet, by_sector = _groups(figures, "outlet"), _groups(figures, "sector")
    dates = sorted(date for date in stories["date"] if len(date) == 10)
    error_rows = build_errors(store)
    judged = judge_articles(material, filters)
    judged = judged[judged != LeftOut.OTHER_PERIOD.value]
    return PressKit(
        period=period,
        dates=f"{say_date(dates[0])} till {say_date(dates[-1])}" if dates else "utan datum",
        n_articles=len(stories),
        headline=f"{say_headline(main, INDICATORS['people'].subject)}, {period.label}",
        lead=_say_lead(whole, len(set(stories["outlet_id"])), len(stories), period),
        main=main,
        chart=_draw(whole, by_outlet, period),
        tables=[("Medium", by_outlet), ("Bransch", by_sector)],
        comparisons=yaml.safe_load(COMPARISONS.read_text(encoding="utf-8")),
        quality=_say_quality(main),
        errors=say_errors(error_rows, set(material.articles["model"].dropna())),
        left_out=count_left_out([], judged),
        method=describe_method(material, filters),
        rows=build_figures(indicators),
    )


def _latest_quarter(material: Material) -> Period:
    filters = default_filters(material.articles["outlet_id"])
    stories = choose_stories(material, filters, Counting.PER_OUTLET)
    dates = [date for date in stories["date"] if len(date) == 10]
    if not dates:
        raise NothingToDo(
            "no dated article on growth is tagged; collect more with 'mediagranskning crawl', "
            "or take --period all"
        )
    return quarter_of(max(dates))


def _groups(figures: list[Figure], dimension: str) -> list[Figure]:
    own = [f for f in figures if f.indicator == "people" and f.dimension == dimension]
    return sorted(own, key=lambda figure: (figure.value == "ingen", figure.label.casefold()))


def _say_lead(
    whole: dict[str, Figure], n_outlets: int, n_articles: int, period: Period
) -> list[str]:
    main, sources = whole["people"], whole["sources"]
    media = "ett medium" if n_outlets == 1 else f"{say_count(n_outlets)} medier"
    scope = f"{say_count(n_articles)} artiklar om regional tillväxt i {media}"
    if main.percent is None:
        return [
            f"{period.label.capitalize()} nämns {say_count(main.n_persons)} personer i {scope}: "
            f"{say_counts(main)}. Det är för litet underlag för en andel ({main.withheld})."
        ]
    lead = [
        f"{period.label.capitalize()} är andelen kvinnor {say_share(main)} av dem vars kön är "
        f"känt, i {scope}. {say_balance(main)}"
    ]
    if sources.percent is None:
        lead.append(f"Bland dem som kommer till tals: {say_share(sources)}.")
    else:
        lead.append(f"Bland dem som kommer till tals är andelen {say_share(sources)}.")
    return lead


def _draw(whole: dict[str, Figure], by_outlet: list[Figure], period: Period) -> str:
    rows = [
        ("Alla personer", whole["people"]),
        ("Kommer till tals", whole["sources"]),
        *((figure.label, figure) for figure in by_outlet),
    ]
    shown = [(label, figure) for label, figure in rows if figure.percent is not None]
    if whole["people"].percent is None or not shown:
        return ""
    return draw_shares(shown, f"Andel kvinnor i nyheter om regional tillväxt, {period.label}")


def _say_quality(main: Figure) -> list[str]:
    counts = (
        f"Underlag: {say_count(main.n_persons)} personer i {say_count(main.n_stories)} artiklar; "
        f"{say_counts(main)}."
    )
    return [sentence for sentence in (counts, say_bounds(main)) if sentence]
