"""The table ``artiklar``: one row a tagged article, with its headline and address made safe."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.dimensions import DIMENSIONS
from analysis.frames import Material, find_growth_articles
from analysis.indicators.sources import select_sources
from analysis.labels import FUNCTION_LABELS, OCCUPATION_LABELS
from analysis.publish.hide import Hider
from analysis.publish.leftout import REASONS
from analysis.publish.summaries import say_summary
from analysis.stories import LeftOut
from data.vocab import Access, Gender, label_sv

ACCESS_LABELS = {Access.UNKNOWN.value: "okänt om hela texten"}
_READ = (
    *("article_id", "outlet_id", "outlet", "title", "url", "date", "month", "genre", "access"),
    *("growth", "reason", "cluster_id"),
)
_PEOPLE = ("kvinnor", "man", "icke_binara_eller_okant")
_SPEAKING = ("kvinnor_till_tals", "man_till_tals", "ovriga_till_tals")


def build_articles(
    material: Material, judged: pd.Series[str], hider: Hider
) -> list[dict[str, Any]]:
    """Rows of ``artiklar``; ``judged`` holds the LeftOut reason of each article."""
    articles = material.articles.assign(
        growth=find_growth_articles(material), reason=judged
    ).dropna(subset=["model"])
    themes, sectors, places = (
        _collect_labels(name, material, articles) for name in ("theme", "sector", "municipality")
    )
    people = _count_genders(material, material.persons)
    speaking = _count_genders(material, material.persons[select_sources(material.persons)])
    roles = _describe_roles(material, "function", FUNCTION_LABELS)
    occupations = _describe_roles(material, "occupation_group", OCCUPATION_LABELS)
    rows = []
    for number, article in zip(
        articles.index.tolist(), articles[list(_READ)].to_dict("records"), strict=True
    ):
        headline, link, why = hider.make_safe(
            article["article_id"], article["title"], article["url"], article["genre"]
        )
        access = article["access"]
        row = {
            "id": article["article_id"],
            "medium_id": article["outlet_id"],
            "medium": article["outlet"],
            "rubrik": headline,
            "lank": link,
            "lank_utelamnad": why,
            "publicerad": article["date"] or None,
            "manad": article["month"] or None,
            "genre": label_sv(article["genre"]),
            "tillgang": ACCESS_LABELS.get(access, label_sv(access)),
            "tillvaxtnyhet": "ja" if article["growth"] else "nej",
            "raknas": "ja" if article["reason"] == LeftOut.COUNTED.value else "nej",
            "raknas_inte": REASONS.get(LeftOut(article["reason"])),
            "temata": themes.get(number, "[]"),
            "branscher": sectors.get(number, "[]"),
            "kommuner": places.get(number, "[]"),
            **dict(zip(_PEOPLE, people[number], strict=True)),
            **dict(zip(_SPEAKING, speaking[number], strict=True)),
            "nyhet_id": article["cluster_id"],
            "roller": roles[number],
            "yrkesgrupper": occupations[number],
        }
        rows.append(row | {"sammanfattning": say_summary(row)})
    return rows


def _collect_labels(name: str, material: Material, articles: pd.DataFrame) -> dict[int, str]:
    """Article number -> JSON list of its labels; articles without one are absent."""
    divided = DIMENSIONS[name](material, articles)
    divided = divided[divided["value"] != "ingen"]
    grouped: dict[int, list[str]] = defaultdict(list)
    for article, label in zip(divided["article"].tolist(), divided["label"].tolist(), strict=True):
        grouped[article].append(label)
    return {article: _write_list(tuple(sorted(found))) for article, found in grouped.items()}


@lru_cache(maxsize=100_000)  # articles by the million have some thousand lists between them
def _write_list(labels: tuple[str, ...]) -> str:
    return json.dumps(labels, ensure_ascii=False)


def _count(material: Material, persons: pd.DataFrame, column: str) -> npt.NDArray[np.int64]:
    """Persons by article number (rows) and word of a categorical column (columns)."""
    words = len(persons[column].cat.categories)
    codes = persons[column].cat.codes.to_numpy()
    cells = persons["article"].to_numpy(dtype=np.int64)[codes >= 0] * words + codes[codes >= 0]
    n = len(material.articles)
    return np.bincount(cells, minlength=n * words).reshape(n, words)


def _count_genders(material: Material, persons: pd.DataFrame) -> list[list[int]]:
    """Women, men and all others by article number."""
    counts = _count(material, persons, "gender")
    order = list(persons["gender"].cat.categories)
    women, men = (counts[:, order.index(word.value)] for word in (Gender.WOMAN, Gender.MAN))
    found: list[list[int]] = np.column_stack(
        [women, men, counts.sum(axis=1) - women - men]
    ).tolist()
    return found


def _describe_roles(material: Material, column: str, labels: dict[str, str]) -> list[str]:
    """JSON lists such as ["Talesperson: 2"] by article number; never by gender or name."""
    counts = _count(material, material.persons, column)
    order = list(material.persons[column].cat.categories)
    rows = counts[:, [order.index(word) for word in labels]].tolist()
    names = tuple(labels.values())
    return [_write_counts(names, tuple(row)) for row in rows]


@lru_cache(maxsize=100_000)
def _write_counts(labels: tuple[str, ...], counts: tuple[int, ...]) -> str:
    said = [f"{label}: {n}" for label, n in zip(labels, counts, strict=True) if n]
    return json.dumps(said, ensure_ascii=False)
