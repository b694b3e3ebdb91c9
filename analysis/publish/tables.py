"""The rows of every table in public.db, with Swedish names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.dimensions import DIMENSION_LABELS, NONE
from analysis.figures import Figure, make_figure
from analysis.frames import Counting, LeftOut, Material, find_growth_articles
from analysis.indicators import INDICATORS
from analysis.publish.metrics import say_metric
from data.results import read_rows
from data.store import MediaStore

COUNTING_LABELS = {
    Counting.PER_OUTLET.value: "en gång per medium",
    Counting.PER_STORY.value: "en gång per nyhet",
}


def build_figures(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of ``indicators`` -> rows of ``nyckeltal``."""
    figures = sorted((make_figure(row) for row in rows), key=_figure_order)
    return [{**_figure_row(figure), "ordning": i} for i, figure in enumerate(figures, 1)]


def _figure_order(figure: Figure) -> tuple[int, int, bool, str, str]:
    """The whole first, then groups by name; never by share."""
    months = figure.dimension == "month"
    return (
        list(INDICATORS).index(figure.indicator),
        list(DIMENSION_LABELS).index(figure.dimension),
        figure.value == NONE,
        figure.value if months else figure.label.casefold(),
        figure.counting,
    )


def _figure_id(figure: Figure) -> str:
    indicator = INDICATORS[figure.indicator].public_id
    parts = [indicator, DIMENSION_LABELS[figure.dimension].replace("å", "a"), figure.value]
    if figure.counting == Counting.PER_STORY.value:
        parts.append("per-nyhet")
    return "-".join(parts)


def read_figure(row: Mapping[str, Any]) -> Figure:
    """A row of ``nyckeltal`` in public.db -> the figure it was made from."""
    indicators = {indicator.public_id: indicator.id for indicator in INDICATORS.values()}
    dimensions = {label: dimension for dimension, label in DIMENSION_LABELS.items()}
    countings = {label: counting for counting, label in COUNTING_LABELS.items()}
    return Figure(
        indicator=indicators[row["matt_id"]],
        dimension=dimensions[row["indelning"]],
        value=row["grupp_id"],
        label=row["grupp"],
        counting=countings[row["rakning"]],
        n_stories=row["artiklar"],
        n_persons=row["personer"],
        women=row["kvinnor"],
        men=row["man"],
        nonbinary=row["icke_binara"],
        other_or_unknown=row["icke_binara_eller_okant"],
        percent=row["andel_kvinnor"],
        low=row["lag"],
        high=row["hog"],
        at_least=row["minst"],
        at_most=row["hogst"],
        withheld=row["utan_andel"] or "",
    )


def _figure_row(figure: Figure) -> dict[str, Any]:
    return {
        "id": _figure_id(figure),
        "matt_id": INDICATORS[figure.indicator].public_id,
        "matt": INDICATORS[figure.indicator].label,
        "indelning": DIMENSION_LABELS[figure.dimension],
        "grupp_id": figure.value,
        "grupp": figure.label,
        "rakning": COUNTING_LABELS[figure.counting],
        "andel_kvinnor": figure.percent,
        "lag": figure.low,
        "hog": figure.high,
        "minst": figure.at_least,
        "hogst": figure.at_most,
        "artiklar": figure.n_stories,
        "personer": figure.n_persons,
        "kvinnor": figure.women,
        "man": figure.men,
        "icke_binara": figure.nonbinary,
        "icke_binara_eller_okant": figure.other_or_unknown,
        "utan_andel": figure.withheld or None,
    }


def build_outlets(
    store: MediaStore, material: Material, judged: pd.Series[str]
) -> list[dict[str, Any]]:
    articles = material.articles.assign(
        tagged=material.articles["model"].notna(),
        growth=find_growth_articles(material),
        counted=judged == LeftOut.COUNTED.value,
        teaser=material.articles["access"] == "teaser",
    )
    rows = []
    for outlet in read_rows(store, "outlets", ("id", "name", "owner", "homepage")):
        own = articles[articles["outlet_id"] == outlet["id"]]
        dates = sorted(date for date in own["date"] if len(date) == 10)
        rows.append(
            {
                "id": outlet["id"],
                "namn": outlet["name"],
                "agare": outlet["owner"] or None,
                "webbplats": outlet["homepage"] or None,
                "artiklar": len(own),
                "kodade": int(own["tagged"].sum()),
                "bara_ingress": int(own["teaser"].sum()),
                "om_tillvaxt": int(own["growth"].sum()),
                "raknas": int(own["counted"].sum()),
                "forsta": dates[0] if dates else None,
                "sista": dates[-1] if dates else None,
            }
        )
    return rows


def build_errors(store: MediaStore) -> list[dict[str, Any]]:
    """Rows of ``evaluations`` -> rows of ``felmatt``."""
    columns = ("gold", "metric", "value", "low", "high", "n", "model")
    return [
        {
            "guldmaterial": row["gold"],
            "matt_id": row["metric"],
            "matt": say_metric(row["metric"]),
            "varde": row["value"],
            "lag": row["low"],
            "hog": row["high"],
            "antal": row["n"],
            "modell": row["model"],
        }
        for row in read_rows(store, "evaluations", columns)
    ]
