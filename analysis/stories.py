"""Which articles count: genre, access, growth, period, wire, and each text only once."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import pandas as pd

from analysis.filters import Filters
from analysis.frames import Material, find_growth_articles, find_in_scope
from data.vocab import Access, ContributorRole

# Credits of a news agency in place of a person's name.
AGENCIES = frozenset(("tt", "afp", "ap", "reuters", "dpa", "ntb", "stt", "ritzau", "siren"))


class Counting(StrEnum):
    """How a text that several outlets publish is counted."""

    PER_OUTLET = "per_outlet"  # once for each outlet that publishes it
    PER_STORY = "per_story"  # once in all


class Selection(StrEnum):
    """Parts of the articles that a figure is also given for, each apart."""

    ALL = "all"
    NO_WIRE = "no_wire"
    FULL = "full"
    TEASER = "teaser"


SELECTION_LABELS = {
    Selection.ALL.value: "alla artiklar",
    Selection.NO_WIRE.value: "utan byråtext och texter i flera medier",
    Selection.FULL.value: "bara artiklar som lästs i sin helhet",
    Selection.TEASER.value: "bara artiklar där ingressen kunnat läsas",
}


class LeftOut(StrEnum):
    """Why an article is not counted, in the order in which the reasons are tried."""

    COUNTED = ""
    UNDATED = "undated"
    OTHER_PERIOD = "other_period"
    UNTAGGED = "untagged"
    OUTLET = "outlet"
    GENRE = "genre"
    SCOPE = "scope"
    ACCESS = "access"
    NO_GROWTH = "no_growth"
    REPEATED = "repeated"


def judge_articles(
    material: Material,
    filters: Filters,
    counting: Counting = Counting.PER_OUTLET,
    growth: pd.Series[bool] | None = None,
) -> pd.Series[str]:
    """For each article the LeftOut reason, "" when it counts.

    Of articles with one text that counts whose turn is first (see Material). ``growth`` replaces
    the usual judgement of what is a growth story.
    """
    articles = material.articles
    reasons = pd.Series(LeftOut.COUNTED.value, index=articles.index, dtype="object")
    in_period = pd.Series(True, index=articles.index)
    if filters.since:
        in_period &= articles["date"] >= filters.since
    if filters.until:
        in_period &= articles["date"] <= filters.until
    if growth is None:
        growth = find_growth_articles(material)
    tests = {
        LeftOut.UNDATED: ~articles["dated"] & bool(filters.since or filters.until),
        LeftOut.OTHER_PERIOD: ~in_period,
        LeftOut.UNTAGGED: ~articles["tagged"],
        LeftOut.OUTLET: articles["outlet_id"].isin(filters.excluded_outlets),
        LeftOut.GENRE: ~articles["genre"].isin(filters.genres),
        LeftOut.SCOPE: ~find_in_scope(material, filters.scopes),
        LeftOut.ACCESS: ~articles["access"].isin(filters.access),
        LeftOut.NO_GROWTH: ~growth & filters.growth_only,
    }
    left = np.ones(len(articles), dtype=bool)
    for reason, test in tests.items():
        fails = left & np.asarray(test, dtype=bool)
        reasons[fails] = reason.value
        left &= ~fails
    texts = ["cluster_number"] if counting is Counting.PER_STORY else _TEXTS_OF_OUTLETS
    order = articles.loc[left, [*_TEXTS_OF_OUTLETS, "turn"]].sort_values("turn")
    reasons[order.index[order.duplicated(texts)]] = LeftOut.REPEATED.value
    return reasons


_TEXTS_OF_OUTLETS = ["outlet_number", "cluster_number"]


def choose_stories(material: Material, filters: Filters, counting: Counting) -> pd.DataFrame:
    """The articles that count: one for each text of an outlet, or one for each text."""
    return material.articles[judge_articles(material, filters, counting) == LeftOut.COUNTED.value]


def select_stories(material: Material, stories: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The part of the stories that a selection leaves."""
    if selection is Selection.FULL:
        return stories[stories["access"] == Access.FULL.value]
    if selection is Selection.TEASER:
        return stories[stories["access"] == Access.TEASER.value]
    if selection is Selection.NO_WIRE:
        return stories[~find_wire(material)[stories.index]]
    return stories


def find_wire(material: Material) -> pd.Series[bool]:
    """For each article whether it is an agency's text or one that several outlets publish."""
    articles = material.articles
    credits = material.contributors
    by_agency = credits.loc[
        (credits["role"] == ContributorRole.BYLINE.value)
        & credits["name"].str.casefold().isin(AGENCIES),
        "article",
    ]
    cluster = articles["cluster_number"]
    outlets = articles.groupby("cluster_number")["outlet_number"]
    shared = cluster.map(outlets.max()) != cluster.map(outlets.min())
    return shared | (articles["wire"] != "") | articles.index.isin(by_agency)
