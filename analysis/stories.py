"""Which articles count: genre, access, growth, period, wire, and each text only once."""

from __future__ import annotations

from enum import StrEnum

import pandas as pd

from analysis.filters import Filters
from analysis.frames import Material, find_growth_articles
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

    Of articles with one text the one seen in full counts, then the earliest, then the one with
    the smallest id, so that the choice does not hang on the order of rows. ``growth`` replaces
    the usual judgement of what is a growth story.
    """
    articles = material.articles
    reasons = pd.Series(LeftOut.COUNTED.value, index=articles.index, dtype="object")
    dated = articles["date"].str.len() == 10
    in_period = pd.Series(True, index=articles.index)
    if filters.since:
        in_period &= articles["date"] >= filters.since
    if filters.until:
        in_period &= articles["date"] <= filters.until
    if growth is None:
        growth = find_growth_articles(material)
    tests = {
        LeftOut.UNDATED: ~dated & bool(filters.since or filters.until),
        LeftOut.OTHER_PERIOD: ~in_period,
        LeftOut.UNTAGGED: articles["model"].isna(),
        LeftOut.OUTLET: articles["outlet_id"].isin(filters.excluded_outlets),
        LeftOut.GENRE: ~articles["genre"].isin(filters.genres),
        LeftOut.ACCESS: ~articles["access"].isin(filters.access),
        LeftOut.NO_GROWTH: ~growth & filters.growth_only,
    }
    for reason, test in tests.items():
        reasons[test & (reasons == LeftOut.COUNTED.value)] = reason.value
    left = articles[reasons == LeftOut.COUNTED.value]
    order = left.assign(
        rank=left["access"].map({Access.FULL.value: 0, Access.UNKNOWN.value: 1}).fillna(2),
        when=left["published"].where(left["published"] != "", "9"),
    ).sort_values(["rank", "when", "article_id"])
    keys = ["cluster_id"] if counting is Counting.PER_STORY else ["outlet_id", "cluster_id"]
    reasons[order.index[order.duplicated(keys)]] = LeftOut.REPEATED.value
    return reasons


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
    outlets = articles.groupby("cluster_id")["outlet_id"].nunique()
    shared = articles["cluster_id"].map(outlets) > 1
    return shared | (articles["wire"] != "") | articles.index.isin(by_agency)
