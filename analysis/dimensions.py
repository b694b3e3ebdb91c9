"""By what the figures are divided: a value and a Swedish label for each story or person."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.frames import Material
from analysis.labels import FUNCTION_LABELS, OCCUPATION_LABELS
from analysis.swedish import say_month, say_quarter
from data.vocab import TopicKind, label_sv

OVERALL = "overall"
NONE = "ingen"
UNDATED = "okänt"
_EMPTY_LABELS = {"sector": "ingen bransch angiven", "municipality": "ingen kommun angiven"}

Divide = Callable[[Material, pd.DataFrame], pd.DataFrame]


def _frame(stories: pd.DataFrame, values: pd.Series[str], labels: pd.Series[str]) -> pd.DataFrame:
    return pd.DataFrame({"article": stories.index, "value": values, "label": labels})


def _by_nothing(_material: Material, stories: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"article": stories.index, "value": "alla", "label": "Alla"})


def _by_outlet(_material: Material, stories: pd.DataFrame) -> pd.DataFrame:
    return _frame(stories, stories["outlet_id"], stories["outlet"])


def _by_month(_material: Material, stories: pd.DataFrame) -> pd.DataFrame:
    months = stories["month"].where(stories["month"] != "", UNDATED)
    names = {month: say_month(month) for month in months.unique()}
    return _frame(stories, months, months.map(names))


def quarters(months: pd.Series[str]) -> pd.Series[str]:
    """ "2026-09" -> "2026-Q3"; what is no month is undated."""
    names = {
        month: f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}" if len(month) == 7 else UNDATED
        for month in months.unique()
    }
    return months.map(names)


def _by_quarter(_material: Material, stories: pd.DataFrame) -> pd.DataFrame:
    values = quarters(stories["month"])
    names = {quarter: say_quarter(quarter) for quarter in values.unique()}
    return _frame(stories, values, values.map(names))


def _by_many(stories: pd.DataFrame, values: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """A story with several values stands in each of their groups, one without in 'ingen'."""
    articles = pd.DataFrame({"article": stories.index.to_numpy(dtype=np.int32)})
    joined = articles.merge(values, on="article", how="left")
    joined["value"] = joined["value"].astype("object").where(joined["value"].notna(), NONE)
    empty = _EMPTY_LABELS.get(dimension, "inget angivet")
    names = {
        value: empty if value == NONE else label_sv(value) for value in joined["value"].unique()
    }
    joined["label"] = joined["value"].map(names)
    return joined


def _by_topic(material: Material, stories: pd.DataFrame, kind: TopicKind) -> pd.DataFrame:
    topics = material.topics[material.topics["kind"] == kind.value]
    values = topics.rename(columns={"label": "value"})[["article", "value"]]
    return _by_many(stories, values, kind.value)


def _by_sector(material: Material, stories: pd.DataFrame) -> pd.DataFrame:
    return _by_topic(material, stories, TopicKind.SECTOR)


def _by_theme(material: Material, stories: pd.DataFrame) -> pd.DataFrame:
    return _by_topic(material, stories, TopicKind.THEME)


def _by_municipality(material: Material, stories: pd.DataFrame) -> pd.DataFrame:
    values = material.places.rename(columns={"municipality": "value"})
    return _by_many(stories, values, "municipality")


def _by_outlet_and_municipality(material: Material, stories: pd.DataFrame) -> pd.DataFrame:
    places = _by_municipality(material, stories)
    outlets = stories.loc[places["article"], ["outlet_id", "outlet"]]
    return pd.DataFrame(
        {
            "article": places["article"].to_numpy(),
            "value": outlets["outlet_id"].to_numpy() + "|" + places["value"].to_numpy(),
            "label": outlets["outlet"].to_numpy() + ", " + places["label"].to_numpy(),
        }
    )


DIMENSIONS: dict[str, Divide] = {
    OVERALL: _by_nothing,
    "outlet": _by_outlet,
    "month": _by_month,
    "quarter": _by_quarter,
    "sector": _by_sector,
    "municipality": _by_municipality,
    "theme": _by_theme,
    "outlet_municipality": _by_outlet_and_municipality,
}
# Dimensions that divide the persons of a story, with the labels of their values.
PERSON_DIMENSIONS: dict[str, dict[str, str]] = {
    "function": FUNCTION_LABELS,
    "occupation_group": OCCUPATION_LABELS,
}
DIMENSION_LABELS = {
    OVERALL: "alla",
    "outlet": "medium",
    "month": "månad",
    "quarter": "kvartal",
    "sector": "bransch",
    "municipality": "kommun",
    "theme": "tema",
    "outlet_municipality": "medium och kommun",
    "function": "roll i nyheten",
    "occupation_group": "yrkesgrupp",
}
# Where many groups stand side by side a reader looks for the one that stands out. Time has its
# own comparison, and the cells of two dimensions are too small for one.
COMPARED = frozenset(("outlet", "sector", "municipality", "theme", "function", "occupation_group"))
