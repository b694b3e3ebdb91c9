"""By what the figures are divided: a value and a Swedish label for each story."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.frames import Material
from analysis.swedish import say_month
from data.vocab import TopicKind, label_sv

OVERALL = "overall"
NONE = "ingen"
_EMPTY_LABELS = {"sector": "ingen bransch angiven", "municipality": "ingen kommun angiven"}

Divide = Callable[[Material, pd.DataFrame], pd.DataFrame]


def _frame(stories: pd.DataFrame, values: pd.Series[str], labels: pd.Series[str]) -> pd.DataFrame:
    return pd.DataFrame({"article_id": stories["article_id"], "value": values, "label": labels})


def _by_nothing(_material: Material, stories: pd.DataFrame) -> pd.DataFrame:
    return stories[["article_id"]].assign(value="alla", label="Alla")


def _by_outlet(_material: Material, stories: pd.DataFrame) -> pd.DataFrame:
    return _frame(stories, stories["outlet_id"], stories["outlet"])


def _by_month(_material: Material, stories: pd.DataFrame) -> pd.DataFrame:
    months = stories["month"].where(stories["month"] != "", "okänt")
    return _frame(stories, months, months.map(say_month))


def _by_many(stories: pd.DataFrame, values: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """A story with several values stands in each of their groups, one without in 'ingen'."""
    joined = stories[["article_id"]].merge(values, on="article_id", how="left")
    joined["value"] = joined["value"].fillna(NONE)
    empty = _EMPTY_LABELS.get(dimension, "inget angivet")
    joined["label"] = [empty if value == NONE else label_sv(value) for value in joined["value"]]
    return joined


def _by_topic(material: Material, stories: pd.DataFrame, kind: TopicKind) -> pd.DataFrame:
    topics = material.topics[material.topics["kind"] == kind.value]
    values = topics.rename(columns={"label": "value"})[["article_id", "value"]]
    return _by_many(stories, values, kind.value)


def _by_sector(material: Material, stories: pd.DataFrame) -> pd.DataFrame:
    return _by_topic(material, stories, TopicKind.SECTOR)


def _by_theme(material: Material, stories: pd.DataFrame) -> pd.DataFrame:
    return _by_topic(material, stories, TopicKind.THEME)


def _by_municipality(material: Material, stories: pd.DataFrame) -> pd.DataFrame:
    values = material.places.rename(columns={"municipality": "value"})
    return _by_many(stories, values, "municipality")


DIMENSIONS: dict[str, Divide] = {
    OVERALL: _by_nothing,
    "outlet": _by_outlet,
    "month": _by_month,
    "sector": _by_sector,
    "municipality": _by_municipality,
    "theme": _by_theme,
}
DIMENSION_LABELS = {
    OVERALL: "alla",
    "outlet": "medium",
    "month": "månad",
    "sector": "bransch",
    "municipality": "kommun",
    "theme": "tema",
}
