"""Pandas frames from media.db; the unit is a person in an article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analysis.filters import Filters
from data.errors import NothingToDo
from data.results import read_article_facts, read_rows
from data.store import MediaStore
from data.vocab import Access, Scope, TopicKind

_FICTIONAL_URL = r"https?://[^/?#]*\.example(?:[:/?#]|$)"
_ARTICLE_COLUMNS = (
    *("article_id", "outlet_id", "outlet", "url", "title", "published", "language"),
    *("access", "cluster_id", "genre", "model"),
)
_PERSON_COLUMNS = (
    *("article_id", "position", "name", "gender", "in_headline"),
    *("quoted_direct", "quoted_indirect"),
)
_TOPIC_COLUMNS = ("article_id", "kind", "label")
_PLACE_COLUMNS = ("article_id", "municipality")


class Counting(StrEnum):
    """How a text that several outlets publish is counted."""

    PER_OUTLET = "per_outlet"  # once for each outlet that publishes it
    PER_STORY = "per_story"  # once in all


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


@dataclass(frozen=True, slots=True)
class Material:
    """The whole of media.db that figures are made of; every frame has an ``article_id``."""

    articles: pd.DataFrame
    persons: pd.DataFrame
    topics: pd.DataFrame
    places: pd.DataFrame


def load_material(store: MediaStore) -> Material:
    """Read the frames. Persons, topics and places of texts that changed since are left out."""
    articles = pd.DataFrame(read_article_facts(store), columns=list(_ARTICLE_COLUMNS))
    articles["cluster_id"] = articles["cluster_id"].where(
        articles["cluster_id"] != "", articles["article_id"]
    )
    articles["date"] = articles["published"].str.slice(0, 10)
    articles["month"] = articles["published"].str.slice(0, 7)
    tagged = articles.loc[articles["model"].notna(), "article_id"]

    def read(table: str, columns: tuple[str, ...]) -> pd.DataFrame:
        frame = pd.DataFrame(read_rows(store, table, columns), columns=list(columns))
        return frame[frame["article_id"].isin(tagged)].reset_index(drop=True)

    return Material(
        articles=articles,
        persons=read("persons", _PERSON_COLUMNS),
        topics=read("topics", _TOPIC_COLUMNS),
        places=read("places", _PLACE_COLUMNS),
    )


def load_tagged_material(store: MediaStore) -> Material:
    """The material. Raises NothingToDo when there are no articles or none is tagged."""
    store.count_articles()
    material = load_material(store)
    if not material.articles["model"].notna().any():
        raise NothingToDo(
            f"{store.path} holds articles but none is tagged; run 'mediagranskning tag' first"
        )
    return material


def find_growth_articles(material: Material) -> pd.Series[bool]:
    """For each article whether it has at least one theme."""
    themes = material.topics.loc[material.topics["kind"] == TopicKind.THEME.value, "article_id"]
    return material.articles["article_id"].isin(themes)


def find_in_scope(material: Material, scopes: tuple[str, ...]) -> pd.Series[bool]:
    """For each article whether it reaches as far as one of the scopes; all do where none is named.

    An article whose scope is not known counts only where Scope.UNKNOWN is named.
    """
    topics = material.topics
    said = topics[topics["kind"] == TopicKind.SCOPE.value]
    within = said.loc[said["label"].isin(scopes), "article_id"]
    without = ~material.articles["article_id"].isin(said["article_id"])
    unknown = without & (Scope.UNKNOWN.value in scopes)
    return material.articles["article_id"].isin(within) | unknown | (not scopes)


def is_fictional(material: Material) -> bool:
    """Whether all addresses are under .example, which no real site can have (RFC 2606)."""
    return bool(material.articles["url"].str.match(_FICTIONAL_URL).all())


def judge_articles(
    material: Material, filters: Filters, counting: Counting = Counting.PER_OUTLET
) -> pd.Series[str]:
    """For each article the LeftOut reason, "" when it counts.

    Of articles with one text the one seen in full counts, then the earliest, then the one with
    the smallest id, so that the choice does not hang on the order of rows.
    """
    articles = material.articles
    reasons = pd.Series(LeftOut.COUNTED.value, index=articles.index, dtype="object")
    dated = articles["date"].str.len() == 10
    in_period = pd.Series(True, index=articles.index)
    if filters.since:
        in_period &= articles["date"] >= filters.since
    if filters.until:
        in_period &= articles["date"] <= filters.until
    growth = find_growth_articles(material)
    tests = {
        LeftOut.UNDATED: ~dated & bool(filters.since or filters.until),
        LeftOut.OTHER_PERIOD: ~in_period,
        LeftOut.UNTAGGED: articles["model"].isna(),
        LeftOut.OUTLET: articles["outlet_id"].isin(filters.excluded_outlets),
        LeftOut.GENRE: ~articles["genre"].isin(filters.genres),
        LeftOut.SCOPE: ~find_in_scope(material, filters.scopes),
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
