"""Pandas frames from media.db; the unit is a person in an article.

``article`` in every frame is the row number of the article in ``Material.articles``.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.filterchoice import FilterChoice, read_filter_choice
from data.errors import NothingToDo
from data.parquet import ParquetStore
from data.results import Source, iter_columns, list_columns, read_facts
from data.vocab import (
    Access,
    ContributorRole,
    Evidence,
    Function,
    Gender,
    Occupation,
    Scope,
    Sector,
    Theme,
    TopicKind,
)

_FICTIONAL_URL = r"https?://[^/?#]*\.example(?:[:/?#]|$)"
_ARTICLE_COLUMNS = (
    *("article_id", "outlet_id", "outlet", "url", "title", "published", "language"),
    *("access", "cluster_id", "content_hash", "wire", "n_words", "genre", "model"),
)
# The words that a column may hold, and the word that stands for any other.
_WORDS: dict[str, tuple[Sequence[str], str]] = {
    "gender": ([w.value for w in Gender], Gender.UNKNOWN.value),
    "evidence": ([w.value for w in Evidence], Evidence.NONE.value),
    "function": ([w.value for w in Function], Function.OTHER.value),
    "occupation_group": ([w.value for w in Occupation], Occupation.UNKNOWN.value),
    "kind": ([w.value for w in TopicKind], ""),
    "role": ([w.value for w in ContributorRole], ""),
}
_NUMBERS = {
    "position": "int32",
    "n_mentions": "int32",
    "quoted_words": "int32",
    "share_of_quoted_words": "float32",
    "p_woman": "float32",
    "weight": "float32",
    "probability": "float32",
}
_FLAGS = frozenset(
    (
        *("in_headline", "in_lead", "quoted_direct", "quoted_indirect"),
        *("in_first_third", "in_caption", "is_central", "is_victim"),
    )
)
_PERSON_COLUMNS = (
    *("article_id", "position", "gender", "evidence", "p_woman", "function"),
    *("occupation_group", "n_mentions", "in_headline", "in_lead", "quoted_direct"),
    *("quoted_indirect", "quoted_words"),
)
# What later steps of the pipeline may add; a measure that needs one is computed where it is
# there and said to lack its material where it is not. ``family_role`` and ``title`` hold words.
OPTIONAL_PERSON_COLUMNS = (
    *("in_first_third", "in_caption", "is_central", "share_of_quoted_words"),
    *("family_role", "is_victim", "title"),
)


@dataclass(frozen=True, slots=True)
class Material:
    """The whole of media.db that figures are made of.

    ``lacking`` names the optional columns of persons that this database does not have.
    """

    articles: pd.DataFrame
    persons: pd.DataFrame
    topics: pd.DataFrame
    places: pd.DataFrame
    contributors: pd.DataFrame
    lacking: frozenset[str] = field(default_factory=frozenset)
    choice: FilterChoice = field(default_factory=FilterChoice)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Rows by the million are no garbage: looking through them again and again costs a tenth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load_material(store: Source) -> Material:
    """Read the frames. Persons, topics and places of texts that changed since are left out."""
    with _without_collector():
        return _read_material(store)


def _read_material(store: Source) -> Material:
    articles = pd.DataFrame(read_facts(store), columns=list(_ARTICLE_COLUMNS))
    articles["cluster_id"] = articles["cluster_id"].where(
        articles["cluster_id"] != "", articles["article_id"]
    )
    articles["date"] = articles["published"].str.slice(0, 10)
    articles["month"] = articles["published"].str.slice(0, 7)
    articles = _number_texts(articles)
    numbers = {key: number for number, key in enumerate(articles["article_id"])}
    tagged = articles["model"].notna().to_numpy(dtype=bool)
    present = list_columns(store, "persons")
    optional = tuple(name for name in OPTIONAL_PERSON_COLUMNS if name in present)

    def read(table: str, columns: tuple[str, ...], keep: npt.NDArray[np.bool_]) -> pd.DataFrame:
        return _read_frame(store, table, columns, numbers, keep)

    gender = ("gender",) if "gender" in list_columns(store, "contributors") else ()
    everything = np.ones(len(articles), dtype=bool)
    return Material(
        articles=articles,
        persons=read("persons", (*_PERSON_COLUMNS, *optional), tagged),
        topics=read("topics", ("article_id", "kind", "label", "probability"), tagged),
        places=read("places", ("article_id", "municipality"), tagged),
        contributors=read("contributors", ("article_id", "name", "role", *gender), everything),
        lacking=frozenset(OPTIONAL_PERSON_COLUMNS) - present,
    )


def _number_texts(articles: pd.DataFrame) -> pd.DataFrame:
    """Numbers in place of words for what is asked again and again.

    ``outlet_number`` and ``cluster_number`` name the outlet and the text. ``turn`` is the order
    in which articles with one text are chosen: the one seen in full first, then the earliest,
    then the one with the smallest id, so that the choice does not hang on the order of rows.
    """
    rank = articles["access"].map({Access.FULL.value: 0, Access.UNKNOWN.value: 1}).fillna(2)
    when = articles["published"].where(articles["published"] != "", "9")
    order = articles.assign(rank=rank, when=when).sort_values(["rank", "when", "article_id"]).index
    turn = np.empty(len(articles), dtype=np.int64)
    turn[order.to_numpy()] = np.arange(len(articles))
    return articles.assign(
        outlet_number=pd.factorize(articles["outlet_id"], sort=True)[0],
        cluster_number=pd.factorize(articles["cluster_id"], sort=True)[0],
        turn=turn,
        dated=(articles["date"].str.len() == 10).to_numpy(dtype=bool),
        tagged=articles["model"].notna().to_numpy(dtype=bool),
        **{name: articles[name].astype("category") for name in ("genre", "access")},
    )


def _read_frame(
    store: Source,
    table: str,
    columns: tuple[str, ...],
    numbers: Mapping[str, int],
    keep: npt.NDArray[np.bool_],
) -> pd.DataFrame:
    """A table with ``article`` in place of article_id, in compact types, piece by piece."""
    pieces = []
    for rows in iter_columns(store, table, columns):
        values = dict(zip(columns, zip(*rows, strict=True), strict=True))
        article = np.array([numbers[key] for key in values.pop("article_id")], dtype=np.int32)
        kept = keep[article]
        piece = {name: pack_column(name, column)[kept] for name, column in values.items()}
        pieces.append(pd.DataFrame({"article": article[kept], **piece}))
    if not pieces:
        empty = {name: pack_column(name, ()) for name in columns if name != "article_id"}
        return pd.DataFrame({"article": np.array([], dtype=np.int32), **empty})
    whole = pd.concat(pieces, ignore_index=True)
    if whole["article"].is_monotonic_increasing:
        return whole
    # Sums of fractions hang on the order of rows in their last digit: the same for all sources.
    return whole.sort_values("article", kind="stable", ignore_index=True)


def pack_column(name: str, values: Iterable[Any]) -> Any:
    """Values of one column in the smallest type that holds them."""
    if name in _FLAGS:
        return np.array([bool(value) for value in values], dtype=bool)
    if name in _NUMBERS:
        kind = _NUMBERS[name]
        missing = np.nan if kind.startswith("float") else 0
        return np.array([missing if value is None else value for value in values], dtype=kind)
    if name in _WORDS:
        words, other = _WORDS[name]
        codes = {word: code for code, word in enumerate(words)}
        fallback = codes.get(other, -1)
        found = np.array([codes.get(value, fallback) for value in values], dtype=np.int8)
        return pd.Categorical.from_codes(found, dtype=pd.CategoricalDtype(list(words)))
    return np.array(["" if value is None else value for value in values], dtype=object)


def load_tagged_material(store: Source) -> Material:
    """The material, with the choice in the folder's analyse.yml.

    Raises NothingToDo when there are no articles or none is tagged."""
    store.count_articles()
    material = load_material(store)
    if not isinstance(store, ParquetStore):
        material = replace(material, choice=read_filter_choice(store.path.parent))
    if not material.articles["model"].notna().any():
        raise NothingToDo(
            f"{store.path} holds articles but none is tagged; run 'mediagranskning tag' first"
        )
    return material


def find_growth_articles(material: Material, min_probability: float = 0.0) -> pd.Series[bool]:
    """For each article whether it has at least one theme, of at least this probability."""
    topics = material.topics
    chosen = (topics["kind"] == TopicKind.THEME.value) & (topics["probability"] >= min_probability)
    found = np.zeros(len(material.articles), dtype=bool)
    found[topics.loc[chosen, "article"].to_numpy()] = True
    return pd.Series(found, index=material.articles.index, dtype=bool)


def find_in_scope(material: Material, scopes: tuple[str, ...]) -> pd.Series[bool]:
    """For each article whether it reaches as far as one of the scopes; all do where none is named.

    An article whose scope is not known counts only where Scope.UNKNOWN is named.
    """
    index = material.articles.index
    if not scopes:
        return pd.Series(True, index=index, dtype=bool)
    said = material.topics[material.topics["kind"] == TopicKind.SCOPE.value]
    found = np.full(len(index), Scope.UNKNOWN.value in scopes, dtype=bool)
    found[said["article"].to_numpy()] = said["label"].isin(scopes).to_numpy()
    return pd.Series(found, index=index, dtype=bool)


def is_fictional(material: Material) -> bool:
    """Whether all addresses are under .example, which no real site can have (RFC 2606)."""
    return bool(material.articles["url"].str.match(_FICTIONAL_URL).all())


def known_topics(kind: TopicKind) -> list[str]:
    """The themes or the sectors, in the order of the vocabulary."""
    return [word.value for word in (Theme if kind is TopicKind.THEME else Sector)]
