"""The frames as the machine alone would have them: what a correction starts from.

The estimators compare the machine with reviewers. An article whose labels were corrected would
look as if the machine had been right there, and only there; so they are given its own labels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.frames import Material, pack_column
from data.parquet import ParquetStore
from data.records import Tagging
from data.results import Source
from data.review.reading import load_reading
from data.store import MediaStore


def undo_corrections(store: Source, material: Material) -> Material:
    """The material with the machine's own labels in every article that reviewers corrected.

    An export holds the corrected labels alone: its material is given back as it is.
    """
    if isinstance(store, ParquetStore):
        return material
    readings = {
        row["article_id"]: load_reading(row["reading"])
        for row in store.db.query("SELECT article_id, reading FROM machine_readings")
    }
    if not readings:
        return material
    wanted = material.articles["article_id"].isin(list(readings)) & material.articles["tagged"]
    numbers = {
        str(material.articles.at[index, "article_id"]): int(index)
        for index in material.articles.index[wanted]
    }
    own = {numbers[key]: reading for key, reading in readings.items() if key in numbers}
    return replace(
        material,
        articles=_with_machine_facts(store, material.articles, numbers, readings),
        persons=_swap(material.persons, own, _list_persons),
        topics=_swap(material.topics, own, _list_topics),
        places=_swap(material.places, own, _list_places),
    )


def _with_machine_facts(
    store: MediaStore,
    articles: pd.DataFrame,
    numbers: dict[str, int],
    readings: dict[str, Tagging],
) -> pd.DataFrame:
    """Genre by the machine and access as collected."""
    genre = articles["genre"].astype(object).copy()
    access = articles["access"].astype(object).copy()
    collected = dict(
        store.db.execute(
            "SELECT a.id, a.access FROM articles a JOIN machine_readings m ON m.article_id = a.id"
        ).fetchall()
    )
    for key, number in numbers.items():
        genre.at[number] = readings[key].genre.value
        access.at[number] = collected[key]
    return articles.assign(genre=genre.astype("category"), access=access.astype("category"))


_Lister = Callable[[Tagging], Iterable[dict[str, Any]]]


def _swap(frame: pd.DataFrame, own: dict[int, Tagging], list_rows: _Lister) -> pd.DataFrame:
    """A frame whose rows of some articles are those of their readings, in order of articles."""
    kept = frame[~frame["article"].isin(list(own))]
    rows = [
        {"article": number, **row} for number, reading in own.items() for row in list_rows(reading)
    ]
    if not rows:
        return kept.reset_index(drop=True)
    columns = [column for column in frame.columns if column != "article"]
    packed = {name: pack_column(name, [row[name] for row in rows]) for name in columns}
    articles = np.array([row["article"] for row in rows], dtype=np.int32)
    new = pd.DataFrame({"article": articles, **packed})
    return pd.concat([kept, new], ignore_index=True)


def _list_persons(reading: Tagging) -> Iterable[dict[str, Any]]:
    for person in reading.persons:
        values = {name: getattr(person, name) for name in person.__dataclass_fields__}
        yield values | {"n_mentions": len(person.mentions)}


def _list_topics(reading: Tagging) -> Iterable[dict[str, Any]]:
    for topic in reading.topics:
        yield {"kind": topic.kind, "label": topic.label, "probability": topic.probability}


def _list_places(reading: Tagging) -> Iterable[dict[str, Any]]:
    for place in reading.places:
        yield {"municipality": place.municipality}
