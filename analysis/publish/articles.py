"""The table ``artiklar``: one row a tagged article, with its headline and address made safe."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

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


def build_articles(
    material: Material, judged: pd.Series[str], hider: Hider
) -> list[dict[str, Any]]:
    """Rows of ``artiklar``; ``judged`` holds the LeftOut reason of each article."""
    articles = material.articles.assign(
        growth=find_growth_articles(material), reason=judged
    ).dropna(subset=["model"])
    labels = {
        name: _collect_labels(name, material, articles)
        for name in ("theme", "sector", "municipality")
    }
    counts = _count_genders(material, material.persons)
    source_counts = _count_genders(material, material.persons[select_sources(material.persons)])
    roles = _count_roles(material, "function", FUNCTION_LABELS)
    occupations = _count_roles(material, "occupation_group", OCCUPATION_LABELS)
    rows = []
    for article in articles.itertuples():
        article_id = str(article.article_id)
        headline, link, why = hider.make_safe(
            article_id, str(article.title), str(article.url), str(article.genre)
        )
        row = {
            "id": article_id,
            "medium_id": article.outlet_id,
            "medium": article.outlet,
            "rubrik": headline,
            "lank": link,
            "lank_utelamnad": why,
            "publicerad": article.date or None,
            "manad": article.month or None,
            "genre": label_sv(str(article.genre)),
            "tillgang": ACCESS_LABELS.get(str(article.access), label_sv(str(article.access))),
            "tillvaxtnyhet": "ja" if article.growth else "nej",
            "raknas": "ja" if article.reason == LeftOut.COUNTED.value else "nej",
            "raknas_inte": REASONS.get(LeftOut(str(article.reason))),
            "temata": labels["theme"].get(article_id, "[]"),
            "branscher": labels["sector"].get(article_id, "[]"),
            "kommuner": labels["municipality"].get(article_id, "[]"),
            **_person_columns(
                counts.get(article_id, {}), ("kvinnor", "man", "icke_binara_eller_okant")
            ),
            **_person_columns(
                source_counts.get(article_id, {}),
                ("kvinnor_till_tals", "man_till_tals", "ovriga_till_tals"),
            ),
            "nyhet_id": article.cluster_id,
            "roller": roles.get(article_id, "[]"),
            "yrkesgrupper": occupations.get(article_id, "[]"),
        }
        rows.append(row | {"sammanfattning": say_summary(row)})
    return rows


def _collect_labels(name: str, material: Material, articles: pd.DataFrame) -> dict[str, str]:
    """Article id -> JSON list of its labels; articles without one are absent."""
    divided = DIMENSIONS[name](material, articles)
    divided = divided[divided["value"] != "ingen"]
    grouped: dict[int, list[str]] = defaultdict(list)
    for article, label in zip(divided["article"], divided["label"], strict=True):
        grouped[article].append(label)
    ids = material.articles["article_id"].to_numpy()
    return {
        str(ids[article]): json.dumps(sorted(found), ensure_ascii=False)
        for article, found in grouped.items()
    }


def _count_genders(material: Material, persons: pd.DataFrame) -> dict[str, dict[str, int]]:
    ids = material.articles["article_id"].to_numpy()
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for article, gender in zip(persons["article"], persons["gender"], strict=True):
        found[ids[article]][gender] += 1
    return found


def _count_roles(material: Material, column: str, labels: dict[str, str]) -> dict[str, str]:
    """Article id -> JSON list such as ["Talesperson: 2"]; never by gender, never by name."""
    ids = material.articles["article_id"].to_numpy()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for article, word in zip(material.persons["article"], material.persons[column], strict=True):
        found[ids[article]][str(word)] += 1
    return {
        str(article_id): json.dumps(
            [f"{label}: {counts[word]}" for word, label in labels.items() if counts[word]],
            ensure_ascii=False,
        )
        for article_id, counts in found.items()
    }


def _person_columns(counts: dict[str, int], columns: tuple[str, str, str]) -> dict[str, int]:
    women, men = counts.get(Gender.WOMAN.value, 0), counts.get(Gender.MAN.value, 0)
    return dict(zip(columns, (women, men, sum(counts.values()) - women - men), strict=True))
