"""The rows of every table in public.db, with Swedish names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.dimensions import DIMENSION_LABELS, NONE
from analysis.figures import Figure, make_figure
from analysis.filterwords import say_filters
from analysis.frames import Material, find_growth_articles
from analysis.indicators import INDICATORS
from analysis.indicators.indicator import Kind
from analysis.publish.metrics import say_metric
from analysis.stories import SELECTION_LABELS, Counting, LeftOut, Selection
from analysis.swedish import outer_percent
from data.results import read_rows
from data.store import MediaStore

COUNTING_LABELS = {
    Counting.PER_OUTLET.value: "en gång per medium",
    Counting.PER_STORY.value: "en gång per nyhet",
}


RUNNING = "löpande"
DIFFERS_LABELS = {
    "": None,
    "no": "nej, ryms inom slumpen",
    "higher": "ja, högre än i övrigt",
    "lower": "ja, lägre än i övrigt",
}


def build_figures(rows: Iterable[dict[str, Any]], edition: str = RUNNING) -> list[dict[str, Any]]:
    """Rows of ``indicators`` -> rows of ``nyckeltal``: all shares of women."""
    shares = [row for row in rows if row["unit"] != Kind.STORIES.value]
    figures = sorted((make_figure(row) for row in shares), key=_figure_order)
    return [{**_figure_row(figure, edition), "ordning": i} for i, figure in enumerate(figures, 1)]


def build_story_shares(
    rows: Iterable[dict[str, Any]], edition: str = RUNNING
) -> list[dict[str, Any]]:
    """Rows of ``indicators`` -> rows of ``nyhetsandelar``: all shares of stories."""
    stories = [row for row in rows if row["unit"] == Kind.STORIES.value]
    return [
        {**_story_row(make_figure(row), row, edition), "ordning": i}
        for i, row in enumerate(sorted(stories, key=lambda r: _figure_order(make_figure(r))), 1)
    ]


def _figure_order(figure: Figure) -> tuple[int, int, int, bool, str, str]:
    """The whole first, then groups by name; never by share."""
    by_time = figure.dimension in {"month", "quarter"}
    return (
        list(INDICATORS).index(figure.indicator),
        list(SELECTION_LABELS).index(figure.selection),
        list(DIMENSION_LABELS).index(figure.dimension),
        figure.value == NONE,
        figure.value if by_time else figure.label.casefold(),
        figure.counting,
    )


def _figure_id(figure: Figure) -> str:
    dimension = DIMENSION_LABELS[figure.dimension].replace("å", "a").replace(" ", "-")
    parts = [INDICATORS[figure.indicator].public_id, dimension, figure.value.replace("|", "-")]
    if figure.counting == Counting.PER_STORY.value:
        parts.append("per-nyhet")
    if figure.selection != Selection.ALL.value:
        parts.append(_SELECTION_IDS[figure.selection])
    return "-".join(parts)


_SELECTION_IDS = {
    Selection.NO_WIRE.value: "utan-byra",
    Selection.FULL.value: "hela-texter",
    Selection.TEASER.value: "ingresser",
}


def _figure_row(figure: Figure, edition: str) -> dict[str, Any]:
    return {
        **_shared_columns(figure, edition),
        "enhet": INDICATORS[figure.indicator].unit,
        "andel_kvinnor": figure.percent,
        "icke_binara": figure.nonbinary,
        "skiljer_sig": DIFFERS_LABELS[figure.differs],
    }


def _story_row(figure: Figure, row: Mapping[str, Any], edition: str) -> dict[str, Any]:
    at_least = at_most = None
    if row["share"] is not None:
        at_least, at_most = outer_percent(row["bound_low"], row["bound_high"])
    return {
        **_shared_columns(figure, edition),
        "andel": figure.percent,
        "minst": at_least,
        "hogst": at_most,
        "nyheter": int(row["numerator"]),
        "bestamda": int(row["denominator"]),
        "obestamda": int(row["undecided"]),
    }


def _shared_columns(figure: Figure, edition: str) -> dict[str, Any]:
    return {
        "id": _figure_id(figure),
        "matt_id": INDICATORS[figure.indicator].public_id,
        "matt": INDICATORS[figure.indicator].label,
        "indelning": DIMENSION_LABELS[figure.dimension],
        "grupp_id": figure.value,
        "grupp": figure.label,
        "rakning": COUNTING_LABELS[figure.counting],
        "urval": SELECTION_LABELS[figure.selection],
        "lag": figure.low,
        "hog": figure.high,
        "minst": figure.at_least,
        "hogst": figure.at_most,
        "artiklar": figure.n_stories,
        "personer": figure.n_persons,
        "kvinnor": figure.women,
        "man": figure.men,
        "icke_binara_eller_okant": figure.other_or_unknown,
        "utan_andel": figure.withheld or None,
        "filter": say_filters(figure.filters),
        "utgava": edition,
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
        dates = sorted(date for date in own["date"].unique() if len(date) == 10)
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
